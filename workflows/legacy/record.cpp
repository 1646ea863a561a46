#include "workflows/legacy/record.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "engine/calendar/calendar.hpp"
#include "engine/document/document.hpp"
#include "engine/register/source.hpp"
#include "engine/rule/places.hpp"

namespace zhunru::legacy {

using base::Context;
using base::List;
using base::Value;

const List& rows(const Value& list) {
  static const List none;
  return list.is_list() ? list.as_list() : none;
}

namespace {

/// Groups of the form that a complete application has.
constexpr std::array<const char*, 8> form_groups{"necessity", "benefits", "work_content", "scope",
                                                 "objectives", "requirements", "time_limit", "funding"};
/// Papers that a case has when it was decided.
constexpr std::array<const char*, 4> papers{"consultation", "opinion", "appraisal", "decision"};

bool was_decided(const std::string& state) {
  constexpr std::array<const char*, 6> decided{"in_force", "pilot", "expiring", "rectifying", "exited", "rejected"};
  return std::find(decided.begin(), decided.end(), state) != decided.end();
}

Value item_of(const Value& application, const Value& item_record) {
  const Value& form = application.get("form");
  Context item = form.is_context() ? form.as_context() : Context{};
  for (const char* apart : {"submitted"}) item.erase(apart);
  for (const char* name : {"name", "category", "topic", "role"}) {
    if (!item_record.get(name).is_null()) item.set(name, form.get(name).is_null() ? item_record.get(name) : form.get(name));
  }
  if (!item.contains("load") && item_record.get("load").is_context()) item.set("load", item_record.get("load"));
  const Value& facts = item_record.get("facts");
  if (facts.is_context()) {
    Context own = facts.as_context();
    for (const char* apart : {"topic", "role", "data_elements"}) own.erase(apart);
    if (!item.contains("data_elements")) item.set("data_elements", facts.get("data_elements"));
    item.set("facts", Value(std::move(own)));
  }
  return Value(std::move(item));
}

std::vector<std::string> missing_of(const Value& application) {
  std::set<std::string> keys;
  if (application.get("missing").is_context())
    for (const auto& [key, why] : application.get("missing").as_context()) keys.insert(key);
  const Value& form = application.get("form");
  for (const char* group : form_groups)
    if (form.get(group).is_null()) keys.insert(group);
  if (was_decided(application.get("state").string_or("")))
    for (const char* paper : papers)
      if (application.get(paper).is_null()) keys.insert(paper);
  std::vector<std::string> missing;
  for (const char* group : form_groups)
    if (keys.erase(group)) missing.push_back(group);
  for (const char* paper : papers)
    if (keys.erase(paper)) missing.push_back(paper);
  missing.insert(missing.end(), keys.begin(), keys.end());
  return missing;
}

Value text_list(const std::vector<std::string>& words) {
  List out;
  for (const std::string& word : words) out.push_back(Value(word));
  return Value(std::move(out));
}

Value valid_of(const Value& application) {
  const Value& valid = application.get("valid");
  if (!valid.is_list()) return {};
  return Value(Context{{"from", valid.item(0)}, {"to", valid.item(1)}});
}

Value opinion_of(const Record& record) {
  const Value& opinion = record.application.get("opinion");
  if (!opinion.is_context()) return {};
  const bool stands = opinion.get("objections").size() > 0;
  return Value(Context{{"ref", opinion.get("ref")}, {"id", Value()}, {"hash", opinion.get("hash")}, {"text_hash", record.text_hash},
                       {"result", stands ? "valid_with_objection" : "valid"}, {"rc_stance", opinion.get("rc_stance")},
                       {"objections", opinion.get("objections")}, {"party_flags", 0}, {"poll", Value()}, {"date", opinion.get("date")}});
}

Value appraisal_of(const Record& record) {
  const Value& appraisal = record.application.get("appraisal");
  if (!appraisal.is_context()) return {};
  return Value(Context{{"ref", appraisal.get("ref")}, {"id", Value()}, {"hash", appraisal.get("hash")}, {"text_hash", record.text_hash},
                       {"conclusion", appraisal.get("conclusion")}, {"date", appraisal.get("date")}, {"experts", appraisal.get("experts")}});
}

Value meeting_of(const Record& record) {
  const Value& decision = record.application.get("decision");
  if (!decision.is_context()) return {};
  List votes;
  if (decision.get("votes_by_body").is_context())
    for (const auto& [body, vote] : decision.get("votes_by_body").as_context())
      votes.push_back(Value(Context{{"body", body}, {"vote", vote}}));
  return Value(Context{{"result", decision.get("result")}, {"reasons", decision.get("reasons")}, {"conditions", decision.get("conditions")},
                       {"valid", valid_of(record.application)}, {"votes_by_body", Value(std::move(votes))}, {"votes", decision.get("votes")},
                       {"members", decision.get("members")}, {"present", decision.get("present")}, {"recused", decision.get("recused")},
                       {"objections", record.application.at_path("opinion.objections")}, {"held_on", decision.get("date")},
                       {"offset", record.application.at_path("burden.exception")}});
}

Value decision_of(const Record& record) {
  const Value& decision = record.application.get("decision");
  if (!decision.is_context()) return {};
  const bool rejected = decision.get("result").string_or("") == "不予批准";
  return Value(Context{{"id", Value()}, {"ref", decision.get("no")}, {"hash", Value()}, {"result", decision.get("result")},
                       {"at", decision.get("date")}, {"kind", rejected ? "rejection" : "decision"}, {"published", record.application.get("published")}});
}

/// First day of evaluation after the newest evaluation, or after the beginning (CAL-3); the plain day without a calendar.
std::string evaluate_on(const state::State& state, const Record& record, const Value& settings) {
  const bool evaluated = record.evaluation.get("date").is_string();
  const auto from = base::parse_date(evaluated ? record.evaluation.get("date").as_string() : record.application.get("valid").item(0).string_or(""));
  if (!from) return {};
  const std::int64_t months = settings.get(evaluated ? "evaluation_cycle_months" : "evaluation_first_months").int64_or(evaluated ? 12 : 6);
  const List calendars = registers::records_on(state, "calendars", std::nullopt);
  const auto all = calendar::Calendars::from_records(calendars);
  std::string family;
  for (const Value& one : calendars)
    if (family.empty() || !one.get("extends").string_or("").empty()) family = std::string(calendar::family_of(one.get("id").string_or("")));
  const auto on = all ? all->add_months(*from, months, family) : std::nullopt;
  const auto plain = base::add_months(*from, months);
  return on ? base::to_string(*on) : plain ? base::to_string(*plain) : std::string();
}

}  // namespace

Value register_record(const state::State& state, std::string_view name, const std::string& key) {
  const registers::Register* found = state.find(name);
  const registers::Version* latest = found ? registers::latest(*found) : nullptr;
  const Value* record = latest ? registers::find_record(*latest, key) : nullptr;
  return record ? *record : Value();
}

Record read_record(const state::State& state, const Value& application, const Value& evaluations) {
  Record record;
  record.application = application;
  record.item_record = register_record(state, "items", application.get("item").string_or(""));
  Value applicant = register_record(state, "bodies", application.get("applicant").string_or(""));
  if (applicant.is_context() && applicant.get("place").is_null()) {
    Context placed = applicant.as_context();
    placed.set("place", registers::records_on(state, "region", std::nullopt).empty() ? Value() : registers::records_on(state, "region", std::nullopt).front().get("code"));
    applicant = Value(std::move(placed));
  }
  record.applicant = applicant;
  record.coord = register_record(state, "bodies", application.get("approver").string_or("R-coord"));
  for (const Value& evaluation : rows(evaluations))
    if (evaluation.get("application").string_or("") == record.id()) record.evaluation = evaluation;
  record.item = item_of(application, record.item_record);
  const rule::Places places(state);
  List codes;
  if (const auto in = places.communities_in(record.item.at_path("scope.places")))
    for (const std::string& code : *in) codes.push_back(Value(code));
  record.communities = Value(std::move(codes));
  record.text_hash = document::value_hash(record.item);
  record.record_hash = document::value_hash(application);
  record.missing = missing_of(application);
  for (const Value& list : registers::records_on(state, "lists", std::nullopt)) {
    if (list.get("kind").string_or("") != "C") continue;
    const std::string id = list.get("id").string_or("");
    for (const Value& entry : registers::records_on(state, "list." + id, std::nullopt)) {
      if (entry.get("case").string_or("") != record.id()) continue;
      record.entry = entry;
      record.list = id;
    }
  }
  return record;
}

Context t01_variables(const state::State& state, const Record& record, const std::string& as_of) {
  const Value& a = record.application;
  Context v;
  for (const char* empty : {"plan", "poll_id", "check", "waiver", "experts_conclusion", "supplement_from", "supplement_request", "acceptance_no",
                            "dropped", "draft", "appraisal_draft", "appraisal_hash", "experts_need", "withdrawal"})
    v.set(empty, Value());
  for (const char* none : {"recusals", "reviews", "reviews_void", "reviewers", "recused_members", "approver_flags"}) v.set(none, Value(List{}));
  v.set("applicant", record.applicant);
  v.set("coord", record.coord);
  v.set("item", record.item);
  v.set("communities", record.communities);
  v.set("confirmed_match", Value("none"));
  v.set("text_hash", Value(record.text_hash));
  v.set("opinion", opinion_of(record));
  v.set("appraisal", appraisal_of(record));
  v.set("waiver", a.at_path("appraisal.waiver"));
  v.set("experts_ordered", Value(false));
  v.set("supplement_used", Value(a.get("clock").is_context()));
  v.set("approver", a.get("approver").is_null() ? Value("none") : a.get("approver"));
  v.set("meeting", meeting_of(record));
  v.set("decision", decision_of(record));
  v.set("listed", Value(record.entry.is_context()));
  v.set("list_entry", Value());
  if (record.entry.is_context()) {
    const registers::Register* found = state.find("list." + record.list);
    const registers::Version* latest = found ? registers::latest(*found) : nullptr;
    v.set("list_entry", Value(Context{{"list", record.list}, {"register", "list." + record.list}, {"item", record.entry.get("item")},
                                      {"version", latest ? Value(static_cast<std::int64_t>(latest->version)) : Value()}}));
  }
  if (a.get("burden").is_context())
    v.set("burden", Value(Context{{"gate", a.at_path("burden.gate")}, {"worst", a.at_path("burden.worst")}, {"after", a.at_path("burden.index")},
                                  {"before", Value(Context{})}, {"date", a.at_path("burden.date")}}));
  if (a.get("submitted").is_string()) v.set("submission", Value(Context{{"at", a.get("submitted")}}));
  v.set("started_by", Value(Context{{"account", ""}, {"role", "applicant_clerk"}, {"body", a.get("applicant")}, {"community", ""}, {"provider", ""}}));
  v.set("started_at", Value());
  v.set("imported", Value(Context{{"id", a.get("id")}, {"state", a.get("state")}, {"as_of", as_of}, {"missing", text_list(record.missing)},
                                  {"record_hash", record.record_hash}, {"submitted", a.get("submitted")}, {"accepted", a.get("accepted")},
                                  {"published", a.get("published")}, {"alert", a.get("alert")}, {"exit", a.get("exit")},
                                  {"consultation", a.get("consultation")}, {"evaluation", record.evaluation}}));
  return v;
}

Context admission(const state::State& state, const Record& record, const std::string& case_id, base::Instant now) {
  const Value& a = record.application;
  const Value settings = registers::settings_on(state, std::nullopt);
  const bool office_is_applicant = record.coord.get("office_at") == record.applicant.get("id");
  const Value valid = record.entry.is_context() ? Value(Context{{"from", record.entry.get("from")}, {"to", record.entry.get("to")}}) : valid_of(a);
  Context out{{"case_id", case_id}, {"name", record.item.get("name")}, {"applicant", record.applicant}, {"coord", record.coord},
              {"list", record.list}, {"list_version", Value()}, {"valid", valid}, {"communities", record.communities},
              {"scope", record.item.at_path("scope.places")},
              {"objectives", record.item.get("objectives").is_list() ? record.item.get("objectives") : Value(List{})},
              {"funding", record.item.get("funding")},
              {"decision", Value(Context{{"ref", a.at_path("decision.no")}, {"hash", record.record_hash}, {"result", a.at_path("decision.result")}})},
              {"previous", record.evaluation.get("expected_result")}, {"opinion_ref", a.at_path("opinion.ref")},
              {"survey_by", office_is_applicant ? record.coord.get("survey_by_if_office_recused") : record.coord.get("id")},
              {"item", a.get("item")}, {"imported", true}};
  const std::string today = base::to_string(base::shanghai_date(now));
  List dates;
  for (const Value& ledger : registers::records_on(state, "fund_ledger", std::nullopt)) {
    if (ledger.get("item") != a.get("item")) continue;
    out.set("ledger", ledger.get("id"));
    for (const Value& payment : rows(ledger.get("payments")))
      if (payment.get("due").string_or("") >= today) dates.push_back(payment.get("due"));
  }
  out.set("payment_dates", Value(std::move(dates)));
  out.set("evaluate_on", Value(evaluate_on(state, record, settings)));
  return out;
}

Value consultation_plan(const Record& record) {
  List classes;
  for (const Value& party : rows(record.application.at_path("consultation.parties")))
    if (party.get("class").string_or("") != "rc") classes.push_back(party.get("class"));
  return Value(Context{{"classes", Value(std::move(classes))}, {"sample", Value(List{})}, {"posters", false},
                       {"working_days", record.application.at_path("consultation.working_days")},
                       {"opens", record.application.at_path("consultation.opened")}});
}

Value open_poll(const Record& record, const std::string& closes) {
  const Value& told = record.application.get("consultation");
  List asked, voices;
  const auto count_of = [](const Value& party, const char* name) { return party.get(name).int64_or(0); };
  const std::int64_t communities = static_cast<std::int64_t>(record.communities.size());
  std::set<std::string> streets;
  for (const Value& code : rows(record.communities)) streets.insert(code.string_or("").substr(0, 9));
  for (const Value& party : rows(told.get("parties"))) {
    const std::string name = party.get("class").string_or("");
    const std::int64_t invited = count_of(party, "invited"), answered = count_of(party, "answered");
    const auto ask = [&](const Value& community, const Value& body, std::int64_t count) {
      asked.push_back(Value(Context{{"party", name}, {"community", community}, {"body", body}, {"count", count}}));
    };
    const auto speak = [&](const Value& community, const Value& body, const Value& stance, std::int64_t count) {
      if (count > 0) voices.push_back(Value(Context{{"party", name}, {"community", community}, {"body", body}, {"stance", stance}, {"count", count}}));
    };
    if (name == "rc") {
      for (const Value& code : rows(record.communities)) {
        ask(code, Value(""), 1);
        const Value& stance = party.get("stances").get(code.string_or(""));
        if (stance.is_string()) speak(code, Value(""), stance, 1);
      }
    } else if (name == "residents") {
      for (const Value& code : rows(record.communities)) ask(code, Value(""), communities > 0 ? (invited + communities - 1) / communities : 0);
      for (const char* stance : {"agree", "agree_if", "disagree"}) speak(Value(""), Value(""), Value(stance), count_of(party, stance));
    } else if (name == "station" && invited == communities) {
      for (const Value& code : rows(record.communities)) {
        ask(code, Value(""), 1);
        if (answered == invited) speak(code, Value(""), party.get("stance"), 1);
      }
    } else if (name == "street" && invited == static_cast<std::int64_t>(streets.size())) {
      for (const std::string& street : streets) {
        ask(Value(""), Value("S" + street), 1);
        if (answered == invited) speak(Value(""), Value("S" + street), party.get("stance"), 1);
      }
    } else {
      // Which of them were asked has no record.
      ask(Value(""), Value(""), invited);
      speak(Value(""), Value(""), party.get("stance"), answered);
    }
  }
  return Value(Context{{"kind", "consultation"}, {"title", record.item.get("name")}, {"text_hash", record.text_hash},
                       {"run_by", record.applicant.get("id")}, {"communities", record.communities}, {"opens", told.get("opened")},
                       {"closes", closes}, {"extensions", told.get("extended").boolean_or(false) ? 1 : 0}, {"plan", Value(List{})},
                       {"asked", Value(std::move(asked))}, {"voices", Value(std::move(voices))}});
}

}  // namespace zhunru::legacy
