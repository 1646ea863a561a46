// /api/demo: the accounts and the clock of a demonstration. None of it exists in real use.
#include "engine/base/time.hpp"
#include "server/api/resources.hpp"
#include "server/api/strict.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"
#include "server/read_model/working_time.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::Value;

/// Cases fired by one request at most; the rest is reported, and pressing again goes on.
constexpr std::uint32_t most_fired = 5'000;

Refusal no_demo() {
  return refuse(404, "no_demo", "正式运行没有演示账号和演示时钟。", "There are no demo accounts and no demo clock in real use.");
}

Context clock_json(App& app) {
  const std::int64_t now = app.clock.now_ms();
  const auto due = engine::next_due(app.sequencer.state());
  Context out{{"now", read_model::moment(base::Instant{now})},
              {"utc", base::to_iso(base::Instant{now})},
              {"offset_ms", Value(app.clock.offset_ms())}};
  out.set("next_due", read_model::moment(due));
  return out;
}

}  // namespace

Answer get_demo_accounts(App& app, Call&) {
  if (!app.settings.demo) return no_demo();
  base::List list;
  for (const auto& account : app.vault.accounts()) {
    base::List roles;
    for (const auto& seat : account.seats) roles.push_back(Value(seat.role));
    const std::string body = account.seats.empty() ? std::string() : account.seats.front().body;
    const std::string community = account.seats.empty() ? std::string() : account.seats.front().community;
    std::string names, names_en;
    for (const auto& seat : account.seats) {
      const auto words = read_model::role_words(seat.role);
      names += (names.empty() ? "" : "、") + words.zh;
      names_en += (names_en.empty() ? "" : ", ") + words.en;
    }
    Context one{{"id", account.id}, {"label", account.label}, {"level", account.level}, {"roles", std::move(roles)},
                {"body", body}, {"community", community}};
    read_model::put_words(one, "roles_name", names, names_en);
    list.push_back(std::move(one));
  }
  return Value(Context{{"accounts", std::move(list)}, {"password", app.settings.demo_password}});
}

Answer get_demo_clock(App& app, Call&) {
  if (!app.settings.demo) return no_demo();
  return Value(clock_json(app));
}

Answer post_demo_clock(App& app, Call& call) {
  if (!app.settings.demo) return no_demo();
  auto body = read_body(call.request, {{"advance_ms", base::ValueKind::number, false},
                                       {"to", base::ValueKind::string, false},
                                       {"working_days", base::ValueKind::number, false}});
  if (auto* refusal = std::get_if<Refusal>(&body)) return *refusal;
  const Value& fields = std::get<Value>(body);
  const std::int64_t now = app.clock.now_ms();
  std::int64_t target = now;
  if (fields.get("advance_ms").is_number()) {
    target = now + fields.get("advance_ms").int64_or(0);
  } else if (fields.get("to").is_string()) {
    const auto to = base::parse_instant(fields.get("to").as_string());
    if (!to) return bad_field("to", "须为 ISO 时间。", "must be an ISO instant.");
    target = to->ms;
  } else if (fields.get("working_days").is_number()) {
    const std::int64_t days = fields.get("working_days").int64_or(0);
    if (days < 0 || days > 1000) return bad_field("working_days", "须在 0 到 1000 之间。", "must be from 0 to 1000.");
    const base::Date today = base::shanghai_date(base::Instant{now});
    const auto& state = app.sequencer.state();
    const auto end = read_model::calendars_of(state).add_working_days(today, days, read_model::calendar_of(state));
    if (!end) {
      return refuse(422, "no_calendar", "没有那一年的工作日历。", "There is no calendar of working days for that year.", "working_days");
    }
    // The same time of day, that many working days later.
    target = base::start_of_day(*end).ms + (now - base::start_of_day(today).ms);
  } else {
    return bad_field("to", "给出 advance_ms、to 或 working_days 之一。", "or advance_ms or working_days must be given.");
  }
  if (target < now) return refusal_of(base::make_error("clock_back", "时钟只能向前拨。", "The clock can only be moved forward.", "to"));
  const auto fired = app.sequencer.fire_due(target, most_fired);
  if (!fired) return refusal_of(fired.error());
  if (auto moved = app.clock.move_to(std::max(target, app.clock.now_ms())); !moved) return refusal_of(moved.error());
  if (auto kept = app.vault.put_fact("clock_offset_ms", std::to_string(app.clock.offset_ms())); !kept) return refusal_of(kept.error());
  app.hub.publish(call.monotonic_ms, "changed", "{\"changed\":[\"clock\"]}");
  Context out = clock_json(app);
  out.set("fired", Value(static_cast<std::int64_t>(*fired)));
  return Value(std::move(out));
}

}  // namespace zhunru::server::api
