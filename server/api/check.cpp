// /check: anybody compares a paper or a file with the public record, by digest, number or address: a page without script, and JSON.
#include "engine/document/document.hpp"
#include "server/api/html.hpp"
#include "server/api/resources.hpp"
#include "server/ledger/signature.hpp"
#include "server/read_model/case_view.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::Value;

/// What a person may hold: the digest, the number, or the address of the page (QR code).
const document::Document* named(const state::State& state, std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '/')) text.pop_back();
  while (text.starts_with(' ')) text.erase(0, 1);
  if (text.ends_with("/pdf")) text.resize(text.size() - 4);
  if (const std::size_t slash = text.rfind('/'); slash != std::string::npos) text.erase(0, slash + 1);
  const document::Document* found = state.documents.find(text);
  if (found == nullptr && !text.empty()) {
    state.documents.for_each([&](const std::string&, const document::Document& document) {
      if (document.is_public && (document.sha256 == text || document.number == text)) found = &document;
    });
  }
  return found != nullptr && found->is_public ? found : nullptr;
}

Value result_of(App& app, const std::string& text) {
  const auto& state = app.sequencer.state();
  const document::Document* document = named(state, text);
  if (document == nullptr) return Value(Context{{"found", false}});
  Context out{{"found", true}, {"document", read_model::document_card(state, *document)}, {"digest_holds", ledger::digest_holds(*document)},
              {"path", "/d/" + document->id}};
  const std::string hash = ledger::signed_hash(*document);
  Value signature;
  if (!hash.empty()) {
    std::optional<ledger::Signature> found;
    (void)app.sequencer.history("case:" + document->case_id, [&](const runtime::LogRecord& record, const store::StoredRecord&) {
      if (auto one = ledger::signature_in(record, hash)) found = std::move(one);
      return true;
    });
    if (found) {
      // In public: the post, not the person.
      Context one{{"text_hash", hash}, {"at", read_model::moment(found->at)}, {"seq", Value::from_uint64(found->seq)},
                  {"says_what_was_signed", ledger::says_what_was_signed(*document)}};
      const auto role = read_model::role_words(found->seat.role);
      const auto body = read_model::body_words(state, found->seat.body);
      read_model::put_words(one, "role_name", role.zh, role.en);
      read_model::put_words(one, "body_name", body.zh, body.en);
      if (found->substitution) {
        const auto own = read_model::seat_words(state, found->substitution->own);
        read_model::put_words(one, "substitute_name", own.zh, own.en);
      }
      signature = Value(std::move(one));
    }
  }
  out.set("signature", std::move(signature));
  return Value(std::move(out));
}

std::string row(const char* zh, const char* en, const std::string& value) {
  return "<tr><td>" + std::string(zh) + "<br><small>" + en + "</small></td><td>" + value + "</td></tr>";
}

std::string verdict(bool good, const char* zh_good, const char* zh_bad) {
  return good ? "<span class=\"good\">✓ " + std::string(zh_good) + "</span>" : "<span class=\"bad\">✗ " + std::string(zh_bad) + "</span>";
}

std::string told(const Value& result) {
  if (!result.get("found").boolean_or(false)) {
    return "<p class=\"bad\">公开记录中没有这份文书:它可能不是本系统印发的,或摘要抄错了。</p><p>There is no such document in the public record: it was not issued here, or "
           "the digest was copied wrongly.</p>";
  }
  const Value& card = result.get("document");
  const auto word = [](const Value& from, const char* name) { return escaped(from.get(name).string_or("")); };
  const bool is_void = card.get("void").boolean_or(false);
  std::string out = "<h2 class=\"heading\">" + word(card, "title") + "</h2><table>";
  out += row("状态", "state", is_void ? "<span class=\"bad\">✗ 已作废 / void: " + word(card, "void_reason") + "</span>"
                                      : verdict(true, "在公开记录中,有效 / in the public record, valid", ""));
  out += row("文号", "number", word(card, "number"));
  out += row("印发机关", "issuer", word(card, "body_name"));
  out += row("时间", "issued", word(card, "at"));
  out += row("SHA-256", "digest", "<code>" + word(card, "sha256") + "</code><br>" +
             verdict(result.get("digest_holds").boolean_or(false), "按原文重新计算,一致 / computed again from the text: the same", "与原文不一致 / differs from the text"));
  if (const Value& s = result.get("signature"); !s.is_null()) {
    const std::string substitute = word(s, "substitute_name");
    out += row("签署", "signed", (substitute.empty() ? "" : substitute + " 代 ") + word(s, "body_name") + " " + word(s, "role_name") + "<br>" + word(s, "at") + "<br>" +
               verdict(s.get("says_what_was_signed").boolean_or(false), "所签文本与本文书一致 / the signed text is what the document says",
                       "所签文本与本文书不一致 / the signed text differs") + "<br><code>" + word(s, "text_hash") + "</code>");
  }
  const std::string path = word(result, "path");
  return out + "</table><p><a href=\"" + path + "\">原文 / text</a> · <a href=\"" + path + "/pdf\">PDF</a></p>";
}

}  // namespace

Answer get_public_check(App& app, Call& call) { return result_of(app, call.request.parameter("digest")); }

Answer get_check_page(App& app, Call& call) {
  const std::string text = call.request.parameter("digest");
  std::string page = page_begin("核对文书") + "<main><h1>核对文书 / Check a document</h1><form action=\"/check\" method=\"get\"><label for=\"digest\">"
                     "文书上的 SHA-256、文号,或二维码里的网址<br><small>SHA-256 on the document, its number, or the address in its QR code</small></label>"
                     "<input id=\"digest\" name=\"digest\" value=\"" + escaped(text) + "\"><button>核对 / check</button></form>";
  if (!text.empty()) page += told(result_of(app, text));
  http::Response response = http::Response::text(200, "text/html; charset=utf-8", page + "</main></body></html>");
  response.header("Cache-Control", "no-store");
  return response;
}

}  // namespace zhunru::server::api
