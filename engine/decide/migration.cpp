#include "engine/decide/migration.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace zhunru::decide {
namespace {

using model::Definitions;
using model::Node;
using state::MovedPart;

const char* kind_word(model::EventKind kind) {
  switch (kind) {
    case model::EventKind::timer: return "timer";
    case model::EventKind::message: return "message";
    case model::EventKind::signal: return "signal";
    case model::EventKind::conditional: return "condition";
    default: return "event";
  }
}

/// Events that wait by a timer or subscription while they are armed.
bool waits(const Node& event) {
  if (model::is_activity(event.kind)) return true;  // receive task behind an event-based gateway
  return std::any_of(event.events.begin(), event.events.end(), [](const model::EventDefinition& d) {
    return d.kind == model::EventKind::timer || d.kind == model::EventKind::message || d.kind == model::EventKind::signal ||
           d.kind == model::EventKind::conditional;
  });
}

class Planner {
 public:
  Planner(const Run& run, const state::Case& c, const MigrationRequest& request)
      : c_(c), request_(request), old_(*run.program(request.resource, request.from).definitions),
        new_(*run.program(request.resource, request.to).definitions) {}

  MigrationPlan plan() {
    out_.case_id = c_.id;
    for (const auto& [id, scope] : c_.scopes)
      if (mine(scope)) take_scope(scope);
    for (const auto& [id, token] : c_.tokens)
      if (mine(token.scope)) take_token(token);
    for (const auto& [id, timer] : c_.timers)
      if (mine(timer.scope)) take_timer(timer);
    for (const auto& [id, subscription] : c_.subscriptions)
      if (mine(subscription.scope)) take_subscription(subscription);
    for (const auto& [id, incident] : c_.incidents) {
      const state::Token* token = c_.find_token(incident.token);
      if (token && mine(token->scope)) move(MovedPart::incident, id, to(incident.element));
    }
    take_history();
    take_results();
    arm_new_events();
    return std::move(out_);
  }

 private:
  bool mine(const state::Scope& scope) const { return scope.process == request_.resource && scope.version == request_.from; }
  bool mine(Id scope) const {
    const state::Scope* found = c_.find_scope(scope);
    return found && mine(*found);
  }

  std::string to(const std::string& id) const {
    const base::Value* found = request_.mapping.find(id);
    return found && found->is_string() ? found->as_string() : id;
  }
  const Node* old_node(const std::string& id) const {
    const auto index = old_.find_node(id);
    return index ? &old_.node(*index) : nullptr;
  }
  const Node* new_node(const std::string& id) const {
    const auto index = new_.find_node(id);
    return index ? &new_.node(*index) : nullptr;
  }

  void problem(const std::string& element, std::string text, std::string text_en, std::string maps = {}) {
    for (const MigrationRemark& known : out_.problems)
      if (known.element == element && known.text_en == text_en) return;
    MigrationRemark remark{element, std::move(text), std::move(text_en), std::move(maps), {}};
    if (!remark.maps.empty()) remark.candidates = candidates_of(remark);
    out_.problems.push_back(std::move(remark));
  }
  void note(const std::string& element, std::string text, std::string text_en, std::string maps = {}) {
    MigrationRemark remark{element, std::move(text), std::move(text_en), std::move(maps), {}};
    if (!remark.maps.empty()) remark.candidates = candidates_of(remark);
    out_.notes.push_back(std::move(remark));
  }

  /// What an administrator may choose: elements of the same kind; for a flow those that lead to the same element.
  std::vector<std::string> candidates_of(const MigrationRemark& remark) const {
    std::vector<std::string> found;
    if (remark.maps != remark.element) {
      const Node* target = new_node(to(remark.element));
      for (const model::Index flow : target ? target->incoming : std::vector<model::Index>{}) found.push_back(new_.flow(flow).id);
      return found;
    }
    const Node* before = old_node(remark.element);
    for (const Node& node : new_.nodes)
      if (before && node.kind == before->kind) found.push_back(node.id);
    return found;
  }

  void move(MovedPart part, Id id, std::string element, std::string flow = {}, std::int32_t definition = 0) {
    out_.moved.push_back({part, id, std::move(element), std::move(flow), definition});
  }

