// Lint: can the process be followed to an end? Elements that nothing reaches, and, scope by scope, the token game:
// deadlocks (tokens that wait for ever at a join) and branches that meet without being joined. Bounded; a scope with more
// markings than base/limits.hpp allows is left undecided rather than guessed.
#include <algorithm>
#include <set>

#include "engine/base/limits.hpp"
#include "engine/bpmn/lint_context.hpp"

namespace zhunru::bpmn {

using model::EventKind;
using model::Index;
using model::Node;
using model::NodeKind;
using model::none;

namespace {

std::size_t at(Index index) { return static_cast<std::size_t>(index); }

/// Tokens per place (0, 1, 2 = more than one). Places are the flows of the scope and one start place per node.
using Marking = std::string;

/// The token game of one scope. Sub-processes count as single activities; their insides are scopes of their own.
class TokenGame {
 public:
  TokenGame(const model::Definitions& defs, const model::Scope& scope) : defs_(defs), scope_(scope) {
    for (const Index flow : scope.flows)
      if (defs.flow(flow).source != none && defs.flow(flow).target != none) flow_place_[flow] = places_++;
    for (const Index node : scope.nodes) node_place_[node] = places_++;
    reach();
  }

  /// Nodes where tokens get stuck, nodes whose flow carries two tokens. False when it grew too large.
  bool run(const std::vector<Index>& starts, std::set<Index>& stuck, std::set<Index>& doubled) {
    std::set<Marking> seen;
    std::vector<Marking> queue;
    const auto push = [&](const Marking& marking) {
      if (seen.insert(marking).second) queue.push_back(marking);
    };
    // A scope with several triggered starts is begun by one of them; none starts all begin at once.
    Marking together(places_, 0);
    bool any = false;
    for (const Index start : starts) {
      Marking one(places_, 0);
      add(one, node_place_[start]);
      const Node& node = defs_.node(start);
      if (!node.events.empty() || node.instantiate) push(one);
      else add(together, node_place_[start]), any = true;
    }
    if (any) push(together);
    std::size_t made = 0;
    while (!queue.empty()) {
      if (seen.size() > base::limits::bpmn_soundness_states || made > base::limits::bpmn_soundness_steps) return false;
      const Marking marking = queue.back();
      queue.pop_back();
      std::vector<Marking> next;
      for (const Index node : scope_.nodes) fire(marking, node, next, doubled);
      if (next.empty() && marking.find_first_not_of('\0') != Marking::npos) collect_stuck(marking, stuck);
      made += next.size();
      for (const Marking& one : next) push(one);
    }
    return true;
  }

 private:
  static void add(Marking& marking, std::size_t place) {
    if (marking[place] < 2) ++marking[place];
  }

  /// reaches_[p][q]: a token on place p can come to flow place q.
  void reach() {
    reaches_.assign(places_, std::vector<bool>(places_, false));
    for (std::size_t from = 0; from < places_; ++from) {
      std::vector<Index> queue;
      std::vector<bool> visited(defs_.nodes.size(), false);
      for (const auto& [flow, place] : flow_place_)
        if (place == from) queue.push_back(defs_.flow(flow).target);
      for (const auto& [node, place] : node_place_)
        if (place == from) queue.push_back(node);
      while (!queue.empty()) {
        const Index index = queue.back();
        queue.pop_back();
        if (visited[at(index)]) continue;
        visited[at(index)] = true;
        for (const Index flow : leaving(index)) {
          const auto place = flow_place_.find(flow);
          if (place == flow_place_.end()) continue;
          reaches_[from][place->second] = true;
          queue.push_back(defs_.flow(flow).target);
        }
        for (const model::EventDefinition& event : defs_.node(index).events)
          if (event.link_target != none) queue.push_back(event.link_target);
      }
    }
  }

  std::vector<Index> leaving(Index index) const {
    const Node& node = defs_.node(index);
    std::vector<Index> result = node.outgoing;
    for (const Index boundary : node.boundary) {
      const auto& more = defs_.node(boundary).outgoing;
      result.insert(result.end(), more.begin(), more.end());
    }
    return result;
  }

