#include <catch_amalgamated.hpp>

#include "engine/model/definitions.hpp"

using namespace zhunru::model;

namespace {

/// Process with a sub-process that holds another one.
Definitions nested() {
  Definitions definitions;
  definitions.scopes.resize(3);
  definitions.scopes[1].parent = 0;
  definitions.scopes[2].parent = 1;
  Node node;
  node.id = "task";
  definitions.nodes.push_back(node);
  definitions.ids["task"] = {ElementKind::node, 0};
  definitions.ids["data"] = {ElementKind::data, 0};
  return definitions;
}

}  // namespace

TEST_CASE("ids are found by kind, and an id of another kind is not") {
  const Definitions definitions = nested();
  CHECK(definitions.find_node("task") == Index{0});
  CHECK_FALSE(definitions.find_node("data"));
  CHECK_FALSE(definitions.find_flow("task"));
  CHECK(definitions.find("data")->kind == ElementKind::data);
  CHECK_FALSE(definitions.find("nothing"));
}

TEST_CASE("a scope is within itself and everything around it, not within what it holds") {
  const Definitions definitions = nested();
  CHECK(definitions.scope_within(2, 2));
  CHECK(definitions.scope_within(2, 0));
  CHECK_FALSE(definitions.scope_within(0, 2));
}

TEST_CASE("a trigger is named by message or signal name, by code, and by id where the file gives no name") {
  Definitions definitions;
  definitions.messages.push_back({"m", "答复", {}, none, none, 0});
  definitions.signals.push_back({"s", "", {}, none, 0});
  definitions.errors.push_back({"e", "Error", "E-1", none, 0});
  definitions.escalations.push_back({"x", "X", "", none, 0});
  EventDefinition event;
  event.kind = EventKind::message;
  CHECK(definitions.trigger_name(event).empty());
  event.message = 0;
  CHECK(definitions.trigger_name(event) == "答复");
  event.kind = EventKind::signal;
  event.signal = 0;
  CHECK(definitions.trigger_name(event) == "s");
  event.kind = EventKind::error;
  event.error = 0;
  CHECK(definitions.trigger_name(event) == "E-1");
  event.kind = EventKind::escalation;
  event.escalation = 0;
  CHECK(definitions.trigger_name(event) == "x");
  event.kind = EventKind::link;
  event.link = "next page";
  CHECK(definitions.trigger_name(event) == "next page");
  event.kind = EventKind::terminate;
  CHECK(definitions.trigger_name(event).empty());
}

TEST_CASE("every kind of node belongs to exactly one family and has an element name") {
  for (int i = 0; i <= static_cast<int>(NodeKind::complex_gateway); ++i) {
    const auto kind = static_cast<NodeKind>(i);
    CHECK(is_event(kind) + is_activity(kind) + is_gateway(kind) == 1);
    CHECK_FALSE(std::string(element_name(kind)).empty());
    if (is_task(kind) || is_sub_process(kind)) CHECK(is_activity(kind));
    if (is_catch(kind) || is_throw(kind)) CHECK(is_event(kind));
  }
}
