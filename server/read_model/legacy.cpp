#include "server/read_model/legacy.hpp"

#include "server/read_model/words.hpp"
#include "workflows/legacy/region.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

constexpr const char* no_record_zh = "历史办理，无记录";
constexpr const char* no_record_en = "legacy, no record";

const List& rows_of(const Value& list) {
  static const List none;
  return list.is_list() ? list.as_list() : none;
}

const Value& variable(const state::Case& c, std::string_view name) {
  static const Value none;
  const Value* found = c.variables().find(name);
  return found != nullptr ? *found : none;
}

/// A recorded day as the beginning of that day.
Value moment_of(const Value& day) { return day.is_string() ? Value(day.as_string() + "T00:00:00+08:00") : Value(); }

void row(List& rows, const char* zh, const char* en, const Value& value, const char* value_en = nullptr) {
  if (value.is_null() || (value.is_string() && value.as_string().empty())) return;
  Context line{{"k", zh}, {"k_en", en}, {"v", value}};
  if (value_en != nullptr) line.set("v_en", value_en);
  rows.push_back(Value(std::move(line)));
}

Value panel(const char* zh, const char* en, List rows) {
  return Value(Context{{"kind", "facts"}, {"title", zh}, {"title_en", en}, {"rows", Value(std::move(rows))}});
}

/// How many of each class were asked and have answered; stances of residents stay back.
void consultation_rows(const Glance& glance, const Value& told, List& rows) {
  if (told.get("state").string_or("") != "closed") return;
  row(rows, "协商起止", "Consultation", Value(told.get("opened").string_or("") + " – " + told.get("closes").string_or("")));
  const Value& classes = Value(registers::records_on(glance.state, "party_classes", std::nullopt));
  for (const Value& party : rows_of(told.get("parties"))) {
    Words name{party.get("class").string_or(""), party.get("class").string_or("")};
    for (const Value& one : rows_of(classes)) {
      if (one.get("class") != party.get("class")) continue;
      name = {one.get("name").string_or(name.zh), one.get("name_en").string_or(name.en)};
    }
    const std::string figures = std::to_string(party.get("answered").int64_or(0)) + " / " + std::to_string(party.get("invited").int64_or(0));
    rows.push_back(Value(Context{{"k", name.zh + "(答复 / 征求)"}, {"k_en", name.en + " (answered / asked)"}, {"v", figures}}));
  }
}

}  // namespace

const Value& import_of(const state::Case& c) {
  static const Value none;
  const Value& found = variable(c, "imported");
  return found.is_context() ? found : none;
}

Value legacy_view(const state::Case& c) {
  const Value& told = import_of(c);
  if (told.is_null()) return nullptr;
  List missing;
  for (const Value& key : rows_of(told.get("missing"))) {
    const auto [zh, en] = legacy::missing_words(key.string_or(""));
    Context one{{"key", key}};
    put_words(one, "name", zh, en);
    missing.push_back(Value(std::move(one)));
  }
  Context out{{"id", told.get("id")}, {"as_of", told.get("as_of")}, {"missing", Value(std::move(missing))}};
  const std::string as_of = told.get("as_of").string_or("");
  put_words(out, "note", "历史案件,按 " + as_of + " 的记录导入;没有记录的内容不补造,也不再追问",
            "A case from before, imported as recorded on " + as_of + "; what has no record is not made up and not asked for");
  return Value(std::move(out));
}

