#include "server/runtime/log_record.hpp"

#include <set>
#include <type_traits>

namespace zhunru::server::runtime {

namespace {

void touch(const event::Event& event, std::set<std::string>& keys) {
  std::visit(
      [&](const auto& e) {
        using T = std::decay_t<decltype(e)>;
        if constexpr (requires { e.case_id; }) {
          if (!e.case_id.empty()) keys.insert("case:" + e.case_id);
        }
        if constexpr (requires { e.document.case_id; }) {
          keys.insert("document:" + e.document.id);
          keys.insert("case:" + e.document.case_id);
        }
        if constexpr (std::is_same_v<T, poll::PollOpened>) {
          keys.insert("poll:" + e.poll.id);
          keys.insert("case:" + e.poll.case_id);
        } else if constexpr (requires { { e.poll } -> std::convertible_to<std::string>; }) {
          keys.insert("poll:" + e.poll);
        }
        // Whose it is stays here: everybody may listen.
        if constexpr (std::is_same_v<T, event::AbsenceSet> || std::is_same_v<T, event::AbsenceEnded>) keys.insert("absences");
        if constexpr (std::is_same_v<T, event::RegisterVersionWritten>) keys.insert("register:" + e.register_name);
      },
      event);
}

}  // namespace

std::string encode_record(const LogRecord& record) { return codec::encode(record); }

base::Result<LogRecord> decode_record(std::string_view bytes) { return codec::decode<LogRecord>(bytes); }

std::vector<std::string> touched(const std::vector<event::Event>& events) {
  std::set<std::string> keys;
  for (const auto& event : events) touch(event, keys);
  return {keys.begin(), keys.end()};
}

bool is_secret_step(const std::vector<event::Event>& events) {
  for (const auto& event : events) {
    if (std::holds_alternative<poll::VoiceRecorded>(event) || std::holds_alternative<poll::VoiceConfirmed>(event)) return true;
  }
  return false;
}

}  // namespace zhunru::server::runtime
