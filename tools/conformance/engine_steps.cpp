// Format engine-steps/1: deploy files, then runs of steps (start, complete, message, signal, time) with expectations.
#include <algorithm>
#include <map>

#include "engine/base/json.hpp"
#include "engine/decide/cycle.hpp"
#include "engine/state/library.hpp"
#include "tools/conformance/engine_host.hpp"
#include "tools/conformance/formats.hpp"

namespace zhunru::conformance {
namespace {

struct OpenTask {
  std::string id, element, name, case_id;
  std::uint32_t version = 0;
  state::Assignee assignee;
  bool assigned = false;  ///< to a person, not only to candidates
};

/// One run: an engine and what the last step said.
class Steps {
 public:
  Steps() : host_(engine::Options{}) {}

  /// Error text when the step or its expectation failed.
  std::string step(const base::Value& step);
  std::string deploy(const std::string& name, const std::string& text) {
    return send(command::DeployResource{"process", name, text}, command::Actor::system());
  }
  /// What went wrong in the last step and was not expected yet.
  const std::string& failure() const { return failure_; }

 private:
  std::string send(command::CommandBody body, command::Actor actor);
  std::vector<OpenTask> open_tasks() const;
  std::vector<OpenTask> named(const std::string& name) const;
  std::string complete(const OpenTask& task, const base::Value& vars);
  std::string expect_open(const base::Value& counts, bool exactly) const;
  std::string start(const base::Value& step);
  std::string message(const std::string& name);
  std::int64_t pending_timers() const;
  std::int64_t running_instances() const;
  std::string run_command(const std::string& word, const base::Value& argument, const base::Value& step);
  std::string check(const std::string& word, const base::Value& argument) const;

