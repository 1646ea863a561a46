// /d/{id}: one public document as a page in the order of GB/T 9704-2012, with its digest and a QR code of this page. Plain HTML
// without script, so that it prints and is read aloud.
#include "server/api/html.hpp"
#include "server/api/resources.hpp"
#include "server/http/qr.hpp"
#include "server/print/official.hpp"
#include "server/read_model/public_record.hpp"

namespace zhunru::server::api {

namespace {

using base::Value;

constexpr const char* style =
    "body{margin:0;background:#e9ecf0;color:#111;font-family:FangSong,STFangsong,\"Noto Serif CJK SC\",serif}"
    "main{background:#fff;max-width:42rem;margin:1rem auto;padding:2.2rem 1.6rem 1.4rem;box-shadow:0 1px 6px #0002}"
    ".mark{color:#c8102e;font-size:1.9rem;text-align:center;font-weight:700;letter-spacing:.08em}"
    ".number{text-align:center;margin:.8rem 0 .3rem}.signer{text-align:right}"
    "hr{border:0;border-top:2px solid #c8102e;margin:.3rem 0 1.6rem}h1{font-size:1.45rem;text-align:center;line-height:1.5;margin:0 0 1.2rem}"
    ".to{margin:.4rem 0}.heading{font-weight:700;margin:1rem 0 .3rem;font-family:SimHei,\"Noto Sans CJK SC\",sans-serif}"
    ".body{text-indent:2em;line-height:1.9;margin:.2rem 0}.attachment{margin:1rem 0 .4rem;text-indent:2em}"
    ".sign,.date{text-align:right;margin:.3rem 2rem .3rem 0}.cc,.print{border-top:1px solid #111;padding:.35rem 0;font-size:.92rem}"
    ".proof{display:flex;gap:1rem;align-items:center;margin-top:1.4rem;font:.8rem/1.5 system-ui,sans-serif;color:#444}"
    ".proof svg{width:6rem;height:6rem;flex:none}.proof code{word-break:break-all}"
    ".line{border-bottom:1px solid #999;height:1.7rem;margin:0 0 .3rem}"
    ".good{color:#067647;font-weight:700}.bad{color:#c8102e;font-weight:700}"
    "input{font:inherit;width:100%;box-sizing:border-box;padding:.6rem;margin:.3rem 0 .8rem}button{font:inherit;padding:.6rem 1.4rem}"
    "table{border-collapse:collapse;width:100%;font:.95rem/1.6 system-ui,sans-serif}td{border-top:1px solid #ddd;padding:.3rem .4rem;vertical-align:top;word-break:break-all}"
    ".void{background:#c8102e;color:#fff;text-align:center;padding:.5rem;font-family:system-ui,sans-serif}"
    "@media print{body{background:#fff}main{box-shadow:none;margin:0}.sheet{break-after:page}}";

}  // namespace

Answer get_document_style(App&, Call&) {
  http::Response response = http::Response::text(200, "text/css; charset=utf-8", style);
  response.header("Cache-Control", "public, max-age=3600");
  return response;
}

Answer get_document_page(App& app, Call& call) {
  const read_model::Glance glance(app.sequencer.state(), base::Instant{call.now_ms});
  const Value found = read_model::public_document(glance, call.part(0));
  if (found.is_null()) {
    http::Response missing = http::Response::text(
        404, "text/html; charset=utf-8",
        page_begin("没有这份公开文书") + "<main><h1>没有这份公开文书</h1><p class=\"body\">请核对编号或二维码。There is no such public document.</p>"
        "<p><a href=\"/check\">核对文书 / check a document</a></p></main></body></html>");
    missing.header("Cache-Control", "no-store");
    return missing;
  }
  const Value& card = found.get("document");
  const std::string title = card.get("title").string_or("");
  std::string page = page_begin(title);
  if (card.get("void").boolean_or(false)) page += "<div class=\"void\">本文书已作废 / void: " + escaped(card.get("void_reason").string_or("")) + "</div>";
  const Value& corrected = card.get("corrected_by");
  for (const Value& one : corrected.is_list() ? corrected.as_list() : base::List{}) {
    page += "<div class=\"void\">本文书已更正 / corrected by <a href=\"/d/" + escaped(one.get("id").string_or("")) + "\" style=\"color:#fff\">" +
            escaped(one.get("number").string_or("")) + "</a></div>";
  }
  page += "<main><article>";
  bool ruled = false;
  for (const auto& [role, words] : print::in_order(found.at_path("document.blocks"))) {
    const std::string text = escaped(words);
    // The red line of the head stands between the head and the title.
    if (!ruled && role == "title") {
      page += "<hr>";
      ruled = true;
    }
    if (role == "title") {
      page += "<h1>" + text + "</h1>";
    } else if (role == "heading") {
      page += "<h2 class=\"heading\">" + text + "</h2>";
    } else {
      page += "<p class=\"" + escaped(role) + "\">" + text + "</p>";
    }
  }
  const std::string url = public_origin(app, call.request) + "/d/" + call.part(0);
  page += "</article><footer class=\"proof\">" + http::qr_as_svg(url) + "<div>" + escaped(card.get("number").string_or("")) +
          " · 第" + std::to_string(card.get("version").int64_or(1)) + "版 · " + escaped(card.get("at").string_or("")) +
          "<br>SHA-256 <code>" + escaped(card.get("sha256").string_or("")) + "</code><br><a href=\"" + escaped("/d/" + call.part(0) + "/pdf") + "\">PDF</a> · <a href=\"/check?digest=" + escaped(card.get("sha256").string_or("")) + "\">核对 / check</a></div></footer></main></body></html>";
  http::Response response = http::Response::text(200, "text/html; charset=utf-8", std::move(page));
  response.header("Cache-Control", "no-cache");
  return response;
}

}  // namespace zhunru::server::api
