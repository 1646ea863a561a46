// Calls: functions written in FEEL, functions of the host, built-in functions.
#include <algorithm>

#include "engine/feel/builtins.hpp"
#include "engine/feel/evaluator.hpp"

namespace zhunru::feel {

using base::Value;

/// A function written in FEEL, with the scope it was made in.
struct Evaluator::Closure : base::Function {
  Code code;
  NodeIndex body = 0;
  std::vector<Type> types;
  Scope scope;
  std::string self;  ///< name of the context entry that holds it, so that it can call itself
};

namespace {

/// The name of a host or built-in function used as a value, for example in sort(list, precedes: f).
struct NamedFunction : base::Function {
  std::string name;
};

/// Puts arguments with names into the order of the parameters; false when a name is unknown or given twice.
bool reorder(base::List& arguments, const std::vector<std::string>& names,
             const std::vector<std::string>& parameters, std::vector<bool>& given) {
  base::List ordered(parameters.size());
  given.assign(parameters.size(), false);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto at = std::find(parameters.begin(), parameters.end(), names[i]);
    if (at == parameters.end()) return false;
    const auto index = static_cast<std::size_t>(at - parameters.begin());
    if (given[index]) return false;
    given[index] = true;
    ordered[index] = std::move(arguments[i]);
  }
  arguments = std::move(ordered);
  return true;
}

/// Binds arguments to a signature of a built-in function.
bool bind(const Signature& signature, base::List& arguments, const std::vector<std::string>& names,
          std::size_t& given) {
  const std::size_t parameters = signature.parameters.size();
  if (!names.empty()) {
    std::vector<bool> present;
    base::List copy = arguments;
    if (!reorder(copy, names, signature.parameters, present)) return false;
    for (std::size_t i = 0; i < signature.required; ++i) {
      if (!present[i]) return false;
    }
    given =
        static_cast<std::size_t>(std::find(present.rbegin(), present.rend(), true).base() - present.begin());
    arguments = std::move(copy);
    return true;
  }
  given = arguments.size();
  if (given < signature.required) return false;
  if (signature.variadic) return true;
  if (given > parameters) return false;
  arguments.resize(parameters);
  return true;
}

bool any_hidden(const base::List& arguments) {
  return std::any_of(arguments.begin(), arguments.end(),
                     [](const Value& value) { return value.contains_hidden(); });
}

}  // namespace

Value Evaluator::make_function(const Code& code, const Node& node, const Scope& scope,
                               const std::string& self) {
  auto closure = std::make_shared<Closure>();
  closure->parameters = node.names;
  closure->code = code;
  closure->body = node.children[0];
  closure->types = node.types;
  closure->scope = scope;
  closure->self = self;
  return Value(std::shared_ptr<const base::Function>(std::move(closure)));
}

Value Evaluator::invoke(const Code& code, const Node& node, const Scope& scope) {
  const Node& callee = code->nodes[node.children[0]];
  base::List arguments;
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    arguments.push_back(eval(code, node.children[i], scope));
    if (failed_) return {};
  }
  if (callee.kind == NodeKind::name && scope.find(callee.text) == nullptr) {
    if (!spend()) return {};
    if (is_function_name(callee.text)) return call_named(callee.text, std::move(arguments), node.names);
    if (std::find(unresolved_.begin(), unresolved_.end(), callee.text) == unresolved_.end())
      unresolved_.push_back(callee.text);
    return null_because("未知的函数“" + callee.text + "”。", "Unknown function \"" + callee.text + "\".");
  }
  const Value function = eval(code, node.children[0], scope);
  if (failed_) return {};
  if (function.is_hidden()) return function;
  if (!function.is_function()) {
    return null_because("被调用的值不是函数。", "What is called is not a function.");
  }
  if (!node.names.empty()) {
    std::vector<bool> given;
    if (!reorder(arguments, node.names, function.as_function()->parameters, given) ||
        std::find(given.begin(), given.end(), false) != given.end()) {
      return null_because("参数名称不符。", "The names of the arguments do not fit the function.");
    }
  }
  return call(function, std::move(arguments), node.offset);
}

