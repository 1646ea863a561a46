// The part of the player that answers polls and looks at what has come of it.
#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/register/source.hpp"
#include "workflows/scenario/script.hpp"

namespace zhunru::scenario {
namespace {

using base::Context;
using base::List;
using base::Result;
using base::Value;

base::Error wrong(const std::string& what) { return base::make_error("scenario", what, what); }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// Numbers by value, contexts in any order, everything else as it stands.
bool same(const Value& a, const Value& b) { return base::canonical_json(a) == base::canonical_json(b); }

Value answer_data(const Value& wish, bool survey) {
  if (survey) return Value(Context{{"overall", wish.get("overall").is_null() ? Value("4") : wish.get("overall")}, {"consent", Value(true)}});
  Context data{{"stance", wish.get("stance").is_null() ? Value("agree") : wish.get("stance")}, {"consent", Value(true)}};
  if (!wish.get("experts").is_null()) data.set("experts", wish.get("experts"));
  if (!wish.get("comment").is_null()) data.set("comment", wish.get("comment"));
  return Value(std::move(data));
}

}  // namespace

Result<void> Player::answer(const std::string& account, Context payload) {
  const auto who = world_.actor(account);
  if (!who) return wrong("no such account: " + account);
  auto sent = world_.send(*who, command::CorrelateMessage{"answer", case_, Value(std::move(payload))});
  if (!sent) return sent.error();
  return {};
}

Result<void> Player::residents(const Value& wish) {
  const poll::Poll* found = poll();
  if (!found) return wrong("no poll in this case");
  const bool survey = found->kind == poll::kind_survey;
  std::int64_t left = wish.get("count").int64_or(1);
  std::vector<std::string> ids;
  for (const auto& [id, invitation] : found->invitations) {
    if (left == 0) break;
    if (invitation.party != "residents" || invitation.poster || !invitation.device.empty()) continue;
    if (wish.get("stratum").is_string() && invitation.stratum != wish.get("stratum").as_string()) continue;
    if (wish.get("community").is_string() && invitation.community != wish.get("community").as_string()) continue;
    ids.push_back(id);
    --left;
  }
  if (left > 0) return wrong("too few open invitations for residents: " + std::to_string(left) + " short");
  const std::string poll_id = found->id;
  for (const std::string& id : ids)
    ZHUNRU_TRY_VOID(answer("link", Context{{"poll", Value(poll_id)}, {"channel", Value("link")}, {"invitation", Value(id)},
                                           {"device", Value("device-" + id)}, {"data", answer_data(wish, survey)}}));
  return {};
}

Result<void> Player::institutions(const Value& wish) {
  const poll::Poll* found = poll();
  if (!found) return wrong("no poll in this case");
  std::vector<std::string> ids;
  for (const auto& [id, invitation] : found->invitations) {
    if (invitation.party == "rc" || invitation.party == "residents" || invitation.poster) continue;
    if (wish.get("class").is_string() && invitation.party != wish.get("class").as_string()) continue;
    ids.push_back(id);
  }
  const std::string poll_id = found->id;
  for (const std::string& id : ids)
    ZHUNRU_TRY_VOID(answer("link", Context{{"poll", Value(poll_id)}, {"channel", Value("link")}, {"invitation", Value(id)},
                                           {"device", Value("device-" + id)}, {"data", answer_data(wish, false)}}));
  return {};
}

Result<void> Player::committees(const Value& wish) {
  const poll::Poll* found = poll();
  if (!found) return wrong("no poll in this case");
  const std::vector<std::string> communities = found->communities;
  const std::string poll_id = found->id;
  for (const std::string& community : communities) {
    const Value& other = wish.get("except").get(community);
    if (other.is_string() && other.as_string() == "silent") continue;
    const Value stance = other.is_string() ? other : wish.get("stance");
    if (!stance.is_string()) continue;
    ZHUNRU_TRY_VOID(answer("rc_chair:" + community, Context{{"poll", Value(poll_id)}, {"channel", Value("account")},
                                                            {"data", Value(Context{{"stance", stance}, {"consent", Value(true)}})}}));
  }
  return {};
}

Result<void> Player::expect(const Value& wanted) {
  ZHUNRU_TRY(found, current());
  const state::Case& c = *found;
  std::vector<std::string> open;
  for (const auto& [id, task] : c.tasks) open.push_back(task.element);
  std::sort(open.begin(), open.end());
  open.erase(std::unique(open.begin(), open.end()), open.end());
  std::string incidents;
  for (const auto& [id, incident] : c.incidents) incidents += " " + incident.code + " at " + incident.element + ": " + incident.message_en + ";";
  if (static_cast<std::int64_t>(c.incidents.size()) != wanted.get("incidents").int64_or(0)) return wrong("incidents:" + incidents);
  if (wanted.get("open").is_list()) {
    std::vector<std::string> should;
    for (const Value& element : wanted.get("open").as_list()) should.push_back(element.string_or(""));
    std::sort(should.begin(), should.end());
    if (open != should) return wrong("open tasks are [" + joined(open) + "], should be [" + joined(should) + "]; end " + c.end);
  }
  if (wanted.get("end").is_string() && (!c.ended || c.end != wanted.get("end").as_string()))
    return wrong(c.ended ? "ended at " + c.end + " instead of " + wanted.get("end").as_string() : "has not ended; open [" + joined(open) + "]");
  if (wanted.get("vars").is_context())
    for (const auto& [path, value] : wanted.get("vars").as_context())
      if (const Value is = variable(path); !same(is, value)) return wrong(path + " is " + base::to_json(is).substr(0, 600) + ", should be " + base::to_json(value));
  for (const bool voided : {false, true}) {
    const Value& documents = wanted.get(voided ? "void" : "documents");
    if (!documents.is_context()) continue;
    for (const auto& [kind, number] : documents.as_context()) {
      std::int64_t count = 0;
      world_.state.documents.for_each([&](const std::string&, const document::Document& d) {
        if (d.case_id == case_ && d.kind == kind && d.voided == voided) ++count;
      });
      if (count != number.int64_or(-1)) return wrong(std::to_string(count) + (voided ? " void" : "") + " documents " + kind + ", should be " + base::to_json(number));
    }
  }
  if (wanted.get("says").is_context())
    for (const auto& [kind, words] : wanted.get("says").as_context()) {
      const document::Document* newest = nullptr;
      world_.state.documents.for_each([&](const std::string&, const document::Document& d) {
        if (d.case_id == case_ && d.kind == kind && !d.voided && (!newest || newest->version < d.version)) newest = &d;
      });
      if (!newest) return wrong("no document " + kind);
      for (const Value& word : words.as_list())
        if (newest->text.find(word.string_or("")) == std::string::npos) return wrong(kind + " does not say " + word.string_or("") + ": " + newest->text);
    }
  if (wanted.get("due").is_context())
    for (const auto& [element, date] : wanted.get("due").as_context()) {
      std::string is = "no such task";
      for (const auto& [id, task] : c.tasks)
        if (task.element == element) is = task.due.at ? base::to_string(base::shanghai_date({task.due.at->ms - 1})) : "none";
      if (is != date.string_or("")) return wrong("due of " + element + " is " + is + ", should be " + base::to_json(date));
    }
  if (wanted.get("overdue").is_list()) {
    List is;
    for (const auto& [id, task] : c.tasks)
      if (task.due.overdue) is.push_back(Value(task.element));
    if (!same(Value(is), wanted.get("overdue"))) return wrong("overdue are " + base::to_json(Value(is)));
  }
  return expect_lists(wanted);
}

Result<void> Player::expect_lists(const Value& wanted) {
  if (wanted.get("lists").is_context()) {
    for (const auto& [list, version] : wanted.get("lists").as_context()) {
      const registers::Register* found = world_.state.registers.find("list." + list);
      const std::int64_t is = found && !found->versions.empty() ? found->versions.back().version : 0;
      if (is != version.int64_or(-1)) return wrong("list " + list + " is at version " + std::to_string(is) + ", should be " + base::to_json(version));
    }
  }
  if (wanted.get("records").is_context()) {
    for (const auto& [path, value] : wanted.get("records").as_context()) {
      const std::size_t bar = path.find('/'), next = path.find('/', bar + 1);
      const registers::Register* found = world_.state.registers.find(path.substr(0, bar));
      const registers::Version* version = found ? registers::latest(*found) : nullptr;
      const Value* record = version ? registers::find_record(*version, path.substr(bar + 1, next - bar - 1)) : nullptr;
      const Value is = record ? record->at_path(path.substr(next + 1)) : Value();
      if (!same(is, value)) return wrong(path + " is " + base::to_json(is).substr(0, 300) + ", should be " + base::to_json(value));
    }
  }
  if (wanted.get("poll").is_context()) {
    const poll::Poll* found = poll();
    if (!found) return wrong("no poll in this case");
    std::int64_t counted = 0, waiting = 0;
    for (const auto& [key, voice] : found->voices) (poll::counts(*found, voice) ? counted : waiting) += 1;
    const Context is{{"state", Value(found->state)}, {"counted", Value(counted)}, {"not_counted", Value(waiting)},
                     {"late", Value(static_cast<std::int64_t>(found->late.size()))}, {"earlier", Value(static_cast<std::int64_t>(found->earlier.size()))},
                     {"extensions", Value(static_cast<std::int64_t>(found->extensions))}};
    for (const auto& [name, value] : wanted.get("poll").as_context())
      if (!same(Value(is).get(name), value)) return wrong("poll." + name + " is " + base::to_json(Value(is).get(name)) + ", should be " + base::to_json(value));
  }
  if (wanted.get("stuck").is_number()) {
    std::string stuck;
    std::int64_t count = 0;
    world_.state.cases.for_each([&](const std::string& id, const state::Case& c) {
      for (const auto& [number, incident] : c.incidents) {
        ++count;
        stuck += " " + id + " (" + c.case_no + ") " + incident.code + " at " + incident.element + ": " + incident.message_en + ";";
      }
    });
    if (count != wanted.get("stuck").int64_or(0)) return wrong("incidents in all cases:" + stuck);
  }
  if (wanted.get("cases").is_context()) {
    for (const auto& [process, number] : wanted.get("cases").as_context()) {
      std::int64_t count = 0;
      world_.state.cases.for_each([&](const std::string&, const state::Case& c) { count += c.process == process && !c.ended; });
      if (count != number.int64_or(-1)) return wrong(std::to_string(count) + " running cases of " + process + ", should be " + base::to_json(number));
    }
  }
  return {};
}

}  // namespace zhunru::scenario
