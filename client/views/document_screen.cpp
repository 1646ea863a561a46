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

/// The file, the page for printing, the check: each opens in a tab of its own, so that the way back stays.
void DocumentScreen::papers(kit::Ui& ui, const Value& document) {
    const auto& tr = c_.tr;
    const std::string address = "/d/" + sync::url_part(id_);
    const bool open_to_all = document.get("public").boolean_or(false);
    ui.begin_card("files");
    ui.heading(tr("打开文书"), 3);
    if (ui.row("pdf", {.title = tr("PDF 文件"), .subtitle = tr("按公文格式（GB/T 9704）排版，可以打印、存档"), .icon = kit::Icon::download}))
        c_.ports.browser.open_url(address + "/pdf");
    if (open_to_all) {
        if (ui.row("page", {.title = tr("网页版"), .subtitle = tr("不用登录，谁都能看，也可以打印"), .icon = kit::Icon::globe}))
            c_.ports.browser.open_url(address);
    } else {
        ui.secondary(tr("这份文书不公开，只有这个事项的各方能看，所以没有公开页。"));
    }
    ui.end_card();
    ui.space(12);
}

void DocumentScreen::proof(kit::Ui& ui, const Value& document) {
    const auto& tr = c_.tr;
    const bool open_to_all = document.get("public").boolean_or(false);
    const std::string digest = document.get("sha256").string_or("");
    ui.begin_card("proof", {.raised = false});
    ui.heading(tr("怎样核对"), 3);
    const std::string number = document.get("number").string_or("");
    if (!number.empty()) ui.key_value(tr("文号"), number);
    ui.key_value("SHA-256", digest);
    ui.key_value(tr("版本"), plain(tr, document.get("version")));
    if (open_to_all) {
        const std::string url = document.get("url").string_or("");
        if (!url.empty()) {
            ui.qr_code(url, tr("公开页的二维码"), 160);
            ui.text(url, {.style = kit::TextStyle::caption, .centered = true});
        }
        ui.space(8);
        ui.caption(tr("改动一个字，摘要就会不同。纸质件上的二维码指向这一页。"));
        if (ui.button("check", tr("核对这份文书"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::shield}))
            c_.ports.browser.open_url("/check?digest=" + sync::url_part(digest));
        if (ui.button("copy", tr("复制链接"), {.kind = kit::ButtonKind::text, .icon = kit::Icon::copy}))
            c_.ports.browser.copy_text(url, alive_.guard([this](bool ok) {
                c_.say(ok ? c_.tr("已复制") : c_.tr("浏览器不让复制，请长按链接"), ok ? kit::Tone::success : kit::Tone::warning);
            }));
    } else {
        ui.space(8);
        ui.caption(tr("改动一个字，摘要就会不同。"));
    }
    ui.end_card();
}

void DocumentScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& document = document_.value().get("document");
    const std::string kind = tr.pick(document, "kind_name");
    kit::ScreenOptions options{.id = "d/" + id_, .title = kind.empty() ? tr("文书") : kind, .back = true};
    const bool open_to_all = document.get("public").boolean_or(false);
    if (document_.ready()) options.top_actions.push_back({"pdf", tr("下载 PDF"), kit::Icon::download});
    if (open_to_all) options.top_actions.push_back({"share", tr("转发"), kit::Icon::share});
    ui.begin_screen(options);
    if (ready(ui, c_, document_)) {
        if (document.get("void").boolean_or(false)) {
            const std::string reason = document.get("void_reason").string_or("");
            ui.banner("void", kit::Tone::warning, tr("这份文书已失效"),
                      reason.empty() ? tr("事项的内容后来改过。它留作记录，不再作为依据。") : reason);
        }
        const Value& corrected = document.get("corrected_by");
        if (corrected.is_list())
            for (const Value& one : corrected.as_list()) {
                const kit::Scope scope(ui, "correction." + one.get("id").string_or(""));
                ui.banner("corrected", kit::Tone::warning, tr("本文书已更正"), one.get("number").string_or(""));
                if (ui.button("see", tr("看更正"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::document})) c_.go("d/" + one.get("id").string_or(""));
                ui.space(8);
            }
        ui.begin_card("paper");
        const Value& blocks = document.get("blocks");
        if (blocks.is_list())
            for (const Value& value : blocks.as_list()) block(ui, value);
        ui.end_card();
        ui.space(12);
        papers(ui, document);
        proof(ui, document);
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
    if (result.top_action == "pdf") c_.ports.browser.open_url("/d/" + sync::url_part(id_) + "/pdf");
    if (result.top_action == "share" &&
        !c_.ports.browser.share(document.get("title").string_or(""), document.get("number").string_or(""),
                                document.get("url").string_or("")))
        c_.say(tr("这个浏览器不能转发，请复制链接"), kit::Tone::warning);
}

}  // namespace zhunru::views
