// The libraries as this build configures them: what both hosts rely on must hold in both, to the last digit.
#include <mpdecimal.h>
#include <sodium/crypto_hash_sha256.h>
#include <sqlite3.h>

#include <array>
#include <catch_amalgamated.hpp>
#include <cereal/archives/portable_binary.hpp>
#include <cereal/types/string.hpp>
#include <cstdint>
#include <pugixml.hpp>
#include <qrcodegen.hpp>
#include <sstream>
#include <string>

namespace {

// The result of one correctly rounded operation of libmpdec at 34 digits, as text.
template <typename Operation>
std::string decimal34(const char* operand, Operation operation) {
  mpd_context_t context;
  mpd_ieee_context(&context, 128);
  context.allcr = 1;
  std::uint32_t status = 0;
  mpd_t* value = mpd_new(&context);
  mpd_t* result = mpd_new(&context);
  mpd_qset_string(value, operand, &context, &status);
  operation(result, value, &context, &status);
  char* text = mpd_to_sci(result, 1);
  std::string out = text;
  mpd_free(text);
  mpd_del(value);
  mpd_del(result);
  return out;
}

std::string hex_sha256(const std::string& text) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::string out;
  for (unsigned char byte : hash) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

}  // namespace

TEST_CASE("decimals of 34 digits are rounded correctly on this host") {
  CHECK(decimal34("2", mpd_qsqrt) == "1.414213562373095048801688724209698");
  CHECK(decimal34("1", mpd_qexp) == "2.718281828459045235360287471352662");
  CHECK(decimal34("2", mpd_qln) == "0.6931471805599453094172321214581766");
  CHECK(decimal34("2", mpd_qlog10) == "0.3010299956639811952137388947244930");
  CHECK(decimal34("0.1234567890123456789012345678901234567", mpd_qplus) == "0.1234567890123456789012345678901235");
}

TEST_CASE("SHA-256 gives the published digests") {
  CHECK(hex_sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex_sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex_sha256(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SQLite has full-text search and refuses double-quoted strings") {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(":memory:", &database) == SQLITE_OK);
  CHECK(sqlite3_exec(database, "create virtual table t using fts5(x)", nullptr, nullptr, nullptr) == SQLITE_OK);
  CHECK(sqlite3_exec(database, "select \"no such column\"", nullptr, nullptr, nullptr) == SQLITE_ERROR);
  sqlite3_close(database);
}

TEST_CASE("a cereal string survives the portable binary archive and XML keeps Chinese text") {
  std::stringstream bytes;
  {
    cereal::PortableBinaryOutputArchive archive(bytes);
    archive(std::string("准入"), std::int64_t{-34});
  }
  cereal::PortableBinaryInputArchive archive(bytes);
  std::string text;
  std::int64_t number = 0;
  archive(text, number);
  CHECK(text == "准入");
  CHECK(number == -34);

  pugi::xml_document document;
  REQUIRE(document.load_string("<a 名=\"社区\"/>"));
  CHECK(std::string(document.child("a").attribute("名").value()) == "社区");
}

TEST_CASE("a QR code of a short text is the smallest version") {
  CHECK(qrcodegen::QrCode::encodeText("ZR", qrcodegen::QrCode::Ecc::LOW).getSize() == 21);
}
