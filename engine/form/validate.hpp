// What a form says about data: which fields are live, what each may hold, and what is wrong with what it holds.
// Used by `decide` (the judge) and by the client (live). Pure: data in, answers out; it changes nothing in place.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/function_table.hpp"
#include "engine/feel/scope.hpp"
#include "engine/form/form.hpp"

namespace zhunru::form {

/// One thing wrong with the data, at one place.
struct Problem {
  std::string path;        ///< "objectives[0].target" (rows from 0); "" is the whole form
  /// required, type, min, max, min-length, max-length, pattern, email, phone, decimal-digits, unknown-option, duplicate,
  /// passed-date, too-many, unknown-field, constraint
  std::string code;
  std::string message;     ///< Chinese: what is wrong and what to do
  std::string message_en;
  std::string clause;      ///< of the field
  bool local = false;      ///< the limit is a local setting
  friend bool operator==(const Problem&, const Problem&) = default;
};

/// Data as the form returns it (hidden and disabled fields dropped, expression fields computed, empty fields with the
/// empty value of their type) and what is wrong.
struct Checked {
  base::Value data;
  std::vector<Problem> problems;
  bool ok() const { return problems.empty(); }
};

/// What expressions may use besides the form's data; data comes first where names are the same.
struct Scope {
  base::Value names;                               ///< context: settings, applicant, today, ...
  const feel::FunctionTable* functions = nullptr;  ///< rule::functions(...); `register` options need it
  base::Value now;                                 ///< what now() gives, a date and time; today() is its date
};

/// The whole check: unknown keys are refused, every live field and every constraint is checked, texts count trimmed
/// characters. A personal field may hold {commitment, length} in place of its text.
Checked validate(const Form& form, const base::Value& data, const Scope& scope);
/// The same for a draft: what is missing or still too short is no problem, what is there must fit.
Checked validate_draft(const Form& form, const base::Value& data, const Scope& scope);

/// How one component stands now.
struct FieldState {
  bool hidden = false;
  bool disabled = false;
  bool readonly = false;
  std::vector<Option> options;
  bool options_known = true;  ///< false: they come from data that is not here; any text is taken
  std::optional<base::Decimal> min, max;
  std::optional<std::int64_t> min_length, max_length;
  std::string note;           ///< a FEEL expression gave null: why
};
/// `row` is the item of the enclosing dynamic list, null outside of one. Names in expressions: members of the row, of the
/// data, `this` (row or data), `parent` (data), then those of the scope.
FieldState state_of(const Component& component, const base::Value& data, const base::Value& row, const Scope& scope);
/// States of all components at once, by data path ("rows[0].name"); components without a key by "#" and their id.
std::map<std::string, FieldState> states(const Form& form, const base::Value& data, const Scope& scope);

/// Data of a fresh form: `known` where keys agree, else default values, else the empty value; unknown options dropped,
/// dynamic lists with their default repetitions, expression fields computed.
base::Value initial_data(const Form& form, const base::Value& known, const Scope& scope);

/// Text with {{FEEL}} replaced; what gives null becomes empty.
std::string fill_template(std::string_view text, const base::Value& data, const base::Value& row, const Scope& scope);

}  // namespace zhunru::form
