// Fills a form in as somebody might who does not know what it is about: values of the right kind, mostly within the limits,
// options that are offered. It knows no form; what it makes may still be refused.
#pragma once

#include "engine/form/validate.hpp"
#include "tests/property/dice.hpp"

namespace zhunru::test {

/// Gives each field that is live a new value once in `one_in`; 1 fills the whole form.
base::Value fill(const form::Form& form, base::Value data, const form::Scope& scope, Dice& dice, std::uint32_t one_in, base::Instant now);

}  // namespace zhunru::test
