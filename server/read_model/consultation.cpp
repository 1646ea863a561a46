#include "server/read_model/consultation.hpp"

#include <array>

#include "engine/poll/tally.hpp"
#include "engine/register/source.hpp"
#include "engine/rule/hiding.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/comments.hpp"
#include "server/read_model/panels.hpp"
#include "server/read_model/poll_parts.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

constexpr std::array<std::string_view, 4> stances{"agree", "agree_if", "disagree", "no_view"};

/// Residents' counted answers by community and stance, small figures hidden; null when nobody answered or it cannot be shown.
Value residents_table(const state::State& state, const poll::Poll& poll) {
  const bool survey = poll.kind == poll::kind_survey;
  List rows, columns, cells;
  for (const auto& community : poll.communities) rows.push_back(Value(community));
  if (survey) {
    for (int point = 0; point < 5; ++point) columns.push_back(Value(std::to_string(point)));
  } else {
    for (const auto& stance : stances) columns.push_back(Value(stance));
  }
  std::vector<std::vector<std::int64_t>> table(poll.communities.size(), std::vector<std::int64_t>(columns.size(), 0));
  std::int64_t total = 0;
  for (const auto& [key, voice] : poll.voices) {
    if (voice.party != "residents" || !poll::counts(poll, voice)) continue;
    const std::string said = survey ? (voice.data.get("overall").is_number() ? std::to_string(voice.data.get("overall").int64_or(-1))
                                                                             : voice.data.get("overall").string_or(""))
                                    : voice.stance;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < columns.size(); ++c) {
        if (rows[r].as_string() == voice.community && columns[c].as_string() == said) ++table[r][c], ++total;
      }
    }
  }
  if (total == 0) return nullptr;
  for (const auto& row : table) {
    List line;
    for (const std::int64_t n : row) line.push_back(Value(n));
    cells.push_back(Value(std::move(line)));
  }
  const std::int64_t k = registers::settings_on(state, std::nullopt).get("small_cell_k").int64_or(5);
  const auto hidden = rule::hide_small(Context{{"rows", rows}, {"columns", columns}, {"cells", std::move(cells)}}, k);
  if (!hidden) return nullptr;
  List names;
  for (const auto& community : poll.communities) names.push_back(Value(community_words(state, community).zh));
  Context out = hidden->as_context();
  out.set("rows", std::move(rows));
  out.set("row_names", std::move(names));
  out.set("columns", std::move(columns));
  return Value(std::move(out));
}

struct ClassWords {
  std::string_view name, zh, en;
};
constexpr std::array<ClassWords, 10> classes{{{"rc", "社区居民委员会", "Residents' committees"},
                                              {"residents", "居民", "Residents"},
                                              {"street", "街道(乡镇)", "Street offices"},
                                              {"station", "服务站", "Stations"},
                                              {"departments", "相关部门", "Departments"},
                                              {"social_orgs", "社会组织、企业、物业", "Social organisations"},
                                              {"experts", "专家、第三方", "Experts"},
                                              {"supervisory", "居务监督委员会", "Supervisory committees"},
                                              {"party_org", "党组织", "Party organisations"},
                                              {"mass_orgs", "群团组织", "Mass organisations"}}};

/// Counts by class. Institutions in full; residents only what hiding leaves (null = hidden).
Value totals_of(const state::State& state, const poll::Poll& poll, const Value& tally) {
  List out;
  const Value residents = residents_table(state, poll);
  const Value& rows = tally.get("counts");
  for (const Value& row : rows.is_list() ? rows.as_list() : List{}) {
    const std::string name = row.get("class").string_or("");
    Context one{{"class", name}, {"asked", row.get("invited")}};
    const Words words = class_words(name);
    put_words(one, "name", words.zh, words.en);
    const bool hidden = name == "residents";
    const Value& shown = residents.at_path("table.column_totals");
    for (std::size_t i = 0; i < stances.size(); ++i) one.set(std::string(stances[i]), hidden ? shown.item(i) : row.get(stances[i]));
    out.push_back(std::move(one));
  }
  return Value(std::move(out));
}

