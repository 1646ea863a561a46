// An event: what happened. Events are the truth and outlive releases; there is nothing to refuse in one.
// Each alternative is a small struct with `name` and a field list; evolve(State&, const X&) says what it changes.
#pragma once

#include <string_view>
#include <variant>

#include "engine/document/document.hpp"
#include "engine/event/absence_events.hpp"
#include "engine/event/case_events.hpp"
#include "engine/event/message_events.hpp"
#include "engine/event/migration_events.hpp"
#include "engine/event/register_events.hpp"
#include "engine/event/root_events.hpp"
#include "engine/event/task_events.hpp"
#include "engine/event/timer_events.hpp"
#include "engine/event/token_events.hpp"
#include "engine/poll/event.hpp"

namespace zhunru::event {

/// The position of an alternative is its number in the log: append at the end, never reorder or remove.
using EventVariant = std::variant<
    // cases, scopes, variables
    CaseStarted, CaseNumbered, CaseEnded, ScopeOpened, ScopeClosed, ScopeInterrupted, ScopeClosing, VariableSet,
    LoopInstanceStarted, LoopInstanceEnded, LoopChanged, LoopThrown, CompensableRecorded, CompensablesTaken, SignalQueued,
    SignalTaken,
    // tokens
    TokenCreated, TokenMoved, TokenPassed, TokenNoted, TokenEnded, TokenVersioned, IncidentRaised, IncidentResolved,
    // tasks
    TaskOpened, TaskClaimed, TaskReleased, TaskCompleted, TaskCancelled, TaskReassigned, TaskLent, TaskReturned, TaskUrged,
    TaskReminded, TaskEscalated, TaskOverdue, TaskDueSet, DoneVoided,
    // timers, clocks, subscriptions
    TimerSet, TimerFired, TimerCancelled, TimerMoved, ClockStarted, ClockStopped, ClockResumed, ClockMoved, Subscribed,
    Unsubscribed, SubscriptionMet,
    // messages, signals, notices
    MessageSent, MessageReceived, MessageBuffered, MessageUnbuffered, SignalThrown, EscalationThrown, ErrorThrown,
    NoticeGiven,
    // outside of cases
    ResourceDeployed, StartTimerSet, StartTimerFired, CommandHandled, RegisterVersionWritten,
    // polls and documents
    poll::PollOpened, poll::InvitationsIssued, poll::VoiceRecorded, poll::VoiceConfirmed, poll::PollExtended,
    poll::PollClosed, poll::MeetingHeld, poll::StanceSigned, poll::PollVoided, document::DocumentIssued,
    document::DocumentVoided,
    // later additions
    SignerPlanned, LoopInstanceReopened, CaseMigrated, MigrationSettled, MigrationUndone,
    AbsenceSet, AbsenceEnded, AbsenceReseated, Substituted>;

/// The variant as a type of its own, so that copying, moving and destroying its many alternatives is compiled once
/// (event.cpp) and not in every file that holds events: that is two thirds of such a file's compile time.
struct Event : EventVariant {
  using EventVariant::EventVariant;
  Event();
  Event(const Event& other);
  Event(Event&& other) noexcept;
  Event& operator=(const Event& other);
  Event& operator=(Event&& other) noexcept;
  ~Event();
};

/// "TaskOpened".
std::string_view event_name(const Event& event);

}  // namespace zhunru::event
