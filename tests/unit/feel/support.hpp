// Short ways to evaluate FEEL in tests.
#pragma once

#include <string>

#include "engine/feel/evaluate.hpp"
#include "engine/feel/text_form.hpp"
#include <catch_amalgamated.hpp>

namespace zhunru::feel {

/// The text form of the value of an expression ("null", "3", "[1, 2]"), or "error <code>".
inline std::string run(std::string_view text, const base::Value& context = base::Context(), const Options& options = {}) {
  const auto evaluation = evaluate_text(text, context, options);
  if (!evaluation) return "error " + evaluation.error().code;
  return evaluation->value.is_hidden() ? "hidden" : text_form(evaluation->value);
}

/// The outcome of unary tests over an input.
inline std::string test(std::string_view tests, const base::Value& input, const base::Value& context = base::Context()) {
  Names names;
  names.add_keys(context);
  const auto compiled = compile_unary_tests(tests, names);
  if (!compiled) return "error " + compiled.error().code;
  const auto evaluation = evaluate_tests(*compiled, input, Scope(context));
  if (!evaluation) return "error " + evaluation.error().code;
  return evaluation->value.is_hidden() ? "hidden" : text_form(evaluation->value);
}

}  // namespace zhunru::feel
