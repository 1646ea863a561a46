// The pieces that validate.hpp's functions share: evaluating a form's FEEL, empty values, options. Internal to engine/form.
#pragma once

#include <string>

#include "engine/form/validate.hpp"

namespace zhunru::form {

/// Names for one evaluation: scope, then data, then the row.
class Live {
 public:
  Live(const base::Value& data, const base::Value& row, const Scope& scope);
  /// Null when it fails; `note` (if given) says why.
  base::Value evaluate(const feel::Expression& expression, std::string* note = nullptr) const;
  base::Value value_of(const Dynamic& dynamic, std::string* note = nullptr) const;
  const base::Value& data() const { return data_; }
  const base::Value& row() const { return row_; }
  const Scope& scope() const { return scope_; }

 private:
  const base::Value& data_;
  const base::Value& row_;
  const Scope& scope_;
  feel::Scope names_;
};

/// What form-js returns for a field nobody filled in.
base::Value empty_value(const Component& component);
/// The option with that value; nullptr when there is none.
const Option* find_option(const FieldState& state, const base::Value& value);
/// `data` with all expression fields computed.
base::Value with_expressions(const Form& form, const base::Value& data, const Scope& scope);
FieldState state_of(const Component& component, const Live& live);

/// Checks one value of a live input and gives back how it is stored.
base::Value check_value(const Component& component, const FieldState& state, const base::Value& value,
                        const std::string& path, const Live& live, bool draft, std::vector<Problem>& problems);

}  // namespace zhunru::form
