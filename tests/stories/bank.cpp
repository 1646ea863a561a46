#include "tests/stories/bank.hpp"

#include <algorithm>
#include <filesystem>

#include "workflows/scenario/script.hpp"

namespace zhunru::test {
namespace {

std::vector<std::string> scenario_files() {
  std::vector<std::string> found;
  for (const auto& file : std::filesystem::recursive_directory_iterator("workflows")) {
    const std::filesystem::path& path = file.path();
    const std::string name = path.filename().string();
    if (path.parent_path().filename() == "scenarios" && name.ends_with(".json") && !name.starts_with("common")) found.push_back(path.generic_string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

void learn(Bank& bank, const scenario::Entry& entry) {
  if (const auto* done = std::get_if<command::CompleteTask>(&entry.command.body)) {
    for (const event::Event& event : entry.events)
      if (const auto* completed = std::get_if<event::TaskCompleted>(&event); completed && completed->task == done->task)
        bank.answers[completed->element].push_back({done->outcome, done->data, entry.command.at});
  } else if (const auto* message = std::get_if<command::CorrelateMessage>(&entry.command.body)) {
    auto& told = bank.messages[message->message];
    if (told.size() < 50) told.push_back({entry.command.actor, message->payload});
  } else if (const auto* signal = std::get_if<command::BroadcastSignal>(&entry.command.body)) {
    bank.signals[signal->signal].push_back({entry.command.actor, signal->payload});
  } else if (const auto* start = std::get_if<command::StartCase>(&entry.command.body)) {
    bank.starts.push_back({entry.command.actor, *start});
  }
}

}  // namespace

base::Value with_dates_moved(const base::Value& value, std::int64_t days) {
  if (value.is_list()) {
    base::List list;
    for (const base::Value& item : value.as_list()) list.push_back(with_dates_moved(item, days));
    return base::Value(std::move(list));
  }
  if (value.is_context()) {
    base::Context made;
    for (const auto& [name, item] : value.as_context()) made.set(name, with_dates_moved(item, days));
    return base::Value(std::move(made));
  }
  if (!value.is_string() || value.as_string().size() != 10) return value;
  const auto date = base::parse_date(value.as_string());
  return date ? base::Value(base::to_string(base::shanghai_date({base::start_of_day(*date).ms + days * 86'400'000 + 1}))) : value;
}

base::Result<Bank> make_bank() {
  ZHUNRU_TRY(fresh, scenario::World::fresh());
  Bank bank{std::move(fresh), {}, {}, {}, {}, {}, {}};
  const std::size_t seeded = bank.fresh.log.size();
  for (const std::string& path : scenario_files()) {
    ZHUNRU_TRY(read, scenario::read_scenario(path));
    scenario::World world = bank.fresh;
    scenario::Player player(read, world);
    ZHUNRU_TRY_VOID(player.play());
    std::vector<scenario::Entry> story(world.log.begin() + static_cast<std::ptrdiff_t>(seeded), world.log.end());
    for (const scenario::Entry& entry : story) learn(bank, entry);
    bank.names.push_back(path);
    bank.stories.push_back(std::move(story));
  }
  return bank;
}

}  // namespace zhunru::test
