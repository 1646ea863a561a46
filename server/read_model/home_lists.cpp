#include "server/read_model/home_lists.hpp"

#include <algorithm>
#include <array>

#include "server/read_model/places.hpp"
#include "server/read_model/words.hpp"
#include "engine/state/place.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

constexpr std::int64_t day_ms = 86'400'000;

bool says(const Context& card, std::initializer_list<const char*> members, const std::string& query) {
  if (query.empty()) return true;
  return std::any_of(members.begin(), members.end(), [&](const char* member) {
    const Value* found = card.find(member);
    return found != nullptr && found->string_or("").find(query) != std::string::npos;
  });
}

/// A case lies where its coordinating body or applicant is; a task also where its community is.
bool in_place(const Glance& glance, const state::Case& c, const std::string& community, const std::string& place) {
  if (place.empty()) return true;
  if (!community.empty() && lies_in(community, place)) return true;
  if (lies_in(state::place_of(glance.state, c), place)) return true;
  const Value* scope = c.variables().find("communities");
  if (scope == nullptr || !scope->is_list()) return false;
  return std::any_of(scope->as_list().begin(), scope->as_list().end(), [&](const Value& code) { return lies_in(code.string_or(""), place); });
}

bool in_time(const Glance& glance, const std::optional<base::Instant>& due, bool overdue, const std::string& wanted) {
  if (wanted.empty()) return true;
  const bool late = overdue || (due && *due < glance.now);
  if (wanted == "overdue") return late;
  if (!due) return false;
  return late || due->ms <= glance.now.ms + (wanted == "today" ? day_ms : 7 * day_ms);
}

std::string text_of(const Value& card, const std::string& member, bool english) {
  const Value& found = card.get(english ? member + "_en" : member);
  const Value& shown = found.is_null() ? card.get(member) : found;
  if (shown.is_boolean()) return shown.as_boolean() ? (english ? "yes" : "是") : "";
  if (shown.is_number()) return shown.as_number().to_string();
  std::string text = shown.string_or("");
  // "2026-11-23T16:00:00+08:00": people read "2026-11-23 16:00".
  if (text.size() == 25 && text[10] == 'T') text = text.substr(0, 10) + " " + text.substr(11, 5);
  return text;
}

struct Column {
  const char *member, *zh, *en;
};

template <std::size_t N>
sheet::Sheet sheet_of(const char* title, const List& cards, const std::array<Column, N>& columns, bool english) {
  sheet::Sheet out;
  out.title = title;
  for (const Column& column : columns) out.columns.emplace_back(english ? column.en : column.zh);
  for (const Value& card : cards) {
    std::vector<std::string> row;
    for (const Column& column : columns) row.push_back(text_of(card, column.member, english));
    out.rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace

List home_tasks(const Glance& glance, const TaskIndex& index, const command::Actor& actor, const HomeFilter& filter) {
  struct Line {
    bool overdue;
    std::int64_t due;
    Value card;
  };
  std::vector<Line> lines;
  for (const auto& id : index.tasks_of(glance.state, actor, glance.now)) {
    const state::Case* c = glance.state.case_of(id);
    const state::Task* task = c != nullptr ? c->find_task(id) : nullptr;
    if (task == nullptr || !in_time(glance, task->due.at, task->due.overdue, filter.due)) continue;
    if (!in_place(glance, *c, task->assignee.community, filter.place)) continue;
    if (!filter.process.empty() && c->process != filter.process) continue;
    Context card = task_card(glance, *c, *task);
    put_standing(card, glance, *task, actor);
    if (!says(card, {"case_title", "case_title_en", "case_no", "name", "name_en", "who", "who_en", "body_name"}, filter.query)) continue;
    const bool late = task->due.overdue || (task->due.at && *task->due.at < glance.now);
    lines.push_back({late, task->due.at ? task->due.at->ms : INT64_MAX, Value(std::move(card))});
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.overdue != b.overdue ? a.overdue : a.due < b.due; });
  List out;
  for (Line& line : lines) out.push_back(std::move(line.card));
  return out;
}

List home_cases(const Glance& glance, const TaskIndex& index, const command::Actor& actor, const HomeFilter& filter) {
  List out;
  for (const auto& id : index.cases_of(actor)) {
    const state::Case* c = glance.state.cases.find(id);
    if (c == nullptr || (filter.state == "open" && c->ended) || (filter.state == "ended" && !c->ended)) continue;
    if ((!filter.process.empty() && c->process != filter.process) || !in_place(glance, *c, "", filter.place)) continue;
    std::optional<base::Instant> due;
    bool overdue = false;
    for (const auto& [number, task] : c->tasks) {
      if (task.due.at && (!due || *task.due.at < *due)) due = task.due.at;
      overdue = overdue || task.due.overdue;
    }
    if (!in_time(glance, due, overdue, filter.due)) continue;
    Context card = case_card(glance, *c);
    if (says(card, {"title", "title_en", "case_no", "process_name", "state", "state_en", "applicant_name", "waiting_for"}, filter.query)) {
      out.push_back(std::move(card));
    }
  }
  return out;
}

Context home_filters(const Glance& glance) {
  List processes;
  glance.state.resources.for_each([&](const std::string&, const state::Resource& resource) {
    if (resource.kind != "process" || resource.versions.empty()) return;
    const Words words = process_words(glance.state, resource.name, resource.versions.back().version);
    processes.push_back(Context{{"id", resource.name}, {"name", words.zh}, {"name_en", words.en}});
  });
  return Context{{"processes", std::move(processes)}, {"places", places(glance.state)}};
}

sheet::Sheet tasks_sheet(const List& cards, bool english) {
  static constexpr std::array<Column, 9> columns{{{"case_no", "案件编号", "Case number"}, {"case_title", "案件", "Case"},
                                                  {"name", "步骤", "Step"}, {"who", "由谁办理", "Who"}, {"clause", "条款", "Clause"},
                                                  {"since", "开始时间", "Since"}, {"due", "期限", "Due"},
                                                  {"due_in_wd", "剩余工作日", "Working days left"}, {"overdue", "逾期", "Overdue"}}};
  return sheet_of(english ? "Tasks" : "待办", cards, columns, english);
}

sheet::Sheet cases_sheet(const List& cards, bool english) {
  static constexpr std::array<Column, 9> columns{{{"case_no", "案件编号", "Case number"}, {"title", "案件", "Case"},
                                                  {"process_name", "流程", "Process"}, {"applicant_name", "申请单位", "Applicant"},
                                                  {"state", "状态", "State"}, {"waiting_for", "等待", "Waits for"},
                                                  {"started_at", "发起时间", "Started"}, {"due", "期限", "Due"}, {"overdue", "逾期", "Overdue"}}};
  return sheet_of(english ? "Cases" : "案件", cards, columns, english);
}

}  // namespace zhunru::server::read_model
