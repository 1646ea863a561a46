// /api/admin/templates: processes, rules, forms and document templates as an administrator changes them: list, download, check with
// lint and semantic difference, deploy as a new version. Running cases stay on theirs (G18).
#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/base/sha256.hpp"
#include "server/api/administration_routes.hpp"
#include "server/api/strict.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/template_changes.hpp"
#include "server/read_model/template_check.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

const state::Resource* resource_of(const state::State& state, const std::string& kind, const std::string& name) {
  const state::Resource* found = state.resources.find(kind + "/" + name);
  return found != nullptr && !found->versions.empty() ? found : nullptr;
}

read_model::Words title_of(const state::State& state, const state::Resource& resource) {
  const auto& newest = resource.versions.back();
  if (resource.kind == "process") return read_model::process_words(state, resource.name, newest.version);
  const auto json = base::parse_json(newest.text);
  if (!json) {
    // A rule table: the name of its definitions.
    const std::size_t from = newest.text.find(" name=\"");
    const std::size_t to = from == std::string::npos ? from : newest.text.find('"', from + 7);
    const std::string title = to == std::string::npos ? resource.name : newest.text.substr(from + 7, to - from - 7);
    return {title, title};
  }
  const std::string zh = json->get("title").string_or(json->get("name").string_or(resource.name));
  return {zh, json->get("titleEn").string_or(json->get("nameEn").string_or(zh))};
}

Context template_card(const state::State& state, const state::Resource& resource) {
  const auto& newest = resource.versions.back();
  const auto title = title_of(state, resource);
  const bool process = resource.kind == "process";
  const std::int64_t all = process ? read_model::running_on(state, resource.name, "") : 0;
  const std::int64_t current = process ? read_model::running_on(state, resource.name, newest.version) : 0;
  Context card{{"kind", resource.kind}, {"name", resource.name}, {"version", newest.version}, {"short", newest.version.substr(0, 8)},
               {"at", read_model::moment(newest.at)}, {"by", newest.account}, {"versions", Value(static_cast<std::int64_t>(resource.versions.size()))},
               {"running", Value(all)}, {"old_running", Value(all - current)}, {"file_name", read_model::template_file(resource.kind, resource.name)}};
  read_model::put_words(card, "title", title.zh, title.en);
  return card;
}

/// What was said when a version was deployed; register `deployments`.
const Value& deployment_of(const state::State& state, const std::string& version) {
  static const Value none;
  for (const Value& record : registers::records_on(state, "deployments", std::nullopt)) {
    if (record.get("id").string_or("") == version) return record;
  }
  return none;
}

struct Upload {
  read_model::TemplateName name;
  std::string file_name, text;
};

std::variant<Upload, Refusal> read_upload(const Value& fields) {
  Upload out;
  out.file_name = fields.get("file_name").as_string();
  out.text = fields.get("text").as_string();
  const std::size_t slash = out.file_name.find_last_of("/\\");
  if (slash != std::string::npos) out.file_name = out.file_name.substr(slash + 1);
  out.name = read_model::template_name(out.file_name, out.text);
  if (out.name.kind.empty() || out.name.name.empty()) {
    return bad_field("file_name", "须为 .bpmn、.dmn、.form.json 或 .document.json 文件。", "must be a .bpmn, .dmn, .form.json or .document.json file.");
  }
  return out;
}

std::int64_t count_of(const List& findings, const char* severity) {
  return std::count_if(findings.begin(), findings.end(), [&](const Value& one) { return one.get("severity") == Value(severity); });
}

}  // namespace

Answer get_templates(App& app, Call&) {
  const auto& state = app.sequencer.state();
  List list;
  state.resources.for_each([&](const std::string&, const state::Resource& resource) {
    if (!resource.versions.empty()) list.push_back(template_card(state, resource));
  });
  return Value(Context{{"templates", std::move(list)}});
}

Answer get_template(App& app, Call& call) {
  const auto& state = app.sequencer.state();
  const state::Resource* found = resource_of(state, call.part(0), call.part(1));
  if (found == nullptr) return not_found("template");
  List versions;
  for (auto one = found->versions.rbegin(); one != found->versions.rend(); ++one) {
    const Value& said = deployment_of(state, one->version);
    versions.push_back(Context{{"version", one->version}, {"short", one->version.substr(0, 8)}, {"at", read_model::moment(one->at)},
                               {"by", one->account}, {"by_name", said.get("by_name")}, {"reason", said.get("reason")},
                               {"current", one == found->versions.rbegin()},
                               {"running", Value(found->kind == "process" ? read_model::running_on(state, found->name, one->version) : std::int64_t{0})}});
  }
  return Value(Context{{"template", template_card(state, *found)}, {"versions", std::move(versions)}});
}

