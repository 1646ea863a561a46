#include "engine/state/library.hpp"

#include "engine/base/sha256.hpp"
#include "engine/bpmn/read.hpp"

namespace zhunru::state {
namespace {

/// Expressions kept by their text; beyond this the cache begins anew.
constexpr std::size_t cached_expressions = 4096;

CompiledExpression compiled(const model::Expression& source) {
  CompiledExpression result;
  result.translated = source.dialect == model::Dialect::translated;
  if (source.dialect == model::Dialect::unsupported) {
    result.problem = "language not supported: " + source.source;
    return result;
  }
  auto expression = feel::compile(source.text);
  if (expression) {
    result.expression = std::move(*expression);
  } else {
    result.problem = expression.error().message_en + " (" + expression.error().where + "): " + source.text;
  }
  return result;
}

}  // namespace

base::Result<std::shared_ptr<const Program>> Library::process(std::string_view text) {
  const std::string version = base::sha256(text).hex();
  if (auto it = programs_.find(version); it != programs_.end()) return it->second;
  auto model = bpmn::read(text);
  if (!model) return std::move(model).error();
  auto program = std::make_shared<Program>();
  program->version = version;
  for (const model::Expression& source : model->definitions.expressions) program->expressions.push_back(compiled(source));
  program->definitions = std::make_shared<const model::Definitions>(std::move(model->definitions));
  programs_.emplace(version, program);
  return std::shared_ptr<const Program>(program);
}

const Program* Library::find(std::string_view version) const {
  auto it = programs_.find(version);
  return it == programs_.end() ? nullptr : it->second.get();
}

base::Result<std::shared_ptr<const form::Form>> Library::form(std::string_view text) {
  const std::string version = base::sha256(text).hex();
  if (auto it = forms_.find(version); it != forms_.end()) return it->second;
  auto parsed = form::parse_text(text);
  if (!parsed) return std::move(parsed).error();
  forms_.emplace(version, *parsed);
  return *parsed;
}

base::Result<feel::Expression> Library::feel(std::string_view text) {
  if (auto it = expressions_.find(text); it != expressions_.end()) return it->second;
  auto expression = feel::compile(text);
  if (!expression) return std::move(expression).error();
  if (expressions_.size() >= cached_expressions) expressions_.clear();
  expressions_.emplace(std::string(text), *expression);
  return *expression;
}

}  // namespace zhunru::state
