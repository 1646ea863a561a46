#include <algorithm>

#include "engine/base/json.hpp"

namespace zhunru::base {
namespace {

enum class Style { compact, pretty, canonical };

void write_quoted(std::string& out, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        if (byte < 0x20) {
          out += "\\u00";
          out += hex[byte >> 4];
          out += hex[byte & 15];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

std::string range_text(const Range& range) {
  const auto end = [](const Value& value) {
    return value.is_string() ? json_quoted(value.as_string()) : to_json(value);
  };
  if (range.form == Range::Form::equal) return "=" + end(range.low);
  if (range.form == Range::Form::not_equal) return "!=" + end(range.low);
  if (!range.has_low) return (range.high_closed ? "<=" : "<") + end(range.high);
  if (!range.has_high) return (range.low_closed ? ">=" : ">") + end(range.low);
  return (range.low_closed ? "[" : "(") + end(range.low) + ".." + end(range.high) +
         (range.high_closed ? "]" : ")");
}

class Writer {
 public:
  explicit Writer(Style style) : style_(style) {}

  void write(const Value& value) {
    switch (value.kind()) {
      case ValueKind::null:
      case ValueKind::function:
        out_ += "null";
        break;
      case ValueKind::boolean:
        out_ += value.as_boolean() ? "true" : "false";
        break;
      case ValueKind::number:
        out_ += value.as_number().to_string();
        break;
      case ValueKind::string:
        write_quoted(out_, value.as_string());
        break;
      case ValueKind::date:
        write_quoted(out_, to_string(value.as_date()));
        break;
      case ValueKind::time:
        write_quoted(out_, to_string(value.as_time()));
        break;
      case ValueKind::date_time:
        write_quoted(out_, to_string(value.as_date_time()));
        break;
      case ValueKind::months_duration:
        write_quoted(out_, to_string(value.as_months_duration()));
        break;
      case ValueKind::seconds_duration:
        write_quoted(out_, to_string(value.as_seconds_duration()));
        break;
      case ValueKind::range:
        write_quoted(out_, range_text(value.as_range()));
        break;
      case ValueKind::hidden:
        out_ += "{\"$hidden\":true}";
        break;
      case ValueKind::list:
        write_list(value.as_list());
        break;
      case ValueKind::context:
        write_context(value.as_context());
        break;
    }
  }
  std::string take() { return std::move(out_); }

 private:
  void line() {
    if (style_ != Style::pretty) return;
    out_ += '\n';
    out_.append(2 * level_, ' ');
  }
  void write_list(const List& list) {
    out_ += '[';
    ++level_;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i != 0) out_ += ',';
      line();
      write(list[i]);
    }
    --level_;
    if (!list.empty()) line();
    out_ += ']';
  }
  void write_context(const Context& context) {
    std::vector<const Context::Entry*> entries;
    entries.reserve(context.size());
    for (const Context::Entry& entry : context) entries.push_back(&entry);
    if (style_ == Style::canonical) {
      // UTF-8 bytes sort like code points.
      std::sort(entries.begin(), entries.end(),
                [](const auto* a, const auto* b) { return a->first < b->first; });
    }
    out_ += '{';
    ++level_;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i != 0) out_ += ',';
      line();
      write_quoted(out_, entries[i]->first);
      out_ += style_ == Style::pretty ? ": " : ":";
      write(entries[i]->second);
    }
    --level_;
    if (!entries.empty()) line();
    out_ += '}';
  }

  Style style_;
  std::size_t level_ = 0;
  std::string out_;
};

std::string written(const Value& value, Style style) {
  Writer writer(style);
  writer.write(value);
  return writer.take();
}

}  // namespace

std::string to_json(const Value& value) {
  return written(value, Style::compact);
}
std::string to_pretty_json(const Value& value) {
  return written(value, Style::pretty);
}
std::string canonical_json(const Value& value) {
  return written(value, Style::canonical);
}

std::string json_quoted(std::string_view text) {
  std::string out;
  write_quoted(out, text);
  return out;
}

}  // namespace zhunru::base
