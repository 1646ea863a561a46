// The entry: remembers answers, dispatches the command, works off what it queued, closes the batch with CommandHandled.
#include "engine/base/sha256.hpp"
#include "engine/codec/archive.hpp"
#include "engine/decide/commands.hpp"
#include "engine/decide/reply.hpp"
#include "engine/decide/standing.hpp"
#include "engine/engine.hpp"

namespace zhunru::decide {

const state::Case* running_case(Run& run, std::string_view case_id) {
  const state::Case* c = run.scratch.cases.find(case_id);
  if (!c) {
    run.reject(refusal("case_not_found", "没有编号为 " + std::string(case_id) + " 的案件", "There is no case " + std::string(case_id),
                       std::string(case_id)));
    return nullptr;
  }
  if (c->ended) {
    run.reject(refusal("case_ended", "案件已经结束", "The case has ended", std::string(case_id)));
    return nullptr;
  }
  return &run.instance(case_id);
}

OpenTask open_task(Run& run, std::string_view task_id) {
  const std::string_view case_id = state::case_of_task(task_id);
  const state::Case* c = run.scratch.cases.find(case_id);
  const state::Task* task = c ? c->find_task(task_id) : nullptr;
  if (task) return {&run.instance(case_id), run.instance(case_id).find_task(task_id)};
  run.reject(refusal("task_not_open", "这项待办已经不在了：它已办结、被取消或从未有过", "This task is not open: done, cancelled, or never there",
                     std::string(task_id)));
  return {};
}

OpenTask open_task(Run& run, std::string_view task_id, std::uint32_t token_version) {
  OpenTask open = open_task(run, task_id);
  if (!open.task) return {};
  const state::Token* token = open.instance->find_token(open.task->token);
  CHECK(token != nullptr);
  if (token->version == token_version) return open;
  run.reject(refusal("stale_version", "这一步已经变化，请刷新后再办", "The step has changed; reload it and try again",
                     std::string(task_id)));
  return {};
}

std::optional<Acting> task_seat(Run& run, const state::Task& task, std::string_view act) {
  base::Error why;
  const Standing standing = standing_on(run.scratch, run.actor, task, run.at, &why);
  if (!standing) {
    run.reject(std::move(why));
    return std::nullopt;
  }
  return acting(run, standing, std::string(state::case_of_task(task.id)), task.id, act);
}

Acting acting(Run& run, const Standing& standing, const std::string& case_id, const std::string& task, std::string_view act) {
  Acting out{*standing.seat, std::nullopt};
  if (standing.absence == nullptr) return out;
  const state::Absence& absence = *standing.absence;
  const command::Seat own = run.actor.seats.empty() ? command::Seat{} : run.actor.seats.front();
  out.substitution = {task, std::string(act), absence.id, run.actor.account, own, absence.account, out.seat, run.at};
  run.acting_seat = out.seat;
  run.read("absence/" + absence.id, base::to_string(absence.to));
  run.emit(event::Substituted{case_id, *out.substitution});
  return out;
}

bool may_act(Run& run, const state::Assignee& assignee, const std::string& case_id, const std::string& task, std::string_view act) {
  const Standing standing = standing_for(run.scratch, run.actor, assignee, run.at);
  if (standing) acting(run, standing, case_id, task, act);
  return static_cast<bool>(standing);
}

base::Value by_of(const command::Actor& actor, const Acting& acting) {
  const command::Seat& seat = acting.seat;
  base::Context by{{"account", base::Value(actor.account)}, {"role", base::Value(seat.role)}, {"body", base::Value(seat.body)},
                   {"community", base::Value(seat.community)}};
  if (!seat.provider.empty()) by.set("provider", base::Value(seat.provider));
  if (const auto& substitution = acting.substitution)
    by.set("substitute", base::Value(base::Context{{"role", base::Value(substitution->own.role)}, {"body", base::Value(substitution->own.body)},
                                                   {"community", base::Value(substitution->own.community)},
                                                   {"for", base::Value(substitution->principal)}}));
  return base::Value(std::move(by));
}

bool require_role(Run& run, std::initializer_list<std::string_view> roles) {
  std::string wanted;
  for (std::string_view role : roles) {
    if (run.actor.has_role(role)) return true;
    wanted += (wanted.empty() ? "" : ", ") + std::string(role);
  }
  run.reject(refusal("not_allowed", "您没有做这件事的权限，需要：" + wanted, "You may not do this; it takes: " + wanted, wanted));
  return false;
}

bool require_reason(Run& run, std::string_view reason) {
  if (!reason.empty() && reason.size() <= 2000) return true;
  run.reject(refusal("reason_needed", "请写明理由（不超过 2000 字节）", "Give a reason (at most 2000 bytes)", "reason"));
  return false;
}

bool read_variables(Run& run, const base::Value& value, base::Context& variables, std::string_view where) {
  if (value.is_null()) return true;
  if (value.is_context()) {
    variables = value.as_context();
    return true;
  }
  run.reject(refusal("not_a_context", "这里应为名称到值的对象", "A context of names and values is wanted here", std::string(where)));
  return false;
}

}  // namespace zhunru::decide

namespace zhunru::engine {
namespace {

base::Error duplicate(const std::string& id) {
  return base::make_error("duplicate_id", "同一编号的操作已经办过，内容却不同", "A different command was handled under this id", id);
}

}  // namespace

base::Result<Decision> decide(const state::State& state, const command::Command& command, Options options) {
  const std::string body_hash = base::sha256(codec::encode(command.body)).hex();
  if (!command.id.empty()) {
    if (const state::Remembered* done = state.replies.find(command.id)) {
      if (done->body_hash != body_hash) return duplicate(command.id);
      return Decision{{}, done->reply, {}};
    }
  }
  zhunru::decide::Run run(state, command, options);
  base::Value reply = std::visit([&](const auto& body) { return zhunru::decide::decide_one(run, body); }, command.body);
  run.drain();
  if (run.rejection()) return *run.rejection();
  reply = zhunru::decide::with_outcome(run, std::move(reply));
  Decision decision;
  decision.reads = run.reads();
  const bool nothing_happened = run.events.empty() && std::holds_alternative<command::FireTimers>(command.body);
  if (!nothing_happened)
    run.emit(event::CommandHandled{command.id, body_hash, command.actor.account, run.at, reply, decision.reads});
  decision.events = std::move(run.events);
  decision.reply = std::move(reply);
  return decision;
}

base::Sha256 state_hash(const state::State& state) { return state::state_hash(state); }
std::optional<base::Instant> next_due(const state::State& state) { return state::next_due(state); }
std::vector<std::string> due_cases(const state::State& state, base::Instant now, std::size_t limit) {
  return state::due_cases(state, now, limit);
}

}  // namespace zhunru::engine
