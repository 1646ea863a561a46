// One node of the semantics tree: what a control is to somebody who cannot see the canvas.
// For: the kit writes nodes every built frame; the mirror turns them into ARIA elements; tests find
// controls by them. Refuses to know drawing, ImGui or the DOM.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zhunru::semantics {

/// Roles are the ARIA roles the mirror writes (`text` has none, `field` becomes a real input).
enum class Role : std::uint8_t {
    none, text, heading, button, link, field, checkbox, switch_, radio, radiogroup, tab, tablist,
    list, listitem, dialog, alert, status, progress, image, group, region, combobox, listbox, option,
    banner, main, navigation, meter, slider, separator, term, table, row, cell, columnheader, canvas,
    scroller,
};

/// A tristate for aria-checked / aria-expanded / aria-selected / aria-pressed.
enum class Flag : std::uint8_t { absent, off, on };

/// Which element a field becomes in the mirror.
enum class InputKind : std::uint8_t { none, text, multiline, number, password, date, search, tel };

/// Rectangle in CSS px, absolute on the page.
struct CssRect {
    float x = 0, y = 0, w = 0, h = 0;
    bool operator==(const CssRect&) const = default;
};

struct FieldInfo {
    InputKind kind = InputKind::none;
    std::string placeholder, autocomplete, enter_key, min, max;
    std::int32_t max_length = 0;
    float font_px = 17;        ///< CSS px; at least 16, so that iOS does not zoom
    float line_px = 26;
    std::uint32_t color = 0;   ///< 0xRRGGBB
    bool read_only = false;
    bool invalid = false;
    bool required = false;
    bool operator==(const FieldInfo&) const = default;
};

struct Node {
    std::string id;      ///< stable, unique in the tree: "screen/task.7/approve"
    Role role = Role::none;
    std::string name;
    std::string value;
    std::string description;
    std::string lang;
    CssRect rect;
    Flag checked = Flag::absent;
    Flag expanded = Flag::absent;
    Flag selected = Flag::absent;
    bool disabled = false;
    bool focusable = false;
    bool modal = false;      ///< dialog: everything outside is inert
    bool live = false;       ///< alert/status: announced when it appears
    std::int16_t level = 0;  ///< heading
    std::int32_t set_size = 0, set_pos = 0;
    std::int32_t value_now = 0, value_min = 0, value_max = 0;  ///< progress, meter, slider
    float scroll = 0, scroll_size = 0;  ///< scroller: offset and content height in CSS px
    FieldInfo field;
    std::vector<Node> children;

    bool operator==(const Node&) const = default;
};

}  // namespace zhunru::semantics
