// Closing, extending, voiding a poll, and counting it.
#include "engine/operation/input.hpp"
#include "engine/operation/operations.hpp"
#include "engine/poll/event.hpp"
#include "engine/poll/tally.hpp"

namespace zhunru::operation {
namespace {

/// The poll as it will be after the event, counted.
template <class E>
OperationResult counted_after(const poll::Poll& poll, E event) {
  poll::Poll after = poll;
  poll::apply(after, event);
  OperationResult result;
  result.output = poll::tally(after);
  result.events.emplace_back(std::move(event));
  return result;
}

}  // namespace

Result<OperationResult> close_poll(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(found, counted_poll_of(context, input));
  return counted_after(*found, poll::PollClosed{found->id, context.at});
}

Result<OperationResult> extend_poll(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(found, poll_of(context, input));
  ZHUNRU_TRY(closes, due_in(context, input.get("working_days").int64_or(0)));
  poll::PollExtended event{found->id, closes, closes};
  OperationResult result;
  result.output = Value(Context{{"id", Value(found->id)}, {"closes", Value(base::to_iso(closes))}});
  result.events.emplace_back(std::move(event));
  return result;
}

Result<OperationResult> hold_meeting(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(found, counted_poll_of(context, input));
  return counted_after(*found, poll::MeetingHeld{found->id});
}

Result<OperationResult> tally_poll(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(found, counted_poll_of(context, input));
  OperationResult result;
  result.output = poll::tally(*found);
  return result;
}

Result<OperationResult> void_poll(const OperationContext& context, const Value& input) {
  // The unit may withdraw before anybody was asked: then there is nothing to void.
  if (!input.get("poll").is_string() && !context.variable("poll_id").is_string()) return OperationResult{};
  ZHUNRU_TRY(found, poll_of(context, input));
  if (found->state == "void") return OperationResult{};
  OperationResult result;
  result.events.emplace_back(poll::PollVoided{found->id, input.get("reason").string_or(""), context.at});
  return result;
}

}  // namespace zhunru::operation
