// kit::Ui: the one door through which screens draw and read controls.
// For: immediate-mode screens (`ui.begin_screen … ui.end_screen`) that come out drawn, touchable,
// keyboard-operable and readable by assistive technology at once. Every control emits a semantics node;
// refuses to offer a way to draw an interactive thing without one.
//
// Rules for callers
//  - `id` is stable and unique among its siblings; use kit::Scope for repeated items. Never put text in it.
//  - A call returns true in the one frame in which the user acted; state changed then is drawn next frame
//    (the kit asks for that frame itself). That frame runs inside the browser's gesture, so clipboard,
//    file pickers and share sheets may be called from it.
//  - Layout is one column from top to bottom; begin_columns() splits it. Widths come from the column.
//  - Lengths given by callers are CSS px; Rects handed out are device px.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/kit/strings.hpp"
#include "client/kit/theme.hpp"
#include "client/kit/types.hpp"
#include "client/semantics/node.hpp"

struct ImDrawList;

namespace zhunru::kit {

struct UiState;  // everything that lives longer than a frame; see ui_state.hpp (kit only)

class Ui {
public:
    explicit Ui(UiState& state) : s_(state) {}
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    // ---- frame of a screen -------------------------------------------------------------------
    /// Opens the scrolling body between top bar and bottom bar. Exactly one screen per frame.
    void begin_screen(const ScreenOptions& options);
    /// Draws the bars and says what was tapped in them.
    [[nodiscard]] ScreenResult end_screen();

    // ---- ids ---------------------------------------------------------------------------------
    void push_id(std::string_view id);
    void push_id(std::string_view id, std::int64_t index);
    void pop_id();

    // ---- text --------------------------------------------------------------------------------
    /// level 2..6 (1 is the screen title). Drawn as `heading` for 2, `subheading` below.
    void heading(std::string_view text, int level = 2);
    void text(std::string_view text, const TextOptions& options = {});
    void secondary(std::string_view text);
    void caption(std::string_view text);
    /// Mixed runs in one paragraph; returns the id of the tapped link, or empty.
    std::string rich(std::string_view id, std::span<const Span> runs, const TextOptions& options = {});
    bool link(std::string_view id, std::string_view label);
    void bullets(std::span<const std::string> items, bool numbered = false);

    // ---- space -------------------------------------------------------------------------------
    void space(float css_px = 16);
    void divider();
    /// Columns with the given weights; call next_column() between, end_columns() after.
    void begin_columns(std::span<const float> weights, float gap_css = 12);
    void begin_columns(int count, float gap_css = 12);
    void next_column();
    void end_columns();
    /// True from 600 CSS px of column width on: show tables instead of cards.
    [[nodiscard]] bool wide() const;

    // ---- containers --------------------------------------------------------------------------
    /// Returns true in the frame in which a tappable card was tapped.
    bool begin_card(std::string_view id, const CardOptions& options = {});
    void end_card();
    /// role=list; rows between get set size and position. `size` may be the size of the whole model.
    void begin_list(std::string_view id, std::string_view name = {}, std::int32_t size = 0);
    void end_list();
    /// Title row that opens and closes. Draw the content only if it returns true, then end_expander().
    bool begin_expander(std::string_view id, std::string_view title, std::string_view subtitle = {},
                        bool open_at_first = false);
    void end_expander();
    /// Named group without decoration (role=group).
    void begin_group(std::string_view id, std::string_view name);
    void end_group();

    // ---- rows and facts ----------------------------------------------------------------------
    bool row(std::string_view id, const RowOptions& options);
    void badges(std::span<const Badge> badges);
    void key_value(std::string_view key, std::string_view value);
    void metric(std::string_view label, std::string_view value, std::string_view unit = {},
                Tone tone = Tone::neutral);
    /// Chip with the number of a clause (条款); opens what Ui::set_clause_handler was given.
    void clause(std::string_view id, std::string_view code, std::string_view label = {});
    void set_clause_handler(std::function<void(std::string_view code)> handler);
    /// Cards on narrow screens, a table from 600 px. Returns the id of the tapped row, or empty.
    std::string table(std::string_view id, std::span<const Column> columns, std::span<const TableRow> rows);
    void empty_state(Icon icon, std::string_view title, std::string_view text = {});

    // ---- buttons -----------------------------------------------------------------------------
    bool button(std::string_view id, std::string_view label, const ButtonOptions& options = {});
    bool icon_button(std::string_view id, Icon icon, std::string_view name, bool disabled = false);

    // ---- fields ------------------------------------------------------------------------------
    FieldResult text_field(std::string_view id, std::string& value, const FieldOptions& options);
    FieldResult multiline_field(std::string_view id, std::string& value, const FieldOptions& options);
    FieldResult password_field(std::string_view id, std::string& value, const FieldOptions& options);
    /// `value` is the text as typed: digits, one point, a leading minus. Parse it with the engine's decimal.
    FieldResult number_field(std::string_view id, std::string& value, const FieldOptions& options);
    /// `value` is empty or YYYY-MM-DD; opens the phone's own picker.
    FieldResult date_field(std::string_view id, std::string& value, const FieldOptions& options);
    FieldResult search_field(std::string_view id, std::string& value, std::string_view placeholder);
    /// Ends editing now (commit), e.g. before a submit.
    void blur();

