#include "tests/property/reference.hpp"

#include <algorithm>
#include <cstdlib>

#include "engine/base/check.hpp"

namespace zhunru::test {
namespace {

using model::EventKind;
using model::NodeKind;

/// "modulo(n, 3) = 1" and "numberOfCompletedInstances >= 1": the numbers in the text.
std::vector<std::int64_t> numbers_in(const std::string& text) {
  std::vector<std::int64_t> found;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] < '0' || text[i] > '9') {
      ++i;
      continue;
    }
    std::int64_t number = 0;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) number = number * 10 + (text[i] - '0');
    found.push_back(number);
  }
  return found;
}

}  // namespace

Reference::Reference(const model::Definitions& definitions, std::int64_t n, std::int64_t now_ms) : d_(definitions), n_(n), now_(now_ms) {}

bool Reference::holds(Index expression) const {
  const auto numbers = numbers_in(d_.expressions[static_cast<std::size_t>(expression)].source);
  CHECK(numbers.size() == 2);
  return ((n_ % numbers[0]) + numbers[0]) % numbers[0] == numbers[1];
}

int Reference::add_token(int scope, Index at, Index flow, bool instance) {
  tokens_[++last_] = {scope, at, flow, At::ready, instance};
  return last_;
}

int Reference::open(int parent, int owner, Index model) {
  const int id = ++last_;
  scopes_[id].parent = parent;
  scopes_[id].owner = owner;
  scopes_[id].model = model;
  if (model == model::none) return id;
  // Event sub-processes listen from the moment their scope begins (13.4.4).
  for (Index sub : d_.scope(model).event_sub_processes)
    for (Index start : d_.scope(d_.node(sub).inner).nodes)
      if (d_.node(start).kind == NodeKind::start_event) arm(0, id, start, false);
  return id;
}

void Reference::arm(int token, int scope, Index event, bool boundary) {
  for (const model::EventDefinition& definition : d_.node(event).events) {
    Armed armed{token, scope, event, boundary, definition.kind, d_.trigger_name(definition), 0};
    if (definition.kind == EventKind::timer) armed.due = now_ + numbers_in(definition.timer.value.text).at(0) * 3'600'000;  // "PT3H"
    if (definition.kind == EventKind::timer || definition.kind == EventKind::message || definition.kind == EventKind::signal) armed_[++last_] = armed;
  }
}

void Reference::start() {
  const model::Process& process = d_.process(*d_.find_process("P"));
  const int root = open(0, 0, process.scope);
  for (Index entry : d_.scope(process.scope).entries) add_token(root, entry, model::none);
  settle();
}

/// Everything that can move by itself moves; what throws waits until the others rest.
void Reference::settle() {
  for (int rounds = 0; rounds < 100'000; ++rounds) {
    int next = 0, thrower = 0;
    for (const auto& [id, token] : tokens_) {
      if (token.at != At::ready) continue;
      const model::Node& n = d_.node(token.node);
      const bool throws = n.kind == NodeKind::end_event && (n.has_event(EventKind::error) || n.has_event(EventKind::escalation));
      if (throws && thrower == 0) thrower = id;
      if (!throws && next == 0) next = id;
    }
    if (next != 0) {
      step(next);
    } else if (release_one_inclusive()) {
      continue;
    } else if (thrower != 0) {
      step(thrower);
    } else {
      return;
    }
  }
  CHECK(false);  // a process without wait
}

