#include "server/read_model/template_changes.hpp"

#include "engine/base/json.hpp"
#include "engine/bpmn/diff.hpp"
#include "engine/bpmn/xml.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/json_changes.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

List as_values(const std::vector<bpmn::Change>& changes) {
  List out;
  for (const bpmn::Change& one : changes) {
    const char* change = one.kind == bpmn::ChangeKind::added ? "added" : one.kind == bpmn::ChangeKind::removed ? "removed" : "changed";
    const bpmn::Words type = bpmn::element_words(one.type);
    Context value{{"change", change}, {"element", one.element}, {"type", one.type}, {"name", one.name}, {"facet", one.facet}, {"before", one.before},
                  {"after", one.after}, {"executes", one.executes}, {"line", Value(static_cast<std::int64_t>(one.line_after != 0 ? one.line_after : one.line_before))}};
    put_words(value, "type_name", type.zh, type.en);
    put_words(value, "facet_name", one.facet_words.zh, one.facet_words.en);
    put_words(value, "text", bpmn::describe(one, false), bpmn::describe(one, true));
    out.push_back(Value(std::move(value)));
  }
  return out;
}

}  // namespace

List template_changes(const std::string& kind, std::string_view before, std::string_view after) {
  if (kind == "process") {
    const auto older = bpmn::read(before), newer = bpmn::read(after);
    return older && newer ? as_values(bpmn::diff(*older, *newer)) : List{};
  }
  if (kind == "rule") {
    const auto older = bpmn::parse_xml(before), newer = bpmn::parse_xml(after);
    return older && newer ? as_values(bpmn::diff_rules(*older, *newer)) : List{};
  }
  const auto older = base::parse_json(before), newer = base::parse_json(after);
  return older && newer ? json_changes(*older, *newer) : List{};
}

}  // namespace zhunru::server::read_model
