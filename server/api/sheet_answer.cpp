#include "server/api/sheet_answer.hpp"

namespace zhunru::server::api {

Answer sheet_answer(const sheet::Sheet& sheet, const std::string& name, const std::string& format) {
  std::string bytes;
  if (format == "xlsx") {
    auto made = sheet::to_xlsx(sheet);
    if (!made) return refusal_of(made.error());
    bytes = std::move(*made);
  } else {
    bytes = sheet::to_csv(sheet);
  }
  const char* type = format == "xlsx" ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";
  http::Response response = http::Response::text(200, type, std::move(bytes));
  response.header("Content-Disposition", "attachment; filename=\"" + name + "." + format + "\"");
  response.header("Cache-Control", "no-store");
  return response;
}

}  // namespace zhunru::server::api
