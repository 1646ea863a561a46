#include "server/read_model/task_index.hpp"

#include <algorithm>

#include "engine/decide/standing.hpp"

namespace zhunru::server::read_model {

bool id_before(std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

bool works_on(const state::State& state, const command::Actor& actor, const state::Task& task, base::Instant now) {
  return static_cast<bool>(decide::standing_on(state, actor, task, now));
}

void TaskIndex::rebuild(const state::State& state) {
  entries_.clear();
  cases_by_key_.clear();
  cases_by_owner_.clear();
  state.cases.for_each([&](const std::string&, const state::Case& c) { add(c); });
}

void TaskIndex::update(const state::State& state, const std::vector<std::string>& case_ids) {
  for (const auto& id : case_ids) {
    drop(id);
    if (const state::Case* c = state.cases.find(id)) add(*c);
  }
}

void TaskIndex::drop(const std::string& case_id) {
  const auto found = entries_.find(case_id);
  if (found == entries_.end()) return;
  for (const auto& key : found->second.keys) cases_by_key_[key].erase(case_id);
  for (const auto& owner : found->second.owners) cases_by_owner_[owner].erase(case_id);
  entries_.erase(found);
}

void TaskIndex::add(const state::Case& c) {
  Entry entry;
  for (const auto& [id, task] : c.tasks) {
    for (const auto& role : task.assignee.roles) entry.keys.push_back("role " + role.substr(0, role.find(':')));
    for (const auto& person : task.assignee.persons) entry.keys.push_back("person " + person);
    if (task.assignee.roles.empty() && task.assignee.persons.empty()) entry.keys.push_back("any");
    if (!task.claimed_by.empty()) entry.keys.push_back("person " + task.claimed_by);
    if (!task.owner.empty()) entry.keys.push_back("person " + task.owner);
  }
  std::sort(entry.keys.begin(), entry.keys.end());
  entry.keys.erase(std::unique(entry.keys.begin(), entry.keys.end()), entry.keys.end());
  if (!c.account.empty()) entry.owners.push_back("account " + c.account);
  if (!c.seat.body.empty()) entry.owners.push_back("body " + c.seat.body);
  for (const auto& key : entry.keys) cases_by_key_[key].insert(c.id);
  for (const auto& owner : entry.owners) cases_by_owner_[owner].insert(c.id);
  entries_[c.id] = std::move(entry);
}

std::vector<std::string> TaskIndex::tasks_of(const state::State& state, const command::Actor& actor, base::Instant now) const {
  std::set<std::string, std::less<>> cases;
  const auto gather = [&](const std::string& key) {
    if (const auto found = cases_by_key_.find(key); found != cases_by_key_.end()) cases.insert(found->second.begin(), found->second.end());
  };
  gather("any");
  const auto gather_of = [&](const std::string& account, const std::vector<command::Seat>& seats) {
    gather("person " + account);
    for (const auto& seat : seats) gather("role " + seat.role.substr(0, seat.role.find(':')));
  };
  gather_of(actor.account, actor.seats);
  for (const state::Absence* absence : state::covered_by(state, actor.account, now)) gather_of(absence->account, absence->seats);
  std::vector<std::pair<std::int64_t, std::string>> found;
  for (const auto& id : cases) {
    const state::Case* c = state.cases.find(id);
    if (c == nullptr) continue;
    for (const auto& [number, task] : c->tasks) {
      if (!works_on(state, actor, task, now)) continue;
      found.emplace_back(task.since.ms, task.id);
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : id_before(a.second, b.second);
  });
  std::vector<std::string> out;
  for (auto& [since, id] : found) out.push_back(std::move(id));
  return out;
}

std::vector<std::string> TaskIndex::cases_of(const command::Actor& actor) const {
  std::set<std::string, std::less<>> cases;
  const auto gather = [&](const std::string& owner) {
    if (const auto found = cases_by_owner_.find(owner); found != cases_by_owner_.end()) cases.insert(found->second.begin(), found->second.end());
  };
  gather("account " + actor.account);
  for (const auto& seat : actor.seats) {
    if (!seat.body.empty()) gather("body " + seat.body);
  }
  std::vector<std::string> out(cases.begin(), cases.end());
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return id_before(b, a); });
  return out;
}

}  // namespace zhunru::server::read_model
