// Publication 公布: what is shown (D12), the difference to what was published last, the next date. The approving body's
// office presses the button; these operations only prepare and record.
#include "engine/document/document.hpp"
#include "engine/operation/input.hpp"
#include "engine/operation/operations.hpp"
#include "engine/register/source.hpp"

namespace zhunru::operation {
namespace {

std::string today(const OperationContext& context) { return base::to_string(base::shanghai_date(context.at)); }

Value list_record(const OperationContext& context, const Value& subject) {
  const Value& id = subject.get("list");
  return id.is_string() ? record(context, "lists", id.as_string()) : Value();
}

/// Entries as the public sees them: name and days; the name of a list A or B entry stands in register `items`.
Value shown_entry(const OperationContext& context, const Value& entry) {
  const std::string item = entry.get("item").string_or("");
  Value name = entry.get("name");
  if (name.is_null()) name = record(context, "items", item).get("name");
  return Value(Context{{"item", Value(item)}, {"name", name}, {"from", entry.get("from")}, {"to", entry.get("to")},
                       {"scope", entry.get("scope")}, {"case", entry.get("case")}, {"ended_by", entry.get("ended_by")}});
}

/// The newest version beside the one that was published last.
Value list_change(const OperationContext& context, const Value& list) {
  const registers::Register* found = context.state.registers.find(list.get("register").string_or(""));
  const registers::Version* newest = found ? registers::latest(*found) : nullptr;
  if (!newest) return {};
  const auto last = static_cast<std::uint32_t>(list.get("published_version").int64_or(newest->version > 1 ? newest->version - 1 : 0));
  const registers::Version* before = registers::find_version(*found, last);
  List entries, added, removed, changed;
  for (const Value& entry : newest->records) entries.push_back(shown_entry(context, entry));
  if (before) {
    const registers::Difference difference = registers::compare(*before, *newest);
    for (const Value& entry : difference.added) added.push_back(shown_entry(context, entry));
    for (const Value& entry : difference.removed) removed.push_back(shown_entry(context, entry));
    for (const registers::Change& change : difference.changed) changed.push_back(shown_entry(context, change.after));
  }
  return Value(Context{{"id", list.get("id")},
                       {"title", list.get("title")},
                       {"version", Value(static_cast<std::int64_t>(newest->version))},
                       {"previous", Value(static_cast<std::int64_t>(before ? before->version : 0))},
                       {"effective", Value(base::to_string(newest->effective))},
                       {"entries", Value(std::move(entries))},
                       {"added", Value(std::move(added))},
                       {"removed", Value(std::move(removed))},
                       {"changed", Value(std::move(changed))}});
}

Value document_shown(const OperationContext& context, const Value& subject) {
  const document::Document* found = context.state.documents.find(subject.at_path("document.id").string_or(""));
  if (!found || !found->is_public) return {};
  return Value(Context{{"id", Value(found->id)}, {"kind", Value(found->kind)}, {"number", Value(found->number)},
                       {"title", Value(found->title)}, {"sha256", Value(found->sha256)}});
}

}  // namespace

Result<OperationResult> publication_due(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(list_id, needed(input, "list"));
  const Value& list = record(context, "lists", list_id);
  const std::string due = list.get("next_publication_due").string_or("");
  if (due.empty()) return refuse("no_due_date", "清单 " + list_id + " 没有下次公布日期", "list " + list_id + " has no next date of publication", "2.1-c");
  OperationResult result;
  result.output = Value(Context{{"due", Value(due)}, {"now", Value(due <= today(context))}});
  return result;
}

Result<OperationResult> publication_draft(const OperationContext& context, const Value& input) {
  const Value& subject = input.get("subject");
  const Value list = list_record(context, subject);
  const Value change = list.is_null() ? Value() : list_change(context, list);
  const Value shown = document_shown(context, subject);
  if (change.is_null() && shown.is_null())
    return refuse("nothing_to_publish", "没有可公布的清单或文书", "there is no list and no document to publish", "2.2-l");
  Value title = shown.is_null() ? list.get("title") : shown.get("title");
  OperationResult result;
  result.output = Value(Context{{"title", title}, {"list", change}, {"document", shown}});
  return result;
}

Result<OperationResult> publish(const OperationContext& context, const Value& input) {
  const Value& subject = input.get("subject");
  const Value& draft = input.get("draft");
  ZHUNRU_TRY(body, needed(subject, "body"));
  const Value list = list_record(context, subject);
  OperationResult result;
  std::string next_due;
  if (!list.is_null()) {
    ZHUNRU_TRY(all, calendars(context));
    const std::int64_t cycle = list.get("publication_cycle_months").int64_or(setting(context, "publication_cycle_months").int64_or(3));
    const base::Date now = base::shanghai_date(context.at);
    const std::optional<base::Date> next = all.add_months(now, cycle, default_calendar(context));
    const std::optional<base::Date> plain = base::add_months(now, cycle);
    next_due = base::to_string(next ? *next : plain.value_or(now));
    Context changed = list.as_context();
    List published = list.get("published").is_list() ? list.get("published").as_list() : List{};
    published.push_back(Value(today(context)));
    changed.set("published", Value(std::move(published)));
    changed.set("published_version", draft.at_path("list.version"));
    changed.set("next_publication_due", Value(next_due));
    registers::Register lists = register_copy(context, "lists");
    ZHUNRU_TRY(written, put_record(context, lists, list.get("id").string_or(""), Value(std::move(changed)), "公布", "2.2-l"));
    result.events.push_back(written);
  }
  const Value announcement(Context{{"kind", Value("announcement")},
                                   {"body", Value(body)},
                                   {"fields", Value(Context{{"what", subject.get("what")},
                                                            {"title", draft.get("title")},
                                                            {"list", draft.get("list")},
                                                            {"document", draft.get("document")},
                                                            {"subject_case", subject.get("case_id")},
                                                            {"channels", input.get("channels")}})}});
  ZHUNRU_TRY(issued, issue_document(context, announcement));
  for (event::Event& event : issued.events) result.events.push_back(std::move(event));
  if (!list.is_null() && list.get("kind").string_or("") == "C") {
    const Value as_text(Context{{"kind", Value("list_c")}, {"body", Value(body)}, {"fields", Value(Context{{"list", draft.get("list")}})}});
    ZHUNRU_TRY(listed, issue_document(context, as_text));
    for (event::Event& event : listed.events) result.events.push_back(std::move(event));
  }
  result.output = Value(Context{{"at", Value(today(context))}, {"announcement", issued.output}, {"next_due", next_due.empty() ? Value() : Value(next_due)}});
  if (subject.get("periodic").boolean_or(false) && !next_due.empty()) {
    Context next = subject.as_context();
    next.set("due", Value(next_due));
    result.starts.push_back({"T08", Context{{"subject", Value(std::move(next))}}});
  }
  return result;
}

}  // namespace zhunru::operation
