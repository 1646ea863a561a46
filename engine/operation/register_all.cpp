#include "engine/operation/operations.hpp"

namespace zhunru::operation {

void register_all() {
  if (find("freeze_text")) return;
  add("freeze_text", freeze_text);
  add("remember", remember);
  add("require", require);
  add("notify", notify);
  add("send_message", send_message);
  add("open_poll", open_poll);
  add("add_invitations", add_invitations);
  add("record_answer", record_answer);
  add("confirm_voice", confirm_voice);
  add("sign_stance", sign_stance);
  add("close_poll", close_poll);
  add("extend_poll", extend_poll);
  add("hold_meeting", hold_meeting);
  add("void_poll", void_poll);
  add("tally", tally_poll);
  add("issue_document", issue_document);
  add("draft_document", draft_document);
  add("find_document", find_document);
  add("void_documents", void_documents);
  add("earlier_case", earlier_case);
  add("draw_experts", draw_experts);
  add("burden_index", burden_index);
  add("write_list_entry", write_list_entry);
  add("end_list_entry", end_list_entry);
  add("station_service", station_service);
  add("schedule_duties", schedule_duties);
  add("schedule_evaluation", schedule_evaluation);
  add("check_payments", check_payments);
  add("publication_due", publication_due);
  add("publication_draft", publication_draft);
  add("publish", publish);
}

}  // namespace zhunru::operation
