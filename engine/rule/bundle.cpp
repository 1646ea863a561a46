#include "engine/rule/bundle.hpp"

#include <array>

#include "engine/base/json.hpp"
#include "engine/base/sha256.hpp"
#include "engine/register/local.hpp"

namespace zhunru::rule {
namespace {

using base::Context;
using base::Value;

constexpr std::array<std::string_view, 22> public_names{
    "bodies",   "calendars", "clauses",   "communities", "data_elements",         "erasures",  "fund_types", "identity_levels",
    "items",    "lists",     "migrations", "moderation", "open_questions", "party_classes", "privacy_notice", "prohibited_categories",
    "providers", "region",   "settings",  "streets",     "systems",               "topics"};

constexpr std::string_view form_end = ".form.json";

std::string form_name_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return std::string(path.substr(0, path.size() - form_end.size()));
}

void add_register(const registers::Source& source, std::string_view name, Context& out) {
  if (const registers::Register* found = source.find(name)) out.set(std::string(name), registers::to_value(*found));
}

const base::List& rows(const Value& list) {
  static const base::List none;
  return list.is_list() ? list.as_list() : none;
}

/// What a city or county has narrowed (R55): who did it by name, not by account.
void add_local_settings(const registers::Source& source, const Value& code, Context& out) {
  const registers::Register* found = source.find(registers::local_register(code.string_or("")));
  if (!found) return;
  registers::Register open = *found;
  for (registers::Version& version : open.versions) {
    for (Value& record : version.records) {
      Context named = record.as_context();
      named.erase("by");
      record = Value(std::move(named));
    }
  }
  out.set(open.name, registers::to_value(open));
}

void add_places(const registers::Source& source, Context& out) {
  for (const Value& region : registers::records_on(source, "region", std::nullopt)) {
    for (const Value& city : rows(region.get("cities"))) {
      add_local_settings(source, city.get("code"), out);
      for (const Value& county : rows(city.get("counties"))) add_local_settings(source, county.get("code"), out);
    }
  }
}

std::string hash_of(const Value& bundle) {
  Context content = bundle.as_context();
  content.erase("hash");
  return base::sha256(base::canonical_json(Value(std::move(content)))).hex();
}

}  // namespace

std::span<const std::string_view> public_registers() { return public_names; }

base::Result<Value> make_bundle(std::span<const WorkflowFile> files, const registers::Source& source) {
  Context rules, forms, registers;
  for (const WorkflowFile& file : files) {
    const std::string_view rule = rule_name_of(file.path);
    if (!rule.empty()) rules.set(std::string(rule), Value(file.text));
    if (!file.path.ends_with(form_end)) continue;
    ZHUNRU_TRY(schema, base::parse_json(file.text));
    forms.set(form_name_of(file.path), std::move(schema));
  }
  for (const std::string_view name : public_names) add_register(source, name, registers);
  for (const Value& list : registers::records_on(source, "lists", std::nullopt)) {
    add_register(source, list.get("register").string_or(""), registers);
  }
  add_places(source, registers);
  Context bundle{{"rules", Value(std::move(rules))}, {"forms", Value(std::move(forms))}, {"registers", Value(std::move(registers))}};
  bundle.set("hash", Value(hash_of(Value(bundle))));
  return Value(std::move(bundle));
}

base::Result<Bundle> read_bundle(const Value& value) {
  Bundle bundle;
  for (const char* part : {"rules", "forms", "registers"}) {
    if (!value.get(part).is_context()) {
      return base::make_error("bundle", "规则包缺少 " + std::string(part), "the bundle lacks " + std::string(part), part);
    }
  }
  bundle.hash = value.get("hash").string_or("");
  if (bundle.hash != hash_of(value)) {
    return base::make_error("bundle-hash", "规则包与其摘要不符,请重新下载。", "the bundle does not fit its hash; fetch it again");
  }
  std::vector<std::string> paths;
  std::vector<WorkflowFile> files;
  paths.reserve(value.get("rules").size());
  for (const auto& [name, text] : value.get("rules").as_context()) {
    if (!text.is_string()) return base::make_error("bundle", "规则应是文字", "a rule is text", name);
    paths.push_back("rules/" + name + ".dmn");
    files.push_back({paths.back(), text.as_string()});
  }
  ZHUNRU_TRY(tables, Tables::load(files));
  bundle.tables = std::move(tables);
  for (const auto& [name, schema] : value.get("forms").as_context()) {
    ZHUNRU_TRY(form, form::parse(schema));
    bundle.forms.emplace(name, std::move(form));
  }
  for (const auto& [name, content] : value.get("registers").as_context()) {
    ZHUNRU_TRY(reg, registers::from_value(content));
    bundle.registers.put(std::move(reg));
  }
  return bundle;
}

}  // namespace zhunru::rule
