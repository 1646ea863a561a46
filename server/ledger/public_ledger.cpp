#include "server/ledger/public_ledger.hpp"

#include "engine/base/json.hpp"

namespace zhunru::server::ledger {

using base::Context;
using base::Value;

namespace {

struct Publisher {
  Context& body;
  bool operator()(const event::CaseStarted& e) { return kind("case_started").put("case", e.case_id).put("process", e.process).put("body", e.seat.body).yes(); }
  bool operator()(const event::CaseNumbered& e) { return kind("case_numbered").put("case", e.case_id).put("case_no", e.case_no).yes(); }
  bool operator()(const event::CaseEnded& e) { return kind("case_ended").put("case", e.case_id).put("end", e.end).put("reason", e.reason).yes(); }
  bool operator()(const poll::PollOpened& e) {
    return kind("poll_opened").put("poll", e.poll.id).put("case", e.poll.case_id).put("title", e.poll.title).put("text_hash", e.poll.text_hash).yes();
  }
  bool operator()(const poll::PollExtended& e) { return kind("poll_extended").put("poll", e.poll).yes(); }
  bool operator()(const poll::PollClosed& e) { return kind("poll_closed").put("poll", e.poll).yes(); }
  bool operator()(const poll::PollVoided& e) { return kind("poll_voided").put("poll", e.poll).put("reason", e.reason).yes(); }
  bool operator()(const document::DocumentIssued& e) {
    if (!e.document.is_public) return false;
    return kind("document").put("document", e.document.id).put("type", e.document.kind).put("number", e.document.number)
        .put("title", e.document.title).put("sha256", e.document.sha256).put("body", e.document.body).put("case", e.document.case_id).yes();
  }
  bool operator()(const document::DocumentVoided& e) { return kind("document_void").put("document", e.id).put("reason", e.reason).yes(); }
  bool operator()(const event::RegisterVersionWritten& e) {
    const bool list = e.register_name == "lists" || e.register_name.starts_with("list.");
    if (!list && e.register_name != "settings" && e.register_name != "calendars") return false;
    kind("register").put("register", e.register_name).put("reason", e.version.reason).put("clause", e.version.clause).put("case", e.version.case_id);
    body.set("version", Value(static_cast<std::int64_t>(e.version.version)));
    return put("effective", base::to_string(e.version.effective))
        .put("records_sha256", base::sha256(base::canonical_json(Value(e.version.records))).hex()).yes();
  }
  template <class Other>
  bool operator()(const Other&) {
    return false;
  }

 private:
  Publisher& kind(const char* word) { return put("kind", word); }
  Publisher& put(const char* name, const std::string& text) {
    body.set(name, Value(text));
    return *this;
  }
  bool yes() const { return true; }
};

}  // namespace

base::Sha256 link(const base::Sha256& previous, const std::string& body) { return base::sha256(previous.hex() + body); }

void PublicLedger::add(const runtime::LogRecord& record) {
  for (const auto& event : record.events) {
    Context body;
    if (!std::visit(Publisher{body}, event)) continue;
    body.set("at", base::to_iso(record.command.at));
    body.set("anchor", Value::from_uint64(record.seq));
    append(std::move(body));
  }
}

void PublicLedger::append(Context body) {
  restore(base::canonical_json(Value(std::move(body))));
}

void PublicLedger::restore(std::string body) {
  Entry entry;
  entry.number = entries_.size() + 1;
  entry.body = std::move(body);
  entry.hash = link(head(), entry.body);
  entries_.push_back(std::move(entry));
}

void PublicLedger::clear() { entries_.clear(); }

std::uint64_t PublicLedger::first_bad(const std::vector<Entry>& entries) {
  base::Sha256 previous;
  for (const Entry& entry : entries) {
    if (link(previous, entry.body) != entry.hash) return entry.number;
    previous = entry.hash;
  }
  return 0;
}

}  // namespace zhunru::server::ledger
