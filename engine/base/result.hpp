// Result<T>: a value or an Error, never both, never neither, never silently dropped.
// It throws nothing; reading the side that is not there is a bug and ends the process (CHECK).
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "engine/base/check.hpp"
#include "engine/base/error.hpp"

namespace zhunru::base {

/// Outcome of an operation that may fail for outside reasons. Test with `if (result)`.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const noexcept { return held_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  const T& value() const& { return ZHUNRU_CHECK(ok()), std::get<0>(held_); }
  T& value() & { return ZHUNRU_CHECK(ok()), std::get<0>(held_); }
  T&& value() && { return ZHUNRU_CHECK(ok()), std::get<0>(std::move(held_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  const Error& error() const& { return ZHUNRU_CHECK(!ok()), std::get<1>(held_); }
  Error&& error() && { return ZHUNRU_CHECK(!ok()), std::get<1>(std::move(held_)); }

  /// The value, or `other` when there is an error.
  T value_or(T other) const& { return ok() ? std::get<0>(held_) : std::move(other); }

 private:
  std::variant<T, Error> held_;
};

/// Outcome without a value: `return {};` is success.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool ok() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return ok(); }
  const Error& error() const& { return ZHUNRU_CHECK(!ok()), *error_; }
  Error&& error() && { return ZHUNRU_CHECK(!ok()), std::move(*error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace zhunru::base

/// `ZHUNRU_TRY(doc, parse(text));` declares `doc` (a reference to the value) or returns the error to the caller.
#define ZHUNRU_TRY(name, expression)                     \
  auto name##_result = (expression);                     \
  if (!name##_result) return std::move(name##_result).error(); \
  auto& name = *name##_result

/// The same for Result<void>, or when the value is not wanted.
#define ZHUNRU_TRY_VOID(expression)                                                 \
  do {                                                                              \
    if (auto try_result_ = (expression); !try_result_) return std::move(try_result_).error(); \
  } while (false)
