// Basis: a scratch state on the phone, put together from what the server sent (the case as this person may see it, the public
// texts and registers), on which the same engine runs. For: outlook.hpp.
// Refuses bytes that are not sealed by a server of ours, and texts or registers that do not go with the case. Sends nothing.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/codec/projection.hpp"
#include "engine/register/source.hpp"
#include "engine/state/state.hpp"

namespace zhunru::preview {

struct Basis {
    std::string case_id;
    base::Instant at;      ///< the server's clock when the snapshot was made
    command::Actor actor;
    bool redacted = false; ///< something that exists was not given
    base::Value roles;     ///< {role: {zh, en}}
    state::State state;
};

/// Errors: those of codec::open_projection; texts-differ / registers-differ where the parts are not of one moment (load again).
base::Result<std::shared_ptr<const Basis>> make_basis(const codec::CaseProjection& projection, const codec::EngineTexts& texts,
                                                      const registers::Collection& registers);

/// Key of the public registers that a collection holds; equal to CaseProjection::registers_key when it is of that moment.
std::string registers_key(const registers::Collection& registers);

}  // namespace zhunru::preview
