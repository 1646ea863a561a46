// The machine behind evaluate.hpp; DMN uses it directly, so that a whole decision shares one budget of steps.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/feel/evaluate.hpp"
#include "engine/feel/node.hpp"

namespace zhunru::feel {

class Evaluator;

/// A function made outside FEEL text (a BKM, a decision service): called with arguments in order of its parameters.
struct NativeFunction : base::Function {
  std::function<base::Value(Evaluator&, base::List arguments)> body;
  std::vector<Type> types;  ///< of the parameters; empty = not checked
};

class Evaluator {
 public:
  explicit Evaluator(const Options& options) : options_(options) {}
  virtual ~Evaluator() = default;

  base::Value evaluate(const Expression& expression, const Scope& scope);
  /// Unary tests with "?" = input.
  base::Value evaluate_tests(const Expression& tests, const base::Value& input, const Scope& scope);
  /// Calls a function value with arguments in order; null with a note when the number or types do not fit.
  base::Value call(const base::Value& function, base::List arguments, std::uint32_t offset = 0);
  /// The FEEL test "value in candidate".
  base::Value test_in(const base::Value& value, const base::Value& candidate);

  /// After a limit was hit everything evaluates to null; the caller returns error().
  bool failed() const { return failed_; }
  const base::Error& error() const { return error_; }
  void fail(base::Error error);
  /// Pays for `count` steps; false when the budget is used up.
  bool spend(std::uint64_t count = 1);
  /// Checks size limits of what a function or operator made.
  base::Value bounded(base::Value value);
  /// Says why something became null, and is that null.
  base::Value null_because(std::string zh, std::string en);

  const Options& options() const { return options_; }
  std::uint32_t steps() const { return steps_; }
  std::vector<std::string>& unresolved() { return unresolved_; }
  std::vector<base::Error>& notes() { return notes_; }

 private:
  struct Closure;
  using Code = std::shared_ptr<const Program>;

  // evaluator.cpp
  base::Value eval(const Code& code, NodeIndex index, const Scope& scope);
  base::Value dispatch(const Code& code, const Node& node, const Scope& scope);
  base::Value name(const Node& node, const Scope& scope);
  base::Value path(const base::Value& object, const std::string& member);
  base::Value logic(const Code& code, const Node& node, const Scope& scope);
  base::Value comparison(const Code& code, const Node& node, const Scope& scope);
  base::Value in(const Code& code, const Node& node, const Scope& scope);
  base::Value test(const Code& code, NodeIndex test, const base::Value& value, const Scope& scope);
  base::Value range(const Code& code, const Node& node, const Scope& scope);

  // evaluator_collections.cpp
  base::Value context(const Code& code, const Node& node, const Scope& scope);
  base::Value list(const Code& code, const Node& node, const Scope& scope);
  base::Value filter(const Code& code, const Node& node, const Scope& scope);
  base::Value iterate(const Code& code, const Node& node, const Scope& scope);
  struct Loop;
  bool iterate_level(Loop& loop, std::size_t level, const Scope& scope);
  bool iterate_range(Loop& loop, std::size_t level, const Scope& scope, const base::Value& low, const base::Value& high);
  bool iterate_body(Loop& loop, const Scope& scope);

  // evaluator_calls.cpp
  base::Value invoke(const Code& code, const Node& node, const Scope& scope);
  base::Value call_closure(const Closure& closure, base::List arguments);
  base::Value make_function(const Code& code, const Node& node, const Scope& scope, const std::string& self);
  base::Value call_host(const HostFunction& host, base::List arguments, const std::vector<std::string>& names);
  base::Value call_builtin(const std::string& name, base::List arguments, const std::vector<std::string>& names);
  /// Whether a host or built-in function of that name exists.
  bool is_function_name(const std::string& name) const;
  base::Value call_named(const std::string& name, base::List arguments, const std::vector<std::string>& names);
  base::Value function_value(const std::string& name) const;

  const Options& options_;
  std::uint32_t steps_ = 0;
  std::uint32_t depth_ = 0;
  std::uint32_t calls_ = 0;
  bool failed_ = false;
  base::Error error_;
  std::vector<std::string> unresolved_;
  std::vector<base::Error> notes_;
  const Program* program_ = nullptr;  ///< of the node being evaluated, for notes
  std::uint32_t offset_ = 0;
};

}  // namespace zhunru::feel
