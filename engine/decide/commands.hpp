// One function per command, one file per function. Each looks at the run's scratch state, refuses with Run::reject or
// emits events and queues tokens, and returns the reply. What is queued runs after it returns (decide.cpp).
#pragma once

#include <string>
#include <string_view>

#include "engine/decide/run.hpp"

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

/// A running case; nullptr with the run refused when there is none.
const state::Case* running_case(Run& run, std::string_view case_id);
/// An open task with its token at this version; `task` is null with the run refused otherwise.
struct OpenTask {
  const state::Case* instance = nullptr;
  const state::Task* task = nullptr;
};
OpenTask open_task(Run& run, std::string_view task_id);
OpenTask open_task(Run& run, std::string_view task_id, std::uint32_t token_version);
/// The seat by which the actor may work on the task (claimed, lent, or fitting); nullptr with the run refused.
const command::Seat* task_seat(Run& run, const state::Task& task);
/// Refuses unless the actor has one of these roles. True when it has.
bool require_role(Run& run, std::initializer_list<std::string_view> roles);
/// A reason is wanted: not empty, at most 2,000 bytes.
bool require_reason(Run& run, std::string_view reason);
/// A context of variables, or nothing; refuses anything else.
bool read_variables(Run& run, const base::Value& value, base::Context& variables, std::string_view where);

}  // namespace zhunru::decide
