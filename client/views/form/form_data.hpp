// Changing one place of a form's immutable data. For: FormView. Paths are the ones that form::Problem speaks:
// "funding.payer", "objectives[0].target".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/value.hpp"

namespace zhunru::views {

/// The value there, or null.
[[nodiscard]] const base::Value& value_at(const base::Value& root, std::string_view path);
/// A copy of `root` with `value` at `path`; contexts and list items on the way are made where missing.
[[nodiscard]] base::Value with_value(const base::Value& root, std::string_view path, base::Value value);
/// A copy with the item `index` of the list at `path` removed.
[[nodiscard]] base::Value without_item(const base::Value& root, std::string_view path, std::size_t index);
/// "a" + "b" -> "a.b"; an empty side gives the other.
[[nodiscard]] std::string joined(std::string_view prefix, std::string_view key);

}  // namespace zhunru::views
