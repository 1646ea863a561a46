// What went wrong, said so that a person can act on it, in Chinese and in English.
// It carries no stack, no errno and no exception; it is a plain value that is copied, stored and shown.
#pragma once

#include <string>
#include <utility>

namespace zhunru::base {

/// One failure of I/O, parsing or evaluation (design §6: "error"; rejections, incidents and bugs are other things).
struct Error {
  /// Stable machine word in kebab-case, e.g. "json-duplicate-key". Tests and callers compare this, never the text.
  std::string code;
  /// Chinese: what is wrong and what to do.
  std::string message;
  /// The same in English.
  std::string message_en;
  /// Where: "line 3, column 14", a path "/members/2/name", a file, an element id. May be empty.
  std::string where;

  friend bool operator==(const Error&, const Error&) = default;
};

/// Short maker, so that call sites stay on one line.
inline Error make_error(std::string code, std::string message, std::string message_en, std::string where = {}) {
  return Error{std::move(code), std::move(message), std::move(message_en), std::move(where)};
}

/// Position in a text, both counted from 1; columns count code points.
struct TextPosition {
  int line = 1;
  int column = 1;
};

/// "第 L 行第 C 列 / line L, column C", the wording used in Error::where by every parser.
std::string describe(TextPosition position);

/// Line and column of a byte offset in UTF-8 text (offset past the end means the end).
TextPosition position_at(const std::string& text, std::size_t byte_offset);

/// One line for logs and consoles: "code (where): english".
std::string describe(const Error& error);

}  // namespace zhunru::base