void Reference::step(int id) {
  const model::Node& n = node(id);
  switch (n.kind) {
    case NodeKind::start_event:
    case NodeKind::boundary_event: return leave(id, true);
    case NodeKind::end_event:
      for (const model::EventDefinition& definition : n.events) {
        if (definition.kind == EventKind::terminate) {
          const int scope = tokens_.at(id).scope;
          take_away_inside(scope);
          return scope_may_be_done(scope);
        }
        throw_up(id, definition.kind, d_.trigger_name(definition));
        if (!tokens_.count(id)) return;
        if (&node(id) != &n) return;
      }
      return end(id);
    case NodeKind::intermediate_throw_event:
      for (const model::EventDefinition& definition : n.events)
        if (definition.kind == EventKind::link) tokens_.at(id).node = definition.link_target;
      return leave(id, true);
    case NodeKind::intermediate_catch_event:
      tokens_.at(id).at = At::resting;
      return arm(id, tokens_.at(id).scope, tokens_.at(id).node, false);
    case NodeKind::event_based_gateway:
      tokens_.at(id).at = At::resting;
      for (Index flow : n.outgoing) arm(id, tokens_.at(id).scope, d_.flow(flow).target, false);
      return;
    case NodeKind::exclusive_gateway: return leave(id, false);
    case NodeKind::inclusive_gateway:
      if (n.incoming.size() <= 1) return leave(id, true);
      tokens_.at(id).at = At::joining;
      return;
    case NodeKind::parallel_gateway: {
      tokens_.at(id).at = At::joining;
      std::vector<int> one_each;
      for (Index flow : n.incoming)
        for (const auto& [other, token] : tokens_)
          if (token.at == At::joining && token.scope == tokens_.at(id).scope && token.node == tokens_.at(id).node && token.flow == flow) {
            one_each.push_back(other);
            break;
          }
      if (one_each.size() < n.incoming.size()) return;
      for (int other : one_each)
        if (other != id) tokens_.erase(other);
      if (std::find(one_each.begin(), one_each.end(), id) == one_each.end()) return;
      return go(id, n.outgoing);
    }
    default: return enter_activity(id);
  }
}

void Reference::go(int id, const std::vector<Index>& flows) {
  if (flows.empty()) return end(id);
  const Token from = tokens_.at(id);
  bool first = true;
  for (Index flow : flows) {
    if (first) {
      tokens_[id] = {from.scope, d_.flow(flow).target, flow, At::ready, false};
    } else {
      add_token(from.scope, d_.flow(flow).target, flow);
    }
    first = false;
  }
}

/// `every_condition`: each true flow is taken; else the first. The default flow counts when no other does.
void Reference::leave(int id, bool every_condition) {
  const model::Node& n = node(id);
  std::vector<Index> taken;
  for (Index flow : n.outgoing) {
    if (flow == n.default_flow) continue;
    if (d_.flow(flow).condition != model::none && !holds(d_.flow(flow).condition)) continue;
    if (every_condition || taken.empty()) taken.push_back(flow);
  }
  if (taken.empty() && n.default_flow != model::none) taken.push_back(n.default_flow);
  go(id, taken);
}

void Reference::end(int id) {
  const int scope = tokens_.at(id).scope;
  forget_token(id);
  scope_may_be_done(scope);
}

void Reference::scope_may_be_done(int id) {
  if (!scopes_.count(id) || scopes_.at(id).model == model::none) return;
  for (const auto& [token, t] : tokens_)
    if (t.scope == id) return;
  for (const auto& [inner, s] : scopes_)
    if (s.parent == id) return;
  const Scope done = scopes_.at(id);
  scopes_.erase(id);
  for (auto it = armed_.begin(); it != armed_.end();) it = it->second.token == 0 && it->second.scope == id ? armed_.erase(it) : std::next(it);
  if (done.owner != 0) {
    activity_done(done.owner);
  } else if (done.parent != 0) {
    scope_may_be_done(done.parent);
  }
}

void Reference::enter_activity(int id) {
  if (tokens_.at(id).instance) return run_activity(id);
  for (Index event : node(id).boundary) arm(id, tokens_.at(id).scope, event, true);
  if (!node(id).multi) return run_activity(id);
  tokens_.at(id).at = At::resting;
  const int body = open(tokens_.at(id).scope, id, model::none);
  Scope& s = scopes_.at(body);
  s.loop = tokens_.at(id).node;
  s.planned = static_cast<int>(numbers_in(d_.expressions[static_cast<std::size_t>(node(id).multi->cardinality)].source).at(0));
  if (s.planned == 0) return close_body(body);
  const int first = node(id).multi->sequential ? 1 : s.planned;
  for (int i = 0; i < first; ++i) {
    scopes_.at(body).started++;
    add_token(body, tokens_.at(id).node, model::none, true);
  }
}

/// What one activity, or one instance, does.
void Reference::run_activity(int id) {
  tokens_.at(id).at = At::resting;
  const model::Node& n = node(id);
  if (n.kind == NodeKind::user_task) return;
  if (n.kind == NodeKind::sub_process) {
    const int inner = open(tokens_.at(id).scope, id, n.inner);
    for (Index entry : d_.scope(n.inner).entries) add_token(inner, entry, model::none);
    return;
  }
  activity_done(id);
}

