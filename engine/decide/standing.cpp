#include "engine/decide/standing.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "engine/decide/assignment.hpp"

namespace zhunru::decide {
namespace {

template <class T>
bool contains(const std::vector<T>& items, const T& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

/// One of the actor's own bodies is recused: then they stand in for nobody here.
bool recused(const command::Actor& actor, const state::Assignee& assignee) {
  return std::any_of(actor.seats.begin(), actor.seats.end(), [&](const command::Seat& seat) {
    return (!seat.body.empty() && contains(assignee.excluded, seat.body)) || (!seat.provider.empty() && contains(assignee.excluded, seat.provider));
  });
}

const command::Seat* seat_of_absent(const state::Absence& absence, const state::Assignee& assignee) {
  if (absence.seats.empty()) return nullptr;
  const command::Actor absent{absence.account, absence.seats};
  const command::Seat* seat = fitting_seat(absent, assignee);
  if (seat == nullptr) return nullptr;
  return &absence.seats[static_cast<std::size_t>(seat - absent.seats.data())];
}

Standing by_absence(const state::State& state, const command::Actor& actor, const state::Assignee& assignee, base::Instant at) {
  if (recused(actor, assignee)) return {};
  for (const state::Absence* absence : state::covered_by(state, actor.account, at))
    if (const command::Seat* seat = seat_of_absent(*absence, assignee)) return {seat, absence};
  return {};
}

/// Lent (委托) to the actor: they need no seat for it.
Standing lent_to(const command::Actor& actor) {
  static const command::Seat none;
  return {actor.seats.empty() ? &none : &actor.seats.front(), nullptr};
}

/// True when somebody claimed the task as the account's substitute and may act for it no more.
bool claim_has_lapsed(const state::State& state, const std::string& account, const state::Task& task, base::Instant at) {
  bool known = false;
  bool active = false;
  state.absences.for_each_key(state::absence_prefix(task.claimed_by), [&](const std::string& key) {
    const state::Absence& absence = *state.absences.find(key);
    if (absence.account != account || !contains(absence.seats, task.claimed_seat)) return true;
    known = true;
    active = active || is_active(absence, at);
    return true;
  });
  return known && !active;
}

/// Why somebody who fits by no seat of their own and no absence may not act.
base::Error refused(const state::State& state, const command::Actor& actor, const state::Assignee& assignee, base::Instant at) {
  std::optional<base::Error> error;
  state.absences.for_each_key(state::absence_prefix(actor.account), [&](const std::string& key) {
    const state::Absence& absence = *state.absences.find(key);
    if (seat_of_absent(absence, assignee) == nullptr) return true;
    const std::string days = base::to_string(absence.from) + " – " + base::to_string(absence.to);
    if (is_active(absence, at))
      error = refusal("recused", "您所在单位在本案中须回避，也不能代他人办理", "Your body is recused in this case; you cannot act for others in it either", absence.id);
    else if (!error)
      error = refusal("substitution_over", "现在不是您代理的时间（" + days + (absence.ended ? "，已提前结束" : "") + "），这一步由本人办理",
                      "You do not stand in now (" + days + (absence.ended ? ", ended early" : "") + "); the person acts themselves", absence.id);
    return true;
  });
  return error ? *error : not_yours(actor, assignee);
}

}  // namespace

bool can_be_covered(const command::Seat& seat) {
  const std::string_view role = seat.role;
  const bool personal = role == "resident" || role == "resident_rep" || role == "expert" || role.starts_with("expert:") || role == "third_party";
  return !personal && !role.empty() && role != "system" && role != "link" && role != "template_admin";
}

std::vector<command::Seat> seats_to_cover(const std::vector<command::Seat>& seats) {
  std::vector<command::Seat> out;
  std::copy_if(seats.begin(), seats.end(), std::back_inserter(out), can_be_covered);
  return out;
}

Standing standing_for(const state::State& state, const command::Actor& actor, const state::Assignee& assignee, base::Instant at) {
  if (const command::Seat* own = fitting_seat(actor, assignee)) return {own, nullptr};
  return by_absence(state, actor, assignee, at);
}

Standing standing_on(const state::State& state, const command::Actor& actor, const state::Task& task, base::Instant at, base::Error* why) {
  const auto none = [&](base::Error error) {
    if (why != nullptr) *why = std::move(error);
    return Standing{};
  };
  const bool is_lent = !task.owner.empty();
  if (task.claimed_by.empty() || task.claimed_by == actor.account) {
    if (is_lent) return lent_to(actor);
    const Standing found = standing_for(state, actor, task.assignee, at);
    return found ? found : none(refused(state, actor, task.assignee, at));
  }
  // Claimed by the one who is away: the substitute goes on with it.
  if (!recused(actor, task.assignee)) {
    for (const state::Absence* absence : state::covered_by(state, actor.account, at)) {
      if (absence->account != task.claimed_by) continue;
      // Who lent it waits for the answer and does not give it.
      if (is_lent && task.owner == actor.account) continue;
      const command::Seat* seat = is_lent ? &absence->seats.front() : seat_of_absent(*absence, task.assignee);
      if (seat != nullptr) return {seat, absence};
    }
  }
  const command::Seat* own = is_lent ? nullptr : fitting_seat(actor, task.assignee);
  if (own != nullptr && claim_has_lapsed(state, actor.account, task, at)) return {own, nullptr};
  const auto acting = state::covered_by(state, task.claimed_by, at);
  const bool mine = std::any_of(acting.begin(), acting.end(), [&](const state::Absence* absence) { return absence->account == actor.account; });
  if (mine && own != nullptr)
    return none(refusal("claimed_by_substitute", "您的代理人已先签收这一步，由代理人办理；要自己办，请代理人放回，或先结束代理",
                        "Your substitute has claimed this step first and does it; to do it yourself, ask them to release it, or end the absence", task.id));
  return none(refusal("claimed_by_other", "这一步已由他人签收", "Somebody else has claimed this step", task.id));
}

}  // namespace zhunru::decide
