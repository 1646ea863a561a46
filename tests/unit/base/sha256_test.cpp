#include "engine/base/sha256.hpp"

#include <catch_amalgamated.hpp>
#include <string>

using namespace zhunru::base;

TEST_CASE("SHA-256 gives the published test vectors") {
  CHECK(sha256("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex() ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1'000'000, 'a')).hex() ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a stream of pieces hashes like the whole") {
  const std::string text(1000, 'x');
  for (const std::size_t piece : {1u, 7u, 63u, 64u, 65u, 999u}) {
    Sha256Stream stream;
    for (std::size_t at = 0; at < text.size(); at += piece)
      stream.update(std::string_view(text).substr(at, piece));
    CHECK(stream.finish() == sha256(text));
  }
}

TEST_CASE("hexadecimal text is read in either case and nothing else") {
  const Sha256 digest = sha256("abc");
  CHECK(Sha256::from_hex(digest.hex()) == digest);
  std::string upper = digest.hex();
  for (char& c : upper) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c;
  CHECK(Sha256::from_hex(upper) == digest);
  CHECK_FALSE(Sha256::from_hex(digest.hex().substr(1)));
  CHECK_FALSE(Sha256::from_hex("g" + digest.hex().substr(1)));
}