  /// The new node for an element, of the same kind; nullptr with the problem told.
  const Node* same_kind(const std::string& element) {
    const Node* before = old_node(element);
    const Node* after = new_node(to(element));
    if (!after) {
      problem(element, "新版本没有元素 " + to(element) + "；请在对照表中写明它变成了哪个元素",
              "The new version has no element " + to(element) + "; say in the mapping what it becomes", element);
      return nullptr;
    }
    if (!before || before->kind != after->kind) {
      const std::string was = before ? model::element_name(before->kind) : "?";
      problem(element, "元素 " + after->id + " 在新版本中是另一种（" + was + " → " + model::element_name(after->kind) + "）",
              "Element " + after->id + " is of another kind in the new version (" + was + " -> " + model::element_name(after->kind) + ")", element);
      return nullptr;
    }
    return after;
  }

  void take_scope(const state::Scope& scope) {
    if (scope.kind == state::ScopeKind::process) {
      const auto process = new_.find_process(to(scope.element));
      if (!process) {
        problem(scope.element, "新版本没有流程 " + to(scope.element), "The new version has no process " + to(scope.element));
        return;
      }
      inner_[scope.id] = new_.process(*process).scope;
    } else {
      const Node* after = same_kind(scope.element);
      if (!after) return;
      const bool opens = scope.kind == state::ScopeKind::sub_process || scope.kind == state::ScopeKind::event_process;
      if (opens && after->inner != model::none) {
        inner_[scope.id] = after->inner;
      } else if (opens) {  // one compensation handler: it stands beside its activity, perhaps in a sub-process that is over
        inner_[scope.id] = after->scope;
      } else {
        // Loop bodies, variables of one activity, compensation: what stands inside stands where the scope around stands.
        const auto around = inner_.find(scope.parent);
        inner_[scope.id] = around == inner_.end() ? after->scope : around->second;
      }
    }
    if (scope.kind == state::ScopeKind::compensation && scope.loop && scope.loop->started < scope.loop->planned)
      note(scope.element, "已经开始的补偿按旧版本办完", "The compensation that has begun is done by the old version");
    move(MovedPart::scope, scope.id, to(scope.element));
  }

  void take_token(const state::Token& token) {
    const Node* after = same_kind(token.element);
    if (!after) return;
    const Node& before = *old_node(token.element);
    const auto around = inner_.find(token.scope);
    if (around == inner_.end()) return;  // told with the scope
    if (after->scope != around->second) {
      problem(token.element, "元素 " + after->id + " 在新版本中不在同一个流程或子流程里",
              "Element " + after->id + " does not stand in the same process or sub-process in the new version", token.element);
      return;
    }
    const bool same_loop = before.multi.has_value() == after->multi.has_value() && before.loop.has_value() == after->loop.has_value() &&
                           (!before.multi || before.multi->sequential == after->multi->sequential);
    if (model::is_activity(after->kind) && !same_loop) {
      problem(token.element, "元素 " + after->id + " 的循环或多实例方式变了，正在进行的一步不能带过去",
              "The loop or multi-instance of " + after->id + " has changed; a step that is under way cannot go over");
      return;
    }
    std::string flow;
    const auto flow_index = token.flow.empty() ? std::nullopt : new_.find_flow(to(token.flow));
    if (flow_index && new_.flow(*flow_index).target == *new_.find_node(after->id)) flow = to(token.flow);
    if (token.state == state::TokenState::joining && !token.flow.empty() && flow.empty()) {
      problem(token.element, "在汇合处等待的令牌由 " + token.flow + " 进入，新版本没有对应的连线；请在对照表中写明",
              "The token that waits at the join came by " + token.flow + ", to which no flow of the new version answers; name it in the mapping", token.flow);
      return;
    }
    move(MovedPart::token, token.id, after->id, std::move(flow));
    if (const state::Task* task = c_.task_of(token.id)) {
      move(MovedPart::task, state::number_of_task(task->id), after->id);
      if (before.ext.form != after->ext.form)
        note(token.element, "这项待办改用新版本的表单 " + after->ext.form, "The task uses the form of the new version, " + after->ext.form);
    }
  }

