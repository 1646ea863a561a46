// The bytes: two cereal archives of our own, little endian and of fixed width, the same natively and in WebAssembly.
// The reader checks every count and length against the bytes that are left before it allocates, and stops with Malformed
// (caught in engine/codec, never seen outside). No pointers, no polymorphism, no class versions: docs/formats.md.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <cereal/cereal.hpp>

#include "engine/base/check.hpp"
#include "engine/base/sha256.hpp"
#include "engine/base/time.hpp"
#include "engine/base/value.hpp"
#include "engine/base/value_codec.hpp"
#include "engine/command/fields.hpp"

namespace zhunru::codec {

/// Thrown by Reader inside engine/codec only.
struct Malformed {
  std::string what;
};

class Writer : public cereal::OutputArchive<Writer, cereal::AllowEmptyClassElision> {
 public:
  explicit Writer(std::string& out) : OutputArchive(this), out_(out) {}
  void raw(std::string_view bytes) { out_.append(bytes); }
  void count(std::size_t n) {
    CHECK(n <= 0xffffffffu);
    integer(static_cast<std::uint32_t>(n));
  }
  template <class T>
  void integer(T value) {
    using U = std::make_unsigned_t<T>;
    U bits = static_cast<U>(value);
    std::array<char, sizeof(T)> bytes;
    for (std::size_t i = 0; i < sizeof(T); ++i) bytes[i] = static_cast<char>((bits >> (8 * i)) & 0xff);
    out_.append(bytes.data(), bytes.size());
  }

 private:
  std::string& out_;
};

class Reader : public cereal::InputArchive<Reader, cereal::AllowEmptyClassElision> {
 public:
  explicit Reader(std::string_view in) : InputArchive(this), in_(in), budget_(in.size() * memory_factor + 1024) {}
  std::string_view raw(std::size_t n) {
    if (n > in_.size()) throw Malformed{"ends too early"};
    std::string_view bytes = in_.substr(0, n);
    in_.remove_prefix(n);
    return bytes;
  }
  /// A count of items of at least `least` bytes each.
  std::uint32_t count(std::size_t least) {
    const auto n = integer<std::uint32_t>();
    if (static_cast<std::uint64_t>(n) * least > in_.size()) throw Malformed{"a count is larger than the bytes left"};
    return n;
  }
  template <class T>
  T integer() {
    using U = std::make_unsigned_t<T>;
    std::string_view bytes = raw(sizeof(T));
    U bits = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
      bits = static_cast<U>(bits | (static_cast<U>(static_cast<unsigned char>(bytes[i])) << (8 * i)));
    return static_cast<T>(bits);
  }
  /// Called before `bytes` of memory are taken for what is read; so no input takes more than 64 times its size.
  void spend(std::uint64_t bytes) {
    if (bytes > budget_) throw Malformed{"they would take too much memory for their size"};
    budget_ -= bytes;
  }
  bool at_end() const { return in_.empty(); }
  std::size_t left() const { return in_.size(); }

 private:
  /// Real records need less than 45 bytes of memory for each of theirs; the rest to 64 is for what spend() does not see.
  static constexpr std::uint64_t memory_factor = 56;

  std::string_view in_;
  std::uint64_t budget_;
};

}  // namespace zhunru::codec

CEREAL_SETUP_ARCHIVE_TRAITS(zhunru::codec::Reader, zhunru::codec::Writer)

