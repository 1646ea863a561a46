// One list of fields per struct, read by everything that writes structs down (cereal, strict JSON, hashes).
// It knows no format and allocates nothing. The order of the fields is the order of the bytes: append, never reorder.
//
//   struct ClaimTask {
//     static constexpr std::string_view name = "ClaimTask";
//     std::string task;
//     template <class Self, class V> static void fields(Self& self, V&& v) { v("task", self.task); }
//   };
//
// Also read: a member `template <class V> void fields(V&& v)`, or `fields_of` where a member is called fields.
#pragma once

#include <array>
#include <string_view>
#include <type_traits>

namespace zhunru::command {

/// A visitor that takes anything; only for the concepts below.
struct AnyFieldVisitor {
  template <class T>
  void operator()(std::string_view, T&&) {}
};

template <class T>
concept HasStaticFields = requires(T& value, AnyFieldVisitor& visitor) { T::fields(value, visitor); };
template <class T>
concept HasMemberFields = !HasStaticFields<T> && requires(T& value, AnyFieldVisitor& visitor) { value.fields(visitor); };
template <class T>
concept HasFieldsOf = requires(T& value, AnyFieldVisitor& visitor) { value.fields_of(visitor); };

/// Structs with a field list. JSON: `std::optional` members may be missing, all others must be there.
template <class T>
concept HasFields = std::is_class_v<T> && (HasStaticFields<T> || HasMemberFields<T> || HasFieldsOf<T>);

/// Visits the fields of `value`; a visitor of a const value gets const members.
template <class T, class V>
void visit_fields(T& value, V&& visitor) {
  using Plain = std::remove_const_t<T>;
  if constexpr (HasFieldsOf<Plain>) {
    const_cast<Plain&>(value).fields_of(visitor);
  } else if constexpr (HasStaticFields<Plain>) {
    Plain::fields(value, visitor);
  } else {
    const_cast<Plain&>(value).fields(visitor);
  }
}

/// Words of an enum, by value from 0. Specialise as `std::array<std::string_view, N>` beside the enum.
template <class E>
inline constexpr std::array<std::string_view, 0> enum_names{};

template <class E>
concept NamedEnum = std::is_enum_v<E> && (enum_names<E>.size() > 0);

/// The word of an enum value.
template <NamedEnum E>
constexpr std::string_view to_word(E value) {
  return enum_names<E>[static_cast<std::size_t>(value)];
}

}  // namespace zhunru::command
