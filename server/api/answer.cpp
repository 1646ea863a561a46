#include "server/api/answer.hpp"

#include <array>

#include "engine/base/json.hpp"

namespace zhunru::server::api {

namespace {

int status_of(std::string_view code) {
  static constexpr std::array<std::pair<std::string_view, int>, 15> table{{
      {"not_yours", 403},
      {"not_allowed", 403},
      {"forbidden", 403},
      {"case_not_found", 404},
      {"task_not_found", 404},
      {"not_found", 404},
      {"stale_version", 409},
      {"task_not_open", 409},
      {"duplicate_id", 409},
      {"invalid-data", 422},
      {"invalid_data", 422},
      {"store-full", 507},
      {"read_only", 507},
      {"store-io", 503},
      {"store-busy", 503},
  }};
  for (const auto& [word, status] : table) {
    if (code == word) return status;
  }
  if (code.ends_with("not_found") || code.ends_with("not-found")) return 404;
  return 422;
}

/// "2.2-c S5" -> clause "2.2-c", where "S5" (engine/engine.hpp, Rejection).
void split_clause(Refusal& refusal) {
  const std::string& where = refusal.error.where;
  const std::size_t space = where.find(' ');
  const std::string head = where.substr(0, space);
  const bool clause = head.size() >= 3 && head[0] >= '0' && head[0] <= '9' && head[1] == '.' && head[2] >= '0' && head[2] <= '9';
  if (!clause) return;
  refusal.clause = head;
  refusal.error.where = space == std::string::npos ? std::string() : where.substr(space + 1);
}

}  // namespace

http::Response to_response(const Answer& answer) {
  if (const auto* response = std::get_if<http::Response>(&answer)) return *response;
  http::Response out;
  base::Context body;
  if (const auto* refusal = std::get_if<Refusal>(&answer)) {
    out.status = refusal->status;
    base::Context error{{"code", refusal->error.code},       {"message", refusal->error.message},
                        {"message_en", refusal->error.message_en}, {"where", refusal->error.where},
                        {"clause", refusal->clause},         {"repair", refusal->repair}};
    if (!refusal->problems.is_null()) error.set("problems", refusal->problems);
    if (!refusal->details.is_null()) error.set("details", refusal->details);
    body.set("ok", false);
    body.set("error", std::move(error));
  } else {
    const auto& value = std::get<base::Value>(answer);
    body.set("ok", true);
    if (value.is_context()) {
      for (const auto& [name, member] : value.as_context()) body.set(name, member);
    }
  }
  out.body = std::make_shared<const std::string>(base::to_json(base::Value(std::move(body))));
  out.header("Cache-Control", "no-store");
  return out;
}

Refusal refusal_of(base::Error error) {
  Refusal out;
  out.status = status_of(error.code);
  out.error = std::move(error);
  split_clause(out);
  if (out.error.code == "stale_version") out.repair = "请刷新后查看最新步骤 / reload to see the current step";
  if (out.status == 507) out.repair = "请管理员清理磁盘后重试 / the administrator must free disk space";
  return out;
}

Refusal refuse(int status, std::string code, std::string message, std::string message_en, std::string where,
               std::string repair) {
  Refusal out;
  out.status = status;
  out.error = base::make_error(std::move(code), std::move(message), std::move(message_en), std::move(where));
  out.repair = std::move(repair);
  return out;
}

Refusal not_found(std::string_view what) {
  return refuse(404, "not_found", "没有找到,或者您无权查看。", "Not found, or not for you to see.", std::string(what),
                "请检查地址或重新登录 / check the address or log in again");
}

Refusal not_logged_in() {
  return refuse(401, "not_logged_in", "请先登录。", "Please log in first.", "", "登录后重试 / log in and try again");
}

Refusal forbidden(std::string_view right) {
  return refuse(403, "forbidden", "您的岗位没有这项权限。", "Your role does not have this right.", std::string(right),
                "请由有权限的岗位办理 / ask somebody whose role may do this");
}

Refusal bad_field(std::string_view name, std::string_view zh, std::string_view en) {
  return refuse(400, "bad_field", "“" + std::string(name) + "”" + std::string(zh), "\"" + std::string(name) + "\" " + std::string(en),
                std::string(name), "请更正后重试 / correct it and try again");
}

}  // namespace zhunru::server::api
