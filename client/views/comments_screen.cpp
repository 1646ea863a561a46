#include "client/views/comments_screen.hpp"

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

/// Parts of an item as the answer form names them.
std::string part_word(const i18n::Translator& tr, std::string_view part) {
    if (part == "work_content") return tr("工作内容");
    if (part == "scope") return tr("范围");
    if (part == "objectives") return tr("目标任务");
    if (part == "requirements") return tr("要求");
    if (part == "time_limit") return tr("时限");
    if (part == "funding") return tr("经费保障");
    if (part == "load") return tr("工作量与数据");
    return part.empty() ? std::string() : tr("其他");
}

std::string why_words(const i18n::Translator& tr, const Value& withheld) {
    return tr("{who} {day} 隐去。理由：{reason}", {{"who", tr.pick(withheld, "by_name")}, {"day", day(tr, withheld.get("at").string_or(""), true)},
                                                {"reason", withheld.get("reason").string_or("")}});
}

}  // namespace

void comments_card(kit::Ui& ui, app::Context& c, const Value& summary, const std::string& poll) {
    const std::int64_t given = summary.get("given").int64_or(0);
    if (!summary.is_context() || given == 0) return;
    const Value& withheld = summary.get("withheld");
    const std::string told = withheld.size() == 0
                                 ? c.tr("居民写了 {n} 段意见，没有隐去的", {{"n", std::to_string(given)}})
                                 : c.tr("居民写了 {n} 段意见，隐去 {m} 段", {{"n", std::to_string(given)}, {"m", std::to_string(withheld.size())}});
    if (poll.empty()) ui.text(told);
    else if (ui.row("comments", {.title = c.tr("看居民写了什么"), .subtitle = told, .icon = kit::Icon::edit})) c.go("poll/" + poll + "/comments");
    if (withheld.is_list())
        for (const Value& one : withheld.as_list()) ui.caption(c.tr.pick(one, "community_name") + " · " + why_words(c.tr, one));
}

void CommentsScreen::enter() { list_.load("/api/polls/" + sync::url_part(id_) + "/comments"); }

void CommentsScreen::send() {
    busy_ = true;
    const bool back = chosen_.get("withheld").is_context();
    c_.api.post("/api/polls/" + sync::url_part(id_) + "/comments/" + sync::url_part(chosen_.get("id").string_or("")),
                Value(base::Context{{"id", Value(c_.api.new_command_id())}, {"withhold", Value(!back)}, {"reason", Value(reason_)}}),
                alive_.guard([this, back](const sync::Answer& answer) {
                    busy_ = false;
                    if (!answer.ok) {
                        failure_ = c_.words(answer.failure);
                        return;
                    }
                    open_ = false;
                    c_.say(back ? c_.tr("已恢复显示") : c_.tr("已隐去，理由公开"), kit::Tone::success);
                    list_.reload();
                }));
}

void CommentsScreen::sheet(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const bool back = chosen_.get("withheld").is_context();
    const auto sheet = ui.begin_sheet("moderate", open_,
                                      {.title = back ? tr("恢复这段意见") : tr("隐去这段意见"),
                                       .actions = {{.id = "go", .label = back ? tr("恢复") : tr("隐去"),
                                                    .kind = back ? kit::ButtonKind::primary : kit::ButtonKind::danger,
                                                    .disabled = reason_.empty(), .busy = busy_}}});
    if (!sheet) return;
    ui.text(chosen_.get("text").string_or(""), {.style = kit::TextStyle::secondary, .max_lines = 6});
    ui.space(8);
    if (!back)
        ui.text(tr("只隐去辱骂、人身攻击、泄露他人隐私的话；不同意、批评都不能隐去。态度照常计入，隐去的件数和理由公开，写的人看得到理由，可以申诉。"));
    ui.space(8);
    (void)ui.multiline_field("reason", reason_, {.label = tr("理由（公开）"), .required = true});
    ui.clause("basis", "C");
    if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
    ui.end_sheet();
    if (sheet.action == "go" && !busy_) send();
}

void CommentsScreen::comment(kit::Ui& ui, const Value& one) {
    const auto& tr = c_.tr;
    const std::string text = one.get("text").string_or("");
    if (!search_.empty() && text.find(search_) == std::string::npos) return;
    const Value& withheld = one.get("withheld");
    const kit::Scope scope(ui, "comment." + one.get("id").string_or(""));
    ui.begin_card("card", {.tone = withheld.is_context() ? kit::Tone::warning : kit::Tone::neutral});
    if (one.get("erased").boolean_or(false)) ui.secondary(tr("（已按期限删除）"));
    else if (!text.empty()) ui.text(text);
    if (withheld.is_context()) ui.secondary(why_words(tr, withheld));
    const std::string part = part_word(tr, one.get("part").string_or(""));
    ui.caption(tr.pick(one, "community_name") + (part.empty() ? "" : " · " + tr("想改：{part}", {{"part", part}})));
    if (list_.value().get("may_withhold").boolean_or(false) && !one.get("erased").boolean_or(false) &&
        ui.button("moderate", withheld.is_context() ? tr("恢复") : tr("隐去"), {.kind = kit::ButtonKind::text, .fit = true})) {
        chosen_ = one;
        reason_.clear();
        failure_.clear();
        open_ = true;
    }
    ui.end_card();
    ui.space(8);
}

void CommentsScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.begin_screen({.id = "poll/" + id_ + "/comments", .title = tr("居民写的意见"), .back = true});
    if (ready(ui, c_, list_)) {
        const Value& value = list_.value();
        ui.text(value.get("title").string_or(""), {.style = kit::TextStyle::heading});
        ui.secondary(tr("不写姓名，次序是打乱的。原话不公开；归纳和答复写进协商意见书。"));
        ui.space(12);
        if (value.get("state").string_or("") == "open") {
            ui.empty_state(kit::Icon::clock, tr("还在征求"), tr("结束以后才能看，免得影响后面的人。"));
        } else if (value.get("comments").size() == 0) {
            ui.empty_state(kit::Icon::edit, tr("没有人写文字"));
        } else {
            if (value.get("comments").size() > 8) ui.search_field("search", search_, tr("在意见里查找"));
            ui.space(8);
            for (const Value& one : value.get("comments").as_list()) comment(ui, one);
        }
    }
    const kit::ScreenResult result = ui.end_screen();
    sheet(ui);
    if (result.back) c_.back();
}

}  // namespace zhunru::views
