#include "engine/rule/workflow_files.hpp"

#include <string>

#include "engine/base/json.hpp"

namespace zhunru::rule {
namespace {

bool in_folder(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && path.find('/', folder.size()) == std::string_view::npos && path.ends_with(".json");
}

}  // namespace

base::Result<registers::Collection> load_registers(std::span<const WorkflowFile> files, std::string_view region) {
  registers::Collection all;
  const std::string of_region = "registers/" + std::string(region) + "/";
  for (const WorkflowFile& file : files) {
    if (!in_folder(file.path, "settings/") && !in_folder(file.path, "clauses/") && !in_folder(file.path, of_region)) continue;
    auto json = base::parse_json(file.text);
    auto reg = json ? registers::from_value(*json) : base::Result<registers::Register>(json.error());
    if (!reg) {
      base::Error error = reg.error();
      error.where = std::string(file.path) + (error.where.empty() ? "" : ": " + error.where);
      return error;
    }
    all.put(std::move(*reg));
  }
  return all;
}

std::string_view rule_name_of(std::string_view path) {
  constexpr std::string_view folder = "rules/";
  constexpr std::string_view end = ".dmn";
  if (!path.starts_with(folder) || !path.ends_with(end)) return {};
  path.remove_prefix(folder.size());
  path.remove_suffix(end.size());
  return path.find('/') == std::string_view::npos ? path : std::string_view();
}

}  // namespace zhunru::rule
