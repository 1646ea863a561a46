#include <algorithm>
#include <cmath>

#include "client/kit/internal.hpp"

namespace zhunru::kit {
namespace {
constexpr float kRadius = 12;
}

float button_height(UiState& s) { return std::max(s.dp(50), font_of(s, TextStyle::subheading).line + s.dp(20)); }

bool draw_button(UiState& s, const std::string& id, std::string_view label, const Rect& r, const ButtonOptions& o) {
    const bool off = o.disabled || o.busy;
    const Interaction i = touch(s, id, r, {.disabled = off});
    const Theme& t = *s.theme;
    Color back = t.surface;
    Color front = t.tone(Tone::accent).text;
    switch (o.kind) {
        case ButtonKind::primary:
            back = t.tone(Tone::accent).solid;
            front = t.tone(Tone::accent).on_solid;
            break;
        case ButtonKind::danger:
            back = t.tone(Tone::danger).soft;
            front = t.tone(Tone::danger).text;
            break;
        case ButtonKind::secondary:
            back = t.tone(Tone::accent).soft;
            break;
        case ButtonKind::text: break;
    }
    if (o.disabled) {
        back = t.surface_sunk;
        front = t.disabled;
    }
    if (o.kind != ButtonKind::text) fill(s, r, back, kRadius);
    if (i.pressed) fill(s, r, o.kind == ButtonKind::primary ? t.shadow : t.text, kRadius, o.kind == ButtonKind::primary ? 0.22F : 0.10F);
    else if (i.hovered) fill(s, r, t.text, kRadius, 0.05F);
    if (i.focused) ring(s, r, kRadius);

    const float pad = s.dp(gap::m);
    float icon_room = o.icon != Icon::none || o.busy ? s.dp(28) : 0;
    const float room = r.width() - 2 * pad - icon_room;
    const Block text = balanced(s, label, TextStyle::subheading, std::max(room, s.dp(20)), 2);
    const float used = text.width + icon_room;
    float x = r.x0 + std::round((r.width() - used) / 2);
    const float mid = (r.y0 + r.y1) / 2;
    if (o.busy) {
        spinner_arc(s, x + s.dp(10), mid, 8, front);
        x += icon_room;
    } else if (o.icon != Icon::none) {
        icon(s, o.icon, {x, mid - s.dp(10), x + s.dp(20), mid + s.dp(10)}, front);
        x += icon_room;
    }
    draw_block(s, text, x, std::round(mid - text.height / 2), text.width, front, 1);
    semantics::Node& n = leaf(s, semantics::Role::button, id, o.name.empty() ? label : o.name, r);
    n.description = o.description;
    n.disabled = off;
    n.focusable = true;
    return i.activated;
}

bool Ui::button(std::string_view id, std::string_view label, const ButtonOptions& o) {
    const float y = place(s_, gap::m);
    const ColumnState& c = column(s_);
    float width = c.width;
    if (o.fit) {
        const float icon_room = o.icon != Icon::none || o.busy ? s_.dp(28) : 0;
        width = std::min(c.width, measure(s_, label, TextStyle::subheading) + icon_room + s_.dp(gap::xl) * 2);
    }
    const float icon_room = o.icon != Icon::none || o.busy ? s_.dp(28) : 0;
    const Block text = block(s_, label, TextStyle::subheading, std::max(width - 2 * s_.dp(gap::m) - icon_room, s_.dp(20)), 2);
    const float height = std::max(button_height(s_), text.height + s_.dp(20));
    const bool tapped = draw_button(s_, path(s_, id), label, {c.x, y, c.x + width, y + height}, o);
    placed(s_, y + height, gap::m);
    return tapped;
}

bool icon_button_at(UiState& s, const std::string& id, Icon which, std::string_view name, const Rect& r, Color c,
                    bool disabled, int badge) {
    const Interaction i = touch(s, id, r, {.disabled = disabled});
    const float mid_x = (r.x0 + r.x1) / 2;
    const float mid_y = (r.y0 + r.y1) / 2;
    if (i.pressed || i.hovered) {
        list(s)->AddCircleFilled({mid_x, mid_y}, s.dp(20), ink(s.theme->text, i.pressed ? 0.12F : 0.06F));
    }
    if (i.focused) ring(s, {mid_x - s.dp(19), mid_y - s.dp(19), mid_x + s.dp(19), mid_y + s.dp(19)}, 19);
    icon(s, which, {mid_x - s.dp(12), mid_y - s.dp(12), mid_x + s.dp(12), mid_y + s.dp(12)}, disabled ? s.theme->disabled : c);
    std::string spoken(name);
    if (badge > 0) {
        const std::string count = badge > 99 ? "99+" : std::to_string(badge);
        spoken += " " + count;
        const float high = std::max(s.dp(18), font_of(s, TextStyle::caption_strong).size + s.dp(4));
        const float w = std::max(high, measure(s, count, TextStyle::caption_strong) + s.dp(9));
        const Rect dot{mid_x + s.dp(2), mid_y - s.dp(17), mid_x + s.dp(2) + w, mid_y - s.dp(17) + high};
        fill(s, dot, s.theme->tone(Tone::danger).solid, high / s.around.dpr / 2);
        draw_line(s, count, TextStyle::caption_strong, dot.x0, dot.y0, dot.height(), w, s.theme->tone(Tone::danger).on_solid, 1);
    }
    semantics::Node& n = leaf(s, semantics::Role::button, id, spoken, r);
    n.disabled = disabled;
    n.focusable = true;
    return i.activated;
}

bool Ui::icon_button(std::string_view id, Icon which, std::string_view name, bool disabled) {
    const float y = place(s_, gap::s);
    const ColumnState& c = column(s_);
    const float size = s_.dp(touch_height);
    const bool tapped = icon_button_at(s_, path(s_, id), which, name, {c.x, y, c.x + size, y + size}, s_.theme->text, disabled);
    placed(s_, y + size, gap::s);
    return tapped;
}

}  // namespace zhunru::kit
