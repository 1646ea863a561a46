// Plain option and result types of the widget kit.
// For: everything a screen passes to or gets from kit::Ui. Holds no behaviour and draws nothing;
// refuses to know ImGui, the browser, or the application.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace zhunru::kit {

/// What a colour means. The theme maps a tone to a pair of colours with checked contrast.
enum class Tone : std::uint8_t { neutral, accent, success, warning, danger };

enum class ButtonKind : std::uint8_t { primary, secondary, danger, text };

/// Sizes and weights of text at 100 % text size, in CSS px.
enum class TextStyle : std::uint8_t {
    display,      ///< 28 semibold, one per screen at most
    heading,      ///< 22 semibold
    subheading,   ///< 17 semibold
    body,         ///< 17 regular
    body_strong,  ///< 17 semibold, used inside body text
    secondary,    ///< 15 regular, muted colour
    secondary_strong,  ///< 15 semibold
    caption,      ///< 13 regular, muted colour; never for anything a user must read to decide
    caption_strong,  ///< 13 semibold: badges, tab labels
};

/// Icons drawn as vector paths; no icon font.
enum class Icon : std::uint8_t {
    none, back, close, chevron_right, chevron_down, chevron_up, check, plus, minus, search, menu, more,
    home, list, inbox, document, scale, chart, person, people, building, calendar, clock, bell, gear,
    warning, info, error, success, shield, link, share, copy, camera, attach, edit, trash, refresh,
    filter, sort, globe, lock, eye, eye_off, phone, location, money, gavel, flag, history, download,
    upload, qr, logout, sun, moon, star, star_filled, offline, sync, help, signature, megaphone, layers,
};

/// Rectangle in device pixels, absolute on the canvas.
struct Rect {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    [[nodiscard]] float width() const { return x1 - x0; }
    [[nodiscard]] float height() const { return y1 - y0; }
    [[nodiscard]] bool contains(float x, float y) const { return x >= x0 && x < x1 && y >= y0 && y < y1; }
    [[nodiscard]] bool overlaps(const Rect& o) const { return x0 < o.x1 && o.x0 < x1 && y0 < o.y1 && o.y0 < y1; }
};

struct Badge {
    std::string text;
    Tone tone = Tone::neutral;
};

/// One choice of a select, radio group, chip set or segmented control.
struct Option {
    std::string value;        ///< what is stored
    std::string label;        ///< what is shown and read out
    std::string description;  ///< optional second line (select, radio)
    bool disabled = false;
};

struct TextOptions {
    TextStyle style = TextStyle::body;
    Tone tone = Tone::neutral;
    int max_lines = 0;            ///< 0 = all; otherwise the last line ends with an ellipsis
    bool centered = false;
    bool muted = false;           ///< secondary colour whatever the style
    std::string_view lang = {};   ///< BCP 47; empty = language of the screen
    bool silent = false;          ///< true = not in the semantics tree (text already named by a parent)
};

/// A run of rich text. A run with a `link` is a control of its own.
struct Span {
    std::string text;
    bool strong = false;
    Tone tone = Tone::neutral;
    std::string link = {};  ///< id of the link; empty = plain text
};

struct ButtonOptions {
    ButtonKind kind = ButtonKind::primary;
    Icon icon = Icon::none;
    bool disabled = false;
    bool busy = false;              ///< shows a spinner, ignores taps
    bool fit = false;               ///< as wide as the label instead of the whole column
    std::string_view name = {};     ///< accessible name where it differs from the label
    std::string_view description = {};  ///< read after the name (e.g. why it is disabled)
};

struct RowOptions {
    std::string_view title;
    std::string_view subtitle = {};
    std::string_view meta = {};       ///< third, small line: date, sender
    std::string_view value = {};      ///< trailing text
    Icon icon = Icon::none;           ///< leading icon in a tinted circle
    Tone tone = Tone::accent;         ///< of the leading icon
    const std::vector<Badge>* badges = nullptr;
    bool chevron = true;              ///< only where tappable
    bool tappable = true;
    bool disabled = false;
    bool unread = false;              ///< a dot before the title; read out as "未读"
    int max_lines = 3;                ///< lines of the title before the ellipsis
};

enum class FieldType : std::uint8_t { text, multiline, number, password, date, search, tel };

struct FieldOptions {
    std::string_view label;                 ///< always shown above the field, and its accessible name
    std::string_view placeholder = {};
    std::string_view help = {};             ///< muted line under the field
    std::string_view error = {};            ///< red line under the field; aria-invalid
    std::string_view unit = {};             ///< trailing unit inside a number field: 元, 小时
    std::string_view autocomplete = {};     ///< HTML autocomplete token: username, current-password, off
    std::string_view enter_key = {};        ///< enterkeyhint: next, done, search, go, send
    std::int32_t max_length = 0;            ///< characters (UTF-16 units of the browser); 0 = no limit
    std::int32_t min_lines = 3;             ///< multiline only
    bool required = false;                  ///< mark after the label, aria-required
    bool disabled = false;
    bool read_only = false;
    std::string_view min_date = {};         ///< ISO, date only
    std::string_view max_date = {};
};

