// One line per resource function; each family has its own file beside this header.
#pragma once

#include "engine/codec/projection.hpp"
#include "engine/poll/poll.hpp"
#include "server/api/call.hpp"

namespace zhunru::server::api {

// session.cpp
Answer get_session(App& app, Call& call);
Answer post_session(App& app, Call& call);
Answer delete_session(App& app, Call& call);
Answer post_session_confirm(App& app, Call& call);
Answer get_sessions(App& app, Call& call);
Answer delete_one_session(App& app, Call& call);
Answer post_password(App& app, Call& call);

// demo.cpp
Answer get_demo_accounts(App& app, Call& call);
Answer get_demo_clock(App& app, Call& call);
Answer post_demo_clock(App& app, Call& call);

// work.cpp: home, tasks
Answer get_home(App& app, Call& call);
Answer get_task(App& app, Call& call);

// commands.cpp
Answer post_command(App& app, Call& call);

// cases.cpp
Answer get_cases(App& app, Call& call);
Answer get_case(App& app, Call& call);
Answer get_case_snapshot(App& app, Call& call);
Answer get_start_form(App& app, Call& call);
Answer get_engine_texts(App& app, Call& call);
/// A snapshot in its envelope; never kept by anybody on the way.
Answer snapshot_answer(const codec::CaseProjection& projection);

// case_extras.cpp
Answer get_case_verbs(App& app, Call& call);
Answer get_case_picture(App& app, Call& call);

// rules.cpp
Answer post_rule(App& app, Call& call);
Answer get_engine_bundle(App& app, Call& call);
Answer get_register(App& app, Call& call);
Answer get_public_register(App& app, Call& call);

// polls.cpp
Answer get_poll(App& app, Call& call);
Answer post_poll_answer(App& app, Call& call);
Answer post_poll_counter(App& app, Call& call);
Answer get_invitation(App& app, Call& call);
Answer get_invitation_snapshot(App& app, Call& call);
Answer post_invitation_answer(App& app, Call& call);
Answer get_poster(App& app, Call& call);
Answer post_poster_answer(App& app, Call& call);
Answer post_poll_invitations(App& app, Call& call);
Answer post_poll_confirm(App& app, Call& call);

// ballots.cpp
Answer get_poll_ballots(App& app, Call& call);
Answer get_poll_ballots_page(App& app, Call& call);
/// Links that the caller may hand out or use (polls.cpp).
base::List links_for(App& app, const Call& call, const poll::Poll& poll, bool posters);

// drafts.cpp
Answer get_drafts(App& app, Call& call);
Answer get_draft(App& app, Call& call);
Answer put_draft(App& app, Call& call);
Answer delete_draft(App& app, Call& call);

// public.cpp
Answer get_public_items(App& app, Call& call);
Answer get_public_item(App& app, Call& call);
Answer get_public_decisions(App& app, Call& call);
Answer get_public_lists(App& app, Call& call);
Answer get_public_list(App& app, Call& call);
Answer get_document(App& app, Call& call);
Answer get_public_home(App& app, Call& call);
Answer get_clauses(App& app, Call& call);
Answer get_public_documents(App& app, Call& call);
Answer get_public_ledger(App& app, Call& call);
Answer get_public_calendar(App& app, Call& call);
Answer get_public_overdue(App& app, Call& call);
Answer get_public_complaints(App& app, Call& call);
Answer get_import_template(App& app, Call& call);
Answer post_import(App& app, Call& call);
Answer post_public_complaint(App& app, Call& call);
Answer post_complaint_find(App& app, Call& call);
Answer get_complaint(App& app, Call& call);
Answer get_complaint_page(App& app, Call& call);
Answer get_colleague_posts(App& app, Call& call);
Answer post_colleague(App& app, Call& call);

// stream.cpp
Answer get_stream(App& app, Call& call);

// pages.cpp, document_page.cpp
Answer get_document_page(App& app, Call& call);
Answer get_document_pdf(App& app, Call& call);
Answer get_check_page(App& app, Call& call);
Answer get_public_check(App& app, Call& call);
Answer get_document_style(App& app, Call& call);
Answer get_invitation_page(App& app, Call& call);
Answer get_poster_page(App& app, Call& call);
Answer get_set_password_page(App& app, Call& call);
Answer get_qr(App& app, Call& call);
Answer get_health(App& app, Call& call);

// attachments.cpp
Answer post_attachment(App& app, Call& call);
Answer put_attachment_bytes(App& app, Call& call);
Answer get_attachment_bytes(App& app, Call& call);
Answer get_attachment(App& app, Call& call);
Answer delete_attachment(App& app, Call& call);
Answer get_case_attachments(App& app, Call& call);

// notices.cpp
Answer get_notices(App& app, Call& call);
Answer post_notices_read(App& app, Call& call);
Answer get_notice_settings(App& app, Call& call);
Answer put_notice_settings(App& app, Call& call);
Answer get_deliveries(App& app, Call& call);

// administration.cpp
Answer get_accounts(App& app, Call& call);
Answer put_account(App& app, Call& call);
Answer post_reset_link(App& app, Call& call);
Answer get_absences(App& app, Call& call);
Answer post_absence(App& app, Call& call);
Answer delete_absence(App& app, Call& call);
Answer get_incidents(App& app, Call& call);
Answer post_clock_accept(App& app, Call& call);

}  // namespace zhunru::server::api
