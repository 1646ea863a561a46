#include "engine/feel/text_form.hpp"

#include "engine/base/utf8.hpp"
#include "engine/feel/lexer.hpp"

namespace zhunru::feel {
namespace {

using base::Value;

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + '"';
}

bool is_plain_name(std::string_view name) {
  if (name.empty()) return false;
  std::size_t i = 0;
  if (!is_name_start(base::utf8_next(name, i))) return false;
  while (i < name.size()) {
    const char32_t c = base::utf8_next(name, i);
    if (c != ' ' && !is_name_part(c)) return false;
  }
  return true;
}

/// `inside`: part of a list or context, so strings are quoted. Values are at most limits::value_depth deep.
std::string written(const Value& value, bool inside) {
  switch (value.kind()) {
    case base::ValueKind::null:
      return "null";
    case base::ValueKind::boolean:
      return value.as_boolean() ? "true" : "false";
    case base::ValueKind::number:
      return value.as_number().to_string();
    case base::ValueKind::string:
      return inside ? quoted(value.as_string()) : value.as_string();
    case base::ValueKind::date:
      return base::to_string(value.as_date());
    case base::ValueKind::time:
      return base::to_string(value.as_time());
    case base::ValueKind::date_time:
      return base::to_string(value.as_date_time());
    case base::ValueKind::months_duration:
      return base::to_string(value.as_months_duration());
    case base::ValueKind::seconds_duration:
      return base::to_string(value.as_seconds_duration());
    case base::ValueKind::hidden:
      return "";
    case base::ValueKind::list: {
      std::string out = "[";
      for (const Value& item : value.as_list()) {
        if (out.size() > 1) out += ", ";
        out += written(item, true);
      }
      return out + "]";
    }
    case base::ValueKind::context: {
      std::string out = "{";
      for (const auto& [name, member] : value.as_context()) {
        if (out.size() > 1) out += ", ";
        out += (is_plain_name(name) ? name : quoted(name)) + ": " + written(member, true);
      }
      return out + "}";
    }
    case base::ValueKind::range: {
      const base::Range& range = value.as_range();
      if (range.form == base::Range::Form::equal) return "(=" + written(range.low, true) + ")";
      if (range.form == base::Range::Form::not_equal) return "(!=" + written(range.low, true) + ")";
      if (!range.has_low)
        return std::string("(<") + (range.high_closed ? "=" : "") + written(range.high, true) + ")";
      if (!range.has_high)
        return std::string("(>") + (range.low_closed ? "=" : "") + written(range.low, true) + ")";
      return (range.low_closed ? "[" : "(") + written(range.low, true) + ".." + written(range.high, true) +
             (range.high_closed ? "]" : ")");
    }
    case base::ValueKind::function: {
      std::string out = "function(";
      for (const std::string& parameter : value.as_function()->parameters) {
        if (out.back() != '(') out += ", ";
        out += parameter;
      }
      return out + ")";
    }
  }
  return "";
}

}  // namespace

std::string text_form(const Value& value) {
  return written(value, false);
}

}  // namespace zhunru::feel
