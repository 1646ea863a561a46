// What a person is told, how it leaves this server, and what became of it. Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/state/case_parts.hpp"

namespace zhunru::server::notify {

/// A notice before it is known whose accounts it concerns.
struct Draft {
  std::string key;           ///< "<seq>.<index>": the same event makes the same notice once
  std::string kind;          ///< task, urge, remind, overdue, document, ended
  std::string title, title_en, text, text_en;
  std::string case_id, task_id, document_id;
  std::string account;       ///< one person, or "" and then:
  state::Assignee assignee;  ///< everybody who may act
  std::string except;        ///< who did it: needs no telling
  std::vector<std::pair<std::string, std::string>> covered{};  ///< absent person and substitute (代理): the latter is told too
};

struct Notice {
  std::int64_t id = 0;
  std::string account, kind, title, title_en, text, text_en, case_id, task_id, document_id;
  std::int64_t at_ms = 0;
  bool read = false;
};

/// queued: will be sent, or tried again. sending: under way. handed_over: the next server has taken it; whether a person has seen it
/// nobody knows. refused: the next server said no, or every try failed. unknown: it broke off after the content had been sent.
enum class Delivery { queued, sending, handed_over, refused, unknown };

std::string_view to_string(Delivery state);
Delivery delivery_of(std::string_view text);

struct DeliveryState {
  std::string channel;  ///< mail or webhook
  Delivery state = Delivery::queued;
  std::string detail;   ///< answer of the other side
  int tries = 0;
  std::int64_t due_ms = 0, updated_ms = 0;
};

/// A person's own choice.
struct Preferences {
  std::string mail;             ///< address; "" = no mail
  bool webhook = true;          ///< office messenger, where the installation has one
  int quiet_from = 22 * 60;     ///< minutes of the Shanghai day; equal to quiet_to = never quiet
  int quiet_to = 7 * 60;
  bool daily = false;           ///< one digest a day instead of one message for each notice
  int digest_at = 8 * 60;
};

/// One message as it goes out: one notice, or several in a digest.
struct Message {
  std::string id;       ///< stays the same over tries, so that the other side can drop repetitions
  std::string channel, account, address;
  std::vector<Notice> notices;
  int tries = 0;
};

/// When a notice of `now` may leave: after the quiet hours, or at the next digest.
std::int64_t due_of(const Preferences& preferences, std::int64_t now_ms);
/// Until the next try: 5 s, 10 s, … at most 6 h.
std::int64_t back_off_ms(int tries);

}  // namespace zhunru::server::notify
