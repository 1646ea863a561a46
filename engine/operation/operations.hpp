// Every operation that the processes under workflows/ call, one line each; docs of inputs and outputs stand in
// docs/operations.md. Pure: they read the state and answer with values, events and wishes.
#pragma once

#include "engine/operation/operation.hpp"

namespace zhunru::operation {

// small.cpp
base::Result<OperationResult> freeze_text(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> remember(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> require(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> notify(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> send_message(const OperationContext& context, const base::Value& input);
// open_poll.cpp
base::Result<OperationResult> open_poll(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> add_invitations(const OperationContext& context, const base::Value& input);
// poll_answers.cpp
base::Result<OperationResult> record_answer(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> confirm_voice(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> sign_stance(const OperationContext& context, const base::Value& input);
// poll_end.cpp
base::Result<OperationResult> close_poll(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> extend_poll(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> hold_meeting(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> void_poll(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> tally_poll(const OperationContext& context, const base::Value& input);
// documents.cpp
base::Result<OperationResult> issue_document(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> draft_document(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> find_document(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> void_documents(const OperationContext& context, const base::Value& input);
// earlier_case.cpp
base::Result<OperationResult> earlier_case(const OperationContext& context, const base::Value& input);
// draw_experts.cpp
base::Result<OperationResult> draw_experts(const OperationContext& context, const base::Value& input);
// burden_index.cpp
base::Result<OperationResult> burden_index(const OperationContext& context, const base::Value& input);
// list_entry.cpp
base::Result<OperationResult> write_list_entry(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> end_list_entry(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> station_service(const OperationContext& context, const base::Value& input);
// duties.cpp
base::Result<OperationResult> schedule_duties(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> schedule_evaluation(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> check_payments(const OperationContext& context, const base::Value& input);
// publication.cpp
base::Result<OperationResult> publication_due(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> publication_draft(const OperationContext& context, const base::Value& input);
base::Result<OperationResult> publish(const OperationContext& context, const base::Value& input);

}  // namespace zhunru::operation
