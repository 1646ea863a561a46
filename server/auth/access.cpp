#include "server/auth/access.hpp"

#include <array>
#include <optional>

namespace zhunru::server::auth {

namespace {

constexpr std::array<std::string_view, right_count> names{
    "see_public",     "log_in",        "answer_poll",          "preview_rules",       "use_account", "see_cases",
    "send_commands",  "confirm_voices", "see_registers",       "administer_templates", "administer_accounts", "demo"};

std::optional<Right> right_of(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Right>(i);
  }
  return std::nullopt;
}

base::Error bad(std::string where) {
  return base::make_error("access-table", "权限表有误:" + where, "The access table is wrong: " + where, "access.json");
}

}  // namespace

std::string_view to_string(Right right) { return names[static_cast<std::size_t>(right)]; }

base::Result<AccessTable> AccessTable::parse(const base::Value& json) {
  if (!json.get("roles").is_context()) return bad("\"roles\" is missing");
  AccessTable table;
  std::set<Right> given;
  for (const auto& [role, rights] : json.get("roles").as_context()) {
    if (!rights.is_list()) return bad("roles." + role + " is not a list");
    auto& set = table.rights_[role];
    for (const base::Value& name : rights.as_list()) {
      const auto right = right_of(name.string_or(""));
      if (!right) return bad("roles." + role + ": unknown right " + name.string_or("?"));
      set.insert(*right);
      given.insert(*right);
    }
  }
  const base::Value& invites = json.get("invites");
  if (!invites.is_null() && !invites.is_context()) return bad("\"invites\" is no object");
  for (const auto& [role, to] : invites.is_context() ? invites.as_context() : base::Context{}) {
    if (!to.is_list()) return bad("invites." + role + " is not a list");
    for (const base::Value& one : to.as_list()) {
      const std::string name = one.string_or("");
      // Nobody makes an administrator, the host or a link by inviting them.
      if (!table.rights_.contains(role) || !table.rights_.contains(name) || name == "system" || name == "link" || table.allows(name, Right::administer_accounts))
        return bad("invites." + role + ": " + (name.empty() ? "?" : name));
      table.invites_[role].insert(name);
    }
  }
  if (!table.rights_.contains(anonymous_role)) return bad("role anonymous is missing");
  if (!table.rights_.contains(account_role)) return bad("role account is missing");
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!given.contains(static_cast<Right>(i))) return bad("nobody has the right " + std::string(names[i]));
  }
  return table;
}

bool AccessTable::allows(std::string_view role, Right right) const {
  if (const auto found = rights_.find(role); found != rights_.end() && found->second.contains(right)) return true;
  const std::size_t colon = role.find(':');
  return colon != std::string_view::npos && allows(role.substr(0, colon), right);
}

const std::set<std::string>& AccessTable::invites(std::string_view role) const {
  static const std::set<std::string> none;
  const auto found = invites_.find(role);
  return found == invites_.end() ? none : found->second;
}

std::vector<std::string> AccessTable::roles() const {
  std::vector<std::string> out;
  for (const auto& entry : rights_) out.push_back(entry.first);
  return out;
}

}  // namespace zhunru::server::auth
