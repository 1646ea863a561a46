#include "engine/bpmn/iso_time.hpp"

#include <cstddef>

namespace zhunru::bpmn {

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

/// Digits at the front, at least `least`; the rest is left in `text`.
bool digits(std::string_view& text, std::size_t least) {
  std::size_t count = 0;
  while (count < text.size() && digit(text[count])) ++count;
  text.remove_prefix(count);
  return count >= least;
}

bool literal(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool duration(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  if (!literal(text, 'P') || text.empty()) return false;
  bool any = false;
  std::string_view units = "YMWD";
  while (!text.empty()) {
    if (literal(text, 'T')) {
      if (units == "HMS" || text.empty()) return false;
      units = "HMS";
      continue;
    }
    if (!digits(text, 1)) return false;
    if (units == "HMS" && literal(text, '.') && !digits(text, 1)) return false;
    if (text.empty()) return false;
    const auto unit = units.find(text.front());
    if (unit == std::string_view::npos) return false;
    text.remove_prefix(1);
    any = true;
  }
  return any;
}

/// 2026-03-01, 2026-03-01T08:00[:00[.5]][Z|+08:00[[zone]]]; also without separators between date parts is refused.
bool date_time(std::string_view text) {
  if (text.starts_with("-")) text.remove_prefix(1);
  if (!digits(text, 4) || !literal(text, '-') || !digits(text, 2) || !literal(text, '-') || !digits(text, 2)) return false;
  if (text.empty()) return true;
  if (!literal(text, 'T')) return false;
  if (!digits(text, 2) || !literal(text, ':') || !digits(text, 2)) return false;
  if (literal(text, ':') && !digits(text, 2)) return false;
  if (literal(text, '.') && !digits(text, 1)) return false;
  if (text.empty() || text == "Z" || text.starts_with("Z[") || text.starts_with("@")) return true;
  if (text.front() != '+' && text.front() != '-') return false;
  text.remove_prefix(1);
  if (!digits(text, 2)) return false;
  if (literal(text, ':') && !digits(text, 2)) return false;
  return text.empty() || text.front() == '[';
}

bool cron(std::string_view text) {
  int fields = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ';
    if (!blank && !digit(c) && !(c >= 'A' && c <= 'Z') && std::string_view("*,-/?#@").find(c) == std::string_view::npos) return false;
    if (!blank && !inside) ++fields;
    inside = !blank;
  }
  return fields >= 5 && fields <= 7;
}

bool cycle(std::string_view text) {
  if (cron(text)) return true;
  if (literal(text, 'R')) {
    digits(text, 0);
    if (!literal(text, '/')) return false;
  }
  while (!text.empty()) {
    const auto slash = text.find('/');
    const std::string_view part = text.substr(0, slash);
    if (!duration(part) && !date_time(part)) return false;
    if (slash == std::string_view::npos) return true;
    text.remove_prefix(slash + 1);
  }
  return false;
}

}  // namespace

bool may_be_feel(std::string_view text) { return text.find_first_of("(+\"") != std::string_view::npos; }

bool is_iso_time(std::string_view element, std::string_view text) {
  if (text.starts_with("=") || text.find("${") != std::string_view::npos || text.find("#{") != std::string_view::npos) return true;
  if (element == "timeDate") return date_time(text);
  if (element == "timeDuration") return duration(text);
  return cycle(text);
}

}  // namespace zhunru::bpmn
