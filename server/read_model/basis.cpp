#include "server/read_model/basis.hpp"

#include <algorithm>

#include "engine/state/place.hpp"

namespace zhunru::server::read_model {

namespace {

bool in_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

void add(std::vector<std::string>& names, const model::Definitions& definitions, model::Index index) {
  if (index == model::none) return;
  for (auto& name : settings_named(definitions.expressions[static_cast<std::size_t>(index)].text)) names.push_back(std::move(name));
}

std::vector<std::string> each_once(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

std::vector<std::string> settings_named(std::string_view feel) {
  constexpr std::string_view root = "settings.";
  std::vector<std::string> names;
  for (std::size_t at = feel.find(root); at != std::string_view::npos; at = feel.find(root, at)) {
    const bool whole = at == 0 || (!in_name(feel[at - 1]) && feel[at - 1] != '.');
    std::size_t end = at += root.size();
    while (end < feel.size() && in_name(feel[end])) ++end;
    if (whole && end > at) names.emplace_back(feel.substr(at, end - at));
  }
  return each_once(std::move(names));
}

std::vector<std::string> due_settings(const model::Definitions& definitions, const model::Node& node) {
  std::vector<std::string> names;
  const model::Due& due = node.ext.due;
  for (const model::Index index : {due.working_days, due.days, due.date.expression}) add(names, definitions, index);
  if (!due.clock.empty())
    for (const model::Node& other : definitions.nodes)
      for (const model::Clock& clock : other.ext.clocks)
        if (clock.start == due.clock) add(names, definitions, clock.working_days);
  return each_once(std::move(names));
}

std::vector<std::string> node_settings(const model::Definitions& definitions, const model::Node& node) {
  std::vector<std::string> names = due_settings(definitions, node);
  for (const model::Expression& one : definitions.expressions) {
    if (one.element != node.id) continue;
    for (auto& name : settings_named(one.text)) names.push_back(std::move(name));
  }
  return each_once(std::move(names));
}

std::string basis_code(const state::State& state, const state::Case& c, bool local, const std::string& clause,
                       const std::vector<std::string>& settings) {
  if (!local && !clause.empty() && clause != "C") return clause;
  std::string code = "C";
  if (settings.empty()) return code;
  code += " @" + state::place_of(state, c);
  for (const auto& name : settings) code += " " + name;
  return code;
}

}  // namespace zhunru::server::read_model
