#include "client/views/picture_screen.hpp"

#include <algorithm>
#include <vector>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

/// Share of the screen that the picture takes; the words below stay in sight.
constexpr float canvas_share = 0.52F;

bool is_step(const Value& shape) {
    const std::string kind = shape.get("kind").string_or("");
    return kind.ends_with("Task") || kind == "callActivity" || kind == "task";
}

}  // namespace

void PictureScreen::load(const std::string& scope) {
    scope_ = scope;
    view_.show_now();
    view_.select({});
    picture_.load("/api/cases/" + sync::url_part(id_) + "/picture" + (scope.empty() ? "" : "?scope=" + sync::url_part(scope)));
}

void PictureScreen::waits(kit::Ui& ui, const Value& shape) {
    const auto& tr = c_.tr;
    const Value& waits = shape.get("waits");
    if (!waits.is_list()) return;
    std::int64_t index = 0;
    for (const Value& wait : waits.as_list()) {
        const kit::Scope scope(ui, "wait", index++);
        const std::string begun = day(tr, wait.get("since").string_or(""));
        const std::string since = begun.empty() ? std::string() : tr("自 {day} 起", {{"day", begun}});
        const std::string due = due_words(tr, wait);
        std::vector<kit::Badge> badges;
        if (!due.empty()) badges.push_back({due, due_tone(wait)});
        if (wait.get("stopped").boolean_or(false)) badges.push_back({tr("已中止计时"), kit::Tone::warning});
        const std::string task = wait.get("id").string_or("");
        if (ui.row("who", {.title = tr.pick(wait, "who"), .subtitle = tr.pick(wait, "name"), .meta = since,
                           .icon = task.empty() ? kit::Icon::clock : kit::Icon::person, .badges = &badges,
                           .chevron = !task.empty(), .tappable = !task.empty(), .max_lines = 6})) {
            open_ = false;
            verbs_.open(id_, task);
        }
    }
}

void PictureScreen::element(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& shapes = picture_.value().get("shapes");
    if (!shapes.is_list()) return;
    for (const Value& shape : shapes.as_list()) {
        if (shape.get("id").string_or("") != view_.selected()) continue;
        const std::string name = tr.pick(shape, "name");
        const auto sheet = ui.begin_sheet("element", open_, {.title = name.empty() ? element_kind(tr, shape) : name});
        if (!sheet) return;
        const std::vector<kit::Badge> badges = {{element_state(tr, shape), element_tone(shape)}, {element_kind(tr, shape), kit::Tone::neutral}};
        ui.badges(badges);
        ui.space(8);
        const std::string does = tr.pick(shape, "does");
        if (!does.empty()) ui.text(does, {.lang = tr.pick_lang(shape, "does")});
        if (!shape.get("basis_code").string_or("").empty()) ui.clause("clause", basis_code(shape));
        if (const std::string settings = shape.get("settings_code").string_or(""); !settings.empty()) ui.clause("settings", settings);
        if (shape.get("waits").size() > 0) {
            ui.space(8);
            ui.heading(tr("正在等谁，谁能往下推"), 3);
            waits(ui, shape);
        }
        ui.caption(tr("编号 {id}", {{"id", view_.selected()}}));
        ui.end_sheet();
        return;
    }
}

void PictureScreen::in_words(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& shapes = picture_.value().get("shapes");
    if (!shapes.is_list()) return;
    bool any = false;
    for (const Value& shape : shapes.as_list()) any = any || shape.get("waits").size() > 0;
    if (any) {
        ui.begin_card("waits", {.tone = kit::Tone::accent});
        ui.heading(tr("正在等谁，谁能往下推"), 3);
        for (const Value& shape : shapes.as_list()) {
            const kit::Scope scope(ui, "at." + shape.get("id").string_or(""));
            waits(ui, shape);
        }
        ui.end_card();
        ui.space(12);
    }
    if (!ui.begin_expander("steps", tr("用文字看全部步骤"))) return;
    std::vector<const Value*> steps;
    for (const Value& shape : shapes.as_list())
        if (is_step(shape)) steps.push_back(&shape);
    std::stable_sort(steps.begin(), steps.end(), [](const Value* a, const Value* b) { return a->get("x").int64_or(0) < b->get("x").int64_or(0); });
    std::vector<kit::TimelineStep> lines;
    for (const Value* shape : steps) {
        const std::string state = shape->get("state").string_or("");
        lines.push_back({.title = tr.pick(*shape, "name"),
                         .subtitle = element_state(tr, *shape),
                         .state = state == "now"     ? kit::StepState::current
                                  : state == "done"  ? kit::StepState::done
                                  : state == "stuck" ? kit::StepState::failed
                                                     : kit::StepState::upcoming,
                         .link = shape->get("id").string_or("")});
    }
    const std::string tapped = ui.timeline("lines", lines);
    if (!tapped.empty()) {
        view_.select(tapped);
        open_ = true;
    }
    ui.end_expander();
}

void PictureScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& value = picture_.value();
    const Value& card = value.get("case");
    ui.begin_screen({.id = "picture/" + id_, .title = tr("流程图"), .subtitle = card.get("case_no").string_or(""), .back = true});
    if (ready(ui, c_, picture_)) {
        const Value& planes = value.get("planes");
        if (planes.is_list() && planes.size() > 1) {
            std::vector<kit::Option> options;
            for (const Value& plane : planes.as_list()) options.push_back({plane.get("scope").string_or(""), tr.pick(plane, "name"), {}, false});
            std::vector<std::string> on = {value.get("scope").string_or("")};
            if (ui.chips("plane", on, options, tr("哪一个流程"), true) && !on.empty()) load(on.front());
        } else {
            ui.text(tr.pick(value, "name"), {.style = kit::TextStyle::subheading});
        }
        const std::string tapped = view_.draw(ui, value, std::max(260.0F, ui.view_height_css() * canvas_share));
        if (!tapped.empty()) open_ = true;
        ui.begin_columns(4, 8);
        if (ui.button("now", tr("现在"), {.kind = kit::ButtonKind::secondary, .name = tr("看现在到哪一步")})) view_.show_now();
        ui.next_column();
        if (ui.button("all", tr("全图"), {.kind = kit::ButtonKind::secondary})) view_.show_all();
        ui.next_column();
        if (ui.button("in", "＋", {.kind = kit::ButtonKind::secondary, .name = tr("放大")})) view_.zoom(1.4F);
        ui.next_column();
        if (ui.button("out", "－", {.kind = kit::ButtonKind::secondary, .name = tr("缩小")})) view_.zoom(1 / 1.4F);
        ui.end_columns();
        const std::vector<kit::Badge> legend = {{tr("正在这里"), kit::Tone::accent}, {tr("已经过"), kit::Tone::success}, {tr("还没到"), kit::Tone::neutral}};
        ui.badges(legend);
        ui.space(12);
        in_words(ui);
    }
    const kit::ScreenResult result = ui.end_screen();
    element(ui);
    verbs_.draw(ui);
    if (result.back) c_.back();
}

}  // namespace zhunru::views
