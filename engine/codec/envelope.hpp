// The envelope around bytes that travel or are kept in files: magic, kind, format version, length, SHA-256, then the
// bytes. Whoever opens one checks all of that before a single byte is decoded (docs/formats.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace zhunru::codec {

/// Format version of everything that engine/codec writes; a larger one is refused.
inline constexpr std::uint16_t format_version = 1;
/// Bytes of an envelope before its content.
inline constexpr std::size_t envelope_bytes = 4 + 2 + 2 + 8 + 32;

enum class EnvelopeKind : std::uint16_t { case_projection = 1, state_snapshot = 2, log_file = 3, engine_texts = 4 };

std::string seal(EnvelopeKind kind, std::string_view content);
/// The content, a part of `envelope`. Errors: envelope-magic, envelope-version, envelope-kind, envelope-length,
/// envelope-hash.
base::Result<std::string_view> open(EnvelopeKind kind, std::string_view envelope);

}  // namespace zhunru::codec
