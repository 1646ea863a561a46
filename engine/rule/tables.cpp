#include "engine/rule/tables.hpp"

namespace zhunru::rule {

base::Result<Tables> Tables::load(std::span<const WorkflowFile> files) {
  Tables tables;
  for (const WorkflowFile& file : files) {
    const std::string_view name = rule_name_of(file.path);
    if (name.empty()) continue;
    auto table = Table::parse(std::string(name), file.text);
    if (!table) {
      base::Error error = table.error();
      error.where = std::string(file.path) + (error.where.empty() ? "" : ": " + error.where);
      return error;
    }
    tables.all_.emplace(std::string(name), std::move(*table));
  }
  return tables;
}

const Table* Tables::find(std::string_view name) const {
  const auto found = all_.find(name);
  return found == all_.end() ? nullptr : found->second.get();
}

}  // namespace zhunru::rule
