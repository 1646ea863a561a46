// Compiled resources: models with their expressions, forms. Derived from the texts in the state, shared by all overlays,
// never written down. What was compiled once stays, so pointers stay good as long as the library.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/feel/compile.hpp"
#include "engine/form/form.hpp"
#include "engine/model/definitions.hpp"

namespace zhunru::state {

/// One expression of a model: compiled, or why not.
struct CompiledExpression {
  std::optional<feel::Expression> expression;
  std::string problem;
  bool translated = false;  ///< written for another engine: loopCounter begins at 0 there
};

/// A process file ready to run: the model and its expressions, compiled, by the same position.
struct Program {
  std::string version;  ///< SHA-256 hex of the text
  std::shared_ptr<const model::Definitions> definitions;
  std::vector<CompiledExpression> expressions;
};

class Library {
 public:
  /// The process text compiled; the same text is compiled once. Errors of reading the BPMN.
  base::Result<std::shared_ptr<const Program>> process(std::string_view text);
  /// By version only; nullptr when it was never compiled.
  const Program* find(std::string_view version) const;
  /// A form schema parsed; the same text is parsed once.
  base::Result<std::shared_ptr<const form::Form>> form(std::string_view text);
  /// FEEL text compiled; the same text is compiled once.
  base::Result<feel::Expression> feel(std::string_view text);
  /// Anything else compiled from a text, by a key that names its kind and version; the caller knows the type.
  template <class T>
  std::shared_ptr<const T> kept(std::string_view key) const {
    auto it = others_.find(key);
    return it == others_.end() ? nullptr : std::static_pointer_cast<const T>(it->second);
  }
  void keep(std::string key, std::shared_ptr<const void> compiled) { others_.insert_or_assign(std::move(key), std::move(compiled)); }

 private:
  std::map<std::string, std::shared_ptr<const void>, std::less<>> others_;
  std::map<std::string, std::shared_ptr<const Program>, std::less<>> programs_;
  std::map<std::string, std::shared_ptr<const form::Form>, std::less<>> forms_;
  std::map<std::string, feel::Expression, std::less<>> expressions_;
};

}  // namespace zhunru::state
