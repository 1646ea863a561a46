#include "client/views/task_screen.hpp"

#include <utility>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"
#include "engine/base/json.hpp"

namespace zhunru::views {

using base::Value;

TaskScreen::TaskScreen(app::Context& context, const app::Parameters& parameters)
    : c_(context), id_(parameters.at("id")), task_(context.api), form_(context), sheet_(context),
      verbs_(context, [this] { c_.replace("case/" + task_.value().get("task").get("case_id").string_or("")); }) {
    task_.on_value([this](const Value& value) {
        if (!form_.is_open() && c_.rules.settled()) open_form(value);
    });
}

void TaskScreen::enter() {
    // Forms look things up in the registers: those come first.
    c_.rules.load(alive_.guard([this] {
        if (task_.ready() && !form_.is_open()) open_form(task_.value());
    }));
    task_.load("/api/tasks/" + sync::url_part(id_));
}

void TaskScreen::changed(std::string_view topic) {
    if (topic == "case:" + task_.value().get("task").get("case_id").string_or("")) c_.previewer.prepare(snapshot_path(), true);
    if (!reply_.is_null() || pending_) return;
    if (topic == "reconnected") task_.reload();
    if (topic == "task:" + id_) stale_ = true;
}

base::Context TaskScreen::names() const {
    const Value& context = task_.value().get("context");
    return context.is_context() ? context.as_context() : base::Context();
}

std::string TaskScreen::snapshot_path() const {
    return "/api/cases/" + sync::url_part(task_.value().get("task").get("case_id").string_or("")) + "/snapshot";
}

/// What this phone has agreed to on this page and the server has not, or has confirmed meanwhile.
void TaskScreen::look_at_outbox() {
    pending_ = c_.outbox.made_on("task/" + id_);
    if (!pending_ || pending_->state != "accepted") return;
    const auto reply = base::parse_json(pending_->reply);
    finished_name_ = pending_->title;
    reply_ = reply && reply->get("reply").is_context() ? reply->get("reply") : Value(base::Context());
    c_.outbox.discard(pending_->id);
    form_.drop_draft();
    form_.close();
    pending_.reset();
}

void TaskScreen::repair() {
    c_.outbox.repair(pending_->id);
    pending_.reset();
    form_.close();
    task_.reload();
}

void TaskScreen::open_form(const Value& value) {
    if (!value.get("task").get("case_id").string_or("").empty()) c_.previewer.prepare(snapshot_path());
    if (!value.get("form").is_context()) return;
    // The draft belongs to this task at this version: a task that moved on starts afresh.
    const std::string draft = "task/" + id_ + "/" + plain(c_.tr, value.get("task").get("version"));
    // What the server refused comes back into the form.
    if (const auto refused = c_.store.draft("repair/task/" + id_)) {
        c_.store.put_draft(draft, *refused);
        c_.store.drop_draft("repair/task/" + id_);
    }
    form_.open(value.get("form"), value.get("data"), names(), draft);
}

std::vector<kit::Action> TaskScreen::actions(const Value& outcomes) const {
    std::vector<kit::Action> out;
    if (!on_last_step()) {
        if (form_.step() > 0)
            out.push_back({.id = "previous", .label = c_.tr("上一步"), .kind = kit::ButtonKind::secondary});
        out.push_back({.id = "next", .label = c_.tr("下一步")});
        return out;
    }
    if (!outcomes.is_list()) return out;
    const std::size_t count = outcomes.size();
    for (std::size_t i = 0; i < count && (count <= 3 || i < 2); ++i) {
        const Value& outcome = outcomes.item(i);
        const std::string kind = outcome.get("kind").string_or("");
        out.push_back({.id = "outcome:" + outcome.get("id").string_or(""),
                       .label = c_.tr.pick(outcome, "name"),
                       .kind = kind == "danger"                   ? kit::ButtonKind::danger
                               : kind == "primary" || i == 0      ? kit::ButtonKind::primary
                                                                  : kit::ButtonKind::secondary,
                       .description = c_.tr.pick(outcome, "does")});
    }
    if (count > 3) out.push_back({.id = "more", .label = c_.tr("其他"), .kind = kit::ButtonKind::secondary});
    return out;
}

void TaskScreen::choose(const std::string& outcome_id) {
    const Value& outcomes = task_.value().get("task").get("outcomes");
    if (!outcomes.is_list()) return;
    for (const Value& outcome : outcomes.as_list()) {
        if (outcome.get("id").string_or("") != outcome_id) continue;
        const Value& own_form = task_.value().get("forms").get(outcome_id);
        Value data;
        if (form_.is_open() && !own_form.is_context() && !form_.complete(data)) {
            c_.say(c_.tr("还有内容没有填好，已标出来。"), kit::Tone::warning);
            return;
        }
        if (form_.is_open() && own_form.is_context()) data = Value();
        sheet_.about(task_.value().get("task").get("case_id").string_or(""), id_, data, task_.value().get("task").get("substitute_for"));
        sheet_.open(outcome, own_form, names(), task_.value().get("sign"),
                    [this, outcome, data](const Value& own, const std::string& ticket, bool unsigned_here) {
                        send(outcome, own.is_null() ? data : own, ticket, unsigned_here);
                    });
        return;
    }
}

void TaskScreen::send(const Value& outcome, Value data, const std::string& ticket, bool unsigned_here) {
    const Value& task = task_.value().get("task");
    base::Context args{{"task", Value(id_)},
                       {"token_version", task.get("version")},
                       {"outcome", outcome.get("id")},
                       {"data", data.is_null() ? Value(base::Context()) : std::move(data)}};
    base::Context body{{"type", "CompleteTask"}};
    // What is signed is named by its hash: a text that changed meanwhile is never signed by this.
    if (!ticket.empty() || unsigned_here) args.set("text_hash", task_.value().get("sign").get("text_hash"));
    if (!ticket.empty()) body.set("ticket", Value(ticket));
    body.set("args", Value(std::move(args)));
    finished_name_ = c_.tr.pick(outcome, "name");
    const std::string title = c_.tr.pick(task, "name") + "：" + finished_name_;
    if (unsigned_here) {
        c_.outbox.keep_unsigned("/api/commands", std::move(body), title);
        form_.save_draft();
        sheet_.set_busy(false);
        sheet_.close();
        return;
    }
    c_.outbox.send("/api/commands", std::move(body), title, alive_.guard([this](const sync::Answer& answer) {
        sheet_.set_busy(false);
        if (answer.ok) {
            form_.drop_draft();
            form_.close();
            sheet_.close();
            reply_ = answer.value.get("reply");
            if (!reply_.is_context()) reply_ = Value(base::Context());
        } else if (answer.failure.offline()) {
            sheet_.close();
        } else {
            const Value& problems = answer.failure.error.get("problems");
            if (problems.is_list() && problems.size() > 0 && form_.is_open()) {
                std::vector<form::Problem> list;
                for (const Value& p : problems.as_list())
                    list.push_back({p.get("path").string_or(""), p.get("code").string_or(""),
                                    p.get("message").string_or(""), p.get("message_en").string_or(""),
                                    p.get("clause").string_or(""), p.get("local").boolean_or(false)});
                form_.show_problems(std::move(list));
                sheet_.close();
            }
            sheet_.set_failure(c_.words(answer.failure));
            if (answer.failure.code == "stale_version") stale_ = true;
        }
    }));
}

void TaskScreen::intro(kit::Ui& ui, const Value& task) {
    const auto& tr = c_.tr;
    const std::string about = c_.tr.pick(task, "case_title");
    if (!about.empty()) ui.text(about, {.style = kit::TextStyle::heading});
    std::vector<kit::Badge> badges;
    const std::string due = due_words(tr, task);
    if (!due.empty()) badges.push_back({due, due_tone(task)});
    const std::string case_no = task.get("case_no").string_or("");
    if (!case_no.empty()) badges.push_back({case_no, kit::Tone::neutral});
    if (!badges.empty()) ui.badges(badges);
    ui.space(8);
    const Value& absent = task.get("substitute_for");
    if (absent.is_context())
        ui.banner("substitute", kit::Tone::accent, tr("您代 {who} 办这一步", {{"who", absent.get("label").string_or("")}}),
                  tr("用的是“{post}”的资格；记录和文书上写明是您代的。", {{"post", tr.pick(absent, "who")}}));
    const std::string does = tr.pick(task, "guidance");
    if (!does.empty()) ui.text(does, {.style = kit::TextStyle::secondary, .lang = tr.pick_lang(task, "guidance")});
    ui.clause("clause", basis_code(task));
    const std::string due_basis = task.get("due_basis").string_or("");
    if (!due.empty() && !due_basis.empty() && due_basis != basis_code(task)) ui.clause("due", due_basis, tr("期限"));
    if (ui.link("case", tr("看整个事项的经过和文书"))) c_.go("case/" + task.get("case_id").string_or(""));
    ui.space(16);
}

void TaskScreen::done_page(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (pending_) {
        ui.empty_state(kit::Icon::phone, tr("已记在这部手机上：{name}", {{"name", pending_->title}}), tr("还不算办完，要等服务器确认。"));
        if (agreed_here(ui, c_, *pending_)) repair();
        sign_later_.draw(ui, c_, *pending_);
        return;
    }
    ui.empty_state(kit::Icon::success, tr("已办：{name}", {{"name", finished_name_}}), tr("服务器已确认，记录不可更改。"));
    agreed_by_server(ui, c_);
    const Value& next = reply_.get("next");
    if (!next.is_list() || next.size() == 0) return;
    ui.heading(tr("接下来"));
    ui.begin_card("next");
    std::vector<kit::TimelineStep> steps;
    for (const Value& step : next.as_list()) {
        const std::string due = step.get("due").string_or("");
        steps.push_back({.title = step.is_string() ? step.as_string() : tr.pick(step, "name"),
                         .subtitle = step.is_string() ? "" : tr.pick(step, "who"),
                         .time = due.empty() ? "" : tr("{day}前", {{"day", day(tr, due)}}),
                         .state = kit::StepState::current});
    }
    (void)ui.timeline("steps", steps);
    ui.end_card();
}

void TaskScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& task = task_.value().get("task");
    look_at_outbox();
    const bool finished = !reply_.is_null() || pending_;
    kit::ScreenOptions options{.id = "task/" + id_, .title = tr.pick(task, "name"), .back = true};
    if (form_.is_open()) options.id += "/" + std::to_string(form_.step());
    if (finished) {
        options.actions = {{.id = "home", .label = tr("回到待办")},
                           {.id = "case", .label = tr("看这个事项"), .kind = kit::ButtonKind::secondary}};
    } else if (task_.ready()) {
        options.actions = actions(task.get("outcomes"));
        options.top_actions = {{"verbs", tr("其他办理方式"), kit::Icon::more}};
    }
    ui.begin_screen(options);
    if (finished) {
        done_page(ui);
    } else if (ready(ui, c_, task_)) {
        if (stale_ && ui.banner("stale", kit::Tone::warning, tr("这一步刚刚有了变化"), tr("您填的内容还在。"), tr("载入最新内容"))) {
            stale_ = false;
            form_.save_draft();
            form_.close();
            task_.reload();
        }
        if (!form_.is_open() || form_.step() == 0) {
            intro(ui, task);
            panels(ui, c_, task_.value().get("panels"));
        }
        form_.draw(ui);
    }
    const kit::ScreenResult result = ui.end_screen();
    sheet_.draw(ui);
    verbs_.draw(ui);
    if (result.top_action == "verbs") verbs_.open(task.get("case_id").string_or(""), id_);
    if (const auto sheet = ui.begin_sheet("more", more_, {.title = tr("其他做法")})) {
        const Value& outcomes = task.get("outcomes");
        for (std::size_t i = 2; i < outcomes.size(); ++i) {
            const Value& outcome = outcomes.item(i);
            const std::string id = outcome.get("id").string_or("");
            if (ui.row("outcome." + id, {.title = tr.pick(outcome, "name"), .subtitle = tr.pick(outcome, "does")})) {
                more_ = false;
                choose(id);
            }
        }
        ui.end_sheet();
    }
    if (result.back) {
        if (!finished && form_.is_open() && form_.step() > 0) form_.previous_step();
        else c_.back();
    }
    if (result.action == "next" && form_.next_step()) ui.scroll_to_top();
    if (result.action == "previous") form_.previous_step();
    if (result.action == "home") c_.go("");
    if (result.action == "case") c_.go("case/" + task.get("case_id").string_or(""));
    if (result.action == "more") more_ = true;
    if (result.action.starts_with("outcome:")) choose(result.action.substr(8));
}

}  // namespace zhunru::views
