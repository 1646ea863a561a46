#include "workflows/scenario/world.hpp"

#include <algorithm>

#include "engine/calendar/calendar.hpp"
#include "engine/codec/archive.hpp"
#include "engine/operation/operation.hpp"
#include "engine/register/source.hpp"
#include "engine/rule/workflow_files.hpp"

namespace zhunru::scenario {
namespace {

using base::Result;

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// Kind and name of the resource a file holds; the kind is "" for other files.
std::pair<std::string, std::string> resource_of(std::string_view path) {
  const std::string_view file = file_name(path);
  const auto named = [&](std::string_view ending) { return std::string(file.substr(0, file.size() - ending.size())); };
  if (file.ends_with(".form.json")) return {"form", named(".form.json")};
  if (file.ends_with(".document.json")) return {"document", named(".document.json")};
  if (file.ends_with(".dmn")) return {"rule", named(".dmn")};
  if (file == "process.bpmn") return {"process", std::string(path.substr(0, path.find('-')))};
  return {};
}

Result<void> put_registers(World& world, const registers::Register& reg) {
  for (const registers::Version& version : reg.versions) {
    command::PutRegister put;
    put.register_name = reg.name;
    put.version = version.version;
    put.effective = base::to_string(version.effective);
    put.reason = version.reason;
    put.clause = version.clause;
    put.records = base::Value(version.records);
    ZHUNRU_TRY_VOID(world.send(command::Actor::system(), std::move(put)));
  }
  return {};
}

std::string bytes_of(const std::vector<event::Event>& events) {
  std::string bytes;
  codec::Writer writer(bytes);
  for (const event::Event& event : events) writer(event);
  return bytes;
}

}  // namespace

Result<World> World::fresh() {
  operation::register_all();
  World world;
  world.now = *base::parse_instant("2026-11-23T01:00:00.000Z");
  const auto files = rule::embedded_workflow_files();
  ZHUNRU_TRY(registers, rule::load_registers(files, "demo"));
  for (const auto& [name, reg] : registers.all()) ZHUNRU_TRY_VOID(put_registers(world, reg));
  // Processes come last: they name forms and rules.
  for (const bool processes : {false, true}) {
    for (const rule::WorkflowFile& file : files) {
      auto [kind, name] = resource_of(file.path);
      if (kind.empty() || (kind == "process") != processes) continue;
      ZHUNRU_TRY_VOID(world.send(command::Actor::system(), command::DeployResource{kind, name, std::string(file.text)}));
    }
  }
  world.seeded_ = world.log.size();
  return world;
}

Result<engine::Decision> World::send(const command::Actor& actor, command::CommandBody body) {
  command::Command command{"s" + std::to_string(++commands_), now, actor, std::move(body)};
  Result<engine::Decision> decision = engine::decide(state, command);
  if (!decision) return decision;
  for (const event::Event& event : decision->events) engine::evolve(state, event);
  log.push_back({std::move(command), decision->events});
  return decision;
}

Result<void> World::advance(base::Instant to) {
  for (int rounds = 0; rounds < 100'000; ++rounds) {
    const std::optional<base::Instant> due = engine::next_due(state);
    if (!due || *due > to) {
      if (now < to) now = to;
      return {};
    }
    if (now < *due) now = *due;
    const std::vector<std::string> cases = engine::due_cases(state, now, 100);
    if (cases.empty()) return base::make_error("clock", "有到期时间却没有案件", "something is due but no case says so");
    for (const std::string& id : cases) ZHUNRU_TRY_VOID(send(command::Actor::system(), command::FireTimers{id}));
  }
  return base::make_error("clock", "计时器没有尽头", "timers fire without end");
}

Result<base::Instant> World::after_working_days(std::int64_t n) const {
  ZHUNRU_TRY(calendars, calendar::Calendars::from_records(registers::records_on(state, "calendars", std::nullopt)));
  // The regional layer where there is one, as the engine does.
  std::string family;
  for (const base::Value& record : registers::records_on(state, "calendars", std::nullopt)) {
    const bool special = !record.get("extends").string_or("").empty();
    if (family.empty() || special) family = std::string(calendar::family_of(record.get("id").string_or("")));
    if (special) break;
  }
  const base::Date today = base::shanghai_date(now);
  const auto last = calendars.add_working_days(today, n, family);
  const auto next = last ? calendars.add_working_days(*last, 1, family) : std::nullopt;
  if (!next) return base::make_error("clock", "没有日历", "no calendar for that day");
  return base::Instant{base::start_of_day(*next).ms + 9 * 3'600'000};
}

std::optional<command::Actor> World::actor(std::string_view account) const {
  command::Actor actor;
  actor.account = std::string(account);
  if (account == "system") return command::Actor::system();
  if (account == "link") {
    actor.seats.push_back({"link", "", "", ""});
    return actor;
  }
  if (const std::size_t colon = account.find(':'); colon != std::string_view::npos) {
    const std::string place(account.substr(colon + 1));
    const bool community = place.size() == 12 && place.find_first_not_of("0123456789") == std::string::npos;
    actor.seats.push_back({std::string(account.substr(0, colon)), community ? "" : place, community ? place : "", ""});
    return actor;
  }
  for (const base::Value& persona : registers::records_on(state, "personas", std::nullopt)) {
    if (persona.get("id").string_or("") != account) continue;
    for (const base::Value& role : persona.get("roles").as_list())
      actor.seats.push_back({role.string_or(""), persona.get("body").string_or(""), persona.get("community").string_or(""),
                             persona.get("provider").string_or("")});
    return actor;
  }
  return std::nullopt;
}

std::string World::check_log() const {
  state::State again;
  for (std::size_t i = 0; i < log.size(); ++i) {
    if (i >= seeded_) {
      const auto decision = engine::decide(again, log[i].command);
      const std::string where = "command " + log[i].command.id + " (" + std::string(command::command_name(log[i].command.body)) + ")";
      if (!decision) return where + ": refused when decided again: " + base::describe(decision.error());
      if (bytes_of(decision->events) != bytes_of(log[i].events)) return where + ": other events when decided again";
    }
    for (const event::Event& event : log[i].events) engine::evolve(again, event);
  }
  if (engine::state_hash(again) != engine::state_hash(state)) return "replay from nothing gives another state hash";
  return {};
}

}  // namespace zhunru::scenario
