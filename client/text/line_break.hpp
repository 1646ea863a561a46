// Breaks text into lines by the Chinese punctuation rules (GB/T 15834): no closing mark at the start of a
// line, no opening mark at its end; words and numbers stay whole; addresses that do not fit are cut after
// their own separators. Pure: widths come from the caller. Refuses to shape, justify or hyphenate.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace zhunru::text {

/// How a character behaves at the edge of a line.
enum class BreakClass : std::uint8_t {
    newline, space, open, close, ideograph, word, joiner, emoji,
};
[[nodiscard]] BreakClass break_class(char32_t c);

/// May a line end between these two neighbours? (`before_previous` is 0 at the start of the text.)
[[nodiscard]] bool can_break(char32_t before_previous, char32_t previous, char32_t next);

/// Bytes [begin, end) of the text; blanks at the end of the line are left out of it and of `width`.
struct Line {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    float width = 0;
    bool operator==(const Line&) const = default;
};

/// Advance of the code point that starts at byte `offset`, in any unit.
using Advance = std::function<float(char32_t c, std::uint32_t offset)>;

/// At least one line; at least one character per line however narrow `max_width` is.
[[nodiscard]] std::vector<Line> break_lines(std::string_view text, float max_width, const Advance& advance);

/// Length in bytes of the longest start of `text` that fits together with an ellipsis of `ellipsis_width`.
[[nodiscard]] std::uint32_t fit_with_ellipsis(std::string_view text, float max_width, float ellipsis_width,
                                              const Advance& advance);

}  // namespace zhunru::text
