#include "client/views/start_screen.hpp"

#include <vector>

#include "client/sync/outbox.hpp"
#include "client/views/parts.hpp"

namespace zhunru::views {

void StartScreen::enter() {
    home_.load("/api/home");
    // The start form looks things up in the registers: those come first.
    start_.on_value([this](const base::Value&) { open_form(); });
    c_.rules.load(alive_.guard([this] { open_form(); }));
    start_.load("/api/processes/" + sync::url_part(process_) + "/start");
    if (!previous_.empty()) earlier_.load("/api/cases/" + sync::url_part(previous_));
}

void StartScreen::open_form() {
    const base::Value& form = start_.value().get("form");
    if (asked_ || !previous_.empty() || !start_.ready() || !c_.rules.settled() || form.get("components").size() == 0) return;
    asked_ = true;
    const base::Value& names = start_.value().get("context");
    form_.open(form, base::Value(base::Context()), names.is_context() ? names.as_context() : base::Context(), "start/" + process_);
    if (form_.is_open() && !form_.asks()) form_.close();
}

void StartScreen::start() {
    base::Context known;
    if (!previous_.empty()) known.set("previous_case", base::Value(previous_));
    base::Value data = base::Value(std::move(known));
    if (form_.is_open() && !form_.complete(data)) return;
    busy_ = true;
    c_.outbox.send("/api/commands",
                   {{"type", "StartCase"},
                    {"args", base::Value(base::Context{{"process", base::Value(process_)}, {"variables", data}})}},
                   title_, alive_.guard([this](const sync::Answer& answer) {
                       busy_ = false;
                       if (!answer.ok && answer.failure.offline()) {
                           c_.say(c_.tr("已存在这部手机上"), kit::Tone::success);
                           c_.back();
                           return;
                       }
                       if (!answer.ok) {
                           c_.say(answer.failure);
                           return;
                       }
                       form_.drop_draft();
                       const base::Value& reply = answer.value.get("reply");
                       const std::string task = reply.get("task_id").string_or("");
                       c_.replace(task.empty() ? "case/" + reply.get("case_id").string_or("") : "task/" + task);
                   }));
}

void StartScreen::steps(kit::Ui& ui) const {
    const auto& tr = c_.tr;
    ui.space(16);
    ui.heading(tr("会经过这些步骤"), 3);
    const std::vector<std::string> steps = {
        tr("登记：说清做什么、在哪里、做到什么、要求和时限、谁出钱"), tr("比对清单和红线，当场给出依据"),
        tr("征求每个社区和各方意见，形成协商意见"), tr("论证评估，写成报告"), tr("提出申请，受理、会签、开会表决"),
        tr("签发决定，进清单，对外公布")};
    ui.bullets(steps, true);
    ui.space(16);
    ui.banner("order", kit::Tone::accent, tr("先协商，后申请"), tr("没有形成协商意见，系统不接受申请（条款 2.3-b）。"));
}

/// What the new case takes over, and what not.
void StartScreen::earlier(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (previous_.empty() || !ready(ui, c_, earlier_)) return;
    const base::Value& card = earlier_.value().get("card");
    ui.space(16);
    ui.begin_card("earlier", {.tone = kit::Tone::accent});
    ui.heading(tr("承接的原事项"), 3);
    ui.text(tr.pick(card, "title"), {.style = kit::TextStyle::body_strong});
    const std::string number = card.get("case_no").string_or("");
    ui.secondary(number.empty() ? tr.pick(card, "state") : number + " · " + tr.pick(card, "state"));
    ui.space(8);
    const std::vector<std::string> taken = {tr("原来登记的内容和协商方案会放进新的草稿，可以改。"),
                                            tr("协商、论证、申请和审批都重新办，原来的意见和签名不算数。"), tr("原事项留在原处，两边互相指明。")};
    ui.bullets(taken);
    ui.end_card();
}

void StartScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    base::Value process;
    if (home_.value().get("start").is_list())
        for (const base::Value& candidate : home_.value().get("start").as_list())
            if (candidate.get("process").string_or("") == process_) process = candidate;
    const bool draft = !form_.is_open();
    title_ = process.is_null() ? tr("新的事项") : tr.pick(process, "name");
    ui.begin_screen({.id = "start/" + process_ + (previous_.empty() ? "" : "/" + previous_),
                     .title = title_,
                     .back = true,
                     .actions = {{.id = "start", .label = draft ? tr("开始登记") : tr("提交"),
                                  .icon = draft ? kit::Icon::edit : kit::Icon::check,
                                  .disabled = process.is_null() || !start_.ready(), .busy = busy_}},
                     .action_note = draft ? tr("只开一份草稿，还没有向任何人提出。") : tr("提交后马上告诉您接下来由谁办、到什么时候。")});
    if (ready(ui, c_, home_) && ready(ui, c_, start_)) {
        if (process.is_null()) {
            ui.empty_state(kit::Icon::lock, tr("这个账号不能发起"), tr("只有准入单位的经办人可以登记拟准入事项。"));
        } else {
            ui.text(tr.pick(process, "does"));
            earlier(ui);
            if (draft) {
                steps(ui);
            } else {
                ui.space(16);
                form_.draw(ui);
            }
        }
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
    if (result.action == "start" && !busy_) start();
}

}  // namespace zhunru::views
