// FEEL text compiled once, to be evaluated often (evaluate.hpp). Compiling needs no values; it never evaluates.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/feel/names.hpp"
#include "engine/feel/node.hpp"

namespace zhunru::feel {

/// A compiled expression or list of unary tests; copies share it. Default: the constant null.
class Expression {
 public:
  Expression();
  explicit Expression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

  const std::string& text() const { return program_->text; }
  /// Free names that it reads (roots of paths), sorted; without names inside filters, which may be members of items.
  const std::vector<std::string>& reads() const { return program_->reads; }
  const std::vector<std::string>& reads_in_filters() const { return program_->reads_in_filters; }
  /// Names of the functions that it calls, built-in ones too, sorted.
  const std::vector<std::string>& calls() const { return program_->calls; }
  const std::shared_ptr<const Program>& program() const { return program_; }

 private:
  std::shared_ptr<const Program> program_;
};

/// Compiles an expression. `names`: names of variables, members and host functions that hold blanks, operators or
/// keywords. Words that follow each other ("Full Name") are joined to one name also when they are not in `names`.
/// Error code feel-syntax (with line and column) or feel-too-long.
base::Result<Expression> compile(std::string_view text, const Names& names = {});

/// Compiles unary tests: "-", "< 5, [7..9]", "not("a")", or an expression over "?". Evaluates to boolean over "?".
base::Result<Expression> compile_unary_tests(std::string_view text, const Names& names = {});

}  // namespace zhunru::feel
