#include "server/read_model/picture.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "engine/bpmn/diagram.hpp"
#include "engine/bpmn/read.hpp"
#include "server/read_model/basis.hpp"
#include "server/read_model/wait_words.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

struct Plane {
  bpmn::Model model;
  bpmn::Diagram diagram;
};

/// Pictures by the version of their process; read once. Engine's thread only.
std::shared_ptr<const Plane> plane_of(const state::State& state, const state::Scope& scope) {
  static std::map<std::string, std::shared_ptr<const Plane>, std::less<>> read;
  if (const auto found = read.find(scope.version); found != read.end()) return found->second;
  const auto* resource = state.resource("process", scope.process, scope.version);
  if (resource == nullptr) return nullptr;
  auto model = bpmn::read(resource->text);
  if (!model) return nullptr;
  auto plane = std::make_shared<Plane>();
  plane->diagram = bpmn::diagram_of(*model);
  plane->model = std::move(*model);
  return read.emplace(scope.version, std::move(plane)).first->second;
}

const char* event_word(model::EventKind kind) {
  switch (kind) {
    case model::EventKind::message: return "message";
    case model::EventKind::timer: return "timer";
    case model::EventKind::signal: return "signal";
    case model::EventKind::error: return "error";
    case model::EventKind::escalation: return "escalation";
    case model::EventKind::conditional: return "conditional";
    case model::EventKind::compensation: return "compensation";
    case model::EventKind::link: return "link";
    case model::EventKind::terminate: return "terminate";
    case model::EventKind::cancel: return "cancel";
  }
  return "";
}

Value box(const bpmn::Bounds& b) {
  return Context{{"x", Value(std::int64_t{b.x})}, {"y", Value(std::int64_t{b.y})}, {"w", Value(std::int64_t{b.width})},
                 {"h", Value(std::int64_t{b.height})}};
}

/// Elements inside the event sub-processes that take answers: whether they ran would tell how many have answered.
std::set<std::string, std::less<>> secret_elements(const model::Definitions& d) {
  std::set<std::string, std::less<>> out;
  for (const auto& node : d.nodes) {
    const bool answers = std::any_of(node.events.begin(), node.events.end(), [&](const auto& e) {
      if (e.kind != model::EventKind::message || e.message == model::none) return false;
      const std::string& name = d.messages[static_cast<std::size_t>(e.message)].name;
      return name == "answer" || name == "answer_late" || name == "confirm_voice" || name == "invite";
    });
    if (!answers || node.kind != model::NodeKind::start_event) continue;
    for (const auto& other : d.nodes) {
      if (other.scope == node.scope) out.insert(other.id);
    }
  }
  return out;
}

struct Painter {
  const Glance& glance;
  const state::Case& c;
  const state::Scope& scope;
  const Plane& plane;
  const std::set<std::string, std::less<>>& flows;
  std::set<std::string, std::less<>> secret;
  std::vector<decide::Wait> why;  ///< of every token of the case

  bool here(state::Id id) const { return c.process_scope(id) == scope.id; }

  /// Everybody who is waited for at an element.
  List waits(const std::string& element) const {
    List list;
    for (const auto& [id, task] : c.tasks) {
      const state::Token* token = c.find_token(task.token);
      if (task.element != element || token == nullptr || !here(token->scope)) continue;
      list.push_back(task_card(glance, c, task));
    }
    for (const auto& [id, timer] : c.timers) {
      if (timer.element != element || timer.kind != state::TimerKind::token || !here(timer.scope)) continue;
      Context card{{"kind", "timer"}, {"since", moment(timer.since)}};
      put_words(card, "who", "等待时限", "waiting for the date");
      put_due(card, glance, timer.due, false);
      list.push_back(std::move(card));
    }
    for (const decide::Wait& wait : why) {
      const state::Token* token = c.find_token(wait.token);
      if (wait.element != element || token == nullptr || !here(token->scope)) continue;
      if (auto told = wait_card(glance.state, c, wait)) list.push_back(std::move(*told));
    }
    return list;
  }

