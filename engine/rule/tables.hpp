// The rule tables of one deployment by name. Holds them; evaluates nothing.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/rule/table.hpp"
#include "engine/rule/workflow_files.hpp"

namespace zhunru::rule {

class Tables {
 public:
  /// All files rules/*.dmn among `files`; the error names the file.
  static base::Result<Tables> load(std::span<const WorkflowFile> files);

  /// nullptr when there is none of that name.
  const Table* find(std::string_view name) const;
  const std::map<std::string, std::shared_ptr<const Table>, std::less<>>& all() const { return all_; }

 private:
  std::map<std::string, std::shared_ptr<const Table>, std::less<>> all_;
};

}  // namespace zhunru::rule