  void fire(const Marking& marking, Index index, std::vector<Marking>& next, std::set<Index>& doubled) {
    const Node& node = defs_.node(index);
    if (marking[node_place_[index]] > 0) {
      Marking taken = marking;
      --taken[node_place_[index]];
      leave(taken, node, next);
    }
    std::vector<std::size_t> waiting;
    for (const Index flow : node.incoming) {
      const auto place = flow_place_.find(flow);
      if (place != flow_place_.end()) waiting.push_back(place->second);
    }
    const auto has = [&](std::size_t place) { return marking[place] > 0; };
    const bool joins = node.incoming.size() > 1 &&
                       (node.kind == NodeKind::parallel_gateway || node.kind == NodeKind::inclusive_gateway || node.kind == NodeKind::complex_gateway);
    if (!joins) {
      for (const std::size_t place : waiting) {
        if (!has(place)) continue;
        if (marking[place] > 1 && node.kind != NodeKind::end_event) doubled.insert(index);
        Marking taken = marking;
        --taken[place];
        leave(taken, node, next);
      }
      return;
    }
    if (std::none_of(waiting.begin(), waiting.end(), has)) return;
    for (const std::size_t place : waiting) {
      if (has(place)) continue;
      if (node.kind == NodeKind::parallel_gateway) return;
      // Inclusive (and complex, which decides by its own condition): another token may still come along an empty flow, unless it has to pass this gateway first.
      for (std::size_t other = 0; other < places_; ++other)
        if (marking[other] > 0 && std::find(waiting.begin(), waiting.end(), other) == waiting.end() && reaches_[other][place]) return;
    }
    Marking taken = marking;
    for (const std::size_t place : waiting)
      if (taken[place] > 0) --taken[place];
    leave(taken, node, next);
  }

  void put(Marking& marking, Index flow) {
    const auto place = flow_place_.find(flow);
    if (place != flow_place_.end()) add(marking, place->second);
  }

  void one_of(const Marking& from, const std::vector<Index>& flows, std::vector<Marking>& next) {
    for (const Index flow : flows) {
      Marking made = from;
      put(made, flow);
      next.push_back(std::move(made));
    }
  }

  /// Every non-empty subset of the conditional flows with all unconditional ones; large sets: each alone, and all.
  void some_of(const Marking& from, const std::vector<Index>& always, const std::vector<Index>& maybe, std::vector<Marking>& next) {
    constexpr std::size_t subset_limit = 6;
    const std::size_t count = maybe.size();
    const std::size_t all = std::size_t{1} << std::min(count, subset_limit);
    Marking base = from;
    for (const Index flow : always) put(base, flow);
    if (count <= subset_limit) {
      for (std::size_t mask = always.empty() ? 1 : 0; mask < all; ++mask) {
        Marking made = base;
        for (std::size_t bit = 0; bit < count; ++bit)
          if (mask >> bit & 1) put(made, maybe[bit]);
        next.push_back(std::move(made));
      }
      return;
    }
    one_of(base, maybe, next);
    for (const Index flow : maybe) put(base, flow);
    next.push_back(std::move(base));
  }

  void leave(const Marking& marking, const Node& node, std::vector<Marking>& next) {
    if (node.has_event(EventKind::terminate) || node.has_event(EventKind::error) || node.has_event(EventKind::cancel)) {
      if (node.kind == NodeKind::end_event) {
        next.emplace_back(places_, 0);
        return;
      }
    }
    bool linked = false;
    for (const model::EventDefinition& event : node.events)
      if (event.link_target != none && node_place_.count(event.link_target)) {
        Marking made = marking;
        add(made, node_place_[event.link_target]);
        next.push_back(std::move(made));
        linked = true;
      }
    if (linked) return;
    for (const Index boundary : node.boundary) {
      if (defs_.node(boundary).outgoing.empty()) continue;
      Marking made = marking;
      for (const Index flow : defs_.node(boundary).outgoing) put(made, flow);
      if (defs_.node(boundary).interrupting) next.push_back(std::move(made));
      else along(made, node, next);
    }
    along(marking, node, next);
  }

