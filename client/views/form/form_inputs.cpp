// The inputs of a form, one function a kind of control.
#include <algorithm>

#include "client/views/form/form_data.hpp"
#include "client/views/form/form_view.hpp"
#include "client/views/words.hpp"
#include "engine/base/json.hpp"

namespace zhunru::views {

using base::Value;

namespace {

std::string mark(const form::Component& c, std::string_view name) {
    for (const auto& [key, value] : c.marks.other)
        if (key == name) return value;
    return {};
}

std::string key_of(const Value& option) { return option.is_string() ? option.as_string() : base::canonical_json(option); }

}  // namespace

std::string FormView::help_of(const form::Component& c, const form::FieldState& state) const {
    std::string help = say(c.description);
    const auto add = [&](const std::string& text) {
        if (!help.empty()) help += c_.tr.chinese() ? "　" : " ";
        help += text;
    };
    if (state.min_length && *state.min_length > 1)
        add(c_.tr("至少 {n} 个字", {{"n", std::to_string(*state.min_length)}}) + (c.marks.local ? c_.tr("（本地设置）") : ""));
    if (c.marks.personal) add(c_.tr("个人文字：不进入永久记录，可以要求删除"));
    return help;
}

void FormView::draw_input(kit::Ui& ui, const form::Component& c, const std::string& path, const Value& row) {
    const form::FieldState state = state_of(c, path, row);
    const kit::Scope scope(ui, "field." + path);
    const std::string error = error_at(path);
    if (scroll_to_problem_ && !error.empty()) {
        ui.scroll_here();
        scroll_to_problem_ = false;
    }
    switch (c.type) {
        case form::Type::textfield:
        case form::Type::textarea: draw_text(ui, c, path, state); break;
        case form::Type::number: draw_number(ui, c, path, state); break;
        case form::Type::datetime: {
            std::string text = value_at(data_, path).string_or("");
            const std::string label = say(c.label);
            const std::string help = help_of(c, state);
            if (text.size() > 10) text.resize(10);
            if (ui.date_field("input", text, {.label = label, .help = help, .error = error, .required = c.rules.required,
                                              .disabled = state.disabled, .read_only = state.readonly}))
                set(path, text.empty() ? Value() : Value(c.datetime_kind == form::DatetimeKind::datetime
                                                             ? text + "T09:00:00+08:00" : text));
            break;
        }
        case form::Type::checkbox: {
            bool on = value_at(data_, path).boolean_or(false);
            const std::string description = help_of(c, state);
            if (ui.checkbox("input", on, say(c.label), {.description = description, .error = error,
                                                        .required = c.rules.required, .disabled = state.disabled}))
                set(path, Value(on));
            break;
        }
        case form::Type::radio:
        case form::Type::select: draw_choice(ui, c, path, state); break;
        case form::Type::checklist: draw_choices(ui, c, path, state); break;
        case form::Type::taglist:
            if (c.marks.free) draw_lines(ui, c, path);
            else draw_choices(ui, c, path, state);
            break;
        case form::Type::expression: {
            const Value& value = value_at(data_, path);
            if (!value.is_null() && !c.label.empty()) ui.key_value(say(c.label), plain(c_.tr, value));
            break;
        }
        case form::Type::filepicker: draw_files(ui, c, path, state); break;
        default: break;
    }
    if (!state.note.empty()) ui.banner("note", kit::Tone::warning, state.note);
    if (!c.marks.clause.empty() && !c.marks.local) ui.clause("clause", c.marks.clause);
    ui.space(12);
}

void FormView::draw_text(kit::Ui& ui, const form::Component& c, const std::string& path, const form::FieldState& state) {
    std::string text = value_at(data_, path).string_or("");
    const std::string label = say(c.label);
    const std::string help = help_of(c, state);
    const std::string error = error_at(path);
    const std::string placeholder = mark(c, c_.tr.chinese() ? "placeholder" : "placeholderEn");
    const kit::FieldOptions options{.label = label,
                                    .placeholder = placeholder,
                                    .help = help,
                                    .error = error,
                                    .max_length = static_cast<std::int32_t>(state.max_length.value_or(0)),
                                    .required = c.rules.required,
                                    .disabled = state.disabled,
                                    .read_only = state.readonly};
    const kit::FieldResult result = c.type == form::Type::textarea ? ui.multiline_field("input", text, options)
                                                                   : ui.text_field("input", text, options);
    const bool was_touched = touched_.contains(path);
    if (result.changed) {
        set(path, Value(text));
        if (!was_touched) touched_.erase(path);  // no complaint before the first editing has ended
    }
    if (result.blurred) {
        touched_.insert(path);
        save_draft();
    }
}

void FormView::draw_number(kit::Ui& ui, const form::Component& c, const std::string& path, const form::FieldState& state) {
    const Value& value = value_at(data_, path);
    auto [entry, fresh] = number_texts_.try_emplace(path);
    if (fresh && (value.is_number() || value.is_string())) entry->second = plain(c_.tr, value);
    const std::string label = say(c.label);
    const std::string help = help_of(c, state);
    const std::string error = error_at(path);
    const std::string unit = c_.tr(c.suffix);
    const kit::FieldResult result =
        ui.number_field("input", entry->second, {.label = label, .help = help, .error = error, .unit = unit,
                                                 .required = c.rules.required, .disabled = state.disabled,
                                                 .read_only = state.readonly});
    if (result.changed) {
        const std::string text = entry->second;
        const bool was_touched = touched_.contains(path);
        if (text.empty()) set(path, Value());
        else if (const auto number = base::Decimal::parse(text))
            set(path, c.serialize_to_string ? Value(text) : Value(*number));
        else set(path, Value(text));
        if (!was_touched) touched_.erase(path);
    }
    if (result.blurred) {
        touched_.insert(path);
        save_draft();
    }
}

void FormView::draw_choice(kit::Ui& ui, const form::Component& c, const std::string& path, const form::FieldState& state) {
    std::vector<kit::Option> options;
    for (const form::Option& option : state.options) options.push_back({key_of(option.value), say(option.label), {}, false});
    const Value& value = value_at(data_, path);
    std::string chosen = value.is_null() ? "" : key_of(value);
    const std::string label = say(c.label);
    const std::string help = help_of(c, state);
    const std::string error = error_at(path);
    const kit::ChoiceOptions how{.label = label, .help = help, .error = error, .required = c.rules.required,
                                 .disabled = state.disabled || state.readonly,
                                 .searchable = c.searchable || options.size() > 12};
    const bool changed = c.type == form::Type::radio || options.size() <= 4
                             ? ui.radio_group("input", chosen, options, how)
                             : ui.select("input", chosen, options, how);
    if (!changed) return;
    for (const form::Option& option : state.options)
        if (key_of(option.value) == chosen) {
            set(path, option.value);
            save_draft();
            return;
        }
    set(path, Value());
}

void FormView::draw_choices(kit::Ui& ui, const form::Component& c, const std::string& path, const form::FieldState& state) {
    std::vector<kit::Option> options;
    for (const form::Option& option : state.options) options.push_back({key_of(option.value), say(option.label), {}, false});
    std::vector<std::string> chosen;
    const Value& value = value_at(data_, path);
    if (value.is_list())
        for (const Value& item : value.as_list()) chosen.push_back(key_of(item));
    const std::string label = say(c.label);
    const std::string help = help_of(c, state);
    const std::string error = error_at(path);
    if (!ui.multi_select("input", chosen, options, {.label = label, .help = help, .error = error,
                                                    .required = c.rules.required, .disabled = state.disabled || state.readonly,
                                                    .searchable = options.size() > 12}))
        return;
    base::List list;
    for (const form::Option& option : state.options)
        if (std::find(chosen.begin(), chosen.end(), key_of(option.value)) != chosen.end()) list.push_back(option.value);
    set(path, Value(std::move(list)));
    save_draft();
}

void FormView::draw_lines(kit::Ui& ui, const form::Component& c, const std::string& path) {
    const Value list = value_at(data_, path);
    const std::size_t count = list.is_list() ? list.size() : 0;
    const std::string error = error_at(path);
    ui.heading(say(c.label), 4);
    if (!c.description.empty()) ui.secondary(say(c.description));
    std::size_t remove = count;
    for (std::size_t i = 0; i < count; ++i) {
        const kit::Scope scope(ui, "line", static_cast<std::int64_t>(i));
        std::string text = list.item(i).string_or("");
        const std::string label = c_.tr("第 {n} 条", {{"n", std::to_string(i + 1)}});
        const std::string line_error = error_at(path + "[" + std::to_string(i) + "]");
        const auto result = ui.multiline_field("text", text, {.label = label, .error = line_error, .min_lines = 1});
        if (result.changed) set(path + "[" + std::to_string(i) + "]", Value(text));
        if (result.blurred) save_draft();
        if (ui.button("remove", c_.tr("删除第 {n} 条", {{"n", std::to_string(i + 1)}}),
                      {.kind = kit::ButtonKind::text, .icon = kit::Icon::trash, .fit = true}))
            remove = i;
    }
    if (remove < count) {
        data_ = without_item(data_, path, remove);
        recheck();
    }
    if (!error.empty()) ui.banner("error", kit::Tone::danger, error);
    if (ui.button("add", c_.tr("增加一条"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::plus}))
        set(path + "[" + std::to_string(count) + "]", Value(""));
}

}  // namespace zhunru::views
