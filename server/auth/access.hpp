// Who may use which part of the server: one table, workflows/access/access.json (role -> rights). Deny by default: a right
// that the table does not give is refused, a role that it does not know has none, a right that no role has is an error.
// Which task or case a person may touch is decided by the engine from its state, not here.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/value.hpp"

namespace zhunru::server::auth {

/// What a route may demand. The words stand in the table; names here are the only ones that it may use.
enum class Right : std::uint8_t {
  see_public,        ///< lists, decisions, documents, ledger; also anonymous
  log_in,            ///< session resource
  answer_poll,       ///< invitation and poster links; also anonymous
  preview_rules,     ///< evaluate tables, engine bundle
  use_account,       ///< home, own tasks, drafts, stream, sessions
  see_cases,         ///< case projections (the engine still hides what the caller may not see)
  send_commands,     ///< commands about tasks and cases
  confirm_voices,    ///< poster voices of the own community, counter answers
  see_registers,     ///< registers that are not public
  administer_templates,  ///< deploy, registers, incidents
  administer_accounts,   ///< accounts, reset links, sessions of others
  demo,              ///< demo accounts and clock; only in demo mode
};

inline constexpr std::size_t right_count = 12;

std::string_view to_string(Right right);

class AccessTable {
 public:
  /// Reads the table; unknown rights and roles without a list are errors that name themselves.
  static base::Result<AccessTable> parse(const base::Value& json);

  /// Rights of one role; a role "expert:health" also has what "expert" has.
  bool allows(std::string_view role, Right right) const;
  std::vector<std::string> roles() const;
  /// Roles to which a holder of this one may invite a colleague of the own body or community; none unless the table says so.
  const std::set<std::string>& invites(std::string_view role) const;

 private:
  std::map<std::string, std::set<Right>, std::less<>> rights_;
  std::map<std::string, std::set<std::string>, std::less<>> invites_;
};

/// The role of somebody without an account, and the role that every account has.
inline constexpr std::string_view anonymous_role = "anonymous";
inline constexpr std::string_view account_role = "account";

}  // namespace zhunru::server::auth
