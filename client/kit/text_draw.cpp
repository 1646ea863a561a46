// Text of the kit: fonts by style, wrapped blocks with a cache, lines with an ellipsis.
#include <algorithm>
#include <cmath>

#include <imgui.h>

#include "client/kit/internal.hpp"
#include "engine/base/utf8.hpp"

namespace zhunru::kit {
namespace {

constexpr std::string_view kEllipsis = "…";

ImFontBaked* baked(const UiState& s, TextStyle style) {
    const FontUse f = font_of(s, style);
    return f.font->GetFontBaked(f.size);
}

}  // namespace

int UiState::shown_percent() const {
    if (text_percent != 0) return text_percent;
    return std::clamp(static_cast<int>(std::lround(around.text_scale * 100)), 100, 200);
}

FontUse font_of(const UiState& s, TextStyle style) {
    const TypeSpec spec = type_spec(style);
    const float scale = s.around.dpr * static_cast<float>(s.shown_percent()) / 100.0F;
    return {spec.strong ? s.strong : s.regular, std::round(spec.size * scale), std::round(spec.line * scale)};
}

float advance_of(UiState& s, TextStyle style, char32_t c) { return baked(s, style)->GetCharAdvance(c); }

float measure(UiState& s, std::string_view text, TextStyle style) {
    ImFontBaked* b = baked(s, style);
    float width = 0;
    for (std::size_t at = 0; at < text.size();) width += b->GetCharAdvance(base::utf8_next(text, at));
    return width;
}

const std::vector<text::Line>& wrap(UiState& s, std::string_view text, TextStyle style, float width) {
    const FontUse f = font_of(s, style);
    std::string key = std::to_string(static_cast<int>(f.size));
    key += type_spec(style).strong ? 'b' : 'r';
    key += std::to_string(static_cast<int>(width));
    key += '\n';
    key += text;
    UiState::CachedLines& cached = s.line_cache[key];
    if (cached.lines.empty()) {
        ImFontBaked* b = f.font->GetFontBaked(f.size);
        cached.lines = text::break_lines(text, width, [b](char32_t c, std::uint32_t) { return b->GetCharAdvance(c); });
    }
    cached.used = s.frame_number;
    return cached.lines;
}

Block block(UiState& s, std::string_view text, TextStyle style, float width, int max_lines) {
    Block b;
    b.text = text;
    b.style = style;
    if (text.empty()) return b;
    b.lines = &wrap(s, text, style, width);
    b.shown = b.lines->size();
    if (max_lines > 0 && b.shown > static_cast<std::size_t>(max_lines)) {
        b.shown = static_cast<std::size_t>(max_lines);
        ImFontBaked* font = baked(s, style);
        const std::string_view rest = text.substr((*b.lines)[b.shown - 1].begin);
        const std::uint32_t fits = text::fit_with_ellipsis(rest, width, measure(s, kEllipsis, style),
            [font](char32_t c, std::uint32_t) { return font->GetCharAdvance(c); });
        b.last = std::string(rest.substr(0, fits)) + std::string(kEllipsis);
    }
    for (std::size_t i = 0; i < b.shown; ++i) b.width = std::max(b.width, (*b.lines)[i].width);
    if (!b.last.empty()) b.width = std::max(b.width, measure(s, b.last, style));
    b.height = static_cast<float>(b.shown) * font_of(s, style).line;
    return b;
}

Block balanced(UiState& s, std::string_view text, TextStyle style, float width, int max_lines) {
    const std::size_t lines = text.empty() ? 0 : wrap(s, text, style, width).size();
    if (lines < 2 || (max_lines > 0 && lines > static_cast<std::size_t>(max_lines))) return block(s, text, style, width, max_lines);
    float low = width / 2;
    float high = width;
    while (high - low > s.dp(8)) {
        const float middle = std::round((low + high) / 2);
        if (wrap(s, text, style, middle).size() <= lines) high = middle;
        else low = middle;
    }
    return block(s, text, style, high, max_lines);
}

void draw_block(UiState& s, const Block& b, float x, float y, float width, Color c, int align) {
    if (b.lines == nullptr) return;
    const FontUse f = font_of(s, b.style);
    const float lift = std::round((f.line - f.size) / 2);
    ImDrawList* out = list(s);
    for (std::size_t i = 0; i < b.shown; ++i, y += f.line) {
        if (y + f.line < s.frame.clip.y0 || y > s.frame.clip.y1) continue;
        const text::Line& line = (*b.lines)[i];
        const bool cut = i + 1 == b.shown && !b.last.empty();
        const std::string_view shown = cut ? std::string_view(b.last) : b.text.substr(line.begin, line.end - line.begin);
        if (shown.empty()) continue;
        float at = x;
        if (align != 0) {
            const float room = width - (cut ? measure(s, shown, b.style) : line.width);
            at += align == 1 ? std::round(room / 2) : room;
        }
        out->AddText(f.font, f.size, {at, y + lift}, ink(c), shown.data(), shown.data() + shown.size());
    }
}

void draw_line(UiState& s, std::string_view text, TextStyle style, float x, float y, float height, float width, Color c,
               int align) {
    if (text.empty()) return;
    if (y + height < s.frame.clip.y0 || y > s.frame.clip.y1) return;
    const FontUse f = font_of(s, style);
    std::string cut;
    float used = measure(s, text, style);
    if (used > width + 0.5F) {
        ImFontBaked* font = f.font->GetFontBaked(f.size);
        const std::uint32_t fits = text::fit_with_ellipsis(text, width, measure(s, kEllipsis, style),
            [font](char32_t ch, std::uint32_t) { return font->GetCharAdvance(ch); });
        cut = std::string(text.substr(0, fits)) + std::string(kEllipsis);
        text = cut;
        used = measure(s, text, style);
    }
    if (align == 1) x += std::round((width - used) / 2);
    if (align == 2) x += width - used;
    list(s)->AddText(f.font, f.size, {std::round(x), std::round(y + (height - f.size) / 2)}, ink(c), text.data(),
                     text.data() + text.size());
}

Color style_color(const UiState& s, TextStyle style, Tone tone, bool muted) {
    if (tone != Tone::neutral) return s.theme->tone(tone).text;
    const bool quiet = muted || style == TextStyle::secondary || style == TextStyle::caption;
    return quiet ? s.theme->muted : s.theme->text;
}

std::string fill_in(std::string_view pattern, std::string_view key, std::string_view value) {
    std::string out(pattern);
    if (const std::size_t at = out.find(key); at != std::string::npos) out.replace(at, key.size(), value);
    return out;
}

std::string join(std::string_view a, std::string_view separator, std::string_view b) {
    std::string out(a);
    if (!a.empty() && !b.empty()) out += separator;
    out += b;
    return out;
}

}  // namespace zhunru::kit
