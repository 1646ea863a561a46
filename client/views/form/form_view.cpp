#include "client/views/form/form_view.hpp"

#include <algorithm>
#include <utility>

#include "client/views/form/form_data.hpp"
#include "client/views/outcomes.hpp"
#include "client/views/parts.hpp"

namespace zhunru::views {

using base::Value;

void FormView::open(const Value& schema, const Value& known, base::Context names, std::string draft_key) {
    failure_.clear();
    form_ = nullptr;
    auto parsed = form::parse(schema);
    if (!parsed) {
        failure_ = c_.tr.of(parsed.error().message, parsed.error().message_en);
        return;
    }
    form_ = *parsed;
    // today() and now() of a form mean the server's day. A variable of that name would hide the function.
    const auto now = base::parse_date_time(Value(names).get("today").string_or("") + "T12:00:00+08:00");
    names.erase("today");
    scope_ = {Value(std::move(names)), c_.rules.functions(), now ? Value(*now) : Value()};
    draft_key_ = std::move(draft_key);
    step_ = 0;
    touched_.clear();
    checked_steps_.clear();
    server_problems_.clear();
    number_texts_.clear();
    file_refusals_.clear();
    split_into_steps();
    const auto draft = draft_key_.empty() ? std::nullopt : c_.store.draft(draft_key_);
    restored_ = draft.has_value();
    changed_ = restored_;
    data_ = draft ? *draft : form::initial_data(*form_, known, scope_);
    recheck();
}

void FormView::split_into_steps() {
    steps_.clear();
    const auto groups = std::count_if(form_->components.begin(), form_->components.end(),
                                      [](const form::Component& c) { return c.type == form::Type::group; });
    if (groups < 3) {
        Step all;
        for (const form::Component& component : form_->components) all.components.push_back(&component);
        steps_.push_back(std::move(all));
        return;
    }
    for (const form::Component& component : form_->components) {
        if (component.type == form::Type::group) {
            // Group ids are "Step_<key>"; a check names the key of the step that it stands in.
            const std::string id = component.id.starts_with("Step_") ? component.id.substr(5) : component.id;
            steps_.push_back({id, component.label, {&component}});
        } else if (steps_.empty()) {
            steps_.push_back({component.id, component.label, {&component}});
        } else {
            steps_.back().components.push_back(&component);
        }
    }
}

void FormView::recheck() {
    states_.clear();
    problems_ = form::validate(*form_, data_, scope_).problems;
}

void FormView::set(const std::string& path, Value value) {
    data_ = with_value(data_, path, std::move(value));
    changed_ = true;
    touched_.insert(path);
    std::erase_if(server_problems_, [&](const form::Problem& p) { return p.path == path; });
    recheck();
}

bool FormView::mine(const std::string& path) const {
    const Step& step = steps_[step_];
    bool found = false;
    const auto starts = [&](std::string_view with) {
        return path == with || (path.starts_with(with) && (path[with.size()] == '.' || path[with.size()] == '['));
    };
    const auto walk = [&](const auto& self, const form::Component& c, const std::string& prefix) -> void {
        if (c.type == form::Type::group) {
            for (const form::Component& child : c.components) self(self, child, joined(prefix, c.path));
        } else if (c.type == form::Type::dynamiclist) {
            found = found || starts(joined(prefix, c.path));
        } else if (form::is_input(c.type)) {
            found = found || starts(joined(prefix, c.key));
        }
    };
    for (const form::Component* component : step.components) walk(walk, *component, "");
    return found;
}

bool FormView::next_step() {
    checked_steps_.insert(step_);
    const bool wrong = std::any_of(problems_.begin(), problems_.end(), [&](const auto& p) { return mine(p.path); });
    if (wrong) {
        scroll_to_problem_ = true;
        return false;
    }
    save_draft();
    if (!last_step()) ++step_;
    return true;
}

void FormView::previous_step() {
    if (step_ > 0) --step_;
}

bool FormView::complete(Value& out) {
    form::Checked checked = form::validate(*form_, data_, scope_);
    if (checked.ok()) checked.problems = unsent_files();
    if (checked.ok()) {
        out = checked.data;
        return true;
    }
    show_problems(checked.problems);
    return false;
}

void FormView::show_problems(std::vector<form::Problem> problems) {
    server_problems_ = std::move(problems);
    for (std::size_t i = 0; i < steps_.size(); ++i) checked_steps_.insert(i);
    const std::size_t before = step_;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        step_ = i;
        if (std::any_of(server_problems_.begin(), server_problems_.end(), [&](const auto& p) { return mine(p.path); })) {
            scroll_to_problem_ = true;
            return;
        }
    }
    step_ = before;
}

