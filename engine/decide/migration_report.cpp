// A migration's plan in words and data, for the reply of MigrateCases and its dry run.
#include "engine/decide/migration.hpp"

namespace zhunru::decide {
namespace {

using model::Definitions;
using state::MovedPart;

std::string shown(const Definitions& d, const std::string& id, bool english) {
  if (const auto flow = d.find_flow(id)) return shown(d, d.node(d.flow(*flow).source).id, english) + " → " + shown(d, d.node(d.flow(*flow).target).id, english);
  const auto node = d.find_node(id);
  if (!node || d.node(*node).name.empty()) return id;
  return english && !d.node(*node).ext.name_en.empty() ? d.node(*node).ext.name_en : d.node(*node).name;
}

void put_name(base::Context& out, const std::string& key, const Definitions& d, const std::string& id) {
  out.set(key, shown(d, id, false));
  out.set(key + "_en", shown(d, id, true));
}

base::Value named(const Definitions& d, const std::string& key, const std::string& id) {
  base::Context out{{key, id}};
  put_name(out, "name", d, id);
  return base::Value(std::move(out));
}

base::Value remarks(const std::vector<MigrationRemark>& all, const Definitions& before, const Definitions& after) {
  base::List list;
  for (const MigrationRemark& one : all) {
    base::List candidates;
    for (const std::string& id : one.candidates) candidates.push_back(named(after, "id", id));
    base::Context remark = named(before, "element", one.element).as_context();
    remark.set("text", one.text);
    remark.set("text_en", one.text_en);
    remark.set("maps", one.maps);
    if (!one.maps.empty()) put_name(remark, "maps_name", before, one.maps);
    remark.set("candidates", std::move(candidates));
    list.push_back(base::Value(std::move(remark)));
  }
  return base::Value(std::move(list));
}

std::string element_of(const state::Case& c, const state::Moved& moved) {
  switch (moved.part) {
    case MovedPart::scope: return c.scopes.at(moved.id).element;
    case MovedPart::token: return c.tokens.at(moved.id).element;
    case MovedPart::task: return c.tasks.at(moved.id).element;
    case MovedPart::timer: return c.timers.at(moved.id).element;
    case MovedPart::subscription: return c.subscriptions.at(moved.id).element;
    case MovedPart::incident: return c.incidents.at(moved.id).element;
    case MovedPart::compensable: return c.compensables.at(moved.id).element;
    case MovedPart::done: return c.done.at(static_cast<std::size_t>(moved.id)).element;
  }
  return {};
}

}  // namespace

base::Value to_value(const Run& run, const state::Case& c, const MigrationRequest& request, const MigrationPlan& plan) {
  const Definitions& before = *run.program(request.resource, request.from).definitions;
  const Definitions& after = *run.program(request.resource, request.to).definitions;
  base::List moves, armed, dropped;
  for (const state::Moved& moved : plan.moved) {
    if (moved.part != MovedPart::token && moved.part != MovedPart::timer && moved.part != MovedPart::subscription) continue;
    const std::string from = element_of(c, moved);
    base::Context move{{"part", std::string(command::to_word(moved.part))}, {"id", base::Value::from_uint64(moved.id)}, {"from", from}, {"to", moved.element}};
    put_name(move, "from_name", before, from);
    put_name(move, "to_name", after, moved.element);
    moves.push_back(base::Value(std::move(move)));
  }
  for (const ArmedAnew& one : plan.armed) armed.push_back(named(after, "element", one.element));
  for (Id id : plan.dropped_timers) dropped.push_back(named(before, "element", c.timers.at(id).element));
  for (Id id : plan.dropped_subscriptions) dropped.push_back(named(before, "element", c.subscriptions.at(id).element));
  return base::Value(base::Context{{"case_id", c.id}, {"case_no", c.case_no}, {"ok", plan.problems.empty()}, {"moves", std::move(moves)},
                                   {"armed", std::move(armed)}, {"dropped", std::move(dropped)}, {"problems", remarks(plan.problems, before, after)},
                                   {"notes", remarks(plan.notes, before, after)}});
}

}  // namespace zhunru::decide
