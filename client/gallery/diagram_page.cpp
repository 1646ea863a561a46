#include "client/gallery/diagram_page.hpp"

#include <algorithm>

#include <imgui.h>

namespace zhunru::gallery {

void DiagramPage::draw(kit::Ui& ui) {
    const kit::CanvasInput in = ui.canvas("flow", 380, "流程图：申请、征求意见、评估、审批");
    const float d = ui.dp(100) / 100;
    const float before = zoom_;
    zoom_ = std::clamp(zoom_ * in.zoom, 0.5F, 3.0F);
    x_ = (x_ - in.zoom_x / d) * (zoom_ / before) + in.zoom_x / d + in.pan_x / d;
    y_ = (y_ - in.zoom_y / d) * (zoom_ / before) + in.zoom_y / d + in.pan_y / d;
    static constexpr const char* names[] = {"申请", "征求意见", "评估", "审批"};
    ImDrawList* out = ui.draw_list();
    const kit::Theme& t = ui.theme();
    const auto color = [](kit::Color c) { return IM_COL32(c.rgb >> 16U & 0xFFU, c.rgb >> 8U & 0xFFU, c.rgb & 0xFFU, 255); };
    for (int i = 0; i < 4; ++i) {
        const float left = in.rect.x0 + (x_ + static_cast<float>(i) * 150 * zoom_) * d;
        const float top = in.rect.y0 + (y_ + static_cast<float>(i % 2) * 90 * zoom_) * d;
        const kit::Rect box{left, top, left + 110 * zoom_ * d, top + 56 * zoom_ * d};
        if (i > 0) {
            const float from_x = left - 40 * zoom_ * d;
            const float from_y = in.rect.y0 + (y_ + (static_cast<float>((i - 1) % 2) * 90 + 28) * zoom_) * d;
            out->AddLine({from_x, from_y}, {left, (box.y0 + box.y1) / 2}, color(t.outline), 2 * d);
        }
        const kit::Interaction hit = ui.interactive("node" + std::to_string(i), box, semantics::Role::button, names[i]);
        if (hit.activated) chosen_ = std::string("已选：") + names[i];
        const bool on = hit.pressed || chosen_ == std::string("已选：") + names[i];
        out->AddRectFilled({box.x0, box.y0}, {box.x1, box.y1}, color(on ? t.tone(kit::Tone::accent).soft : t.surface), 10 * d);
        out->AddRect({box.x0, box.y0}, {box.x1, box.y1}, color(hit.focused ? t.focus : t.tone(kit::Tone::accent).solid), 10 * d, 0, 2 * d);
        const float w = ui.text_width(names[i], kit::TextStyle::secondary);
        ui.draw_text((box.x0 + box.x1 - w) / 2, (box.y0 + box.y1) / 2 - 8 * d, names[i], kit::TextStyle::secondary, t.text);
    }
    ui.end_canvas();
    ui.text(chosen_);
}

}  // namespace zhunru::gallery