    // ---- choices; all return true when the user changed the value -------------------------------
    bool select(std::string_view id, std::string& value, std::span<const Option> options, const ChoiceOptions& o);
    bool multi_select(std::string_view id, std::vector<std::string>& values, std::span<const Option> options,
                      const ChoiceOptions& o);
    bool radio_group(std::string_view id, std::string& value, std::span<const Option> options,
                     const ChoiceOptions& o);
    bool checkbox(std::string_view id, bool& on, std::string_view label, const CheckOptions& o = {});
    bool switch_row(std::string_view id, bool& on, std::string_view label, const CheckOptions& o = {});
    bool segmented(std::string_view id, std::string& value, std::span<const Option> options,
                   std::string_view name);
    /// Filter chips; `single` behaves like radio buttons that may be switched off.
    bool chips(std::string_view id, std::vector<std::string>& on, std::span<const Option> options,
               std::string_view name, bool single = false);
    /// 1..5, 0 = not rated. `labels` (five, worst first) are read and shown; empty = Strings::ratings.
    bool rating(std::string_view id, int& value, const ChoiceOptions& o, std::span<const std::string> labels = {});

    // ---- feedback ----------------------------------------------------------------------------
    /// Returns true when the action of the banner was tapped.
    bool banner(std::string_view id, Tone tone, std::string_view title, std::string_view text = {},
                std::string_view action = {});
    void toast(std::string_view text, Tone tone = Tone::neutral);
    void progress(std::string_view name, int permille);
    void spinner(std::string_view label);
    void skeleton(int lines = 3);
    /// Numbered steps of a wizard: "第 2 步，共 5 步".
    void stepper(std::span<const std::string> labels, int current);
    std::string timeline(std::string_view id, std::span<const TimelineStep> steps);
    /// Two bars, before and after, on one scale. Values are integers of 10^-decimals of the unit: 880 with one decimal
    /// is shown as 88.0.
    void compare_bar(std::string_view label, std::int64_t before, std::int64_t after, std::int64_t max,
                     std::string_view unit, int decimals = 0);
    void qr_code(std::string_view text, std::string_view name, float css_size = 200);

    // ---- overlays (call after the body, before or after end_screen) -----------------------------
    /// `if (auto sheet = ui.begin_sheet(...)) { …; ui.end_sheet(); }`. Clears `open` when dismissed.
    SheetResult begin_sheet(std::string_view id, bool& open, const SheetOptions& options);
    void end_sheet();
    /// Clears `open` when answered.
    DialogResult dialog(std::string_view id, bool& open, const DialogOptions& options);

    // ---- custom drawing ----------------------------------------------------------------------
    /// A box over the whole column width that takes pan, pinch, tap and long press itself.
    CanvasInput canvas(std::string_view id, float css_height, std::string_view name);
    void end_canvas();
    /// A control at `rect` (device px) of a canvas or area: semantics, focus, tap. You draw it.
    Interaction interactive(std::string_view id, const Rect& rect, semantics::Role role, std::string_view name,
                            std::string_view description = {}, bool disabled = false);
    /// Reserves a box in the column for drawing; no semantics of its own.
    Rect area(float css_height);
    void node(std::string_view id, semantics::Role role, std::string_view name, const Rect& rect);
    [[nodiscard]] ImDrawList* draw_list();
    void draw_text(float x, float y, std::string_view text, TextStyle style, Color color);
    [[nodiscard]] float text_width(std::string_view text, TextStyle style);
    /// Text of any size inside a box of a drawing, wrapped and in its middle; lines that do not fit end with an ellipsis.
    /// `css_size` is used in steps, so that zooming does not fill the glyph atlas.
    void draw_label(const Rect& box, std::string_view text, float css_size, Color color, bool strong = false);
    void draw_icon(Icon icon, const Rect& box, Color color);

    // ---- surroundings ------------------------------------------------------------------------
    [[nodiscard]] const Theme& theme() const;
    [[nodiscard]] float dp(float css_px) const;   ///< CSS px -> device px, rounded
    [[nodiscard]] float column_width_css() const;
    [[nodiscard]] float view_height_css() const;  ///< of the whole screen, bars included
    [[nodiscard]] std::int64_t now_ms() const;    ///< monotonic, of this frame
    /// Asks for a frame at that monotonic time (animations, countdowns); none is drawn in between.
    void wake_at(std::int64_t monotonic_ms);
    void request_frame();
    [[nodiscard]] bool reduced_motion() const;
    /// Text size 100..200, or 0: as the phone is set; theme override; strings. Take effect on the next frame.
    void set_text_percent(int percent);
    [[nodiscard]] int text_percent() const;
    void set_appearance(Appearance appearance);
    [[nodiscard]] Appearance appearance() const;
    void set_strings(const Strings& strings);
    [[nodiscard]] const Strings& strings() const;
    /// Keeps the scroll position so that the item drawn next is visible (e.g. the first field in error).
    void scroll_here();
    void scroll_to_top();

    UiState& state() { return s_; }

private:
    UiState& s_;
};

/// push_id/pop_id for a block.
class Scope {
public:
    Scope(Ui& ui, std::string_view id) : ui_(ui) { ui_.push_id(id); }
    Scope(Ui& ui, std::string_view id, std::int64_t index) : ui_(ui) { ui_.push_id(id, index); }
    ~Scope() { ui_.pop_id(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

private:
    Ui& ui_;
};

}  // namespace zhunru::kit
