#include "server/api/strict.hpp"

#include "engine/base/json.hpp"

namespace zhunru::server::api {

std::variant<base::Value, Refusal> read_any_body(const http::Request& request) {
  const std::string_view type = request.header("content-type");
  if (!type.starts_with("application/json")) {
    return refuse(415, "content_type", "请求须为 application/json。", "The request must be application/json.", "content-type");
  }
  base::JsonLimits limits;
  limits.depth = 32;
  limits.members = 50'000;
  auto parsed = base::parse_json(request.body, limits);
  if (!parsed) {
    Refusal refusal;
    refusal.status = 400;
    refusal.error = parsed.error();
    refusal.repair = "请更正后重试 / correct it and try again";
    return refusal;
  }
  return std::move(*parsed);
}

std::variant<base::Value, Refusal> read_body(const http::Request& request, const std::vector<Field>& fields) {
  auto body = read_any_body(request);
  if (std::holds_alternative<Refusal>(body)) return body;
  const base::Value& value = std::get<base::Value>(body);
  if (!value.is_context()) return bad_field("", "请求体须为 JSON 对象。", "The body must be a JSON object.");
  for (const auto& [name, member] : value.as_context()) {
    const Field* known = nullptr;
    for (const Field& field : fields) known = field.name == name ? &field : known;
    if (known == nullptr) {
      return refuse(400, "unknown_field", "不认识的字段:" + name, "Unknown field: " + name, name,
                    "请删除该字段 / remove this field");
    }
    const bool absent = member.is_null() && !known->required;
    if (!absent && known->kind != base::ValueKind::null && member.kind() != known->kind) {
      return bad_field(name, "类型不对,应为 " + std::string(base::to_string(known->kind)) + "。",
                       "has the wrong type, expected " + std::string(base::to_string(known->kind)) + ".");
    }
  }
  for (const Field& field : fields) {
    if (field.required && !value.as_context().contains(field.name)) {
      return refuse(400, "missing_field", "缺少字段:" + std::string(field.name), "Missing field: " + std::string(field.name),
                    std::string(field.name), "请补上该字段 / add this field");
    }
  }
  return body;
}

}  // namespace zhunru::server::api
