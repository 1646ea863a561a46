// The built-in functions of FEEL (DMN 1.5 §10.3.4): signatures and implementations, grouped by family in builtins_*.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.hpp"
#include "engine/feel/names.hpp"

namespace zhunru::feel {

class Evaluator;

/// The arguments of one call, bound to the parameters of one signature; missing optional ones are null.
class Arguments {
 public:
  Arguments(Evaluator& evaluator, base::List values, std::size_t given)
      : evaluator_(evaluator), values_(std::move(values)), given_(given) {}

  Evaluator& evaluator() { return evaluator_; }
  std::size_t size() const { return values_.size(); }
  /// Whether the argument was written in the call (it may be null).
  bool given(std::size_t i) const { return i < given_; }
  const base::Value& operator[](std::size_t i) const { return values_[i]; }
  /// The argument, or the only item of a list of one, as nearly all scalar parameters allow (§10.3.2.9.4).
  const base::Value& scalar(std::size_t i) const;
  /// nullptr when the argument is of another kind (after scalar()).
  const base::Decimal* number(std::size_t i) const;
  const std::string* string(std::size_t i) const;
  /// A whole number that fits; fractions are cut off.
  std::optional<std::int64_t> integer(std::size_t i) const;
  /// The list, or a list of the single value; nullopt for null.
  std::optional<base::List> list(std::size_t i) const;
  /// Variadic functions: the only argument when it is a list, else all arguments.
  base::List items() const;

 private:
  Evaluator& evaluator_;
  base::List values_;
  std::size_t given_;
};

using BuiltinBody = base::Value (*)(Arguments& arguments);

/// One signature. `parameters`: names separated by commas; "?" behind a name makes it optional, "..." variadic.
struct Builtin {
  std::string_view name;
  std::string_view parameters;
  BuiltinBody body;
};

/// A family of functions, as its file gives it.
struct BuiltinFamily {
  const Builtin* first;
  std::size_t count;
};
BuiltinFamily number_builtins();
BuiltinFamily string_builtins();
BuiltinFamily list_builtins();
BuiltinFamily aggregate_builtins();
BuiltinFamily context_builtins();
BuiltinFamily temporal_builtins();
BuiltinFamily range_builtins();

/// A signature with its parameters taken apart.
struct Signature {
  std::vector<std::string> parameters;
  std::size_t required = 0;
  bool variadic = false;
  BuiltinBody body = nullptr;
};

/// The signatures of a function; nullptr when there is none of that name.
const std::vector<Signature>* find_builtin(std::string_view name);
/// Names of more than one word, for the parser.
const Names& builtin_names();
/// All names, sorted.
std::vector<std::string> builtin_list();

}  // namespace zhunru::feel
