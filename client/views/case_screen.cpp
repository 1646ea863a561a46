#include "client/views/case_screen.hpp"

#include <vector>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

kit::StepState step_state(std::string_view word) {
    if (word == "done") return kit::StepState::done;
    if (word == "current") return kit::StepState::current;
    if (word == "failed") return kit::StepState::failed;
    if (word == "skipped") return kit::StepState::skipped;
    if (word == "paused") return kit::StepState::paused;
    return kit::StepState::upcoming;
}

}  // namespace

void CaseScreen::act(const Value& action) {
    actions_open_ = false;
    sheet_.open(action, action.get("form"), {}, action.get("sign"), [this, action](const Value& data, const std::string& ticket, bool) {
        const Value& command = action.get("command");
        base::Context args = command.get("args").is_context() ? command.get("args").as_context() : base::Context();
        if (data.is_context()) args.set("payload", data);
        base::Context body{{"type", command.get("type")}, {"args", Value(std::move(args))}};
        if (!ticket.empty()) body.set("ticket", Value(ticket));
        c_.outbox.send("/api/commands", std::move(body), c_.tr.pick(action, "name"), alive_.guard([this](const sync::Answer& answer) {
            sheet_.set_busy(false);
            if (!answer.ok && !answer.failure.offline()) {
                sheet_.set_failure(c_.words(answer.failure));
                return;
            }
            sheet_.close();
            c_.say(answer.ok ? c_.tr("已办") : c_.tr("已存在这部手机上"), kit::Tone::success);
            case_.reload();
        }));
    });
}

void CaseScreen::waiting(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& list = case_.value().get("waiting");
    const bool party = case_.value().get("sight").string_or("") == "party";
    if (list.is_list() && list.size() > 0) {
        ui.begin_card("waiting", {.tone = kit::Tone::accent});
        ui.heading(tr("正在等谁"), 3);
        for (const Value& wait : list.as_list()) {
            const std::string task = wait.get("task_id").string_or("");
            const kit::Scope scope(ui, "wait." + (task.empty() ? wait.get("element").string_or("") : task));
            const std::string due = due_words(tr, wait);
            std::vector<kit::Badge> badges;
            if (!due.empty()) badges.push_back({due, due_tone(wait)});
            const bool mine = wait.get("mine").boolean_or(false);
            const Value& absent = wait.get("substitute_for");
            if (absent.is_context()) badges.push_back({tr("代 {who}", {{"who", absent.get("label").string_or("")}}), kit::Tone::accent});
            const std::string begun = day(tr, wait.get("since").string_or(""));
            const std::string since = begun.empty() ? std::string() : tr("自 {day} 起", {{"day", begun}});
            if (ui.row("open", {.title = tr.pick(wait, "who"), .subtitle = tr.pick(wait, "name"), .meta = since,
                                .icon = task.empty() ? kit::Icon::clock : kit::Icon::person, .badges = &badges, .chevron = mine, .tappable = mine}))
                c_.go("task/" + task);
            if (!task.empty() && party &&
                ui.button("verbs", mine ? tr("其他办理方式") : tr("催办或其他办法"),
                          {.kind = kit::ButtonKind::text, .icon = mine ? kit::Icon::more : kit::Icon::bell, .fit = true}))
                verbs_.open(id_, task);
        }
        ui.end_card();
        ui.space(12);
    }
    const Value& incidents = case_.value().get("incidents");
    if (incidents.is_list())
        for (const Value& incident : incidents.as_list())
            ui.banner("incident." + plain(tr, incident.get("id")), kit::Tone::danger, tr("流程卡住了，已通知管理员"),
                      tr.pick(incident, "message"));
}

/// The cases before and after this one, and the way to begin a new one from it.
void CaseScreen::taken_up(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& list = case_.value().get("taken_up");
    if (list.is_list())
        for (const Value& other : list.as_list()) {
            const std::string id = other.get("case_id").string_or("");
            const kit::Scope scope(ui, "taken_up." + id);
            if (ui.row("open", {.title = other.get("later").boolean_or(false) ? tr("已由新的事项承接") : tr("承接了原来的事项"),
                                .subtitle = tr.pick(other, "title"), .meta = other.get("case_no").string_or(""), .icon = kit::Icon::layers}))
                c_.go("case/" + id);
        }
    const Value& again = case_.value().get("again");
    if (!again.is_context()) return;
    if (ui.row("again", {.title = tr("再次申请"), .subtitle = tr("以这次登记的内容作底稿，另开一个事项；协商和审批重新办"), .icon = kit::Icon::plus}))
        c_.go("start/" + again.get("process").string_or("") + "/" + id_);
    ui.space(12);
}

