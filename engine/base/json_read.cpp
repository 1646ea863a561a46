// Reading JSON: rapidjson's event parser finds the tokens, this handler builds the value and keeps the
// limits.
#define RAPIDJSON_PARSE_DEFAULT_FLAGS                                              \
  (rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag | \
   rapidjson::kParseIterativeFlag)
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <exception>
#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/utf8.hpp"

namespace zhunru::base {
namespace {

class Handler {
 public:
  explicit Handler(const JsonLimits& limits) : limits_(limits) {}

  bool Null() { return put(Value()); }
  bool Bool(bool value) { return put(Value(value)); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
    bool exact = false;
    const auto number = Decimal::parse({text, length}, &exact);
    if (!number || !exact) {
      return fail("json-number", "数字超过 34 位有效数字或超出范围，请改短。",
                  "The number has more than 34 digits or is out of range; shorten it.");
    }
    return put(Value(*number));
  }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    if (length > limits_.string_bytes) {
      return fail("json-too-long", "字符串过长，请缩短。", "A string is too long; shorten it.");
    }
    if (!utf8_valid({text, length})) return lone_surrogate();
    return put(Value(std::string(text, length)));
  }
  bool StartObject() { return open(false); }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    std::string key(text, length);
    if (key.size() > limits_.string_bytes) {
      return fail("json-too-long", "成员名过长，请缩短。", "A member name is too long; shorten it.");
    }
    if (!utf8_valid(key)) return lone_surrogate();
    if (open_.back().members.contains(key)) {
      return fail("json-duplicate-key", "成员“" + key + "”重复，请只保留一个。",
                  "Member \"" + key + "\" occurs twice; keep one.");
    }
    open_.back().key = std::move(key);
    return true;
  }
  bool EndObject(rapidjson::SizeType) {
    Value value(std::move(open_.back().members));
    open_.pop_back();
    return put(std::move(value));
  }
  bool StartArray() { return open(true); }
  bool EndArray(rapidjson::SizeType) {
    Value value(std::move(open_.back().items));
    open_.pop_back();
    return put(std::move(value));
  }
  // Never called with numbers as strings, but part of the interface.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  template <class Binary>
  bool Double(Binary) {
    return false;
  }

  Value take() { return std::move(root_); }
  const Error& error() const { return error_; }

 private:
  struct Level {
    bool is_list = false;
    List items;
    Context members;
    std::string key;
  };

  bool fail(const char* code, std::string zh, std::string en) {
    error_ = make_error(code, std::move(zh), std::move(en));
    return false;
  }
  /// The parser lets a second half of a pair stand alone.
  bool lone_surrogate() {
    return fail("json-syntax", "\\u 转义只有代理对的一半，请补全。", "A \\u escape is half of a pair; complete it.");
  }
  bool open(bool is_list) {
    if (open_.size() >= limits_.depth) {
      return fail("json-too-deep", "嵌套层数过多，请减少层次。", "Nested too deeply; use fewer levels.");
    }
    open_.emplace_back();
    open_.back().is_list = is_list;
    return true;
  }
  bool put(Value value) {
    if (++count_ > limits_.members) {
      return fail("json-too-many", "成员总数过多，请拆分。", "Too many members in all; split the text.");
    }
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().is_list) {
      open_.back().items.push_back(std::move(value));
    } else {
      open_.back().members.set(std::move(open_.back().key), std::move(value));
    }
    return true;
  }

  const JsonLimits& limits_;
  std::vector<Level> open_;
  Value root_;
  Error error_;
  std::uint32_t count_ = 0;
};

}  // namespace

Result<Value> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return make_error("json-too-long", "JSON 文本过大，请缩小。",
                      "The JSON text is too large; make it smaller.");
  }
  if (text.find('\0') != std::string_view::npos || !utf8_valid(text)) {
    return make_error("json-encoding", "文本不是有效的 UTF-8。", "The text is not valid UTF-8.");
  }
  const std::string owned(text);
  Handler handler(limits);
  try {
    rapidjson::StringStream stream(owned.c_str());
    rapidjson::Reader reader;
    const auto outcome = reader.Parse<RAPIDJSON_PARSE_DEFAULT_FLAGS>(stream, handler);
    if (!outcome.IsError()) return handler.take();
    Error error = handler.error();
    if (outcome.Code() == rapidjson::kParseErrorNumberTooBig) {
      error = make_error("json-number", "数字超出范围。", "The number is out of range.");
    } else if (error.code.empty()) {
      const std::string what = rapidjson::GetParseError_En(outcome.Code());
      error = make_error("json-syntax", "JSON 语法错误：" + what, "JSON syntax error: " + what);
    }
    error.where = describe(position_at(owned, outcome.Offset()));
    return error;
  } catch (const std::exception& problem) {
    return make_error("json-memory", "内存不足，无法读取 JSON。",
                      std::string("JSON could not be read: ") + problem.what());
  }
}

}  // namespace zhunru::base