/// What happened to a field this frame. Converts to "the value changed".
struct FieldResult {
    bool changed = false;    ///< value was changed by the user this frame (also during composition)
    bool submitted = false;  ///< Enter/Go/Search pressed outside a composition (single-line only)
    bool blurred = false;    ///< editing ended
    bool focused = false;    ///< is being edited now
    explicit operator bool() const { return changed; }
};

struct ChoiceOptions {
    std::string_view label;
    std::string_view help = {};
    std::string_view error = {};
    std::string_view placeholder = {};  ///< select: shown while nothing is chosen
    bool required = false;
    bool disabled = false;
    bool searchable = false;            ///< select: a search field on top of the sheet
};

struct CheckOptions {
    std::string_view description = {};
    std::string_view error = {};
    bool required = false;
    bool disabled = false;
};

struct CardOptions {
    Tone tone = Tone::neutral;     ///< other tones colour a bar on the leading edge
    bool tappable = false;
    std::string_view name = {};    ///< accessible name; needed where tappable
    bool raised = true;            ///< false = outline instead of shadow
};

/// A button of the bottom action bar. At most three.
struct Action {
    std::string id;
    std::string label;
    ButtonKind kind = ButtonKind::primary;
    Icon icon = Icon::none;
    bool disabled = false;
    bool busy = false;
    std::string description = {};
};

/// A round icon button at the end of the top bar. At most two.
struct IconAction {
    std::string id;
    std::string name;  ///< accessible name
    Icon icon = Icon::more;
    int badge = 0;     ///< count shown on the icon; 0 = none
};

struct Tab {
    std::string id;
    std::string label;
    Icon icon = Icon::list;
    int badge = 0;
};

struct ScreenOptions {
    std::string id;                        ///< keeps the scroll position; e.g. the route
    std::string title;
    std::string subtitle = {};             ///< small line under the title in the bar
    bool back = false;                     ///< shows the back button
    bool large_title = false;              ///< 28 px title from the left in the bar, for tab roots
    std::vector<IconAction> top_actions = {};
    std::vector<Action> actions = {};      ///< bottom action bar at thumb reach
    std::string action_note = {};          ///< one line above the action buttons
    std::vector<Tab> tabs = {};            ///< bottom tab bar; ignored where `actions` are present
    std::string active_tab = {};
    bool pull_to_refresh = false;          ///< result.refresh when the body is pulled down
    bool refreshing = false;               ///< keeps the spinner of pull-to-refresh
};

/// What the frame parts of a screen report; empty strings mean "nothing".
struct ScreenResult {
    bool back = false;
    std::string action;      ///< id of the tapped bottom action
    std::string top_action;  ///< id of the tapped icon action
    std::string tab;         ///< id of the tapped tab
    bool refresh = false;
};

struct SheetOptions {
    std::string_view title;
    std::vector<Action> actions = {};  ///< fixed at the bottom of the sheet
    bool dismissable = true;           ///< drag down, scrim tap, Escape, browser back
    bool full = false;                 ///< always the whole height
};

struct SheetResult {
    bool visible = false;  ///< draw the content, then call end_sheet()
    std::string action;    ///< id of the tapped sheet action
    explicit operator bool() const { return visible; }
};

struct DialogOptions {
    std::string_view title;
    std::string_view text = {};
    std::string_view confirm = {};  ///< empty = Strings::ok
    std::string_view cancel = {};   ///< empty = Strings::cancel
    bool danger = false;            ///< confirm is a danger button
    bool alert = false;             ///< only one button
};

enum class DialogResult : std::uint8_t { none, confirmed, cancelled };

enum class StepState : std::uint8_t { done, current, upcoming, failed, skipped, paused };

struct TimelineStep {
    std::string title;
    std::string subtitle = {};  ///< who, where
    std::string time = {};
    std::string note = {};      ///< reason, opinion; wraps
    StepState state = StepState::upcoming;
    std::string link = {};      ///< non-empty = tappable, returned by timeline()
};

struct Column {
    std::string label;
    bool numeric = false;  ///< right aligned in the wide table
    float weight = 1.0F;
};

struct TableRow {
    std::string id;                  ///< non-empty = tappable
    std::vector<std::string> cells;  ///< first cell is the title of the card on narrow screens
    std::vector<Badge> badges = {};
};

/// One control of a custom drawing (diagram, seal). See Ui::interactive().
struct Interaction {
    bool activated = false;    ///< tap, click, Enter, Space or assistive click
    bool long_pressed = false;
    bool pressed = false;      ///< finger is down on it (after 80 ms)
    bool hovered = false;      ///< mouse only
    bool focused = false;      ///< keyboard or assistive focus: draw a ring
};

/// Gestures on a canvas this frame; all coordinates in device px relative to the canvas.
struct CanvasInput {
    Rect rect;                 ///< where to draw (already clipped)
    bool visible = false;
    bool tapped = false;
    float tap_x = 0, tap_y = 0;
    bool long_pressed = false; ///< then drags report as `drag` until the finger lifts
    float pan_x = 0, pan_y = 0;///< one finger moved (or wheel) since the last frame
    float zoom = 1.0F;         ///< pinch factor since the last frame (ctrl+wheel on desktops)
    float zoom_x = 0, zoom_y = 0;
    bool dragging = false;     ///< finger down after a long press
    float drag_x = 0, drag_y = 0;  ///< finger position while dragging
    bool drag_ended = false;
};

}  // namespace zhunru::kit
