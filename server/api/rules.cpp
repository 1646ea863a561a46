// /api/rules, /api/engine/bundle, /api/registers: tables evaluated while somebody types, and what a client needs to do the same by
// itself. Nothing personal is in the bundle.
#include <algorithm>
#include <map>

#include "engine/base/json.hpp"
#include "engine/rule/bundle.hpp"
#include "engine/rule/evaluate.hpp"
#include "server/api/resources.hpp"
#include "server/api/strict.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;

/// Registers that everybody may read: those of the bundle. `personas` and complaints are not among them.
bool is_open(std::string_view name) {
  if (name.starts_with("list.") || name.starts_with("settings.")) return true;
  const auto open = rule::public_registers();
  return std::find(open.begin(), open.end(), name) != open.end();
}

/// Tables by the text they were read from; parsed once. Engine's thread only.
std::shared_ptr<const rule::Table> table_of(const state::State& state, const std::string& name) {
  static std::map<std::string, std::shared_ptr<const rule::Table>, std::less<>> parsed;
  const auto* resource = state.resource("rule", name);
  if (resource == nullptr) return nullptr;
  const std::string key = name + "@" + resource->version;
  if (const auto found = parsed.find(key); found != parsed.end()) return found->second;
  auto table = rule::Table::parse(name, resource->text);
  if (!table) return nullptr;
  return parsed.emplace(key, *table).first->second;
}

/// Names and versions of everything in the bundle: what its hash is made of.
std::string bundle_key(const state::State& state) {
  std::string key;
  state.resources.for_each([&](const std::string& name, const state::Resource& resource) {
    const bool wanted = resource.kind == "rule" || resource.kind == "form";
    if (wanted && !resource.versions.empty()) key += name + "=" + resource.versions.back().version + "\n";
  });
  state.registers.for_each([&](const std::string& name, const registers::Register& reg) {
    if (is_open(name) && !reg.versions.empty()) key += name + "=" + std::to_string(reg.versions.back().version) + "\n";
  });
  return base::sha256(key).hex();
}

base::Result<std::string> make_bundle_text(const state::State& state) {
  std::vector<std::string> paths;
  std::vector<std::string_view> texts;
  state.resources.for_each([&](const std::string&, const state::Resource& resource) {
    if (resource.versions.empty()) return;
    if (resource.kind == "rule") paths.push_back("rules/" + resource.name + ".dmn");
    else if (resource.kind == "form") paths.push_back("forms/" + resource.name + ".form.json");
    else return;
    texts.push_back(resource.versions.back().text);
  });
  std::vector<rule::WorkflowFile> files;
  for (std::size_t i = 0; i < paths.size(); ++i) files.push_back({paths[i], texts[i]});
  ZHUNRU_TRY(bundle, rule::make_bundle(files, state));
  return base::to_json(Context{{"ok", true}, {"bundle", std::move(bundle)}});
}

Answer register_answer(const state::State& state, const Call& call) {
  const registers::Register* found = state.find(call.part(0));
  if (found == nullptr) return not_found("register");
  const std::string at = call.request.parameter("at");
  const registers::Version* version = registers::latest(*found);
  if (!at.empty()) {
    const auto day = base::parse_date(at);
    if (!day) return bad_field("at", "须为日期,如 2026-11-20。", "must be a date like 2026-11-20.");
    version = registers::at(*found, *day);
  }
  if (version == nullptr) return not_found("register version");
  List versions;
  for (const auto& one : found->versions) {
    versions.push_back(Context{{"version", Value(static_cast<std::int64_t>(one.version))}, {"effective", base::to_string(one.effective)},
                               {"reason", one.reason}, {"clause", one.clause}, {"case_id", one.case_id}});
  }
  return Value(Context{{"register", found->name}, {"version", Value(static_cast<std::int64_t>(version->version))},
                       {"effective", base::to_string(version->effective)}, {"records", version->records},
                       {"versions", std::move(versions)}});
}

}  // namespace

Answer post_rule(App& app, Call& call) {
  const std::string visitor = call.caller.known() ? call.caller.account : call.request.peer + call.caller.device;
  if (!app.rule_quota.take(visitor, call.monotonic_ms)) {
    return refuse(429, "too_many_requests", "试算太频繁,请稍候。", "Too many evaluations; wait a moment.");
  }
  auto input = read_any_body(call.request);
  if (auto* refusal = std::get_if<Refusal>(&input)) return *refusal;
  const auto table = table_of(app.sequencer.state(), call.part(0));
  if (table == nullptr) return not_found("rule table " + call.part(0));
  const auto result = rule::evaluate(*table, std::get<Value>(input), app.sequencer.state(),
                                     base::shanghai_date(base::Instant{call.now_ms}), rule::Unknown::refuse);
  if (!result) return refuse(400, result.error().code, result.error().message, result.error().message_en, result.error().where);
  return rule::to_value(*result);
}

Answer get_engine_bundle(App& app, Call& call) {
  static std::string cached_hash;
  static std::shared_ptr<const std::string> cached;
  const std::string hash = bundle_key(app.sequencer.state());
  const std::string etag = "\"" + hash.substr(0, 32) + "\"";
  http::Response response;
  response.header("ETag", etag);
  response.header("Cache-Control", "no-cache");
  if (call.request.header("if-none-match").find(etag) != std::string_view::npos) {
    response.status = 304;
    return response;
  }
  if (cached_hash != hash) {
    auto text = make_bundle_text(app.sequencer.state());
    if (!text) return refusal_of(text.error());
    cached = std::make_shared<const std::string>(std::move(*text));
    cached_hash = hash;
  }
  response.body = cached;
  return response;
}

Answer get_register(App& app, Call& call) {
  const std::string& name = call.part(0);
  // Persons stand in `personas`: for administrators only.
  if (!is_open(name) && !allowed(app.access, call.caller, auth::Right::administer_templates)) {
    const bool listed = name == "fund_ledger" || name == "purchases" || name == "station_menu" || name == "applications" || name == "evaluations";
    if (!listed) return not_found("register");
  }
  return register_answer(app.sequencer.state(), call);
}

Answer get_public_register(App& app, Call& call) {
  if (!is_open(call.part(0))) return not_found("register");
  // A public register that nothing was written into yet is empty, not missing.
  const auto open = rule::public_registers();
  if (app.sequencer.state().find(call.part(0)) == nullptr && std::find(open.begin(), open.end(), call.part(0)) != open.end())
    return Value(Context{{"register", call.part(0)}, {"version", Value(std::int64_t{0})}, {"records", List{}}, {"versions", List{}}});
  return register_answer(app.sequencer.state(), call);
}

}  // namespace zhunru::server::api
