#include "client/views/picture_view.hpp"

#include <algorithm>
#include <cmath>

#include <imgui.h>

namespace zhunru::views {

using base::Value;

namespace {

constexpr float zoom_least = 0.02F;
constexpr float zoom_most = 3.0F;
constexpr float zoom_read = 0.9F;  ///< names of steps can be read

ImU32 ink(kit::Color c) { return IM_COL32(c.rgb >> 16U & 0xFFU, c.rgb >> 8U & 0xFFU, c.rgb & 0xFFU, 255); }

float number(const Value& v) { return static_cast<float>(v.int64_or(0)); }

bool is_event(std::string_view kind) { return kind.ends_with("Event"); }
bool is_gateway(std::string_view kind) { return kind.ends_with("Gateway"); }
bool is_frame(std::string_view kind) { return kind == "participant" || kind == "lane"; }
bool is_inner(std::string_view kind) { return kind == "subProcess" || kind == "transaction" || kind == "adHocSubProcess"; }

struct Ink {
    kit::Color line, soft, text;
    float width;
};

/// Colours of an element by what happened there.
Ink ink_of(const kit::Theme& t, const Value& shape) {
    const std::string state = shape.get("state").string_or("");
    if (state == "now") return {t.tone(kit::Tone::accent).solid, t.tone(kit::Tone::accent).soft, t.text, 2.5F};
    if (state == "stuck") return {t.tone(kit::Tone::danger).solid, t.tone(kit::Tone::danger).soft, t.text, 2.5F};
    if (state == "done") return {t.tone(kit::Tone::success).solid, t.tone(kit::Tone::success).soft, t.text, 1.5F};
    return {t.outline, t.surface, t.muted, 1.25F};
}

kit::Icon task_icon(std::string_view kind) {
    if (kind == "userTask" || kind == "manualTask") return kit::Icon::person;
    if (kind == "businessRuleTask") return kit::Icon::scale;
    if (kind == "sendTask" || kind == "receiveTask") return kit::Icon::inbox;
    if (kind == "callActivity") return kit::Icon::layers;
    return kit::Icon::gear;
}

kit::Icon event_icon(std::string_view kind) {
    if (kind == "timer") return kit::Icon::clock;
    if (kind == "message") return kit::Icon::inbox;
    if (kind == "signal") return kit::Icon::megaphone;
    if (kind == "error") return kit::Icon::error;
    if (kind == "escalation") return kit::Icon::warning;
    if (kind == "conditional") return kit::Icon::list;
    if (kind == "compensation") return kit::Icon::history;
    if (kind == "link") return kit::Icon::link;
    if (kind == "terminate") return kit::Icon::close;
    return kit::Icon::none;
}

}  // namespace

std::string element_kind(const i18n::Translator& tr, const Value& shape) {
    const std::string kind = shape.get("kind").string_or("");
    if (kind == "userTask" || kind == "manualTask") return tr("人工办理");
    if (kind == "businessRuleTask") return tr("按规则表判断");
    if (kind == "serviceTask" || kind == "scriptTask" || kind == "task") return tr("系统自动办理");
    if (kind == "callActivity") return tr("另一个流程");
    if (kind == "sendTask") return tr("发出通知");
    if (kind == "receiveTask") return tr("等待消息");
    if (is_inner(kind)) return tr("一组步骤");
    if (kind == "exclusiveGateway") return tr("按条件走一条路");
    if (kind == "parallelGateway") return tr("同时走几条路，或等几条路都到齐");
    if (kind == "inclusiveGateway") return tr("按条件走一条或几条路");
    if (kind == "eventBasedGateway") return tr("看哪件事先发生");
    if (kind == "startEvent") return tr("开始");
    if (kind == "endEvent") return tr("结束");
    if (kind == "boundaryEvent") return shape.get("event").string_or("") == "timer" ? tr("到期时发生") : tr("办理期间可能发生");
    if (kind.starts_with("intermediate")) return shape.get("event").string_or("") == "timer" ? tr("等到时间") : tr("等待或发出");
    return kind;
}

std::string element_state(const i18n::Translator& tr, const Value& shape) {
    const std::string state = shape.get("state").string_or("");
    if (state == "now") {
        const std::int64_t tokens = shape.get("tokens").int64_or(1);
        return tokens > 1 ? tr("正在这里，{n} 处", {{"n", std::to_string(tokens)}}) : tr("正在这里");
    }
    if (state == "stuck") return tr("卡住了，已通知管理员");
    if (state == "done") return tr("已经过");
    return tr("还没到");
}

kit::Tone element_tone(const Value& shape) {
    const std::string state = shape.get("state").string_or("");
    if (state == "now") return kit::Tone::accent;
    if (state == "stuck") return kit::Tone::danger;
    return state == "done" ? kit::Tone::success : kit::Tone::neutral;
}

void PictureView::place(const Value& picture, float width, float height) {
    const Value& extent = picture.get("extent");
    Box box{number(extent.get("x")), number(extent.get("y")), number(extent.get("w")), number(extent.get("h"))};
    float zoom = std::min(width / std::max(box.w, 1.0F), height / std::max(box.h, 1.0F)) * 0.94F;
    if (wish_ == Wish::now) {
        const Value& shapes = picture.get("shapes");
        Box first{};
        Box found{};
        if (shapes.is_list())
            for (const Value& shape : shapes.as_list()) {
                const std::string kind = shape.get("kind").string_or("");
                const Box here{number(shape.get("x")), number(shape.get("y")), number(shape.get("w")), number(shape.get("h"))};
                if (kind == "startEvent" && first.w == 0) first = here;
                const std::string state = shape.get("state").string_or("");
                // The smallest element with a token: what stands in a sub-process rather than the sub-process.
                if ((state == "now" || state == "stuck") && (found.w == 0 || here.w < found.w)) found = here;
            }
        box = found.w > 0 ? found : first.w > 0 ? first : box;
        zoom = zoom_read;
    }
    zoom_ = std::clamp(zoom, zoom_least, zoom_most);
    x_ = width / 2 - (box.x + box.w / 2) * zoom_;
    y_ = height / 2 - (box.y + box.h / 2) * zoom_;
    wish_ = Wish::none;
}

kit::Rect PictureView::on_screen(const Box& b) const {
    const float s = zoom_ * dp_;
    const float x = canvas_.x0 + (x_ + b.x * zoom_) * dp_;
    const float y = canvas_.y0 + (y_ + b.y * zoom_) * dp_;
    return {x, y, x + b.w * s, y + b.h * s};
}

std::string PictureView::draw(kit::Ui& ui, const Value& picture, float css_height) {
    const kit::CanvasInput in = ui.canvas("picture", css_height, c_.tr("流程图，可以拖动和放大"));
    dp_ = ui.dp(100) / 100;
    canvas_ = in.rect;
    const float width = in.rect.width() / dp_;
    if (wish_ != Wish::none) place(picture, width, css_height);
    const float before = zoom_;
    zoom_ = std::clamp(zoom_ * in.zoom * factor_, zoom_least, zoom_most);
    // What is under the fingers stays under them; buttons zoom around the middle.
    const float around_x = factor_ != 1 ? width / 2 : in.zoom_x / dp_;
    const float around_y = factor_ != 1 ? css_height / 2 : in.zoom_y / dp_;
    x_ = (x_ - around_x) * (zoom_ / before) + around_x + in.pan_x / dp_;
    y_ = (y_ - around_y) * (zoom_ / before) + around_y + in.pan_y / dp_;
    factor_ = 1;

    const Value& shapes = picture.get("shapes");
    const Value& edges = picture.get("edges");
    std::string tapped;
    // Frames lie under the flows, steps over them.
    if (shapes.is_list())
        for (const Value& one : shapes.as_list()) {
            const std::string kind = one.get("kind").string_or("");
            if (!is_frame(kind) && !(is_inner(kind) && one.get("expanded").boolean_or(true))) continue;
            if (auto hit = shape(ui, one); !hit.empty()) tapped = std::move(hit);
        }
    if (edges.is_list())
        for (const Value& one : edges.as_list()) edge(ui, one);
    if (shapes.is_list())
        for (const Value& one : shapes.as_list()) {
            const std::string kind = one.get("kind").string_or("");
            if (is_frame(kind) || (is_inner(kind) && one.get("expanded").boolean_or(true))) continue;
            if (auto hit = shape(ui, one); !hit.empty()) tapped = std::move(hit);
        }
    ui.end_canvas();
    if (!tapped.empty()) selected_ = tapped;
    return tapped;
}

void PictureView::edge(kit::Ui& ui, const Value& edge) {
    const Value& points = edge.get("points");
    if (!points.is_list() || points.size() < 4) return;
    const kit::Theme& t = ui.theme();
    const bool passed = edge.get("passed").boolean_or(false);
    const bool flow = edge.get("kind").string_or("") == "sequenceFlow";
    const kit::Color color = passed ? t.tone(kit::Tone::success).solid : t.outline;
    const float thick = std::max(1.0F, (passed ? 2.25F : 1.25F) * std::min(1.0F, zoom_ + 0.3F) * dp_);
    ImDrawList* out = ui.draw_list();
    ImVec2 last{}, before{};
    for (std::size_t i = 0; i + 1 < points.size(); i += 2) {
        const kit::Rect at = on_screen({number(points.item(i)), number(points.item(i + 1)), 0, 0});
        const ImVec2 p{at.x0, at.y0};
        if (i > 0) out->AddLine(last, p, ink(color), thick);
        before = last;
        last = p;
    }
    if (flow && zoom_ > 0.2F) {
        const float dx = last.x - before.x, dy = last.y - before.y;
        const float length = std::max(1.0F, std::sqrt(dx * dx + dy * dy));
        const float size = 9 * std::min(zoom_ * 1.2F, 1.3F) * dp_;
        const float ux = dx / length * size, uy = dy / length * size;
        out->AddTriangleFilled(last, {last.x - ux - uy * 0.5F, last.y - uy + ux * 0.5F}, {last.x - ux + uy * 0.5F, last.y - uy - ux * 0.5F},
                               ink(color));
    }
    const std::string name = c_.tr.pick(edge, "name");
    const Value& label = edge.get("label");
    if (!name.empty() && label.is_context()) {
        const kit::Rect box = on_screen({number(label.get("x")) - 20, number(label.get("y")) - 4, number(label.get("w")) + 40,
                                         std::max(number(label.get("h")), 14.0F) + 12});
        ui.draw_label(box, name, 12 * zoom_, t.muted);
    }
}

void PictureView::event(kit::Ui& ui, const Value& shape, const kit::Rect& r) {
    const Ink i = ink_of(ui.theme(), shape);
    ImDrawList* out = ui.draw_list();
    const std::string kind = shape.get("kind").string_or("");
    const ImVec2 middle{(r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2};
    const float radius = r.width() / 2;
    const float line = i.width * dp_ * std::min(1.0F, zoom_ + 0.2F);
    out->AddCircleFilled(middle, radius, ink(i.soft));
    out->AddCircle(middle, radius, ink(i.line), 0, kind == "endEvent" ? line * 2 : line);
    if (kind == "boundaryEvent" || kind.starts_with("intermediate")) out->AddCircle(middle, radius * 0.8F, ink(i.line), 0, line * 0.7F);
    const kit::Icon icon = event_icon(shape.get("event").string_or(""));
    if (icon != kit::Icon::none && zoom_ > 0.3F)
        ui.draw_icon(icon, {middle.x - radius * 0.52F, middle.y - radius * 0.52F, middle.x + radius * 0.52F, middle.y + radius * 0.52F}, i.line);
    const std::string name = c_.tr.pick(shape, "name");
    const Value& label = shape.get("label");
    const Box under = label.is_context() ? Box{number(label.get("x")) - 16, number(label.get("y")) - 2, number(label.get("w")) + 32,
                                               std::max(number(label.get("h")), 28.0F) + 6}
                                         : Box{number(shape.get("x")) - 32, number(shape.get("y")) + number(shape.get("h")) + 2, 100, 30};
    ui.draw_label(on_screen(under), name, 12 * zoom_, i.text);
}

void PictureView::gateway(kit::Ui& ui, const Value& shape, const kit::Rect& r) {
    const Ink i = ink_of(ui.theme(), shape);
    ImDrawList* out = ui.draw_list();
    const float cx = (r.x0 + r.x1) / 2, cy = (r.y0 + r.y1) / 2, h = r.width() / 2;
    const float line = i.width * dp_ * std::min(1.0F, zoom_ + 0.2F);
    out->AddQuadFilled({cx, r.y0}, {r.x1, cy}, {cx, r.y1}, {r.x0, cy}, ink(i.soft));
    out->AddQuad({cx, r.y0}, {r.x1, cy}, {cx, r.y1}, {r.x0, cy}, ink(i.line), line);
    const std::string kind = shape.get("kind").string_or("");
    const float a = h * 0.32F;
    if (kind == "exclusiveGateway") {
        out->AddLine({cx - a, cy - a}, {cx + a, cy + a}, ink(i.line), line * 1.4F);
        out->AddLine({cx - a, cy + a}, {cx + a, cy - a}, ink(i.line), line * 1.4F);
    } else if (kind == "inclusiveGateway" || kind == "eventBasedGateway") {
        out->AddCircle({cx, cy}, a * 1.2F, ink(i.line), 0, line * 1.4F);
    } else {
        out->AddLine({cx - a * 1.3F, cy}, {cx + a * 1.3F, cy}, ink(i.line), line * 1.4F);
        out->AddLine({cx, cy - a * 1.3F}, {cx, cy + a * 1.3F}, ink(i.line), line * 1.4F);
    }
    const Value& label = shape.get("label");
    const std::string name = c_.tr.pick(shape, "name");
    const Box under = label.is_context() ? Box{number(label.get("x")) - 16, number(label.get("y")) - 2, number(label.get("w")) + 32,
                                               std::max(number(label.get("h")), 28.0F) + 6}
                                         : Box{number(shape.get("x")) - 30, number(shape.get("y")) + number(shape.get("h")) + 2, 110, 30};
    ui.draw_label(on_screen(under), name, 12 * zoom_, i.text);
}

void PictureView::activity(kit::Ui& ui, const Value& shape, const kit::Rect& r) {
    const Ink i = ink_of(ui.theme(), shape);
    ImDrawList* out = ui.draw_list();
    const std::string kind = shape.get("kind").string_or("");
    const float round = 10 * zoom_ * dp_;
    const float line = i.width * dp_ * std::min(1.0F, zoom_ + 0.2F) * (kind == "callActivity" ? 1.8F : 1.0F);
    const bool open = is_inner(kind) && shape.get("expanded").boolean_or(true);
    const std::string name = c_.tr.pick(shape, "name");
    if (is_frame(kind) || open) {
        out->AddRectFilled({r.x0, r.y0}, {r.x1, r.y1}, ink(ui.theme().surface_sunk), round);
        out->AddRect({r.x0, r.y0}, {r.x1, r.y1}, ink(shape.get("state").string_or("") == "now" ? i.line : ui.theme().outline), round, 0,
                     shape.get("dashed").boolean_or(false) ? line * 0.6F : line);
        ui.draw_label({r.x0 + 8 * dp_, r.y0 + 2 * dp_, r.x1 - 8 * dp_, r.y0 + 26 * zoom_ * dp_}, name, 13 * zoom_, ui.theme().muted, true);
        return;
    }
    out->AddRectFilled({r.x0, r.y0}, {r.x1, r.y1}, ink(i.soft), round);
    out->AddRect({r.x0, r.y0}, {r.x1, r.y1}, ink(i.line), round, 0, line);
    const float side = 15 * zoom_ * dp_;
    const float inset = 5 * zoom_ * dp_;
    if (zoom_ > 0.4F) ui.draw_icon(task_icon(kind), {r.x0 + inset, r.y0 + inset, r.x0 + inset + side, r.y0 + inset + side}, i.line);
    ui.draw_label({r.x0 + inset, r.y0 + side * 0.9F, r.x1 - inset, r.y1 - inset * 0.6F}, name, 14 * zoom_, i.text, shape.get("state").string_or("") == "now");
    if (shape.get("loop").boolean_or(false) && zoom_ > 0.4F) {
        const float cx = (r.x0 + r.x1) / 2, y = r.y1 - 4 * zoom_ * dp_;
        for (int bar = -1; bar <= 1; ++bar)
            out->AddLine({cx + static_cast<float>(bar) * 4 * zoom_ * dp_, y - 9 * zoom_ * dp_}, {cx + static_cast<float>(bar) * 4 * zoom_ * dp_, y},
                         ink(i.line), 1.5F * dp_ * zoom_);
    }
}

std::string PictureView::shape(kit::Ui& ui, const Value& shape) {
    const Box b{number(shape.get("x")), number(shape.get("y")), number(shape.get("w")), number(shape.get("h"))};
    const kit::Rect r = on_screen(b);
    const kit::Rect near{r.x0 - 60 * zoom_ * dp_, r.y0, r.x1 + 60 * zoom_ * dp_, r.y1 + 40 * zoom_ * dp_};
    if (!near.overlaps(canvas_)) return {};
    const std::string kind = shape.get("kind").string_or("");
    const std::string id = shape.get("id").string_or("");
    if (is_event(kind)) event(ui, shape, r);
    else if (is_gateway(kind)) gateway(ui, shape, r);
    else activity(ui, shape, r);
    ImDrawList* out = ui.draw_list();
    const kit::Theme& t = ui.theme();
    if (id == selected_)
        out->AddRect({r.x0 - 4 * dp_, r.y0 - 4 * dp_}, {r.x1 + 4 * dp_, r.y1 + 4 * dp_}, ink(t.focus), 12 * dp_, 0, 2.5F * dp_);
    const std::string state = shape.get("state").string_or("");
    if ((state == "now" || state == "stuck") && !(is_inner(kind) && shape.get("expanded").boolean_or(true))) {
        const kit::ToneColors& tone = t.tone(element_tone(shape));
        const float size = std::max(7.0F, 11 * zoom_) * dp_;
        out->AddCircleFilled({r.x1, r.y0}, size, ink(tone.solid));
        out->AddCircle({r.x1, r.y0}, size, ink(t.surface), 0, 1.5F * dp_);
        const std::int64_t tokens = shape.get("tokens").int64_or(1);
        if (tokens > 1)
            ui.draw_label({r.x1 - size, r.y0 - size, r.x1 + size, r.y0 + size}, std::to_string(tokens), 12 * std::max(zoom_, 0.7F), tone.on_solid, true);
    }
    // Frames are named but not tapped: a finger there pans.
    if (is_frame(kind) || id.empty() || zoom_ < 0.2F || !r.overlaps(canvas_)) return {};
    if (is_inner(kind) && shape.get("expanded").boolean_or(true)) return {};
    const std::string name = c_.tr.pick(shape, "name");
    const kit::Interaction hit = ui.interactive("element." + id, r, semantics::Role::button, name.empty() ? element_kind(c_.tr, shape) : name,
                                                element_state(c_.tr, shape));
    if (hit.focused) out->AddRect({r.x0, r.y0}, {r.x1, r.y1}, ink(t.focus), 8 * dp_, 0, 3 * dp_);
    return hit.activated ? id : std::string();
}

}  // namespace zhunru::views
