#include "client/views/document_screen.hpp"

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

void block(kit::Ui& ui, const Value& value) {
    const std::string role = value.get("role").string_or("body");
    const std::string text = value.get("text").string_or("");
    if (text.empty()) return;
    if (role == "mark") {
        ui.text(text, {.style = kit::TextStyle::heading, .tone = kit::Tone::danger, .centered = true, .lang = "zh-CN"});
        ui.space(8);
    } else if (role == "number" || role == "signer") {
        ui.text(text, {.style = kit::TextStyle::secondary, .centered = true, .lang = "zh-CN"});
    } else if (role == "title") {
        ui.divider();
        ui.space(12);
        ui.text(text, {.style = kit::TextStyle::heading, .centered = true, .lang = "zh-CN"});
        ui.space(12);
    } else if (role == "heading") {
        ui.space(4);
        ui.heading(text, 4);
    } else if (role == "cc") {
        ui.divider();
        ui.text(text, {.style = kit::TextStyle::caption, .lang = "zh-CN"});
    } else {
        ui.text(text, {.lang = "zh-CN"});
        ui.space(6);
    }
}

}  // namespace

void DocumentScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& document = document_.value().get("document");
    kit::ScreenOptions options{.id = "d/" + id_, .title = tr.pick(document, "kind_name"), .back = true};
    if (document_.ready()) options.top_actions = {{"print", tr("打印或存为 PDF"), kit::Icon::download},
                                                  {"share", tr("转发"), kit::Icon::share}};
    ui.begin_screen(options);
    if (ready(ui, c_, document_)) {
        if (document.get("void").boolean_or(false))
            ui.banner("void", kit::Tone::warning, tr("这份文书已失效"), tr("事项的内容后来改过。它留作记录，不再作为依据。"));
        ui.begin_card("paper");
        const Value& blocks = document.get("blocks");
        if (blocks.is_list())
            for (const Value& value : blocks.as_list()) block(ui, value);
        ui.end_card();
        ui.space(12);
        ui.begin_card("proof", {.raised = false});
        ui.heading(tr("怎样核对"), 3);
        ui.key_value("SHA-256", document.get("sha256").string_or(""));
        ui.key_value(tr("版本"), plain(tr, document.get("version")));
        const std::string url = document.get("url").string_or("");
        if (!url.empty()) ui.qr_code(url, tr("公开页的二维码"), 160);
        ui.caption(tr("改动一个字，摘要就会不同。纸质件上的二维码指向这一页。"));
        ui.end_card();
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
    if (result.top_action == "print") c_.ports.browser.open_url("/api/documents/" + sync::url_part(id_) + ".html");
    if (result.top_action == "share" &&
        !c_.ports.browser.share(document.get("title").string_or(""), document.get("number").string_or(""),
                                document.get("url").string_or("")))
        c_.say(tr("这个浏览器不能转发，请复制链接"), kit::Tone::warning);
}

}  // namespace zhunru::views
