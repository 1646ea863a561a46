#include "client/views/clause_sheet.hpp"

#include <algorithm>
#include <sstream>

#include "client/views/parts.hpp"
#include "client/views/settings_screen.hpp"

namespace zhunru::views {

using base::Value;

namespace {

kit::Icon carrier_icon(std::string_view kind) {
    if (kind == "process") return kit::Icon::layers;
    if (kind == "form") return kit::Icon::edit;
    if (kind == "rule") return kit::Icon::scale;
    if (kind == "document") return kit::Icon::document;
    return kind == "setting" ? kit::Icon::gear : kit::Icon::shield;
}

/// Where in the product: the step, field, row, document or setting that does it.
void carriers(kit::Ui& ui, app::Context& c, const Value& list) {
    if (!list.is_list() || list.size() == 0) return;
    ui.space(6);
    ui.text(c.tr("在产品里落在哪里"), {.style = kit::TextStyle::secondary_strong});
    std::int64_t index = 0;
    for (const Value& one : list.as_list()) {
        const kit::Scope scope(ui, "carrier", index++);
        const std::string where = c.tr.pick(one, "where");
        const std::string what = c.tr.pick(one, "what");
        ui.row("at", {.title = where.empty() ? what : where, .subtitle = where.empty() ? std::string_view() : std::string_view(what),
                      .icon = carrier_icon(one.get("kind").string_or("")), .tone = kit::Tone::neutral, .chevron = false, .tappable = false,
                      .max_lines = 6});
    }
}

}  // namespace

void clause_words_card(kit::Ui& ui, app::Context& c, const Value& clause) {
    ui.text(clause.get("text").string_or(""), {.style = kit::TextStyle::body_strong, .lang = "zh-CN"});
    ui.space(6);
    const std::string does = c.tr.pick(clause, "do");
    if (!does.empty()) ui.text(does, {.style = kit::TextStyle::secondary, .lang = c.tr.pick_lang(clause, "do")});
    const std::string type = clause.get("type").string_or("");
    ui.caption(clause.get("req").string_or("") + " · " +
               (type == "S" ? c.tr("文件原话") : type == "D" ? c.tr("由文件推出") : c.tr("本地设置")));
    const std::string gap = c.tr.pick(clause, "not_yet");
    if (!gap.empty()) {
        ui.space(6);
        ui.banner("gap." + clause.get("req").string_or("") + clause.get("id").string_or(""), kit::Tone::warning, c.tr("还没有做到的"), gap);
    }
    carriers(ui, c, clause.get("carried_out"));
}

kit::Badge clause_state(const i18n::Translator& tr, const Value& clause) {
    const std::string state = clause.get("state").string_or("");
    if (state == "whole") return {tr("已落实"), kit::Tone::success};
    if (state == "part") return {tr("部分落实"), kit::Tone::warning};
    return {tr("还没有落实"), kit::Tone::danger};
}

void ClauseSheet::open(std::string_view code) {
    code_ = std::string(code);
    open_ = true;
    names_.clear();
    std::istringstream parts(code_.starts_with("C @") ? code_.substr(3) : std::string());
    if (code_.starts_with("C @ ")) place_.clear();
    else parts >> place_;
    for (std::string name; parts >> name;) names_.push_back(std::move(name));
    if (!names_.empty()) {
        settings_.load("/api/settings?place=" + sync::url_part(place_));
        return;
    }
    if (!clauses_.ready()) clauses_.load("/api/clauses");
}

/// Which numbers these are, how much they are here, who set them; the way to all of them.
void ClauseSheet::local(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.text(tr("政策没有规定这一点。这里用的是本地设置，可以改，改动留下记录；它不是法律，也不是政策的要求。"));
    ui.space(8);
    if (!names_.empty() && ready(ui, c_, settings_) && settings_.value().get("settings").is_list())
        for (const Value& record : settings_.value().get("settings").as_list())
            if (std::find(names_.begin(), names_.end(), record.get("id").string_or("")) != names_.end()) setting_card(ui, c_, record);
    if (ui.row("settings", {.title = tr("看全部本地设置"), .subtitle = tr("现在是多少，谁在什么时候定的"), .icon = kit::Icon::gear})) {
        open_ = false;
        c_.go("settings");
    }
}

void ClauseSheet::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const bool here = code_ == "C" || code_.starts_with("C @") || code_.empty();
    const auto sheet = ui.begin_sheet("clause", open_, {.title = here ? tr("本地设置") : tr("条款 {code}", {{"code", code_}})});
    if (!sheet) return;
    if (here) {
        local(ui);
    } else if (ready(ui, c_, clauses_)) {
        const Value& list = clauses_.value().get("clauses");
        int found = 0;
        if (list.is_list())
            for (const Value& clause : list.as_list()) {
                if (code_.find(clause.get("id").string_or("?")) == std::string::npos) continue;
                if (found++ > 0) ui.divider();
                clause_words_card(ui, c_, clause);
                ui.space(8);
            }
        const Value& questions = clauses_.value().get("questions");
        if (questions.is_list())
            for (const Value& question : questions.as_list())
                if (question.get("id").string_or("") == code_) {
                    ++found;
                    ui.text(tr.pick(question, "question"), {.style = kit::TextStyle::body_strong});
                    ui.text(tr.pick(question, "default"), {.style = kit::TextStyle::secondary});
                    ui.caption(tr("文件没有回答这个问题；上面是本产品的做法（本地设置）。"));
                }
        if (found == 0) ui.secondary(tr("没有找到这一条。"));
        ui.space(8);
        ui.caption(tr("出处：桂政办发〔2016〕128号"));
    }
    ui.end_sheet();
}

}  // namespace zhunru::views
