#include "server/ledger/signature.hpp"

namespace zhunru::server::ledger {

using base::Context;
using base::Value;

std::string signed_hash(const document::Document& document) { return document.content.at_path("signed.text_hash").string_or(""); }

bool says_what_was_signed(const document::Document& document) {
  if (!document.content.is_context()) return false;
  Context fields = document.content.as_context();
  fields.erase("signed");
  fields.erase("signed_by");
  return document::value_hash(Value(Context{{"kind", document.kind}, {"body", document.body}, {"fields", Value(std::move(fields))}})) == signed_hash(document);
}

bool digest_holds(const document::Document& document) { return document::document_hash(document) == document.sha256; }

std::optional<Signature> signature_in(const runtime::LogRecord& record, const std::string& text_hash) {
  const state::Substitution* stood_in = nullptr;
  for (const auto& event : record.events) {
    if (const auto* substituted = std::get_if<event::Substituted>(&event)) stood_in = &substituted->substitution;
    const auto* done = std::get_if<event::TaskCompleted>(&event);
    if (done == nullptr || done->text_hash != text_hash) continue;
    Signature found{record.seq, done->account, done->element, done->text_hash, done->seat, done->at};
    if (stood_in != nullptr && stood_in->task == done->task) found.substitution = *stood_in;
    return found;
  }
  return std::nullopt;
}

}  // namespace zhunru::server::ledger