Value Evaluator::call(const Value& function, base::List arguments, std::uint32_t offset) {
  if (!spend()) return {};
  if (!function.is_function()) return {};
  const base::Function* target = function.as_function().get();
  const std::uint32_t outer_offset = offset_;
  if (offset != 0) offset_ = offset;
  Value result;
  if (const auto* named = dynamic_cast<const NamedFunction*>(target)) {
    result = call_named(named->name, std::move(arguments), {});
  } else if (arguments.size() != target->parameters.size()) {
    result = null_because(
        "参数个数不符，应为 " + std::to_string(target->parameters.size()) + " 个。",
        "Wrong number of arguments; expected " + std::to_string(target->parameters.size()) + ".");
  } else if (calls_ >= base::limits::feel_call_depth) {
    fail(base::make_error("feel-depth", "函数调用层数过深，请检查递归。",
                          "Functions call each other too deeply; check the recursion."));
  } else {
    ++calls_;
    if (const auto* native = dynamic_cast<const NativeFunction*>(target)) {
      result = native->body(*this, std::move(arguments));
    } else if (const auto* closure = dynamic_cast<const Closure*>(target)) {
      result = call_closure(*closure, std::move(arguments));
    }
    --calls_;
  }
  offset_ = outer_offset;
  return result;
}

Value Evaluator::call_closure(const Closure& closure, base::List arguments) {
  Scope scope = closure.scope;
  if (!closure.self.empty()) {
    auto self = std::make_shared<Closure>(closure);
    scope = scope.with(closure.self, Value(std::shared_ptr<const base::Function>(std::move(self))));
  }
  base::Context bound;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    Value value = coerce(arguments[i], closure.types[i], options_.types);
    if (value.is_null() && !arguments[i].is_null()) {
      return null_because("参数“" + closure.parameters[i] + "”类型不符。",
                          "Argument \"" + closure.parameters[i] + "\" is of the wrong type.");
    }
    bound.set(closure.parameters[i], std::move(value));
  }
  return eval(closure.code, closure.body, scope.with(Value(std::move(bound))));
}

bool Evaluator::is_function_name(const std::string& name) const {
  return (options_.functions != nullptr && options_.functions->find(name) != nullptr) ||
         find_builtin(name) != nullptr;
}

Value Evaluator::function_value(const std::string& name) const {
  const HostFunction* host = options_.functions != nullptr ? options_.functions->find(name) : nullptr;
  auto function = std::make_shared<NamedFunction>();
  function->name = name;
  function->parameters = host != nullptr ? host->parameters : find_builtin(name)->front().parameters;
  return Value(std::shared_ptr<const base::Function>(std::move(function)));
}

Value Evaluator::call_named(const std::string& name, base::List arguments,
                            const std::vector<std::string>& names) {
  if (any_hidden(arguments)) return Value::hidden();
  const HostFunction* host = options_.functions != nullptr ? options_.functions->find(name) : nullptr;
  return host != nullptr ? call_host(*host, std::move(arguments), names)
                         : call_builtin(name, std::move(arguments), names);
}

Value Evaluator::call_host(const HostFunction& host, base::List arguments,
                           const std::vector<std::string>& names) {
  std::vector<bool> given(arguments.size(), true);
  bool fits = arguments.size() <= host.parameters.size();
  if (fits && !names.empty()) fits = reorder(arguments, names, host.parameters, given);
  given.resize(host.parameters.size(), false);
  for (std::size_t i = 0; i < host.required; ++i) fits = fits && given[i];
  if (!fits) {
    return null_because("函数“" + host.name + "”的参数不符。",
                        "The arguments do not fit function \"" + host.name + "\".");
  }
  arguments.resize(host.parameters.size());
  base::Result<Value> result = host.callback(arguments);
  if (!result) {
    fail(std::move(result).error());
    return {};
  }
  return bounded(*std::move(result));
}

Value Evaluator::call_builtin(const std::string& name, base::List arguments,
                              const std::vector<std::string>& names) {
  for (const Signature& signature : *find_builtin(name)) {
    base::List bound = arguments;
    std::size_t given = 0;
    if (!bind(signature, bound, names, given)) continue;
    Arguments call(*this, std::move(bound), given);
    Value result = signature.body(call);
    if (failed_) return {};
    if (result.is_null())
      null_because("函数“" + name + "”的结果为空。", "Function \"" + name + "\" gave null.");
    return bounded(std::move(result));
  }
  return null_because("函数“" + name + "”的参数不符。",
                      "The arguments do not fit function \"" + name + "\".");
}

}  // namespace zhunru::feel
