// Select and multi-select: a field that opens a sheet of options.
#include <algorithm>
#include <cmath>

#include "client/kit/internal.hpp"
#include "engine/base/utf8.hpp"

namespace zhunru::kit {
namespace {

using semantics::Flag;
using semantics::Role;

/// The closed field. Returns true when it was tapped.
bool draw_field(UiState& s, const std::string& full, std::string_view shown, const ChoiceOptions& o, bool open) {
    const float top = place(s, gap::m);
    const ColumnState c = column(s);
    float y = top + field_label(s, o.label, o.required, c.x, top, c.width);
    const float room = c.width - s.dp(14 + 44);
    const Block b = block(s, shown.empty() ? (o.placeholder.empty() ? std::string_view(s.strings.choose) : o.placeholder) : shown,
                          TextStyle::body, room, 3);
    const float height = std::max(s.dp(52), b.height + s.dp(24));
    const Rect r{c.x, y, c.x + c.width, y + height};
    const Interaction i = touch(s, full, r, {.disabled = o.disabled});
    const Theme& t = *s.theme;
    fill(s, r, o.disabled ? t.surface_sunk : t.surface, 10);
    stroke(s, r, !o.error.empty() ? t.tone(Tone::danger).solid : open ? t.tone(Tone::accent).solid : t.outline, 10, open ? 2.0F : 1.0F);
    press_tint(s, r, 10, i);
    const Color color = o.disabled ? t.disabled : shown.empty() ? t.muted : t.text;
    draw_block(s, b, r.x0 + s.dp(14), y + std::round((height - b.height) / 2), room, color);
    const float mid = y + height / 2;
    icon(s, Icon::chevron_down, {r.x1 - s.dp(36), mid - s.dp(11), r.x1 - s.dp(14), mid + s.dp(11)}, o.disabled ? t.disabled : t.muted);
    semantics::Node& n = leaf(s, Role::combobox, full, o.label, r);
    n.value = shown;
    n.description = join(o.error, "。", o.help);
    n.expanded = open ? Flag::on : Flag::off;
    n.disabled = o.disabled;
    n.focusable = true;
    n.field.invalid = !o.error.empty();
    n.field.required = o.required;
    placed(s, r.y1 + field_notes(s, o.help, o.error, c.x, r.y1, c.width), gap::m);
    return i.activated;
}

bool matches(const Option& option, const std::string& lower) {
    return lower.empty() || base::utf8_lower(option.label + " " + option.description).find(lower) != std::string::npos;
}

/// One option of the sheet. Returns true when tapped.
bool option_row(UiState& s, const Option& option, bool on, bool multiple, std::int32_t position, std::int32_t size) {
    const std::string full = path(s, option.value.empty() ? std::string("empty") : option.value);
    const float y = place(s, 0);
    const ColumnState c = column(s);
    const float lead = multiple ? s.dp(36) : 0;
    const float tail = multiple ? 0 : s.dp(32);
    const float room = c.width - lead - tail;
    const Block head = block(s, option.label, on ? TextStyle::body_strong : TextStyle::body, room);
    const Block sub = block(s, option.description, TextStyle::secondary, room);
    const float text = head.height + sub.height;
    const float height = std::max(s.dp(touch_height + 4), text + s.dp(22));
    const Rect r{c.x, y, c.x + c.width, y + height};
    const Interaction i = touch(s, full, r, {.disabled = option.disabled});
    const Rect wide{r.x0 - s.dp(8), r.y0, r.x1 + s.dp(8), r.y1};
    if (on && !multiple) fill(s, wide, s.theme->tone(Tone::accent).soft, 10);
    press_tint(s, wide, 10, i);
    const ToneColors& accent = s.theme->tone(Tone::accent);
    const float top = y + std::round((height - text) / 2);
    const float mid = y + height / 2;
    if (multiple) {
        const Rect box{c.x, std::round(mid - s.dp(12)), c.x + s.dp(24), std::round(mid + s.dp(12))};
        fill(s, box, on ? accent.solid : s.theme->surface, 6);
        if (!on) stroke(s, box, s.theme->outline, 6, 1.6F);
        else icon(s, Icon::check, {box.x0 + s.dp(3), box.y0 + s.dp(3), box.x1 - s.dp(3), box.y1 - s.dp(3)}, accent.on_solid, 2.4F);
    } else if (on) {
        icon(s, Icon::check, {r.x1 - s.dp(22), mid - s.dp(11), r.x1, mid + s.dp(11)}, accent.text, 2.2F);
    }
    const Color color = option.disabled ? s.theme->disabled : on && !multiple ? accent.text : s.theme->text;
    draw_block(s, head, c.x + lead, top, room, color);
    draw_block(s, sub, c.x + lead, top + head.height, room, s.theme->muted);
    semantics::Node& n = leaf(s, Role::option, full, option.label, r);
    n.description = option.description;
    n.selected = on ? Flag::on : Flag::off;
    n.disabled = option.disabled;
    n.focusable = true;
    n.set_pos = position;
    n.set_size = size;
    placed(s, r.y1, 0);
    return i.activated;
}

/// The list inside the open sheet. Returns the tapped option or null.
const Option* option_list(Ui& ui, UiState& s, Memory& m, std::span<const Option> options, const ChoiceOptions& o, bool multiple,
                          const std::function<bool(const Option&)>& is_on) {
    if (o.searchable) ui.search_field("search", m.text, s.strings.search);
    const std::string lower = base::utf8_lower(m.text);
    const auto size = static_cast<std::int32_t>(std::count_if(options.begin(), options.end(), [&](const Option& x) { return matches(x, lower); }));
    const float top = place(s, gap::s);
    if (size == 0) {
        ui.empty_state(Icon::search, s.strings.no_match);
        return nullptr;
    }
    open_node(s, Role::listbox, path(s, "options"), o.label);
    const Option* tapped = nullptr;
    std::int32_t position = 0;
    for (const Option& option : options) {
        if (!matches(option, lower)) continue;
        if (option_row(s, option, is_on(option), multiple, ++position, size)) tapped = &option;
    }
    const ColumnState& c = column(s);
    close_node(s, {c.x, top, c.x + c.width, c.y});
    return tapped;
}

}  // namespace

bool Ui::select(std::string_view id, std::string& value, std::span<const Option> options, const ChoiceOptions& o) {
    const std::string full = path(s_, id);
    Memory& m = s_.remember(full);
    std::string_view shown;
    for (const Option& option : options) if (option.value == value) shown = option.label;
    if (draw_field(s_, full, shown, o, m.open)) {
        m.open = true;
        m.text.clear();
    }
    bool changed = false;
    const std::string sheet_id = std::string(id) + "/sheet";
    if (auto sheet = begin_sheet(sheet_id, m.open, {.title = o.label, .full = o.searchable})) {
        const Option* tapped = option_list(*this, s_, m, options, o, false, [&](const Option& x) { return x.value == value; });
        if (tapped != nullptr) {
            changed = value != tapped->value;
            value = tapped->value;
            s_.remember(path(s_, "")).clear_next = true;  // the sheet slides away with the choice shown
        }
        end_sheet();
    }
    return changed;
}

bool Ui::multi_select(std::string_view id, std::vector<std::string>& values, std::span<const Option> options,
                      const ChoiceOptions& o) {
    const std::string full = path(s_, id);
    Memory& m = s_.remember(full);
    std::string shown;
    for (const Option& option : options) {
        if (std::find(values.begin(), values.end(), option.value) != values.end()) shown = join(shown, "、", option.label);
    }
    if (draw_field(s_, full, shown, o, m.open)) {
        m.open = true;
        m.text.clear();
    }
    bool changed = false;
    const std::string sheet_id = std::string(id) + "/sheet";
    SheetOptions sheet_options{.title = o.label, .full = o.searchable};
    sheet_options.actions.push_back({.id = "done", .label = s_.strings.done + (values.empty() ? "" : " (" + std::to_string(values.size()) + ")")});
    if (auto sheet = begin_sheet(sheet_id, m.open, sheet_options)) {
        if (sheet.action == "done") s_.remember(path(s_, "")).clear_next = true;
        const Option* tapped = option_list(*this, s_, m, options, o, true, [&](const Option& x) {
            return std::find(values.begin(), values.end(), x.value) != values.end();
        });
        if (tapped != nullptr) {
            changed = true;
            const auto found = std::find(values.begin(), values.end(), tapped->value);
            if (found != values.end()) values.erase(found);
            else values.push_back(tapped->value);
            s_.again = true;
        }
        end_sheet();
    }
    return changed;
}

}  // namespace zhunru::kit
