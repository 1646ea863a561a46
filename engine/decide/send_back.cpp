// SendBack 退回 and TakeBack 撤回 (domain/processes.md, Verbs).
//   退回  to an earlier completed user task of a scope that still runs, from which a token can come here. Tokens after the
//        target in that scope are cancelled (a target before the fork: all branches; in the same branch: only this one; a
//        join that was passed is set back); earlier answers from the target on are void and kept. A list entry that is written is never passed (T05, T06 only).
//   撤回  one's own answer, while nobody has claimed or done what came after it; a join that was passed is set back.
#include <algorithm>

#include "engine/decide/activity.hpp"
#include "engine/decide/commands.hpp"
#include "engine/decide/element/element.hpp"
#include "engine/decide/element/reach.hpp"
#include "engine/decide/scope.hpp"

namespace zhunru::decide {
namespace {

using Nodes = std::set<model::Index>;

bool is_join(const model::Node& node) {
  return (node.kind == model::NodeKind::parallel_gateway || node.kind == model::NodeKind::inclusive_gateway ||
          node.kind == model::NodeKind::complex_gateway) &&
         node.incoming.size() > 1;
}

/// Nodes that a token can come to from these, joins included but not passed.
Nodes nodes_after(const model::Definitions& d, std::vector<model::Index> open) {
  Nodes found;
  while (!open.empty()) {
    const model::Node& node = d.node(open.back());
    open.pop_back();
    std::vector<model::Index> next;
    for (model::Index flow : node.outgoing) next.push_back(d.flow(flow).target);
    for (model::Index boundary : node.boundary)
      for (model::Index flow : d.node(boundary).outgoing) next.push_back(d.flow(flow).target);
    for (const model::EventDefinition& definition : node.events)
      if (definition.link_target != model::none) next.push_back(definition.link_target);
    for (model::Index index : next)
      if (found.insert(index).second && !is_join(d.node(index))) open.push_back(index);
  }
  return found;
}

bool comes_from(const model::Definitions& d, model::Index flow, const Nodes& after, model::Index start) {
  return d.flow(flow).source == start || after.count(d.flow(flow).source) != 0;
}

/// Tokens of a scope that lie in `after`; one that waits at a join belongs to the branch by which it came.
std::vector<Id> tokens_in(const state::Case& c, const model::Definitions& d, Id scope, const Nodes& after, model::Index start) {
  std::vector<Id> found;
  for (const auto& [id, token] : c.tokens) {
    if (token.scope != scope) continue;
    const auto node = d.find_node(token.element);
    if (!node) continue;
    bool inside = after.count(*node) != 0;
    if (inside && waits_for_reset(token)) {  // a mark without branch: it goes when all branches go
      const auto& flows = d.node(*node).incoming;
      inside = std::all_of(flows.begin(), flows.end(), [&](model::Index flow) { return comes_from(d, flow, after, start); });
    }
    const auto flow = d.find_flow(token.flow);
    if (inside && token.state == state::TokenState::joining && flow)
      inside = comes_from(d, *flow, after, start);
    const model::Node& at = d.node(*node);
    const model::Index host = at.kind == model::NodeKind::boundary_event ? at.attached_to : model::none;
    if (inside || (host != model::none && (after.count(host) || host == start))) found.push_back(id);
  }
  return found;
}

/// A complex gateway that has let a token through and swallows what still comes.
bool swallows(const state::Case& c, Id scope, const model::Node& node) {
  return node.kind == model::NodeKind::complex_gateway && std::any_of(c.tokens.begin(), c.tokens.end(), [&](const auto& entry) {
           return entry.second.scope == scope && entry.second.element == node.id && waits_for_reset(entry.second);
         });
}

/// Whether a token will come from this node to one of `exits`. What a non-interrupting event has begun beside it will not.
bool comes_to(const state::Case& c, const model::Definitions& d, Id scope, model::Index from, const Nodes& exits) {
  Nodes found{from};
  std::vector<model::Index> open{from};
  while (!open.empty()) {
    const model::Index index = open.back();
    open.pop_back();
    if (exits.count(index)) return true;
    const model::Node& node = d.node(index);
    if (swallows(c, scope, node)) continue;
    std::vector<model::Index> next;
    for (model::Index flow : node.outgoing) next.push_back(d.flow(flow).target);
    for (model::Index boundary : node.boundary)
      if (d.node(boundary).interrupting) next.push_back(boundary);
    for (const model::EventDefinition& definition : node.events)
      if (definition.link_target != model::none) next.push_back(definition.link_target);
    for (model::Index target : next)
      if (found.insert(target).second) open.push_back(target);
  }
  return false;
}

/// A join behind which the region goes on although other branches lead to it, with the flows that come from inside.
struct Passed {
  model::Index join = model::none;
  Nodes from_inside;  ///< flows
};

/// What lies after a node: the nodes, the tokens on them, and the joins with other branches that had to be passed.
struct Region {
  Nodes after;
  std::vector<Id> tokens;
  std::vector<Passed> passed;
};

/// Goes on behind joins to which no branch from outside leads: whatever lies there began at `start`.
void pass_own_joins(const model::Definitions& d, Nodes& after, model::Index start, Nodes& passed) {
  for (bool again = true; again;) {
    again = false;
    const Nodes seen = after;
    for (model::Index index : seen) {
      const model::Node& node = d.node(index);
      if (!is_join(node) || passed.count(index)) continue;
      const bool own = std::all_of(node.incoming.begin(), node.incoming.end(),
                                   [&](model::Index flow) { return comes_from(d, flow, after, start); });
      if (!own) continue;
      passed.insert(index);
      const Nodes beyond = nodes_after(d, {index});
      after.insert(beyond.begin(), beyond.end());
      again = true;
    }
  }
}

/// Whether the token that left `start` is among these, and not only what it began beside its way or left behind at a
/// discriminator: one of them will come to a join that leads out. Without such a join any token will do.
bool holds_main_token(const state::Case& c, const model::Definitions& d, Id scope, const Region& region, const Nodes& passed) {
  Nodes exits;
  for (model::Index index : region.after)
    if (is_join(d.node(index)) && !passed.count(index)) exits.insert(index);
  if (exits.empty()) return !region.tokens.empty();
  return std::any_of(region.tokens.begin(), region.tokens.end(), [&](Id id) {
    const state::Token* token = c.find_token(id);
    const auto node = d.find_node(token->element);
    return !waits_for_reset(*token) && node && comes_to(c, d, scope, *node, exits);
  });
}

/// Goes on behind join after join until the token is found that left `start` (unless it is still there), and one that `wanted`
/// accepts; no tokens when there is none.
template <class Wanted>
Region region_after(const state::Case& c, const model::Definitions& d, Id scope, model::Index start, bool at_start, Wanted&& wanted) {
  Region region;
  region.after = nodes_after(d, {start});
  Nodes passed;
  for (std::size_t round = 0; round <= d.nodes.size(); ++round) {
    pass_own_joins(d, region.after, start, passed);
    region.tokens = tokens_in(c, d, scope, region.after, start);
    if (wanted(region.tokens) && (at_start || holds_main_token(c, d, scope, region, passed))) return region;
    std::vector<model::Index> joins;
    for (model::Index index : region.after) {
      if (!is_join(d.node(index)) || passed.count(index)) continue;
      Passed join{index, {}};
      for (model::Index flow : d.node(index).incoming)
        if (comes_from(d, flow, region.after, start)) join.from_inside.insert(flow);
      passed.insert(index);
      joins.push_back(index);
      if (join.from_inside.size() < d.node(index).incoming.size()) region.passed.push_back(std::move(join));
    }
    if (joins.empty()) break;
    const Nodes beyond = nodes_after(d, joins);
    region.after.insert(beyond.begin(), beyond.end());
  }
  region.tokens.clear();
  return region;
}

/// Parallel joins that were passed wait again with the tokens of the other branches; inclusive ones wait for nobody else.
void set_back_joins(Run& run, const std::string& case_id, const model::Definitions& d, Id scope, const Region& region) {
  for (const Passed& passed : region.passed) {
    const model::Node& join = d.node(passed.join);
    if (join.kind != model::NodeKind::parallel_gateway) continue;
    for (model::Index flow : join.incoming) {
      if (passed.from_inside.count(flow)) continue;
      state::Token token;
      token.id = run.fresh(case_id);
      token.scope = scope;
      token.element = join.id;
      token.flow = d.flow(flow).id;
      token.state = state::TokenState::joining;
      run.emit(event::TokenCreated{case_id, std::move(token)});
    }
  }
}

/// A complex gateway forgets whom it has let through: what lies before it cannot be asked again. True: refused.
bool passed_complex_join(Run& run, const model::Definitions& d, const Region& region) {
  for (const Passed& passed : region.passed) {
    const model::Node& join = d.node(passed.join);
    if (join.kind != model::NodeKind::complex_gateway) continue;
    run.reject(refusal("passed_complex_join", "复杂网关 " + join.id + " 已放行，不能退回或撤回到它之前",
                       "Complex gateway " + join.id + " has let a token through; nothing before it can be asked again", join.id));
    return true;
  }
  return false;
}

/// Asks again: as many tokens as the activity takes at once (startQuantity).
void put_back(Run& run, const std::string& case_id, Id scope, const model::Node& target) {
  for (std::int32_t n = 0; n < target.start_quantity; ++n) put_token(run, case_id, scope, target.id);
}

/// The token of `scope` that holds `token`: itself, or the owner of the scope around it; 0 when it lies elsewhere.
Id holder_in(const state::Case& c, Id token, Id scope) {
  while (const state::Token* t = c.find_token(token)) {
    if (t->scope == scope) return token;
    Id around = t->scope;
    token = 0;
    while (const state::Scope* s = c.find_scope(around)) {
      if (s->token != 0) {
        token = s->token;
        break;
      }
      around = s->parent;
    }
  }
  return 0;
}

bool list_entry_written(const Run& run, std::string_view case_id) {
  bool written = false;
  run.scratch.registers.for_each_key("list.", [&](const std::string& key) {
    for (const registers::Version& version : run.scratch.registers.find(key)->versions)
      written = written || version.case_id == case_id;
    return !written;
  });
  return written;
}

/// A running body in which this instance has given its answer.
bool answered_instance(const state::Scope* scope, std::int32_t index) {
  return scope && scope->loop && index >= 0 && static_cast<std::size_t>(index) < scope->loop->results.size() &&
         !scope->loop->results[static_cast<std::size_t>(index)].is_null();
}

/// The newest answer of that element that counts.
const state::Done* last_done(const state::Case& c, std::string_view element, std::optional<std::uint32_t> instance) {
  for (auto it = c.done.rbegin(); it != c.done.rend(); ++it)
    if (!it->voided && it->element == element && (!instance || it->index == static_cast<std::int32_t>(*instance))) return &*it;
  return nullptr;
}

/// Answers from `first` on that were given in `after` or at the target itself.
std::vector<std::string> answers_since(const state::Case& c, const model::Definitions& d, const state::Done& first,
                                       const Nodes& after) {
  std::vector<std::string> tasks;
  bool since = false;
  for (const state::Done& done : c.done) {
    since = since || done.task == first.task;
    if (!since || done.voided) continue;
    const auto node = d.find_node(done.element);
    // Answers inside sub-processes and called processes after the target go with them.
    if (done.element == first.element || !node || after.count(*node) || done.scope != first.scope) tasks.push_back(done.task);
  }
  return tasks;
}

/// Answered by oneself, or by one's substitute. A substitute takes back what they did for somebody only while they stand in.
bool is_own_answer(const Run& run, const state::Done& done) {
  const state::Substitution* made = run.scratch.substitutions.find(done.task);
  if (made == nullptr || made->account != done.account) return done.account == run.actor.account;
  if (made->principal == run.actor.account) return true;
  const auto covered = state::covered_by(run.scratch, run.actor.account, run.at);
  return done.account == run.actor.account &&
         std::any_of(covered.begin(), covered.end(), [&](const state::Absence* absence) { return absence->account == made->principal; });
}

void refuse_target(Run& run, const std::string& target) {
  run.reject(refusal("not_a_target", "只能退回到本案已办结、所在流程仍在进行的步骤：" + target,
                     "Send back to an earlier completed step whose process still runs: " + target, "target"));
}

}  // namespace

base::Value decide_one(Run& run, const command::SendBack& c) {
  const OpenTask open = open_task(run, c.task, c.token_version);
  if (!open.task || !require_reason(run, c.reason)) return {};
  const state::Task task = *open.task;
  if (!task_seat(run, task, c.name)) return {};
  const state::Case& instance = *open.instance;
  const std::string case_id = instance.id;
  if (list_entry_written(run, case_id)) {
    run.reject(refusal("list_entry_written", "清单条目已写入，只能办理变更或退出", "The list entry is written: only change or exit remain", c.task));
    return {};
  }
  base::Value reply{base::Context{{"task", base::Value(c.task)}, {"next", base::Value(base::List{})}}};
  const state::Done* done = last_done(instance, c.target, c.instance);
  if (!done) return refuse_target(run, c.target), base::Value{};
  const state::Done target = *done;
  const state::Scope* stood = instance.find_scope(target.scope);
  if (c.instance && answered_instance(stood, target.index) && instance.within(instance.find_token(task.token)->scope, target.scope)) {
    run.emit(event::DoneVoided{case_id, {target.task}, c.reason, run.actor.account});
    reopen_instance(run, case_id, target.scope, target.index);
    return reply;
  }
  // A multi-instance target stands in the scope around its body.
  Id scope = 0;
  for (const auto& [id, s] : instance.scopes) {
    if (s.kind == state::ScopeKind::loop || s.kind == state::ScopeKind::activity || s.kind == state::ScopeKind::compensation) continue;
    const model::Definitions& d = *run.program(s).definitions;
    const auto node = d.find_node(c.target);
    if (node && d.node(*node).scope == model_scope(run, s) && holder_in(instance, task.token, id) != 0) scope = id;
  }
  if (scope == 0) return refuse_target(run, c.target), base::Value{};
  const model::Definitions& d = *run.program(*instance.find_scope(scope)).definitions;
  const model::Index start = *d.find_node(c.target);
  const Id holder = holder_in(instance, task.token, scope);
  const bool at_target = instance.find_token(holder)->element == c.target;  // the token never left it
  const Region region = region_after(instance, d, scope, start, at_target, [&](const std::vector<Id>& tokens) {
    return at_target || std::find(tokens.begin(), tokens.end(), holder) != tokens.end();
  });
  std::vector<Id> cancelled = region.tokens;
  if (at_target) cancelled.push_back(holder);
  if (cancelled.empty()) return refuse_target(run, c.target), base::Value{};  // in another branch
  if (passed_complex_join(run, d, region)) return {};
  run.emit(event::DoneVoided{case_id, answers_since(instance, d, target, region.after), c.reason, run.actor.account});
  for (Id token : cancelled) cancel_token(run, case_id, token, "sent_back");
  set_back_joins(run, case_id, d, scope, region);
  put_back(run, case_id, scope, d.node(start));
  return reply;
}

base::Value decide_one(Run& run, const command::TakeBack& c) {
  const state::Case* found = running_case(run, state::case_of_task(c.task));
  if (!found) return {};
  const std::string case_id = found->id;
  const auto it = std::find_if(found->done.begin(), found->done.end(), [&](const state::Done& done) { return done.task == c.task; });
  if (it == found->done.end() || it->voided || !is_own_answer(run, *it)) {
    run.reject(refusal("not_yours", "只能撤回自己最近办结的步骤", "Only your own last answer can be taken back", c.task));
    return {};
  }
  const state::Done done = *it;
  base::Value reply{base::Context{{"task", base::Value(c.task)}, {"next", base::Value(base::List{})}}};
  const state::Scope* scope = found->find_scope(done.scope);
  if (!scope) {
    run.reject(refusal("too_late", "后续步骤已经开始，不能撤回", "What comes after has begun; too late to take it back", c.task));
    return {};
  }
  const state::Token* token = found->find_token(done.token);
  const bool still_there = token && token->element == done.element && token->state == state::TokenState::active;
  const bool signer_of_instance = done.index < 0 && scope->kind == state::ScopeKind::loop;
  if (still_there || signer_of_instance) {  // other signers are still asked, or it was an added one of a countersigning
    run.reject(refusal("too_late", "这一步还有人未办，不能撤回", "This step is not done yet; it cannot be taken back", c.task));
    return {};
  }
  if (done.index >= 0) {
    if (!answered_instance(scope, done.index)) {
      run.reject(refusal("too_late", "这一步还有人未办，不能撤回", "This step is not done yet; it cannot be taken back", c.task));
      return {};
    }
    run.emit(event::DoneVoided{case_id, {c.task}, "taken_back", run.actor.account});
    reopen_instance(run, case_id, done.scope, done.index);
    return reply;
  }
  if (list_entry_written(run, case_id)) {
    run.reject(refusal("list_entry_written", "清单条目已写入，不能撤回", "The list entry is written; too late to take it back", c.task));
    return {};
  }
  const model::Definitions& d = *run.program(*scope).definitions;
  const model::Index start = *d.find_node(done.element);
  const Region region = region_after(*found, d, done.scope, start, false, [](const std::vector<Id>& tokens) { return !tokens.empty(); });
  const std::vector<Id>& tokens = region.tokens;
  if (passed_complex_join(run, d, region)) return {};
  bool begun = tokens.empty();
  for (const auto& [number, task] : found->tasks)
    for (Id left : tokens)
      if (holder_in(*found, task.token, done.scope) == left && !task.claimed_by.empty()) begun = true;
  for (auto later = it + 1; later != found->done.end(); ++later) {
    const auto node = d.find_node(later->element);
    if (!later->voided && (later->scope != done.scope || (node && region.after.count(*node)))) begun = true;
  }
  if (begun) {
    run.reject(refusal("too_late", "后续步骤已有人签收或办结，不能撤回", "Somebody has claimed or done what comes after; too late", c.task));
    return {};
  }
  run.emit(event::DoneVoided{case_id, {c.task}, "taken_back", run.actor.account});
  for (Id left : tokens) cancel_token(run, case_id, left, "taken_back");
  set_back_joins(run, case_id, d, done.scope, region);
  put_back(run, case_id, done.scope, d.node(start));
  return reply;
}

}  // namespace zhunru::decide
