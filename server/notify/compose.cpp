#include "server/notify/compose.hpp"

#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::notify {

namespace {

struct Composer {
  const state::State& state;
  const runtime::LogRecord& record;
  const read_model::Glance glance;
  std::vector<Draft> out;
  std::size_t index = 0;  ///< of the event: the same after a restart, whatever else there was to say

  Draft begin(const char* kind, const std::string& case_id) {
    Draft draft;
    draft.key = std::to_string(record.seq) + "." + std::to_string(index);
    draft.kind = kind;
    draft.case_id = case_id;
    return draft;
  }

  void of_task(const char* kind, const std::string& case_id, const std::string& task_id, const char* zh, const char* en) {
    const state::Case* c = state.cases.find(case_id);
    const state::Task* task = c != nullptr ? c->find_task(task_id) : nullptr;
    if (task == nullptr) return;
    const base::Context card = read_model::task_card(glance, *c, *task);
    const auto word = [&](const char* name) { return card.find(name) != nullptr ? card.find(name)->string_or("") : std::string(); };
    Draft draft = begin(kind, case_id);
    draft.task_id = task_id;
    draft.title = std::string(zh) + ":" + word("name");
    draft.title_en = std::string(en) + ": " + word("name_en");
    const std::string due = word("due").substr(0, 10);
    draft.text = word("case_title") + (due.empty() ? "" : "。期限 " + due);
    draft.text_en = word("case_title_en") + (due.empty() ? "" : ". Due " + due);
    draft.account = task->claimed_by;
    state.absences.for_each([&](const std::string&, const state::Absence& absence) {
      if (state::is_active(absence, record.command.at)) draft.covered.emplace_back(absence.account, absence.substitute);
    });
    draft.assignee = task->assignee;
    if (std::string_view(kind) == "task") draft.except = record.command.actor.account;
    out.push_back(std::move(draft));
  }

  void of_case(Draft draft, const state::Case& c) {
    draft.account = c.account;
    // A complaint without an account has nobody to tell: who holds its link looks it up.
    if (draft.account.empty() || draft.account.starts_with("public:") || draft.account == record.command.actor.account) return;
    out.push_back(std::move(draft));
  }

  void operator()(const event::TaskOpened& e) { of_task("task", e.case_id, e.task.id, "待办", "To do"); }
  void operator()(const event::TaskReassigned& e) { of_task("task", e.case_id, e.task, "转给您办理", "Handed to you"); }
  void operator()(const event::TaskUrged& e) { of_task("urge", e.case_id, e.task, "催办", "Urged"); }
  void operator()(const event::TaskReminded& e) { of_task("remind", e.case_id, e.task, "临近期限", "Due soon"); }
  void operator()(const event::TaskOverdue& e) { of_task("overdue", e.case_id, e.task, "已超期", "Overdue"); }
  void operator()(const event::AbsenceSet& e) {
    if (e.absence.substitute == record.command.actor.account) return;
    Draft draft = begin("absence", "");
    draft.account = e.absence.substitute;
    draft.title = "请您代理";
    draft.title_en = "You stand in";
    const std::string from = base::to_string(e.absence.from), to = base::to_string(e.absence.to);
    const read_model::Words post = read_model::seat_words(state, e.absence.seats.empty() ? command::Seat{} : e.absence.seats.front());
    draft.text = post.zh + "，" + from + " 至 " + to;
    draft.text_en = post.en + ", " + from + " to " + to;
    out.push_back(std::move(draft));
  }
  void operator()(const document::DocumentIssued& e) {
    const state::Case* c = state.cases.find(e.document.case_id);
    if (c == nullptr) return;
    Draft draft = begin("document", c->id);
    draft.document_id = e.document.id;
    draft.title = "文书:" + e.document.title;
    draft.title_en = "Document: " + e.document.title;
    draft.text = draft.text_en = e.document.number;
    of_case(std::move(draft), *c);
  }
  void operator()(const event::CaseEnded& e) {
    const state::Case* c = state.cases.find(e.case_id);
    if (c == nullptr) return;
    const read_model::Words title = read_model::case_title(state, *c);
    Draft draft = begin("ended", c->id);
    draft.title = "办结:" + title.zh;
    draft.title_en = "Closed: " + title.en;
    draft.text = c->case_no;
    draft.text_en = c->case_no;
    of_case(std::move(draft), *c);
  }
  template <class Other>
  void operator()(const Other&) {}
};

}  // namespace

std::vector<Draft> compose(const state::State& state, const runtime::LogRecord& record) {
  Composer composer{state, record, read_model::Glance(state, record.command.at), {}, 0};
  for (const auto& event : record.events) {
    std::visit(composer, static_cast<const event::EventVariant&>(event));
    ++composer.index;
  }
  return std::move(composer.out);
}

}  // namespace zhunru::server::notify
