#include "tests/property/reference.hpp"

#include <algorithm>

#include "engine/base/check.hpp"

namespace zhunru::test {

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

Reference::Reference(const model::Definitions& definitions, const base::Context& numbers, std::int64_t now_ms) : d_(definitions), now_(now_ms) {
  for (const auto& [name, value] : numbers)
    if (value.is_number()) numbers_[name] = value.int64_or(0);
}

std::int64_t Reference::number_in(Index expression) const {
  return numbers_in(d_.expressions[static_cast<std::size_t>(expression)].source).at(0);
}

/// "modulo(n, 3) = 1", "n > 3", "i7 = 1".
bool Reference::holds(Index expression) const {
  const std::string& text = d_.expressions[static_cast<std::size_t>(expression)].source;
  const auto numbers = numbers_in(text);
  if (text.rfind("modulo(n, ", 0) == 0) {
    const std::int64_t n = numbers_.at("n");
    return ((n % numbers.at(0)) + numbers.at(0)) % numbers.at(0) == numbers.at(1);
  }
  const std::size_t blank = text.find(' ');
  CHECK(blank != std::string::npos);
  const std::int64_t value = numbers_.at(text.substr(0, blank));
  return text[blank + 1] == '>' ? value > numbers.back() : value == numbers.back();
}

int Reference::add_token(int scope, Index at, Index flow, bool instance) {
  tokens_[++last_] = {scope, at, flow, At::ready, ++turns_, instance, false};
  return last_;
}

void Reference::move(int id, Index at, Index flow) { tokens_[id] = {tokens_.at(id).scope, at, flow, At::ready, ++turns_, false, false}; }

void Reference::start() {
  const model::Process& process = d_.process(*d_.find_process("P"));
  const int root = open(0, 0, process.scope);
  for (Index entry : d_.scope(process.scope).entries) add_token(root, entry, model::none);
  settle();
}

/// Everything that can move by itself moves, in the order in which it became ready; what throws waits until the others rest.
void Reference::settle() {
  for (int rounds = 0; rounds < 100'000; ++rounds) {
    int next = 0, thrower = 0;
    const auto sooner = [&](int one, int other) { return other == 0 || tokens_.at(one).turn < tokens_.at(other).turn; };
    for (const auto& [id, token] : tokens_) {
      if (token.at != At::ready && token.at != At::done) continue;
      int& first = token.at == At::ready && throws(d_.node(token.node)) ? thrower : next;
      if (sooner(id, first)) first = id;
    }
    if (next != 0) {
      step(next);
    } else if (release_one_join()) {
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
  if (tokens_.at(id).at == At::done) return n.kind == NodeKind::end_event ? end(id) : leave(id, true);
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
        if (throw_one(id, definition)) return;
      }
      return end(id);
    case NodeKind::intermediate_throw_event:
      for (const model::EventDefinition& definition : n.events) {
        if (definition.kind == EventKind::link) return move(id, definition.link_target, model::none);
        if (throw_one(id, definition)) return;
      }
      return leave(id, true);
    case NodeKind::intermediate_catch_event:
      for (const model::EventDefinition& definition : n.events)
        if (definition.kind == EventKind::link) return leave(id, true);
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
    case NodeKind::complex_gateway: return n.incoming.size() <= 1 ? leave(id, true) : join_complex(id);
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

/// Table 13.5: waits for start until the activation condition holds over those that have come; one goes on. While others can
/// still come it waits for reset and takes them in.
void Reference::join_complex(int id) {
  const Token here = tokens_.at(id);
  std::set<int> gathered{id};
  for (const auto& [other, token] : tokens_) {
    if (other == id || token.scope != here.scope || token.node != here.node) continue;
    if (token.reset) return end(id);
    if (token.at == At::joining) gathered.insert(other);
  }
  if (static_cast<std::int64_t>(gathered.size()) < number_in(node(id).activation)) {
    tokens_.at(id).at = At::joining;
    return;
  }
  const bool more = others_come(here.scope, here.node, gathered);
  for (int other : gathered)
    if (other != id) tokens_.erase(other);
  if (more) {
    const int mark = add_token(here.scope, here.node, model::none);
    tokens_.at(mark).at = At::joining;
    tokens_.at(mark).reset = true;
  }
  leave(id, true);
}

bool Reference::others_come(int scope, Index gateway, const std::set<int>& without) const {
  const std::set<Index> flows(d_.node(gateway).incoming.begin(), d_.node(gateway).incoming.end());
  return std::any_of(tokens_.begin(), tokens_.end(), [&](const auto& entry) {
    const Token& t = entry.second;
    return t.scope == scope && !without.count(entry.first) && !t.reset && (t.node == gateway || can_come(t.node, flows, gateway));
  });
}

/// One token on each flow; as many as the activity's completionQuantity.
void Reference::go(int id, const std::vector<Index>& flows) {
  if (flows.empty()) return end(id);
  const int scope = tokens_.at(id).scope;
  const bool activity = model::is_activity(node(id).kind);
  const int quantity = activity ? node(id).completion_quantity : 1;
  bool first = true;
  for (Index flow : flows) {
    for (int n = 0; n < quantity; ++n) {
      if (first) {
        move(id, d_.flow(flow).target, flow);
      } else {
        add_token(scope, d_.flow(flow).target, flow);
      }
      first = false;
    }
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

void Reference::complete(const std::string& element, std::size_t nth) {
  for (const auto& [id, token] : tokens_) {
    if (token.at != At::resting || d_.node(token.node).id != element || ((d_.node(token.node).multi || d_.node(token.node).loop) && !token.instance)) continue;
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
bool Reference::release_inclusive(int id) {
  const Token token = tokens_.at(id);
  const model::Node& gateway = d_.node(token.node);
  std::set<Index> full, empty(gateway.incoming.begin(), gateway.incoming.end());
  std::vector<int> here;
  for (const auto& [other, t] : tokens_)
    if (t.scope == token.scope && t.node == token.node && t.at == At::joining && full.insert(t.flow).second) {
      empty.erase(t.flow);
      here.push_back(other);
    }
  for (const auto& [other, t] : tokens_)
    if (t.scope == token.scope && t.node != token.node && !t.reset && can_come(t.node, empty, token.node) && !can_come(t.node, full, token.node)) return false;
  const int first = here.front();
  for (std::size_t i = 1; i < here.size(); ++i) tokens_.erase(here[i]);
  leave(first, true);
  return true;
}

/// An inclusive join that need not wait, or a complex one to which nobody comes any more: it begins anew.
bool Reference::release_one_join() {
  for (const auto& [id, token] : tokens_) {
    if (token.at != At::joining) continue;
    const NodeKind kind = d_.node(token.node).kind;
    if (kind == NodeKind::inclusive_gateway && release_inclusive(id)) return true;
    if (kind != NodeKind::complex_gateway || !token.reset || others_come(token.scope, token.node, {id})) continue;
    end(id);
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
