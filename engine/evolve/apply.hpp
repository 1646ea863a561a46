// What each event changes: one function per event, grouped into files by family. The only code that writes to a State.
// Nothing here decides, reads a clock or fails; an event that does not fit the state is a bug (CHECK).
#pragma once

#include "engine/event/event.hpp"
#include "engine/state/state.hpp"

namespace zhunru::evolve {

using namespace event;  // the family files define one apply per struct of engine/event
using state::State;

// case.cpp
void apply(State& s, const CaseStarted& e);
void apply(State& s, const CaseNumbered& e);
void apply(State& s, const CaseEnded& e);
void apply(State& s, const SignalQueued& e);
void apply(State& s, const SignalTaken& e);
void apply(State& s, const CompensableRecorded& e);
void apply(State& s, const CompensablesTaken& e);

// scope.cpp
void apply(State& s, const ScopeOpened& e);
void apply(State& s, const ScopeClosed& e);
void apply(State& s, const ScopeInterrupted& e);
void apply(State& s, const ScopeClosing& e);
void apply(State& s, const VariableSet& e);
void apply(State& s, const LoopInstanceStarted& e);
void apply(State& s, const LoopInstanceEnded& e);
void apply(State& s, const LoopChanged& e);
void apply(State& s, const LoopThrown& e);
void apply(State& s, const LoopInstanceReopened& e);

// token.cpp
void apply(State& s, const TokenCreated& e);
void apply(State& s, const TokenMoved& e);
void apply(State& s, const TokenPassed& e);
void apply(State& s, const TokenNoted& e);
void apply(State& s, const TokenEnded& e);
void apply(State& s, const TokenVersioned& e);
void apply(State& s, const IncidentRaised& e);
void apply(State& s, const IncidentResolved& e);

// task.cpp
void apply(State& s, const TaskOpened& e);
void apply(State& s, const TaskClaimed& e);
void apply(State& s, const TaskReleased& e);
void apply(State& s, const TaskCompleted& e);
void apply(State& s, const TaskCancelled& e);
void apply(State& s, const TaskReassigned& e);
void apply(State& s, const TaskLent& e);
void apply(State& s, const TaskReturned& e);
void apply(State& s, const TaskUrged& e);
void apply(State& s, const TaskReminded& e);
void apply(State& s, const TaskEscalated& e);
void apply(State& s, const TaskOverdue& e);
void apply(State& s, const TaskDueSet& e);
void apply(State& s, const DoneVoided& e);
void apply(State& s, const SignerPlanned& e);

// timer.cpp
void apply(State& s, const TimerSet& e);
void apply(State& s, const TimerFired& e);
void apply(State& s, const TimerCancelled& e);
void apply(State& s, const TimerMoved& e);
void apply(State& s, const ClockStarted& e);
void apply(State& s, const ClockStopped& e);
void apply(State& s, const ClockResumed& e);
void apply(State& s, const ClockMoved& e);

// message.cpp
void apply(State& s, const Subscribed& e);
void apply(State& s, const Unsubscribed& e);
void apply(State& s, const SubscriptionMet& e);
void apply(State& s, const MessageBuffered& e);
void apply(State& s, const MessageUnbuffered& e);
inline void apply(State&, const MessageSent&) {}
inline void apply(State&, const MessageReceived&) {}
inline void apply(State&, const SignalThrown&) {}
inline void apply(State&, const EscalationThrown&) {}
inline void apply(State&, const ErrorThrown&) {}
inline void apply(State&, const NoticeGiven&) {}

// root.cpp
void apply(State& s, const ResourceDeployed& e);
void apply(State& s, const StartTimerSet& e);
void apply(State& s, const StartTimerFired& e);
void apply(State& s, const CommandHandled& e);
void apply(State& s, const RegisterVersionWritten& e);

// migration.cpp
void apply(State& s, const CaseMigrated& e);
void apply(State& s, const MigrationSettled& e);
void apply(State& s, const MigrationUndone& e);

// poll.cpp
void apply(State& s, const poll::PollOpened& e);
void apply(State& s, const poll::InvitationsIssued& e);
void apply(State& s, const poll::VoiceRecorded& e);
void apply(State& s, const poll::VoiceConfirmed& e);
void apply(State& s, const poll::PollExtended& e);
void apply(State& s, const poll::PollClosed& e);
void apply(State& s, const poll::MeetingHeld& e);
void apply(State& s, const poll::StanceSigned& e);
void apply(State& s, const poll::PollVoided& e);
void apply(State& s, const document::DocumentIssued& e);
void apply(State& s, const document::DocumentVoided& e);

// absence.cpp
void apply(State& s, const AbsenceSet& e);
void apply(State& s, const AbsenceEnded& e);
void apply(State& s, const AbsenceReseated& e);
void apply(State& s, const Substituted& e);

/// The case of an event; a missing one is a bug.
state::Case& edit_case(State& s, std::string_view case_id);
/// Forgets what belongs to a token that left its element: timers, subscriptions, its task, its activity scope.
void forget_token_parts(State& s, state::Case& c, state::Id token);
/// Forgets one subscription and its place in the index.
void forget_subscription(State& s, state::Case& c, state::Id subscription);

}  // namespace zhunru::evolve
