#include "workflows/scenario/script.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/base/json.hpp"

namespace zhunru::scenario {
namespace {

using base::Context;
using base::List;
using base::Result;
using base::Value;

base::Error wrong(const std::string& what) { return base::make_error("scenario", what, what); }

/// Folder of a path, with the slash.
std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

Result<Value> read_json(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return wrong("cannot read " + path);
  std::stringstream text;
  text << file.rdbuf();
  auto json = base::parse_json(text.str());
  if (!json) return wrong(path + ": " + base::describe(json.error()));
  return json;
}

void merge(Context& into, const Value& more) {
  if (!more.is_context()) return;
  for (const auto& [name, value] : more.as_context()) into.set(name, value);
}

}  // namespace

Result<Scenario> read_scenario(const std::string& path) {
  ZHUNRU_TRY(json, read_json(path));
  Scenario made;
  made.path = path;
  made.id = json.get("id").string_or(path);
  made.name = json.get("name").string_or("");
  if (json.get("include").is_list()) {
    for (const Value& other : json.get("include").as_list()) {
      ZHUNRU_TRY(included, read_json(folder_of(path) + other.string_or("")));
      merge(made.lets, included.get("let"));
      merge(made.parts, included.get("parts"));
    }
  }
  merge(made.lets, json.get("let"));
  merge(made.parts, json.get("parts"));
  if (json.get("steps").is_list()) made.steps = json.get("steps").as_list();
  return made;
}

Value Player::expand(const Value& value, const Context& lets, int depth) const {
  if (depth > 32) return value;
  if (value.is_string() && value.as_string().starts_with("$")) {
    const std::string name = value.as_string().substr(1);
    if (const Value* let = lets.find(name)) return expand(*let, lets, depth + 1);
    if (name == "case") return Value(case_);
    if (name == "poll" && poll()) return Value(poll()->id);
    return value;
  }
  if (value.is_list()) {
    List list;
    for (const Value& item : value.as_list()) list.push_back(expand(item, lets, depth + 1));
    return Value(std::move(list));
  }
  if (!value.is_context()) return value;
  if (value.get("$variable").is_string()) return variable(value.get("$variable").as_string());
  Context made;
  if (value.get("$use").is_string()) {
    const Value base = expand(Value("$" + value.get("$use").as_string()), lets, depth + 1);
    if (base.is_context()) made = base.as_context();
    if (value.get("set").is_context())
      for (const auto& [path, item] : value.get("set").as_context()) made.set_path(path, expand(item, lets, depth + 1));
    return Value(std::move(made));
  }
  for (const auto& [name, item] : value.as_context()) made.set(name, expand(item, lets, depth + 1));
  return Value(std::move(made));
}

Result<void> Player::play() { return steps(scenario_.steps, scenario_.lets, scenario_.id, 0); }

Result<void> Player::steps(const List& list, const Context& lets, const std::string& where, int depth) {
  if (depth > 16) return wrong(where + ": parts play each other");
  std::size_t number = 0;
  for (const Value& one : list) {
    const std::string here = where + "/" + std::to_string(++number);
    auto done = step(one, lets, here, depth);
    if (!done) {
      base::Error error = done.error();
      if (error.where.empty() || error.code != "scenario-at") {
        error.message_en = here + " " + base::to_json(one).substr(0, 160) + "\n    " + error.message_en + " [" + error.code + "] " + error.where;
        error.code = "scenario-at";
        error.where = here;
      }
      return error;
    }
  }
  return {};
}

Result<void> Player::step(const Value& raw, const Context& lets, const std::string& where, int depth) {
  if (raw.get("play").is_string()) {
    const std::string name = raw.get("play").as_string();
    const Value* part = scenario_.parts.find(name);
    if (!part || !part->is_list()) return wrong("no part named " + name);
    Context inner = lets;
    merge(inner, expand(raw.get("with"), lets, 0));
    return steps(part->as_list(), inner, where + ":" + name, depth + 1);
  }
  const Value step = expand(raw, lets, 0);
  if (step.get("note").is_string()) return {};
  if (step.get("start").is_string()) return start(step);
  if (step.get("do").is_string()) return complete(step);
  if (step.get("message").is_string()) return message(step);
  if (step.get("signal").is_string()) return signal(step);
  if (step.get("away").is_string()) return away(step);
  if (step.get("modify").is_string()) return register_change(step);
  if (!step.get("clock").is_null()) return clock(step.get("clock"));
  if (!step.get("import").is_null()) return import(step.get("import"));
  if (!step.get("residents").is_null()) return residents(step.get("residents"));
  if (!step.get("institutions").is_null()) return institutions(step.get("institutions"));
  if (!step.get("committees").is_null()) return committees(step.get("committees"));
  if (!step.get("expect").is_null()) return expect(step.get("expect"));
  if (step.get("case").is_string()) {
    const std::string process = step.get("case").as_string();
    std::string found;
    std::uint64_t best = 0;
    world_.state.cases.for_each([&](const std::string& id, const state::Case& c) {
      const std::uint64_t number = std::stoull(id.substr(1));
      if ((c.process == process || c.case_no == process) && (!c.ended || step.get("ended").boolean_or(false)) && number >= best) found = id, best = number;
    });
    if (found.empty()) return wrong("no case of " + process);
    case_ = found;
    return {};
  }
  return wrong("a step that is not understood");
}

Result<const state::Case*> Player::current() const {
  const state::Case* found = world_.state.cases.find(case_);
  if (!found) return wrong("no case has been started");
  return found;
}

const poll::Poll* Player::poll() const {
  const poll::Poll* newest = nullptr;
  world_.state.polls.for_each([&](const std::string&, const poll::Poll& p) {
    if (p.case_id == case_ && (!newest || newest->opens <= p.opens)) newest = &p;
  });
  return newest;
}

Value Player::variable(const std::string& path) const {
  const state::Case* found = world_.state.cases.find(case_);
  if (!found) return {};
  const std::string name = path.substr(0, path.find('.'));
  const auto deeper = [&](const Value& value) {
    return name.size() == path.size() ? value : value.at_path(path.substr(name.size() + 1));
  };
  if (const Value* value = found->variables().find(name)) return deeper(*value);
  for (const auto& [id, scope] : found->scopes)
    if (const Value* value = scope.variables.find(name)) return deeper(*value);
  return {};
}

Result<command::Actor> Player::actor(const Value& step, const state::Task* task) const {
  if (step.get("as").is_string()) {
    const auto found = world_.actor(step.get("as").as_string());
    if (!found) return wrong("no such account: " + step.get("as").as_string());
    return *found;
  }
  if (!task) return wrong("who? (as)");
  // Whoever the task is for.
  command::Actor made;
  made.account = task->assignee.persons.empty() ? "auto" : task->assignee.persons.front();
  if (const auto known = task->assignee.persons.empty() ? std::nullopt : world_.actor(made.account)) return *known;
  made.seats.push_back({task->assignee.roles.empty() ? "" : task->assignee.roles.front(), task->assignee.body, task->assignee.community, ""});
  made.account += ":" + made.seats.back().role + ":" + made.seats.back().body + made.seats.back().community;
  return made;
}

Result<void> Player::send(const Value& step, const command::Actor& actor, command::CommandBody body) {
  auto decision = world_.send(actor, std::move(body));
  const Value& refused = step.get("refused");
  if (refused.is_null()) {
    if (!decision) return decision.error();
    return {};
  }
  if (decision) return wrong("was accepted, but should have been refused");
  const base::Error& error = decision.error();
  if (refused.get("code").is_string() && error.code != refused.get("code").as_string())
    return wrong("refused as " + base::describe(error) + " instead of " + refused.get("code").as_string());
  if (refused.get("clause").is_string() && error.where.find(refused.get("clause").as_string()) == std::string::npos)
    return wrong("the refusal does not name clause " + refused.get("clause").as_string() + ": " + base::describe(error));
  if (refused.get("says").is_string() && error.message.find(refused.get("says").as_string()) == std::string::npos)
    return wrong("the refusal does not say " + refused.get("says").as_string() + ": " + error.message);
  return {};
}

Result<void> Player::start(const Value& step) {
  ZHUNRU_TRY(who, actor(step, nullptr));
  const std::uint64_t before = world_.state.counters.cases;
  command::StartCase body{step.get("start").as_string(), step.get("variables")};
  ZHUNRU_TRY_VOID(send(step, who, std::move(body)));
  if (world_.state.counters.cases > before) case_ = "c" + std::to_string(before + 1);
  return {};
}

Result<void> Player::complete(const Value& step) {
  const std::string element = step.get("do").as_string();
  const bool every = step.get("every").boolean_or(false);
  std::vector<std::string> ids;
  ZHUNRU_TRY(in, current());
  for (const auto& [id, task] : in->tasks) {
    if (task.element != element) continue;
    if (step.get("body").is_string() && task.assignee.body != step.get("body").as_string()) continue;
    if (step.get("community").is_string() && task.assignee.community != step.get("community").as_string()) continue;
    if (step.get("person").is_string() && (task.assignee.persons.empty() || task.assignee.persons.front() != step.get("person").as_string())) continue;
    ids.push_back(task.id);
    if (!every) break;
  }
  if (ids.empty()) return wrong("no open task " + element + " in " + case_);
  for (const std::string& id : ids) {
    ZHUNRU_TRY(now, current());
    const state::Task* task = now->find_task(id);
    if (!task) continue;
    ZHUNRU_TRY_VOID(complete_one(step, *now, *task));
  }
  return {};
}

Result<void> Player::complete_one(const Value& step, const state::Case& in, const state::Task& task) {
  ZHUNRU_TRY(who, actor(step, &task));
  command::CompleteTask body;
  body.task = task.id;
  body.token_version = in.find_token(task.token)->version;
  if (!step.get("version").is_null()) body.token_version = static_cast<std::uint32_t>(step.get("version").int64_or(0));
  body.outcome = step.get("outcome").string_or("");
  body.data = step.get("data").is_null() ? Value(Context{}) : step.get("data");
  if (!task.sign_hash.empty()) body.text_hash = step.get("text_hash").is_string() ? step.get("text_hash").as_string() : task.sign_hash;
  return send(step, who, std::move(body));
}

Result<void> Player::message(const Value& step) {
  ZHUNRU_TRY(who, actor(step, nullptr));
  const std::string key = step.get("key").is_string() ? step.get("key").as_string() : case_;
  return send(step, who, command::CorrelateMessage{step.get("message").as_string(), key, step.get("payload")});
}

Result<void> Player::signal(const Value& step) {
  ZHUNRU_TRY(who, actor(step, nullptr));
  return send(step, who, command::BroadcastSignal{step.get("signal").as_string(), step.get("payload")});
}

Result<void> Player::away(const Value& step) {
  const std::string account = step.get("away").as_string();
  const auto absent = world_.actor(account);
  if (!absent) return wrong("no such account: " + account);
  const base::Date today = base::shanghai_date(world_.now);
  const auto last = base::add_days(today, step.get("days").int64_or(30));
  command::SetAbsence body{account, step.get("substitute").string_or(""), base::to_string(today), last ? base::to_string(*last) : "", absent->seats};
  return send(step, *absent, std::move(body));
}

Result<void> Player::register_change(const Value& step) {
  ZHUNRU_TRY(who, actor(step, nullptr));
  command::ModifyRegister body;
  body.register_name = step.get("modify").as_string();
  body.record = step.get("record");
  body.reason = step.get("reason").string_or("演练");
  body.clause = step.get("clause").string_or("");
  return send(step, who, std::move(body));
}

Result<void> Player::clock(const Value& move) {
  if (move.get("wd").is_number()) {
    ZHUNRU_TRY(to, world_.after_working_days(move.get("wd").int64_or(0)));
    return world_.advance(to);
  }
  if (move.get("days").is_number()) return world_.advance({world_.now.ms + move.get("days").int64_or(0) * 86'400'000});
  const auto to = base::parse_instant(move.get("to").string_or(""));
  if (!to) return wrong("the clock moves by wd, days or to (an instant)");
  return world_.advance(*to);
}

}  // namespace zhunru::scenario
