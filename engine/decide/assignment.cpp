#include "engine/decide/assignment.hpp"

#include <algorithm>

#include "engine/decide/expression.hpp"

namespace zhunru::decide {
namespace {

void add_words(std::vector<std::string>& words, const base::Value& value) {
  if (value.is_list()) {
    for (const base::Value& item : value.as_list()) add_words(words, item);
    return;
  }
  std::string text = text_of(value);
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    std::string word = text.substr(from, comma - from);
    word.erase(0, word.find_first_not_of(' '));
    if (const auto last = word.find_last_not_of(' '); last != std::string::npos) word.resize(last + 1);
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    from = comma + 1;
  }
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool seat_fits(const command::Seat& seat, const state::Assignee& assignee) {
  if (!assignee.roles.empty() && !contains(assignee.roles, seat.role)) return false;
  if (!assignee.body.empty() && seat.body != assignee.body && seat.provider != assignee.body) return false;
  if (!assignee.community.empty() && seat.community != assignee.community) return false;
  return !contains(assignee.excluded, seat.body) || seat.body.empty();
}

}  // namespace

base::Result<state::Assignee> plan_assignee(const Run& run, const state::Case& c, Id scope, const state::Program& program,
                                            const model::Assignment& assignment) {
  state::Assignee assignee;
  const auto words = [&](const model::TextOrFeel& text, std::vector<std::string>& into) -> base::Result<void> {
    auto value = evaluate_value(run, c, scope, program, text);
    if (!value) return std::move(value).error();
    add_words(into, *value);
    return {};
  };
  ZHUNRU_TRY_VOID(words(assignment.role, assignee.roles));
  ZHUNRU_TRY_VOID(words(assignment.person, assignee.persons));
  for (const model::TextOrFeel& user : assignment.candidate_users) ZHUNRU_TRY_VOID(words(user, assignee.persons));
  for (const model::TextOrFeel& group : assignment.candidate_groups) ZHUNRU_TRY_VOID(words(group, assignee.roles));
  auto body = evaluate_text(run, c, scope, program, assignment.body);
  if (!body) return std::move(body).error();
  assignee.body = std::move(*body);
  auto community = evaluate_text(run, c, scope, program, assignment.community);
  if (!community) return std::move(community).error();
  assignee.community = std::move(*community);
  if (assignment.exclude != model::none) {
    auto excluded = evaluate(run, c, scope, program, assignment.exclude);
    if (!excluded) return std::move(excluded).error();
    add_words(assignee.excluded, *excluded);
  }
  return assignee;
}

const command::Seat* fitting_seat(const command::Actor& actor, const state::Assignee& assignee) {
  static const command::Seat no_seat;
  const bool named = contains(assignee.persons, actor.account) && !actor.account.empty();
  if (!assignee.persons.empty() && !named && assignee.roles.empty()) return nullptr;
  for (const command::Seat& seat : actor.seats) {
    if (seat.role == "system") continue;
    // A person who is named needs no role; recusal holds for everybody.
    state::Assignee wanted = assignee;
    if (named) wanted.roles.clear();
    if (seat_fits(seat, wanted)) return &seat;
  }
  const bool anybody = assignee.roles.empty() && assignee.body.empty() && assignee.community.empty();
  if (!actor.account.empty() && actor.seats.empty() && anybody && (assignee.persons.empty() || named)) return &no_seat;
  return nullptr;
}

base::Error not_yours(const command::Actor& actor, const state::Assignee& assignee) {
  for (const command::Seat& seat : actor.seats)
    if (!seat.body.empty() && contains(assignee.excluded, seat.body))
      return refusal("recused", "您所在单位在本案中须回避，不能办理", "Your body is recused in this case and may not act", seat.body);
  std::string wanted;
  for (const std::string& role : assignee.roles) wanted += (wanted.empty() ? "" : ", ") + role;
  if (!assignee.body.empty()) wanted += " @ " + assignee.body;
  if (!assignee.community.empty()) wanted += " @ " + assignee.community;
  return refusal("not_yours", "这一步不由您办理，应由：" + wanted, "This step is not yours; it is for: " + wanted, wanted);
}

}  // namespace zhunru::decide
