#include "server/read_model/burden.hpp"

#include <map>

#include "engine/base/json.hpp"
#include "engine/rule/evaluate.hpp"
#include "engine/state/library.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

constexpr std::size_t most_kept = 4'000;

base::Result<Value> ask(const state::State& state, const char* name, const Value& input, const base::Date& day) {
  const auto* resource = state.resource("rule", name);
  if (resource == nullptr) return base::make_error("unknown-table", "没有部署规则表", "the rule table is not deployed", name);
  const std::string key = "rule/" + resource->version;
  auto table = state.library->kept<rule::Table>(key);
  if (table == nullptr) {
    ZHUNRU_TRY(parsed, rule::Table::parse(name, resource->text));
    table = parsed;
    state.library->keep(key, table);
  }
  ZHUNRU_TRY(result, rule::evaluate(*table, input, state, day));
  return std::move(result.outcome);
}

/// What an index depends on besides its input: versions of the registers that the table reads.
std::string registers_key(const state::State& state) {
  std::size_t versions = 0;
  state.registers.for_each([&](const std::string& name, const registers::Register& reg) {
    if (name.starts_with("list") || name == "communities" || name == "items" || name == "settings") versions += reg.versions.size();
  });
  return std::to_string(versions);
}

Value index_of(const state::State& state, const std::string& community, const Value& load, const base::Date& day, const std::string& versions) {
  static std::map<std::string, Value, std::less<>> kept;
  const std::string key = community + " " + base::to_string(day) + " " + versions + " " + base::to_json(load);
  if (const auto found = kept.find(key); found != kept.end()) return found->second;
  if (kept.size() >= most_kept) kept.clear();
  const Value input(Context{{"community", community}, {"date", base::to_string(day)}, {"load", load}});
  auto outcome = ask(state, "burden", input, day);
  return kept.emplace(key, outcome ? std::move(*outcome) : Value()).first->second;
}

}  // namespace

Value burden_now(const state::State& state, const Context& variables) {
  const Value* codes = variables.find("communities");
  const Value* item = variables.find("item");
  if (codes == nullptr || !codes->is_list() || codes->size() == 0 || item == nullptr || !item->get("load").is_context()) return nullptr;
  const base::Date day = base::shanghai_date(state.counters.last_at);
  const std::string versions = registers_key(state);
  Context before, after;
  List missing;
  for (const Value& code : codes->as_list()) {
    const std::string community = code.string_or("");
    const Value index = index_of(state, community, item->get("load"), day, versions);
    if (!index.get("after").is_number()) {
      missing.push_back(code);
      continue;
    }
    before.set(community, index.get("before"));
    after.set(community, index.get("after"));
  }
  if (after.size() == 0) return nullptr;
  const auto gate = ask(state, "D9", Value(Context{{"index_after", after}}), day);
  Context out{{"before", std::move(before)}, {"after", std::move(after)}, {"missing", std::move(missing)}};
  out.set("gate", gate ? gate->get("gate") : Value());
  out.set("worst", gate ? gate->get("worst") : Value());
  return Value(std::move(out));
}

}  // namespace zhunru::server::read_model
