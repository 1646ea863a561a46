// What the kit remembers between frames, and the frame under construction.
// For: the kit's own files and the platform that drives frames. Screens must not include it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <imgui.h>

#include "client/kit/strings.hpp"
#include "client/kit/theme.hpp"
#include "client/kit/types.hpp"
#include "client/platform/gesture_arena.hpp"
#include "client/platform/scroll_physics.hpp"
#include "client/semantics/node.hpp"
#include "client/text/line_break.hpp"

namespace zhunru::kit {

/// What the kit asks of the platform while it builds a frame.
class Host {
public:
    virtual ~Host() = default;
    /// Moves native focus to the mirror element `id`; for a date field opens the picker.
    virtual void focus(const std::string& id, bool open_picker) = 0;
    virtual void blur() = 0;
    /// Number of overlays that the browser's back button should close first.
    virtual void overlays(int open) = 0;
};

/// The window and the person's preferences; device px.
struct Surroundings {
    float dpr = 1;
    float width = 0, height = 0;
    float safe_top = 0, safe_right = 0, safe_bottom = 0, safe_left = 0;
    bool dark = false;
    bool reduced_motion = false;
    float text_scale = 1;           ///< size of text that the phone or browser is set to
};

/// A place that can be tapped, as drawn in the last frame.
struct Hit {
    std::string id;
    Rect rect;               ///< clipped to what is visible
    int layer = 0;
    bool field = false;
    bool long_press = false;
};

struct ScrollArea {
    std::string id;
    Rect view;
    int layer = 0;
    bool grip = false;   ///< a sheet's handle and header: drags move the sheet
    bool canvas = false;
};

/// State of one id that outlives a frame; which members are used depends on the widget.
struct Memory {
    platform::ScrollPhysics scroll;
    bool open = false;            ///< expander, select sheet
    bool touched = false;         ///< `open` was set at least once
    std::string text;             ///< search inside a select
    float content = 0;            ///< height in device px, last frame
    float shift = 0;              ///< sheet: finger's displacement, CSS px
    std::int64_t since = 0;       ///< start of the animation under way
    std::int8_t motion = 0;       ///< 1 opening, -1 closing
    bool clear_next = false;
    std::int64_t last_frame = -1;
    // canvas gestures gathered since the last frame, CSS px
    float pan_x = 0, pan_y = 0, zoom = 1, zoom_x = 0, zoom_y = 0, point_x = 0, point_y = 0;
    bool tapped = false, held = false, dragging = false, drag_ended = false;
};

/// What the native input reported since the last frame.
struct FieldEvents {
    std::string value;
    bool has_value = false;
    bool submitted = false;
    bool blurred = false;
};

struct Toast {
    std::string text;
    Tone tone = Tone::neutral;
    std::int64_t until = 0;
    std::int64_t number = 0;
};

/// A column being filled from top to bottom; device px.
struct ColumnState {
    float x = 0, y = 0, width = 0;
    float pending = 0;   ///< gap owed by the last item
    bool first = true;
};

struct CardState {
    float top = 0, x = 0, width = 0, pad = 0;
    Tone tone = Tone::neutral;
    bool raised = true;
    bool pressed = false, focused = false;
    ImDrawListSplitter splitter;
};

struct ListState {
    std::int32_t rows = 0, cards = 0, size = 0;
    float top = 0;
    bool own_surface = false;
    ImDrawListSplitter splitter;
};

struct ColumnsState {
    std::vector<float> x, width;
    std::size_t index = 0;
    float top = 0, lowest = 0;
    ColumnState outer;
};

struct OverlayState {
    std::string id;
    SheetOptions options;
    std::vector<Action> actions;
    Rect panel;
    float body_top = 0;
    float bar_height = 0;
    ColumnState outer;
    Rect outer_clip;
    int outer_layer = 0;
    std::string outer_scroller;
    std::string tapped_action;
    std::vector<std::string> outer_ids;
    std::vector<semantics::Node> outer_nodes;
    int outer_card_depth = 0;
    int outer_heading_level = 1;
};

/// One frame under construction.
struct Frame {
    std::vector<Hit> hits;
    std::vector<ScrollArea> areas;
    std::vector<std::string> ids;               ///< id path
    std::vector<semantics::Node> nodes;         ///< open nodes; [0] = root of the layer
    std::vector<semantics::Node> layers;        ///< finished layers in reading order
    std::vector<ColumnState> columns;
    std::vector<std::unique_ptr<CardState>> cards;
    std::vector<std::unique_ptr<ListState>> lists;
    std::vector<ColumnsState> splits;
    std::vector<OverlayState> overlays;
    std::string scroller;                       ///< id of the scroll area being filled
    Rect clip;
    int layer = 0, layers_used = 0;
    int card_depth = 0;
    int heading_level = 1;                      ///< of the last heading: the next may be one deeper at most
    ScreenOptions screen;
    ScreenResult screen_result;
    Rect body;                                  ///< of the screen
    float bottom_edge = 0;                      ///< above which toasts stand
    std::vector<std::string> problems;          ///< found by the audit
    std::map<std::string, FieldEvents> field_events;
};

struct UiState {
    explicit UiState(Host& h) : host(h) {}
    Host& host;
    Surroundings around;
    const Theme* theme = &light_theme();
    Strings strings;
    Appearance appearance = Appearance::system;
    int text_percent = 0;           ///< chosen; 0 = as the phone has it
    [[nodiscard]] int shown_percent() const;
    ImFont* regular = nullptr;
    ImFont* strong = nullptr;

