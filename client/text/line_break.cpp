#include "client/text/line_break.hpp"

#include <algorithm>
#include <cstddef>

#include "engine/base/utf8.hpp"

namespace zhunru::text {
namespace {

constexpr std::u32string_view kClose =
    U"、。〉》」』】〕〗〙〛〟’”…‥！），．：；？］｝～｡｣､･·•%％‰℃°′″!),.:;?]}>»›¢";
constexpr std::u32string_view kOpen = U"〈《「『【〔〖〘〚〝‘“（［｛｟｢([{<«‹￥¥＄$£€№＃";
constexpr std::u32string_view kNoStart = U"ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〻";
constexpr std::u32string_view kAddressSeparators = U"/?&=-_.,#%+:~@";

bool any_of(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

bool is_ascii(char32_t c) { return c > 0x20 && c < 0x7F; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c | 0x20U) >= U'a' && (c | 0x20U) <= U'z'; }

bool is_joiner(char32_t c) {
    return c == 0x200D || c == 0x2060 || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0x0300 && c <= 0x036F) || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0x1F3FB && c <= 0x1F3FF) ||
           (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x302A && c <= 0x302F) || c == 0x3099 || c == 0x309A;
}

bool is_ideograph(char32_t c) {
    return (c >= 0x2E80 && c <= 0x30FF) || (c >= 0x3100 && c <= 0x9FFF) || (c >= 0xA960 && c <= 0xA97F) ||
           (c >= 0xAC00 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x2460 && c <= 0x24FF) ||
           (c >= 0x2500 && c <= 0x27BF) || (c >= 0x2160 && c <= 0x218B);
}

/// A mark that only closes where it follows something of the same run: "1,000", "v2.0", "12:30".
bool is_ascii_mark(char32_t c) { return is_ascii(c) && !is_digit(c) && !is_letter(c); }

}  // namespace

BreakClass break_class(char32_t c) {
    if (c == U'\n') return BreakClass::newline;
    if (c == U' ' || c == U'\t' || c == 0x3000 || (c >= 0x2000 && c <= 0x200B && c != 0x2007)) return BreakClass::space;
    if (is_joiner(c)) return BreakClass::joiner;
    if (any_of(kOpen, c)) return BreakClass::open;
    if (any_of(kClose, c) || any_of(kNoStart, c)) return BreakClass::close;
    if (is_ideograph(c)) return BreakClass::ideograph;
    if (c >= 0x1F000 && c <= 0x1FAFF) return BreakClass::emoji;
    return BreakClass::word;
}

bool can_break(char32_t before_previous, char32_t previous, char32_t next) {
    const BreakClass p = break_class(previous);
    const BreakClass n = break_class(next);
    if (p == BreakClass::newline) return true;
    if (n == BreakClass::newline || n == BreakClass::space) return false;
    if (n == BreakClass::close || n == BreakClass::joiner) return false;
    if (previous == 0x200D || previous == 0x2060) return false;
    if (p == BreakClass::space) return true;
    if (p == BreakClass::open) return false;
    if (previous == next && (previous == 0x2014 || previous == 0x2E3A)) return false;  // —— is one mark
    if (previous == U'-' && is_letter(before_previous) && is_letter(next)) return true;
    if (is_ascii(previous) && is_ascii(next)) return false;  // words, numbers, dates, addresses
    if (p == BreakClass::word && (n == BreakClass::word || (n == BreakClass::open && is_ascii_mark(next)))) return false;
    if (n == BreakClass::word && p == BreakClass::close && is_ascii_mark(previous)) return false;
    return true;
}

namespace {

/// A paragraph should not end in a line of one lonely character (孤字不成行): one more joins it from above.
void keep_company(std::string_view text, Line& above, Line& last, const Advance& advance) {
    std::size_t at = last.begin;
    std::int32_t inked = 0;
    while (at < last.end) inked += break_class(base::utf8_next(text, at)) == BreakClass::close ? 0 : 1;
    if (inked != 1) return;
    // Walk to the last character of the line above, remembering its neighbours.
    std::size_t start = above.begin;
    char32_t before = 0;
    char32_t previous = 0;
    char32_t current = 0;
    at = above.begin;
    std::int32_t count = 0;
    while (at < above.end) {
        before = previous;
        previous = current;
        start = at;
        current = base::utf8_next(text, at);
        ++count;
    }
    if (count < 4 || at != last.begin || break_class(current) != BreakClass::ideograph || !can_break(before, previous, current)) return;
    const float moved = advance(current, static_cast<std::uint32_t>(start));
    last.begin = static_cast<std::uint32_t>(start);
    last.width += moved;
    above.end = static_cast<std::uint32_t>(start);
    above.width -= moved;
    while (above.end > above.begin && text[above.end - 1] == ' ') {
        --above.end;
        above.width -= advance(U' ', above.end);
    }
}

}  // namespace