/// Issues with the replies of the opinion (U3), where there is one.
Value issues_of(const state::State& state, const poll::Poll& poll, const Value& tally) {
  const document::Document* opinion = nullptr;
  state.documents.for_each([&](const std::string&, const document::Document& document) {
    if (document.case_id == poll.case_id && document.kind == "consultation_opinion" && !document.voided) opinion = &document;
  });
  const Value replies = opinion != nullptr ? opinion->content.get("issues") : Value();
  List out;
  const Value& issues = tally.get("issues");
  for (const Value& issue : issues.is_list() ? issues.as_list() : List{}) {
    Context one{{"id", issue.get("id")}, {"text", issue.get("text")}, {"from", issue.get("from")}, {"reply", ""}};
    for (const Value& reply : replies.is_list() ? replies.as_list() : List{}) {
      const bool same = reply.get("id") == issue.get("id") || reply.get("text") == issue.get("text");
      if (!same) continue;
      one.set("decision", reply.get("decision"));
      one.set("reply", reply.get("reply").is_null() ? reply.get("reason") : reply.get("reply"));
    }
    out.push_back(std::move(one));
  }
  return Value(std::move(out));
}

}  // namespace

Words class_words(std::string_view name) {
  for (const auto& row : classes) {
    if (row.name == name) return {std::string(row.zh), std::string(row.en)};
  }
  return {std::string(name), std::string(name)};
}

Context poll_view(const state::State& state, const poll::Poll& poll) {
  List communities;
  for (const auto& code : poll.communities) {
    Context one{{"community", code}};
    const Words words = community_words(state, code);
    put_words(one, "name", words.zh, words.en);
    communities.push_back(std::move(one));
  }
  Context out{{"poll_id", poll.id},
              {"id", poll.id},
              {"kind", poll.kind},
              {"case_id", poll.case_id},
              {"title", poll.title},
              {"status", poll.state},
              {"opens", moment(poll.opens)},
              {"closes", moment(poll.closes)},
              {"extensions", Value(static_cast<std::int64_t>(poll.extensions))},
              {"text_hash", poll.text_hash},
              {"scope", std::move(communities)},
              {"asked", poll::asked(poll)},
              {"totals", nullptr},
              {"issues", List{}},
              {"residents", nullptr},
              {"ways", nullptr},
              {"comments", nullptr}};
  if (const state::Case* c = state.cases.find(poll.case_id)) {
    const Words title = case_title(state, *c);
    const Words applicant = body_words(state, c->seat.body);
    put_words(out, "case_title", title.zh, title.en);
    put_words(out, "applicant_name", applicant.zh, applicant.en);
  }
  const bool open = poll.state == "open";
  const Value tally = open ? Value() : poll::tally(poll);
  List committees;
  for (const auto& code : poll.communities) {
    Context one{{"community", code}, {"stance", nullptr}, {"signed", nullptr}};
    const Words words = community_words(state, code);
    put_words(one, "name", words.zh, words.en);
    const Value& rows = tally.get("committees");
    for (const Value& row : rows.is_list() ? rows.as_list() : List{}) {
      if (row.get("community").string_or("") != code) continue;
      one.set("stance", row.get("stance"));
      one.set("signed", row.get("signed"));
      one.set("text", row.get("text"));
    }
    committees.push_back(std::move(one));
  }
  out.set("committees", std::move(committees));
  if (open) return out;
  out.set("totals", totals_of(state, poll, tally));
  out.set("issues", issues_of(state, poll, tally));
  out.set("residents", residents_table(state, poll));
  out.set("ways", ways_of(state, poll));
  out.set("comments", comments_summary(state, poll));
  return out;
}

Context consulted_text(const state::State& state, const poll::Poll& poll) {
  Context out;
  const state::Case* c = state.cases.find(poll.case_id);
  if (c == nullptr) return out;
  const base::Context& variables = c->variables();
  for (const char* name : {"item", "admission", "communities"}) {
    if (const Value* value = variables.find(name)) out.set(name, *value);
  }
  // An evaluation asks about the item of the admission.
  const Value* admission = variables.find("admission");
  const state::Case* source = admission != nullptr ? state.cases.find(admission->get("case_id").string_or("")) : nullptr;
  out.set("text_blocks", item_blocks(state, source != nullptr ? *source : *c));
  return out;
}

Value answer_prefill(const state::State& state, const poll::Poll& poll) {
  const state::Case* c = state.cases.find(poll.case_id);
  if (c == nullptr || poll.kind != poll::kind_survey) return {};
  const Value* plan = c->variables().find("plan");
  if (plan == nullptr || !plan->get("questions").is_list()) return {};
  List points;
  for (const Value& question : plan->get("questions").as_list()) points.push_back(Context{{"question", question}});
  return Value(Context{{"points", std::move(points)}});
}

std::string answer_form(const poll::Poll& poll, std::string_view party) {
  if (poll.kind == poll::kind_survey) return "T04-survey";
  return poll::is_institution(party) ? "T02-answer-body" : "T02-answer";
}

}  // namespace zhunru::server::read_model
