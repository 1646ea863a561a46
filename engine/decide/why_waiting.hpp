// "Why is this waiting, and who can move it?" for every token of a case, in a sentence in both languages. It reads only and
// guesses nothing: what it names is in the state and the model. Tokens whose activity holds others (sub-process, call, loop)
// say so; the ones inside are told on their own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/state/state.hpp"

namespace zhunru::decide {

enum class WaitKind : std::uint8_t { person, time, message, signal, condition, any_of, join, quantity, inner, called, loop, job, incident, deadlock, other };
/// "person", "time" …
std::string_view to_word(WaitKind kind);

/// Who or what moves the token on.
enum class Mover : std::uint8_t { person, time, sender, others, template_admin };
std::string_view to_word(Mover mover);

struct Wait {
  state::Id token = 0;
  std::string element, element_name;
  WaitKind kind = WaitKind::other;
  Mover mover = Mover::others;
  std::string text, text_en;              ///< why
  std::string task;                       ///< person: the task
  std::vector<state::Assignee> people;    ///< person, message: who may
  std::optional<base::Instant> until;     ///< time: when; person: when it is due
  std::string message, key;               ///< message, signal
  std::vector<std::string> missing;       ///< join: elements from which nothing has come yet
};

/// Of a running case, in the order of the tokens; empty for an ended or unknown one.
std::vector<Wait> why_waiting(const state::State& state, std::string_view case_id);

}  // namespace zhunru::decide