  /// Whether the new event still stands where the old one does, seen from what waits.
  bool same_place(const state::TimerKind place, Id token, Id scope, const Node& after) const {
    const state::Token* t = c_.find_token(token);
    switch (place) {
      case state::TimerKind::boundary: {
        const Node* host = t ? new_node(to(t->element)) : nullptr;
        return host && after.attached_to != model::none && new_.node(after.attached_to).id == host->id;
      }
      case state::TimerKind::event_start: {
        const auto around = inner_.find(scope);
        if (around == inner_.end()) return false;
        const auto& event_processes = new_.scope(around->second).event_sub_processes;
        return std::any_of(event_processes.begin(), event_processes.end(),
                           [&](model::Index index) { return new_.node(index).inner == after.scope; });
      }
      default: {
        const Node* at = t ? new_node(to(t->element)) : nullptr;
        if (!at) return false;
        if (at->id == after.id) return true;
        return std::any_of(at->outgoing.begin(), at->outgoing.end(),
                           [&](model::Index flow) { return new_.node(new_.flow(flow).target).id == after.id; });
      }
    }
  }

  /// True when the wait of an event can go over; else it is dropped (boundary, event sub-process) or told as a problem.
  template <class Wait>
  bool goes_over(const Wait& wait, state::TimerKind place, model::EventKind kind, std::vector<Id>& dropped) {
    const Node* after = new_node(to(wait.element));
    const auto number = static_cast<std::size_t>(wait.definition);
    const bool fits = after && same_place(place, wait.token, wait.scope, *after) &&
                      (model::is_activity(after->kind)
                           ? kind == model::EventKind::message
                           : number < after->events.size() && after->events[number].kind == kind);
    if (fits) return true;
    const Node* waiting = c_.find_token(wait.token) ? old_node(c_.find_token(wait.token)->element) : nullptr;
    if (place == state::TimerKind::token && !(waiting && waiting->kind == model::NodeKind::event_based_gateway)) {
      problem(wait.element, std::string("新版本的 ") + to(wait.element) + " 不再等待同一种事件（" + kind_word(kind) + "）",
              std::string("In the new version ") + to(wait.element) + " waits no longer for the same kind of event (" + kind_word(kind) + ")", wait.element);
      return false;
    }
    dropped.push_back(wait.id);
    note(wait.element, "新版本没有这个事件，不再等待它", "The new version does not have this event; it is waited for no longer");
    return false;
  }

  void take_timer(const state::Timer& timer) {
    if (timer.kind == state::TimerKind::job) {
      if (same_kind(timer.element)) move(MovedPart::timer, timer.id, to(timer.element), {}, timer.definition);
      return;
    }
    if (goes_over(timer, timer.kind, model::EventKind::timer, out_.dropped_timers))
      move(MovedPart::timer, timer.id, to(timer.element), {}, timer.definition);
  }

  void take_subscription(const state::Subscription& s) {
    const model::EventKind kind = s.kind == state::SubscriptionKind::message  ? model::EventKind::message
                                  : s.kind == state::SubscriptionKind::signal ? model::EventKind::signal
                                                                              : model::EventKind::conditional;
    if (!goes_over(s, s.place, kind, out_.dropped_subscriptions)) return;
    move(MovedPart::subscription, s.id, to(s.element), {}, s.definition);
    const Node& after = *new_node(to(s.element));
    if (s.kind == state::SubscriptionKind::condition || model::is_activity(after.kind)) return;
    const std::string name = new_.trigger_name(after.events[static_cast<std::size_t>(s.definition)]);
    if (!name.empty() && name != s.name && !name.starts_with("="))
      note(s.element, "仍等待 " + s.name + "（新版本是 " + name + "）", "It still waits for " + s.name + " (" + name + " in the new version)");
  }

  /// What can be compensated or sent back to later: taken over where the new version has it, else it stays as it was.
  void take_history() {
    for (const auto& [id, record] : c_.compensables) {
      if (record.process != request_.resource || record.version != request_.from) continue;
      const Node* after = new_node(to(record.element));
      if (after && after->compensation_handler != model::none) move(MovedPart::compensable, id, after->id);
      else note(record.element, "将来补偿时仍按旧版本办理", "A later compensation still follows the old version");
    }
    for (std::size_t i = 0; i < c_.done.size(); ++i) {
      const state::Done& done = c_.done[i];
      if (mine(done.scope) && to(done.element) != done.element && new_node(to(done.element)))
        move(MovedPart::done, static_cast<Id>(i), to(done.element));
    }
  }

