// zhunru verify: is this data what it claims to be? Recounts the chain, replays from nothing, decides again, recounts polls.
#include <cstdio>
#include <map>
#include <optional>

#include "engine/base/json.hpp"
#include "engine/codec/archive.hpp"
#include "engine/operation/operation.hpp"
#include "engine/poll/tally.hpp"
#include "engine/store/sqlite/event_log.hpp"
#include "server/command_line/data_dir.hpp"
#include "server/command_line/replayed.hpp"
#include "server/command_line/subcommands.hpp"
#include "server/ledger/public_ledger.hpp"
#include "server/ledger/signature.hpp"
#include "server/runtime/snapshot.hpp"

namespace zhunru::server::command_line {

namespace {

constexpr std::string_view help_text = R"(zhunru verify --data 目录 [--decide] [--expect-head 十六进制]

  核对数据:日志链逐条重算;从空状态重放;快照与重放一致;各次征求意见的票数重数;公开账本重算。
  --decide            再用记录下来的命令重新裁决,须得到同样的事件(同一版本的程序)
  --document ID       再核对一份文书(编号、文号或 SHA-256):签的是什么,谁签的,何时签的
  --expect-head HEX   日志末尾的摘要须等于此值(与打印、公布在外面的值比对,才能发现整段被截去)
  服务器运行时也可以核对。

  Checks the data: recounts the chain record by record; replays from nothing; the snapshot agrees with the replay; recounts every
  poll; recounts the public ledger.
  --document ID       also checks one document (id, number or SHA-256): what was signed, by whom, when
  --decide            decides every recorded command again and wants the same events (same version of the program)
  --expect-head HEX   the log must end with this hash: compare with a value kept elsewhere, to notice a cut-off tail
  Works while the server runs.
)";

/// Polls counted from the events alone, by rules of their own: the last voice of each key, moved when it is confirmed.
class Recount {
 public:
  void see(const event::Event& event) {
    if (const auto* voice = std::get_if<poll::VoiceRecorded>(&event)) {
      if (!voice->voice.late) voices_[voice->poll][voice->voice.key] = {voice->voice.party, voice->voice.stance, voice->voice.verified};
    } else if (const auto* confirmed = std::get_if<poll::VoiceConfirmed>(&event)) {
      auto& poll = voices_[confirmed->poll];
      const auto found = poll.find(confirmed->key);
      if (found == poll.end()) return;
      Voice moved = found->second;
      moved.verified = true;
      poll.erase(found);
      poll[confirmed->new_key] = moved;
    } else if (const auto* gone = std::get_if<poll::PollVoided>(&event)) {
      voices_[gone->poll].clear();
    }
  }
  /// The first poll whose residents are counted differently; "" when all agree.
  std::string first_difference(const state::State& state) const {
    std::string wrong;
    state.polls.for_each([&](const std::string& id, const poll::Poll& poll) {
      if (poll.state == "void" || !wrong.empty()) return;
      std::map<std::string, std::int64_t> mine, theirs;
      if (const auto found = voices_.find(id); found != voices_.end()) {
        for (const auto& [key, voice] : found->second) mine[voice.party] += voice.verified ? 1 : 0;
      }
      for (const auto& [key, voice] : poll.voices) theirs[voice.party] += poll::counts(poll, voice) ? 1 : 0;
      std::erase_if(mine, [](const auto& entry) { return entry.second == 0 || entry.first == "rc"; });
      std::erase_if(theirs, [](const auto& entry) { return entry.second == 0 || entry.first == "rc"; });
      if (mine != theirs) wrong = id;
    });
    return wrong;
  }
  std::size_t polls() const { return voices_.size(); }
  /// Residents' voices that count, over all polls.
  std::int64_t residents() const {
    std::int64_t sum = 0;
    for (const auto& [id, poll] : voices_) {
      for (const auto& [key, voice] : poll) sum += voice.party == "residents" && voice.verified ? 1 : 0;
    }
    return sum;
  }

