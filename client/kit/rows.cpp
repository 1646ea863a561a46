// List rows, badges, facts, clause chips, empty states.
#include <algorithm>
#include <cmath>

#include "client/kit/internal.hpp"

namespace zhunru::kit {
namespace {

constexpr float kBadgeRadius = 6;

struct RowLayout {
    Block title, subtitle, meta;
    float badges = 0, value = 0, text_x = 0, text_width = 0, height = 0, text_height = 0;
};

RowLayout lay_out(UiState& s, const RowOptions& o, float x, float width) {
    RowLayout l;
    const float lead = o.icon == Icon::none ? 0 : s.dp(40 + gap::m);
    const float tail = o.tappable && o.chevron ? s.dp(24) : 0;
    float value_room = 0;
    if (!o.value.empty()) {
        l.value = measure(s, o.value, TextStyle::body);
        value_room = std::min(l.value, width * 0.5F) + s.dp(gap::m);
    }
    l.text_x = x + lead;
    l.text_width = width - lead - tail - value_room;
    l.title = block(s, o.title, TextStyle::body_strong, l.text_width - (o.unread ? s.dp(16) : 0), o.max_lines);
    if (o.subtitle.empty() && o.meta.empty() && o.badges == nullptr) {
        l.title = block(s, o.title, TextStyle::body, l.text_width - (o.unread ? s.dp(16) : 0), o.max_lines);
    }
    l.subtitle = block(s, o.subtitle, TextStyle::secondary, l.text_width, 3);
    l.meta = block(s, o.meta, TextStyle::caption, l.text_width, 2);
    if (o.badges != nullptr && !o.badges->empty()) {
        l.badges = draw_badges(s, *o.badges, l.text_x, 0, l.text_width, true) + s.dp(6);
    }
    l.text_height = l.title.height + l.subtitle.height + l.meta.height + l.badges;
    l.height = std::max(s.dp(touch_height + 8), l.text_height + s.dp(gap::m) * 2);
    return l;
}

void paint(UiState& s, const RowOptions& o, const RowLayout& l, const Rect& r, float x1) {
    const Color main = o.disabled ? s.theme->disabled : s.theme->text;
    const Color quiet = o.disabled ? s.theme->disabled : s.theme->muted;
    float y = r.y0 + std::round((l.height - l.text_height) / 2);
    if (o.icon != Icon::none) {
        const float d = s.dp(40);
        const bool tall = l.text_height > d + s.dp(12);
        const float top = tall ? y + s.dp(3) : r.y0 + std::round((l.height - d) / 2);
        const float x = l.text_x - s.dp(40 + gap::m);
        circle(s, x + d / 2, top + d / 2, 20, s.theme->tone(o.tone).soft);
        icon(s, o.icon, {x + s.dp(9), top + s.dp(9), x + d - s.dp(9), top + d - s.dp(9)}, s.theme->tone(o.tone).text);
    }
    float title_x = l.text_x;
    if (o.unread) {
        circle(s, title_x + s.dp(5), y + font_of(s, TextStyle::body).line / 2, 4, s.theme->tone(Tone::danger).solid);
        title_x += s.dp(16);
    }
    draw_block(s, l.title, title_x, y, l.text_width, main);
    y += l.title.height;
    draw_block(s, l.subtitle, l.text_x, y, l.text_width, quiet);
    y += l.subtitle.height;
    draw_block(s, l.meta, l.text_x, y, l.text_width, quiet);
    y += l.meta.height;
    if (l.badges > 0) draw_badges(s, *o.badges, l.text_x, y + s.dp(6), l.text_width, false);
    if (o.tappable && o.chevron) {
        const float mid = (r.y0 + r.y1) / 2;
        icon(s, Icon::chevron_right, {x1 - s.dp(18), mid - s.dp(9), x1, mid + s.dp(9)}, s.theme->outline);
        x1 -= s.dp(24);
    }
    if (!o.value.empty()) {
        const float width = std::min(l.value, (x1 - l.text_x) * 0.55F);
        draw_line(s, o.value, TextStyle::body, x1 - width, r.y0, r.height(), width + 1, quiet, 2);
    }
}

std::string row_name(const UiState& s, const RowOptions& o) {
    std::string name = o.unread ? join(s.strings.unread, "，", o.title) : std::string(o.title);
    name = join(name, "，", o.subtitle);
    name = join(name, "，", o.value);
    name = join(name, "，", o.meta);
    if (o.badges != nullptr) name = join(name, "，", badge_names(*o.badges));
    return name;
}

}  // namespace

float draw_badges(UiState& s, const std::vector<Badge>& badges, float x, float y, float width, bool measure_only) {
    const FontUse f = font_of(s, TextStyle::caption_strong);
    const float height = f.line + s.dp(4);
    float at = x;
    float top = y;
    for (const Badge& b : badges) {
        const float w = std::min(width, measure(s, b.text, TextStyle::caption_strong) + s.dp(14));
        if (at > x && at + w > x + width) {
            at = x;
            top += height + s.dp(6);
        }
        if (!measure_only) {
            const Rect r{at, top, at + w, top + height};
            const ToneColors& tone = s.theme->tone(b.tone);
            fill(s, r, tone.soft, kBadgeRadius);
            draw_line(s, b.text, TextStyle::caption_strong, at + s.dp(7), top, height, w - s.dp(13), tone.text);
        }
        at += w + s.dp(6);
    }
    return top - y + height;
}

std::string badge_names(const std::vector<Badge>& badges) {
    std::string out;
    for (const Badge& b : badges) out = join(out, "，", b.text);
    return out;
}

bool Ui::row(std::string_view id, const RowOptions& o) {
    Frame& f = s_.frame;
    ListState* list_state = f.lists.empty() ? nullptr : f.lists.back().get();
    const bool grouped = list_state != nullptr;
    const bool in_card = f.card_depth > 0;
    const float y = place(s_, grouped || in_card ? 0 : gap::s);
    const ColumnState c = column(s_);
    const float pad = s_.dp(gap::l);
    // In a card the row reaches over the card's own padding, so that the whole width answers to a finger.
    const Rect r0{in_card ? c.x - pad : c.x, y, in_card ? c.x + c.width + pad : c.x + c.width, y};
    const float inner_x = r0.x0 + pad;
    const float inner_x1 = r0.x1 - pad;
    const RowLayout l = lay_out(s_, o, inner_x, inner_x1 - inner_x);
    const Rect r{r0.x0, y, r0.x1, y + l.height};
    const std::string full = path(s_, id);
    if (!grouped && !in_card) {
        shadow(s_, r, 14);
        fill(s_, r, s_.theme->surface, 14);
    }
    const bool first = !grouped || list_state->rows == 0;
    if (grouped) {
        if (!first) {
            const float line = std::max(1.0F, s_.dp(0.7F));
            fill(s_, {l.text_x, y, r.x1, y + line}, s_.theme->hairline);
        }
        ++list_state->rows;
    }
    Interaction i;
    std::string name = row_name(s_, o);
    const bool item = grouped;
    if (item) open_node(s_, semantics::Role::listitem, full + "/item", {}).set_pos = list_state->rows;
    if (o.tappable) {
        i = touch(s_, full, r, {.disabled = o.disabled});
        const Rect tint{r.x0 + s_.dp(4), r.y0 + s_.dp(3), r.x1 - s_.dp(4), r.y1 - s_.dp(3)};
        press_tint(s_, tint, 10, i);
        semantics::Node& n = leaf(s_, semantics::Role::button, full, name, r);
        n.focusable = !o.disabled;
        n.disabled = o.disabled;
    } else {
        leaf(s_, semantics::Role::text, full, name, r);
    }
    if (item) close_node(s_, r);
    paint(s_, o, l, r, inner_x1);
    placed(s_, r.y1, grouped || in_card ? 0 : gap::s);
    return i.activated;
}

void Ui::badges(std::span<const Badge> badges) {
    if (badges.empty()) return;
    const float y = place(s_, gap::s);
    const ColumnState& c = column(s_);
    const std::vector<Badge> all(badges.begin(), badges.end());
    const float height = draw_badges(s_, all, c.x, y, c.width, false);
    leaf(s_, semantics::Role::text, anonymous(s_, "badges"), badge_names(all), {c.x, y, c.x + c.width, y + height});
    placed(s_, y + height, gap::s);
}

void Ui::key_value(std::string_view key, std::string_view value) {
    const float y = place(s_, gap::s);
    const ColumnState& c = column(s_);
    const float column_width = std::round(c.width * 0.36F);  // the same for every row, so that values stand in line
    const float value_x = c.x + column_width + s_.dp(gap::m);
    const float value_width = c.x + c.width - value_x;
    const Block k = block(s_, key, TextStyle::secondary, column_width + 1);
    const Block v = block(s_, value.empty() ? "—" : value, TextStyle::body, value_width);
    const float lift = std::round((font_of(s_, TextStyle::body).line - font_of(s_, TextStyle::secondary).line) / 2);
    draw_block(s_, k, c.x, y + lift, column_width, s_.theme->muted);
    draw_block(s_, v, value_x, y, value_width, s_.theme->text);
    const float bottom = y + std::max(k.height + lift, v.height);
    leaf(s_, semantics::Role::text, anonymous(s_, "kv"), join(key, "：", value), {c.x, y, c.x + c.width, bottom});
    placed(s_, bottom, gap::s);
}

void Ui::metric(std::string_view label, std::string_view value, std::string_view unit, Tone tone) {
    const float y = place(s_, gap::s);
    const ColumnState& c = column(s_);
    const Block name = block(s_, label, TextStyle::secondary, c.width);
    const FontUse big = font_of(s_, TextStyle::display);
    const Color color = tone == Tone::neutral ? s_.theme->text : s_.theme->tone(tone).text;
    draw_line(s_, value, TextStyle::display, c.x, y, big.line, c.width, color);
    if (!unit.empty()) {
        const float x = c.x + measure(s_, value, TextStyle::display) + s_.dp(4);
        draw_line(s_, unit, TextStyle::secondary, x, y + s_.dp(3), big.line, c.x + c.width - x, s_.theme->muted);
    }
    draw_block(s_, name, c.x, y + big.line, c.width, s_.theme->muted);
    const float bottom = y + big.line + name.height;
    std::string spoken = join(label, "：", value);
    leaf(s_, semantics::Role::text, anonymous(s_, "metric"), spoken + std::string(unit), {c.x, y, c.x + c.width, bottom});
    placed(s_, bottom, gap::s);
}

void Ui::clause(std::string_view id, std::string_view code, std::string_view label) {
    const float y = place(s_, gap::xs);
    const ColumnState& c = column(s_);
    const bool local = code == "C" || code.starts_with("C ");
    const std::string words = join(local ? s_.strings.local_setting : s_.strings.clause + " " + std::string(code), " · ", label);
    const float text_width = std::min(measure(s_, words, TextStyle::secondary_strong), c.width - s_.dp(52));
    const float chip = std::max(s_.dp(34), font_of(s_, TextStyle::secondary).line + s_.dp(10));
    const float height = std::max(s_.dp(touch_height), chip);
    const float top = y + std::round((height - chip) / 2);
    const Rect r{c.x, top, c.x + text_width + s_.dp(46), top + chip};
    const std::string full = path(s_, id);
    const Interaction i = touch(s_, full, {r.x0, y, r.x1, y + height});
    const ToneColors& tone = s_.theme->tone(Tone::accent);
    fill(s_, r, tone.soft, 17);
    press_tint(s_, r, 17, i);
    icon(s_, Icon::gavel, {r.x0 + s_.dp(10), top + chip / 2 - s_.dp(9), r.x0 + s_.dp(28), top + chip / 2 + s_.dp(9)}, tone.text, 1.6F);
    draw_line(s_, words, TextStyle::secondary_strong, r.x0 + s_.dp(34), top, chip, text_width + 1, tone.text);
    leaf(s_, semantics::Role::button, full, words, {r.x0, y, r.x1, y + height}).focusable = true;
    if (i.activated && s_.clause_handler) s_.clause_handler(code);
    placed(s_, y + height, gap::xs);
}

void Ui::set_clause_handler(std::function<void(std::string_view)> handler) { s_.clause_handler = std::move(handler); }

void Ui::empty_state(Icon which, std::string_view title, std::string_view text) {
    float y = place(s_, gap::xxl) + s_.dp(gap::xl);
    const ColumnState c = column(s_);
    const float top = y;
    const float mid = std::round(c.x + c.width / 2);
    const float d = s_.dp(88);
    circle(s_, mid, y + d / 2, 44, s_.theme->tone(Tone::accent).soft);
    icon(s_, which, {mid - s_.dp(20), y + d / 2 - s_.dp(20), mid + s_.dp(20), y + d / 2 + s_.dp(20)}, s_.theme->tone(Tone::accent).text, 2);
    y += d + s_.dp(gap::l);
    const Block head = balanced(s_, title, TextStyle::subheading, c.width);
    draw_block(s_, head, c.x, y, c.width, s_.theme->text, 1);
    y += head.height + s_.dp(gap::xs);
    const float inset = s_.dp(gap::l);
    const Block body = balanced(s_, text, TextStyle::secondary, c.width - 2 * inset);
    draw_block(s_, body, c.x + inset, y, c.width - 2 * inset, s_.theme->muted, 1);
    y += body.height;
    leaf(s_, semantics::Role::text, anonymous(s_, "empty"), join(title, "。", text), {c.x, top, c.x + c.width, y});
    placed(s_, y + s_.dp(gap::l), gap::l);
}

}  // namespace zhunru::kit