void FormView::save_draft() {
    if (!form_ || draft_key_.empty() || !changed_) return;
    c_.store.put_draft(draft_key_, data_);
}

void FormView::drop_draft() {
    if (!draft_key_.empty()) c_.store.drop_draft(draft_key_);
    restored_ = false;
}

std::string FormView::error_at(const std::string& path) const {
    const auto in = [&](const std::vector<form::Problem>& list) -> std::string {
        for (const form::Problem& problem : list) {
            if (problem.path != path) continue;
            std::string text = c_.tr.of(problem.message, problem.message_en);
            if (problem.local) {
                text += c_.tr("（本地设置）");
            } else if (!problem.clause.empty() && problem.clause != "C") {
                text += c_.tr("（条款 {code}）", {{"code", problem.clause}});
            }
            return text;
        }
        return {};
    };
    if (std::string text = in(server_problems_); !text.empty()) return text;
    if (!touched_.contains(path) && !checked_steps_.contains(step_)) return {};
    return in(problems_);
}

const form::FieldState& FormView::state_of(const form::Component& c, const std::string& path, const Value& row) {
    const auto found = states_.find(path);
    if (found != states_.end()) return found->second;
    return states_.emplace(path, form::state_of(c, data_, row, scope_)).first->second;
}

std::string FormView::say(const form::Words& words) const {
    return c_.tr.of(words.zh, words.en);
}

void FormView::draw(kit::Ui& ui) {
    if (!form_) {
        if (!failure_.empty()) ui.banner("schema", kit::Tone::danger, c_.tr("这张表单不能显示"), failure_);
        return;
    }
    if (restored_ && ui.banner("restored", kit::Tone::accent, c_.tr("已恢复这部手机上的草稿"), {}, c_.tr("重新填写"))) {
        drop_draft();
        data_ = form::initial_data(*form_, Value(base::Context()), scope_);
        number_texts_.clear();
        recheck();
    }
    if (steps_.size() > 1) {
        std::vector<std::string> labels;
        for (const Step& step : steps_) labels.push_back(say(step.label));
        ui.stepper(labels, static_cast<int>(step_));
        ui.space(12);
    }
    const std::string whole = error_at("");
    if (!whole.empty()) ui.banner("whole", kit::Tone::danger, whole);
    const kit::Scope scope(ui, "step", static_cast<std::int64_t>(step_));
    for (const form::Component* component : steps_[step_].components) draw_component(ui, *component, "", Value());
    draw_checks(ui);
}

bool FormView::asks() {
    return std::any_of(form_->components.begin(), form_->components.end(),
                       [this](const form::Component& c) { return !state_of(c, c.key.empty() ? "#" + c.id : c.key, Value()).hidden; });
}

