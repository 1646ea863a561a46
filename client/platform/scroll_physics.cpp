#include "client/platform/scroll_physics.hpp"

#include <algorithm>
#include <cmath>

namespace zhunru::platform {
namespace {
constexpr float kFriction = 2.1F;        // velocity falls by e in 1/2.1 s
constexpr float kStopBelow = 16.0F;      // CSS px/s
constexpr float kMaxVelocity = 6000.0F;
constexpr float kSpring = 180.0F;        // 1/s², critically damped
constexpr float kDamping = 26.8F;        // 2*sqrt(kSpring)
constexpr float kResistance = 0.55F;
constexpr std::int64_t kGlideMs = 260;
}  // namespace

float ScrollPhysics::clamped(float v) const { return std::clamp(v, 0.0F, max_); }

void ScrollPhysics::set_extent(float content, float view) {
    view_ = view;
    max_ = std::max(0.0F, content - view);
    if (!held_ && !moving_) offset_ = clamped(offset_);
}

void ScrollPhysics::jump_to(float offset) {
    offset_ = clamped(offset);
    stop();
}

void ScrollPhysics::glide_to(float offset, std::int64_t now, bool reduced_motion) {
    if (reduced_motion) return jump_to(offset);
    glide_from_ = offset_;
    glide_to_ = clamped(offset);
    if (std::fabs(glide_to_ - glide_from_) < 1.0F) return jump_to(offset);
    glide_start_ = now;
    gliding_ = moving_ = true;
    velocity_ = 0;
}

void ScrollPhysics::grab() {
    held_ = true;
    moving_ = gliding_ = false;
    velocity_ = 0;
}

void ScrollPhysics::drag(float delta) {
    const float wanted = offset_ - delta;
    const bool outside = wanted < 0 || wanted > max_;
    offset_ = outside && view_ > 0
        ? offset_ - delta * kResistance * std::max(0.0F, 1.0F - std::fabs(offset_ - clamped(offset_)) / (view_ * 0.4F))
        : wanted;
}

void ScrollPhysics::release(float velocity, std::int64_t now, bool reduced_motion) {
    held_ = false;
    velocity_ = std::clamp(-velocity, -kMaxVelocity, kMaxVelocity);
    last_ = now;
    if (reduced_motion) {
        velocity_ = 0;
        offset_ = clamped(offset_);
    }
    const bool outside = offset_ != clamped(offset_);
    moving_ = outside || std::fabs(velocity_) >= kStopBelow;
    if (!moving_) velocity_ = 0;
}

void ScrollPhysics::wheel(float delta) {
    gliding_ = moving_ = false;
    offset_ = clamped(offset_ + delta);
}

void ScrollPhysics::stop() {
    moving_ = gliding_ = held_ = false;
    velocity_ = 0;
}

bool ScrollPhysics::advance(std::int64_t now) {
    if (!moving_) return false;
    if (gliding_) {
        const float t = std::clamp(static_cast<float>(now - glide_start_) / static_cast<float>(kGlideMs), 0.0F, 1.0F);
        const float eased = 1.0F - (1.0F - t) * (1.0F - t) * (1.0F - t);
        offset_ = glide_from_ + (clamped(glide_to_) - glide_from_) * eased;
        if (t >= 1.0F) moving_ = gliding_ = false;
        return moving_;
    }
    std::int64_t left = std::clamp<std::int64_t>(now - last_, 0, 250);
    last_ = now;
    while (left > 0 && moving_) {  // small equal steps: the result does not depend on the frame rate by much
        const float dt = static_cast<float>(std::min<std::int64_t>(left, 4)) / 1000.0F;
        left -= 4;
        const float edge = clamped(offset_);
        if (offset_ != edge) {
            velocity_ += (-kSpring * (offset_ - edge) - kDamping * velocity_) * dt;
            const float next = offset_ + velocity_ * dt;
            const bool crossed = (offset_ < edge) != (next < edge);
            offset_ = crossed ? edge : next;
            if (crossed || (std::fabs(offset_ - edge) < 0.5F && std::fabs(velocity_) < kStopBelow)) {
                offset_ = edge;
                moving_ = false;
            }
            continue;
        }
        offset_ += velocity_ * dt;
        velocity_ *= std::exp(-kFriction * dt);
        if (offset_ != clamped(offset_)) velocity_ *= 0.35F;
        if (std::fabs(velocity_) < kStopBelow && offset_ == clamped(offset_)) moving_ = false;
    }
    if (!moving_) velocity_ = 0;
    return moving_;
}

}  // namespace zhunru::platform
