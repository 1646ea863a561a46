// The frame of a screen: top bar, scrolling body, action bar, tab bar.
#include <algorithm>
#include <cmath>

#include "client/kit/internal.hpp"

namespace zhunru::kit {
namespace {

constexpr float kMaxContent = 720;   // CSS px: lines stay readable on wide windows
constexpr float kPagePad = 16;
constexpr float kTabBar = 60;

struct Bars {
    float top = 0, bottom = 0;
    bool stacked = false;   // action buttons above each other
    float note = 0;
};

float bar_title_height(UiState& s, const ScreenOptions& o) {
    if (o.large_title) return std::max(s.dp(64), font_of(s, TextStyle::display).line + s.dp(14));
    float h = font_of(s, TextStyle::subheading).line;
    if (!o.subtitle.empty()) h += font_of(s, TextStyle::caption).line;
    return std::max(s.dp(56), h + s.dp(16));
}

float content_width(const UiState& s) {
    const float room = s.around.width - s.around.safe_left - s.around.safe_right - 2 * s.dp(kPagePad);
    return std::min(room, s.dp(kMaxContent));
}

Bars measure_bars(UiState& s, const ScreenOptions& o) {
    Bars b;
    b.top = s.around.safe_top + bar_title_height(s, o);
    if (!o.actions.empty()) {
        const float width = content_width(s);
        const float gaps = s.dp(gap::m) * static_cast<float>(o.actions.size() - 1);
        const float each = (width - gaps) / static_cast<float>(o.actions.size());
        for (const Action& a : o.actions) {
            const float icon_room = a.icon == Icon::none ? 0 : s.dp(28);
            if (measure(s, a.label, TextStyle::subheading) + icon_room + s.dp(24) > each) b.stacked = o.actions.size() > 1;
        }
        const float rows = b.stacked ? static_cast<float>(o.actions.size()) : 1;
        b.bottom = s.dp(12) * 2 + rows * button_height(s) + (rows - 1) * s.dp(gap::s);
        if (!o.action_note.empty()) {
            b.note = balanced(s, o.action_note, TextStyle::caption, width, 2).height + s.dp(gap::s);
            b.bottom += b.note;
        }
    } else if (!o.tabs.empty()) {
        b.bottom = std::max(s.dp(kTabBar), s.dp(40) + font_of(s, TextStyle::caption_strong).line);
    }
    if (b.bottom > 0) b.bottom += s.around.safe_bottom;
    return b;
}

void top_bar(UiState& s, const Bars& bars, float scrolled) {
    Frame& f = s.frame;
    const ScreenOptions& o = f.screen;
    const Rect bar{0, 0, s.around.width, bars.top};
    fill(s, bar, s.theme->page);
    if (scrolled > 1) {
        fill(s, {0, bar.y1 - std::max(1.0F, s.dp(0.5F)), bar.x1, bar.y1}, s.theme->hairline);
    }
    open_node(s, semantics::Role::banner, path(s, "~bar"), {});
    const float size = s.dp(touch_height);
    const float y = std::round(s.around.safe_top + (bars.top - s.around.safe_top - size) / 2);
    float left = s.around.safe_left + s.dp(kPagePad);
    float right = s.around.width - s.around.safe_right - s.dp(kPagePad);
    if (o.back) {
        const float x = s.around.safe_left + s.dp(4);
        if (icon_button_at(s, path(s, "~back"), Icon::back, s.strings.back, {x, y, x + size, y + size}, s.theme->text)) {
            f.screen_result.back = true;
        }
        left = x + size + s.dp(4);
    }
    float actions_left = s.around.width - s.around.safe_right - s.dp(4);
    actions_left -= size * static_cast<float>(o.top_actions.size());
    if (!o.top_actions.empty()) right = actions_left - s.dp(4);

    const FontUse title = font_of(s, TextStyle::subheading);
    const float sub = o.subtitle.empty() ? 0 : font_of(s, TextStyle::caption).line;
    const float text_top = s.around.safe_top + (bars.top - s.around.safe_top - title.line - sub) / 2;
    semantics::Node& heading = leaf(s, semantics::Role::heading, path(s, "~title"), join(o.title, "，", o.subtitle),
                                    {left, text_top, right, text_top + title.line + sub});
    heading.level = 1;
    if (o.large_title) {
        draw_line(s, o.title, TextStyle::display, left, s.around.safe_top, bars.top - s.around.safe_top, right - left, s.theme->text);
    } else {
        // Centred on the screen where it fits, otherwise between the buttons.
        const float side = std::max(left, s.around.width - right);
        const float room = s.around.width - 2 * side;
        const bool centred = measure(s, o.title, TextStyle::subheading) <= room;
        const float x0 = centred ? side : left;
        const float width = centred ? room : right - left;
        const int align = centred ? 1 : 0;
        draw_line(s, o.title, TextStyle::subheading, x0, text_top, title.line, width, s.theme->text, align);
        if (sub > 0) draw_line(s, o.subtitle, TextStyle::caption, x0, text_top + title.line, sub, width, s.theme->muted, align);
    }
    float x = actions_left;
    for (const IconAction& a : o.top_actions) {
        if (icon_button_at(s, path(s, "~bar/" + a.id), a.icon, a.name, {x, y, x + size, y + size}, s.theme->text, false, a.badge)) {
            f.screen_result.top_action = a.id;
        }
        x += size;
    }
    close_node(s, bar);
}

void action_bar(UiState& s, const Bars& bars) {
    Frame& f = s.frame;
    const ScreenOptions& o = f.screen;
    const Rect bar{0, s.around.height - bars.bottom, s.around.width, s.around.height};
    shadow(s, bar, 0, 0.7F);
    fill(s, bar, s.theme->surface);
    fill(s, {0, bar.y0, bar.x1, bar.y0 + std::max(1.0F, s.dp(0.5F))}, s.theme->hairline);
    open_node(s, semantics::Role::group, path(s, "~actions"), {});
    const float width = content_width(s);
    const float x0 = std::round((s.around.width - width) / 2);
    float y = bar.y0 + s.dp(12);
    if (!o.action_note.empty()) {
        const Block note = balanced(s, o.action_note, TextStyle::caption, width, 2);
        draw_block(s, note, x0, y, width, s.theme->muted, 1);
        leaf(s, semantics::Role::text, path(s, "~action_note"), o.action_note, {x0, y, x0 + width, y + note.height});
        y += bars.note;
    }
    const auto count = static_cast<float>(o.actions.size());
    const float each = bars.stacked ? width : std::floor((width - s.dp(gap::m) * (count - 1)) / count);
    float x = x0;
    for (const Action& a : o.actions) {
        const Rect r{x, y, x + each, y + button_height(s)};
        ButtonOptions b{.kind = a.kind, .icon = a.icon, .disabled = a.disabled, .busy = a.busy, .description = a.description};
        if (draw_button(s, path(s, "~actions/" + a.id), a.label, r, b)) f.screen_result.action = a.id;
        if (bars.stacked) y += button_height(s) + s.dp(gap::s);
        else x += each + s.dp(gap::m);
    }
    close_node(s, bar);
}

void tab_bar(UiState& s, const Bars& bars) {
    Frame& f = s.frame;
    const ScreenOptions& o = f.screen;
    const Rect bar{0, s.around.height - bars.bottom, s.around.width, s.around.height};
    fill(s, bar, s.theme->surface);
    fill(s, {0, bar.y0, bar.x1, bar.y0 + std::max(1.0F, s.dp(0.5F))}, s.theme->hairline);
    open_node(s, semantics::Role::tablist, path(s, "~tabs"), {});
    const float room = std::min(s.around.width - s.around.safe_left - s.around.safe_right, s.dp(kMaxContent));
    const float each = std::floor(room / static_cast<float>(o.tabs.size()));
    float x = std::round((s.around.width - each * static_cast<float>(o.tabs.size())) / 2);
    const float height = bars.bottom - s.around.safe_bottom;
    const float label = font_of(s, TextStyle::caption_strong).line;
    std::int32_t position = 0;
    for (const Tab& t : o.tabs) {
        const Rect r{x, bar.y0, x + each, bar.y0 + height};
        const std::string id = path(s, "~tabs/" + t.id);
        const bool on = t.id == o.active_tab;
        const Interaction i = touch(s, id, r);
        const Color c = on ? s.theme->tone(Tone::accent).text : s.theme->muted;
        const float top = r.y0 + std::round((height - s.dp(30) - label) / 2);
        const float cx = std::round(x + each / 2);
        const Rect pill{cx - s.dp(28), top, cx + s.dp(28), top + s.dp(30)};
        if (on) fill(s, pill, s.theme->tone(Tone::accent).soft, 15);
        press_tint(s, pill, 15, i);
        icon(s, t.icon, {cx - s.dp(12), top + s.dp(3), cx + s.dp(12), top + s.dp(27)}, c, on ? 2.0F : 1.7F);
        draw_line(s, t.label, on ? TextStyle::caption_strong : TextStyle::caption, x, top + s.dp(30), label, each, c, 1);
        std::string name = t.label;
        if (t.badge > 0) {
            const std::string count = t.badge > 99 ? "99+" : std::to_string(t.badge);
            name += " " + count;
            const float high = std::max(s.dp(18), font_of(s, TextStyle::caption_strong).size + s.dp(4));
            const float w = std::max(high, measure(s, count, TextStyle::caption_strong) + s.dp(9));
            const Rect dot{cx + s.dp(5), top - s.dp(3), cx + s.dp(5) + w, top - s.dp(3) + high};
            fill(s, dot, s.theme->tone(Tone::danger).solid, high / s.around.dpr / 2);
            draw_line(s, count, TextStyle::caption_strong, dot.x0, dot.y0, dot.height(), w, s.theme->tone(Tone::danger).on_solid, 1);
        }
        semantics::Node& n = leaf(s, semantics::Role::tab, id, name, r);
        n.selected = on ? semantics::Flag::on : semantics::Flag::off;
        n.focusable = true;
        n.set_size = static_cast<std::int32_t>(o.tabs.size());
        n.set_pos = ++position;
        if (i.activated) f.screen_result.tab = t.id;
        x += each;
    }
    close_node(s, bar);
}

}  // namespace

void Ui::begin_screen(const ScreenOptions& options) {
    Frame& f = s_.frame;
    f.screen = options;
    open_layer(s_, semantics::Role::none, "screen", {});
    f.ids.push_back(options.id);
    const Bars bars = measure_bars(s_, options);
    fill(s_, {0, 0, s_.around.width, s_.around.height}, s_.theme->page);
    const std::string scroll_id = path(s_, "~body");
    Memory& m = s_.remember(scroll_id);
    // Reading order is bar, body, actions: the bar's place is kept open by drawing it first.
    top_bar(s_, bars, m.scroll.offset());
    f.body = {0, bars.top, s_.around.width, s_.around.height - bars.bottom};
    f.bottom_edge = bars.bottom > 0 ? f.body.y1 : s_.around.height - s_.around.safe_bottom;
    semantics::Node& main = open_node(s_, semantics::Role::main, path(s_, "~main"), {});
    main.rect = css_rect(s_, f.body);
    open_scroll(s_, scroll_id, f.body, kPagePad, kMaxContent);
    ColumnState& c = column(s_);
    const float left = s_.around.safe_left + s_.dp(kPagePad);
    c.x = std::max(c.x, left);
    c.width = content_width(s_);
    if (options.pull_to_refresh) {
        const float pulled = m.scroll.pulled();
        if (options.refreshing || pulled > 12) {
            spinner_arc(s_, s_.around.width / 2, bars.top + s_.dp(24), 11, s_.theme->tone(Tone::accent).solid);
        }
        if (m.scroll.held() && pulled > 64) m.touched = true;
        if (!m.scroll.held() && m.touched) {
            m.touched = false;
            f.screen_result.refresh = true;
            s_.again = true;
        }
        if (options.refreshing) c.y += s_.dp(44);
    }
    c.y += s_.dp(gap::s);
}

ScreenResult Ui::end_screen() {
    Frame& f = s_.frame;
    const Bars bars = measure_bars(s_, f.screen);
    close_scroll(s_, bars.bottom > 0 ? gap::xl : gap::xl + s_.around.safe_bottom / s_.around.dpr);
    close_node(s_, f.body);
    if (!f.screen.actions.empty()) action_bar(s_, bars);
    else if (!f.screen.tabs.empty()) tab_bar(s_, bars);
    f.ids.pop_back();
    close_layer(s_, {0, 0, s_.around.width, s_.around.height});
    return f.screen_result;
}

}  // namespace zhunru::kit
