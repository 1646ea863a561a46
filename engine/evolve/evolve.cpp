#include <optional>

#include "engine/engine.hpp"
#include "engine/evolve/apply.hpp"

namespace zhunru {
namespace evolve {
namespace {

template <class E>
concept OfCase = requires(const E& e) { e.case_id; };

/// Events after which the case may be due at another time.
template <class E>
constexpr bool moves_due =
    std::is_same_v<E, CaseEnded> || std::is_same_v<E, ScopeClosed> || std::is_same_v<E, ScopeInterrupted> ||
    std::is_same_v<E, TokenMoved> || std::is_same_v<E, TokenEnded> || std::is_same_v<E, TaskOpened> ||
    std::is_same_v<E, TaskCompleted> || std::is_same_v<E, TaskCancelled> || std::is_same_v<E, TaskReminded> ||
    std::is_same_v<E, TaskEscalated> || std::is_same_v<E, TaskOverdue> || std::is_same_v<E, TaskDueSet> ||
    std::is_same_v<E, TimerSet> || std::is_same_v<E, TimerFired> || std::is_same_v<E, TimerCancelled> ||
    std::is_same_v<E, TimerMoved> || std::is_same_v<E, SignalQueued> || std::is_same_v<E, SignalTaken> ||
    std::is_same_v<E, CaseMigrated> || std::is_same_v<E, MigrationUndone>;

void keep_due_index(State& s, std::string_view case_id) {
  state::Case& c = edit_case(s, case_id);
  const std::optional<base::Instant> due = state::next_due(c);
  if (due == c.indexed_due) return;
  if (c.indexed_due) s.due.erase(state::due_key(*c.indexed_due, case_id));
  if (due) s.due.put(state::due_key(*due, case_id), true);
  c.indexed_due = due;
}

}  // namespace

state::Case& edit_case(State& s, std::string_view case_id) {
  state::Case* c = s.cases.edit(case_id);
  CHECK(c != nullptr);
  return *c;
}

}  // namespace evolve

namespace engine {

void evolve(state::State& state, const event::Event& event) {
  std::visit(
      [&](const auto& e) {
        zhunru::evolve::apply(state, e);
        using E = std::decay_t<decltype(e)>;
        if constexpr (zhunru::evolve::OfCase<E> && zhunru::evolve::moves_due<E>)
          zhunru::evolve::keep_due_index(state, e.case_id);
      },
      event);
}

}  // namespace engine
}  // namespace zhunru
