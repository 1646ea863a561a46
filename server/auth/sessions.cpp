#include "server/auth/sessions.hpp"

#include "server/auth/password.hpp"

namespace zhunru::server::auth {

Sessions::Sessions(vault::Vault& vault) : vault_(vault) {
  for (auto& session : vault.sessions()) live_.emplace(session.hash, session);
}

std::optional<Sessions::Live> Sessions::find(std::string_view token, std::int64_t now_ms) {
  if (token.empty() || token.size() > 128) return std::nullopt;
  const std::string hash = token_hash(token);
  const std::lock_guard lock(mutex_);
  const auto found = live_.find(hash);
  if (found == live_.end()) return std::nullopt;
  vault::StoredSession& session = found->second;
  if (now_ms - session.seen_ms > idle_ms || now_ms - session.created_ms > longest_ms) {
    live_.erase(found);
    (void)vault_.drop_session(hash);
    return std::nullopt;
  }
  // Written through at most every ten minutes; losing it in a crash only shortens the session.
  if (now_ms - session.seen_ms > 600'000) {
    session.seen_ms = now_ms;
    (void)vault_.put_session(session);
  }
  return Live{session.account, hash};
}

base::Result<std::string> Sessions::open(std::string_view account, std::string_view agent, std::string_view address,
                                         std::int64_t now_ms) {
  std::string token = random_token();
  vault::StoredSession session{token_hash(token), std::string(account), now_ms, now_ms, std::string(agent.substr(0, 200)),
                               std::string(address)};
  ZHUNRU_TRY_VOID(vault_.put_session(session));
  const std::lock_guard lock(mutex_);
  live_.emplace(session.hash, session);
  return token;
}

base::Result<void> Sessions::close(std::string_view hash) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = live_.find(hash); found != live_.end()) live_.erase(found);
    std::erase_if(tickets_, [&](const auto& entry) { return entry.second.session == hash; });
  }
  return vault_.drop_session(hash);
}

base::Result<std::vector<std::string>> Sessions::close_all_of(std::string_view account) {
  std::vector<std::string> gone;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [hash, session] : live_) {
      if (session.account == account) gone.push_back(hash);
    }
    for (const auto& hash : gone) live_.erase(hash);
  }
  ZHUNRU_TRY_VOID(vault_.drop_sessions_of(account));
  return gone;
}

std::vector<vault::StoredSession> Sessions::of(std::string_view account) {
  const std::lock_guard lock(mutex_);
  std::vector<vault::StoredSession> out;
  for (const auto& [hash, session] : live_) {
    if (session.account == account) out.push_back(session);
  }
  return out;
}

std::string Sessions::make_ticket(std::string_view session_hash, std::int64_t now_ms) {
  std::string ticket = random_token(24);
  const std::lock_guard lock(mutex_);
  std::erase_if(tickets_, [&](const auto& entry) { return entry.second.until_ms < now_ms; });
  tickets_[token_hash(ticket)] = Ticket{std::string(session_hash), now_ms + ticket_ms};
  return ticket;
}

bool Sessions::use_ticket(std::string_view ticket, std::string_view session_hash, std::int64_t now_ms) {
  const std::string hash = token_hash(ticket);
  const std::lock_guard lock(mutex_);
  const auto found = tickets_.find(hash);
  if (found == tickets_.end()) return false;
  const bool good = found->second.session == session_hash && found->second.until_ms >= now_ms;
  tickets_.erase(found);
  return good;
}

}  // namespace zhunru::server::auth
