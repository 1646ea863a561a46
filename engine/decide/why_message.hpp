// "Why did this message (not) find anybody?" for a name and key, as the engine would judge it now, and for every message that
// waits in the buffer. It reads only: what it says is what deliver_message (throw.hpp) does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/state/state.hpp"

namespace zhunru::decide {

enum class MessageFate : std::uint8_t {
  taken,            ///< one step waits for exactly this
  first_of_several, ///< several wait for exactly this: the oldest case takes it, the others go on waiting
  starts,           ///< nobody waits for it; a process begins with it
  key_differs,      ///< steps wait for this name, but for other keys
  nobody            ///< no step waits for a message of this name
};

/// A step that waits for a message of this name.
struct MessageWaiter {
  std::string case_id;
  std::string element, element_name;
  std::string key;           ///< that it wants
  bool key_fits = false;
  bool takes = false;        ///< this one would get the message
  state::Assignee senders;   ///< who may send it; empty = anybody who may send commands
};

struct MessageReason {
  MessageFate fate = MessageFate::nobody;
  std::string message, key;
  std::vector<MessageWaiter> waiters;        ///< of this name, those whose key fits first
  std::vector<std::string> starts;           ///< processes that begin with it
  std::optional<state::BufferedMessage> buffered;  ///< the message in question, when it waits in the buffer
  std::string text, text_en;                 ///< one sentence: what happens and why
};

/// Waiters listed at most; the sentence counts all.
inline constexpr std::size_t waiters_told = 50;

MessageReason why_message(const state::State& state, std::string_view message, std::string_view key);
/// One for each message in the buffer, oldest first, at most `limit`.
std::vector<MessageReason> why_buffered(const state::State& state, std::size_t limit);

}  // namespace zhunru::decide
