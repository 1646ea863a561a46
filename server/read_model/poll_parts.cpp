#include "server/read_model/poll_parts.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/poll/tally.hpp"
#include "engine/register/source.hpp"
#include "engine/rule/hiding.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/consultation.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

constexpr std::array<std::string_view, 6> channels{"link", "poster", "account", "counter", "paper", "meeting"};

bool by_station(const poll::Voice& voice) { return voice.channel == "counter" || voice.channel == "paper" || voice.channel == "meeting"; }

}  // namespace

Words channel_words(std::string_view channel) {
  if (channel == "link") return {"手机链接", "by phone, own link"};
  if (channel == "poster") return {"海报二维码", "by poster code"};
  if (channel == "account") return {"本人账号", "by own account"};
  if (channel == "counter") return {"服务站窗口", "at the counter"};
  if (channel == "paper") return {"纸质表", "on paper"};
  if (channel == "meeting") return {"会议现场", "at a meeting"};
  return {std::string(channel), std::string(channel)};
}

List class_list() {
  List out;
  for (const char* name : {"residents", "street", "station", "departments", "social_orgs", "experts", "supervisory", "party_org", "mass_orgs"}) {
    Context one{{"class", name}};
    const Words words = class_words(name);
    put_words(one, "name", words.zh, words.en);
    out.push_back(std::move(one));
  }
  return out;
}

List committees_answered(const state::State& state, const poll::Poll& poll) {
  List out;
  for (const auto& code : poll.communities) {
    Context one{{"community", code}, {"answered", poll.voices.contains(poll::voice_key("rc", code, "", ""))}};
    const Words words = community_words(state, code);
    put_words(one, "name", words.zh, words.en);
    out.push_back(std::move(one));
  }
  return out;
}

List entered_at(const poll::Poll& poll, const std::string& community) {
  std::vector<const poll::Voice*> found;
  for (const auto& [key, voice] : poll.voices) {
    if (!community.empty() && voice.community == community && voice.party == "residents" && by_station(voice)) found.push_back(&voice);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->at > b->at; });
  List out;
  for (const auto* voice : found) {
    // The key ends with the person: "invited:c1.P1-i3" for a printed sheet, else the station's own number.
    std::string ballot = voice->key.substr(voice->key.find(':') + 1);
    if (const std::size_t sheet = ballot.find("invited:"); sheet != std::string::npos) ballot.erase(0, sheet + 8);
    Context one = counted_before(*voice);
    one.set("ballot", ballot);
    out.push_back(std::move(one));
  }
  return out;
}

Value ways_of(const state::State& state, const poll::Poll& poll) {
  if (poll.state == "open") return {};
  std::vector<std::int64_t> counts(channels.size(), 0);
  std::int64_t total = 0;
  for (const auto& [key, voice] : poll.voices) {
    if (voice.party != "residents" || !poll::counts(poll, voice)) continue;
    const auto at = std::find(channels.begin(), channels.end(), voice.channel);
    if (at != channels.end()) ++counts[static_cast<std::size_t>(at - channels.begin())], ++total;
  }
  if (total == 0) return {};
  List columns, cells;
  for (std::size_t i = 0; i < channels.size(); ++i) {
    columns.push_back(Value(channels[i]));
    cells.push_back(Value(counts[i]));
  }
  const std::int64_t k = registers::settings_on(state, std::nullopt).get("small_cell_k").int64_or(5);
  const auto hidden = rule::hide_small(Context{{"rows", List{Value("residents")}}, {"columns", std::move(columns)}, {"cells", List{Value(std::move(cells))}}}, k);
  if (!hidden) return {};
  List out;
  for (std::size_t i = 0; i < channels.size(); ++i) {
    if (counts[i] == 0) continue;
    Context one{{"channel", channels[i]}, {"count", hidden->at_path("table.cells").item(0).item(i)}};
    const Words words = channel_words(channels[i]);
    put_words(one, "name", words.zh, words.en);
    out.push_back(std::move(one));
  }
  return Value(std::move(out));
}

Context counted_before(const poll::Voice& voice) {
  Context out{{"channel", voice.channel}, {"at", moment(voice.at)}, {"revision", Value(static_cast<std::int64_t>(voice.revision))}};
  const Words words = channel_words(voice.channel);
  put_words(out, "channel_name", words.zh, words.en);
  return out;
}

Context who_words(const state::State& state, const poll::Speaker& voice) {
  Context who{{"class", voice.party}, {"community", voice.community}, {"body", voice.body}, {"stratum", voice.stratum}};
  const auto words = class_words(voice.party);
  const auto place = voice.community.empty() ? body_words(state, voice.body) : community_words(state, voice.community);
  put_words(who, "class_name", words.zh, words.en);
  put_words(who, "community_name", place.zh, place.en);
  return who;
}

}  // namespace zhunru::server::read_model
