// /api/admin/retention: what is kept longer than the local settings say, and erasing it. What people wrote, what they attached and
// what they began stand outside the log and can go; the log keeps commitments and hashes, so its chain stays whole. What was erased is
// written into the public register `erasures`: kind, of what, how much, when, by whom, under which setting. No text of it.
#include <algorithm>

#include "engine/register/source.hpp"
#include "server/api/administration_routes.hpp"
#include "server/api/strict.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

constexpr std::int64_t day_ms = 86'400'000;
constexpr int max_depth = 40;
constexpr const char* erasures = "erasures";

struct Due {
  std::string kind;     ///< answers, case_texts, attachments, drafts
  std::string of;       ///< poll, case, or "" for drafts
  std::string title, title_en;
  std::string setting;
  std::int64_t count = 0;
  std::int64_t days = 0;
  base::Instant since;  ///< when the reason for keeping it ended
  std::vector<std::string> commitments;
};

/// Commitments of personal texts anywhere in a value.
void collect(const Value& value, std::vector<std::string>& out, int depth = 0) {
  if (depth > max_depth) return;
  if (value.is_list())
    for (const Value& item : value.as_list()) collect(item, out, depth + 1);
  if (!value.is_context()) return;
  const Value& commitment = value.get("commitment");
  if (commitment.is_string() && value.get("length").is_number()) {
    out.push_back(commitment.as_string());
    return;
  }
  for (const auto& [name, member] : value.as_context()) collect(member, out, depth + 1);
}

class Search {
 public:
  Search(App& app, std::int64_t now_ms) : app_(app), state_(app.sequencer.state()), now_(now_ms), settings_(registers::settings_on(state_, base::shanghai_date(base::Instant{now_ms}))) {}

  std::vector<Due> all() {
    answers();
    cases();
    drafts();
    std::stable_sort(out_.begin(), out_.end(), [](const Due& a, const Due& b) { return a.since < b.since; });
    return std::move(out_);
  }

 private:
  std::int64_t days(const char* setting) const { return settings_.get(setting).int64_or(0); }
  bool over(base::Instant since, std::int64_t days) const { return days > 0 && since.ms > 0 && since.ms + days * day_ms < now_; }

  /// Keeps what the vault still has.
  void add_texts(Due due) {
    std::erase_if(due.commitments, [&](const std::string& one) { return !app_.vault.personal(one); });
    due.count = static_cast<std::int64_t>(due.commitments.size());
    if (due.count > 0) out_.push_back(std::move(due));
  }

  void answers() {
    const std::int64_t keep = days("retain_answers_days");
    state_.polls.for_each([&](const std::string& id, const poll::Poll& poll) {
      if (poll.state == "open" || !over(poll.closes, keep)) return;
      Due due{"answers", id, poll.title, poll.title, "retain_answers_days", 0, keep, poll.closes, {}};
      for (const auto* voices : {&poll.voices, &poll.late, &poll.earlier})
        for (const auto& [key, voice] : *voices) collect(voice.data, due.commitments);
      add_texts(std::move(due));
    });
  }

  void cases() {
    const std::int64_t texts = days("retain_case_texts_days"), files = days("retain_attachments_days");
    state_.cases.for_each([&](const std::string& id, const state::Case& c) {
      if (!c.ended) return;
      const auto title = read_model::case_title(state_, c);
      if (over(c.ended_at, texts)) {
        Due due{"case_texts", id, title.zh, title.en, "retain_case_texts_days", 0, texts, c.ended_at, {}};
        collect(Value(c.variables()), due.commitments);
        add_texts(std::move(due));
      }
      if (!over(c.ended_at, files)) return;
      const auto bound = static_cast<std::int64_t>(app_.attachments.of_case(id).size());
      if (bound > 0) out_.push_back({"attachments", id, title.zh, title.en, "retain_attachments_days", bound, files, c.ended_at, {}});
    });
  }

  void drafts() {
    const std::int64_t keep = days("retain_drafts_days");
    if (keep <= 0) return;
    const auto [count, oldest] = app_.vault.drafts_before(now_ - keep * day_ms);
    if (count > 0) out_.push_back({"drafts", "", "很久没有动过的草稿", "Drafts that nobody has touched for long", "retain_drafts_days", count, keep, base::Instant{oldest}, {}});
  }

  App& app_;
  const state::State& state_;
  std::int64_t now_;
  Value settings_;
  std::vector<Due> out_;
};

base::Result<void> erase(App& app, const Due& due, std::int64_t now_ms) {
  if (due.kind == "drafts") return app.vault.drop_drafts_before(now_ms - due.days * day_ms);
  if (due.kind == "attachments") return app.attachments.erase_case(due.of);
  return app.vault.erase_texts(due.commitments);
}

}  // namespace

Answer get_retention(App& app, Call& call) {
  List list;
  for (const Due& due : Search(app, call.now_ms).all()) {
    Context one{{"kind", due.kind}, {"of", due.of}, {"setting", due.setting}, {"days", Value(due.days)}, {"count", Value(due.count)},
                {"since", read_model::moment(due.since)}};
    read_model::put_words(one, "title", due.title, due.title_en);
    list.push_back(std::move(one));
  }
  List done = registers::records_on(app.sequencer.state(), erasures, std::nullopt);
  std::reverse(done.begin(), done.end());
  return Value(Context{{"due", std::move(list)}, {"done", std::move(done)}});
}

/// {id, kind, of, reason}: erases one line of the list. The trace is written first: what is gone is never without one.
Answer post_retention(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"kind", ValueKind::string}, {"of", ValueKind::string}, {"reason", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const std::string reason = fields.get("reason").as_string();
  if (reason.size() < 6) return bad_field("reason", "请写明理由(至少两个字)。", "give the reason, six characters at least.");
  const auto all = Search(app, call.now_ms).all();
  const auto due = std::find_if(all.begin(), all.end(), [&](const Due& one) {
    return one.kind == fields.get("kind").as_string() && one.of == fields.get("of").as_string();
  });
  if (due == all.end())
    return refuse(409, "not_due", "这一项还没到期限,或已经删除。", "This is not due yet, or is erased already.", "kind", "请刷新清单 / reload the list");
  const auto& state = app.sequencer.state();
  List records = registers::records_on(state, erasures, std::nullopt);
  records.push_back(Context{{"id", "E" + std::to_string(records.size() + 1)}, {"kind", due->kind}, {"of", due->of}, {"title", due->title},
                            {"title_en", due->title_en}, {"count", Value(due->count)}, {"setting", due->setting}, {"days", Value(due->days)},
                            {"by_name", call.caller.label}, {"at", read_model::moment(base::Instant{call.now_ms})}, {"reason", reason}});
  command::PutRegister put;
  put.register_name = erasures;
  put.effective = base::to_string(base::shanghai_date(base::Instant{call.now_ms}));
  put.reason = reason;
  put.clause = "C";
  put.records = Value(std::move(records));
  auto accepted = app.sequencer.submit(call.caller.account + ":" + fields.get("id").as_string().substr(0, 80), call.caller.actor(), std::move(put));
  if (!accepted) return refusal_of(accepted.error());
  if (auto erased = erase(app, *due, call.now_ms); !erased) return refusal_of(erased.error());
  return Value(Context{{"seq", Value::from_uint64(accepted->seq)}, {"count", Value(due->count)}});
}

}  // namespace zhunru::server::api
