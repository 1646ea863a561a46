// What a form says about data: which fields are live, what each may hold, and what is wrong with what it holds.
// Used by `decide` (the judge) and by the client (live). Pure: context in, answers out; it changes no data in place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/form/form.hpp"

namespace zhunru::form {

/// One thing wrong with the data, at one place.
struct Problem {
  std::string path;        ///< "objectives[0].target"; "" is the whole form
  std::string code;        ///< required, min, max, min-length, max-length, pattern, type, unknown-option, unknown-field, …
  std::string message;     ///< Chinese: what is wrong and what to do
  std::string message_en;
  std::string clause;      ///< of the field
  bool local = false;      ///< the limit is a local setting
  friend bool operator==(const Problem&, const Problem&) = default;
};

/// Data as the form returns it (hidden and disabled fields dropped, expression fields computed) and what is wrong.
struct Checked {
  base::Value data;
  std::vector<Problem> problems;
  bool ok() const { return problems.empty(); }
};

/// Names that expressions may use besides the form's data: `settings`, `applicant`, `today`, `registers`, …
struct Scope {
  base::Context names;
};

/// The whole check: unknown keys are refused, every live field is checked, texts count trimmed characters.
Checked validate(const Form& form, const base::Value& data, const Scope& scope);

/// The same for a draft: what is missing is no problem, what is there must fit.
Checked validate_draft(const Form& form, const base::Value& data, const Scope& scope);

/// How one component stands now. `row` is the item of the enclosing dynamic list (null outside of one).
struct FieldState {
  bool hidden = false;
  bool disabled = false;
  bool readonly = false;
  std::vector<Option> options;
  std::optional<base::Decimal> min, max;
  std::optional<std::int64_t> min_length, max_length;
  std::string note;  ///< a FEEL expression of the form failed: what it says
};
FieldState state_of(const Component& component, const base::Value& data, const base::Value& row, const Scope& scope);

/// Data of a fresh form: default values, repetitions of lists, values computed from `known` where keys agree.
base::Value initial_data(const Form& form, const base::Value& known, const Scope& scope);

/// Text with {{FEEL}} replaced; a failing part becomes empty.
std::string fill_template(std::string_view text, const base::Value& data, const base::Value& row, const Scope& scope);

/// Number of Unicode characters after trimming blanks at both ends (how the policy counts, section 3).
std::int64_t trimmed_length(std::string_view text);

}  // namespace zhunru::form
