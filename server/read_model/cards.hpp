// The small cards that lists are made of: one task that waits for somebody, one case. JSON as architecture.md §6 says.
#pragma once

#include <string>
#include <vector>

#include "engine/base/value.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::read_model {

/// What all cards of one answer share, looked up once.
struct Glance {
  const state::State& state;
  base::Instant now;
  calendar::Calendars calendars;
  std::string calendar;
  Glance(const state::State& of, base::Instant at);
};

base::Context task_card(const Glance& glance, const state::Case& c, const state::Task& task);
/// Sets `substitute_for` {account, who: the post} when the actor would do the task for somebody who is away (代理).
void put_standing(base::Context& card, const Glance& glance, const state::Task& task, const command::Actor& actor);
base::Context case_card(const Glance& glance, const state::Case& c);

/// {due, due_in_wd, overdue} of a moment; nulls when there is none.
void put_due(base::Context& card, const Glance& glance, const std::optional<base::Instant>& due, bool overdue);
/// `key` in Chinese and `key`_en in English (the Chinese again where there is none).
void put_words(base::Context& card, const std::string& key, const std::string& zh, const std::string& en);
/// Shanghai wall clock with its offset, "2026-11-23T16:00:00+08:00", or null.
base::Value moment(const std::optional<base::Instant>& at);

}  // namespace zhunru::server::read_model
