#include "client/views/complaint_screen.hpp"

#include <utility>
#include <vector>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

ComplaintScreen::ComplaintScreen(app::Context& context, const app::Parameters& parameters) : c_(context), complaint_(context.api) {
    const auto found = parameters.find("token");
    if (found != parameters.end()) token_ = found->second;
}

void ComplaintScreen::enter() {
    if (!token_.empty()) complaint_.load("/api/complaints/" + sync::url_part(token_));
}

void ComplaintScreen::changed(std::string_view topic) {
    if (topic == "reconnected" || topic == "case:" + complaint_.value().get("case_id").string_or("")) complaint_.reload();
}

void ComplaintScreen::find() {
    busy_ = true;
    failure_.clear();
    c_.api.post("/api/complaints/find", Value(base::Context{{"number", Value(number_)}, {"code", Value(code_)}}), alive_.guard([this](const sync::Answer& answer) {
        busy_ = false;
        if (answer.ok) c_.replace("c/" + sync::url_part(answer.value.get("token").string_or("")));
        else failure_ = c_.words(answer.failure);
    }));
}

void ComplaintScreen::lookup(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.secondary(tr("填投诉时给的编号和查询码。有链接的，直接打开链接就行。"));
    ui.space(12);
    if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
    ui.begin_card("find");
    ui.text_field("number", number_, {.label = tr("编号"), .autocomplete = "off", .max_length = 60, .required = true});
    ui.text_field("code", code_, {.label = tr("查询码"), .help = tr("12 位数字"), .autocomplete = "off", .max_length = 20, .required = true});
    ui.end_card();
}

void ComplaintScreen::shown(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& value = complaint_.value();
    const bool ended = value.get("ended").boolean_or(false), late = value.get("overdue").boolean_or(false);
    ui.text(value.get("number").string_or(""), {.style = kit::TextStyle::heading});
    ui.secondary(tr.pick(value, "community_name") + " · " + tr.pick(value, "title"));
    std::vector<kit::Badge> badges = {{tr.pick(value, "state"), ended ? kit::Tone::success : kit::Tone::accent}};
    if (late) badges.push_back({tr("逾期"), kit::Tone::danger});
    ui.badges(badges);
    const std::string due = value.get("due").string_or("");
    if (!ended && !due.empty()) ui.secondary(tr("{day}前", {{"day", day(tr, due)}}));
    ui.space(12);
    ui.begin_card("steps");
    ui.heading(tr("办到哪一步"), 3);
    std::vector<kit::TimelineStep> lines;
    lines.push_back({.title = tr("已受理编号"), .time = day_and_time(tr, value.get("started_at").string_or("")), .state = kit::StepState::done});
    const Value& steps = value.get("steps");
    for (std::size_t i = 0; steps.is_list() && i < steps.size(); ++i) {
        const Value& step = steps.item(i);
        const bool done = step.get("state").string_or("") == "done";
        lines.push_back({.title = tr.pick(step, "name"), .subtitle = tr.pick(step, "who"), .time = day(tr, step.get("at").string_or("")),
                         .state = done ? kit::StepState::done : kit::StepState::current});
    }
    (void)ui.timeline("lines", lines);
    ui.end_card();
    ui.space(12);
    if (value.get("documents").size() > 0) {
        ui.begin_card("documents");
        ui.heading(tr("公开的文书"), 3);
        documents(ui, c_, value.get("documents"));
        ui.end_card();
        ui.space(12);
    }
    ui.begin_card("own", {.raised = false});
    ui.heading(tr("您写的"), 3);
    const Value& text = value.get("text");
    ui.text(text.is_string() ? text.as_string() : tr("已按规定删除"));
    ui.caption(tr("只有办理人和有这个链接的人看得到。"));
    ui.end_card();
}

void ComplaintScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    kit::ScreenOptions options{.id = "complaint", .title = token_.empty() ? tr("查投诉") : tr("我的投诉"), .back = true};
    if (token_.empty()) options.actions = {{.id = "find", .label = tr("查"), .icon = kit::Icon::search, .disabled = number_.empty() || code_.empty(), .busy = busy_}};
    ui.begin_screen(options);
    if (token_.empty()) lookup(ui);
    else if (ready(ui, c_, complaint_)) shown(ui);
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
    if (result.action == "find" && !busy_) find();
}

}  // namespace zhunru::views
