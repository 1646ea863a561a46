#include "client/views/notices_screen.hpp"

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

kit::Icon icon_of(std::string_view kind) {
    if (kind == "document") return kit::Icon::document;
    if (kind == "urge") return kit::Icon::bell;
    if (kind == "remind" || kind == "overdue") return kit::Icon::clock;
    return kit::Icon::inbox;
}

/// Handed over is neither good nor bad: nobody knows whether it was read.
kit::Tone tone_of_state(std::string_view state) {
    if (state == "refused") return kit::Tone::danger;
    if (state == "unknown") return kit::Tone::warning;
    return kit::Tone::neutral;
}

}  // namespace

void NoticesScreen::load() {
    older_.clear();
    has_more_ = false;
    notices_.load(filter_ == "unread" ? "/api/notices?unread=1" : "/api/notices");
}

void NoticesScreen::mark(const Value& body) {
    c_.api.post("/api/notices/read", body, alive_.guard([this](const sync::Answer& answer) {
        if (!answer.ok) c_.say(answer.failure);
        else notices_.reload();
    }));
}

/// To the step where it still waits for this person; else to the case, where it stands what became of it.
void NoticesScreen::open(const Value& notice) {
    if (!notice.get("read").boolean_or(false)) mark(Value(base::Context{{"ids", base::List{notice.get("id")}}}));
    const std::string document = notice.get("document_id").string_or("");
    const std::string task = notice.get("task_id").string_or("");
    const std::string case_id = notice.get("case_id").string_or("");
    if (!document.empty()) return c_.go("d/" + document);
    if (task.empty()) return case_id.empty() ? void() : c_.go("case/" + case_id);
    c_.api.get("/api/home", alive_.guard([this, task, case_id](const sync::Answer& answer) {
        const Value& tasks = answer.value.get("tasks");
        bool waits = false;
        for (std::size_t i = 0; tasks.is_list() && i < tasks.size(); ++i) waits = waits || tasks.item(i).get("id").string_or("") == task;
        c_.go(waits ? "task/" + task : "case/" + case_id);
    }));
}

void NoticesScreen::row(kit::Ui& ui, const Value& notice) {
    const auto& tr = c_.tr;
    const kit::Scope scope(ui, "notice." + plain(tr, notice.get("id")));
    std::vector<kit::Badge> badges;
    std::string meta = day_and_time(tr, notice.get("at").string_or(""));
    const Value& deliveries = notice.get("deliveries");
    for (std::size_t i = 0; deliveries.is_list() && i < deliveries.size(); ++i) {
        const Value& one = deliveries.item(i);
        const std::string state = one.get("state").string_or("");
        badges.push_back({tr("{channel}：{state}", {{"channel", tr.pick(one, "channel_name")}, {"state", tr.pick(one, "state_name")}}), tone_of_state(state)});
        const std::string detail = one.get("detail").string_or("");
        if ((state == "refused" || state == "unknown") && !detail.empty()) meta += " · " + detail;
        const std::string next = one.get("next").string_or("");
        if (!next.empty() && state != "sending") meta += " · " + tr("{time}发出", {{"time", day_and_time(tr, next)}});
    }
    const std::string kind = notice.get("kind").string_or("");
    if (ui.row("open", {.title = tr.pick(notice, "title"), .subtitle = tr.pick(notice, "text"), .meta = meta, .icon = icon_of(kind),
                        .tone = kind == "overdue" ? kit::Tone::danger : kit::Tone::accent, .badges = &badges,
                        .unread = !notice.get("read").boolean_or(false)}))
        open(notice);
}

void NoticesScreen::more() {
    const Value& list = notices_.value().get("notices");
    const Value last = older_.empty() ? list.item(list.size() - 1) : older_.back();
    asking_ = true;
    c_.api.get((filter_ == "unread" ? "/api/notices?unread=1&before=" : "/api/notices?before=") + plain(c_.tr, last.get("id")),
               alive_.guard([this](const sync::Answer& answer) {
                   asking_ = false;
                   if (!answer.ok) return c_.say(answer.failure);
                   const Value& page = answer.value.get("notices");
                   for (std::size_t i = 0; page.is_list() && i < page.size(); ++i) older_.push_back(page.item(i));
                   has_more_ = answer.value.get("more").boolean_or(false);
               }));
}

void NoticesScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& value = notices_.value();
    const Value& list = value.get("notices");
    const std::int64_t unread = value.get("unread").int64_or(0);
    kit::ScreenOptions options{.id = "notices/" + filter_, .title = tr("通知"), .back = true,
                               .top_actions = {{"settings", tr("通知设置"), kit::Icon::gear}}, .pull_to_refresh = true};
    options.refreshing = notices_.loading() && notices_.ready();
    if (notices_.ready() && unread > 0)
        options.actions = {{.id = "all", .label = tr("全部标为已读"), .kind = kit::ButtonKind::secondary, .icon = kit::Icon::check}};
    ui.begin_screen(options);
    const std::vector<kit::Option> filters = {{"all", tr("全部"), {}, false}, {"unread", tr("未读 {n}", {{"n", std::to_string(unread)}}), {}, false}};
    if (ui.segmented("filter", filter_, filters, tr("看哪些通知"))) load();
    ui.space(12);
    if (ready(ui, c_, notices_)) {
        if (!list.is_list() || list.size() == 0) {
            ui.empty_state(kit::Icon::bell, filter_ == "unread" ? tr("没有未读的通知") : tr("还没有通知"), tr("有事等您办、被催办、快到期或有新文书时，会在这里告诉您。"));
        } else {
            ui.begin_card("list");
            ui.begin_list("notices", tr("通知"), static_cast<std::int32_t>(list.size() + older_.size()));
            for (const Value& notice : list.as_list()) row(ui, notice);
            for (const Value& notice : older_) row(ui, notice);
            ui.end_list();
            ui.end_card();
            const bool further = older_.empty() ? value.get("more").boolean_or(false) : has_more_;
            if (further && ui.button("more", tr("更早的通知"), {.kind = kit::ButtonKind::secondary, .busy = asking_})) more();
        }
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
    if (result.refresh) load();
    if (result.top_action == "settings") c_.go("notices/settings");
    if (result.action == "all" && list.is_list() && list.size() > 0)
        mark(Value(base::Context{{"up_to", list.item(0).get("id")}}));
}

}  // namespace zhunru::views
