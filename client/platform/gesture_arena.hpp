// Turns pointers into taps, scrolls, flings, long presses, pinches and drags.
// For: the browser port feeds it, the kit acts on what comes out. Pure and replayable: the same events
// with the same times give the same gestures. Refuses to know rectangles, ImGui or the DOM: what lies
// under a finger is asked once, when it comes down.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace zhunru::platform {

namespace gesture {
inline constexpr float slop_css = 10;             ///< farther than this is not a tap
inline constexpr std::int64_t press_ms = 80;      ///< feedback is shown after this, so a scroll does not flash
inline constexpr std::int64_t long_press_ms = 450;
inline constexpr float mouse_slop_css = 4;
inline constexpr std::int64_t velocity_window_ms = 100;
inline constexpr std::int64_t synthetic_quiet_ms = 300;  ///< pointers ignored after an assistive click
}  // namespace gesture

enum class PointerPhase : std::uint8_t { down, move, up, cancel };
enum class PointerKind : std::uint8_t { touch, mouse, pen };

struct PointerEvent {
    PointerPhase phase = PointerPhase::move;
    PointerKind kind = PointerKind::touch;
    std::int32_t id = 0;
    float x = 0, y = 0;      ///< CSS px
    std::int64_t at = 0;     ///< monotonic ms
};

/// What lies under a finger when it comes down.
struct Surface {
    bool scrolls = false;      ///< a vertical scroller is there
    bool canvas = false;       ///< pans and zooms by itself, in both directions
    bool long_press = false;   ///< something there listens to a long press
    bool was_moving = false;   ///< a fling was under way: this touch stops it and is no tap
    bool scroll_only = false;  ///< began on a native input: taps belong to it
    bool drag_handle = false;  ///< e.g. grip of a sheet: every move is a drag
};

enum class GestureType : std::uint8_t {
    press,         ///< show feedback at x,y
    press_cancel,
    tap,
    long_press,
    scroll_begin,
    scroll,        ///< dx,dy since the last one (finger movement, not content movement)
    scroll_end,    ///< vx,vy in CSS px per second; zero means no fling
    pinch,         ///< zoom since the last one, around x,y; dx,dy of the middle
    drag_begin,    ///< after a long press on a canvas, or at once on a handle
    drag,
    drag_end,
};

struct Gesture {
    GestureType type = GestureType::tap;
    PointerKind kind = PointerKind::touch;
    float x = 0, y = 0;
    float start_x = 0, start_y = 0;
    float dx = 0, dy = 0;
    float vx = 0, vy = 0;
    float zoom = 1;
    Surface surface;
    std::int64_t at = 0;
};

class GestureArena {
public:
    using SurfaceAt = std::function<Surface(float x, float y, PointerKind kind)>;
    explicit GestureArena(SurfaceAt surface_at) : surface_at_(std::move(surface_at)) {}

    /// Feeds one event; `scroll_only` as in Surface. Appends what was decided to `out`.
    void feed(const PointerEvent& event, bool scroll_only, std::vector<Gesture>& out);
    /// Lets time pass: press feedback and long press become due.
    void advance(std::int64_t now, std::vector<Gesture>& out);
    /// When advance() must be called next; none while nothing is pending.
    [[nodiscard]] std::optional<std::int64_t> deadline() const;
    /// Drops everything under way (page hidden, context lost, sheet opened under the finger).
    void reset(std::vector<Gesture>& out);
    /// After an assistive click the browser sends pointers of its own; they are ignored for a moment.
    void ignore_until(std::int64_t at) { quiet_until_ = at; }
    [[nodiscard]] bool active() const { return !fingers_.empty(); }

private:
    enum class State : std::uint8_t { idle, waiting, pressed, held, scrolling, dragging, pinching, dead };
    struct Finger {
        std::int32_t id;
        float x, y;
    };
    struct Sample {
        float x, y;
        std::int64_t at;
    };

    void down(const PointerEvent& e, bool scroll_only, std::vector<Gesture>& out);
    void move(const PointerEvent& e, std::vector<Gesture>& out);
    void up(const PointerEvent& e, bool cancelled, std::vector<Gesture>& out);
    void begin_pinch(std::vector<Gesture>& out);
    void pinch_moved(std::int64_t at, std::vector<Gesture>& out);
    void end_scroll(std::int64_t at, bool fling, std::vector<Gesture>& out);
    [[nodiscard]] Gesture make(GestureType type, std::int64_t at) const;
    Finger* find(std::int32_t id);

    SurfaceAt surface_at_;
    State state_ = State::idle;
    std::vector<Finger> fingers_;
    std::vector<Sample> samples_;
    Surface surface_;
    PointerKind kind_ = PointerKind::touch;
    float start_x_ = 0, start_y_ = 0, x_ = 0, y_ = 0;
    std::int64_t start_at_ = 0;
    float pinch_distance_ = 0, pinch_x_ = 0, pinch_y_ = 0;
    std::int64_t quiet_until_ = 0;
};

}  // namespace zhunru::platform
