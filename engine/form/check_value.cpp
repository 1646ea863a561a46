// One value of one live input: its type, its limits, its options.
#include "engine/base/sha256.hpp"
#include "engine/feel/evaluate.hpp"
#include "engine/form/live.hpp"
#include "engine/form/text.hpp"

namespace zhunru::form {
namespace {

using base::Decimal;
using base::List;
using base::Value;

/// Writes problems of one field with its label in both languages.
class Reporter {
 public:
  Reporter(const Component& component, const std::string& path, std::vector<Problem>& problems)
      : component_(component), path_(path), problems_(problems) {}

  void add(const char* code, const std::string& zh, const std::string& en) {
    const std::string zh_label = component_.label.zh.empty() ? path_ : component_.label.zh;
    const std::string en_label = component_.label.en.empty() ? zh_label : component_.label.en;
    problems_.push_back({path_, code, "“" + zh_label + "”" + zh, "“" + en_label + "” " + en, component_.marks.clause,
                         component_.marks.local});
  }
  void wrong_type(const std::string& zh, const std::string& en) { add("type", "应是" + zh + "。", "must be " + en + "."); }

 private:
  const Component& component_;
  const std::string& path_;
  std::vector<Problem>& problems_;
};

/// What the server puts in place of a personal text: its commitment and length.
std::optional<std::int64_t> committed_length(const Component& c, const Value& value) {
  if (!c.marks.personal || !value.is_context() || value.size() != 2) return std::nullopt;
  if (!base::Sha256::from_hex(value.get("commitment").string_or(""))) return std::nullopt;
  const std::int64_t length = value.get("length").int64_or(-1);
  return length < 0 ? std::nullopt : std::optional(length);
}

void check_length(const FieldState& state, std::int64_t length, bool draft, Reporter& report) {
  if (!draft && state.min_length && length > 0 && length < *state.min_length) {
    report.add("min-length", "至少 " + std::to_string(*state.min_length) + " 字，现有 " + std::to_string(length) + " 字。",
               "needs at least " + std::to_string(*state.min_length) + " characters, has " + std::to_string(length) + ".");
  }
  if (state.max_length && length > *state.max_length) {
    report.add("max-length", "最多 " + std::to_string(*state.max_length) + " 字，现有 " + std::to_string(length) + " 字。",
               "takes at most " + std::to_string(*state.max_length) + " characters, has " + std::to_string(length) + ".");
  }
}

bool matches(const std::string& text, const std::string& pattern) {
  static const auto compiled = feel::compile("matches(text, pattern)");
  if (!compiled) return false;
  const Value names(base::Context{{"text", Value(text)}, {"pattern", Value(pattern)}});
  auto answer = feel::evaluate(*compiled, feel::Scope(names));
  return answer && answer->value.boolean_or(false);
}

void check_text(const Component& c, const FieldState& state, const Value& value, bool draft, Reporter& report) {
  if (const auto length = committed_length(c, value)) {
    if (c.rules.required && !draft && *length == 0) report.add("required", "必须填写。", "must be filled in.");
    return check_length(state, *length, draft, report);
  }
  if (!value.is_string()) return report.wrong_type("文字", "text");
  const std::string& text = value.as_string();
  const std::int64_t length = trimmed_length(text);
  if (length == 0) {
    if (c.rules.required && !draft) report.add("required", "必须填写。", "must be filled in.");
    return;
  }
  check_length(state, length, draft, report);
  if (!c.rules.pattern.empty() && !matches(text, c.rules.pattern)) {
    report.add("pattern", c.rules.pattern_message.zh.empty() ? "格式不对。" : ":" + c.rules.pattern_message.zh,
               c.rules.pattern_message.en.empty() ? "does not have the right form." : ": " + c.rules.pattern_message.en);
  }
  if (c.rules.validation_type == "email" && !looks_like_email(text)) {
    report.add("email", "不是电子邮件地址。", "is not an e-mail address.");
  }
  if (c.rules.validation_type == "phone" && !looks_like_phone(text)) {
    report.add("phone", "不是电话号码。", "is not a telephone number.");
  }
}

void check_number(const Component& c, const FieldState& state, const Value& value, Reporter& report) {
  const bool as_text = c.serialize_to_string && value.is_string();
  const auto number = as_text ? Decimal::parse(value.as_string())
                              : value.is_number() ? std::optional(value.as_number()) : std::nullopt;
  if (!number) return report.wrong_type("数字", "a number");
  if (state.min && *number < *state.min) {
    report.add("min", "不能小于 " + state.min->to_string() + "。", "must not be less than " + state.min->to_string() + ".");
  }
  if (state.max && *number > *state.max) {
    report.add("max", "不能大于 " + state.max->to_string() + "。", "must not be more than " + state.max->to_string() + ".");
  }
  if (c.decimal_digits) {
    const auto cut = number->rounded(*c.decimal_digits, base::Rounding::down);
    if (!cut || *cut != *number) {
      const std::string digits = std::to_string(*c.decimal_digits);
      report.add("decimal-digits", *c.decimal_digits == 0 ? "应是整数。" : "最多 " + digits + " 位小数。",
                 *c.decimal_digits == 0 ? "must be a whole number." : "takes at most " + digits + " decimals.");
    }
  }
}

/// "14:30", "14:30:00", with or without an offset.
bool is_time(const std::string& text) {
  if (text.size() < 5) return false;
  const bool seconds = text.size() > 5 && text[5] == ':';
  return base::parse_time(seconds ? text : text.substr(0, 5) + ":00" + text.substr(5)).has_value();
}

void check_datetime(const Component& c, const Value& value, const Live& live, Reporter& report) {
  if (value.is_date() || value.is_date_time() || value.is_time()) return;
  const std::string text = value.string_or("");
  const std::size_t t = text.find('T');
  const std::string day = text.substr(0, t);
  const auto date = base::parse_date(day);
  switch (c.datetime_kind) {
    case DatetimeKind::date:
      if (!date || t != std::string::npos) return report.wrong_type("日期,如 2026-11-20", "a date such as 2026-11-20");
      break;
    case DatetimeKind::time:
      if (!is_time(text)) return report.wrong_type("时间,如 14:30", "a time such as 14:30");
      return;
    case DatetimeKind::datetime:
      if (!date || t == std::string::npos || !is_time(text.substr(t + 1))) {
        return report.wrong_type("日期和时间,如 2026-11-20T14:30", "a date and time such as 2026-11-20T14:30");
      }
      break;
  }
  if (!c.disallow_passed_dates) return;
  const Value& now = live.scope().now;
  const auto today = now.is_date_time() ? std::optional(now.as_date_time().date)
                     : now.is_date()    ? std::optional(now.as_date())
                                        : std::nullopt;
  if (today && *date < *today) report.add("passed-date", "不能早于今天。", "must not lie before today.");
}

void check_list(const Component& c, const FieldState& state, const Value& value, bool draft, Reporter& report) {
  if (!value.is_list()) return report.wrong_type("列表", "a list");
  const List& items = value.as_list();
  if (items.empty()) {
    if (c.rules.required && !draft) report.add("required", "至少选一项。", "needs at least one choice.");
    return;
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string shown = items[i].string_or("#" + std::to_string(i + 1));
    if (c.marks.free || !state.options_known) {
      if (!items[i].is_string() || trimmed_length(items[i].as_string()) == 0) report.wrong_type("文字列表", "a list of texts");
    } else if (find_option(state, items[i]) == nullptr) {
      report.add("unknown-option", "没有选项 " + shown + "。", "has no option " + shown + ".");
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (items[j] == items[i]) report.add("duplicate", "重复:" + shown + "。", "names " + shown + " twice.");
    }
  }
}

void check_choice(const FieldState& state, const Value& value, Reporter& report) {
  if (!state.options_known && (value.is_string() || value.is_number() || value.is_boolean())) return;
  if (find_option(state, value) != nullptr) return;
  const std::string shown = value.string_or("");
  report.add("unknown-option", "没有这个选项" + (shown.empty() ? shown : ":" + shown) + "。",
             "has no such option" + (shown.empty() ? shown : ": " + shown) + ".");
}

void check_files(const Component& c, const Value& value, bool draft, Reporter& report) {
  if (!c.multiple) {
    if (!value.is_string()) report.wrong_type("文件", "a file");
    return;
  }
  if (!value.is_list()) return report.wrong_type("文件列表", "a list of files");
  if (value.size() == 0 && c.rules.required && !draft) report.add("required", "请选择文件。", "needs a file.");
  for (const Value& item : value.as_list()) {
    if (!item.is_string()) report.wrong_type("文件列表", "a list of files");
  }
}

}  // namespace

Value check_value(const Component& component, const FieldState& state, const Value& value, const std::string& path,
                  const Live& live, bool draft, std::vector<Problem>& problems) {
  Reporter report(component, path, problems);
  if (component.type == Type::expression) return value;
  const bool missing = value.is_null() || (component.type != Type::textfield && component.type != Type::textarea &&
                                           value.is_string() && value.as_string().empty());
  if (missing) {
    if (component.rules.required && !draft) report.add("required", "必须填写。", "must be filled in.");
    return empty_value(component);
  }
  switch (component.type) {
    case Type::textfield: case Type::textarea: check_text(component, state, value, draft, report); break;
    case Type::number: check_number(component, state, value, report); break;
    case Type::checkbox:
      if (!value.is_boolean()) report.wrong_type("是或否", "yes or no");
      else if (component.rules.required && !draft && !value.as_boolean()) report.add("required", "必须勾选。", "must be ticked.");
      break;
    case Type::datetime: check_datetime(component, value, live, report); break;
    case Type::radio: case Type::select: check_choice(state, value, report); break;
    case Type::checklist: case Type::taglist: check_list(component, state, value, draft, report); break;
    default: check_files(component, value, draft, report); break;
  }
  return value;
}

}  // namespace zhunru::form
