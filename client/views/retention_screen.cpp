#include "client/views/retention_screen.hpp"

#include "client/views/parts.hpp"
#include "client/views/privacy_screen.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

void RetentionScreen::erase() {
    busy_ = true;
    c_.api.post("/api/admin/retention",
                Value(base::Context{{"id", Value(c_.api.new_command_id())}, {"kind", chosen_.get("kind")}, {"of", chosen_.get("of")},
                                    {"reason", Value(reason_)}}),
                alive_.guard([this](const sync::Answer& answer) {
                    busy_ = false;
                    if (!answer.ok) {
                        failure_ = c_.words(answer.failure);
                        return;
                    }
                    open_ = false;
                    c_.say(c_.tr("已删除，留下了记录"), kit::Tone::success);
                    list_.reload();
                }));
}

void RetentionScreen::sheet(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const auto sheet = ui.begin_sheet("erase", open_, {.title = tr("删除到期的内容"),
                                                       .actions = {{.id = "go", .label = tr("删除"), .kind = kit::ButtonKind::danger,
                                                                    .icon = kit::Icon::trash, .disabled = reason_.empty(), .busy = busy_}}});
    if (!sheet) return;
    ui.text(tr.pick(chosen_, "title"), {.style = kit::TextStyle::body_strong});
    ui.key_value(tr("是什么"), kept_kind(tr, chosen_.get("kind").string_or("")));
    ui.key_value(tr("多少"), tr("{n} 份", {{"n", plain(tr, chosen_.get("count"))}}));
    ui.space(8);
    ui.text(tr("删除以后谁也读不到，也找不回来。计数、摘要和账本不变。谁在什么时候删了什么，会公开。"));
    ui.space(8);
    (void)ui.multiline_field("reason", reason_, {.label = tr("理由（公开）"), .required = true});
    if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
    ui.end_sheet();
    if (sheet.action == "go" && !busy_) erase();
}

void RetentionScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.begin_screen({.id = "admin/retention", .title = tr("到期该删的"), .back = true});
    if (ready(ui, c_, list_)) {
        const Value& due = list_.value().get("due");
        if (!due.is_list() || due.size() == 0) {
            ui.empty_state(kit::Icon::success, tr("没有到期的"), tr("超过本地设置期限的内容会列在这里。"));
        } else {
            std::int64_t index = 0;
            for (const Value& one : due.as_list()) {
                const kit::Scope scope(ui, "due", index++);
                const std::string what = kept_kind(tr, one.get("kind").string_or("")) + " · " + tr("{n} 份", {{"n", plain(tr, one.get("count"))}});
                const std::string since = tr("{day}起算，留 {n} 天", {{"day", day(tr, one.get("since").string_or(""), true)}, {"n", plain(tr, one.get("days"))}});
                if (ui.row("open", {.title = tr.pick(one, "title"), .subtitle = what, .meta = since, .icon = kit::Icon::trash, .max_lines = 3})) {
                    chosen_ = one;
                    reason_.clear();
                    failure_.clear();
                    open_ = true;
                }
            }
        }
        ui.space(16);
        ui.heading(tr("已经删除的"));
        ui.begin_card("done");
        erasure_lines(ui, c_, list_.value().get("done"));
        ui.end_card();
    }
    const kit::ScreenResult result = ui.end_screen();
    sheet(ui);
    if (result.back) c_.back();
}

}  // namespace zhunru::views
