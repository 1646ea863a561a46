#include "server/read_model/words.hpp"

#include <array>


namespace zhunru::server::read_model {

namespace {

struct RoleWords {
  std::string_view role, zh, en;
};

constexpr std::array<RoleWords, 33> role_table{{
    {"applicant_clerk", "经办", "clerk of the unit"},
    {"applicant_head", "负责人", "head of the unit"},
    {"applicant_finance", "财务", "finance of the unit"},
    {"office_clerk", "办公室受理", "office, acceptance"},
    {"office_reviewer", "办公室审核", "office, review"},
    {"chair", "主持", "chair"},
    {"deputy_chair", "副主持", "deputy chair"},
    {"member", "成员单位", "member body"},
    {"member_dept", "成员部门", "member department"},
    {"legal_reviewer", "法制审核", "legal review"},
    {"finance_reviewer", "财政会审", "finance review"},
    {"data_reviewer", "数据审核", "data review"},
    {"rc_chair", "居委会主任", "committee chair"},
    {"station_clerk", "服务站窗口", "station clerk"},
    {"resident_rep", "居民代表", "residents' representative"},
    {"resident", "居民", "resident"},
    {"street_voice", "街道(乡镇)", "street office"},
    {"department_voice", "相关部门", "department"},
    {"social_org", "社会组织", "social organisation"},
    {"supervisory_committee", "居务监督委员会", "supervisory committee"},
    {"party_org", "党组织", "party organisation"},
    {"mass_org", "群团组织", "mass organisation"},
    {"third_party", "第三方机构", "third party"},
    {"expert", "专家", "expert"},
    {"system_owner", "系统主管", "system owner"},
    {"auditor", "监督审计", "auditor"},
    {"template_admin", "模板管理", "template administrator"},
    {"public", "公众", "public"},
    {"public_feed", "公众订阅", "public feed"},
    {"survey_body", "评估组织", "survey body"},
    {"link", "链接答复", "by link"},
    {"system", "系统", "system"},
    {"", "任何人", "anybody"},
}};

Words record_words(const state::State& state, std::string_view name, std::string_view key) {
  const registers::Register* found = state.find(name);
  const registers::Version* version = found != nullptr ? registers::latest(*found) : nullptr;
  const base::Value* record = version != nullptr ? registers::find_record(*version, key) : nullptr;
  if (record == nullptr) return {};
  const std::string zh = record->get("name").string_or("");
  return {zh, record->get("name_en").string_or(zh)};
}

}  // namespace

const state::Program* program_of(const state::State& state, const state::Scope& scope) {
  if (const state::Program* found = state.library->find(scope.version)) return found;
  const auto* resource = state.resource("process", scope.process, scope.version);
  if (resource == nullptr) return nullptr;
  const auto compiled = state.library->process(resource->text);
  return compiled ? compiled->get() : nullptr;
}

const model::Node* node_in(const state::State& state, std::string_view process, std::string_view version,
                           std::string_view element) {
  state::Scope scope;
  scope.process = std::string(process);
  scope.version = std::string(version);
  return node_of(state, scope, element);
}

const model::Node* node_of(const state::State& state, const state::Scope& scope, std::string_view element) {
  const state::Program* program = program_of(state, scope);
  if (program == nullptr) return nullptr;
  const auto index = program->definitions->find_node(element);
  return index ? &program->definitions->node(*index) : nullptr;
}

const model::Node* node_once_in(const state::State& state, const state::Case& c, state::Id scope_id, std::string_view element) {
  const state::Scope* scope = c.find_scope(scope_id);
  const model::Node* found = scope != nullptr ? node_of(state, *scope, element) : nullptr;
  if (found == nullptr) found = node_in(state, c.process, c.source_version, element);
  if (found != nullptr) return found;
  state.resources.for_each([&](const std::string&, const state::Resource& resource) {
    if (found != nullptr || resource.kind != "process" || resource.versions.empty()) return;
    found = node_in(state, resource.name, resource.versions.back().version, element);
  });
  return found;
}

Words node_words(const model::Node& node) {
  const std::string& zh = node.name.empty() ? node.id : node.name;
  return {zh, node.ext.name_en.empty() ? zh : node.ext.name_en};
}

Words guidance_of(const model::Node& node) {
  const std::size_t cut = node.documentation.find('\n');
  const std::string zh = node.documentation.substr(0, cut);
  return {zh, cut == std::string::npos ? zh : node.documentation.substr(cut + 1)};
}

Words process_words(const state::State& state, std::string_view process, std::string_view version) {
  state::Scope scope;
  scope.process = std::string(process);
  scope.version = std::string(version);
  const state::Program* program = program_of(state, scope);
  if (program != nullptr) {
    if (const auto index = program->definitions->find_process(process)) {
      const auto& found = program->definitions->process(*index);
      return {found.name, found.name_en.empty() ? found.name : found.name_en};
    }
  }
  return {std::string(process), std::string(process)};
}

Words role_words(std::string_view role) {
  const std::string_view plain = role.substr(0, role.find(':'));
  for (const auto& row : role_table) {
    if (row.role == plain) return {std::string(row.zh), std::string(row.en)};
  }
  return {std::string(role), std::string(role)};
}

base::Value all_role_words() {
  base::Context all;
  for (const auto& row : role_table) all.set(std::string(row.role), base::Value(base::Context{{"zh", row.zh}, {"en", row.en}}));
  return base::Value(std::move(all));
}

Words body_words(const state::State& state, std::string_view body) {
  if (body.empty()) return {};
  for (const char* name : {"bodies", "providers"}) {
    Words found = record_words(state, name, body);
    if (!found.zh.empty()) return found;
  }
  return {std::string(body), std::string(body)};
}

Words community_words(const state::State& state, std::string_view community) {
  if (community.empty()) return {};
  Words found = record_words(state, "communities", community);
  if (!found.zh.empty()) return found;
  return {std::string(community), std::string(community)};
}

Words seat_words(const state::State& state, const command::Seat& seat) {
  const Words role = role_words(seat.role);
  Words place = !seat.body.empty() ? body_words(state, seat.body) : community_words(state, seat.community);
  if (place.zh.empty()) place = body_words(state, seat.provider);
  if (place.zh.empty()) return role;
  return {place.zh + " " + role.zh, place.en + ", " + role.en};
}

Words substitution_words(const state::State& state, const state::Substitution& substitution) {
  const Words own = seat_words(state, substitution.own);
  const Words absent = seat_words(state, substitution.seat);
  return {own.zh + " 代 " + absent.zh, own.en + " for " + absent.en};
}

Words assignee_words(const state::State& state, const state::Assignee& assignee) {
  Words roles;
  for (const auto& role : assignee.roles) {
    const Words one = role_words(role);
    roles.zh += (roles.zh.empty() ? "" : "、") + one.zh;
    roles.en += (roles.en.empty() ? "" : " or ") + one.en;
  }
  Words place = !assignee.body.empty() ? body_words(state, assignee.body) : community_words(state, assignee.community);
  if (place.zh.empty()) return roles;
  if (roles.zh.empty()) return place;
  return {place.zh + " " + roles.zh, place.en + ", " + roles.en};
}

Words case_title(const state::State& state, const state::Case& c) {
  const base::Value variables(c.variables());
  for (const char* path : {"item.name", "title", "subject.title"}) {
    const base::Value& found = variables.at_path(path);
    if (found.is_string() && !found.as_string().empty()) {
      const std::string zh = found.as_string();
      const base::Value& english = variables.at_path(std::string(path) == "item.name" ? "item.name_en" : "title_en");
      return {zh, english.string_or(zh)};
    }
  }
  const Words process = process_words(state, c.process, c.source_version);
  return {process.zh + " · 未命名事项", process.en + " · item not named yet"};
}

}  // namespace zhunru::server::read_model
