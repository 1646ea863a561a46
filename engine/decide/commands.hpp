// One function per command, one file per function. Each looks at the run's scratch state, refuses with Run::reject or
// emits events and queues tokens, and returns the reply. What is queued runs after it returns (decide.cpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/decide/run.hpp"
#include "engine/decide/standing.hpp"

namespace zhunru::decide {

base::Value decide_one(Run& run, const command::DeployResource& c);
base::Value decide_one(Run& run, const command::PutRegister& c);
base::Value decide_one(Run& run, const command::ModifyRegister& c);
base::Value decide_one(Run& run, const command::StartCase& c);
base::Value decide_one(Run& run, const command::CompleteTask& c);
base::Value decide_one(Run& run, const command::ClaimTask& c);
base::Value decide_one(Run& run, const command::ReleaseTask& c);
base::Value decide_one(Run& run, const command::CorrelateMessage& c);
base::Value decide_one(Run& run, const command::BroadcastSignal& c);
base::Value decide_one(Run& run, const command::FireTimers& c);
base::Value decide_one(Run& run, const command::ResolveIncident& c);
base::Value decide_one(Run& run, const command::UrgeTask& c);
base::Value decide_one(Run& run, const command::DropSigner& c);
base::Value decide_one(Run& run, const command::AddSigner& c);
base::Value decide_one(Run& run, const command::SendBack& c);
base::Value decide_one(Run& run, const command::TakeBack& c);
base::Value decide_one(Run& run, const command::Transfer& c);
base::Value decide_one(Run& run, const command::Delegate& c);
base::Value decide_one(Run& run, const command::StopClock& c);
base::Value decide_one(Run& run, const command::ResumeClock& c);
base::Value decide_one(Run& run, const command::CancelCase& c);
base::Value decide_one(Run& run, const command::ModifyCase& c);
base::Value decide_one(Run& run, const command::SetVariables& c);
base::Value decide_one(Run& run, const command::ImportCase& c);
base::Value decide_one(Run& run, const command::MigrateCases& c);
base::Value decide_one(Run& run, const command::UndoMigration& c);
base::Value decide_one(Run& run, const command::SetAbsence& c);
base::Value decide_one(Run& run, const command::EndAbsence& c);
base::Value decide_one(Run& run, const command::ReseatAbsences& c);

/// A running case; nullptr with the run refused when there is none.
const state::Case* running_case(Run& run, std::string_view case_id);
/// An open task with its token at this version; `task` is null with the run refused otherwise.
struct OpenTask {
  const state::Case* instance = nullptr;
  const state::Task* task = nullptr;
};
OpenTask open_task(Run& run, std::string_view task_id);
OpenTask open_task(Run& run, std::string_view task_id, std::uint32_t token_version);
/// By which seat somebody acts, and for whom when they stand in for an absent person.
struct Acting {
  command::Seat seat;
  std::optional<state::Substitution> substitution;
};
/// The seat by which the actor may work on the task (standing_on), said in the log when it is an absent person's (`act`: the
/// command); nothing with the run refused.
std::optional<Acting> task_seat(Run& run, const state::Task& task, std::string_view act);
/// The same for a standing that was found already.
Acting acting(Run& run, const Standing& standing, const std::string& case_id, const std::string& task, std::string_view act);
/// True when the actor may act for the assignee, by an own seat or an absent person's; the latter is said in the log.
bool may_act(Run& run, const state::Assignee& assignee, const std::string& case_id, const std::string& task, std::string_view act);
/// {account, role, body, community, provider?, substitute?: {role, body, community, for}}: who did it, as variables keep it.
base::Value by_of(const command::Actor& actor, const Acting& acting);
/// Refuses unless the actor has one of these roles. True when it has.
bool require_role(Run& run, std::initializer_list<std::string_view> roles);
/// A reason is wanted: not empty, at most 2,000 bytes.
bool require_reason(Run& run, std::string_view reason);
/// A context of variables, or nothing; refuses anything else.
bool read_variables(Run& run, const base::Value& value, base::Context& variables, std::string_view where);

}  // namespace zhunru::decide
