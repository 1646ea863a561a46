// Text fields. While one is edited, the mirror's native input lies exactly over it and shows the text.
#include <algorithm>
#include <cmath>

#include "client/kit/internal.hpp"
#include "engine/base/utf8.hpp"

namespace zhunru::kit {
namespace {

constexpr float kRadius = 10;
constexpr float kPad = 14;   // also in client/web/style.css

/// What a numeric field keeps of the text: full-width digits are made plain, the rest is dropped.
std::string plain_number(std::string_view typed) {
    std::string out;
    bool point = false;
    for (std::size_t at = 0; at < typed.size();) {
        char32_t c = base::utf8_next(typed, at);
        if (c >= U'０' && c <= U'９') c = c - U'０' + U'0';
        if (c == U'。' || c == U'．') c = U'.';
        if (c >= U'0' && c <= U'9') out += static_cast<char>(c);
        else if (c == U'.' && !point) {
            out += '.';
            point = true;
        } else if ((c == U'-' || c == U'－') && out.empty()) out += '-';
    }
    return out;
}

std::string shown_date(const UiState& s, std::string_view iso) {
    if (iso.size() != 10) return std::string(iso);
    const auto plain = [](std::string_view digits) {
        while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
        return std::string(digits);
    };
    const bool padded = s.strings.date_format.find('-') != std::string::npos;
    std::string out = fill_in(s.strings.date_format, "{y}", iso.substr(0, 4));
    out = fill_in(out, "{m}", padded ? std::string(iso.substr(5, 2)) : plain(iso.substr(5, 2)));
    return fill_in(out, "{d}", padded ? std::string(iso.substr(8, 2)) : plain(iso.substr(8, 2)));
}

std::string bullets_for(std::string_view value) {
    std::string out;
    for (std::size_t n = base::utf8_length(value); n > 0; --n) out += "•";
    return out;
}

struct Look {
    Rect box;        ///< the whole field as drawn
    Rect input;      ///< where the native input lies
    float line = 0;
};

void draw_box(UiState& s, const Look& look, const FieldOptions& o, const FieldResult& r, const Interaction& i) {
    const Theme& t = *s.theme;
    fill(s, look.box, o.disabled || o.read_only ? t.surface_sunk : t.surface, kRadius);
    if (r.focused) {
        stroke(s, look.box, o.error.empty() ? t.tone(Tone::accent).solid : t.tone(Tone::danger).solid, kRadius, 2);
    } else if (!o.error.empty()) {
        stroke(s, look.box, t.tone(Tone::danger).solid, kRadius, 1.6F);
    } else {
        stroke(s, look.box, t.outline, kRadius, 1);
    }
    if (i.hovered && !r.focused) fill(s, look.box, t.text, kRadius, 0.03F);
}

semantics::InputKind kind_of(FieldType type) {
    switch (type) {
        case FieldType::text: return semantics::InputKind::text;
        case FieldType::multiline: return semantics::InputKind::multiline;
        case FieldType::number: return semantics::InputKind::number;
        case FieldType::password: return semantics::InputKind::password;
        case FieldType::date: return semantics::InputKind::date;
        case FieldType::search: return semantics::InputKind::search;
        case FieldType::tel: return semantics::InputKind::tel;
    }
    return semantics::InputKind::text;
}

FieldResult take_events(UiState& s, const std::string& id, std::string& value, FieldType type) {
    FieldResult r;
    const auto found = s.frame.field_events.find(id);
    if (found != s.frame.field_events.end()) {
        FieldEvents& e = found->second;
        if (e.has_value) {
            std::string next = type == FieldType::number ? plain_number(e.value) : e.value;
            r.changed = next != value;
            value = std::move(next);
        }
        r.submitted = e.submitted;
        r.blurred = e.blurred;
        s.again = true;
    }
    r.focused = s.editing == id;
    return r;
}

void draw_value(UiState& s, const Look& look, FieldType type, const std::string& value, const FieldOptions& o, bool revealed) {
    const bool empty = value.empty();
    const float x = look.box.x0 + s.dp(kPad);
    const float width = look.input.x1 - s.dp(kPad) - x;
    const Color color = empty ? s.theme->muted : o.disabled ? s.theme->disabled : s.theme->text;
    std::string text = value;
    if (empty) text = o.placeholder;
    else if (type == FieldType::password && !revealed) text = bullets_for(value);
    else if (type == FieldType::date) text = shown_date(s, value);
    if (type == FieldType::date && empty && o.placeholder.empty()) text = s.strings.choose_date;
    if (type == FieldType::multiline) {
        const Block b = block(s, text, TextStyle::body, width);
        draw_block(s, b, x, look.box.y0 + s.dp(12), width, color);
    } else {
        draw_line(s, text, TextStyle::body, x, look.box.y0, look.box.height(), width, color);
    }
}

FieldResult edit(UiState& s, std::string_view id, std::string& value, FieldType type, const FieldOptions& o) {
    const std::string full = path(s, id);
    FieldResult r = take_events(s, full, value, type);
    const float top = place(s, gap::m);
    const ColumnState c = column(s);
    const bool search = type == FieldType::search;
    float y = top;
    if (!search) y += field_label(s, o.label, o.required, c.x, y, c.width);
    const FontUse f = font_of(s, TextStyle::body);
    Look look;
    look.line = f.line;
    float height = std::max(s.dp(52), f.line + s.dp(24));
    if (search) height = std::max(s.dp(touch_height), f.line + s.dp(20));
    if (type == FieldType::multiline) {
        const float width = c.width - 2 * s.dp(kPad);
        // One line more than the text while editing: the browser wraps a little differently.
        const float lines = static_cast<float>(value.empty() ? 1 : wrap(s, value, TextStyle::body, width).size()) + (r.focused ? 1.0F : 0.0F);
        height = std::max(lines, static_cast<float>(std::max(1, o.min_lines))) * f.line + s.dp(24);
    }
    look.box = {c.x, y, c.x + c.width, y + height};
    look.input = look.box;
    const float size = s.dp(touch_height);
    Memory& m = s.remember(full);
    const bool eye = type == FieldType::password && !o.disabled;
    const bool clear = search && !value.empty();
    if (search) look.box.x0 = c.x;
    float lead = 0;
    if (search) lead = s.dp(30);
    look.input.x0 += lead;
    if (eye || clear) look.input.x1 -= size;
    if (type == FieldType::date) look.input.x1 -= s.dp(44);
    const float unit = o.unit.empty() ? 0 : measure(s, o.unit, TextStyle::body) + s.dp(kPad);
    look.input.x1 -= unit;

    const Interaction i = touch(s, full, look.box, {.field = !o.read_only, .disabled = o.disabled});
    if (i.activated && !o.read_only) s.host.focus(full, type == FieldType::date);
    draw_box(s, look, o, r, i);
    if (search) {
        const float mid = (look.box.y0 + look.box.y1) / 2;
        icon(s, Icon::search, {look.box.x0 + s.dp(13), mid - s.dp(10), look.box.x0 + s.dp(33), mid + s.dp(10)}, s.theme->muted);
    }
    Look text = look;
    text.box.x0 = look.input.x0;
    const bool native_shows = r.focused && type != FieldType::date;
    if (!native_shows) draw_value(s, text, type, value, o, m.open);
    if (unit > 0) draw_line(s, o.unit, TextStyle::body, look.box.x1 - unit, look.box.y0, height, unit, s.theme->muted);
    if (type == FieldType::date) {
        const float mid = (look.box.y0 + look.box.y1) / 2;
        icon(s, Icon::calendar, {look.box.x1 - s.dp(36), mid - s.dp(11), look.box.x1 - s.dp(14), mid + s.dp(11)}, s.theme->muted);
    }
    semantics::Node& n = leaf(s, semantics::Role::field, full, o.label, look.input);
    n.value = value;
    n.description = join(o.error, "。", join(o.unit, "，", o.help));
    n.disabled = o.disabled;
    n.focusable = !o.disabled;
    n.field.kind = type == FieldType::password && m.open ? semantics::InputKind::text : kind_of(type);
    n.field.placeholder = o.placeholder;
    n.field.autocomplete = o.autocomplete;
    n.field.enter_key = o.enter_key;
    n.field.min = o.min_date;
    n.field.max = o.max_date;
    n.field.max_length = o.max_length;
    n.field.font_px = f.size / s.around.dpr;
    n.field.line_px = f.line / s.around.dpr;
    n.field.color = s.theme->text.rgb;
    n.field.read_only = o.read_only;
    n.field.invalid = !o.error.empty();
    n.field.required = o.required;
    if (eye) {
        const Rect at{look.box.x1 - size, look.box.y0 + (height - size) / 2, look.box.x1, look.box.y0 + (height + size) / 2};
        const std::string& name = m.open ? s.strings.hide_password : s.strings.show_password;
        if (icon_button_at(s, full + "/eye", m.open ? Icon::eye_off : Icon::eye, name, at, s.theme->muted)) m.open = !m.open;
    }
    if (clear) {
        const Rect at{look.box.x1 - size, look.box.y0 + (height - size) / 2, look.box.x1, look.box.y0 + (height + size) / 2};
        if (icon_button_at(s, full + "/clear", Icon::close, s.strings.clear, at, s.theme->muted)) {
            value.clear();
            r.changed = true;
        }
    }
    if (r.focused && s.editing_changed_view) ensure_visible(s, {c.x, top, c.x + c.width, look.box.y1}, gap::l);
    const float notes = field_notes(s, o.help, o.error, c.x, look.box.y1, c.width);
    placed(s, look.box.y1 + notes, gap::m);
    return r;
}

}  // namespace

float field_label(UiState& s, std::string_view label, bool required, float x, float y, float width) {
    if (label.empty()) return 0;
    std::string words(label);
    const Block b = block(s, words, TextStyle::secondary_strong, width - s.dp(required ? 44 : 0));
    draw_block(s, b, x, y, width, s.theme->text);
    if (required) {
        const float line = font_of(s, TextStyle::secondary).line;
        const text::Line& last = b.lines->back();
        draw_line(s, s.strings.required, TextStyle::caption, x + last.width + s.dp(8), y + b.height - line, line, s.dp(80),
                  s.theme->tone(Tone::danger).text);
    }
    return b.height + s.dp(6);
}

float field_notes(UiState& s, std::string_view help, std::string_view error, float x, float y, float width) {
    float height = 0;
    if (!error.empty()) {
        const float lead = s.dp(22);
        const float line = font_of(s, TextStyle::secondary).line;
        const Block b = block(s, error, TextStyle::secondary, width - lead);
        const Color c = s.theme->tone(Tone::danger).text;
        const float mid = y + s.dp(6) + line / 2;
        icon(s, Icon::error, {x, mid - s.dp(8), x + s.dp(16), mid + s.dp(8)}, c, 1.6F);
        draw_block(s, b, x + lead, y + s.dp(6), width - lead, c);
        height += b.height + s.dp(6);
    }
    if (!help.empty()) {
        const Block b = block(s, help, TextStyle::caption, width);
        draw_block(s, b, x, y + height + s.dp(6), width, s.theme->muted);
        height += b.height + s.dp(6);
    }
    return height;
}

FieldResult Ui::text_field(std::string_view id, std::string& value, const FieldOptions& o) {
    return edit(s_, id, value, FieldType::text, o);
}

FieldResult Ui::multiline_field(std::string_view id, std::string& value, const FieldOptions& o) {
    return edit(s_, id, value, FieldType::multiline, o);
}

FieldResult Ui::password_field(std::string_view id, std::string& value, const FieldOptions& o) {
    return edit(s_, id, value, FieldType::password, o);
}

FieldResult Ui::number_field(std::string_view id, std::string& value, const FieldOptions& o) {
    return edit(s_, id, value, FieldType::number, o);
}

FieldResult Ui::date_field(std::string_view id, std::string& value, const FieldOptions& o) {
    return edit(s_, id, value, FieldType::date, o);
}

FieldResult Ui::search_field(std::string_view id, std::string& value, std::string_view placeholder) {
    FieldOptions o;
    o.label = placeholder;
    o.placeholder = placeholder;
    o.enter_key = "search";
    return edit(s_, id, value, FieldType::search, o);
}

void Ui::blur() { s_.host.blur(); }

}  // namespace zhunru::kit
