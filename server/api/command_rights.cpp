#include "server/api/command_rights.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace zhunru::server::api {

base::Result<auth::Right> right_for(std::string_view type) {
  using auth::Right;
  static constexpr std::array<std::pair<std::string_view, Right>, 22> table{{
      {"StartCase", Right::send_commands},
      {"CompleteTask", Right::send_commands},
      {"ClaimTask", Right::send_commands},
      {"ReleaseTask", Right::send_commands},
      {"CorrelateMessage", Right::send_commands},
      {"UrgeTask", Right::send_commands},
      {"DropSigner", Right::send_commands},
      {"AddSigner", Right::send_commands},
      {"SendBack", Right::send_commands},
      {"TakeBack", Right::send_commands},
      {"Transfer", Right::send_commands},
      {"Delegate", Right::send_commands},
      {"StopClock", Right::send_commands},
      {"ResumeClock", Right::send_commands},
      {"BroadcastSignal", Right::send_commands},
      {"ModifyRegister", Right::send_commands},
      {"DeployResource", Right::administer_templates},
      {"PutRegister", Right::administer_templates},
      {"ResolveIncident", Right::administer_templates},
      {"CancelCase", Right::administer_templates},
      {"ModifyCase", Right::administer_templates},
      {"SetVariables", Right::administer_templates},
  }};
  for (const auto& [name, right] : table) {
    if (name == type) return right;
  }
  return base::make_error("unknown-command", "没有这种操作:" + std::string(type), "There is no such command: " + std::string(type), "type");
}

bool is_reserved_message(std::string_view name) {
  return name == "answer" || name == "answer_late" || name == "confirm_voice" || name == "invite";
}

bool is_open_register(std::string_view name) {
  static constexpr std::array<std::string_view, 7> open{"complaints", "fund_ledger", "migrations", "providers", "purchases", "station_menu", "systems"};
  return std::find(open.begin(), open.end(), name) != open.end();
}

}  // namespace zhunru::server::api
