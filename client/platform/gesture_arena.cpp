#include "client/platform/gesture_arena.hpp"

#include <algorithm>
#include <cmath>

namespace zhunru::platform {

Gesture GestureArena::make(GestureType type, std::int64_t at) const {
    Gesture g;
    g.type = type;
    g.kind = kind_;
    g.x = x_;
    g.y = y_;
    g.start_x = start_x_;
    g.start_y = start_y_;
    g.surface = surface_;
    g.at = at;
    return g;
}

GestureArena::Finger* GestureArena::find(std::int32_t id) {
    const auto it = std::find_if(fingers_.begin(), fingers_.end(), [&](const Finger& f) { return f.id == id; });
    return it == fingers_.end() ? nullptr : &*it;
}

void GestureArena::feed(const PointerEvent& event, bool scroll_only, std::vector<Gesture>& out) {
    if (event.at < quiet_until_) return;
    advance(event.at, out);
    switch (event.phase) {
        case PointerPhase::down: down(event, scroll_only, out); break;
        case PointerPhase::move: move(event, out); break;
        case PointerPhase::up: up(event, false, out); break;
        case PointerPhase::cancel: up(event, true, out); break;
    }
}

void GestureArena::down(const PointerEvent& e, bool scroll_only, std::vector<Gesture>& out) {
    if (find(e.id) != nullptr) up({PointerPhase::cancel, e.kind, e.id, e.x, e.y, e.at}, true, out);
    fingers_.push_back({e.id, e.x, e.y});
    if (fingers_.size() == 1) {
        kind_ = e.kind;
        start_x_ = x_ = e.x;
        start_y_ = y_ = e.y;
        start_at_ = e.at;
        samples_.assign(1, {e.x, e.y, e.at});
        surface_ = surface_at_(e.x, e.y, e.kind);
        surface_.scroll_only = scroll_only;
        state_ = State::waiting;
        if (e.kind == PointerKind::mouse && !scroll_only) {  // a mouse does not scroll by dragging: answer at once
            state_ = State::pressed;
            out.push_back(make(GestureType::press, e.at));
        }
        return;
    }
    if (fingers_.size() == 2 && surface_.canvas) {
        if (state_ == State::pressed || state_ == State::held) out.push_back(make(GestureType::press_cancel, e.at));
        if (state_ == State::dragging) out.push_back(make(GestureType::drag_end, e.at));
        begin_pinch(out);
        return;
    }
    // A second finger outside a canvas: neither tap nor long press any more.
    if (state_ == State::pressed || state_ == State::held) out.push_back(make(GestureType::press_cancel, e.at));
    if (state_ == State::waiting || state_ == State::pressed || state_ == State::held) state_ = State::dead;
}

void GestureArena::begin_pinch(std::vector<Gesture>& out) {
    if (state_ == State::scrolling) end_scroll(samples_.empty() ? 0 : samples_.back().at, false, out);
    state_ = State::pinching;
    const Finger& a = fingers_[0];
    const Finger& b = fingers_[1];
    pinch_distance_ = std::max(1.0F, std::hypot(a.x - b.x, a.y - b.y));
    pinch_x_ = (a.x + b.x) / 2;
    pinch_y_ = (a.y + b.y) / 2;
}

void GestureArena::pinch_moved(std::int64_t at, std::vector<Gesture>& out) {
    const Finger& a = fingers_[0];
    const Finger& b = fingers_[1];
    const float distance = std::max(1.0F, std::hypot(a.x - b.x, a.y - b.y));
    x_ = (a.x + b.x) / 2;
    y_ = (a.y + b.y) / 2;
    Gesture g = make(GestureType::pinch, at);
    g.zoom = distance / pinch_distance_;
    g.dx = x_ - pinch_x_;
    g.dy = y_ - pinch_y_;
    pinch_distance_ = distance;
    pinch_x_ = x_;
    pinch_y_ = y_;
    out.push_back(g);
}

void GestureArena::move(const PointerEvent& e, std::vector<Gesture>& out) {
    Finger* finger = find(e.id);
    if (finger == nullptr) return;
    finger->x = e.x;
    finger->y = e.y;
    if (state_ == State::pinching) {
        if (fingers_.size() >= 2) pinch_moved(e.at, out);
        return;
    }
    if (finger != &fingers_.front() || state_ == State::idle || state_ == State::dead) return;
    const float step_x = e.x - x_;
    const float step_y = e.y - y_;
    x_ = e.x;
    y_ = e.y;
    samples_.push_back({e.x, e.y, e.at});
    while (samples_.size() > 2 && samples_.front().at < e.at - gesture::velocity_window_ms) samples_.erase(samples_.begin());

    if (state_ == State::scrolling || state_ == State::dragging) {
        Gesture g = make(state_ == State::scrolling ? GestureType::scroll : GestureType::drag, e.at);
        g.dx = step_x;
        g.dy = step_y;
        out.push_back(g);
        return;
    }
    const float slop = kind_ == PointerKind::mouse ? gesture::mouse_slop_css : gesture::slop_css;
    const float far_x = x_ - start_x_;
    const float far_y = y_ - start_y_;
    if (std::hypot(far_x, far_y) <= slop) return;
    if (state_ == State::held && !surface_.canvas) {  // moved away after a long press: nothing more
        state_ = State::dead;
        return;
    }
    if (state_ == State::pressed) out.push_back(make(GestureType::press_cancel, e.at));
    if (surface_.drag_handle || (state_ == State::held && surface_.canvas)) {
        state_ = State::dragging;
        out.push_back(make(GestureType::drag_begin, e.at));
        return;
    }
    const bool mouse_stays = kind_ == PointerKind::mouse && !surface_.canvas;
    const bool sideways = surface_.scrolls && !surface_.canvas && std::fabs(far_x) > std::fabs(far_y) * 1.5F;
    if (mouse_stays || sideways || (!surface_.scrolls && !surface_.canvas)) {
        state_ = State::dead;
        return;
    }
    state_ = State::scrolling;
    out.push_back(make(GestureType::scroll_begin, e.at));
    // The content starts from under the finger without a jump: only what goes beyond the slop moves it.
    const float share = 1.0F - slop / std::hypot(far_x, far_y);
    Gesture g = make(GestureType::scroll, e.at);
    g.dx = far_x * share;
    g.dy = far_y * share;
    out.push_back(g);
}

void GestureArena::end_scroll(std::int64_t at, bool fling, std::vector<Gesture>& out) {
    Gesture g = make(GestureType::scroll_end, at);
    while (samples_.size() > 1 && samples_.front().at < at - gesture::velocity_window_ms) samples_.erase(samples_.begin());
    if (fling && samples_.size() > 1) {
        const Sample& a = samples_.front();
        const Sample& b = samples_.back();
        const std::int64_t span = b.at - a.at;
        if (span > 0 && at - b.at < 50) {  // a finger that rested before it lifted does not throw
            g.vx = (b.x - a.x) * 1000.0F / static_cast<float>(span);
            g.vy = (b.y - a.y) * 1000.0F / static_cast<float>(span);
        }
    }
    out.push_back(g);
}

void GestureArena::up(const PointerEvent& e, bool cancelled, std::vector<Gesture>& out) {
    Finger* finger = find(e.id);
    if (finger == nullptr) return;
    const bool first = finger == &fingers_.front();
    fingers_.erase(fingers_.begin() + (finger - fingers_.data()));
    if (state_ == State::pinching) {
        if (fingers_.size() >= 2) return begin_pinch(out);
        if (fingers_.empty()) state_ = State::idle;
        else state_ = State::dead;
        return;
    }
    if (first) {
        switch (state_) {
            case State::waiting:
            case State::pressed:
                if (!cancelled && !surface_.was_moving && !surface_.scroll_only) {
                    x_ = e.x;
                    y_ = e.y;
                    out.push_back(make(GestureType::tap, e.at));
                } else if (state_ == State::pressed) {
                    out.push_back(make(GestureType::press_cancel, e.at));
                }
                break;
            case State::held: out.push_back(make(GestureType::press_cancel, e.at)); break;
            case State::scrolling: end_scroll(e.at, !cancelled, out); break;
            case State::dragging: {
                Gesture g = make(GestureType::drag_end, e.at);
                end_scroll(e.at, !cancelled, out);
                g.vx = out.back().vx;
                g.vy = out.back().vy;
                out.back() = g;
                break;
            }
            default: break;
        }
        state_ = State::dead;
    }
    if (fingers_.empty()) state_ = State::idle;
}

void GestureArena::advance(std::int64_t now, std::vector<Gesture>& out) {
    if (state_ == State::waiting && !surface_.scroll_only && !surface_.was_moving &&
        now >= start_at_ + gesture::press_ms) {
        state_ = State::pressed;
        out.push_back(make(GestureType::press, start_at_ + gesture::press_ms));
    }
    if (state_ == State::pressed && surface_.long_press && kind_ != PointerKind::mouse &&
        now >= start_at_ + gesture::long_press_ms) {
        state_ = State::held;
        out.push_back(make(GestureType::long_press, start_at_ + gesture::long_press_ms));
    }
}

std::optional<std::int64_t> GestureArena::deadline() const {
    if (state_ == State::waiting && !surface_.scroll_only && !surface_.was_moving) return start_at_ + gesture::press_ms;
    if (state_ == State::pressed && surface_.long_press && kind_ != PointerKind::mouse) {
        return start_at_ + gesture::long_press_ms;
    }
    return std::nullopt;
}

void GestureArena::reset(std::vector<Gesture>& out) {
    const std::int64_t at = samples_.empty() ? 0 : samples_.back().at;
    if (state_ == State::pressed || state_ == State::held) out.push_back(make(GestureType::press_cancel, at));
    if (state_ == State::scrolling) end_scroll(at, false, out);
    if (state_ == State::dragging) out.push_back(make(GestureType::drag_end, at));
    fingers_.clear();
    samples_.clear();
    state_ = State::idle;
}

}  // namespace zhunru::platform
