// Operations that are one thought each: hash a text, remember a value, demand a condition, tell somebody, send a message.
#include "engine/document/document.hpp"
#include "engine/operation/input.hpp"
#include "engine/operation/operations.hpp"

namespace zhunru::operation {

Result<OperationResult> freeze_text(const OperationContext&, const Value& input) {
  const Value& text = input.get("text");
  if (text.is_null()) return refuse("no_text", "没有可冻结的文本,请先完成登记", "there is no text to freeze; finish the registration first", "2.3-b");
  OperationResult result;
  result.output = Value(Context{{"hash", Value(document::value_hash(text))}});
  return result;
}

Result<OperationResult> remember(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(name, needed(input, "name"));
  const Value& value = input.get("value");
  const std::string key = input.get("key").string_or("");
  OperationResult result;
  if (key.empty()) {
    result.variables.push_back({name, value});
    return result;
  }
  // A list with one entry for each key: what was there for the same key is replaced in its place.
  const Value before = context.variable(name);
  List list = before.is_list() ? before.as_list() : List{};
  bool replaced = false;
  for (Value& item : list) {
    if (!(item.get(key) == value.get(key))) continue;
    item = value;
    replaced = true;
  }
  if (!replaced) list.push_back(value);
  result.variables.push_back({name, Value(std::move(list))});
  return result;
}

Result<OperationResult> require(const OperationContext&, const Value& input) {
  if (input.get("condition").boolean_or(false)) return OperationResult{};
  return refuse(input.get("code").string_or("not_now"), input.get("message").string_or("现在不能这样做"),
                input.get("message_en").string_or("this cannot be done now"), input.get("clause").string_or(""));
}

Result<OperationResult> notify(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(kind, needed(input, "kind"));
  OperationResult result;
  event::NoticeGiven notice;
  notice.case_id = context.instance.id;
  notice.kind = kind;
  notice.to = input.get("to").string_or("");
  notice.content = input.get("content");
  result.events.emplace_back(std::move(notice));
  return result;
}

Result<OperationResult> send_message(const OperationContext&, const Value& input) {
  ZHUNRU_TRY(name, needed(input, "name"));
  ZHUNRU_TRY(key, needed(input, "key"));
  OperationResult result;
  result.messages.push_back({name, key, input.get("payload")});
  return result;
}

}  // namespace zhunru::operation
