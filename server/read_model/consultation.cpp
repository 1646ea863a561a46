#include "server/read_model/consultation.hpp"

#include <array>

#include "engine/poll/tally.hpp"
#include "engine/register/source.hpp"
#include "engine/rule/hiding.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"

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

}  // namespace

Context poll_view(const state::State& state, const poll::Poll& poll) {
  List communities;
  for (const auto& code : poll.communities) {
    const Words words = community_words(state, code);
    communities.push_back(Context{{"code", code}, {"name", words.zh}, {"name_en", words.en}});
  }
  Context out{{"id", poll.id},
              {"kind", poll.kind},
              {"case_id", poll.case_id},
              {"title", poll.title},
              {"state", poll.state},
              {"opens", moment(poll.opens)},
              {"closes", moment(poll.closes)},
              {"extensions", Value(static_cast<std::int64_t>(poll.extensions))},
              {"text_hash", poll.text_hash},
              {"communities", std::move(communities)},
              {"asked", poll::asked(poll)},
              {"result", nullptr}};
  if (poll.state == "open") {
    out.set("hidden", both("征求意见进行中,不公布任何计数(D12-1)。", "The poll is open: no counts are shown (D12-1)."));
    return out;
  }
  const Value tally = poll::tally(poll);
  List committees;
  for (const Value& row : tally.get("committees").is_list() ? tally.get("committees").as_list() : List{}) {
    Context one = row.as_context();
    one.set("name", community_words(state, row.get("community").string_or("")).zh);
    committees.push_back(std::move(one));
  }
  List institutions;
  for (const Value& row : tally.get("institutions").is_list() ? tally.get("institutions").as_list() : List{}) {
    Context one = row.as_context();
    const std::string body = row.get("body").string_or("");
    const Words words = body_words(state, body);
    one.set("name", words.zh == body ? community_words(state, body).zh : words.zh);
    institutions.push_back(std::move(one));
  }
  out.set("result", Context{{"committees", std::move(committees)},
                            {"institutions", std::move(institutions)},
                            {"issues", tally.get("issues")},
                            {"residents", residents_table(state, poll)}});
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
  const Words applicant = body_words(state, c->seat.body);
  out.set("applicant", Context{{"id", c->seat.body}, {"name", applicant.zh}, {"name_en", applicant.en}});
  out.set("case_title", case_title(state, *c).zh);
  return out;
}

std::string answer_form(const poll::Poll& poll, std::string_view party) {
  if (poll.kind == poll::kind_survey) return "T04-survey";
  return poll::is_institution(party) ? "T02-answer-body" : "T02-answer";
}

}  // namespace zhunru::server::read_model