void CaseScreen::steps(kit::Ui& ui) {
    const Value& list = case_.value().get("steps");
    if (!list.is_list() || list.size() == 0) return;
    ui.begin_card("steps");
    ui.heading(c_.tr("走到哪一步"), 3);
    std::vector<kit::TimelineStep> lines;
    for (const Value& step : list.as_list())
        lines.push_back({.title = c_.tr.pick(step, "name"),
                         .subtitle = c_.tr.pick(step, "who"),
                         .time = day(c_.tr, step.get("at").string_or("")),
                         .note = c_.tr.pick(step, "note"),
                         .state = step_state(step.get("state").string_or(""))});
    (void)ui.timeline("steps", lines);
    ui.end_card();
    ui.space(12);
}

void CaseScreen::consultation(kit::Ui& ui) {
    const Value& value = case_.value().get("consultation");
    if (!value.is_context()) {
        ui.empty_state(kit::Icon::people, c_.tr("还没有征求意见"), c_.tr("协商方案办好以后开始。"));
        return;
    }
    consultation_card(ui, c_, value);
    const std::string poll = value.get("poll_id").string_or("");
    if (!poll.empty() && value.get("can_manage").boolean_or(false) &&
        ui.button("manage", c_.tr("邀请、二维码和待确认的意见"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::qr}))
        c_.go("poll/" + poll);
}

void CaseScreen::history(kit::Ui& ui) {
    const Value& list = case_.value().get("timeline");
    if (!list.is_list()) return;
    std::vector<kit::TimelineStep> lines;
    for (const Value& entry : list.as_list())
        lines.push_back({.title = c_.tr.pick(entry, "what"),
                         .subtitle = c_.tr.pick(entry, "who"),
                         .time = day_and_time(c_.tr, entry.get("at").string_or("")),
                         .note = c_.tr.pick(entry, "note"),
                         .state = kit::StepState::done});
    ui.begin_card("history");
    (void)ui.timeline("history", lines);
    ui.end_card();
}

void CaseScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& value = case_.value();
    const Value& card = value.get("card");
    kit::ScreenOptions options{.id = "case/" + id_ + "/" + part_, .title = tr("事项"), .subtitle = card.get("case_no").string_or(""),
                               .back = true};
    const Value& actions = value.get("actions");
    if (value.get("sight").string_or("") == "party") options.top_actions = {{"actions", tr("可以做什么"), kit::Icon::more}};
    options.pull_to_refresh = true;
    options.refreshing = case_.loading() && case_.ready();
    ui.begin_screen(options);
    if (ready(ui, c_, case_)) {
        ui.text(card.get("title").string_or(""), {.style = kit::TextStyle::heading});
        std::vector<kit::Badge> badges = {{tr.pick(card, "state"), tone_of(card.get("tone").string_or("accent"))}};
        if (card.get("overdue").boolean_or(false)) badges.push_back({tr("逾期"), kit::Tone::danger});
        ui.badges(badges);
        ui.space(12);
        const std::vector<kit::Option> parts = {{"now", tr("进展"), {}, false}, {"facts", tr("内容"), {}, false},
                                                {"voices", tr("协商"), {}, false}, {"papers", tr("文书"), {}, false},
                                                {"history", tr("经过"), {}, false}};
        ui.segmented("part", part_, parts, tr("这个事项的各部分"));
        ui.space(16);
        if (part_ == "now") {
            waiting(ui);
            if (ui.row("picture", {.title = tr("看流程图"), .subtitle = tr("现在到了哪一步，前面走过什么，后面还有什么"), .icon = kit::Icon::layers}))
                c_.go("case/" + id_ + "/picture");
            ui.space(12);
            taken_up(ui);
            decision_card(ui, c_, value.get("decision"));
            steps(ui);
        } else if (part_ == "facts") {
            panels(ui, c_, value.get("panels"));
        } else if (part_ == "voices") {
            consultation(ui);
        } else if (part_ == "papers") {
            if (value.get("documents").size() == 0) ui.empty_state(kit::Icon::document, tr("还没有文书"));
            else {
                ui.begin_card("papers");
                documents(ui, c_, value.get("documents"));
                ui.end_card();
            }
            ui.space(12);
            if (value.get("sight").string_or("") == "party") attachments_.draw(ui);
        } else {
            history(ui);
        }
    }
    const kit::ScreenResult result = ui.end_screen();
    sheet_.draw(ui);
    verbs_.draw(ui);
    if (const auto sheet = ui.begin_sheet("actions", actions_open_, {.title = tr("可以做什么")})) {
        if (actions.is_list())
            for (const Value& action : actions.as_list())
                if (ui.row("action." + action.get("id").string_or(""),
                           {.title = tr.pick(action, "name"), .subtitle = tr.pick(action, "does")}))
                    act(action);
        if (!card.get("ended").boolean_or(false) &&
            ui.row("verbs", {.title = tr("退回、撤回、转办、加签、催办……"), .subtitle = tr("每一种先写明后果，再由您决定。"),
                             .icon = kit::Icon::more})) {
            actions_open_ = false;
            verbs_.open(id_, {});
        }
        ui.end_sheet();
    }
    if (result.back) c_.back();
    if (result.refresh) case_.reload();
    if (result.top_action == "actions") actions_open_ = true;
}

}  // namespace zhunru::views
