#include <map>

#include "engine/base/check.hpp"
#include "engine/operation/operation.hpp"

namespace zhunru::operation {
namespace {

std::map<std::string, Operation, std::less<>>& table() {
  static std::map<std::string, Operation, std::less<>> operations;
  return operations;
}

}  // namespace

const Operation* find(std::string_view name) {
  auto it = table().find(name);
  return it == table().end() ? nullptr : &it->second;
}

void add(std::string name, Operation operation) {
  const bool added = table().emplace(std::move(name), std::move(operation)).second;
  CHECK(added);
}

base::Value OperationContext::variable(std::string_view name) const {
  for (state::Id id = scope; id != 0;) {
    const state::Scope* s = instance.find_scope(id);
    if (!s) break;
    if (const base::Value* value = s->variables.find(name)) return *value;
    if (s->kind == state::ScopeKind::process) break;
    id = s->parent;
  }
  return {};
}

}  // namespace zhunru::operation
