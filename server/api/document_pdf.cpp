// /d/{id}/pdf: a document as a PDF file in the order of GB/T 9704-2012. Public ones for everybody, the others for the parties of the
// case. Typesetting takes a while, so it happens beside the engine's thread, and finished files are kept.
#include "engine/base/json.hpp"
#include "server/api/resources.hpp"
#include "server/http/url.hpp"
#include "server/print/official.hpp"
#include "server/read_model/case_view.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Value;

http::Response file_of(std::shared_ptr<const std::string> bytes, const print::OfficialText& text, bool is_public) {
  http::Response response;
  response.content_type = "application/pdf";
  response.body = std::move(bytes);
  const std::string name = (text.number.empty() ? text.title : text.number + " " + text.title) + ".pdf";
  response.header("Content-Disposition", "inline; filename=\"document.pdf\"; filename*=UTF-8''" + http::percent_encode(name));
  response.header("Cache-Control", is_public ? "no-cache" : "private, no-cache");
  return response;
}

/// Who signed, as the document itself says it.
std::string signed_line(const state::State& state, const document::Document& document) {
  const std::string hash = document.content.at_path("signed.text_hash").string_or("");
  if (hash.empty()) return {};
  const std::string by = document.content.get("signed_by").string_or("");
  const Value& stood_in = document.content.at_path("signed.substitute");
  std::string who = by.empty() ? std::string() : read_model::body_words(state, by).zh;
  if (stood_in.is_context()) {
    const command::Seat own{stood_in.get("role").string_or(""), stood_in.get("body").string_or(""), stood_in.get("community").string_or(""), ""};
    who = read_model::seat_words(state, own).zh + " 代 " + who;
  }
  return "签署 / signed: " + (who.empty() ? std::string() : who + " · ") + "SHA-256 " + hash;
}

}  // namespace

Answer get_document_pdf(App& app, Call& call) {
  const auto& state = app.sequencer.state();
  const document::Document* document = state.documents.find(call.part(0));
  const state::Case* c = document != nullptr ? state.cases.find(document->case_id) : nullptr;
  const bool party = c != nullptr && call.caller.known() && read_model::sight_of(*c, seeing(app, call)) == read_model::Sight::party;
  if (document == nullptr || (!document->is_public && !party)) return not_found("document");

  print::OfficialText text;
  text.blocks = base::parse_json(document->text).value_or(Value(base::List{}));
  text.title = document->title;
  text.issuer = read_model::body_words(state, document->body).zh;
  text.number = document->number;
  text.sha256 = document->sha256;
  text.version = document->version;
  text.url = public_origin(app, call.request) + "/d/" + document->id;
  text.signed_line = signed_line(state, *document);
  text.voided = document->voided;
  text.void_reason = document->void_reason;
  text.at = document->at;
  const bool is_public = document->is_public;
  const std::string key = text.sha256 + (text.voided ? " void " : " ") + text.url;
  if (auto kept = app.printed.find(key)) return file_of(std::move(kept), text, is_public);

  if (!app.print_quota.take(call.request.peer, call.monotonic_ms)) {
    return refuse(429, "too_many_files", "生成文件太频繁,请一分钟后再试。", "Too many files; try again in a minute.");
  }
  const auto fonts = print::find_fonts();
  if (!fonts) return refuse(503, fonts.error().code, fonts.error().message, fonts.error().message_en, fonts.error().where);
  const bool taken = app.slow.post([&app, reply = call.reply, text = std::move(text), fonts = *fonts, key, is_public] {
    auto made = print::print_official(fonts, text);
    if (!made) return reply(to_response(refusal_of(made.error())));
    reply(file_of(app.printed.keep(key, std::move(*made)), text, is_public));
  });
  if (!taken) return refuse(503, "busy", "当前办理的人太多。", "Too many requests right now.", "", "请稍后再试 / try again shortly");
  return Later{};
}

}  // namespace zhunru::server::api