  void along(const Marking& marking, const Node& node, std::vector<Marking>& next) {
    switch (node.kind) {
      case NodeKind::exclusive_gateway:
      case NodeKind::event_based_gateway:
        if (node.outgoing.empty()) next.push_back(marking);
        else one_of(marking, node.outgoing, next);
        return;
      case NodeKind::inclusive_gateway:
      case NodeKind::complex_gateway: {
        if (node.outgoing.size() < 2) break;
        some_of(marking, {}, node.outgoing, next);
        return;
      }
      default: break;
    }
    std::vector<Index> always, maybe;
    for (const Index flow : node.outgoing)
      (model::is_activity(node.kind) && (defs_.flow(flow).condition != none || defs_.flow(flow).is_default) ? maybe : always).push_back(flow);
    if (node.outgoing.empty()) next.push_back(marking);
    else some_of(marking, always, maybe, next);
  }

  void collect_stuck(const Marking& marking, std::set<Index>& stuck) {
    for (const auto& [flow, place] : flow_place_)
      if (marking[place] > 0) stuck.insert(defs_.flow(flow).target);
  }

  const model::Definitions& defs_;
  const model::Scope& scope_;
  std::size_t places_ = 0;
  std::map<Index, std::size_t> flow_place_, node_place_;
  std::vector<std::vector<bool>> reaches_;
};

}  // namespace

void Lint::soundness() {
  reachability();
  for (const model::Scope& scope : defs.scopes) {
    const bool ad_hoc = scope.owner != none && defs.node(scope.owner).kind == NodeKind::ad_hoc_sub_process;
    if (ad_hoc || scope.flows.empty() || scope.flows.size() > 400) continue;
    std::vector<Index> starts = scope.entries;
    for (const Index index : scope.nodes)
      if ((defs.node(index).kind == NodeKind::start_event || defs.node(index).instantiate) &&
          std::find(starts.begin(), starts.end(), index) == starts.end())
        starts.push_back(index);
    std::set<Index> stuck, doubled;
    if (!TokenGame(defs, scope).run(starts, stuck, doubled)) continue;
    for (const Index node : stuck) report_node("deadlock", defs.node(node));
    for (const Index node : doubled) report_node("unsynchronised", defs.node(node));
  }
}

void Lint::reachability() {
  // From every start: along flows, into sub-processes, to boundary events, link targets and compensation handlers.
  std::vector<bool> reached(defs.nodes.size(), false);
  std::vector<Index> queue;
  const auto push = [&](Index index) {
    if (index == none || reached[at(index)]) return;
    reached[at(index)] = true;
    queue.push_back(index);
  };
  const auto enter = [&](const model::Scope& scope, bool ad_hoc) {
    for (const Index index : scope.nodes) {
      const Node& node = defs.node(index);
      if (node.kind == NodeKind::start_event || (ad_hoc && node.incoming.empty())) push(index);
    }
    for (const Index index : scope.entries) push(index);
    for (const Index index : scope.event_sub_processes) push(index);
  };
  for (const model::Process& process : defs.processes) {
    enter(defs.scope(process.scope), false);
    for (const Index trigger : process.triggers) push(trigger);
  }
  while (!queue.empty()) {
    const Node& node = defs.node(queue.back());
    queue.pop_back();
    for (const Index flow : node.outgoing) push(defs.flow(flow).target);
    for (const Index boundary : node.boundary) push(boundary);
    for (const model::EventDefinition& event : node.events) push(event.link_target);
    push(node.compensation_handler);
    if (node.inner != none) enter(defs.scope(node.inner), node.kind == NodeKind::ad_hoc_sub_process);
  }
  for (std::size_t i = 0; i < defs.nodes.size(); ++i)
    if (!reached[i]) report_node("dead-task", defs.nodes[i]);
}

}  // namespace zhunru::bpmn
