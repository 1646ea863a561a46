#include "server/read_model/task_panels.hpp"

#include <array>

#include "server/read_model/case_view.hpp"
#include "server/read_model/comments.hpp"
#include "server/read_model/consultation.hpp"
#include "server/read_model/panels.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

struct Term {
  std::string_view code, zh, en;
};
constexpr std::array<Term, 12> terms{{{"agree", "同意", "agree"},
                                      {"agree_if", "有条件同意", "agree if"},
                                      {"disagree", "不同意", "disagree"},
                                      {"no_view", "没有意见", "no view"},
                                      {"not_stated", "未表态", "not stated"},
                                      {"against", "反对", "against"},
                                      {"for", "赞成", "for"},
                                      {"abstain", "弃权", "abstain"},
                                      {"recuse", "回避", "recused"},
                                      {"adopt", "采纳", "adopted"},
                                      {"part", "部分采纳", "adopted in part"},
                                      {"not", "不采纳", "not adopted"}}};

Words term(const Value& code) {
  for (const Term& one : terms) {
    if (one.code == code.string_or("")) return {std::string(one.zh), std::string(one.en)};
  }
  return {code.string_or(""), code.string_or("")};
}

Value row(const Words& key, const Words& value) {
  return Context{{"k", key.zh}, {"k_en", key.en}, {"v", value.zh}, {"v_en", value.en}};
}

Value facts(const char* zh, const char* en, List rows) {
  return Context{{"kind", "facts"}, {"title", zh}, {"title_en", en}, {"rows", std::move(rows)}};
}

const List& list_of(const Value* value) {
  static const List none;
  return value != nullptr && value->is_list() ? value->as_list() : none;
}

const poll::Poll* latest_poll(const state::State& state, const std::string& case_id) {
  const poll::Poll* latest = nullptr;
  state.polls.for_each([&](const std::string&, const poll::Poll& poll) {
    if (poll.case_id == case_id && (latest == nullptr || latest->opens <= poll.opens)) latest = &poll;
  });
  return latest;
}

/// Reviews that are in, one line a body: view, the three benefits, experts wanted, the text.
Value reviews_panel(const state::State& state, const Context& variables) {
  const Value* all = variables.find("all_reviews");
  if (all == nullptr || !all->is_list() || all->size() == 0) all = variables.find("reviews");
  List rows;
  for (const Value& review : list_of(all)) {
    const Words body = body_words(state, review.get("body").string_or(""));
    if (review.get("silent").boolean_or(false)) {
      rows.push_back(row(body, {"未在期限内答复", "silent within the time limit"}));
      continue;
    }
    Words said = term(review.get("view"));
    std::string refused_zh, refused_en;
    const std::array<std::array<const char*, 3>, 3> benefits{{{"governance", "社区治理", "governance"},
                                                              {"organisation", "组织建设", "organisation"},
                                                              {"residents", "服务居民", "residents"}}};
    for (const auto& [name, zh, en] : benefits) {
      if (review.get(name).boolean_or(true)) continue;
      refused_zh += (refused_zh.empty() ? "" : "、") + std::string(zh);
      refused_en += (refused_en.empty() ? "" : ", ") + std::string(en);
    }
    said.zh += refused_zh.empty() ? "；三个有利于均认可" : "；不认可：" + refused_zh;
    said.en += refused_en.empty() ? "; all three benefits accepted" : "; not accepted: " + refused_en;
    if (review.get("experts").boolean_or(false)) said.zh += "；要求专家论证", said.en += "; wants experts";
    if (const std::string text = review.get("text").string_or(""); !text.empty()) said.zh += "。" + text, said.en += ". " + text;
    rows.push_back(row(body, said));
  }
  return rows.empty() ? Value() : facts("审查会签意见", "Reviews", std::move(rows));
}

/// Who was recused, who voted how, the result: what the chair signs and the office records.
Value meeting_panel(const state::State& state, const Context& variables) {
  List rows;
  for (const Value& body : list_of(variables.find("recused_members"))) {
    rows.push_back(row(body_words(state, body.string_or("")), {"回避", "recused"}));
  }
  const Value* meeting = variables.find("meeting");
  if (meeting != nullptr && meeting->is_context()) {
    for (const Value& vote : list_of(&meeting->get("votes_by_body"))) {
      if (!vote.get("vote").is_null()) rows.push_back(row(body_words(state, vote.get("body").string_or("")), term(vote.get("vote"))));
    }
    const std::string result = meeting->get("result").string_or("");
    if (!result.empty()) rows.push_back(row({"表决结果", "Result of the vote"}, {result, result}));
    for (const Value& objection : list_of(&meeting->get("objections"))) {
      const std::string reply = objection.get("reply").string_or("");
      rows.push_back(row({"异议：" + objection.get("text").string_or(""), "Objection: " + objection.get("text").string_or("")},
                         {reply.empty() ? "尚无书面答复" : reply, reply.empty() ? "no written reply yet" : reply}));
    }
  }
  return rows.empty() ? Value() : facts("回避与表决", "Recusals and votes", std::move(rows));
}

std::string text_of(const Value& value) { return value.is_number() ? value.as_number().to_string() : value.string_or("—"); }