  /// The result of a step is the variable of its id: where the id is another one now, the new version finds it under that.
  void take_results() {
    std::set<std::string> lost;
    for (const auto& [id, scope] : c_.scopes) {
      if (!mine(scope)) continue;
      for (const auto& [name, value] : scope.variables) {
        const Node* before = old_node(name);
        if (!before || !model::is_activity(before->kind)) continue;
        const std::string next = to(name);
        if (next == name) {
          if (!new_node(name)) lost.insert(name);
          continue;
        }
        for (const char* what : {"", "_signers"})
          if (scope.variables.find(name + what) && !scope.variables.find(next + what)) out_.renamed.push_back({id, name + what, next + what});
      }
    }
    for (const std::string& name : lost)
      if (std::none_of(out_.problems.begin(), out_.problems.end(), [&](const MigrationRemark& one) { return one.maps == name; }))
        note(name, "这一步已办，新版本没有它；新版本如要用它的结果，请写明它变成了哪一步",
             "This step was done and the new version does not have it; if the new version needs its result, say which step it became", name);
  }

  /// Ids in the new version of the events that old ones became.
  std::set<std::string> images(const std::vector<model::Index>& events) const {
    std::set<std::string> ids;
    for (model::Index index : events) ids.insert(to(old_.node(index).id));
    return ids;
  }
  void arm_if_new(const Node& event, const std::set<std::string>& known, Id scope, Id token, state::TimerKind place) {
    if (known.count(event.id) || !waits(event)) return;
    out_.armed.push_back({scope, token, place, event.id});
  }

  std::vector<model::Index> targets(const Definitions& d, const Node& gateway) const {
    std::vector<model::Index> found;
    for (model::Index flow : gateway.outgoing) found.push_back(d.flow(flow).target);
    return found;
  }

  void arm_new_events() {
    for (const auto& [id, token] : c_.tokens) {
      const Node* before = mine(token.scope) ? old_node(token.element) : nullptr;
      const Node* after = before ? new_node(to(token.element)) : nullptr;
      if (!after || token.state != state::TokenState::active) continue;
      if (after->kind == model::NodeKind::event_based_gateway) {
        for (model::Index event : targets(new_, *after)) arm_if_new(new_.node(event), images(targets(old_, *before)), token.scope, id, state::TimerKind::token);
      } else if (model::is_activity(after->kind) && token.index < 0) {  // an instance: its events sit on the loop's own token
        for (model::Index event : after->boundary) arm_if_new(new_.node(event), images(before->boundary), token.scope, id, state::TimerKind::boundary);
      }
    }
    for (const auto& [id, scope] : c_.scopes) {
      if (!mine(scope) || scope.interrupted || scope.closing || !inner_.count(id)) continue;
      if (scope.kind != state::ScopeKind::process && scope.kind != state::ScopeKind::sub_process && scope.kind != state::ScopeKind::event_process) continue;
      const model::Index before = old_scope(scope);
      if (before == model::none) continue;
      const auto known = images(starts(old_, before));
      for (model::Index start : starts(new_, inner_.at(id))) arm_if_new(new_.node(start), known, id, 0, state::TimerKind::event_start);
    }
  }
  model::Index old_scope(const state::Scope& scope) const {
    if (scope.kind == state::ScopeKind::process) {
      const auto process = old_.find_process(scope.element);
      return process ? old_.process(*process).scope : model::none;
    }
    const Node* node = old_node(scope.element);
    return node ? node->inner : model::none;
  }
  /// Start events of the event sub-processes of a scope.
  std::vector<model::Index> starts(const Definitions& d, model::Index scope) const {
    std::vector<model::Index> found;
    for (model::Index process : d.scope(scope).event_sub_processes)
      for (model::Index node : d.scope(d.node(process).inner).nodes)
        if (d.node(node).kind == model::NodeKind::start_event) found.push_back(node);
    return found;
  }

  const state::Case& c_;
  const MigrationRequest& request_;
  const Definitions& old_;
  const Definitions& new_;
  std::map<Id, model::Index> inner_;  ///< state scope -> scope of the new model whose elements stand in it
  MigrationPlan out_;
};

}  // namespace

bool runs_on(const state::Case& c, std::string_view resource, std::string_view version) {
  return std::any_of(c.scopes.begin(), c.scopes.end(),
                     [&](const auto& entry) { return entry.second.process == resource && entry.second.version == version; });
}

MigrationPlan plan_migration(const Run& run, const state::Case& c, const MigrationRequest& request) {
  return Planner(run, c, request).plan();
}

}  // namespace zhunru::decide
