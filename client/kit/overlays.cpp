// Bottom sheets, dialogs, toasts.
#include <algorithm>
#include <cmath>
#include <utility>

#include "client/kit/internal.hpp"

namespace zhunru::kit {
namespace {

constexpr float kSheetRadius = 20;
constexpr std::int64_t kSlideMs = 240;
constexpr std::int64_t kToastMs = 4000;

/// Leaves what is being built and starts a layer of its own.
OverlayState push_overlay(UiState& s, const std::string& id, std::string_view title) {
    Frame& f = s.frame;
    OverlayState o;
    o.id = id;
    o.outer_clip = f.clip;
    o.outer_layer = f.layer;
    o.outer_scroller = std::exchange(f.scroller, {});
    o.outer_ids = std::exchange(f.ids, {});
    o.outer_nodes = std::exchange(f.nodes, {});
    o.outer_card_depth = std::exchange(f.card_depth, 0);
    o.outer_heading_level = std::exchange(f.heading_level, 2);  // its title is the second level
    open_layer(s, semantics::Role::dialog, id, title);
    f.nodes.back().modal = true;
    f.ids.push_back(id);
    return o;
}

void pop_overlay(UiState& s, OverlayState& o) {
    Frame& f = s.frame;
    close_layer(s, o.panel);
    f.clip = o.outer_clip;
    f.layer = o.outer_layer;
    f.scroller = std::move(o.outer_scroller);
    f.ids = std::move(o.outer_ids);
    f.nodes = std::move(o.outer_nodes);
    f.card_depth = o.outer_card_depth;
    f.heading_level = o.outer_heading_level;
}

/// Steps the animation; sets `open` to false when the closing one is over. Returns how far it is shown, 0..1.
float slide(UiState& s, Memory& m, bool& open, bool is_top, bool dismissable) {
    if (m.last_frame < s.frame_number - 1 || m.motion == 0) {
        m.motion = 1;
        m.since = s.now;
        m.shift = 0;
        m.clear_next = false;
    }
    m.last_frame = s.frame_number;
    const bool wanted = m.clear_next || (is_top && s.close_overlay && dismissable);
    if (wanted && m.motion > 0) {
        m.motion = -1;
        m.since = s.now;
        m.clear_next = false;
    }
    float shown = animate(s, m.since, kSlideMs);
    if (m.motion < 0) {
        shown = 1 - shown;
        if (shown <= 0.001F) {
            open = false;
            m.motion = 0;
            s.again = true;
        }
    }
    return shown;
}

void scrim(UiState& s, const std::string& id, float shown, Memory* dismiss) {
    fill(s, {0, 0, s.around.width, s.around.height}, s.theme->scrim, 0, 0.45F * shown);
    const std::string full = id + "/scrim";
    s.frame.hits.push_back({full, {0, 0, s.around.width, s.around.height}, s.frame.layer, false, false});
    if (s.activated == full && dismiss != nullptr) {
        dismiss->clear_next = true;
        s.again = true;
    }
}

bool is_top_overlay(const UiState& s) { return s.frame.layers_used > s.top_layer; }

float action_rows(UiState& s, const std::vector<Action>& actions, float width, bool& stacked) {
    if (actions.empty()) return 0;
    const auto count = static_cast<float>(actions.size());
    const float each = (width - s.dp(gap::m) * (count - 1)) / count;
    stacked = false;
    for (const Action& a : actions) {
        if (measure(s, a.label, TextStyle::subheading) + s.dp(24) > each) stacked = actions.size() > 1;
    }
    const float rows = stacked ? count : 1;
    return rows * button_height(s) + (rows - 1) * s.dp(gap::s);
}

std::string draw_actions(UiState& s, const std::vector<Action>& actions, float x, float y, float width, bool stacked) {
    std::string tapped;
    const auto count = static_cast<float>(actions.size());
    const float each = stacked ? width : std::floor((width - s.dp(gap::m) * (count - 1)) / count);
    for (const Action& a : actions) {
        const ButtonOptions b{.kind = a.kind, .icon = a.icon, .disabled = a.disabled, .busy = a.busy, .description = a.description};
        if (draw_button(s, path(s, "~actions/" + a.id), a.label, {x, y, x + each, y + button_height(s)}, b)) tapped = a.id;
        if (stacked) y += button_height(s) + s.dp(gap::s);
        else x += each + s.dp(gap::m);
    }
    return tapped;
}

}  // namespace

SheetResult Ui::begin_sheet(std::string_view id, bool& open, const SheetOptions& options) {
    SheetResult result;
    if (!open) return result;
    Frame& f = s_.frame;
    const std::string full = path(s_, id);
    OverlayState o = push_overlay(s_, full, options.title);
    Memory& m = s_.remember(path(s_, ""));
    const float shown = slide(s_, m, open, is_top_overlay(s_), options.dismissable);
    scrim(s_, full, shown, options.dismissable ? &m : nullptr);

    const float width = std::min(s_.around.width, s_.dp(640));
    const float x0 = std::round((s_.around.width - width) / 2);
    const float inner = width - 2 * s_.dp(gap::l);
    const float button = s_.dp(touch_height);
    const Block title = block(s_, options.title, TextStyle::subheading, inner - 2 * s_.dp(36), 2);
    const float head = s_.dp(14) + std::max(button, title.height + s_.dp(12));
    bool stacked = false;
    const float rows = action_rows(s_, options.actions, inner, stacked);
    const float bar = (rows > 0 ? rows + 2 * s_.dp(gap::m) : 0) + s_.around.safe_bottom;
    const std::string body_id = path(s_, "~body");
    const float content = s_.remember(body_id).content;
    const float most = s_.around.height - s_.around.safe_top - s_.dp(24);
    const float height = options.full ? most : std::min(most, head + content + bar);
    const float rest = content > 0 || options.full ? (1 - shown) * height : height;  // unknown height: not shown yet
    const float top = std::round(s_.around.height - height + rest + m.shift * s_.around.dpr);
    if (m.drag_ended && !m.clear_next && m.motion > 0) m.shift = 0;
    o.panel = {x0, top, x0 + width, top + height};

    // The panel takes taps that miss its controls, so that they do not reach the scrim.
    f.hits.push_back({full + "/panel", o.panel, f.layer, false, false});
    list(s_)->AddRectFilled({o.panel.x0, o.panel.y0}, {o.panel.x1, std::max(o.panel.y1, s_.around.height)}, ink(s_.theme->surface),
                            s_.dp(kSheetRadius), ImDrawFlags_RoundCornersTop);
    const Rect grip{x0, top, x0 + width, top + head};
    f.areas.push_back({path(s_, ""), grip, f.layer, options.dismissable, false});
    const float mid = std::round(x0 + width / 2);
    if (options.dismissable) fill(s_, {mid - s_.dp(18), top + s_.dp(8), mid + s_.dp(18), top + s_.dp(12)}, s_.theme->outline, 2, 0.55F);
    const float head_y = top + s_.dp(14);
    draw_block(s_, title, x0 + s_.dp(gap::l + 36), head_y + std::round((head - s_.dp(14) - title.height) / 2), inner - 2 * s_.dp(36),
               s_.theme->text, 1);
    leaf(s_, semantics::Role::heading, path(s_, "~title"), options.title, {x0, head_y, x0 + width - button, top + head}).level = 2;
    if (options.dismissable) {
        const float y = head_y + std::round((head - s_.dp(14) - button) / 2);
        if (icon_button_at(s_, path(s_, "~close"), Icon::close, s_.strings.close, {o.panel.x1 - button - s_.dp(4), y, o.panel.x1 - s_.dp(4), y + button},
                           s_.theme->muted)) {
            m.clear_next = true;
        }
    }
    o.bar_height = bar;
    o.body_top = top + head;
    // Buttons come after the content in reading order, but their answer is due now: look at the tap itself.
    for (const Action& a : options.actions) {
        if (!a.disabled && !a.busy && s_.activated == path(s_, "~actions/" + a.id)) result.action = a.id;
    }
    o.options = options;
    o.actions = options.actions;
    const Rect view{x0, o.body_top, x0 + width, std::max(o.body_top, o.panel.y1 - bar)};
    f.overlays.push_back(std::move(o));
    open_scroll(s_, body_id, view, gap::l, 640);
    column(s_).y += s_.dp(gap::xs);
    result.visible = true;
    return result;
}

void Ui::end_sheet() {
    Frame& f = s_.frame;
    const Rect view = f.clip;
    close_scroll(s_, gap::l);
    OverlayState o = std::move(f.overlays.back());
    f.overlays.pop_back();
    if (!o.actions.empty()) {
        bool stacked = false;
        const float inner = o.panel.width() - 2 * s_.dp(gap::l);
        action_rows(s_, o.actions, inner, stacked);
        const float line = std::max(1.0F, s_.dp(0.7F));
        fill(s_, {o.panel.x0, view.y1, o.panel.x1, view.y1 + line}, s_.theme->hairline);
        draw_actions(s_, o.actions, o.panel.x0 + s_.dp(gap::l), view.y1 + s_.dp(gap::m), inner, stacked);
    }
    pop_overlay(s_, o);
}

DialogResult Ui::dialog(std::string_view id, bool& open, const DialogOptions& options) {
    if (!open) return DialogResult::none;
    const std::string full = path(s_, id);
    OverlayState o = push_overlay(s_, full, options.title);
    Memory& m = s_.remember(path(s_, ""));
    DialogResult result = DialogResult::none;
    const bool dismissed = is_top_overlay(s_) && s_.close_overlay;
    bool visible = true;
    const float shown = slide(s_, m, visible, false, false);
    scrim(s_, full, shown, nullptr);
    const float width = std::min(s_.around.width - 2 * s_.dp(gap::xl), s_.dp(420));
    const float inner = width - 2 * s_.dp(gap::xl);
    const Block title = block(s_, options.title, TextStyle::heading, inner);
    const Block text = block(s_, options.text, TextStyle::body, inner);
    std::vector<Action> actions;
    if (!options.alert) {
        actions.push_back({.id = "cancel", .label = std::string(options.cancel.empty() ? s_.strings.cancel : options.cancel), .kind = ButtonKind::secondary});
    }
    actions.push_back({.id = "confirm", .label = std::string(options.confirm.empty() ? s_.strings.ok : options.confirm),
                       .kind = options.danger ? ButtonKind::danger : ButtonKind::primary});
    bool stacked = false;
    const float rows = action_rows(s_, actions, inner, stacked);
    if (stacked) std::reverse(actions.begin(), actions.end());
    const float between = text.height > 0 ? s_.dp(gap::m) : 0;
    const float height = s_.dp(gap::xl) + title.height + between + text.height + s_.dp(gap::xl) + rows + s_.dp(gap::xl);
    const float x = std::round((s_.around.width - width) / 2);
    const float y = std::round(std::max(s_.around.safe_top + s_.dp(8), (s_.around.height - height) / 2) + (1 - shown) * s_.dp(24));
    o.panel = {x, y, x + width, y + height};
    shadow(s_, o.panel, kSheetRadius, 1.6F);
    fill(s_, o.panel, s_.theme->surface, kSheetRadius);
    if (s_.theme->dark) stroke(s_, o.panel, s_.theme->hairline, kSheetRadius);
    const float tx = x + s_.dp(gap::xl);
    float ty = y + s_.dp(gap::xl);
    draw_block(s_, title, tx, ty, inner, s_.theme->text);
    leaf(s_, semantics::Role::heading, path(s_, "~title"), options.title, {tx, ty, tx + inner, ty + title.height}).level = 2;
    ty += title.height + between;
    if (text.height > 0) {
        draw_block(s_, text, tx, ty, inner, s_.theme->muted);
        leaf(s_, semantics::Role::text, path(s_, "~text"), options.text, {tx, ty, tx + inner, ty + text.height});
    }
    ty += text.height + s_.dp(gap::xl);
    const std::string tapped = draw_actions(s_, actions, tx, ty, inner, stacked);
    if (tapped == "confirm") result = DialogResult::confirmed;
    else if (tapped == "cancel" || dismissed) result = DialogResult::cancelled;
    if (result != DialogResult::none) {
        open = false;
        m.motion = 0;
        s_.again = true;
    }
    pop_overlay(s_, o);
    return result;
}

void Ui::toast(std::string_view text, Tone tone) {
    s_.toasts.push_back({std::string(text), tone, s_.now + kToastMs, ++s_.toast_number});
    s_.again = true;
}

void draw_toasts(UiState& s) {
    std::erase_if(s.toasts, [&](const Toast& t) { return t.until <= s.now; });
    Frame& f = s.frame;
    f.ids.clear();
    open_layer(s, semantics::Role::none, "toasts", {});
    f.nodes.back().live = true;
    float bottom = f.bottom_edge - s.dp(gap::m);
    const float most = std::min(s.around.width - 2 * s.dp(gap::l), s.dp(560));
    // The newest lies lowest; at most three at a time.
    const std::size_t first = s.toasts.size() > 3 ? s.toasts.size() - 3 : 0;
    for (std::size_t n = s.toasts.size(); n-- > first;) {
        const Toast& t = s.toasts[n];
        const bool marked = t.tone != Tone::neutral;
        const float lead = marked ? s.dp(30) : 0;
        const Block b = block(s, t.text, TextStyle::secondary, most - lead - 2 * s.dp(gap::l), 4);
        const float width = b.width + lead + 2 * s.dp(gap::l);
        const float height = std::max(s.dp(46), b.height + s.dp(22));
        const float shown = animate(s, t.until - kToastMs, 180);
        const float x = std::round((s.around.width - width) / 2);
        const float y = std::round(bottom - height + (1 - shown) * s.dp(20));
        const Rect r{x, y, x + width, y + height};
        shadow(s, r, 12, 1.3F);
        fill(s, r, s.theme->toast, 12);
        if (marked) {
            const Icon which = t.tone == Tone::success ? Icon::success : t.tone == Tone::accent ? Icon::info
                             : t.tone == Tone::warning ? Icon::warning : Icon::error;
            const float mid = (r.y0 + r.y1) / 2;
            icon(s, which, {x + s.dp(14), mid - s.dp(11), x + s.dp(36), mid + s.dp(11)}, s.theme->on_toast);
        }
        draw_block(s, b, x + s.dp(gap::l) + lead, y + std::round((height - b.height) / 2), b.width, s.theme->on_toast);
        const bool urgent = t.tone == Tone::danger || t.tone == Tone::warning;
        leaf(s, urgent ? semantics::Role::alert : semantics::Role::status, "toasts/" + std::to_string(t.number), t.text, r).live = true;
        bottom -= height + s.dp(gap::s);
        if (s.wake < 0 || t.until < s.wake) s.wake = t.until;
    }
    close_layer(s, {0, 0, s.around.width, s.around.height});
}

}  // namespace zhunru::kit
