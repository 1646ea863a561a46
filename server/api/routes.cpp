// The list of all routes with the right that each demands. A route that is not here does not exist; a right that the access table
// does not give is refused.
#include "server/api/administration_routes.hpp"
#include "server/api/resources.hpp"
#include "server/api/router.hpp"

namespace zhunru::server::api {

const std::vector<Route>& routes() {
  using auth::Right;
  using http::Method;
  constexpr std::uint64_t form_bytes = 64u << 10;
  constexpr std::uint64_t model_bytes = 2u << 20;
  constexpr std::uint64_t piece_bytes = attachments::max_piece;
  static std::vector<Route> table{
      {Method::get, "/api/session", Right::log_in, Place::engine, get_session},
      {Method::post, "/api/session", Right::log_in, Place::slow, post_session},
      {Method::remove, "/api/session", Right::use_account, Place::slow, delete_session},
      {Method::post, "/api/session/confirm", Right::use_account, Place::slow, post_session_confirm},
      {Method::get, "/api/sessions", Right::use_account, Place::network, get_sessions},
      {Method::remove, "/api/sessions/{id}", Right::use_account, Place::slow, delete_one_session},
      {Method::post, "/api/password", Right::log_in, Place::slow, post_password},

      {Method::get, "/api/demo/accounts", Right::demo, Place::slow, get_demo_accounts},
      {Method::get, "/api/demo/clock", Right::demo, Place::engine, get_demo_clock},
      {Method::post, "/api/demo/clock", Right::demo, Place::engine, post_demo_clock},

      {Method::get, "/api/home", Right::use_account, Place::engine, get_home},
      {Method::get, "/api/tasks/{id}", Right::use_account, Place::engine, get_task},
      {Method::post, "/api/commands", Right::send_commands, Place::engine, post_command, form_bytes},
      {Method::post, "/api/models", Right::administer_templates, Place::engine, post_command, model_bytes},
      {Method::get, "/api/cases", Right::see_cases, Place::engine, get_cases},
      {Method::get, "/api/cases/{id}", Right::see_cases, Place::engine, get_case},
      {Method::get, "/api/cases/{id}/snapshot", Right::see_cases, Place::engine, get_case_snapshot},
      {Method::get, "/api/cases/{id}/verbs", Right::see_cases, Place::engine, get_case_verbs},
      {Method::get, "/api/cases/{id}/picture", Right::see_cases, Place::engine, get_case_picture},
      {Method::get, "/api/processes/{id}/start", Right::send_commands, Place::engine, get_start_form},

      {Method::post, "/api/rules/{table}", Right::preview_rules, Place::engine, post_rule},
      {Method::get, "/api/engine/bundle", Right::preview_rules, Place::engine, get_engine_bundle},
      {Method::get, "/api/engine/texts/{key}", Right::preview_rules, Place::engine, get_engine_texts},
      {Method::get, "/api/registers/{name}", Right::see_registers, Place::engine, get_register},

      {Method::get, "/api/polls/{id}", Right::use_account, Place::engine, get_poll},
      {Method::post, "/api/polls/{id}/answer", Right::send_commands, Place::engine, post_poll_answer},
      {Method::get, "/api/polls/{id}/ballots.pdf", Right::confirm_voices, Place::engine, get_poll_ballots},
      {Method::get, "/api/polls/{id}/ballots", Right::confirm_voices, Place::engine, get_poll_ballots_page},
      {Method::post, "/api/polls/{id}/counter", Right::confirm_voices, Place::engine, post_poll_counter},
      {Method::post, "/api/polls/{id}/invitations", Right::send_commands, Place::engine, post_poll_invitations},
      {Method::post, "/api/polls/{id}/confirmations", Right::confirm_voices, Place::engine, post_poll_confirm},
      {Method::get, "/api/invitations/{token}", Right::answer_poll, Place::engine, get_invitation},
      {Method::post, "/api/invitations/{token}/answer", Right::answer_poll, Place::engine, post_invitation_answer},
      {Method::get, "/api/invitations/{token}/snapshot", Right::answer_poll, Place::engine, get_invitation_snapshot},
      {Method::get, "/api/posters/{token}/snapshot", Right::answer_poll, Place::engine, get_invitation_snapshot},
      {Method::get, "/api/posters/{token}", Right::answer_poll, Place::engine, get_poster},
      {Method::post, "/api/posters/{token}/answer", Right::answer_poll, Place::engine, post_poster_answer},

      {Method::get, "/api/drafts", Right::use_account, Place::slow, get_drafts},
      {Method::get, "/api/drafts/{key}", Right::use_account, Place::slow, get_draft},
      {Method::put, "/api/drafts/{key}", Right::use_account, Place::slow, put_draft},
      {Method::remove, "/api/drafts/{key}", Right::use_account, Place::slow, delete_draft},

      {Method::get, "/api/stream", Right::see_public, Place::network, get_stream},

      {Method::get, "/api/clauses", Right::see_public, Place::engine, get_clauses},
      {Method::get, "/api/documents/{id}", Right::see_public, Place::engine, get_document},
      {Method::get, "/api/public/home", Right::see_public, Place::engine, get_public_home},
      {Method::get, "/api/public/items", Right::see_public, Place::engine, get_public_items},
      {Method::get, "/api/public/items/{id}", Right::see_public, Place::engine, get_public_item},
      {Method::get, "/api/public/decisions", Right::see_public, Place::engine, get_public_decisions},
      {Method::get, "/api/public/lists", Right::see_public, Place::engine, get_public_lists},
      {Method::get, "/api/public/lists/{id}", Right::see_public, Place::engine, get_public_list},
      {Method::get, "/api/public/documents", Right::see_public, Place::engine, get_public_documents},
      {Method::get, "/api/public/documents/{id}", Right::see_public, Place::engine, get_document},
      {Method::get, "/api/public/ledger", Right::see_public, Place::engine, get_public_ledger},
      {Method::get, "/api/public/calendar", Right::see_public, Place::engine, get_public_calendar},
      {Method::get, "/api/public/overdue", Right::see_public, Place::engine, get_public_overdue},
      {Method::get, "/api/public/complaints", Right::see_public, Place::engine, get_public_complaints},
      {Method::post, "/api/public/complaints", Right::see_public, Place::engine, post_public_complaint},
      {Method::post, "/api/complaints/find", Right::see_public, Place::engine, post_complaint_find},
      {Method::get, "/api/complaints/{token}", Right::see_public, Place::engine, get_complaint},
      {Method::get, "/api/public/registers/{name}", Right::see_public, Place::engine, get_public_register},

      {Method::post, "/api/attachments", Right::send_commands, Place::slow, post_attachment},
      {Method::get, "/api/attachments/{sha256}", Right::see_cases, Place::engine, get_attachment},
      {Method::remove, "/api/attachments/{sha256}", Right::send_commands, Place::slow, delete_attachment},
      {Method::get, "/api/attachments/{sha256}/bytes", Right::send_commands, Place::slow, get_attachment_bytes},
      {Method::put, "/api/attachments/{sha256}/bytes", Right::send_commands, Place::slow, put_attachment_bytes, piece_bytes},
      {Method::get, "/api/cases/{id}/attachments", Right::see_cases, Place::engine, get_case_attachments},

      {Method::get, "/api/notices", Right::use_account, Place::slow, get_notices},
      {Method::post, "/api/notices/read", Right::use_account, Place::slow, post_notices_read},
      {Method::get, "/api/notices/settings", Right::use_account, Place::slow, get_notice_settings},
      {Method::put, "/api/notices/settings", Right::use_account, Place::slow, put_notice_settings},
      {Method::get, "/api/notices/deliveries", Right::administer_accounts, Place::slow, get_deliveries},

      {Method::get, "/api/accounts", Right::administer_accounts, Place::slow, get_accounts},
      {Method::put, "/api/accounts/{id}", Right::administer_accounts, Place::slow, put_account},
      {Method::post, "/api/accounts/{id}/reset", Right::administer_accounts, Place::slow, post_reset_link},
      {Method::get, "/api/admin/import/{what}/template", Right::administer_accounts, Place::engine, get_import_template},
      {Method::post, "/api/admin/import/{what}", Right::administer_accounts, Place::engine, post_import, model_bytes},
      {Method::get, "/api/invitations/colleagues/posts", Right::use_account, Place::engine, get_colleague_posts},
      {Method::post, "/api/invitations/colleagues", Right::use_account, Place::engine, post_colleague},
      {Method::get, "/api/absences", Right::use_account, Place::engine, get_absences},
      {Method::post, "/api/absences", Right::use_account, Place::engine, post_absence},
      {Method::remove, "/api/absences/{id}", Right::use_account, Place::engine, delete_absence},
      {Method::get, "/api/incidents", Right::administer_templates, Place::engine, get_incidents},

      {Method::post, "/api/clock/accept", Right::administer_templates, Place::engine, post_clock_accept},

      {Method::get, "/api/health", Right::see_public, Place::engine, get_health},
      {Method::get, "/api/qr", Right::see_public, Place::network, get_qr},
      {Method::get, "/d/{id}", Right::see_public, Place::engine, get_document_page},
      {Method::get, "/d/{id}/pdf", Right::see_public, Place::engine, get_document_pdf},
      {Method::get, "/check", Right::see_public, Place::engine, get_check_page},
      {Method::get, "/api/public/check", Right::see_public, Place::engine, get_public_check},
      {Method::get, "/document.css", Right::see_public, Place::network, get_document_style},
      {Method::get, "/i/{token}", Right::answer_poll, Place::network, get_invitation_page},
      {Method::get, "/c/{token}", Right::see_public, Place::network, get_complaint_page},
      {Method::get, "/p/{token}", Right::answer_poll, Place::network, get_poster_page},
      {Method::get, "/set-password/{token}", Right::log_in, Place::network, get_set_password_page},
  };
  static const bool whole = [] {
    table.insert(table.end(), administration_routes().begin(), administration_routes().end());
    return true;
  }();
  (void)whole;
  return table;
}

}  // namespace zhunru::server::api
