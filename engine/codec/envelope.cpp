#include "engine/codec/envelope.hpp"

#include "engine/base/sha256.hpp"
#include "engine/codec/archive.hpp"

namespace zhunru::codec {
namespace {

constexpr std::string_view magic = "ZHRU";

base::Error refused(std::string code, std::string zh, std::string en) {
  return base::make_error(std::move(code), std::move(zh), std::move(en));
}

}  // namespace

std::string seal(EnvelopeKind kind, std::string_view content) {
  std::string out;
  Writer writer(out);
  writer.raw(magic);
  writer.integer(format_version);
  writer.integer(static_cast<std::uint16_t>(kind));
  writer.integer(static_cast<std::uint64_t>(content.size()));
  const base::Sha256 hash = base::sha256(content);
  writer.raw({reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()});
  writer.raw(content);
  return out;
}

base::Result<std::string_view> open(EnvelopeKind kind, std::string_view envelope) {
  if (envelope.size() < envelope_bytes || envelope.substr(0, magic.size()) != magic)
    return refused("envelope-magic", "不是本系统的数据", "These are not our bytes");
  Reader reader(envelope.substr(magic.size()));
  const auto version = reader.integer<std::uint16_t>();
  if (version == 0 || version > format_version)
    return refused("envelope-version", "数据格式版本 " + std::to_string(version) + " 比本程序新，请升级",
                   "Format version " + std::to_string(version) + " is newer than this program; upgrade it");
  if (reader.integer<std::uint16_t>() != static_cast<std::uint16_t>(kind))
    return refused("envelope-kind", "数据种类不符", "These bytes are of another kind");
  const auto length = reader.integer<std::uint64_t>();
  if (length != envelope.size() - envelope_bytes) return refused("envelope-length", "数据长度不符，可能被截断", "The length is wrong; cut off?");
  const std::string_view hash = reader.raw(32);
  const std::string_view content = envelope.substr(envelope_bytes);
  const base::Sha256 seen = base::sha256(content);
  if (hash != std::string_view(reinterpret_cast<const char*>(seen.bytes.data()), seen.bytes.size()))
    return refused("envelope-hash", "数据校验和不符，可能损坏或被改动", "The checksum is wrong; damaged or changed");
  return content;
}

}  // namespace zhunru::codec
