// What was signed, by whom, when: found in the log, and compared with what the document says. It trusts no field of the document
// that it can compute itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/document/document.hpp"
#include "engine/state/absence.hpp"
#include "engine/state/case_parts.hpp"
#include "server/runtime/log_record.hpp"

namespace zhunru::server::ledger {

struct Signature {
  std::uint64_t seq = 0;       ///< record of the log
  std::string account, element, text_hash;
  state::Seat seat;
  base::Instant at;
  std::optional<state::Substitution> substitution{};  ///< signed for somebody who was away (代理)
};

/// The hash of the text that the document says was signed; "" when it was issued without a signature.
std::string signed_hash(const document::Document& document);

/// The document's fields are exactly those of the signed draft: their hash is the signed one.
bool says_what_was_signed(const document::Document& document);

/// The document's digest, computed again, is the one that it carries.
bool digest_holds(const document::Document& document);

/// The signature of this text in a record.
std::optional<Signature> signature_in(const runtime::LogRecord& record, const std::string& text_hash);

}  // namespace zhunru::server::ledger