List legacy_panels(const Glance& glance, const state::Case& c) {
  const Value& told = import_of(c);
  if (told.is_null()) return {};
  List rows;
  row(rows, "原编号", "Number of the record", told.get("id"));
  row(rows, "记录截止", "Recorded until", told.get("as_of"));
  row(rows, "申请日", "Applied", told.get("submitted"));
  row(rows, "受理日", "Accepted", told.get("accepted"));
  consultation_rows(glance, told.get("consultation"), rows);
  row(rows, "协商意见书", "Consultation opinion", variable(c, "opinion").get("ref"));
  row(rows, "论证评估报告", "Appraisal report", variable(c, "appraisal").get("ref"));
  row(rows, "公布日", "Published", told.get("published"));
  const Value& evaluation = told.get("evaluation");
  row(rows, "最近一次评估", "Last evaluation", evaluation.get("id"));
  row(rows, "评估得分", "Score", evaluation.at_path("expected_score.score"));
  row(rows, "退出申请", "Exit applied for", told.at_path("exit.applied"));
  row(rows, "退出生效", "Left on", told.at_path("exit.effective"));
  row(rows, "提醒", "Alert", told.get("alert"));
  List out{panel("历史办理", "Before this system", std::move(rows))};
  List gaps;
  for (const Value& key : rows_of(told.get("missing"))) {
    const auto [zh, en] = legacy::missing_words(key.string_or(""));
    gaps.push_back(Value(Context{{"k", zh}, {"k_en", en}, {"v", no_record_zh}, {"v_en", no_record_en}}));
  }
  if (!gaps.empty()) out.push_back(panel("没有记录的内容", "What has no record", std::move(gaps)));
  return out;
}

Value legacy_decision(const Glance& glance, const state::Case& c) {
  const Value& decision = variable(c, "decision");
  if (import_of(c).is_null() || !decision.get("ref").is_string() || !decision.get("id").is_null()) return nullptr;
  const Value& meeting = variable(c, "meeting");
  const Value& burden = variable(c, "burden");
  Context out{{"number", decision.get("ref")}, {"result", decision.get("result")}, {"kind", decision.get("kind")}, {"case_id", c.id},
              {"at", moment_of(decision.get("at"))}, {"document_id", nullptr}, {"public", true}, {"void", false}, {"legacy", true},
              {"reasons", meeting.get("reasons")}, {"conditions", meeting.get("conditions")}, {"members", meeting.get("members")},
              {"present", meeting.get("present")}, {"recused", meeting.get("recused")}, {"objections", meeting.get("objections")},
              {"opinion_ref", variable(c, "opinion").get("ref")}, {"opinion_hash", variable(c, "opinion").get("hash")},
              {"rc_stance", variable(c, "opinion").get("rc_stance")}, {"vote_counts", meeting.get("votes")},
              {"valid_from", meeting.at_path("valid.from")}, {"valid_to", meeting.at_path("valid.to")}};
  if (burden.is_context()) out.set("burden", Value(Context{{"gate", burden.get("gate")}, {"worst", burden.get("worst")}, {"after", burden.get("after")}}));
  const Words body = body_words(glance.state, variable(c, "coord").get("id").string_or(""));
  put_words(out, "body_name", body.zh, body.en);
  put_words(out, "title", decision.get("kind").string_or("") == "rejection" ? "不予准入决定书(历史)" : "准入决定书(历史)", "Decision (legacy)");
  List votes;
  for (const Value& vote : rows_of(meeting.get("votes_by_body"))) {
    Context one = vote.as_context();
    const Words words = body_words(glance.state, vote.get("body").string_or(""));
    put_words(one, "name", words.zh, words.en);
    votes.push_back(Value(std::move(one)));
  }
  out.set("votes", Value(std::move(votes)));
  return Value(std::move(out));
}

List legacy_decisions(const Glance& glance) {
  List out;
  glance.state.cases.for_each([&](const std::string&, const state::Case& c) {
    Value found = legacy_decision(glance, c);
    if (found.is_null()) return;
    Context card = found.as_context();
    const Words title = case_title(glance.state, c);
    put_words(card, "title", title.zh, title.en);
    out.push_back(Value(std::move(card)));
  });
  return out;
}

std::string case_by_number(const state::State& state, const std::string& number) {
  if (number.empty() || state.cases.contains(number)) return number;
  std::string found;
  state.cases.for_each([&](const std::string& id, const state::Case& c) {
    if (found.empty() && c.case_no == number) found = id;
  });
  return found;
}

}  // namespace zhunru::server::read_model
