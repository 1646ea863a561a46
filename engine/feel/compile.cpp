#include "engine/feel/compile.hpp"

#include "engine/base/limits.hpp"
#include "engine/base/utf8.hpp"
#include "engine/feel/parser.hpp"

namespace zhunru::feel {
namespace {

base::Result<void> check_text(std::string_view text) {
  if (text.size() > base::limits::feel_text_bytes) {
    return base::make_error("feel-too-long", "表达式过长，请拆分。", "The expression is too long; split it.");
  }
  if (!base::utf8_valid(text)) {
    return base::make_error("feel-syntax", "表达式不是有效的 UTF-8 文本。",
                            "The expression is not valid UTF-8.");
  }
  return {};
}

Expression expression_of(Program&& program) {
  return Expression(std::make_shared<const Program>(std::move(program)));
}

}  // namespace

Expression::Expression() {
  Program program;
  program.nodes.emplace_back();
  program_ = std::make_shared<const Program>(std::move(program));
}

base::Result<Expression> compile(std::string_view text, const Names& names) {
  ZHUNRU_TRY_VOID(check_text(text));
  ZHUNRU_TRY(program, Parser(std::string(text), names).parse_expression_text());
  return expression_of(std::move(program));
}

base::Result<Expression> compile_unary_tests(std::string_view text, const Names& names) {
  ZHUNRU_TRY_VOID(check_text(text));
  ZHUNRU_TRY(program, Parser(std::string(text), names).parse_unary_tests_text());
  return expression_of(std::move(program));
}

}  // namespace zhunru::feel
