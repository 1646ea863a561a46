// How the policy counts text: Unicode characters after trimming blanks at both ends (policy section 3).
// Only counts and trims; it knows no form.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace zhunru::form {

std::string_view trimmed(std::string_view text);
std::int64_t trimmed_length(std::string_view text);
/// "a@b.c": one @, something on both sides, a dot in the domain, no blank.
bool looks_like_email(std::string_view text);
/// 5 to 20 digits, with + in front, blanks and hyphens between.
bool looks_like_phone(std::string_view text);

}  // namespace zhunru::form