void Reference::activity_done(int id) {
  if (tokens_.at(id).instance) return instance_done(id);
  for (auto it = armed_.begin(); it != armed_.end();) it = it->second.token == id ? armed_.erase(it) : std::next(it);
  leave(id, true);
}

void Reference::instance_done(int id) {
  const int body = tokens_.at(id).scope;
  forget_token(id);
  Scope& s = scopes_.at(body);
  ++s.completed;
  const model::Node& activity = d_.node(s.loop);
  if (activity.multi->completion != model::none &&
      s.completed >= numbers_in(d_.expressions[static_cast<std::size_t>(activity.multi->completion)].source).at(0))
    return close_body(body);
  if (activity.multi->sequential && s.started < s.planned) {
    ++s.started;
    add_token(body, s.loop, model::none, true);
  } else if (s.completed == s.planned) {
    close_body(body);
  }
}

void Reference::close_body(int body) {
  const int owner = scopes_.at(body).owner;
  take_away_inside(body);
  scopes_.erase(body);
  activity_done(owner);
}

void Reference::forget_token(int id) {
  for (auto it = armed_.begin(); it != armed_.end();) it = it->second.token == id ? armed_.erase(it) : std::next(it);
  tokens_.erase(id);
}

/// The scopes inside of an activity go with everything in them.
void Reference::take_away_activity(int id) {
  for (auto it = armed_.begin(); it != armed_.end();) it = it->second.token == id ? armed_.erase(it) : std::next(it);
  std::vector<int> inner;
  for (const auto& [scope, s] : scopes_)
    if (s.owner == id) inner.push_back(scope);
  for (int scope : inner) {
    take_away_inside(scope);
    scopes_.erase(scope);
  }
}

void Reference::take_away_inside(int id) {
  std::vector<int> tokens, scopes;
  for (const auto& [token, t] : tokens_)
    if (t.scope == id) tokens.push_back(token);
  for (int token : tokens) {
    take_away_activity(token);
    forget_token(token);
  }
  for (const auto& [scope, s] : scopes_)
    if (s.parent == id && s.owner == 0) scopes.push_back(scope);
  for (int scope : scopes) {
    take_away_inside(scope);
    scopes_.erase(scope);
  }
  for (auto it = armed_.begin(); it != armed_.end();) it = it->second.token == 0 && it->second.scope == id ? armed_.erase(it) : std::next(it);
}

/// Errors and escalations go outwards (10.4.6): the event sub-processes of a scope, then the events on its activity. One with
/// the code goes before one that catches everything. An event sub-process does not hear its neighbours.
void Reference::throw_up(int id, EventKind kind, const std::string& code) {
  const auto fits = [&](Index event, bool exact) {
    for (const model::EventDefinition& definition : d_.node(event).events)
      if (definition.kind == kind && (exact ? d_.trigger_name(definition) == code && !code.empty() : d_.trigger_name(definition).empty())) return true;
    return false;
  };
  bool from_handler = false;
  for (int scope = tokens_.at(id).scope; scope != 0;) {
    const Scope& s = scopes_.at(scope);
    if (s.model != model::none && !from_handler && !s.interrupted)
      for (bool exact : {true, false})
        for (Index sub : d_.scope(s.model).event_sub_processes)
          for (Index start : d_.scope(d_.node(sub).inner).nodes)
            if (d_.node(start).kind == NodeKind::start_event && fits(start, exact)) return event_sub_process(scope, start);
    from_handler = s.owner == 0;
    if (s.owner != 0 && !tokens_.at(s.owner).instance)
      for (bool exact : {true, false})
        for (Index event : d_.node(tokens_.at(s.owner).node).boundary)
          if (fits(event, exact)) return boundary_event(s.owner, event);
    scope = s.parent;
  }
}

void Reference::boundary_event(int host, Index event) {
  if (!d_.node(event).interrupting) {
    add_token(tokens_.at(host).scope, event, model::none);
    return;
  }
  take_away_activity(host);
  tokens_[host] = {tokens_.at(host).scope, event, model::none, At::ready, false};
}

