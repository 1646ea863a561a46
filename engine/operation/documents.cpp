// Issuing documents: fields in, a numbered and hashed text out. A draft has the hash that a person signs; what is issued
// carries the same fields and names that hash.
#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/base/utf8.hpp"
#include "engine/document/document.hpp"
#include "engine/document/template.hpp"
#include "engine/operation/input.hpp"
#include "engine/operation/operations.hpp"
#include "engine/register/local.hpp"
#include "engine/rule/functions.hpp"
#include "engine/state/place.hpp"

namespace zhunru::operation {
namespace {

Result<document::Template> template_of(const OperationContext& context, const std::string& kind) {
  const state::ResourceVersion* resource = context.state.resource("document", kind);
  if (!resource) return refuse("no_template", "缺少文书模板 " + kind, "document template is missing: " + kind);
  return document::parse_template(resource->text);
}

/// 机关代字: first character of the place, then the short code of the kind of body (workflows/documents/codes.json).
std::string issuer_code(const OperationContext& context, const std::string& body) {
  const std::string name = record(context, "bodies", body).get("name").string_or(body);
  const std::size_t first = name.empty() ? 0 : static_cast<unsigned char>(name[0]) < 0x80 ? 1 : 3;
  std::string code = name.substr(0, first);
  const state::ResourceVersion* resource = context.state.resource("document", "codes");
  const Result<Value> codes = resource ? base::parse_json(resource->text) : Result<Value>(Value());
  const std::size_t dash = body.rfind('-');
  const std::string suffix = dash == std::string::npos ? "street" : body.substr(dash + 1);
  code += codes ? codes->get("suffix").get(suffix).string_or("") : "";
  return code;
}

std::string date_zh(base::Instant at) {
  const base::Date day = base::shanghai_date(at);
  return std::to_string(day.year) + "年" + std::to_string(day.month) + "月" + std::to_string(day.day) + "日";
}

/// Everything a template may speak of: the fields, number, date, issuer, settings, registers.
Result<document::Rendered> rendered(const OperationContext& context, const document::Template& pattern, const Value& fields,
                                    const std::string& body, const std::string& number) {
  Context values = fields.is_context() ? fields.as_context() : Context{};
  values.set("number", Value(number));
  values.set("date", Value(date_zh(context.at)));
  values.set("issuer", record(context, "bodies", body));
  values.set("case_id", Value(context.instance.id));
  values.set("settings", registers::settings_in(context.state, state::place_of(context.state, context.instance), base::shanghai_date(context.at)));
  const feel::FunctionTable functions = rule::functions(context.state);
  feel::Options options;
  options.functions = &functions;
  options.steps = 200'000;
  options.now = Value(base::shanghai_date_time(context.at));
  return document::render(pattern, Value(std::move(values)), options);
}

/// "<case>.<kind>.<n>": the n-th of its kind in this case.
std::int32_t next_version(const OperationContext& context, const std::string& kind) {
  std::int32_t n = 1;
  while (context.state.documents.contains(context.instance.id + "." + kind + "." + std::to_string(n))) ++n;
  return n;
}

void void_one(const OperationContext& context, const document::Document& found, const std::string& reason, OperationResult& result) {
  if (!found.voided) result.events.emplace_back(document::DocumentVoided{found.id, reason, context.at});
}

}  // namespace

Result<OperationResult> issue_document(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(kind, needed(input, "kind"));
  ZHUNRU_TRY(body, needed(input, "body"));
  ZHUNRU_TRY(pattern, template_of(context, kind));
  OperationResult result;
  document::DocumentIssued issued;
  document::Document& made = issued.document;
  made.version = next_version(context, kind);
  made.id = context.instance.id + "." + kind + "." + std::to_string(made.version);
  made.kind = kind;
  made.body = body;
  made.case_id = context.instance.id;
  made.at = context.at;
  made.is_public = pattern.is_public;
  made.content = input.get("fields");
  if (!input.get("signed").is_null() && made.content.is_context()) {
    Context content = made.content.as_context();
    content.set("signed", input.get("signed"));
    content.set("signed_by", input.get("signed_by"));
    made.content = Value(std::move(content));
  }
  if (!pattern.code.empty()) {
    const std::int32_t year = base::shanghai_date(context.at).year;
    const std::string code = issuer_code(context, body) + pattern.code;
    issued.series = document::series_key(body, pattern.code, year);
    const document::NumberSeries* series = context.state.series.find(issued.series);
    issued.count = series ? series->last + 1 : 1;
    made.number = document::format_number(code, year, issued.count);
  }
  ZHUNRU_TRY(text, rendered(context, pattern, made.content, body, made.number));
  made.title = text.title;
  made.text = text.text;
  made.sha256 = document::document_hash(made);
  if (input.get("replaces").boolean_or(false)) {
    for (std::int32_t n = 1; n < made.version; ++n)
      if (const document::Document* earlier = context.state.documents.find(context.instance.id + "." + kind + "." + std::to_string(n)))
        void_one(context, *earlier, "已由新版本取代", result);
  }
  if (input.get("case_number").boolean_or(false))
    result.events.emplace_back(event::CaseNumbered{context.instance.id, made.number});
  result.output = Value(Context{{"id", Value(made.id)},
                                {"kind", Value(kind)},
                                {"number", Value(made.number)},
                                {"version", Value(static_cast<std::int64_t>(made.version))},
                                {"hash", Value(made.sha256)},
                                {"title", Value(made.title)}});
  result.events.emplace_back(std::move(issued));
  return result;
}

Result<OperationResult> draft_document(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(kind, needed(input, "kind"));
  ZHUNRU_TRY(body, needed(input, "body"));
  ZHUNRU_TRY(pattern, template_of(context, kind));
  const Value& fields = input.get("fields");
  ZHUNRU_TRY(text, rendered(context, pattern, fields, body, "(待编号)"));
  const std::string hash = document::value_hash(Value(Context{{"kind", Value(kind)}, {"body", Value(body)}, {"fields", fields}}));
  OperationResult result;
  result.output = Value(Context{{"kind", Value(kind)},
                                {"hash", Value(hash)},
                                {"title", Value(text.title)},
                                {"text", Value(text.text)},
                                {"fields", fields}});
  return result;
}

Result<OperationResult> find_document(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(number, needed(input, "number"));
  const std::string body = input.get("body").string_or("");
  const std::vector<std::string> kinds = texts(input.get("kinds"));
  const document::Document* found = nullptr;
  context.state.documents.for_each([&](const std::string&, const document::Document& one) {
    const bool kind = kinds.empty() || std::find(kinds.begin(), kinds.end(), one.kind) != kinds.end();
    if (one.number == number && kind && one.is_public && !one.voided && (body.empty() || one.body == body)) found = &one;
  });
  if (!found)
    return refuse("no_document", "没有本单位签发的这份文书:" + number, "there is no such document of this body: " + number, "2.3-g");
  OperationResult result;
  result.output = Value(Context{{"id", Value(found->id)}, {"number", Value(found->number)}, {"kind", Value(found->kind)}, {"title", Value(found->title)},
                                {"hash", Value(found->sha256)}, {"case_id", Value(found->case_id)}});
  return result;
}

Result<OperationResult> void_documents(const OperationContext& context, const Value& input) {
  OperationResult result;
  const std::string reason = input.get("reason").string_or("");
  for (const std::string& kind : texts(input.get("kinds"))) {
    for (std::int32_t n = 1;; ++n) {
      const document::Document* found = context.state.documents.find(context.instance.id + "." + kind + "." + std::to_string(n));
      if (!found) break;
      void_one(context, *found, reason, result);
    }
  }
  return result;
}

}  // namespace zhunru::operation
