// Passwords: argon2id by libsodium, random bytes, keyed hashes. Slow on purpose: call it on the hash worker only.
// It keeps nothing and logs nothing.
#pragma once

#include <string>
#include <string_view>

namespace zhunru::server::auth {

/// Must be called once before anything else here; false when libsodium cannot start.
bool start_crypto();

/// argon2id, 64 MiB, 3 passes: a string that holds its own salt and costs.
std::string hash_password(std::string_view password);
/// Constant time in the password. With an empty `stored` the same work is done against a fixed hash and it is false:
/// an unknown account costs as much as a known one.
bool verify_password(std::string_view stored, std::string_view password);
/// Empty when good; otherwise the reason (zh, en joined by " / "): 8 to 256 characters, not the account's name.
std::string weakness(std::string_view password, std::string_view account);

/// `bytes` random bytes as base64url without padding.
std::string random_token(std::size_t bytes = 32);
/// `bytes` raw random bytes.
std::string random_bytes(std::size_t bytes);
/// SHA-256 in hex, for storing tokens.
std::string token_hash(std::string_view token);
/// BLAKE2b with a key, as base64url: unforgeable marks (CSRF, devices).
std::string keyed_mark(std::string_view key, std::string_view text);
bool equal_secret(std::string_view a, std::string_view b);

}  // namespace zhunru::server::auth