Answer get_template_file(App& app, Call& call) {
  const state::Resource* found = resource_of(app.sequencer.state(), call.part(0), call.part(1));
  if (found == nullptr) return not_found("template");
  const std::string wanted = call.request.parameter("version");
  const state::ResourceVersion* version = &found->versions.back();
  for (const auto& one : found->versions) {
    if (!wanted.empty() && one.version.starts_with(wanted)) version = &one;
  }
  if (!wanted.empty() && !version->version.starts_with(wanted)) return not_found("version");
  http::Response response = http::Response::text(200, "application/octet-stream", version->text);
  response.header("Content-Disposition", "attachment; filename=\"" + read_model::template_file(found->kind, found->name) + "\"");
  response.header("Cache-Control", "no-store");
  return response;
}

Answer post_template_check(App& app, Call& call) {
  auto read = read_body(call.request, {{"file_name", ValueKind::string}, {"text", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  auto upload = read_upload(std::get<Value>(read));
  if (auto* refusal = std::get_if<Refusal>(&upload)) return *refusal;
  const Upload& file = std::get<Upload>(upload);
  const auto& state = app.sequencer.state();
  const List findings = read_model::template_findings(state, file.name, file.text);
  const state::Resource* running = resource_of(state, file.name.kind, file.name.name);
  const std::string version = base::sha256(file.text).hex();
  Context out{{"kind", file.name.kind}, {"name", file.name.name}, {"file_name", file.file_name}, {"version", version},
              {"size", Value(static_cast<std::int64_t>(file.text.size()))}, {"findings", findings},
              {"errors", Value(count_of(findings, "error"))}, {"warnings", Value(count_of(findings, "warning"))},
              {"new", running == nullptr}, {"same", running != nullptr && running->versions.back().version == version},
              {"running", Value(running != nullptr && file.name.kind == "process" ? read_model::running_on(state, file.name.name, "") : std::int64_t{0})},
              {"deployable", !read_model::has_errors(findings)}};
  out.set("changes", running != nullptr ? read_model::template_changes(file.name.kind, running->versions.back().text, file.text) : List{});
  return Value(std::move(out));
}

Answer post_template(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"file_name", ValueKind::string}, {"text", ValueKind::string}, {"reason", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  auto upload = read_upload(fields);
  if (auto* refusal = std::get_if<Refusal>(&upload)) return *refusal;
  const Upload& file = std::get<Upload>(upload);
  const std::string reason = fields.get("reason").as_string();
  if (reason.size() < 6) return bad_field("reason", "请写明理由(至少两个字)。", "give the reason, six characters at least.");
  const auto& state = app.sequencer.state();
  List findings = read_model::template_findings(state, file.name, file.text);
  if (read_model::has_errors(findings)) {
    Refusal refusal = refuse(422, "invalid-model", "文件有错误，没有部署。", "The file has errors; nothing was deployed.", file.file_name,
                             "请按清单逐条更正 / mend what the list says");
    refusal.problems = Value(std::move(findings));
    return refusal;
  }
  const std::string id = call.caller.account + ":" + fields.get("id").as_string();
  auto accepted = app.sequencer.submit(id, call.caller.actor(), command::DeployResource{file.name.kind, file.name.name, file.text});
  if (!accepted) return refusal_of(accepted.error());
  const std::string version = base::sha256(file.text).hex();
  base::List records = registers::records_on(state, "deployments", std::nullopt);
  std::erase_if(records, [&](const Value& record) { return record.get("id").string_or("") == version; });
  records.push_back(Context{{"id", version}, {"kind", file.name.kind}, {"name", file.name.name}, {"reason", reason},
                            {"by", call.caller.account}, {"by_name", call.caller.label}, {"at", read_model::moment(base::Instant{call.now_ms})}});
  command::PutRegister put{"deployments", 0, base::to_string(base::shanghai_date(base::Instant{call.now_ms})), reason, "C", Value(std::move(records))};
  auto noted = app.sequencer.submit(id + ":reason", call.caller.actor(), std::move(put));
  if (!noted) return refusal_of(noted.error());
  return Value(Context{{"seq", Value::from_uint64(accepted->seq)}, {"kind", file.name.kind}, {"name", file.name.name}, {"version", version}});
}

}  // namespace zhunru::server::api
