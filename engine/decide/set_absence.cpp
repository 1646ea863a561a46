// SetAbsence, EndAbsence, ReseatAbsences: 代理 on leave. A person sets their own, an administrator anybody's; one substitute for
// each day, who is not away then. What a substitute may do is decided in standing.cpp at the time of the act.
#include "engine/decide/commands.hpp"

namespace zhunru::decide {
namespace {

/// Days of one absence: a year and a day.
constexpr std::int64_t most_days = 366;

bool may_manage(Run& run, const std::string& account) {
  if (run.actor.is_system() || run.actor.has_role("template_admin") || (!account.empty() && run.actor.account == account)) return true;
  run.reject(refusal("not_allowed", "只能设置自己的代理；别人的由管理员设置", "You can set your own substitute only; an administrator sets others'", "account"));
  return false;
}

std::optional<state::Absence> read_absence(Run& run, const command::SetAbsence& c) {
  const auto from = base::parse_date(c.from);
  const auto to = base::parse_date(c.to);
  const base::Date today = base::shanghai_date(run.at);
  const auto wrong = [&](const char* code, const char* zh, const char* en, const char* where) {
    run.reject(refusal(code, zh, en, where));
    return std::nullopt;
  };
  if (!from || !to) return wrong("bad-date", "请写明从哪天到哪天", "Say from which day to which", from ? "to" : "from");
  if (*to < *from) return wrong("bad-date", "最后一天不能早于第一天", "The last day is not before the first", "to");
  if (*to < today) return wrong("bad-date", "这些日子已经过去", "These days are over", "to");
  if (const auto last = base::add_days(*from, most_days); !last || *last < *to) return wrong("bad-date", "一次最多一年", "At most one year at a time", "to");
  if (c.substitute.empty() || c.substitute == c.account) return wrong("same_person", "请指明由谁代理", "Say who stands in", "substitute");
  std::vector<command::Seat> seats = seats_to_cover(c.seats);
  if (seats.empty())
    return wrong("nothing_to_cover", "这个账号没有可以代理的岗位；居民、居民代表和专家的意见只能本人表达",
                 "This account has no post that another can cover; residents, their representatives and experts speak for themselves", "account");
  state::Absence made;
  made.id = "a" + std::to_string(run.scratch.absences.size() + 1);
  made.account = c.account;
  made.substitute = c.substitute;
  made.from = *from;
  made.to = *to;
  made.seats = std::move(seats);
  made.set_by = run.actor.account;
  made.set_at = run.at;
  return made;
}

/// An absence that has not ended and has a day in common with `made`.
bool overlaps(const state::Absence& other, const state::Absence& made) {
  return !other.ended && other.from <= made.to && made.from <= other.to;
}

}  // namespace

base::Value decide_one(Run& run, const command::SetAbsence& c) {
  if (!may_manage(run, c.account)) return {};
  auto made = read_absence(run, c);
  if (!made) return {};
  run.scratch.absences.for_each([&](const std::string&, const state::Absence& other) {
    if (!overlaps(other, *made)) return;
    const std::string days = base::to_string(other.from) + " – " + base::to_string(other.to);
    if (other.account == made->account)
      run.reject(refusal("overlaps", "这几天已经设了代理（" + days + "），请先结束它", "A substitute is set for these days already (" + days + "); end that first", other.id));
    else if (other.account == made->substitute)
      run.reject(refusal("substitute_away", "代理人自己这几天不在（" + days + "），代理不能再转", "The substitute is away then too (" + days + "); it cannot be passed on", "substitute"));
  });
  if (run.rejection()) return {};
  const std::string id = made->id;
  run.emit(event::AbsenceSet{std::move(*made)});
  return base::Value(base::Context{{"absence", base::Value(id)}});
}

base::Value decide_one(Run& run, const command::EndAbsence& c) {
  const state::Absence* found = nullptr;
  run.scratch.absences.for_each([&](const std::string&, const state::Absence& absence) {
    if (absence.id == c.absence) found = &absence;
  });
  if (!found) {
    run.reject(refusal("unknown-absence", "没有这条代理", "There is no such absence", c.absence));
    return {};
  }
  if (!may_manage(run, found->account)) return {};
  if (found->ended || found->to < base::shanghai_date(run.at)) {
    run.reject(refusal("absence_over", "这段代理已经结束", "This absence is over already", c.absence));
    return {};
  }
  run.emit(event::AbsenceEnded{found->id, found->substitute, run.actor.account, run.at});
  return base::Value(base::Context{{"absence", base::Value(c.absence)}});
}

base::Value decide_one(Run& run, const command::ReseatAbsences& c) {
  if (!require_role(run, {"system"})) return {};
  const std::vector<command::Seat> seats = seats_to_cover(c.seats);
  const base::Date today = base::shanghai_date(run.at);
  std::vector<event::AbsenceReseated> changes;
  run.scratch.absences.for_each([&](const std::string&, const state::Absence& absence) {
    if (absence.account == c.account && !absence.ended && today <= absence.to && absence.seats != seats)
      changes.push_back({absence.id, absence.substitute, seats});
  });
  for (event::AbsenceReseated& change : changes) run.emit(std::move(change));
  return {};
}

}  // namespace zhunru::decide
