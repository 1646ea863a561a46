#include "engine/decide/import_poll.hpp"

#include <algorithm>

namespace zhunru::decide {
namespace {

/// Ways in and voices of one imported poll; more is a mistake in the file.
constexpr std::size_t people_limit = 20'000;

std::optional<base::Instant> day_end(const base::Value& date) {
  const auto day = base::parse_date(date.string_or(""));
  const auto next = day ? base::add_days(*day, 1) : std::nullopt;
  if (!next) return std::nullopt;
  return base::start_of_day(*next);
}

const base::List& rows(const base::Value& list) {
  static const base::List none;
  return list.is_list() ? list.as_list() : none;
}

std::vector<poll::Invitation> invitations_of(const std::string& poll, const base::Value& asked) {
  std::vector<poll::Invitation> made;
  for (const base::Value& row : rows(asked)) {
    for (std::int64_t left = row.get("count").int64_or(1); left > 0 && made.size() < people_limit; --left) {
      poll::Invitation one;
      one.id = poll + "-i" + std::to_string(made.size() + 1);
      one.party = row.get("party").string_or("");
      one.community = row.get("community").string_or("");
      one.body = row.get("body").string_or("");
      made.push_back(std::move(one));
    }
  }
  return made;
}

void import_voices(Run& run, const poll::Poll& poll, const base::Value& voices) {
  std::size_t number = 0;
  for (const base::Value& row : rows(voices)) {
    for (std::int64_t left = row.get("count").int64_or(1); left > 0 && number < people_limit; --left) {
      poll::Voice voice;
      voice.party = row.get("party").string_or("");
      voice.community = row.get("community").string_or("");
      voice.body = row.get("body").string_or("");
      const std::string person = "legacy:" + std::to_string(++number);
      const bool named = !voice.community.empty() || !voice.body.empty();
      voice.key = poll::voice_key(voice.party, voice.community, named ? voice.body : person, person);
      voice.channel = "legacy";
      voice.stance = row.get("stance").string_or("");
      voice.data = base::Value(base::Context{});
      voice.text_hash = poll.text_hash;
      voice.at = run.at;
      run.emit(poll::VoiceRecorded{poll.id, std::move(voice), "", ""});
    }
  }
}

}  // namespace

std::string import_poll(Run& run, const std::string& case_id, std::size_t number, const base::Value& record) {
  poll::Poll made;
  made.id = case_id + ".P" + std::to_string(number);
  made.case_id = case_id;
  made.kind = record.get("kind").string_or(poll::kind_consultation);
  made.title = record.get("title").string_or("");
  made.text_hash = record.get("text_hash").string_or("");
  made.run_by = record.get("run_by").string_or("");
  made.state = "open";
  made.extensions = static_cast<std::int32_t>(record.get("extensions").int64_or(0));
  for (const base::Value& code : rows(record.get("communities"))) made.communities.push_back(code.string_or(""));
  std::sort(made.communities.begin(), made.communities.end());
  const auto opens = base::parse_date(record.get("opens").string_or(""));
  const auto closes = day_end(record.get("closes"));
  if (!opens || !closes || made.communities.empty() || made.text_hash.empty()) {
    run.reject(refusal("bad-poll", "导入的征求缺少起止日期、范围或文本摘要", "An imported poll lacks its dates, its scope or the hash of its text", "polls"));
    return {};
  }
  made.opens = base::start_of_day(*opens);
  made.closes = *closes;
  made.links_expire = *closes;
  for (const base::Value& row : rows(record.get("plan"))) {
    made.plan.push_back({row.get("name").string_or(""), static_cast<std::int32_t>(row.get("planned").int64_or(0)),
                         static_cast<std::int32_t>(row.get("population").int64_or(0))});
  }
  run.emit(poll::PollOpened{made});
  run.emit(poll::InvitationsIssued{made.id, invitations_of(made.id, record.get("asked"))});
  import_voices(run, made, record.get("voices"));
  return made.id;
}

}  // namespace zhunru::decide