void Reference::event_sub_process(int scope, Index start) {
  if (scopes_.at(scope).interrupted) return;
  if (d_.node(start).interrupting) {
    take_away_inside(scope);
    scopes_.at(scope).interrupted = true;
  }
  const int inner = open(scope, 0, d_.node(start).scope);
  add_token(inner, start, model::none);
}

void Reference::happened(int id) {
  const auto found = armed_.find(id);
  if (found == armed_.end()) return;
  const Armed armed = found->second;
  if (armed.kind == EventKind::timer) armed_.erase(found);
  if (armed.boundary) return boundary_event(armed.token, armed.event);
  if (armed.token == 0) return event_sub_process(armed.scope, armed.event);
  for (auto it = armed_.begin(); it != armed_.end();) it = it->second.token == armed.token ? armed_.erase(it) : std::next(it);
  tokens_.at(armed.token).node = armed.event;
  leave(armed.token, true);
}

void Reference::complete(const std::string& element, std::size_t nth) {
  for (const auto& [id, token] : tokens_) {
    if (token.at != At::resting || d_.node(token.node).id != element || (d_.node(token.node).multi && !token.instance)) continue;
    if (nth-- != 0) continue;
    activity_done(id);
    return settle();
  }
  CHECK(false);
}

/// To one of those who wait: the one that waits longest.
void Reference::message(const std::string& name) {
  for (const auto& [id, armed] : armed_) {
    if (armed.kind != EventKind::message || armed.name != name) continue;
    happened(id);
    return settle();
  }
}

/// To all who wait when it is sent.
void Reference::signal(const std::string& name) {
  std::vector<int> hearing;
  for (const auto& [id, armed] : armed_)
    if (armed.kind == EventKind::signal && armed.name == name) hearing.push_back(id);
  for (int id : hearing) happened(id);
  settle();
}

void Reference::pass_time(std::int64_t now_ms) {
  now_ = now_ms;
  std::vector<std::pair<std::int64_t, int>> due;
  for (const auto& [id, armed] : armed_)
    if (armed.kind == EventKind::timer && armed.due <= now_) due.emplace_back(armed.due, id);
  std::sort(due.begin(), due.end());
  for (const auto& [at, id] : due) {
    happened(id);
    settle();
  }
}

bool Reference::can_come(Index from, const std::set<Index>& to_flows, Index without) const {
  std::set<Index> seen{from};
  std::vector<Index> open{from};
  while (!open.empty()) {
    const model::Node& n = d_.node(open.back());
    open.pop_back();
    std::vector<Index> next;
    for (Index flow : n.outgoing) {
      if (to_flows.count(flow)) return true;
      next.push_back(d_.flow(flow).target);
    }
    for (Index event : n.boundary) next.push_back(event);
    for (const model::EventDefinition& definition : n.events)
      if (definition.kind == EventKind::link && definition.link_target != model::none && n.kind == NodeKind::intermediate_throw_event)
        next.push_back(definition.link_target);
    for (Index target : next)
      if (target != without && seen.insert(target).second) open.push_back(target);
  }
  return false;
}

/// Table 13.3: a token on at least one incoming flow, and no token can come to an empty one without coming to a full one.
bool Reference::release_one_inclusive() {
  for (const auto& [id, token] : tokens_) {
    const model::Node& gateway = d_.node(token.node);
    if (token.at != At::joining || gateway.kind != NodeKind::inclusive_gateway) continue;
    std::set<Index> full, empty(gateway.incoming.begin(), gateway.incoming.end());
    std::vector<int> here;
    for (const auto& [other, t] : tokens_)
      if (t.scope == token.scope && t.node == token.node && t.at == At::joining && full.insert(t.flow).second) {
        empty.erase(t.flow);
        here.push_back(other);
      }
    bool waits = false;
    for (const auto& [other, t] : tokens_)
      if (t.scope == token.scope && t.node != token.node && can_come(t.node, empty, token.node) && !can_come(t.node, full, token.node)) waits = true;
    if (waits) continue;
    const int first = here.front();
    for (std::size_t i = 1; i < here.size(); ++i) tokens_.erase(here[i]);
    leave(first, true);
    return true;
  }
  return false;
}

std::vector<std::string> Reference::active() const {
  std::vector<std::string> found;
  for (const auto& [id, token] : tokens_) found.push_back(d_.node(token.node).id);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace zhunru::test
