#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "client/kit/audit.hpp"
#include "client/kit/internal.hpp"

namespace zhunru::kit {

std::string path(const UiState& s, std::string_view id) {
    std::string out;
    for (const std::string& part : s.frame.ids) {
        out += part;
        out += '/';
    }
    out += id;
    return out;
}

semantics::CssRect css_rect(const UiState& s, const Rect& r) {
    const float d = s.around.dpr;
    return {r.x0 / d, r.y0 / d, r.width() / d, r.height() / d};
}

semantics::Node& leaf(UiState& s, semantics::Role role, const std::string& id, std::string_view name, const Rect& rect) {
    semantics::Node node;
    node.role = role;
    node.id = id;
    node.name = name;
    node.rect = css_rect(s, rect);
    std::vector<semantics::Node>& siblings = s.frame.nodes.back().children;
    siblings.push_back(std::move(node));
    return siblings.back();
}

semantics::Node& open_node(UiState& s, semantics::Role role, const std::string& id, std::string_view name) {
    semantics::Node node;
    node.role = role;
    node.id = id;
    node.name = name;
    s.frame.nodes.push_back(std::move(node));
    return s.frame.nodes.back();
}

semantics::Node& close_node(UiState& s, const Rect& rect) {
    semantics::Node node = std::move(s.frame.nodes.back());
    s.frame.nodes.pop_back();
    node.rect = css_rect(s, rect);
    std::vector<semantics::Node>& siblings = s.frame.nodes.back().children;
    siblings.push_back(std::move(node));
    return siblings.back();
}

std::string anonymous(const UiState& s, std::string_view kind) {
    const semantics::Node& parent = s.frame.nodes.back();
    std::string out = parent.id;
    out += '/';
    out += kind;
    out += std::to_string(parent.children.size());
    return out;
}

ColumnState& column(UiState& s) { return s.frame.columns.back(); }

float place(UiState& s, float before_css) {
    ColumnState& c = column(s);
    if (!c.first) c.y += std::max(c.pending, s.dp(before_css));
    c.first = false;
    c.pending = 0;
    return c.y;
}

void placed(UiState& s, float bottom, float after_css) {
    ColumnState& c = column(s);
    c.y = std::round(bottom);
    c.pending = s.dp(after_css);
}

Rect clipped(const UiState& s, const Rect& r) {
    const Rect& c = s.frame.clip;
    return {std::max(r.x0, c.x0), std::max(r.y0, c.y0), std::min(r.x1, c.x1), std::min(r.y1, c.y1)};
}

bool on_screen(const UiState& s, const Rect& r) { return r.overlaps(s.frame.clip); }

void ensure_visible(UiState& s, const Rect& r, float margin_css) {
    if (s.frame.scroller.empty()) return;
    platform::ScrollPhysics& physics = s.remember(s.frame.scroller).scroll;
    const Rect& view = s.frame.clip;
    const float margin = s.dp(margin_css);
    float move = 0;
    if (r.y1 + margin > view.y1) move = r.y1 + margin - view.y1;
    if (r.y0 - move < view.y0 + margin) move = r.y0 - view.y0 - margin;
    if (std::fabs(move) < 1) return;
    physics.glide_to(physics.offset() + move / s.around.dpr, s.now, s.around.reduced_motion);
    s.again = true;
}

float animate(UiState& s, std::int64_t since, std::int64_t ms) {
    if (s.around.reduced_motion) return 1;
    const float t = std::clamp(static_cast<float>(s.now - since) / static_cast<float>(ms), 0.0F, 1.0F);
    if (t < 1) s.again = s.moving = true;
    return 1 - (1 - t) * (1 - t) * (1 - t);
}

Interaction touch(UiState& s, const std::string& id, const Rect& rect, const Touchable& t) {
    Interaction i;
    const Rect seen = clipped(s, rect);
    const bool visible = seen.x0 < seen.x1 && seen.y0 < seen.y1;
    audit_expect(s, id);
    ImGui::ItemAdd(ImRect(rect.x0, rect.y0, rect.x1, rect.y1), ImGui::GetCurrentWindow()->GetID(id.c_str()));
    if (s.reveal == id) ensure_visible(s, rect, gap::xl);
    if (!t.disabled && visible) s.frame.hits.push_back({id, seen, s.frame.layer, t.field, t.long_press});
    i.focused = s.focused == id && s.focus_visible;
    if (t.disabled) return i;
    if (s.activated == id) {
        i.activated = true;
        s.again = true;
    }
    if (s.long_pressed == id) {
        i.long_pressed = true;
        s.again = true;
    }
    i.pressed = s.pressed == id;
    i.hovered = s.hovered == id;
    return i;
}

}  // namespace zhunru::kit
