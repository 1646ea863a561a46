#include "server/auth/password.hpp"

#include <sodium.h>

#include <array>

#include "engine/base/check.hpp"
#include "engine/base/sha256.hpp"
#include "engine/base/utf8.hpp"

namespace zhunru::server::auth {

namespace {

constexpr unsigned long long passes = 3;
constexpr std::size_t memory = 64u << 20;

std::string base64url(const unsigned char* bytes, std::size_t size) {
  std::string out(sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  while (!out.empty() && out.back() == '\0') out.pop_back();
  return out;
}

}  // namespace

bool start_crypto() { return sodium_init() >= 0; }

std::string hash_password(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  CHECK(crypto_pwhash_str_alg(out.data(), password.data(), password.size(), passes, memory, crypto_pwhash_ALG_ARGON2ID13) == 0);
  return out.data();
}

bool verify_password(std::string_view stored, std::string_view password) {
  static const std::string nobody = hash_password(random_token());
  const std::string hash(stored.empty() ? std::string_view(nobody) : stored);
  const bool same = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
  return same && !stored.empty();
}

std::string weakness(std::string_view password, std::string_view account) {
  if (!base::utf8_valid(password)) return "密码含有无效字符 / the password holds invalid characters";
  const std::size_t length = base::utf8_length(password);
  if (length < 8) return "密码至少 8 个字符 / at least 8 characters";
  if (length > 256) return "密码最多 256 个字符 / at most 256 characters";
  if (password == account) return "密码不能与账号相同 / the password must differ from the account's name";
  return {};
}

std::string random_bytes(std::size_t bytes) {
  std::string out(bytes, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

std::string random_token(std::size_t bytes) {
  const std::string raw = random_bytes(bytes);
  return base64url(reinterpret_cast<const unsigned char*>(raw.data()), raw.size());
}

std::string token_hash(std::string_view token) { return base::sha256(token).hex(); }

std::string keyed_mark(std::string_view key, std::string_view text) {
  std::array<unsigned char, 24> out{};
  CHECK(key.size() >= crypto_generichash_KEYBYTES_MIN && key.size() <= crypto_generichash_KEYBYTES_MAX);
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     reinterpret_cast<const unsigned char*>(key.data()), key.size());
  return base64url(out.data(), out.size());
}

bool equal_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace zhunru::server::auth
