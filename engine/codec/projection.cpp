#include "engine/codec/projection.hpp"

#include "engine/codec/archive.hpp"
#include "engine/codec/envelope.hpp"

namespace zhunru::codec {
namespace {

template <class T>
base::Result<T> opened(EnvelopeKind kind, std::string_view envelope) {
  ZHUNRU_TRY(content, open(kind, envelope));
  auto value = decode<T>(content);
  if (!value) return base::make_error("projection-damaged", "快照内容损坏，请重新载入", "The snapshot is damaged; load it again");
  return std::move(*value);
}

}  // namespace

std::string seal(const CaseProjection& projection) { return seal(EnvelopeKind::case_projection, encode(projection)); }
std::string seal(const EngineTexts& texts) { return seal(EnvelopeKind::engine_texts, encode(texts)); }
base::Result<CaseProjection> open_projection(std::string_view envelope) {
  return opened<CaseProjection>(EnvelopeKind::case_projection, envelope);
}
base::Result<EngineTexts> open_texts(std::string_view envelope) { return opened<EngineTexts>(EnvelopeKind::engine_texts, envelope); }

}  // namespace zhunru::codec