/// Score of an evaluation in its three parts, and what D8 makes of it.
Value evaluation_panel(const Context& variables) {
  const Value* scored = variables.find("scored");
  List rows;
  if (scored != nullptr && scored->is_context()) {
    const std::array<std::array<const char*, 3>, 4> parts{{{"satisfaction", "满意度", "Satisfaction"},
                                                           {"effect", "实施效果", "Effect"},
                                                           {"funding", "经费落实与使用", "Funding"},
                                                           {"score", "总分", "Score"}}};
    for (const auto& [name, zh, en] : parts) {
      const std::string figure = text_of(scored->get(name));
      rows.push_back(row({zh, en}, {figure, figure}));
    }
  }
  const Value* previous = variables.find("previous");
  if (previous != nullptr && previous->is_string()) rows.push_back(row({"上次结果", "Last result"}, {previous->as_string(), previous->as_string()}));
  return rows.empty() ? Value() : facts("评估结果", "Evaluation", std::move(rows));
}

void add_documents(const state::State& state, const std::string& case_id, List& out) {
  state.documents.for_each([&](const std::string&, const document::Document& document) {
    if (document.case_id == case_id) out.push_back(document_card(state, document));
  });
}

}  // namespace

const state::Case& admission_of(const state::State& state, const state::Case& c) {
  const Value variables(c.variables());
  for (const char* path : {"admission.case_id", "subject.case_id"}) {
    const std::string id = variables.at_path(path).string_or("");
    const state::Case* found = id.empty() ? nullptr : state.cases.find(id);
    if (found != nullptr) return *found;
  }
  return c;
}

Value consultation_panel(const state::State& state, const poll::Poll& poll) {
  const Context view = poll_view(state, poll);
  List rows;
  if (poll.state == "open") {
    for (const Value& one : list_of(view.find("asked"))) {
      const Words name = class_words(one.get("class").string_or(""));
      const std::string asked = text_of(one.get("asked"));
      rows.push_back(row(name, {"邀请 " + asked, asked + " asked"}));
    }
    rows.push_back(row({"结果", "Result"}, {"征求期间不公布任何计数", "no counts while it is open"}));
    return facts("征求意见", "Consultation", std::move(rows));
  }
  for (const Value& total : list_of(view.find("totals"))) {
    Words said;
    for (const char* stance : {"agree", "agree_if", "disagree", "no_view"}) {
      const Value& figure = total.get(stance);
      const Words name = term(Value(stance));
      said.zh += (said.zh.empty() ? "" : " · ") + name.zh + " " + (figure.is_null() ? "不公开" : text_of(figure));
      said.en += (said.en.empty() ? "" : " · ") + name.en + " " + (figure.is_null() ? "not shown" : text_of(figure));
    }
    rows.push_back(row({total.get("name").string_or(""), total.get("name_en").string_or("")}, said));
  }
  for (const Value& committee : list_of(view.find("committees"))) {
    Words said = term(committee.get("stance"));
    if (said.zh.empty()) said = {"沉默(不算同意)", "silent (no consent)"};
    if (committee.get("signed").boolean_or(false)) said.zh += "，已签字", said.en += ", signed";
    rows.push_back(row({committee.get("name").string_or("") + "居委会", "Committee of " + committee.get("name_en").string_or("")}, said));
  }
  for (const Value& issue : list_of(view.find("issues"))) {
    const std::string text = issue.get("text").string_or("");
    const std::string reply = issue.get("reply").string_or("");
    const Words decision = term(issue.get("decision"));
    rows.push_back(row({"问题：" + text, "Issue: " + text},
                       {reply.empty() ? "尚无答复" : decision.zh + " " + reply, reply.empty() ? "no reply yet" : decision.en + " " + reply}));
  }
  const bool survey = poll.kind == poll::kind_survey;
  return facts(survey ? "满意度调查" : "征求意见结果", survey ? "Survey" : "What was answered", std::move(rows));
}

List task_panels(const Glance& glance, const state::Case& c, const state::Task& task) {
  const state::State& state = glance.state;
  const state::Case& home = admission_of(state, c);
  if (task.element == "E2") {
    const Words title = case_title(state, home);
    const Words applicant = body_words(state, home.seat.body);
    List rows;
    rows.push_back(row({"事项", "Item"}, title));
    rows.push_back(row({"申请单位", "Applicant"}, applicant));
    rows.push_back(row({"材料", "Papers"}, {"声明没有利益冲突之后才能打开", "open only after you declare that there is no conflict"}));
    return List{facts("论证的事项", "Item to appraise", std::move(rows))};
  }
  List documents;
  add_documents(state, c.id, documents);
  if (&home != &c) add_documents(state, home.id, documents);
  List out = asked_panels(glance, c);
  for (Value& panel : case_panels(glance, home)) out.push_back(std::move(panel));
  if (&home != &c) {
    // Rules of this case itself: score, D8, D10.
    for (Value& panel : case_panels(glance, c)) {
      if (panel.get("kind") == Value("rule")) out.push_back(std::move(panel));
    }
  }
  if (const poll::Poll* poll = latest_poll(state, home.id)) {
    out.push_back(consultation_panel(state, *poll));
    if (Value written = comments_summary(state, *poll); written.get("given").int64_or(0) > 0) {
      Context panel = written.as_context();
      panel.set("kind", "comments");
      panel.set("poll_id", poll->id);
      put_words(panel, "title", "居民写的意见", "What residents wrote");
      out.push_back(std::move(panel));
    }
  }
  const poll::Poll* own = &home != &c ? latest_poll(state, c.id) : nullptr;
  if (own != nullptr) out.push_back(consultation_panel(state, *own));
  for (Value panel : {reviews_panel(state, c.variables()), meeting_panel(state, home.variables()), evaluation_panel(c.variables())}) {
    if (!panel.is_null()) out.push_back(std::move(panel));
  }
  if (!documents.empty()) {
    out.push_back(Context{{"kind", "documents"}, {"title", "文书"}, {"title_en", "Documents"}, {"documents", std::move(documents)}});
  }
  return out;
}

}  // namespace zhunru::server::read_model