  Value shape(const bpmn::Shape& s) const {
    Context out{{"id", s.element}, {"kind", s.kind}, {"throwing", s.throwing}, {"interrupting", s.interrupting},
                {"expanded", s.expanded}, {"dashed", s.dashed}, {"horizontal", s.horizontal},
                {"event", s.event ? event_word(*s.event) : ""}, {"loop", !s.markers.empty()}};
    put_words(out, "name", s.name, s.name_en);
    const Value bounds = box(s.bounds);
    for (const auto& [name, value] : bounds.as_context()) out.set(name, value);
    out.set("label", s.label ? box(*s.label) : Value());
    std::int64_t tokens = 0;
    bool stuck = false;
    const bool hidden = secret.count(s.element) != 0;
    for (const auto& [id, token] : c.tokens) {
      if (hidden || token.element != s.element || !here(token.scope)) continue;
      // The token of a multi-instance body stands for its instances, which are counted by themselves.
      const state::Scope* own = c.find_scope(token.own_scope);
      const bool holds = own != nullptr && own->loop && own->loop->started > 0 && own->kind == state::ScopeKind::loop;
      tokens += holds ? 0 : 1;
      stuck = stuck || token.state == state::TokenState::stuck;
    }
    const bool passed = !hidden && c.visits.find(s.element) != c.visits.end();
    out.set("tokens", Value(tokens));
    out.set("state", stuck ? "stuck" : tokens > 0 ? "now" : passed ? "done" : "idle");
    out.set("waits", tokens > 0 ? waits(s.element) : List{});
    if (s.node != model::none) {
      const model::Node& node = plane.model.definitions.node(s.node);
      const bool noted = !node.ext.notes.empty();
      out.set("clause", noted ? node.ext.notes.front().clause : std::string());
      const bool local = noted && (node.ext.notes.front().local || node.ext.notes.front().clause == "C");
      out.set("local", local);
      const auto settings = node_settings(plane.model.definitions, node);
      out.set("basis_code", noted || !settings.empty() ? basis_code(glance.state, c, local, noted ? node.ext.notes.front().clause : "", settings) : "");
      // Beside its clause: the numbers that the clause does not give.
      out.set("settings_code", settings.empty() || local ? std::string() : basis_code(glance.state, c, true, "", settings));
      const Words does = guidance_of(node);
      put_words(out, "does", does.zh, does.en);
    }
    return out;
  }

  Value edge(const bpmn::Edge& e) const {
    List points;
    for (const auto& p : e.waypoints) {
      points.push_back(Value(std::int64_t{p.x}));
      points.push_back(Value(std::int64_t{p.y}));
    }
    const bool hidden = secret.count(e.source) != 0;
    Context out{{"id", e.element}, {"kind", e.kind}, {"source", e.source}, {"target", e.target}, {"points", std::move(points)},
                {"default", e.is_default}, {"conditional", e.conditional}, {"passed", !hidden && flows.count(e.element) != 0},
                {"label", e.label ? box(*e.label) : Value()}};
    put_words(out, "name", e.name, e.name_en);
    return out;
  }
};

}  // namespace

Context case_picture(const Glance& glance, const state::Case& c, const std::string& wanted,
                     const std::set<std::string, std::less<>>& flows) {
  // The program of a case that has ended is still known by its version.
  state::Scope root;
  root.process = c.process;
  root.version = c.source_version;
  const state::Scope* chosen = &root;
  List planes;
  state::Id newest = 0;
  for (const auto& [id, token] : c.tokens) newest = std::max(newest, token.state == state::TokenState::joining ? 0 : token.id);
  const state::Token* last = c.find_token(newest);
  for (const auto& [id, scope] : c.scopes) {
    if (scope.kind != state::ScopeKind::process) continue;
    const bool current = wanted.empty() ? last != nullptr && c.process_scope(last->scope) == id : std::to_string(id) == wanted;
    if (current || chosen == &root) chosen = current || id == c.root ? &scope : chosen;
    const Words name = process_words(glance.state, scope.process, scope.version);
    Context plane{{"scope", std::to_string(id)}};
    put_words(plane, "name", name.zh, name.en);
    planes.push_back(std::move(plane));
  }
  const Words name = process_words(glance.state, chosen->process, chosen->version);
  Context out{{"planes", std::move(planes)}, {"scope", std::to_string(chosen->id)}, {"process", chosen->process},
              {"version", chosen->version}, {"case", case_card(glance, c)}};
  put_words(out, "name", name.zh, name.en);
  List shapes, edges;
  if (const auto plane = plane_of(glance.state, *chosen)) {
    const Painter painter{glance, c, *chosen, *plane, flows, secret_elements(plane->model.definitions), decide::why_waiting(glance.state, c.id)};
    for (const auto& shape : plane->diagram.shapes) shapes.push_back(painter.shape(shape));
    for (const auto& edge : plane->diagram.edges) edges.push_back(painter.edge(edge));
    out.set("extent", box(plane->diagram.extent));
  }
  out.set("shapes", std::move(shapes));
  out.set("edges", std::move(edges));
  return out;
}

}  // namespace zhunru::server::read_model
