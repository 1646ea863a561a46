// A command: what somebody wants, stamped with id and time by the sequencer. It may be refused; it changes nothing itself.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "engine/base/time.hpp"
#include "engine/command/absence_commands.hpp"
#include "engine/command/actor.hpp"
#include "engine/command/process_commands.hpp"
#include "engine/command/task_commands.hpp"

namespace zhunru::command {

/// Order is the byte format: append at the end, never reorder.
using CommandBody =
    std::variant<DeployResource, PutRegister, ModifyRegister, StartCase, CompleteTask, ClaimTask, ReleaseTask,
                 CorrelateMessage, BroadcastSignal, FireTimers, ResolveIncident, UrgeTask, DropSigner, AddSigner, SendBack,
                 TakeBack, Transfer, Delegate, StopClock, ResumeClock, CancelCase, ModifyCase, SetVariables, ImportCase,
                 MigrateCases, UndoMigration, SetAbsence, EndAbsence, ReseatAbsences>;

struct Command {
  std::string id;       ///< chosen by the client (a random 128 bit number in hex is good); remembered with the reply
  base::Instant at;     ///< stamped by the sequencer
  Actor actor;          ///< resolved by the server
  CommandBody body;

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("id", self.id);
    v("at", self.at);
    v("actor", self.actor);
    v("body", self.body);
  }
};

/// "CompleteTask".
std::string_view command_name(const CommandBody& body);

}  // namespace zhunru::command
