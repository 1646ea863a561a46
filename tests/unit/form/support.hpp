// Shared by the form tests: JSON texts to values and forms. Includes Catch2 with its own CHECK.
#pragma once

#include <algorithm>
#include <string>

#include "engine/base/json.hpp"
#include "engine/form/validate.hpp"

#undef CHECK  // ours ends the program; Catch2 means its own
#include <catch_amalgamated.hpp>

namespace zhunru::form {

inline base::Value json(const std::string& text) { return base::parse_json(text).value(); }

/// A form of these components (JSON array without brackets), with more top-level members if given.
inline std::shared_ptr<const Form> form_of(const std::string& components, const std::string& more = "") {
  auto parsed = parse(json(R"({"type": "default", "schemaVersion": 19, "components": [)" + components + "]" + more + "}"));
  if (!parsed) FAIL(base::describe(parsed.error()));
  return *parsed;
}

/// Codes of the problems as "path:code", sorted, joined by blanks.
inline std::string codes(const Checked& checked) {
  std::vector<std::string> all;
  for (const Problem& problem : checked.problems) all.push_back(problem.path + ":" + problem.code);
  std::sort(all.begin(), all.end());
  std::string out;
  for (const std::string& one : all) out += (out.empty() ? "" : " ") + one;
  return out;
}

inline std::string check(const std::shared_ptr<const Form>& form, const std::string& data, const Scope& scope = {}) {
  return codes(validate(*form, json(data), scope));
}

}  // namespace zhunru::form
