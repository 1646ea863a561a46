#include "engine/decide/reply.hpp"

namespace zhunru::decide {
namespace {

base::Value task_card(const Run& run, const event::TaskOpened& opened) {
  const state::Task& task = opened.task;
  base::Context card{{"kind", base::Value("task")}, {"task", base::Value(task.id)}, {"element", base::Value(task.element)}};
  const state::Case* c = run.scratch.cases.find(opened.case_id);
  if (c && c->find_token(task.token)) {
    const Place p = run.place(opened.case_id, task.token);
    card.set("name", base::Value(p.node->name));
    card.set("name_en", base::Value(p.node->ext.name_en));
  }
  base::List roles;
  for (const std::string& role : task.assignee.roles) roles.push_back(base::Value(role));
  card.set("roles", base::Value(std::move(roles)));
  card.set("body", base::Value(task.assignee.body));
  card.set("community", base::Value(task.assignee.community));
  return base::Value(std::move(card));
}

}  // namespace

base::Value with_outcome(const Run& run, base::Value reply) {
  if (!reply.is_context() || !reply.as_context().contains("next")) return reply;
  base::List next;
  for (const event::Event& e : run.events) {
    if (const auto* opened = std::get_if<event::TaskOpened>(&e)) {
      const state::Case* c = run.scratch.cases.find(opened->case_id);
      if (c && c->find_task(opened->task.id)) next.push_back(task_card(run, *opened));
    } else if (const auto* ended = std::get_if<event::CaseEnded>(&e)) {
      next.push_back(base::Value(base::Context{{"kind", base::Value("end")}, {"case_id", base::Value(ended->case_id)},
                                               {"end", base::Value(ended->end)}, {"reason", base::Value(ended->reason)}}));
    } else if (const auto* raised = std::get_if<event::IncidentRaised>(&e)) {
      next.push_back(base::Value(base::Context{{"kind", base::Value("incident")},
                                               {"code", base::Value(raised->incident.code)},
                                               {"element", base::Value(raised->incident.element)},
                                               {"message", base::Value(raised->incident.message)},
                                               {"message_en", base::Value(raised->incident.message_en)}}));
    }
  }
  base::Context filled = reply.as_context();
  filled.set("next", base::Value(std::move(next)));
  return base::Value(std::move(filled));
}

}  // namespace zhunru::decide