namespace zhunru::codec {

/// Fixed-width integers only; `long` and `size_t` differ between the hosts and are refused by the compiler where they do.
template <class T>
concept Integer = std::is_same_v<T, std::uint8_t> || std::is_same_v<T, std::int8_t> || std::is_same_v<T, std::uint16_t> ||
                  std::is_same_v<T, std::int16_t> || std::is_same_v<T, std::uint32_t> || std::is_same_v<T, std::int32_t> ||
                  std::is_same_v<T, std::uint64_t> || std::is_same_v<T, std::int64_t>;

template <Integer T>
void CEREAL_SAVE_FUNCTION_NAME(Writer& w, const T& value) {
  w.integer(value);
}
template <Integer T>
void CEREAL_LOAD_FUNCTION_NAME(Reader& r, T& value) {
  value = r.integer<T>();
}

inline void CEREAL_SAVE_FUNCTION_NAME(Writer& w, const bool& value) { w.integer<std::uint8_t>(value ? 1 : 0); }
inline void CEREAL_LOAD_FUNCTION_NAME(Reader& r, bool& value) {
  const auto byte = r.integer<std::uint8_t>();
  if (byte > 1) throw Malformed{"a bool is neither 0 nor 1"};
  value = byte == 1;
}

inline void CEREAL_SAVE_FUNCTION_NAME(Writer& w, const std::string& text) {
  w.count(text.size());
  w.raw(text);
}
inline void CEREAL_LOAD_FUNCTION_NAME(Reader& r, std::string& text) {
  const auto n = r.count(1);
  r.spend(n);
  text = std::string(r.raw(n));
}

inline void CEREAL_SAVE_FUNCTION_NAME(Writer& w, const base::Instant& at) { w.integer(at.ms); }
inline void CEREAL_LOAD_FUNCTION_NAME(Reader& r, base::Instant& at) { at.ms = r.integer<std::int64_t>(); }

inline void CEREAL_SAVE_FUNCTION_NAME(Writer& w, const base::Date& date) {
  w.integer(date.year);
  w.integer(date.month);
  w.integer(date.day);
}
inline void CEREAL_LOAD_FUNCTION_NAME(Reader& r, base::Date& date) {
  date.year = r.integer<std::int32_t>();
  date.month = r.integer<std::uint8_t>();
  date.day = r.integer<std::uint8_t>();
  if (!base::is_valid(date)) throw Malformed{"no such date"};
}

inline void CEREAL_SAVE_FUNCTION_NAME(Writer& w, const base::Sha256& hash) {
  w.raw({reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()});
}
inline void CEREAL_LOAD_FUNCTION_NAME(Reader& r, base::Sha256& hash) {
  std::memcpy(hash.bytes.data(), r.raw(hash.bytes.size()).data(), hash.bytes.size());
}

/// Memory that a value takes for each of its bytes, at most: a context of short names and nulls.
inline constexpr std::uint64_t value_memory = 40;

inline void CEREAL_SAVE_FUNCTION_NAME(Writer& w, const base::Value& value) {
  auto bytes = base::encode_value(value);
  CHECK(bytes.ok());  // decide never lets a function into an event
  w.count(bytes->size());
  w.raw(*bytes);
}
inline void CEREAL_LOAD_FUNCTION_NAME(Reader& r, base::Value& value) {
  const auto n = r.count(1);
  r.spend(std::uint64_t{n} * value_memory);
  auto decoded = base::decode_value(r.raw(n));
  if (!decoded) throw Malformed{decoded.error().code + ": " + decoded.error().message_en};
  value = std::move(*decoded);
}

inline void CEREAL_SAVE_FUNCTION_NAME(Writer& w, const base::Context& context) { w(base::Value(context)); }
inline void CEREAL_LOAD_FUNCTION_NAME(Reader& r, base::Context& context) {
  base::Value value;
  r(value);
  if (!value.is_context()) throw Malformed{"variables are no context"};
  context = value.as_context();
}

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(Writer& w, const std::vector<T>& items) {
  w.count(items.size());
  for (const T& item : items) w(item);
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(Reader& r, std::vector<T>& items) {
  const auto n = r.count(1);
  r.spend(std::uint64_t{n} * sizeof(T));
  items.clear();
  items.reserve(n);
  for (std::uint32_t i = 0; i < n; ++i) r(items.emplace_back());
}

/// What a node of a std::map takes beside its key and value.
inline constexpr std::uint64_t map_node_bytes = 48;

template <class K, class T, class C>
void CEREAL_SAVE_FUNCTION_NAME(Writer& w, const std::map<K, T, C>& items) {
  w.count(items.size());
  for (const auto& [key, value] : items) {
    w(key);
    w(value);
  }
}
template <class K, class T, class C>
void CEREAL_LOAD_FUNCTION_NAME(Reader& r, std::map<K, T, C>& items) {
  const auto n = r.count(2);
  items.clear();
  for (std::uint32_t i = 0; i < n; ++i) {
    K key{};
    r(key);
    r.spend(sizeof(K) + sizeof(T) + map_node_bytes);
    if (!items.empty() && !C{}(items.rbegin()->first, key)) throw Malformed{"keys are not in rising order"};
    r(items.emplace_hint(items.end(), std::move(key), T{})->second);
  }
}

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(Writer& w, const std::optional<T>& value) {
  w(value.has_value());
  if (value) w(*value);
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(Reader& r, std::optional<T>& value) {
  bool has = false;
  r(has);
  value.reset();
  if (has) r(value.emplace());
}

template <class... Ts>
void CEREAL_SAVE_FUNCTION_NAME(Writer& w, const std::variant<Ts...>& value) {
  static_assert(sizeof...(Ts) < 0xffff);
  w.integer(static_cast<std::uint16_t>(value.index()));
  std::visit([&](const auto& held) { w(held); }, value);
}

template <class Variant, std::size_t I = 0>
void load_alternative(Reader& r, Variant& value, std::size_t index) {
  if constexpr (I < std::variant_size_v<Variant>) {
    if (index == I) {
      r(value.template emplace<I>());
    } else {
      load_alternative<Variant, I + 1>(r, value, index);
    }
  } else {
    throw Malformed{"unknown alternative " + std::to_string(index)};
  }
}
template <class... Ts>
void CEREAL_LOAD_FUNCTION_NAME(Reader& r, std::variant<Ts...>& value) {
  load_alternative(r, value, r.integer<std::uint16_t>());
}

/// One field of a struct. An enum with words takes only the values that have one: whoever reads it may say its word.
template <class Archive, class F>
void field_of(Archive& archive, F& field) {
  if constexpr (std::is_same_v<Archive, Reader> && command::NamedEnum<F>) {
    const auto number = archive.template integer<std::underlying_type_t<F>>();
    if (static_cast<std::size_t>(number) >= command::enum_names<F>.size()) throw Malformed{"an enum has no such value"};
    field = static_cast<F>(number);
  } else {
    archive(field);
  }
}

template <class Archive, command::HasFields T>
  requires(std::is_same_v<Archive, Writer> || std::is_same_v<Archive, Reader>)
void CEREAL_SERIALIZE_FUNCTION_NAME(Archive& archive, T& value) {
  command::visit_fields(value, [&](std::string_view, auto& field) { field_of(archive, field); });
}

/// Bytes of one value.
template <class T>
std::string encode(const T& value) {
  std::string out;
  Writer writer(out);
  writer(value);
  return out;
}

/// Reads exactly one value that fills all of `bytes`. On failure the error code is "malformed-bytes".
template <class T>
base::Result<T> decode(std::string_view bytes) {
  try {
    Reader reader(bytes);
    T value{};
    reader(value);
    if (!reader.at_end()) throw Malformed{"bytes are left over"};
    return value;
  } catch (const Malformed& malformed) {
    return base::make_error("malformed-bytes", "数据损坏：" + malformed.what, "The bytes are damaged: " + malformed.what);
  } catch (const std::exception& exception) {
    return base::make_error("malformed-bytes", std::string("数据损坏：") + exception.what(),
                            std::string("The bytes are damaged: ") + exception.what());
  }
}

}  // namespace zhunru::codec
