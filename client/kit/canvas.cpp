// Custom drawings: canvases with pan and pinch, controls on them, QR codes.
#include <algorithm>
#include <cmath>

#include <imgui.h>
#include <qrcodegen.hpp>

#include "client/kit/internal.hpp"

namespace zhunru::kit {

CanvasInput Ui::canvas(std::string_view id, float css_height, std::string_view name) {
    Frame& f = s_.frame;
    const float y = place(s_, gap::m);
    const ColumnState c = column(s_);
    const std::string full = path(s_, id);
    const Rect box{c.x, y, c.x + c.width, y + s_.dp(css_height)};
    const Rect seen = clipped(s_, box);
    const Memory& m = s_.remember(full);
    const float d = s_.around.dpr;
    // Points were measured from the visible part; callers want them from the box.
    const float off_x = seen.x0 - box.x0;
    const float off_y = seen.y0 - box.y0;
    CanvasInput in;
    in.rect = box;
    in.visible = seen.x0 < seen.x1 && seen.y0 < seen.y1;
    in.tapped = m.tapped;
    in.long_pressed = m.held;
    in.tap_x = in.drag_x = m.point_x * d + off_x;
    in.tap_y = in.drag_y = m.point_y * d + off_y;
    in.pan_x = m.pan_x * d;
    in.pan_y = m.pan_y * d;
    in.zoom = m.zoom;
    in.zoom_x = m.zoom_x * d + off_x;
    in.zoom_y = m.zoom_y * d + off_y;
    in.dragging = m.dragging;
    in.drag_ended = m.drag_ended;
    if (m.tapped || m.held || m.drag_ended || m.zoom != 1 || m.pan_x != 0 || m.pan_y != 0) s_.again = true;
    if (in.visible) f.areas.push_back({full, seen, f.layer, false, true});
    fill(s_, box, s_.theme->surface, 14);
    list(s_)->PushClipRect({box.x0, box.y0}, {box.x1, box.y1}, true);
    open_node(s_, semantics::Role::canvas, full, name);
    f.ids.emplace_back(id);
    ColumnsState keep;   // remembers the column and the clip while the canvas is open
    keep.outer = c;
    keep.x = {f.clip.x0, f.clip.y0, f.clip.x1, f.clip.y1};
    keep.top = box.y0;
    keep.lowest = box.y1;
    f.splits.push_back(std::move(keep));
    f.clip = seen;
    return in;
}

void Ui::end_canvas() {
    Frame& f = s_.frame;
    const ColumnsState keep = std::move(f.splits.back());
    f.splits.pop_back();
    f.ids.pop_back();
    f.clip = {keep.x[0], keep.x[1], keep.x[2], keep.x[3]};
    list(s_)->PopClipRect();
    const Rect box{keep.outer.x, keep.top, keep.outer.x + keep.outer.width, keep.lowest};
    stroke(s_, box, s_.theme->hairline, 14);
    close_node(s_, box);
    placed(s_, keep.lowest, gap::m);
}

Interaction Ui::interactive(std::string_view id, const Rect& rect, semantics::Role role, std::string_view name,
                            std::string_view description, bool disabled) {
    const std::string full = path(s_, id);
    const Interaction i = touch(s_, full, rect, {.long_press = true, .disabled = disabled});
    semantics::Node& n = leaf(s_, role, full, name, rect);
    n.description = description;
    n.disabled = disabled;
    n.focusable = true;
    return i;
}

void Ui::draw_label(const Rect& box, std::string_view text, float css_size, Color color, bool strong) {
    static constexpr float steps[] = {6, 8, 10, 12, 14, 17, 21, 26};
    float step = steps[0];
    for (const float candidate : steps)
        if (candidate <= css_size) step = candidate;
    if (text.empty() || css_size < steps[0] || box.width() < 4) return;
    ImFont* font = strong ? s_.strong : s_.regular;
    const float size = std::round(step * s_.around.dpr);
    const float line = std::round(size * 1.25F);
    ImFontBaked* baked = font->GetFontBaked(size);
    const auto advance = [baked](char32_t c, std::uint32_t) { return baked->GetCharAdvance(c); };
    const auto lines = text::break_lines(text, box.width(), advance);
    const auto room = static_cast<std::size_t>(std::max(1.0F, std::floor((box.height() + line * 0.25F) / line)));
    const std::size_t shown = std::min(lines.size(), room);
    float y = std::round((box.y0 + box.y1 - static_cast<float>(shown) * line) / 2);
    for (std::size_t i = 0; i < shown; ++i, y += line) {
        std::string_view part = text.substr(lines[i].begin, lines[i].end - lines[i].begin);
        std::string cut;
        float width = lines[i].width;
        if (i + 1 == shown && shown < lines.size()) {
            const float dots = baked->GetCharAdvance(0x2026);
            part = text.substr(lines[i].begin);
            cut = std::string(part.substr(0, text::fit_with_ellipsis(part, box.width(), dots, advance))) + "…";
            part = cut;
            width = std::min(box.width(), width + dots);
        }
        list(s_)->AddText(font, size, {std::round((box.x0 + box.x1 - width) / 2), y}, ink(color), part.data(), part.data() + part.size());
    }
}

void Ui::qr_code(std::string_view text, std::string_view name, float css_size) {
    const float y = place(s_, gap::m);
    const ColumnState c = column(s_);
    // Black on white in both themes: some scanners do not read inverted codes.
    try {
        const qrcodegen::QrCode code = qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
        const int modules = code.getSize() + 8;
        const float wanted = std::min(s_.dp(css_size), c.width);
        const float module = std::max(1.0F, std::floor(wanted / static_cast<float>(modules)));
        const float side = module * static_cast<float>(modules);
        const float x = std::round(c.x + (c.width - side) / 2);
        const Rect box{x, y, x + side, y + side};
        fill(s_, box, Color{0xFFFFFF}, 10);
        const ImU32 black = IM_COL32(0, 0, 0, 255);
        for (int row = 0; row < code.getSize(); ++row) {
            for (int col = 0; col < code.getSize(); ++col) {
                int run = 0;
                while (col + run < code.getSize() && code.getModule(col + run, row)) ++run;
                if (run == 0) continue;
                const float px = x + module * static_cast<float>(col + 4);
                const float py = y + module * static_cast<float>(row + 4);
                list(s_)->AddRectFilled({px, py}, {px + module * static_cast<float>(run), py + module}, black);
                col += run - 1;
            }
        }
        leaf(s_, semantics::Role::image, anonymous(s_, "qr"), name, box);
        placed(s_, box.y1, gap::m);
    } catch (const qrcodegen::data_too_long&) {
        // Longer than the largest code (about 2300 bytes): show the text itself, which can be copied by hand.
        this->text(text, {.style = TextStyle::secondary});
    }
}

}  // namespace zhunru::kit
