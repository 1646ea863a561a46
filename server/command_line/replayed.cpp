#include "server/command_line/replayed.hpp"

#include "engine/store/sqlite/event_log.hpp"

namespace zhunru::server::command_line {

namespace {

base::Error broken(std::uint64_t seq, const char* zh, const char* en) {
  return base::make_error("chain_broken", std::string("第 ") + std::to_string(seq) + " 条记录:" + zh, en, "seq " + std::to_string(seq));
}

}  // namespace

base::Result<Replayed> replay(const std::string& log_path, const Visit& before_apply) {
  ZHUNRU_TRY(log, store::sqlite::EventLog::open(log_path, store::sqlite::EventLog::Mode::read_only));
  ZHUNRU_TRY_VOID(log->database().check_integrity());
  Replayed out;
  base::Result<void> outcome;
  ZHUNRU_TRY_VOID(log->read(1, [&](const store::StoredRecord& stored) {
    if (stored.seq != out.records + 1) return outcome = broken(out.records + 1, "缺失", "the record is missing"), false;
    if (stored.prev_hash != out.head) return outcome = broken(stored.seq, "与前一条不衔接", "it does not follow the one before"), false;
    if (store::chain_hash(stored.prev_hash, stored.bytes) != stored.hash) {
      return outcome = broken(stored.seq, "摘要不符,内容被改动", "its hash is wrong: the content was changed"), false;
    }
    const auto record = runtime::decode_record(stored.bytes);
    if (!record) {
      base::Error error = record.error();
      error.where = "seq " + std::to_string(stored.seq);
      return outcome = error, false;
    }
    if (record->seq != stored.seq) return outcome = broken(stored.seq, "编号不符", "it carries another number"), false;
    if (before_apply) {
      outcome = before_apply(out.state, *record);
      if (!outcome) return false;
    }
    for (const auto& event : record->events) engine::evolve(out.state, event);
    out.records = stored.seq;
    out.events += record->events.size();
    out.head = stored.hash;
    return true;
  }));
  if (!outcome) return outcome.error();
  out.state_hash = engine::state_hash(out.state);
  return out;
}

}  // namespace zhunru::server::command_line
