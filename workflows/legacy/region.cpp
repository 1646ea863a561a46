#include "workflows/legacy/region.hpp"

#include <array>
#include <set>

#include "engine/calendar/calendar.hpp"
#include "engine/register/source.hpp"
#include "workflows/legacy/check.hpp"
#include "workflows/legacy/record.hpp"

namespace zhunru::legacy {

using base::Context;
using base::List;
using base::Value;
using command::ImportCase;

namespace {

/// Where the token of T01 stands for a recorded state (domain/processes.md); the second word says what else begins.
struct Place {
  const char *state, *element;
  bool waits;  ///< T04 and T05 wait for their day
};
constexpr std::array<Place, 11> places{{{"blocked", "E_blocked", false},
                                        {"returned", "S1", false},
                                        {"purchase", "S8d", false},
                                        {"consulting", "S6", false},
                                        {"submitted", "S15c", false},
                                        {"rejected", "E_rejected", false},
                                        {"in_force", "E_admitted", true},
                                        {"pilot", "E_admitted", true},
                                        {"expiring", "E_admitted", true},
                                        {"rectifying", "E_admitted", true},
                                        {"exited", "E_admitted", false}}};

const Place* place_of(const std::string& state) {
  for (const Place& place : places)
    if (state == place.state) return &place;
  return nullptr;
}

struct Words {
  const char *key, *zh, *en;
};
constexpr std::array<Words, 12> missing_table{{{"necessity", "协办的必要性", "why only the committee can help"},
                                               {"benefits", "三个有利于", "the three benefits"},
                                               {"work_content", "工作内容", "content"},
                                               {"scope", "实施范围", "scope"},
                                               {"objectives", "目标任务", "objectives"},
                                               {"requirements", "要求", "requirements"},
                                               {"time_limit", "时限", "time limit"},
                                               {"funding", "经费保障方式", "funding"},
                                               {"consultation", "民主协商", "consultation"},
                                               {"opinion", "协商意见书", "consultation opinion"},
                                               {"appraisal", "论证评估报告", "appraisal report"},
                                               {"decision", "准入决定书", "decision"}}};

void refuse(Line& line, std::string zh, std::string en) {
  line.problem = std::move(zh);
  line.problem_en = std::move(en);
}

/// The calendar that holds in the region: a family that extends another, else the first.
std::string family_of(const List& calendars) {
  std::string family;
  for (const Value& one : calendars)
    if (family.empty() || !one.get("extends").string_or("").empty()) family = std::string(calendar::family_of(one.get("id").string_or("")));
  return family;
}

/// Working days from today to the recorded end of a consultation, 0 when it has passed: it closes at the end of today.
std::int64_t days_left(const state::State& state, const Value& closes, base::Instant now) {
  const List records = registers::records_on(state, "calendars", std::nullopt);
  const auto calendars = calendar::Calendars::from_records(records);
  const auto day = base::parse_date(closes.string_or(""));
  if (!calendars || !day) return 0;
  const auto left = calendars->working_days_between(base::shanghai_date(now), *day, family_of(records));
  return left && *left > 0 ? *left : 0;
}

ImportCase t01(const state::State& state, const Record& record, const std::string& as_of, base::Instant now, Line& line) {
  ImportCase made{"T01", record.id(), {place_of(record.state())->element}, {}, {}};
  Context variables = t01_variables(state, record, as_of);
  for (const auto& [name, answer] : answers(state, record, now, line))
    if (name != "score" && name != "d8") variables.set(name, answer);
  const std::string today = base::to_string(base::shanghai_date(now));
  if (record.state() == "consulting") {
    const Value& told = record.application.get("consultation");
    const std::string recorded = told.get("closes").string_or("");
    variables.set("plan", consultation_plan(record));
    Context inside{{"closes", recorded}, {"asking_wd", days_left(state, told.get("closes"), now)}, {"extended", told.get("extended")}};
    for (const char* empty : {"opinion", "minutes", "minutes_doc", "result", "U3", "tally", "ended"}) inside.set(empty, Value());
    made.inside = Value(Context{{"S6", Value(Context{{"at", Value(List{Value("C2")})}, {"variables", Value(std::move(inside))}})}});
    made.polls = Value(List{open_poll(record, recorded < today ? today : recorded)});
  }
  if (record.application.get("clock").is_context()) {
    const Value& clock = record.application.get("clock");
    made.clocks = Value(Context{{"review", Value(Context{{"total_wd", clock.get("limit_working_days")}, {"since", clock.get("started")},
                                                         {"due", clock.get("due")}, {"suspended", clock.get("suspended")}})}});
  }
  made.variables = Value(std::move(variables));
  return made;
}

Context follower(const Record& record, Context admission, const std::string& as_of) {
  return Context{{"imported", Value(Context{{"id", record.id()}, {"state", record.state()}, {"as_of", as_of}, {"missing", Value(List{})}})},
                 {"started_by", Value(Context{{"account", ""}, {"role", "applicant_clerk"}, {"body", record.applicant.get("id")}})},
                 {"applicant", record.applicant}, {"coord", record.coord}, {"item", Value(Context{{"name", record.item.get("name")}})},
                 {"communities", record.communities}, {"admission", Value(std::move(admission))}};
}

/// T05: waiting for its day; at the alert of an unpaid quarter; or ended.
ImportCase t05(const Record& record, Context variables) {
  ImportCase made{"T05", record.id() + "-T05", {"X0"}, {}, {}};
  const Value& exit = record.application.get("exit");
  const bool alert = record.state() == "rectifying" && record.application.get("alert").is_string();
  if (record.state() == "exited" || alert) {
    for (const char* none : {"rows", "confirmations", "not_gone", "closed"}) variables.set(none, Value(List{}));
    variables.set("rows", Value(List{Value("service"), Value("cases"), Value("data"), Value("money"), Value("signs")}));
    variables.set("exit_plan", Value());
    variables.set("ended_entry", Value());
    variables.set("lapsed", Value(false));
    variables.set("suspended", Value(false));
    variables.set("round", Value(0));
  }
  if (record.state() == "exited") {
    made.at_elements = {"E_exited"};
    variables.set("trigger", exit);
    variables.set("follow", Value("T05:exit"));
    variables.set("exit_plan", Value(Context{{"reason_kind", exit.get("trigger")}, {"last_day", exit.get("effective")}, {"applied", exit.get("applied")}, {"handover", exit.get("handover")}}));
  } else if (alert) {
    made.at_elements = {"X0n", "X0p", "X0e"};
    variables.set("trigger", Value(Context{{"trigger", "funding"}, {"quarters_unpaid", 1}}));
    variables.set("follow", Value("T14:alert"));
    variables.set("follow_hits", Value(List{}));
  }
  made.variables = Value(std::move(variables));
  return made;
}

/// T04: waiting for its day, or at the measures after a first failure.
ImportCase t04(const state::State& state, const Record& record, Context variables, base::Instant now) {
  ImportCase made{"T04", record.id() + "-T04", {"V0"}, {}, {}};
  if (record.state() == "rectifying") {
    const Value& told = record.evaluation;
    Line unused;
    const Context found = answers(state, record, now, unused);
    const auto answer = [&](const char* name) { return found.find(name) ? *found.find(name) : Value(); };
    List strata;
    if (told.at_path("plan.strata").is_context())
      for (const auto& [name, planned] : told.at_path("plan.strata").as_context()) strata.push_back(Value(Context{{"name", name}, {"planned", planned}}));
    for (const char* empty : {"previous", "poll_id", "petition", "report", "tally", "measures"}) variables.set(empty, Value());
    variables.set("extended", Value(false));
    variables.set("trigger", Value("timer"));
    variables.set("sample", told.get("strata"));
    variables.set("effect", Value(Context{{"objectives", told.get("objectives")}}));
    variables.set("money", told.get("funding"));
    variables.set("plan", Value(Context{{"total", told.at_path("plan.total")}, {"strata", Value(std::move(strata))}, {"questions", Value(List{Value("对该事项总体是否满意")})}}));
    variables.set("score", answer("score"));
    variables.set("scored", answer("score").get("outcome"));
    variables.set("score_hits", answer("score").get("hits"));
    variables.set("d8", answer("d8"));
    variables.set("result", told.get("expected_result"));
    made.at_elements = {"V6"};
    const auto day = base::parse_date(told.get("date").string_or(""));
    const auto end = day ? base::add_days(*day, registers::settings_on(state, std::nullopt).get("rectify_days").int64_or(60)) : std::nullopt;
    if (end) made.dues = Value(Context{{"V6", base::to_string(*end)}});
  }
  made.variables = Value(std::move(variables));
  return made;
}

/// Why it cannot come in; nothing when it can.
void check(const Record& record, Line& line) {
  const Value& a = record.application;
  if (line.id.empty()) return refuse(line, "没有编号 id", "it has no id");
  if (!place_of(line.state)) return refuse(line, "不认识的状态 " + line.state, "unknown state " + line.state);
  if (record.applicant.is_null()) return refuse(line, "名册 bodies 中没有准入单位 " + a.get("applicant").string_or(""), "register bodies has no applicant " + a.get("applicant").string_or(""));
  if (record.item_record.is_null()) return refuse(line, "名册 items 中没有事项 " + a.get("item").string_or(""), "register items has no item " + a.get("item").string_or(""));
  if (!a.get("approver").is_null() && record.coord.is_null()) return refuse(line, "名册 bodies 中没有审批机构 " + a.get("approver").string_or(""), "register bodies has no approving body " + a.get("approver").string_or(""));
  if (place_of(line.state)->waits && record.entry.is_null()) return refuse(line, "清单C中没有这个案件的条目,先导入清单", "list C has no entry of this case; bring in the list first");
  if (place_of(line.state)->waits && record.communities.size() == 0) return refuse(line, "实施范围没有记录", "the scope is not recorded");
  if (line.state == "consulting" && !a.get("consultation").is_context()) return refuse(line, "征求中却没有协商记录", "it is being consulted, but has no consultation");
  if (line.state == "submitted" && !a.get("clock").is_context()) return refuse(line, "审查中却没有时限记录 clock", "it is under review, but has no clock");
}

base::Result<std::string> send(const Submit& submit, const ImportCase& made, Line& line) {
  for (const std::string& element : made.at_elements) line.at.push_back(made.process + " " + element);
  if (!submit) return std::string();
  auto reply = submit(made);
  if (!reply) {
    base::Error error = reply.error();
    error.where = line.id + (error.where.empty() ? "" : ": " + error.where);
    return error;
  }
  return reply->get("case_id").string_or("");
}

base::Result<void> bring(const state::State& state, const Record& record, const std::string& as_of, base::Instant now, const Submit& submit, Line& line) {
  ZHUNRU_TRY(main, send(submit, t01(state, record, as_of, now, line), line));
  const bool waits = place_of(line.state)->waits;
  if (!waits && line.state != "exited") return {};
  const Context known = admission(state, record, main, now);
  ImportCase exit = t05(record, follower(record, known, as_of));
  exit.started_from = main;
  ZHUNRU_TRY_VOID(send(submit, exit, line));
  if (!waits) return {};
  ImportCase evaluation = t04(state, record, follower(record, known, as_of), now);
  evaluation.started_from = main;
  ZHUNRU_TRY_VOID(send(submit, evaluation, line));
  return {};
}

}  // namespace

base::Result<Report> import_region(const state::State& state, const Value& data, base::Instant now, const Submit& submit) {
  if (!data.get("applications").is_list())
    return base::make_error("no-applications", "文件里没有 applications(案件)一项", "the file has no applications", "applications");
  Report report;
  report.as_of = data.get("as_of").is_string() ? data.get("as_of").as_string() : data.at_path("meta.as_of").string_or("");
  std::set<std::string> numbers;
  state.cases.for_each([&](const std::string&, const state::Case& c) { numbers.insert(c.case_no); });
  for (const Value& application : data.get("applications").as_list()) {
    const Record record = read_record(state, application, data.get("evaluations"));
    Line line;
    line.id = record.id();
    line.state = record.state();
    line.name = record.item.get("name").string_or("");
    line.missing = record.missing;
    line.known = numbers.contains(line.id);
    if (line.known) {
      ++report.known;
    } else {
      check(record, line);
      if (line.problem.empty()) {
        if (!submit) compare_burden(state, record, now, line);
        ZHUNRU_TRY_VOID(bring(state, record, report.as_of, now, submit, line));
        numbers.insert(line.id);
        ++report.added;
      } else {
        ++report.refused;
      }
    }
    report.lines.push_back(std::move(line));
  }
  return report;
}

std::pair<std::string, std::string> missing_words(const std::string& key) {
  for (const Words& words : missing_table)
    if (key == words.key) return {words.zh, words.en};
  return {key, key};
}

}  // namespace zhunru::legacy
