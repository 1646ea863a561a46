#include <cmath>

#include <imgui.h>

#include "client/kit/internal.hpp"

namespace zhunru::kit {

ImDrawList* list(UiState&) { return ImGui::GetWindowDrawList(); }

ImU32 ink(Color c, float alpha) {
    return IM_COL32((c.rgb >> 16U) & 0xFFU, (c.rgb >> 8U) & 0xFFU, c.rgb & 0xFFU, static_cast<int>(alpha * 255.0F + 0.5F));
}

Color mix(Color a, Color b, float t) {
    std::uint32_t out = 0;
    for (unsigned shift = 0; shift <= 16; shift += 8) {
        const auto x = static_cast<float>((a.rgb >> shift) & 0xFFU);
        const auto y = static_cast<float>((b.rgb >> shift) & 0xFFU);
        out |= static_cast<std::uint32_t>(x + (y - x) * t + 0.5F) << shift;
    }
    return {out};
}

void fill(UiState& s, const Rect& r, Color c, float radius_css, float alpha) {
    if (!on_screen(s, r)) return;
    list(s)->AddRectFilled({r.x0, r.y0}, {r.x1, r.y1}, ink(c, alpha), s.dp(radius_css));
}

void stroke(UiState& s, const Rect& r, Color c, float radius_css, float width_css) {
    if (!on_screen(s, r)) return;
    const float w = std::max(1.0F, s.dp(width_css));
    const float h = w / 2;  // the line lies inside the rectangle
    list(s)->AddRect({r.x0 + h - 0.5F, r.y0 + h - 0.5F}, {r.x1 - h + 0.5F, r.y1 - h + 0.5F}, ink(c),
                     std::max(0.0F, s.dp(radius_css) - h), 0, w);
}

void shadow(UiState& s, const Rect& r, float radius_css, float strength) {
    if (!on_screen(s, r)) return;
    if (s.theme->dark) return;  // dark surfaces are told apart by lightness
    struct Step {
        float spread, drop, alpha;
    };
    static constexpr Step steps[] = {{4, 3, 0.012F}, {2.5F, 2, 0.018F}, {1.2F, 1.2F, 0.028F}, {0.4F, 0.6F, 0.05F}};
    for (const Step& step : steps) {
        const float grow = s.dp(step.spread);
        const float drop = s.dp(step.drop);
        list(s)->AddRectFilled({r.x0 - grow, r.y0 - grow + drop}, {r.x1 + grow, r.y1 + grow + drop},
                               ink(s.theme->shadow, step.alpha * strength), s.dp(radius_css) + grow);
    }
}

void circle(UiState& s, float x, float y, float radius_css, Color c) {
    list(s)->AddCircleFilled({x, y}, radius_css * s.around.dpr, ink(c));
}

void ring(UiState& s, const Rect& r, float radius_css) {
    const float out = s.dp(3);
    stroke(s, {r.x0 - out, r.y0 - out, r.x1 + out, r.y1 + out}, s.theme->focus, radius_css + 3, 2);
}

void press_tint(UiState& s, const Rect& r, float radius_css, const Interaction& i) {
    if (i.pressed) fill(s, r, s.theme->text, radius_css, 0.10F);
    else if (i.hovered) fill(s, r, s.theme->text, radius_css, 0.045F);
    if (i.focused) ring(s, r, radius_css);
}

void spinner_arc(UiState& s, float x, float y, float radius_css, Color c) {
    ImDrawList* out = list(s);
    const float radius = radius_css * s.around.dpr;
    const float width = std::max(1.5F, radius * 0.24F);
    out->AddCircle({x, y}, radius, ink(c, 0.22F), 0, width);
    const float turn = s.around.reduced_motion ? 0.0F : static_cast<float>(s.now % 900) / 900.0F * 6.2831853F;
    out->PathArcTo({x, y}, radius, turn, turn + 1.9F, 24);
    out->PathStroke(ink(c), 0, width);
    if (!s.around.reduced_motion) {
        const std::int64_t next = s.now + 33;
        if (s.wake < 0 || next < s.wake) s.wake = next;
    }
}

}  // namespace zhunru::kit
