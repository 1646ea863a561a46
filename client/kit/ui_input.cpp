// What gestures, keys and assistive actions do to the kit's state; the next frame shows it.
#include <algorithm>
#include <cmath>

#include "client/kit/ui_state.hpp"

namespace zhunru::kit {
namespace {

using platform::Gesture;
using platform::GestureType;

constexpr float kSlowFling = 40;  // CSS px; a nearly still list does not swallow a tap

const Hit* hit_at(const UiState& s, float x, float y) {
    for (auto it = s.hits.rbegin(); it != s.hits.rend(); ++it) {
        if (it->layer >= s.top_layer && it->rect.contains(x, y)) return &*it;
    }
    return nullptr;
}

const ScrollArea* area_at(const UiState& s, float x, float y) {
    for (auto it = s.areas.rbegin(); it != s.areas.rend(); ++it) {
        if (it->layer == s.top_layer && it->view.contains(x, y)) return &*it;
    }
    return nullptr;
}

bool inside_field(const UiState& s, const std::string& id) {
    return !s.editing.empty() && id.size() > s.editing.size() && id.compare(0, s.editing.size(), s.editing) == 0;
}

void canvas_point(UiState& s, const ScrollArea& area, const Gesture& g) {
    Memory& m = s.memory[area.id];
    m.point_x = g.x - area.view.x0 / s.around.dpr;
    m.point_y = g.y - area.view.y0 / s.around.dpr;
}

const ScrollArea* area_named(const UiState& s, const std::string& id) {
    const auto it = std::find_if(s.areas.begin(), s.areas.end(), [&](const ScrollArea& a) { return a.id == id; });
    return it == s.areas.end() ? nullptr : &*it;
}

GestureEffect tap(UiState& s, const Gesture& g) {
    const float x = g.x * s.around.dpr;
    const float y = g.y * s.around.dpr;
    const Hit* hit = hit_at(s, x, y);
    // A finger that slid off the control onto another one means neither.
    const Hit* began = hit_at(s, g.start_x * s.around.dpr, g.start_y * s.around.dpr);
    if (began != nullptr && hit != began) hit = began;
    s.pressed.clear();
    s.focus_visible = false;
    if (hit == nullptr || (!hit->field && !inside_field(s, hit->id))) {
        if (!s.editing.empty()) s.host.blur();
    }
    if (hit != nullptr) {
        s.activated = hit->id;
        s.focused = hit->id;
        return {true, true};
    }
    const ScrollArea* area = area_at(s, x, y);
    if (area != nullptr && area->canvas) {
        canvas_point(s, *area, g);
        s.memory[area->id].tapped = true;
        return {true, true};
    }
    return {true, false};
}

void scroll(UiState& s, const Gesture& g) {
    const ScrollArea* area = area_named(s, s.scrolling);
    if (area == nullptr) return;
    Memory& m = s.memory[area->id];
    if (area->canvas) {
        m.pan_x += g.dx;
        m.pan_y += g.dy;
        canvas_point(s, *area, g);
    } else {
        m.scroll.drag(g.dy);
    }
}

}  // namespace

platform::Surface surface_at(UiState& s, float css_x, float css_y, platform::PointerKind) {
    platform::Surface out;
    const float x = css_x * s.around.dpr;
    const float y = css_y * s.around.dpr;
    if (const Hit* hit = hit_at(s, x, y)) out.long_press = hit->long_press;
    const ScrollArea* area = area_at(s, x, y);
    if (area == nullptr) return out;
    out.canvas = area->canvas;
    out.drag_handle = area->grip;
    out.scrolls = !area->canvas && !area->grip;
    out.long_press = out.long_press || area->canvas;
    platform::ScrollPhysics& physics = s.memory[area->id].scroll;
    if (out.scrolls && physics.moving()) {
        const float before = physics.offset();
        physics.advance(s.now + 16);
        out.was_moving = std::fabs(physics.offset() - before) * 60 > kSlowFling;
        physics.stop();
    }
    return out;
}

GestureEffect on_gesture(UiState& s, const Gesture& g) {
    const float x = g.start_x * s.around.dpr;
    const float y = g.start_y * s.around.dpr;
    switch (g.type) {
        case GestureType::press: {
            const Hit* hit = hit_at(s, x, y);
            s.pressed = hit != nullptr && !hit->field ? hit->id : std::string();
            return {hit != nullptr, false};
        }
        case GestureType::press_cancel:
            s.pressed.clear();
            return {true, false};
        case GestureType::tap: return tap(s, g);
        case GestureType::long_press: {
            if (const Hit* hit = hit_at(s, x, y); hit != nullptr && hit->long_press) {
                s.long_pressed = hit->id;
                s.pressed.clear();
                return {true, true};
            }
            if (const ScrollArea* area = area_at(s, x, y); area != nullptr && area->canvas) {
                canvas_point(s, *area, g);
                s.memory[area->id].held = true;
                return {true, true};
            }
            return {};
        }
        case GestureType::scroll_begin: {
            const ScrollArea* area = area_at(s, x, y);
            s.scrolling = area != nullptr ? area->id : std::string();
            if (area != nullptr && !area->canvas) s.memory[area->id].scroll.grab();
            s.pressed.clear();
            return {true, false};
        }
        case GestureType::scroll:
            scroll(s, g);
            return {true, false};
        case GestureType::scroll_end: {
            const ScrollArea* area = area_named(s, s.scrolling);
            if (area != nullptr && !area->canvas) s.memory[area->id].scroll.release(g.vy, g.at, s.around.reduced_motion);
            s.scrolling.clear();
            return {true, false};
        }
        case GestureType::pinch: {
            const ScrollArea* area = area_at(s, x, y);
            if (area == nullptr || !area->canvas) return {};
            Memory& m = s.memory[area->id];
            m.zoom *= g.zoom;
            m.pan_x += g.dx;
            m.pan_y += g.dy;
            canvas_point(s, *area, g);
            m.zoom_x = m.point_x;
            m.zoom_y = m.point_y;
            return {true, false};
        }
        case GestureType::drag_begin:
        case GestureType::drag: {
            if (g.type == GestureType::drag_begin) {
                const ScrollArea* began = area_at(s, x, y);
                s.scrolling = began != nullptr ? began->id : std::string();
                s.pressed.clear();
            }
            const ScrollArea* area = area_named(s, s.scrolling);
            if (area == nullptr) return {};
            Memory& m = s.memory[area->id];
            if (area->canvas) {
                canvas_point(s, *area, g);
                m.dragging = true;
            } else {
                m.shift = std::max(0.0F, g.y - g.start_y);
            }
            return {true, false};
        }
        case GestureType::drag_end: {
            const ScrollArea* area = area_named(s, s.scrolling);
            if (area != nullptr) {
                Memory& m = s.memory[area->id];
                m.drag_ended = true;
                if (area->canvas) canvas_point(s, *area, g);
                else m.clear_next = m.shift > 110 || g.vy > 700;  // the sheet is thrown away
                m.dragging = false;
            }
            s.scrolling.clear();
            return {true, false};
        }
    }
    return {};
}

bool on_hover(UiState& s, float css_x, float css_y) {
    const Hit* hit = css_x < 0 ? nullptr : hit_at(s, css_x * s.around.dpr, css_y * s.around.dpr);
    std::string id = hit != nullptr ? hit->id : std::string();
    if (id == s.hovered) return false;
    s.hovered = std::move(id);
    return true;
}

bool on_wheel(UiState& s, float css_x, float css_y, float dx, float dy, bool zoom) {
    const ScrollArea* area = area_at(s, css_x * s.around.dpr, css_y * s.around.dpr);
    if (area == nullptr) return false;
    Memory& m = s.memory[area->id];
    if (area->canvas) {
        m.point_x = m.zoom_x = css_x - area->view.x0 / s.around.dpr;
        m.point_y = m.zoom_y = css_y - area->view.y0 / s.around.dpr;
        if (zoom) {
            m.zoom *= std::exp(-dy * 0.01F);
        } else {
            m.pan_x -= dx;
            m.pan_y -= dy;
        }
        return true;
    }
    m.scroll.wheel(dy);
    return true;
}

bool on_activate(UiState& s, const std::string& id) {
    s.activated = id;
    return true;
}

void on_focus(UiState& s, const std::string& id, bool visible) {
    s.focused = id;
    s.focus_visible = visible;
}

void on_field_focus(UiState& s, const std::string& id) {
    s.editing = id;
    s.editing_changed_view = true;
}

void on_field_input(UiState& s, const std::string& id, std::string value) {
    FieldEvents& e = s.field_events[id];
    e.value = std::move(value);
    e.has_value = true;
}

void on_field_submit(UiState& s, const std::string& id) { s.field_events[id].submitted = true; }

void on_field_blur(UiState& s, const std::string& id) {
    s.field_events[id].blurred = true;
    if (s.editing == id) s.editing.clear();
}

void on_mirror_scroll(UiState& s, const std::string& id, float css_offset) {
    Memory& m = s.memory[id];
    if (std::fabs(m.scroll.offset() - css_offset) > 1) m.scroll.jump_to(css_offset);
}

bool on_page_key(UiState& s, float pages, bool to_end) {
    for (auto it = s.areas.rbegin(); it != s.areas.rend(); ++it) {
        if (it->layer != s.top_layer || it->canvas || it->grip) continue;
        platform::ScrollPhysics& physics = s.memory[it->id].scroll;
        const float by = to_end ? (pages > 0 ? 1e7F : -1e7F) : pages * it->view.height() / s.around.dpr * 0.9F;
        physics.glide_to(physics.offset() + by, s.now, s.around.reduced_motion);
        return true;
    }
    return false;
}

bool on_dismiss(UiState& s, bool overlays_too) {
    if (!s.editing.empty()) {
        s.host.blur();
        if (!overlays_too) return true;
    }
    if (s.top_layer == 0) return false;
    s.close_overlay = true;
    return true;
}

}  // namespace zhunru::kit
