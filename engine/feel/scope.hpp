// Scope: what names mean while an expression is evaluated. An immutable chain, innermost first; cheap to copy and extend.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/base/value.hpp"

namespace zhunru::feel {

class Scope {
 public:
  /// Knows no name.
  Scope() = default;
  /// Names are the members of `context`; any other kind of value adds nothing.
  explicit Scope(base::Value context) : Scope(Scope().with(std::move(context))) {}

  /// A scope inside this one where the members of `context` come first.
  Scope with(base::Value context) const;
  /// A scope inside this one with one more name.
  Scope with(std::string name, base::Value value) const;
  /// A scope inside this one for the item of a filter: its members, then "item".
  Scope with_item(base::Value item) const;

  /// nullptr when no such name is known; valid while this scope lives.
  const base::Value* find(std::string_view name) const;
  /// True when a filter's item may have the names that were not found.
  bool inside_filter() const;

 private:
  struct Frame;
  explicit Scope(std::shared_ptr<const Frame> top) : top_(std::move(top)) {}
  std::shared_ptr<const Frame> top_;
};

}  // namespace zhunru::feel
