// Compiled resources: models with their expressions, forms, rule tables. Derived from the texts in the state, shared by
// all overlays, never written down. It holds what was compiled once and hands out pointers that stay good.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/feel/feel.hpp"
#include "engine/model/definitions.hpp"

namespace zhunru::state {

/// A process file ready to run: the model and its expressions, compiled, by the same position.
struct Program {
  std::string version;  ///< SHA-256 hex of the text
  std::shared_ptr<const model::Definitions> definitions;
  std::vector<std::shared_ptr<const feel::Expression>> expressions;  ///< null where the text cannot be compiled
  std::vector<std::string> problems;                                 ///< by the same position: why not
};

class Library {
 public:
  /// The process text compiled; the same text is compiled once.
  base::Result<std::shared_ptr<const Program>> process(std::string_view text);
  /// By version only; nullptr when it was never compiled.
  const Program* find(std::string_view version) const;

 private:
  std::map<std::string, std::shared_ptr<const Program>, std::less<>> programs_;
};

}  // namespace zhunru::state
