// Scopes: opening with their event sub-processes, completing, cancelling, terminating. BPMN 2.0 §13.3.
#pragma once

#include <string>
#include <string_view>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// Opens the inside of a process or sub-process under `parent` for `token` (0: none) and subscribes its event
/// sub-processes; conditions that are already true fire now. Puts no token inside. Returns the scope's number; it may
/// have been interrupted at once.
struct ScopeRequest {
  state::ScopeKind kind = state::ScopeKind::process;
  Id parent = 0;
  Id token = 0;
  std::string element;          ///< process or activity id
  std::string resource;
  std::string version;
  model::Index inner = model::none;  ///< scope of the model; none: no event sub-processes
  base::Context variables;
  std::optional<state::Loop> loop;
};
Id open_scope(Run& run, std::string_view case_id, ScopeRequest request);

/// Puts a ready token on an element of a scope and queues it.
Id put_token(Run& run, std::string_view case_id, Id scope, std::string_view element, std::int32_t index = -1,
             std::string_view flow = {});
/// Puts tokens on the entries of the scope's model.
void enter_scope(Run& run, std::string_view case_id, Id scope, model::Index inner);

/// Completes the scope if nothing runs inside any more.
void check_scope(Run& run, std::string_view case_id, Id scope);

/// Ends everything inside a scope, but not the scope: tasks, tokens, inner scopes, running event sub-processes.
void cancel_inside(Run& run, std::string_view case_id, Id scope, std::string_view reason);
/// Ends what a token's activity has inside and its task; the token itself stays.
void cancel_activity(Run& run, std::string_view case_id, Id token, std::string_view reason);
/// Ends a token with everything that belongs to it; does not look at the scope around it.
void cancel_token(Run& run, std::string_view case_id, Id token, std::string_view reason);
/// Closes the root scope and ends the case.
void end_case(Run& run, std::string_view case_id, std::string_view reason, std::string_view detail);

/// Number of scopes around, to bound nesting.
std::uint32_t depth_of(const state::Case& c, Id scope);
/// The innermost scope that is a process, sub-process or running event sub-process, from `scope` outwards.
Id container(const state::Case& c, Id scope);
/// The model scope whose elements live in this state scope (its sub-process or process).
model::Index model_scope(const Run& run, const state::Scope& scope);

}  // namespace zhunru::decide
