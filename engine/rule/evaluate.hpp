// Asking a rule table: input in, outcome and rows out, with the clause and words of each row and the settings used.
// Contains no rule of the domain: hit policy, rows, clauses, numbers and outcome stand in the table's file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/base/value.hpp"
#include "engine/register/source.hpp"
#include "engine/rule/table.hpp"

namespace zhunru::rule {

/// A row that holds.
struct Hit {
  std::string id;
  std::string clause;
  std::string text;
  std::string text_en;
  bool local = false;  ///< a local setting, never shown as law
};

/// A local number that the table reads.
struct Setting {
  std::string name;
  base::Value value;
  std::string unit, unit_en;
  std::string clause;
  std::string purpose, purpose_en;
  std::string place, by_name;  ///< where it was narrowed and by whom; empty for the whole province
};

struct RuleResult {
  std::string table;
  base::Value outcome;
  std::vector<Hit> hits;
  std::vector<Setting> settings;
};

/// What to do with members of the input that the table does not know.
enum class Unknown : std::uint8_t { ignore, refuse };

/// Missing inputs are null: tables answer while somebody types. `settings_day`: the settings of that day, without it the
/// newest. Errors: rule-input (no context, or an unknown member), rule-outcome (the file's FEEL went wrong; says where).
base::Result<RuleResult> evaluate(const Table& table, const base::Value& input, const registers::Source& source,
                                  const std::optional<base::Date>& settings_day = std::nullopt,
                                  Unknown unknown = Unknown::ignore);

/// {"table", "outcome", "hits": [{id, clause, text, text_en, local}], "settings": [{name, value, unit, unit_en, clause,
/// for, for_en}]}.
base::Value to_value(const RuleResult& result);

}  // namespace zhunru::rule
