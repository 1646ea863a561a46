// Checkboxes, switches, radio groups, segments, chips, ratings.
#include <algorithm>
#include <cmath>

#include "client/kit/internal.hpp"

namespace zhunru::kit {
namespace {

using semantics::Flag;
using semantics::Role;

enum class Mark : std::uint8_t { box, dot };

void draw_mark(UiState& s, Mark kind, float x, float mid, bool on, bool disabled, bool wrong) {
    const Theme& t = *s.theme;
    const ToneColors& accent = t.tone(Tone::accent);
    const float d = s.dp(24);
    const Rect r{x, std::round(mid - d / 2), x + d, std::round(mid - d / 2) + d};
    const float radius = kind == Mark::box ? 6 : 12;
    const Color edge = disabled ? t.disabled : wrong ? t.tone(Tone::danger).solid : t.outline;
    if (!on) {
        fill(s, r, t.surface, radius);
        stroke(s, r, edge, radius, 1.6F);
        return;
    }
    fill(s, r, disabled ? t.disabled : accent.solid, radius);
    if (kind == Mark::dot) circle(s, x + d / 2, r.y0 + d / 2, 5, disabled ? t.surface : accent.on_solid);
    else icon(s, Icon::check, {r.x0 + s.dp(3), r.y0 + s.dp(3), r.x1 - s.dp(3), r.y1 - s.dp(3)}, disabled ? t.surface : accent.on_solid, 2.4F);
}

/// A label with a mark before it over the whole width. Returns its rectangle.
Rect mark_row(UiState& s, const std::string& id, Mark mark, bool on, std::string_view label, std::string_view description,
              bool disabled, bool wrong, Interaction& out) {
    const float y = place(s, 0);
    const ColumnState c = column(s);
    const float lead = s.dp(36);
    const Block head = block(s, label, TextStyle::body, c.width - lead);
    const Block sub = block(s, description, TextStyle::secondary, c.width - lead);
    const float text = head.height + sub.height;
    const float height = std::max(s.dp(touch_height), text + s.dp(20));
    const Rect r{c.x, y, c.x + c.width, y + height};
    out = touch(s, id, r, {.disabled = disabled});
    press_tint(s, {r.x0 - s.dp(8), r.y0, r.x1 + s.dp(8), r.y1}, 10, out);
    const float top = y + std::round((height - text) / 2);
    draw_mark(s, mark, c.x, top + font_of(s, TextStyle::body).line / 2, on, disabled, wrong);
    draw_block(s, head, c.x + lead, top, c.width - lead, disabled ? s.theme->disabled : s.theme->text);
    draw_block(s, sub, c.x + lead, top + head.height, c.width - lead, s.theme->muted);
    placed(s, r.y1, 0);
    return r;
}

/// Opens the labelled group of a choice; returns the top for the group's rectangle.
float open_choice(UiState& s, Role role, std::string_view id, const ChoiceOptions& o) {
    const float top = place(s, gap::m);
    ColumnState& c = column(s);
    c.y += field_label(s, o.label, o.required, c.x, top, c.width);
    semantics::Node& n = open_node(s, role, path(s, id), o.label);
    n.description = join(o.error, "。", o.help);
    n.field.invalid = !o.error.empty();
    n.field.required = o.required;
    s.frame.ids.emplace_back(id);
    c.first = true;
    c.pending = 0;
    return top;
}

void close_choice(UiState& s, float top, const ChoiceOptions& o) {
    ColumnState& c = column(s);
    s.frame.ids.pop_back();
    const float notes = field_notes(s, o.help, o.error, c.x, c.y, c.width);
    close_node(s, {c.x, top, c.x + c.width, c.y});
    c.first = false;
    placed(s, c.y + notes, gap::m);
}

}  // namespace

bool Ui::checkbox(std::string_view id, bool& on, std::string_view label, const CheckOptions& o) {
    const std::string full = path(s_, id);
    Interaction i;
    place(s_, gap::xs);
    column(s_).first = true;
    // The answer is known only after the touch; the mark is drawn with the new state.
    const bool flips = s_.activated == full && !o.disabled;
    if (flips) on = !on;
    const Rect r = mark_row(s_, full, Mark::box, on, label, o.description, o.disabled, !o.error.empty(), i);
    semantics::Node& n = leaf(s_, Role::checkbox, full, label, r);
    n.description = join(o.error, "。", o.description);
    n.checked = on ? Flag::on : Flag::off;
    n.disabled = o.disabled;
    n.focusable = true;
    n.field.required = o.required;
    const ColumnState& c = column(s_);
    placed(s_, c.y + field_notes(s_, {}, o.error, c.x, c.y, c.width), gap::xs);
    return flips;
}

bool Ui::switch_row(std::string_view id, bool& on, std::string_view label, const CheckOptions& o) {
    const std::string full = path(s_, id);
    const bool flips = s_.activated == full && !o.disabled;
    Memory& m = s_.remember(full);
    if (flips) {
        on = !on;
        m.since = s_.now;
    }
    const float y = place(s_, gap::xs);
    const ColumnState c = column(s_);
    const float tail = s_.dp(52 + gap::m);
    const Block head = block(s_, label, TextStyle::body, c.width - tail);
    const Block sub = block(s_, o.description, TextStyle::secondary, c.width - tail);
    const float text = head.height + sub.height;
    const float height = std::max(s_.dp(touch_height + 4), text + s_.dp(20));
    const Rect r{c.x, y, c.x + c.width, y + height};
    const Interaction i = touch(s_, full, r, {.disabled = o.disabled});
    press_tint(s_, {r.x0 - s_.dp(8), r.y0, r.x1 + s_.dp(8), r.y1}, 10, i);
    const float top = y + std::round((height - text) / 2);
    draw_block(s_, head, c.x, top, c.width - tail, o.disabled ? s_.theme->disabled : s_.theme->text);
    draw_block(s_, sub, c.x, top + head.height, c.width - tail, s_.theme->muted);
    const Theme& t = *s_.theme;
    const float mid = std::round(y + height / 2);
    const Rect track{r.x1 - s_.dp(52), mid - s_.dp(16), r.x1, mid + s_.dp(16)};
    const float moved = m.since > 0 ? animate(s_, m.since, 140) : 1;
    const float at = on ? moved : 1 - moved;
    if (on) {
        fill(s_, track, o.disabled ? t.disabled : t.tone(Tone::accent).solid, 16);
    } else {
        fill(s_, track, t.surface_sunk, 16);
        stroke(s_, track, o.disabled ? t.disabled : t.outline, 16, 1.6F);
    }
    const float knob_x = track.x0 + s_.dp(16) + at * s_.dp(20);
    circle(s_, knob_x, mid, on ? 12 : 9, on ? t.tone(Tone::accent).on_solid : o.disabled ? t.disabled : t.outline);
    semantics::Node& n = leaf(s_, Role::switch_, full, label, r);
    n.description = o.description;
    n.checked = on ? Flag::on : Flag::off;
    n.disabled = o.disabled;
    n.focusable = true;
    placed(s_, r.y1, gap::xs);
    return flips;
}

bool Ui::radio_group(std::string_view id, std::string& value, std::span<const Option> options, const ChoiceOptions& o) {
    const float top = open_choice(s_, Role::radiogroup, id, o);
    bool changed = false;
    std::int32_t position = 0;
    for (const Option& option : options) {
        const std::string full = path(s_, option.value);
        const bool disabled = o.disabled || option.disabled;
        if (s_.activated == full && !disabled && value != option.value) {
            value = option.value;
            changed = true;
        }
        Interaction i;
        const bool on = value == option.value;
        const Rect r = mark_row(s_, full, Mark::dot, on, option.label, option.description, disabled, !o.error.empty(), i);
        semantics::Node& n = leaf(s_, Role::radio, full, option.label, r);
        n.description = option.description;
        n.checked = on ? Flag::on : Flag::off;
        n.disabled = disabled;
        n.focusable = true;
        n.set_pos = ++position;
        n.set_size = static_cast<std::int32_t>(options.size());
    }
    close_choice(s_, top, o);
    return changed;
}

bool Ui::segmented(std::string_view id, std::string& value, std::span<const Option> options, std::string_view name) {
    if (options.empty()) return false;
    const float y = place(s_, gap::m);
    const ColumnState c = column(s_);
    const float height = std::max(s_.dp(touch_height), font_of(s_, TextStyle::secondary).line + s_.dp(22));
    const Rect well{c.x, y, c.x + c.width, y + height};
    fill(s_, well, s_.theme->surface_sunk, 12);
    if (!s_.theme->dark) stroke(s_, well, s_.theme->hairline, 12);
    open_node(s_, Role::radiogroup, path(s_, id), name);
    s_.frame.ids.emplace_back(id);
    const float each = std::floor((c.width - s_.dp(6)) / static_cast<float>(options.size()));
    float x = c.x + s_.dp(3);
    bool changed = false;
    std::int32_t position = 0;
    for (const Option& option : options) {
        const std::string full = path(s_, option.value);
        const Rect r{x, y + s_.dp(3), x + each, y + height - s_.dp(3)};
        const Interaction i = touch(s_, full, {x, y, x + each, y + height}, {.disabled = option.disabled});
        if (i.activated && value != option.value) {
            value = option.value;
            changed = true;
        }
        const bool on = value == option.value;
        if (on) {
            shadow(s_, r, 9, 0.8F);
            fill(s_, r, s_.theme->dark ? s_.theme->tone(Tone::accent).soft : s_.theme->surface, 9);
        }
        press_tint(s_, r, 9, i);
        const Color color = option.disabled ? s_.theme->disabled : on ? s_.theme->tone(Tone::accent).text : s_.theme->muted;
        draw_line(s_, option.label, on ? TextStyle::secondary_strong : TextStyle::secondary, r.x0 + s_.dp(4), r.y0, r.height(),
                  each - s_.dp(8), color, 1);
        semantics::Node& n = leaf(s_, Role::radio, full, option.label, {x, y, x + each, y + height});
        n.checked = on ? Flag::on : Flag::off;
        n.disabled = option.disabled;
        n.focusable = true;
        n.set_pos = ++position;
        n.set_size = static_cast<std::int32_t>(options.size());
        x += each;
    }
    s_.frame.ids.pop_back();
    close_node(s_, well);
    placed(s_, well.y1, gap::m);
    return changed;
}

bool Ui::chips(std::string_view id, std::vector<std::string>& on, std::span<const Option> options, std::string_view name,
               bool single) {
    const float top = place(s_, gap::s);
    const ColumnState c = column(s_);
    open_node(s_, Role::group, path(s_, id), name);
    s_.frame.ids.emplace_back(id);
    const float chip = std::max(s_.dp(36), font_of(s_, TextStyle::secondary).line + s_.dp(13));
    const float row = std::max(s_.dp(touch_height), chip);
    float x = c.x;
    float y = top;
    bool changed = false;
    for (const Option& option : options) {
        const std::string full = path(s_, option.value);
        const auto found = std::find(on.begin(), on.end(), option.value);
        bool set = found != on.end();
        const float tick = s_.dp(22);
        const float width = std::min(c.width, measure(s_, option.label, TextStyle::secondary_strong) + s_.dp(28) + (set ? tick : 0));
        if (x > c.x && x + width > c.x + c.width) {
            x = c.x;
            y += row;
        }
        const Rect r{x, y + std::round((row - chip) / 2), x + width, y + std::round((row - chip) / 2) + chip};
        const Interaction i = touch(s_, full, {x, y, x + width, y + row}, {.disabled = option.disabled});
        if (i.activated) {
            changed = true;
            if (set) on.erase(found);
            else if (single) on.assign(1, option.value);
            else on.push_back(option.value);
            set = !set;
        }
        const ToneColors& accent = s_.theme->tone(Tone::accent);
        fill(s_, r, set ? accent.soft : s_.theme->surface, 18);
        stroke(s_, r, set ? accent.solid : s_.theme->outline, 18, set ? 1.6F : 1);
        press_tint(s_, r, 18, i);
        float text_x = r.x0 + s_.dp(14);
        const bool has_room = width > measure(s_, option.label, TextStyle::secondary_strong) + s_.dp(28) + tick - 1;
        if (set && has_room) {
            const float mid = (r.y0 + r.y1) / 2;
            icon(s_, Icon::check, {text_x - s_.dp(2), mid - s_.dp(8), text_x + s_.dp(14), mid + s_.dp(8)}, accent.text, 2);
            text_x += tick;
        }
        const Color color = option.disabled ? s_.theme->disabled : set ? accent.text : s_.theme->text;
        draw_line(s_, option.label, set ? TextStyle::secondary_strong : TextStyle::secondary, text_x, r.y0, r.height(),
                  r.x1 - text_x - s_.dp(8), color);
        semantics::Node& n = leaf(s_, Role::checkbox, full, option.label, {x, y, x + width, y + row});
        n.checked = set ? Flag::on : Flag::off;
        n.disabled = option.disabled;
        n.focusable = true;
        x += width + s_.dp(gap::s);
    }
    s_.frame.ids.pop_back();
    const Rect box{c.x, top, c.x + c.width, y + row};
    close_node(s_, box);
    placed(s_, box.y1, gap::s);
    return changed;
}

bool Ui::rating(std::string_view id, int& value, const ChoiceOptions& o, std::span<const std::string> labels) {
    const float top = open_choice(s_, Role::radiogroup, id, o);
    ColumnState& c = column(s_);
    const float y = c.y;
    const float each = std::floor(std::min(c.width, s_.dp(400)) / 5);
    const float height = std::max(s_.dp(56), s_.dp(touch_height));
    bool changed = false;
    const auto label_of = [&](int n) -> const std::string& {
        return labels.size() == 5 ? labels[static_cast<std::size_t>(n)] : s_.strings.ratings[static_cast<std::size_t>(n)];
    };
    for (int n = 0; n < 5; ++n) {
        const std::string full = path(s_, std::to_string(n + 1));
        const float x = c.x + each * static_cast<float>(n);
        const Rect r{x, y, x + each, y + height};
        const Interaction i = touch(s_, full, r, {.disabled = o.disabled});
        if (i.activated && value != n + 1) {
            value = n + 1;
            changed = true;
        }
        const bool on = value > n;
        const float mid_x = std::round(x + each / 2);
        const float mid_y = std::round(y + height / 2);
        press_tint(s_, {mid_x - s_.dp(24), mid_y - s_.dp(24), mid_x + s_.dp(24), mid_y + s_.dp(24)}, 24, i);
        icon(s_, on ? Icon::star_filled : Icon::star, {mid_x - s_.dp(17), mid_y - s_.dp(17), mid_x + s_.dp(17), mid_y + s_.dp(17)},
             on ? s_.theme->tone(Tone::warning).solid : s_.theme->outline, 1.8F);
        semantics::Node& node = leaf(s_, Role::radio, full, std::to_string(n + 1) + " " + label_of(n), r);
        node.checked = value == n + 1 ? Flag::on : Flag::off;
        node.disabled = o.disabled;
        node.focusable = true;
        node.set_pos = n + 1;
        node.set_size = 5;
    }
    c.y = y + height;
    if (value >= 1 && value <= 5) {
        const float line = font_of(s_, TextStyle::secondary_strong).line;
        draw_line(s_, label_of(value - 1), TextStyle::secondary_strong, c.x, c.y, line, each * 5, s_.theme->text, 1);
        c.y += line;
    } else if (!label_of(0).empty()) {
        const float line = font_of(s_, TextStyle::caption).line;
        draw_line(s_, label_of(0), TextStyle::caption, c.x, c.y, line, each * 2.5F, s_.theme->muted);
        draw_line(s_, label_of(4), TextStyle::caption, c.x + each * 2.5F, c.y, line, each * 2.5F, s_.theme->muted, 2);
        c.y += line;
    }
    close_choice(s_, top, o);
    return changed;
}

}  // namespace zhunru::kit