    std::int64_t now = 0;
    std::int64_t frame_number = 0;
    std::int64_t wake = -1;         ///< monotonic ms, -1 = never
    bool again = false;             ///< another frame is wanted at once
    bool moving = false;            ///< a fling or animation is under way: the mirror waits

    // From the last frame, for hit tests between frames.
    std::vector<Hit> hits;
    std::vector<ScrollArea> areas;
    int top_layer = 0;

    // Input that the next frame consumes.
    std::string activated, long_pressed;
    std::string pressed, hovered, focused;
    bool focus_visible = false;
    std::string editing;            ///< field with native focus
    bool editing_changed_view = false;
    std::map<std::string, FieldEvents> field_events;
    std::string scrolling;          ///< area under the finger
    bool close_overlay = false;     ///< Escape, browser back
    std::string reveal;             ///< id to scroll to

    std::map<std::string, Memory> memory;
    std::vector<Toast> toasts;
    std::int64_t toast_number = 0;
    std::function<void(std::string_view)> clause_handler;

    Frame frame;
    semantics::Node tree;           ///< of the last finished frame
    std::vector<std::string> problems;

    struct CachedLines {
        std::vector<text::Line> lines;
        std::int64_t used = 0;
    };
    std::unordered_map<std::string, CachedLines> line_cache;

    [[nodiscard]] float dp(float css) const;
    Memory& remember(const std::string& id) {
        Memory& m = memory[id];
        m.last_frame = frame_number;
        return m;
    }
};

/// Starts and ends a frame; between them the program draws. `end_frame` leaves `tree`, `hits`, `wake`.
void begin_frame(UiState& s, std::int64_t now);
void end_frame(UiState& s);

/// What lies under a finger, for the arena.
[[nodiscard]] platform::Surface surface_at(UiState& s, float css_x, float css_y, platform::PointerKind kind);
/// Acts on a gesture. True when a frame is needed; `now` when it must run inside the event (a tap).
struct GestureEffect {
    bool frame = false;
    bool at_once = false;
};
GestureEffect on_gesture(UiState& s, const platform::Gesture& gesture);
/// Mouse moved without a button; -1,-1 = left the window.
bool on_hover(UiState& s, float css_x, float css_y);
bool on_wheel(UiState& s, float css_x, float css_y, float dx, float dy, bool zoom);
/// Assistive click or Enter/Space on the mirror element.
bool on_activate(UiState& s, const std::string& id);
void on_focus(UiState& s, const std::string& id, bool visible);
void on_field_focus(UiState& s, const std::string& id);
void on_field_input(UiState& s, const std::string& id, std::string value);
void on_field_submit(UiState& s, const std::string& id);
void on_field_blur(UiState& s, const std::string& id);
/// The mirror scrolled by itself (focus, scrollIntoView).
void on_mirror_scroll(UiState& s, const std::string& id, float css_offset);
/// Page keys; `pages` is signed, 0.1 = an arrow key.
bool on_page_key(UiState& s, float pages, bool to_end);
/// Escape ends editing first (`overlays_too` false); the browser's back closes the top overlay at once.
bool on_dismiss(UiState& s, bool overlays_too);

}  // namespace zhunru::kit
