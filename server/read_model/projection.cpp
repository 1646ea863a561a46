#include "server/read_model/projection.hpp"

#include <array>

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

constexpr int deepest = 24;

Value project(const Value& value, int depth);

void hide(Context& in, const char* name) {
  if (const Value* found = in.find(name); found != nullptr && !found->is_null()) in.set(name, Value::hidden());
}

/// {class: residents, answered, agree, …}: what residents said. How many were asked is no secret.
Context count_row(Context row) {
  if (row.contains("class") && row.find("class")->string_or("") != "residents") return row;
  for (const char* name : {"answered", "agree", "agree_if", "disagree", "no_view"}) hide(row, name);
  return row;
}

/// The tally of a poll (engine/poll/tally.hpp) and what is made of it (inputs of D5, D8, score).
void hide_tally(Context& in) {
  for (const char* name : {"resident_answers", "n", "unconfirmed", "late"}) hide(in, name);
  if (const Value* counts = in.find("counts"); counts != nullptr && counts->is_list()) {
    List rows;
    for (const Value& row : counts->as_list()) rows.push_back(row.is_context() ? Value(count_row(row.as_context())) : Value::hidden());
    in.set("counts", std::move(rows));
  }
}

Value project_context(const Context& value, int depth) {
  Context out;
  for (const auto& [name, member] : value) out.set(name, project(member, depth + 1));
  if (value.contains("resident_answers")) hide_tally(out);
  // One stratum of a survey: {name, population, counts[5]}.
  if (value.contains("population") && value.contains("counts")) hide(out, "counts");
  // One answer on its way: {poll, channel, data, person, …}.
  if (value.contains("poll") && value.contains("channel")) {
    for (const char* name : {"data", "person", "device", "invitation", "stratum"}) hide(out, name);
  }
  return Value(std::move(out));
}

Value project(const Value& value, int depth) {
  if (depth > deepest) return Value::hidden();
  if (value.is_context()) return project_context(value.as_context(), depth);
  if (!value.is_list()) return value;
  List out;
  for (const Value& item : value.as_list()) out.push_back(project(item, depth + 1));
  return Value(std::move(out));
}

}  // namespace

Value kept_back(const Value& value) { return project(value, 0); }

Context kept_back(const Context& variables) {
  Context out;
  for (const auto& [name, value] : variables) {
    // `n` and `resident_answers` also stand by themselves as inputs of a table.
    const bool raw = name == "resident_answers" || name == "n";
    out.set(name, raw && !value.is_null() ? Value::hidden() : kept_back(value));
  }
  return out;
}

}  // namespace zhunru::server::read_model
