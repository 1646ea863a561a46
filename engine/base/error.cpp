#include "engine/base/error.hpp"

namespace zhunru::base {

std::string describe(TextPosition position) {
  const std::string line = std::to_string(position.line);
  const std::string column = std::to_string(position.column);
  return "第 " + line + " 行第 " + column + " 列 / line " + line + ", column " + column;
}

TextPosition position_at(const std::string& text, std::size_t byte_offset) {
  TextPosition position;
  for (std::size_t i = 0; i < text.size() && i < byte_offset; ++i) {
    if (text[i] == '\n') {
      ++position.line;
      position.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      ++position.column;
    }
  }
  return position;
}

std::string describe(const Error& error) {
  std::string line = error.code;
  if (!error.where.empty()) line += " (" + error.where + ")";
  return line + ": " + error.message_en;
}

}  // namespace zhunru::base
