#include "workflows/legacy/check.hpp"

#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/rule/evaluate.hpp"
#include "engine/state/library.hpp"

namespace zhunru::legacy {

using base::Context;
using base::List;
using base::Value;

namespace {

void compare(Line& line, std::string what, const Value& recorded, const Value& found) {
  const std::string before = base::canonical_json(recorded), now = base::canonical_json(found);
  if (before != now) line.differences.push_back({std::move(what), before, now});
}

Value hit_ids(const Value& answer) {
  List ids;
  for (const Value& hit : rows(answer.get("hits"))) ids.push_back(hit.get("id"));
  return Value(std::move(ids));
}

Value red_line_input(const Record& record) {
  Context input = record.item.get("facts").is_context() ? record.item.get("facts").as_context() : Context{};
  for (const char* other : {"government_power", "marketable", "sensitive", "needs_expert"}) input.erase(other);
  input.set("topic", record.item.get("topic"));
  input.set("role", record.item.get("role"));
  input.set("data_elements", record.item.get("data_elements"));
  return Value(std::move(input));
}

/// Input of D5 from the counts of a consultation that has closed.
Value consultation_input(const Value& told) {
  Context rc;
  List classes;
  std::int64_t residents = 0;
  for (const Value& party : rows(told.get("parties"))) {
    const std::string name = party.get("class").string_or("");
    if (name == "rc" && party.get("stances").is_context()) rc = party.get("stances").as_context();
    if (name != "rc" && party.get("answered").int64_or(0) > 0) classes.push_back(party.get("class"));
    if (name == "residents") residents = party.get("answered").int64_or(0);
  }
  return Value(Context{{"rc", Value(std::move(rc))}, {"classes_answered", Value(std::move(classes))}, {"resident_answers", residents},
                       {"already_extended", told.get("extended")}, {"meeting_record", Value()}});
}

Value decision_input(const Value& decision) {
  Context input;
  for (const char* name : {"result", "reasons", "opinion_ref", "opinion_hash", "appraisal_or_evaluation_ref", "appraisal_or_evaluation_hash",
                           "members", "present", "rc_stance", "objections_total", "objections_replied", "approver_ok"})
    input.set(name, decision.get(name));
  input.set("recused", Value(static_cast<std::int64_t>(decision.get("recused").size())));
  input.set("votes_for", decision.at_path("votes.for"));
  input.set("votes_against", decision.at_path("votes.against"));
  input.set("votes_abstain", decision.at_path("votes.abstain"));
  return Value(std::move(input));
}

void evaluate_again(const state::State& state, const Record& record, base::Instant now, Line& line, Context& out) {
  const Value& told = record.evaluation;
  List strata, objectives;
  Context n;
  for (const Value& stratum : rows(told.get("strata"))) {
    std::int64_t sum = 0;
    for (const Value& count : rows(stratum.get("counts"))) sum += count.int64_or(0);
    n.set(stratum.get("name").string_or(""), Value(sum));
  }
  for (const Value& one : rows(told.get("objectives")))
    objectives.push_back(Value(Context{{"op", one.get("op")}, {"target", one.get("target")}, {"actual", one.get("actual")}}));
  const Value score = ask(state, "score", Value(Context{{"strata", told.get("strata")}, {"objectives", Value(std::move(objectives))}, {"funding", told.get("funding")}}), now);
  const Value d8 = ask(state, "D8", Value(Context{{"score", score.at_path("outcome.score")}, {"satisfaction", score.at_path("outcome.satisfaction")},
                                                  {"n", Value(std::move(n))}, {"plan", told.get("plan")}, {"previous", told.get("previous")}}), now);
  out.set("score", score);
  out.set("d8", d8);
  compare(line, "score", told.get("expected_score"), score.get("outcome"));
  compare(line, "D8", told.get("expected_result"), d8.get("outcome"));
}

}  // namespace

Value ask(const state::State& state, const char* name, const Value& input, base::Instant now) {
  const auto* resource = state.resource("rule", name);
  if (!resource) return {};
  const std::string key = "rule/" + resource->version;
  auto table = state.library->kept<rule::Table>(key);
  if (!table) {
    auto parsed = rule::Table::parse(name, resource->text);
    if (!parsed) return {};
    table = *parsed;
    state.library->keep(key, table);
  }
  auto result = rule::evaluate(*table, input, state, base::shanghai_date(now));
  return result ? rule::to_value(*result) : Value();
}

Context answers(const state::State& state, const Record& record, base::Instant now, Line& line) {
  Context out;
  const Value& a = record.application;
  const Value& check = a.get("check");
  const std::string table = check.get("table").string_or("");
  const Value route = ask(state, "D4", Value(Context{{"level", record.applicant.get("level")}, {"type", record.applicant.get("type")}, {"place", record.applicant.get("place")}}), now);
  out.set("D4", route);
  if (!a.get("approver").is_null()) compare(line, "approver", a.get("approver"), route.get("outcome"));
  if (record.item.get("facts").is_context()) {
    const Value red = ask(state, "D2", red_line_input(record), now);
    out.set("red_lines", red);
    const bool stopped = table == "D2";
    compare(line, "D2", stopped ? check.get("outcome") : Value("pass"), red.get("outcome"));
    if (stopped) compare(line, "D2.hits", check.get("hits"), hit_ids(red));
  }
  if (table == "D7b") {
    const Value bought = ask(state, "D7b", Value(Context{{"marketable", record.item.at_path("facts.marketable")}, {"government_power", record.item.at_path("facts.government_power")}}), now);
    out.set("D7b", bought);
    compare(line, "D7b", check.get("outcome"), bought.get("outcome"));
    compare(line, "D7b.hits", check.get("hits"), hit_ids(bought));
  }
  if (a.at_path("consultation.state").string_or("") == "closed") out.set("D5", ask(state, "D5", consultation_input(a.get("consultation")), now));
  if (a.at_path("decision.opinion_hash").is_string()) {
    const Value valid = ask(state, "D11", decision_input(a.get("decision")), now);
    out.set("D11", valid);
    compare(line, "D11", Value("issue"), valid.get("outcome"));
  }
  if (record.evaluation.is_context()) evaluate_again(state, record, now, line, out);
  return out;
}

void compare_burden(const state::State& state, const Record& record, base::Instant now, Line& line) {
  const Value& told = record.application.get("burden");
  if (!told.is_context() || !told.get("index").is_context()) return;
  Context after;
  for (const auto& [community, recorded] : told.get("index").as_context()) {
    const Value answer = ask(state, "burden", Value(Context{{"community", community}, {"date", told.get("date")}, {"load", record.item.get("load")}}), now);
    // An item that is on a list by then counts already, so "before" holds it.
    const bool listed = record.entry.is_context() && record.entry.get("recorded").string_or("9") < told.get("date").string_or("");
    const Value found = answer.at_path(listed ? "outcome.before" : "outcome.after");
    after.set(community, found);
    compare(line, "burden." + community, recorded, found);
  }
  const Value gate = ask(state, "D9", Value(Context{{"index_after", Value(std::move(after))}}), now);
  compare(line, "burden.gate", told.get("gate"), gate.at_path("outcome.gate"));
  compare(line, "burden.worst", told.get("worst"), gate.at_path("outcome.worst"));
}

}  // namespace zhunru::legacy
