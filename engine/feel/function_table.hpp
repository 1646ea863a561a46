// Functions that the host adds to FEEL: a name (blanks allowed), parameter names, a callback in C++.
// A callback is pure: same arguments, same value. Nothing here reads clocks, files or state by itself.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/value.hpp"
#include "engine/feel/names.hpp"

namespace zhunru::feel {

/// Arguments come in the order of the parameters, missing ones as null. An Error ends the whole evaluation with it;
/// give null where FEEL would.
using HostCallback = std::function<base::Result<base::Value>(const std::vector<base::Value>& arguments)>;

struct HostFunction {
  std::string name;
  std::vector<std::string> parameters;
  HostCallback callback;
  /// How many of the parameters must be given; the default is all.
  std::size_t required = static_cast<std::size_t>(-1);
};

class FunctionTable {
 public:
  /// A later function of the same name replaces the earlier one. Hidden arguments never reach the callback.
  FunctionTable& add(HostFunction function);
  FunctionTable& add(std::string name, std::vector<std::string> parameters, HostCallback callback);
  const HostFunction* find(std::string_view name) const;
  /// For compile(): the names with blanks.
  const Names& names() const { return names_; }

 private:
  std::map<std::string, HostFunction, std::less<>> functions_;
  Names names_;
};

}  // namespace zhunru::feel