  EngineHost host_;
  std::string last_case_;
  std::string failure_;  ///< code of the refusal or incident of the last step
};

std::string Steps::send(command::CommandBody body, command::Actor actor) {
  const std::size_t before = host_.log().size();
  auto reply = host_.send(std::move(body), std::move(actor));
  host_.settle();
  if (!reply) {
    failure_ = reply.error().code;
    return {};
  }
  if (const base::Value& started = reply->get("case_id"); started.is_string() && !started.as_string().empty())
    last_case_ = started.as_string();
  for (std::size_t i = before; i < host_.log().size(); ++i)
    if (const auto* raised = std::get_if<event::IncidentRaised>(&host_.log()[i])) failure_ = raised->incident.code;
  return {};
}

std::vector<OpenTask> Steps::open_tasks() const {
  std::vector<OpenTask> tasks;
  host_.state().cases.for_each([&](const std::string& case_id, const state::Case& c) {
    for (const auto& [number, task] : c.tasks) {
      const state::Token& token = *c.find_token(task.token);
      const state::Program* program = host_.state().library->find(c.find_scope(token.scope)->version);
      const model::Node& node = program->definitions->node(*program->definitions->find_node(task.element));
      tasks.push_back({task.id, task.element, node.name, case_id, token.version, task.assignee,
                       !node.ext.assignment.person.empty()});
    }
  });
  return tasks;
}

std::vector<OpenTask> Steps::named(const std::string& name) const {
  std::vector<OpenTask> found;
  for (OpenTask& task : open_tasks())
    if (task.name == name || task.element == name) found.push_back(std::move(task));
  return found;
}

std::string Steps::complete(const OpenTask& task, const base::Value& vars) {
  if (vars.is_context()) send(command::SetVariables{task.case_id, vars}, command::Actor::system());
  command::Actor actor;
  actor.account = task.assignee.persons.empty() ? "tester" : task.assignee.persons.front();
  actor.seats.push_back({task.assignee.roles.empty() ? "tester" : task.assignee.roles.front(), task.assignee.body,
                         task.assignee.community, ""});
  command::CompleteTask complete;
  complete.task = task.id;
  complete.token_version = task.version;
  for (const OpenTask& now : open_tasks())
    if (now.id == task.id) complete.token_version = now.version;
  return send(std::move(complete), std::move(actor));
}

std::string Steps::expect_open(const base::Value& counts, bool exactly) const {
  std::size_t wanted = 0;
  for (const auto& [name, count] : counts.as_context()) {
    const std::size_t seen = named(name).size();
    wanted += static_cast<std::size_t>(count.int64_or(0));
    if (static_cast<std::int64_t>(seen) != count.int64_or(-1)) return name + " is open " + std::to_string(seen) + " times";
  }
  if (exactly && open_tasks().size() != wanted) return std::to_string(open_tasks().size()) + " tasks are open";
  return {};
}

std::string Steps::start(const base::Value& step) {
  command::StartCase start;
  start.process = step.get("start").as_string();
  start.variables = step.get("vars");
  return send(std::move(start), command::Actor::system());
}

std::string Steps::message(const std::string& name) {
  std::string key;
  host_.state().cases.for_each([&](const std::string&, const state::Case& c) {
    for (const auto& [id, s] : c.subscriptions)
      if (s.kind == state::SubscriptionKind::message && s.name == name) key = s.key;
  });
  return send(command::CorrelateMessage{name, key, {}}, command::Actor::system());
}

std::int64_t Steps::pending_timers() const {
  std::int64_t count = 0;
  host_.state().cases.for_each(
      [&](const std::string&, const state::Case& c) { count += static_cast<std::int64_t>(c.timers.size()); });
  host_.state().resources.for_each(
      [&](const std::string&, const state::Resource& r) { count += static_cast<std::int64_t>(r.timers.size()); });
  return count;
}

std::int64_t Steps::running_instances() const {
  std::int64_t count = 0;
  host_.state().cases.for_each([&](const std::string&, const state::Case& c) {
    for (const auto& [id, scope] : c.scopes) count += scope.kind == state::ScopeKind::process ? 1 : 0;
  });
  return count;
}

std::string Steps::run_command(const std::string& word, const base::Value& argument, const base::Value& step) {
  failure_.clear();
  if (word == "start") return start(step);
  if (word == "complete") {
    for (std::int64_t n = 0; n < step.get("times").int64_or(1); ++n) {
      const auto tasks = named(argument.as_string());
      if (tasks.empty()) return argument.as_string() + " is not open";
      complete(tasks.front(), step.get("vars"));
    }
    return {};
  }
  if (word == "complete_any") {
    for (std::int64_t n = 0; n < argument.int64_or(1); ++n) {
      const auto tasks = open_tasks();
      if (tasks.empty()) return "no task is open";
      complete(tasks.front(), step.get("vars"));
    }
    return {};
  }
  if (word == "complete_all") {
    for (const OpenTask& task : open_tasks()) {
      const auto now = open_tasks();
      if (std::any_of(now.begin(), now.end(), [&](const OpenTask& other) { return other.id == task.id; })) complete(task, step.get("vars"));
    }
    return {};
  }
  if (word == "set_vars") return send(command::SetVariables{last_case_, argument}, command::Actor::system());
  if (word == "signal") return send(command::BroadcastSignal{argument.as_string(), {}}, command::Actor::system());
  if (word == "message") return message(argument.as_string());
  if (word == "cancel_instance") return send(command::CancelCase{last_case_, "conformance"}, command::Actor::system());
  if (word == "fire_timers") {
    if (const auto due = engine::next_due(host_.state())) host_.advance_to(*due);
    return {};
  }
  if (word == "advance") {
    const auto until = decide::add_duration(host_.now(), argument.as_string());
    if (!until) return "not a duration: " + argument.as_string();
    host_.advance_to(*until);
    return {};
  }
  return "unknown step " + word;
}

std::string Steps::check(const std::string& word, const base::Value& argument) const {
  if (word == "open_tasks") return expect_open(argument, true);
  if (word == "open_count") return expect_open(argument, false);
  const auto number = [&](std::int64_t seen) {
    return seen == argument.int64_or(-1) ? std::string{} : "seen " + std::to_string(seen);
  };
  if (word == "open_task_count") return number(static_cast<std::int64_t>(open_tasks().size()));
  if (word == "pending_timers") return number(pending_timers());
  if (word == "running_instances") return number(running_instances());
  if (word == "not_open") return named(argument.as_string()).empty() ? "" : argument.as_string() + " is open";
  if (word == "open_assignees") {
    std::vector<std::string> wanted, seen;
    for (const base::Value& person : argument.as_list()) wanted.push_back(person.as_string());
    for (const OpenTask& task : open_tasks())
      if (task.assigned && !task.assignee.persons.empty()) seen.push_back(task.assignee.persons.front());
    std::sort(wanted.begin(), wanted.end());
    std::sort(seen.begin(), seen.end());
    return wanted == seen ? "" : "other assignees are open";
  }
  if (word == "ended") {
    const state::Case* c = host_.state().cases.find(last_case_);
    const bool ended = c && c->ended;
    return ended == argument.boolean_or(true) ? "" : (ended ? "it has ended" : "it has not ended");
  }
  return "unknown expectation " + word;
}

std::string Steps::step(const base::Value& step) {
  static const std::vector<std::string> commands{"start",  "complete",        "complete_any", "complete_all", "set_vars",
                                                 "signal", "message",         "fire_timers",  "advance",      "cancel_instance"};
  const std::string& word = step.as_context().begin()->first;
  const base::Value& argument = step.as_context().begin()->second;
  if (word == "expect_error") {
    const std::string seen = std::exchange(failure_, "");
    return seen == argument.as_string() ? "" : "seen " + (seen.empty() ? "no error" : seen);
  }
  if (!failure_.empty()) return "the step before failed: " + failure_;
  if (std::find(commands.begin(), commands.end(), word) != commands.end()) return run_command(word, argument, step);
  return check(word, argument);
}

std::string run_steps(const std::vector<std::pair<std::string, std::string>>& files, const base::Value& steps) {
  Steps run;
  for (const auto& [name, text] : files) {
    run.deploy(name, text);
    if (!run.failure().empty()) return name + " is refused: " + run.failure();
  }
  std::int64_t number = 0;
  for (const base::Value& step : steps.as_list()) {
    ++number;
    if (const std::string problem = run.step(step); !problem.empty())
      return "step " + std::to_string(number) + " " + base::to_json(step) + ": " + problem;
  }
  return run.failure().empty() ? "" : "the last step failed: " + run.failure();
}

}  // namespace

base::Result<void> run_engine_steps(const CaseFile& file, Report& report) {
  for (const base::Value& test : file.json.get("tests").as_list()) {
    std::vector<std::pair<std::string, std::string>> files;
    for (const base::Value& name : test.get("files").as_list()) {
      ZHUNRU_TRY(text, read_file(file.folder + name.as_string()));
      files.emplace_back("f" + std::to_string(files.size()), text);
    }
    std::int64_t number = 0;
    for (const base::Value& steps : test.get("runs").as_list()) {
      const std::string id = test.get("id").as_string() + "/" + std::to_string(++number);
      if (!report.wants(id)) continue;
      const std::string problem = run_steps(files, steps);
      report.add({"engine-steps", test.get("category").as_string(), id, problem.empty(), "every step holds", problem, false});
    }
  }
  return {};
}

}  // namespace zhunru::conformance
