#include "server/read_model/comments.hpp"

#include <algorithm>

#include "engine/register/source.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

std::vector<Comment> comments_of(const poll::Poll& poll) {
  std::vector<Comment> out;
  if (poll.state == "open") return out;
  for (const auto& [key, voice] : poll.voices) {
    if (voice.party != "residents" || !poll::counts(poll, voice)) continue;
    for (const char* field : {"comment", "proposal.text"}) {
      const Value& said = voice.data.at_path(field);
      if (said.get("length").int64_or(0) == 0) continue;
      const std::string commitment = said.get("commitment").string_or("");
      const bool proposal = std::string_view(field) != "comment";
      if (!commitment.empty()) out.push_back({commitment, voice.community, field, proposal ? voice.data.at_path("proposal.field").string_or("") : ""});
    }
  }
  std::sort(out.begin(), out.end(), [](const Comment& a, const Comment& b) { return a.commitment < b.commitment; });
  return out;
}

const Value& withheld_record(const state::State& state, std::string_view commitment) {
  static const Value none;
  for (const Value& record : registers::records_on(state, moderation_register, std::nullopt)) {
    if (record.get("id").string_or("") == commitment) return record.get("withheld").boolean_or(false) ? record : none;
  }
  return none;
}

Value comments_summary(const state::State& state, const poll::Poll& poll) {
  if (poll.state == "open") return nullptr;
  const auto comments = comments_of(poll);
  List withheld;
  for (const Comment& one : comments) {
    const Value& record = withheld_record(state, one.commitment);
    if (record.is_null()) continue;
    Context line{{"reason", record.get("reason")}, {"at", record.get("at")}};
    const Words place = community_words(state, one.community);
    const Words by = body_words(state, record.get("by").string_or(""));
    put_words(line, "community_name", place.zh, place.en);
    put_words(line, "by_name", by.zh, by.en);
    withheld.push_back(std::move(line));
  }
  return Context{{"given", Value(static_cast<std::int64_t>(comments.size()))}, {"withheld", std::move(withheld)}};
}

}  // namespace zhunru::server::read_model
