// Helpers that the kit's files share: layout, painting, interaction, nodes.
// Refuses to be included outside client/kit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/kit/ui.hpp"
#include "client/kit/ui_state.hpp"

namespace zhunru::kit {

// ---- ids and nodes ----------------------------------------------------------------------------
[[nodiscard]] std::string path(const UiState& s, std::string_view id);
[[nodiscard]] semantics::CssRect css_rect(const UiState& s, const Rect& r);
/// Appends a leaf to the open node.
semantics::Node& leaf(UiState& s, semantics::Role role, const std::string& id, std::string_view name, const Rect& rect);
/// Opens a node that following nodes go into.
semantics::Node& open_node(UiState& s, semantics::Role role, const std::string& id, std::string_view name);
/// Closes it with its rectangle; returns the place in the parent.
semantics::Node& close_node(UiState& s, const Rect& rect);
/// A fresh id for a node without one of its own (texts): counts siblings.
[[nodiscard]] std::string anonymous(const UiState& s, std::string_view kind);

// ---- layout -----------------------------------------------------------------------------------
ColumnState& column(UiState& s);
/// Moves to the next item: collapses gaps (CSS px) between neighbours; returns its top.
float place(UiState& s, float before_css);
/// Ends the item at `bottom`, owing a gap.
void placed(UiState& s, float bottom, float after_css);
[[nodiscard]] Rect clipped(const UiState& s, const Rect& r);
[[nodiscard]] bool on_screen(const UiState& s, const Rect& r);
/// Scrolls the area being filled so that `r` is inside, with a margin.
void ensure_visible(UiState& s, const Rect& r, float margin_css);
/// How far an opening or closing animation of `ms` has come, 0..1; asks for the next frame.
[[nodiscard]] float animate(UiState& s, std::int64_t since, std::int64_t ms);

// ---- layers and scrolling (ui_frame.cpp) -----------------------------------------------------------
void open_layer(UiState& s, semantics::Role role, const std::string& id, std::string_view name);
void close_layer(UiState& s, const Rect& rect);
/// Opens a scroll area over `view`; the column starts at its top with the offset applied.
void open_scroll(UiState& s, const std::string& id, const Rect& view, float pad_css, float max_width_css);
void close_scroll(UiState& s, float bottom_pad_css);

// ---- interaction ------------------------------------------------------------------------------
struct Touchable {
    bool field = false;
    bool long_press = false;
    bool disabled = false;
};
/// Registers the rectangle for taps and the ImGui item for the audit.
Interaction touch(UiState& s, const std::string& id, const Rect& rect, const Touchable& t = {});

// ---- painting ---------------------------------------------------------------------------------
ImDrawList* list(UiState& s);
[[nodiscard]] ImU32 ink(Color c, float alpha = 1.0F);
[[nodiscard]] Color mix(Color a, Color b, float t);
void fill(UiState& s, const Rect& r, Color c, float radius_css = 0, float alpha = 1.0F);
void stroke(UiState& s, const Rect& r, Color c, float radius_css, float width_css = 1.0F);
void shadow(UiState& s, const Rect& r, float radius_css, float strength = 1.0F);
void circle(UiState& s, float x, float y, float radius_css, Color c);
void ring(UiState& s, const Rect& r, float radius_css);
/// Lighter or darker overlay of a pressed or hovered control.
void press_tint(UiState& s, const Rect& r, float radius_css, const Interaction& i);
void icon(UiState& s, Icon which, const Rect& box, Color c, float stroke_css = 1.8F);
void spinner_arc(UiState& s, float x, float y, float radius_css, Color c);

// ---- text -------------------------------------------------------------------------------------
struct FontUse {
    ImFont* font;
    float size;   ///< device px
    float line;   ///< device px
};
[[nodiscard]] FontUse font_of(const UiState& s, TextStyle style);
[[nodiscard]] float advance_of(UiState& s, TextStyle style, char32_t c);
[[nodiscard]] float measure(UiState& s, std::string_view text, TextStyle style);
[[nodiscard]] const std::vector<text::Line>& wrap(UiState& s, std::string_view text, TextStyle style, float width);
struct Block {
    std::string_view text;
    TextStyle style = TextStyle::body;
    const std::vector<text::Line>* lines = nullptr;
    std::size_t shown = 0;        ///< lines drawn
    std::string last;             ///< replaces the last shown line where it ends with an ellipsis
    float height = 0, width = 0;  ///< device px
};
[[nodiscard]] Block block(UiState& s, std::string_view text, TextStyle style, float width, int max_lines = 0);
/// The same lines, but of nearly equal width: for centred texts.
[[nodiscard]] Block balanced(UiState& s, std::string_view text, TextStyle style, float width, int max_lines = 0);
void draw_block(UiState& s, const Block& b, float x, float y, float width, Color c, int align = 0);  // 0 left 1 centre 2 right
/// One line, vertically centred in [y, y+height); cut with an ellipsis at `width`.
void draw_line(UiState& s, std::string_view text, TextStyle style, float x, float y, float height, float width, Color c,
               int align = 0);
[[nodiscard]] Color style_color(const UiState& s, TextStyle style, Tone tone, bool muted);

// ---- shared widgets ---------------------------------------------------------------------------
bool draw_button(UiState& s, const std::string& id, std::string_view label, const Rect& r, const ButtonOptions& o);
[[nodiscard]] float button_height(UiState& s);
/// Badges from the left, wrapping; returns the height used.
float draw_badges(UiState& s, const std::vector<Badge>& badges, float x, float y, float width, bool measure_only);
[[nodiscard]] std::string badge_names(const std::vector<Badge>& badges);
bool icon_button_at(UiState& s, const std::string& id, Icon which, std::string_view name, const Rect& r, Color c,
                    bool disabled = false, int badge = 0);
/// Label above and help/error below a control. Returns the height of the label part.
float field_label(UiState& s, std::string_view label, bool required, float x, float y, float width);
float field_notes(UiState& s, std::string_view help, std::string_view error, float x, float y, float width);
[[nodiscard]] std::string fill_in(std::string_view pattern, std::string_view key, std::string_view value);
[[nodiscard]] std::string join(std::string_view a, std::string_view separator, std::string_view b);
void draw_toasts(UiState& s);

}  // namespace zhunru::kit
