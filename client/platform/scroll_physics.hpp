// One scrolling axis: follows a finger, flings with friction, resists and springs back at the edges.
// Pure: time comes in. Refuses to know what is scrolled.
#pragma once

#include <cstdint>

namespace zhunru::platform {

class ScrollPhysics {
public:
    /// Content and view length, CSS px. Keeps the offset within bounds unless a finger or spring holds it.
    void set_extent(float content, float view);
    void jump_to(float offset);
    /// Eases to `offset` over about a quarter of a second; at once with `reduced_motion`.
    void glide_to(float offset, std::int64_t now, bool reduced_motion);
    void grab();
    /// The finger moved by `delta` (down = positive): content follows, with resistance beyond an edge.
    void drag(float delta);
    /// The finger left with that velocity (CSS px/s).
    void release(float velocity, std::int64_t now, bool reduced_motion);
    /// Mouse wheel: at once, never beyond an edge.
    void wheel(float delta);
    /// Lets time pass. True while it still moves.
    bool advance(std::int64_t now);
    void stop();

    [[nodiscard]] float offset() const { return offset_; }
    [[nodiscard]] float max_offset() const { return max_; }
    [[nodiscard]] bool moving() const { return moving_; }
    [[nodiscard]] bool held() const { return held_; }
    /// How far the content is pulled beyond the top, CSS px (pull to refresh).
    [[nodiscard]] float pulled() const { return offset_ < 0 ? -offset_ : 0; }

private:
    [[nodiscard]] float clamped(float v) const;
    float offset_ = 0, velocity_ = 0, max_ = 0, view_ = 0;
    float glide_from_ = 0, glide_to_ = 0;
    std::int64_t last_ = 0, glide_start_ = 0;
    bool moving_ = false, held_ = false, gliding_ = false;
};

}  // namespace zhunru::platform
