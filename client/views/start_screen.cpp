#include "client/views/start_screen.hpp"

#include <vector>

#include "client/views/parts.hpp"

namespace zhunru::views {

void StartScreen::start() {
    busy_ = true;
    c_.outbox.send("/api/commands",
                   {{"type", "StartCase"},
                    {"args", base::Value(base::Context{{"process", base::Value(process_)},
                                                       {"variables", base::Value(base::Context())}})}},
                   c_.tr("登记新的拟准入事项"), alive_.guard([this](const sync::Answer& answer) {
                       busy_ = false;
                       if (!answer.ok) {
                           c_.say(answer.failure);
                           return;
                       }
                       const base::Value& reply = answer.value.get("reply");
                       const std::string task = reply.get("task_id").string_or("");
                       c_.replace(task.empty() ? "case/" + reply.get("case_id").string_or("") : "task/" + task);
                   }));
}

void StartScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    base::Value process;
    if (home_.value().get("start").is_list())
        for (const base::Value& candidate : home_.value().get("start").as_list())
            if (candidate.get("process").string_or("") == process_) process = candidate;
    ui.begin_screen({.id = "start/" + process_,
                     .title = process.is_null() ? tr("新的事项") : tr.pick(process, "name"),
                     .back = true,
                     .actions = {{.id = "start", .label = tr("开始登记"), .icon = kit::Icon::edit,
                                  .disabled = process.is_null(), .busy = busy_}},
                     .action_note = tr("只开一份草稿，还没有向任何人提出。")});
    if (ready(ui, c_, home_)) {
        if (process.is_null()) {
            ui.empty_state(kit::Icon::lock, tr("这个账号不能发起"), tr("只有准入单位的经办人可以登记拟准入事项。"));
        } else {
            ui.text(tr.pick(process, "does"));
            ui.space(16);
            ui.heading(tr("会经过这些步骤"), 3);
            const std::vector<std::string> steps = {
                tr("登记：说清做什么、在哪里、做到什么、要求和时限、谁出钱"), tr("比对清单和红线，当场给出依据"),
                tr("征求每个社区和各方意见，形成协商意见"), tr("论证评估，写成报告"), tr("提出申请，受理、会签、开会表决"),
                tr("签发决定，进清单，对外公布")};
            ui.bullets(steps, true);
            ui.space(16);
            ui.banner("order", kit::Tone::accent, tr("先协商，后申请"),
                      tr("没有形成协商意见，系统不接受申请（条款 2.3-b）。"));
        }
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
    if (result.action == "start" && !busy_) start();
}

}  // namespace zhunru::views
