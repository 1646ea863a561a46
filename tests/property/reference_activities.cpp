// Activities, loops and scopes of the reference interpreter (reference.hpp).
#include <algorithm>

#include "tests/property/reference.hpp"

namespace zhunru::test {

using model::NodeKind;

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

void Reference::enter_activity(int id) {
  const model::Node& n = node(id);
  if (tokens_.at(id).instance) return run_activity(id);
  if (n.start_quantity > 1) {  // it begins when so many stand before it (10.3)
    std::vector<int> before;
    for (const auto& [other, token] : tokens_)
      if (token.at == At::joining && token.scope == tokens_.at(id).scope && token.node == tokens_.at(id).node) before.push_back(other);
    tokens_.at(id).at = At::joining;
    if (static_cast<int>(before.size()) + 1 < n.start_quantity) return;
    for (int i = 0; i + 1 < n.start_quantity; ++i) tokens_.erase(before[static_cast<std::size_t>(i)]);
  }
  for (Index event : n.boundary) arm(id, tokens_.at(id).scope, event, true);
  if (!n.multi && !n.loop) return run_activity(id);
  if (n.loop && n.loop->test_before && !goes_round(*n.loop, 0)) return activity_done(id);
  tokens_.at(id).at = At::resting;
  const int body = open(tokens_.at(id).scope, id, model::none);
  Scope& s = scopes_.at(body);
  s.loop = tokens_.at(id).node;
  s.planned = n.multi ? static_cast<int>(number_in(n.multi->cardinality)) : 1;
  if (s.planned == 0) return close_body(body);
  const int first = n.loop || n.multi->sequential ? 1 : s.planned;
  for (int i = 0; i < first; ++i) {
    scopes_.at(body).started++;
    add_token(body, tokens_.at(id).node, model::none, true);
  }
}

/// What one activity, or one instance, does.
void Reference::run_activity(int id) {
  tokens_.at(id).at = At::resting;
  const model::Node& n = node(id);
  switch (n.kind) {
    case NodeKind::user_task: return;
    case NodeKind::script_task: {  // "i7 = i7 + 1"
      numbers_[n.script.substr(0, n.script.find(' '))] += numbers_in(n.script).back();
      return activity_done(id);
    }
    case NodeKind::sub_process:
    case NodeKind::transaction: {
      const int inner = open(tokens_.at(id).scope, id, n.inner);
      for (Index entry : d_.scope(n.inner).entries) add_token(inner, entry, model::none);
      return;
    }
    case NodeKind::ad_hoc_sub_process: {
      const int inner = open(tokens_.at(id).scope, id, n.inner);
      scopes_.at(inner).ad_hoc = true;
      std::vector<Index> activities;
      for (Index index : d_.scope(n.inner).nodes)
        if (model::is_activity(d_.node(index).kind) && d_.node(index).kind != NodeKind::event_sub_process) activities.push_back(index);
      const bool one_by_one = n.ad_hoc_ordering == model::AdHocOrdering::sequential;
      for (std::size_t i = 0; i < activities.size(); ++i) {
        if (one_by_one && i > 0) {
          scopes_.at(inner).plan.push_back(activities[i]);
        } else {
          add_token(inner, activities[i], model::none);
        }
      }
      return;
    }
    default: return activity_done(id);
  }
}

/// `inner`: the scope that was inside and has completed.
void Reference::activity_done(int id, int inner) {
  const model::Node& n = node(id);
  const bool looped = n.multi || n.loop;
  if (tokens_.at(id).instance || !looped) remember(past_bodies(tokens_.at(id).scope), tokens_.at(id).node, inner);
  if (tokens_.at(id).instance) return instance_done(id);
  for (auto it = armed_.begin(); it != armed_.end();) it = it->second.token == id ? armed_.erase(it) : std::next(it);
  leave(id, true);
}

bool Reference::goes_round(const model::StandardLoop& loop, int rounds) const {
  if (loop.maximum != model::none && rounds >= number_in(loop.maximum)) return false;
  return loop.condition == model::none || holds(loop.condition);
}

void Reference::instance_done(int id) {
  const int body = tokens_.at(id).scope;
  forget_token(id);
  Scope& s = scopes_.at(body);
  ++s.completed;
  const model::Node& activity = d_.node(s.loop);
  if (activity.loop) {
    if (!goes_round(*activity.loop, s.started)) return close_body(body);
    ++s.started;
    add_token(body, s.loop, model::none, true);
    return;
  }
  if (activity.multi->completion != model::none && s.completed >= number_in(activity.multi->completion)) return close_body(body);
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
  forget_scope(body);
  activity_done(owner);
}

/// 13.3.5: over when its condition holds after one of its activities (the others are taken away, or awaited), or when all
/// are done.
void Reference::ad_hoc_goes_on(int id) {
  const Scope s = scopes_.at(id);
  const model::Node& activity = node(s.owner);
  const bool inside = std::any_of(tokens_.begin(), tokens_.end(), [&](const auto& entry) { return entry.second.scope == id; });
  if (activity.ad_hoc_completion != model::none && holds(activity.ad_hoc_completion) && (!inside || activity.cancel_remaining)) {
    take_away_inside(id);
    return close(id);
  }
  if (inside) return;
  for (const auto& [inner, other] : scopes_)
    if (other.parent == id) return;
  if (s.plan.empty() || s.interrupted) return close(id);
  scopes_.at(id).plan.erase(scopes_.at(id).plan.begin());
  add_token(id, s.plan.front(), model::none);
}

/// Its work is done: whoever opened it goes on.
void Reference::close(int id) {
  const Scope done = scopes_.at(id);
  for (auto it = armed_.begin(); it != armed_.end();) it = it->second.token == 0 && it->second.scope == id ? armed_.erase(it) : std::next(it);
  scopes_.erase(id);
  if (done.owner != 0) {
    activity_done(done.owner, id);
  } else {
    std::erase_if(records_, [&](const auto& entry) { return entry.second.scope == id; });
    if (done.parent != 0) scope_may_be_done(done.parent);
  }
}

void Reference::scope_may_be_done(int id) {
  if (!scopes_.count(id) || scopes_.at(id).loop != model::none) return;
  if (scopes_.at(id).compensates) return undo_next(id);
  if (scopes_.at(id).ad_hoc) return ad_hoc_goes_on(id);
  for (const auto& [token, t] : tokens_)
    if (t.scope == id) return;
  for (const auto& [inner, s] : scopes_)
    if (s.parent == id) return;
  close(id);
}

void Reference::forget_token(int id) {
  for (auto it = armed_.begin(); it != armed_.end();) it = it->second.token == id ? armed_.erase(it) : std::next(it);
  tokens_.erase(id);
}

/// A scope that did not complete leaves nothing that could be undone. A body has no records of its own.
void Reference::forget_scope(int id) {
  std::erase_if(records_, [&](const auto& entry) { return entry.second.scope == id; });
  scopes_.erase(id);
}

/// The scopes inside of an activity go with everything in them.
void Reference::take_away_activity(int id) {
  for (auto it = armed_.begin(); it != armed_.end();) it = it->second.token == id ? armed_.erase(it) : std::next(it);
  std::vector<int> inner;
  for (const auto& [scope, s] : scopes_)
    if (s.owner == id) inner.push_back(scope);
  for (int scope : inner) {
    take_away_inside(scope);
    forget_scope(scope);
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
    forget_scope(scope);
  }
  for (auto it = armed_.begin(); it != armed_.end();) it = it->second.token == 0 && it->second.scope == id ? armed_.erase(it) : std::next(it);
}

}  // namespace zhunru::test