std::vector<Line> break_lines(std::string_view text, float max_width, const Advance& advance) {
    std::vector<Line> lines;
    std::size_t paragraph = 0;  // index of its first line
    const auto end_paragraph = [&] {
        if (lines.size() >= paragraph + 2) {
            Line last = lines.back();
            Line above = lines[lines.size() - 2];
            keep_company(text, above, last, advance);
            if (last.width <= max_width) {
                lines.back() = last;
                lines[lines.size() - 2] = above;
            }
        }
        paragraph = lines.size();
    };
    struct Mark {
        std::size_t at = 0;     // byte where the next line would start
        std::size_t end = 0;    // end of this line without blanks
        float width = 0;        // width up to `end`
        bool set = false;
    };
    std::size_t begin = 0;
    std::size_t offset = 0;
    std::size_t ink_end = 0;     // end of the last character that is not a blank
    float width = 0;
    float ink_width = 0;
    char32_t before_previous = 0;
    char32_t previous = 0;
    Mark soft;       // a real opportunity
    Mark address;    // after a separator inside a word too long for a line
    Mark any;        // between any two characters that keep the punctuation rules

    const auto start_line = [&](std::size_t at) {
        begin = offset = ink_end = at;
        width = ink_width = 0;
        before_previous = previous = 0;
        soft = address = any = {};
    };
    const auto emit = [&](std::size_t end, float w) {
        lines.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), w});
    };

    while (offset < text.size()) {
        const std::size_t at = offset;
        const char32_t c = base::utf8_next(text, offset);
        const BreakClass kind = break_class(c);
        if (kind == BreakClass::newline) {
            emit(ink_end, ink_width);
            end_paragraph();
            start_line(offset);
            if (offset == text.size()) emit(offset, 0);
            continue;
        }
        if (at > begin) {
            const Mark here{at, ink_end, ink_width, true};
            if (can_break(before_previous, previous, c)) soft = here;
            const BreakClass p = break_class(previous);
            if (kind != BreakClass::close && kind != BreakClass::joiner && kind != BreakClass::space &&
                p != BreakClass::open && previous != 0x200D) {
                any = here;
                if (is_ascii(previous) && any_of(kAddressSeparators, previous) && is_ascii(c)) address = here;
            }
        }
        const float w = advance(c, static_cast<std::uint32_t>(at));
        if (kind != BreakClass::space && at > begin && width + w > max_width) {
            Mark chosen = soft;
            if (!chosen.set) chosen = address.set ? address : any;
            if (!chosen.set && kind != BreakClass::joiner && previous != 0x200D) chosen = {at, ink_end, ink_width, true};
            if (chosen.set) {
                emit(chosen.end, chosen.width);
                start_line(chosen.at);
                continue;
            }
        }
        width += w;
        if (kind != BreakClass::space) {
            ink_end = offset;
            ink_width = width;
        }
        before_previous = previous;
        previous = c;
    }
    if (lines.empty() || begin < text.size()) emit(ink_end, ink_width);
    end_paragraph();
    return lines;
}

std::uint32_t fit_with_ellipsis(std::string_view text, float max_width, float ellipsis_width, const Advance& advance) {
    float width = 0;
    std::size_t offset = 0;
    std::size_t fits = 0;
    while (offset < text.size()) {
        const std::size_t at = offset;
        const char32_t c = base::utf8_next(text, offset);
        if (c == U'\n') break;
        width += advance(c, static_cast<std::uint32_t>(at));
        if (width + ellipsis_width > max_width) break;
        if (break_class(c) != BreakClass::open && break_class(c) != BreakClass::space) fits = offset;
    }
    return static_cast<std::uint32_t>(fits);
}

}  // namespace zhunru::text
