#include "tests/unit/decide/world.hpp"

#include <algorithm>

#include <catch_amalgamated.hpp>

#include "engine/codec/archive.hpp"
#include "engine/decide/cycle.hpp"

namespace zhunru::test {

std::string process_xml(std::string_view id, std::string_view body, std::string_view roots) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:zhunru=\"urn:zhunru:bpmn:1\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" id=\"defs_";
  xml += id;
  xml += "\" targetNamespace=\"urn:test\">";
  xml += roots;
  xml += "<process id=\"";
  xml += id;
  xml += "\" isExecutable=\"true\">";
  xml += body;
  return xml + "</process></definitions>";
}

std::string flow(std::string_view source, std::string_view target, std::string_view condition) {
  std::string xml = "<sequenceFlow id=\"" + std::string(source) + "_" + std::string(target) + "\" sourceRef=\"" +
                    std::string(source) + "\" targetRef=\"" + std::string(target) + "\">";
  if (!condition.empty()) {
    std::string text(condition);
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos; at += 4) text.replace(at, 1, "&lt;");
    xml += "<conditionExpression xsi:type=\"tFormalExpression\">" + text + "</conditionExpression>";
  }
  return xml + "</sequenceFlow>";
}

std::string chain(std::initializer_list<std::string_view> elements) {
  std::string xml;
  std::string_view last;
  for (std::string_view element : elements) {
    if (!last.empty()) xml += flow(last, element);
    last = element;
  }
  return xml;
}

command::Actor person(std::string account, std::string role, std::string body, std::string community) {
  return {std::move(account), {{std::move(role), std::move(body), std::move(community), ""}}};
}

void World::deploy(std::string_view name, const std::string& xml) {
  auto reply = send(command::DeployResource{"process", std::string(name), xml});
  INFO((reply ? std::string() : base::describe(reply.error())));
  REQUIRE(reply.ok());
}

base::Result<base::Value> World::send(command::CommandBody body, command::Actor actor) {
  return send_as(id_prefix + std::to_string(++commands_), std::move(body), std::move(actor));
}

base::Result<base::Value> World::send_as(std::string id, command::CommandBody body, command::Actor actor) {
  const command::Command command{std::move(id), now, std::move(actor), std::move(body)};
  auto decision = engine::decide(state, command);
  auto again = engine::decide(state, command);
  REQUIRE(decision.ok() == again.ok());
  if (!decision) return std::move(decision).error();
  REQUIRE(codec::encode(decision->events) == codec::encode(again->events));
  for (const event::Event& event : decision->events) {
    engine::evolve(state, event);
    log.push_back(event);
  }
  if (!decision->events.empty()) records.push_back({records.size() + 1, command, decision->events});
  return std::move(decision->reply);
}

std::string World::start(std::string_view process, base::Context variables) {
  auto reply = send(command::StartCase{std::string(process), base::Value(std::move(variables))});
  INFO((reply ? std::string() : base::describe(reply.error())));
  REQUIRE(reply.ok());
  return reply->get("case_id").as_string();
}

std::vector<std::string> World::tasks(std::string_view element) const {
  std::vector<std::string> found;
  state.cases.for_each([&](const std::string&, const state::Case& c) {
    for (const auto& [number, task] : c.tasks)
      if (task.element == element) found.push_back(task.id);
  });
  return found;
}

std::vector<std::string> World::open() const {
  std::vector<std::string> elements;
  state.cases.for_each([&](const std::string&, const state::Case& c) {
    for (const auto& [number, task] : c.tasks) elements.push_back(task.element);
  });
  std::sort(elements.begin(), elements.end());
  return elements;
}

std::uint32_t World::version_of(std::string_view task) const {
  const state::Case& c = *state.case_of(task);
  return c.find_token(c.find_task(task)->token)->version;
}

std::string World::complete(std::string_view element, base::Context data, std::string outcome) {
  const auto open_tasks = tasks(element);
  if (open_tasks.empty()) return "not open";
  const state::Task& task = *state.case_of(open_tasks.front())->find_task(open_tasks.front());
  const state::Assignee& to = task.assignee;
  command::Actor actor = person(to.persons.empty() ? "someone" : to.persons.front(), to.roles.empty() ? "clerk" : to.roles.front(),
                                to.body, to.community);
  return complete_as(actor, open_tasks.front(), std::move(data), std::move(outcome));
}

std::string World::complete_as(const command::Actor& actor, std::string_view task, base::Context data, std::string outcome) {
  command::CompleteTask complete;
  complete.task = task;
  complete.token_version = version_of(task);
  complete.outcome = std::move(outcome);
  complete.data = base::Value(std::move(data));
  if (const auto& hash = state.case_of(task)->find_task(task)->sign_hash; !hash.empty()) complete.text_hash = hash;
  auto reply = send(std::move(complete), actor);
  return reply ? "" : reply.error().code;
}

void World::advance(std::string_view duration) { advance_to(*decide::add_duration(now, duration)); }

void World::advance_to(base::Instant until) {
  for (int visits = 0; visits < 1000; ++visits) {
    const auto due = engine::next_due(state);
    if (!due || *due > until) break;
    now = std::max(now, *due);
    for (const std::string& case_id : engine::due_cases(state, now, 100)) REQUIRE(send(command::FireTimers{case_id}).ok());
  }
  now = std::max(now, until);
}

const state::Case& World::instance(std::string_view case_id) const {
  const state::Case* c = state.cases.find(case_id);
  REQUIRE(c != nullptr);
  return *c;
}

std::vector<std::string> World::incidents(std::string_view case_id) const {
  std::vector<std::string> codes;
  for (const auto& [id, incident] : instance(case_id).incidents) codes.push_back(incident.code);
  return codes;
}

base::Value World::variable(std::string_view case_id, std::string_view name) const {
  const base::Value* value = instance(case_id).variables().find(name);
  return value ? *value : base::Value{};
}

std::vector<std::string> World::event_names() const {
  std::vector<std::string> names;
  for (const event::Event& event : log) names.emplace_back(event::event_name(event));
  return names;
}

void World::check_replay() const {
  state::State fresh;
  for (const event::Event& event : log) engine::evolve(fresh, event);
  CHECK(engine::state_hash(fresh).hex() == engine::state_hash(state).hex());
}

}  // namespace zhunru::test
