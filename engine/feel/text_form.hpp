// The text of a value as string() and people see it: FEEL literals inside lists and contexts.
#pragma once

#include <string>

#include "engine/base/value.hpp"

namespace zhunru::feel {

/// A string as it is, a number in plain digits, temporal values in ISO form, lists and contexts as FEEL writes them.
std::string text_form(const base::Value& value);

}  // namespace zhunru::feel