void FormView::draw_component(kit::Ui& ui, const form::Component& c, const std::string& prefix, const Value& row) {
    const std::string own = c.type == form::Type::group || c.type == form::Type::dynamiclist ? c.path : c.key;
    const std::string path = joined(prefix, own);
    const form::FieldState& state = state_of(c, path.empty() || own.empty() ? path + "#" + c.id : path, row);
    if (state.hidden) return;
    switch (c.type) {
        case form::Type::group: {
            const bool is_step = steps_.size() > 1 && prefix.empty() && &c == steps_[step_].components.front();
            const std::string label = say(c.label);
            ui.begin_group("group." + c.id, label);
            if (!label.empty() && !is_step) ui.heading(label, 3);  // the stepper says it for a step
            if (!c.description.empty()) ui.secondary(say(c.description));
            if (!c.marks.clause.empty()) ui.clause("clause." + c.id, c.marks.local ? "C" : c.marks.clause);
            ui.space(8);
            for (const form::Component& child : c.components) draw_component(ui, child, path, row);
            ui.end_group();
            ui.space(12);
            return;
        }
        case form::Type::dynamiclist: draw_list(ui, c, prefix); return;
        case form::Type::text:
        case form::Type::html: {
            const std::string text = form::fill_template(say(c.text), data_, row, scope_);
            if (!text.empty()) ui.text(text, {.style = kit::TextStyle::secondary});
            ui.space(8);
            return;
        }
        case form::Type::separator: ui.divider(); return;
        case form::Type::spacer: ui.space(16); return;
        default: break;
    }
    if (form::is_input(c.type)) draw_input(ui, c, path, row);
}

void FormView::draw_list(kit::Ui& ui, const form::Component& c, const std::string& prefix) {
    const std::string path = joined(prefix, c.path);
    const Value list = value_at(data_, path);
    const std::size_t count = list.is_list() ? list.size() : 0;
    ui.heading(say(c.label), 3);
    if (!c.description.empty()) ui.secondary(say(c.description));
    if (!c.marks.clause.empty()) ui.clause("clause." + c.id, c.marks.local ? "C" : c.marks.clause);
    const std::string error = error_at(path);
    if (!error.empty()) ui.banner("error." + c.id, kit::Tone::danger, error);
    ui.space(8);
    std::size_t remove = count;
    for (std::size_t i = 0; i < count; ++i) {
        const kit::Scope scope(ui, "row." + c.path, static_cast<std::int64_t>(i));
        ui.begin_card("row", {.raised = false});
        const std::string item_path = path + "[" + std::to_string(i) + "]";
        for (const form::Component& child : c.components) draw_component(ui, child, item_path, list.item(i));
        if (c.allow_add_remove &&
            ui.button("remove", c_.tr("删除这一行"),
                      {.kind = kit::ButtonKind::text, .icon = kit::Icon::trash, .fit = true}))
            remove = i;
        ui.end_card();
        ui.space(8);
    }
    if (remove < count) {
        data_ = without_item(data_, path, remove);
        changed_ = true;
        number_texts_.clear();
        recheck();
    }
    if (c.allow_add_remove && ui.button("add." + c.id, c_.tr("增加一行"),
                                        {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::plus}))
        set(path + "[" + std::to_string(count) + "]", Value(base::Context()));
    ui.space(12);
}

void FormView::draw_checks(kit::Ui& ui) {
    for (const form::Check& check : form_->checks) {
        if (steps_.size() > 1 && !check.step.empty() && check.step != steps_[step_].key) continue;
        const Value& result = c_.rules.check(check, data_, scope_);
        if (!result.is_context()) continue;
        base::Context panel = result.as_context();
        panel.set("kind", Value(result.get("rows").is_list() ? "burden" : "rule"));
        const std::string outcome = result.get("outcome").string_or(result.get("outcome").get("result").string_or(""));
        const std::string body = c_.rules.body_name(outcome, c_.tr.chinese());  // a table that says who decides
        panel.set("outcome_name", Value(body.empty() ? outcome_word(c_.tr, outcome) : body));
        panel.set("tone", Value(outcome_tone(outcome)));
        panel.set("title", Value(check.title.zh));
        panel.set("title_en", Value(check.title.en));
        views::panel(ui, c_, Value(std::move(panel)), "check." + check.id);
    }
}

}  // namespace zhunru::views
