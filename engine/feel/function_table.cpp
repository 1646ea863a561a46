#include "engine/feel/function_table.hpp"

#include "engine/feel/lexer.hpp"

namespace zhunru::feel {

FunctionTable& FunctionTable::add(HostFunction function) {
  function.name = normalized_name(function.name);
  if (function.required > function.parameters.size()) function.required = function.parameters.size();
  names_.add(function.name);
  std::string name = function.name;
  functions_.insert_or_assign(std::move(name), std::move(function));
  return *this;
}

FunctionTable& FunctionTable::add(std::string name, std::vector<std::string> parameters,
                                  HostCallback callback) {
  return add(HostFunction{std::move(name), std::move(parameters), std::move(callback)});
}

const HostFunction* FunctionTable::find(std::string_view name) const {
  const auto found = functions_.find(name);
  return found == functions_.end() ? nullptr : &found->second;
}

}  // namespace zhunru::feel
