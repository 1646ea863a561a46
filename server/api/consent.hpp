// What a person who answers was told about their data, and what became of their words: the privacy notice by version (register
// `privacy_notice`), the version that the consent of an answer is bound to, and what the office withheld of it.
#pragma once

#include <variant>

#include "engine/poll/poll.hpp"
#include "server/api/call.hpp"

namespace zhunru::server::api {

/// The privacy notice of today: {version, effective, sections}; null when the region has none.
base::Value notice_of(const state::State& state, std::int64_t now_ms);

/// `fields.data` with `notice_version`, the version that the person was shown (`fields.notice`). A person who saw an earlier one is
/// asked again; answers without a version (on paper, from a client that knows of none) are kept without one.
std::variant<base::Value, Refusal> consented(const App& app, const Call& call, const base::Value& fields);

/// What the office withheld of the voice's words, with its reasons: [{field, reason, at}].
base::List my_withheld(const state::State& state, const poll::Voice& voice);

}  // namespace zhunru::server::api