 private:
  struct Voice {
    std::string party, stance;
    bool verified = false;
  };
  std::map<std::string, std::map<std::string, Voice>> voices_;
};

base::Result<void> decide_again(const state::State& before, const runtime::LogRecord& record) {
  const auto decision = engine::decide(before, record.command);
  if (!decision) {
    base::Error error = decision.error();
    error.where = "seq " + std::to_string(record.seq) + ": " + error.where;
    return error;
  }
  if (codec::encode(decision->events) != codec::encode(record.events)) {
    return base::make_error("decision_differs", "重新裁决得到不同的事件。", "Deciding again gives other events.", "seq " + std::to_string(record.seq));
  }
  return {};
}

base::Result<void> check_snapshot(const DataFiles& files) {
  ZHUNRU_TRY(log, store::sqlite::EventLog::open(files.log(), store::sqlite::EventLog::Mode::read_only));
  runtime::Snapshots snapshots;
  state::State state;
  ledger::PublicLedger ledger;
  ZHUNRU_TRY(seq, snapshots.load(*log, state, ledger));
  if (seq == 0) {
    std::printf("  快照 snapshot: 无 / none\n");
    return {};
  }
  // The snapshot is as of `seq`; the log up to there must give the same.
  state::State replayed;
  ledger::PublicLedger ledger_replayed;
  base::Result<void> outcome;
  ZHUNRU_TRY_VOID(log->read(1, [&](const store::StoredRecord& stored) {
    if (stored.seq > seq) return false;
    const auto record = runtime::decode_record(stored.bytes);
    if (!record) return outcome = record.error(), false;
    for (const auto& event : record->events) engine::evolve(replayed, event);
    ledger_replayed.add(*record);
    return true;
  }));
  if (!outcome) return outcome;
  if (engine::state_hash(replayed) != engine::state_hash(state)) {
    return base::make_error("snapshot_differs", "快照与重放结果不一致。", "The snapshot differs from the replay.", "seq " + std::to_string(seq));
  }
  if (ledger_replayed.head() != ledger.head()) {
    return base::make_error("ledger_differs", "公开账本与重放结果不一致。", "The public ledger differs from the replay.", "seq " + std::to_string(seq));
  }
  std::printf("  快照 snapshot: seq %llu ✓\n", static_cast<unsigned long long>(seq));
  return {};
}

/// The signature of a document: in the log, over exactly what the document says.
base::Result<void> check_document(const DataFiles& files, const state::State& state, const std::string& name) {
  const document::Document* found = state.documents.find(name);
  state.documents.for_each([&](const std::string&, const document::Document& one) {
    if (found == nullptr && (one.sha256 == name || one.number == name)) found = &one;
  });
  if (found == nullptr) return base::make_error("document", "没有这份文书。", "There is no such document.", name);
  std::printf("\n  文书 document: %s %s\n    %s, 第 %d 版 version\n    SHA-256 %s\n", found->number.c_str(), found->id.c_str(), found->title.c_str(),
              static_cast<int>(found->version), found->sha256.c_str());
  if (!ledger::digest_holds(*found)) return base::make_error("document-digest", "摘要与原文不符。", "The digest is not that of the text.", found->id);
  std::printf("    摘要重新计算一致 / digest computed again ✓\n");
  if (found->voided) std::printf("    已作废 / void: %s\n", found->void_reason.c_str());
  const std::string hash = ledger::signed_hash(*found);
  if (hash.empty()) {
    std::printf("    没有签署 / issued without a signature\n");
    return {};
  }
  if (!ledger::says_what_was_signed(*found)) {
    return base::make_error("document-signature", "所签文本与文书不一致。", "The signed text is not what the document says.", found->id);
  }
  ZHUNRU_TRY(log, store::sqlite::EventLog::open(files.log(), store::sqlite::EventLog::Mode::read_only));
  std::optional<ledger::Signature> signature;
  base::Result<void> outcome;
  ZHUNRU_TRY_VOID(log->read(1, [&](const store::StoredRecord& stored) {
    const auto record = runtime::decode_record(stored.bytes);
    if (!record) return outcome = record.error(), false;
    if (auto one = ledger::signature_in(*record, hash)) signature = std::move(one);
    return true;
  }));
  if (!outcome) return outcome;
  if (!signature) return base::make_error("document-signature", "日志中没有这次签署。", "The log holds no such signature.", hash);
  std::printf("    签署 signed: %s (%s, %s), %s, 日志第 %llu 条 record\n    所签文本 signed text: SHA-256 %s ✓\n", signature->account.c_str(),
              signature->seat.role.c_str(), signature->seat.body.c_str(), base::to_iso(signature->at).c_str(),
              static_cast<unsigned long long>(signature->seq), hash.c_str());
  return {};
}

base::Result<void> run_verify(const Arguments& arguments) {
  const DataFiles files{arguments.get("--data")};
  if (files.folder.empty()) return base::make_error("argument", "请用 --data 指明数据目录", "name the data directory with --data", "--data");
  operation::register_all();
  Recount recount;
  ledger::PublicLedger ledger;
  const bool again = arguments.has("--decide");
  ZHUNRU_TRY(replayed, replay(files.log(), [&](const state::State& before, const runtime::LogRecord& record) -> base::Result<void> {
    for (const auto& event : record.events) recount.see(event);
    ledger.add(record);
    return again ? decide_again(before, record) : base::Result<void>();
  }));
  std::printf("  日志 log: %llu 条记录 records, %llu 个事件 events ✓\n  末尾 head: %s\n", static_cast<unsigned long long>(replayed.records),
              static_cast<unsigned long long>(replayed.events), replayed.head.hex().c_str());
  if (again) std::printf("  重新裁决 decided again: ✓\n");
  std::printf("  状态 state: %s\n", replayed.state_hash.hex().c_str());
  if (const std::string wrong = recount.first_difference(replayed.state); !wrong.empty()) {
    return base::make_error("recount_differs", "征求意见重数不一致:" + wrong, "Recounting this poll gives another result: " + wrong, wrong);
  }
  std::printf("  征求意见重数 polls recounted: %zu, residents %lld ✓\n", recount.polls(), static_cast<long long>(recount.residents()));
  if (const std::uint64_t bad = ledger::PublicLedger::first_bad(ledger.entries()); bad != 0) {
    return base::make_error("ledger_broken", "公开账本断裂。", "The public ledger is broken.", "entry " + std::to_string(bad));
  }
  std::printf("  公开账本 public ledger: %zu, head %s ✓\n", ledger.entries().size(), ledger.head().hex().c_str());
  ZHUNRU_TRY_VOID(check_snapshot(files));
  if (arguments.has("--document")) ZHUNRU_TRY_VOID(check_document(files, replayed.state, arguments.get("--document")));
  const std::string expected = arguments.get("--expect-head");
  if (!expected.empty() && expected != replayed.head.hex()) {
    return base::make_error("head_differs", "日志末尾与所给摘要不符:可能被截去或整段重写。",
                            "The log does not end with the given hash: it was cut or rewritten.", expected);
  }
  return {};
}

int run(int count, const char* const* values) {
  auto arguments = Arguments::parse(count, values, {{"--data", "--expect-head", "--document"}, {"--decide"}, 0});
  if (!arguments) return usage(arguments.error(), "verify");
  if (auto done = run_verify(*arguments); !done) return done.error().code == "argument" ? usage(done.error(), "verify") : fail(done.error());
  std::printf("数据完好 / the data is sound\n");
  return 0;
}

}  // namespace

const Subcommand verify_command{"verify", "核对数据:链、重放、重数", "Check the data: chain, replay, recount", help_text, run};

}  // namespace zhunru::server::command_line
