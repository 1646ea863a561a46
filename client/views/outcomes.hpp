// What the words of the rule tables mean to people, and how they are coloured. For: panels of rule results.
#pragma once

#include <string>
#include <string_view>

#include "client/i18n/translator.hpp"

namespace zhunru::views {

/// "admission_needed" -> "不在清单上，需要准入"; an unknown word comes back as it is.
[[nodiscard]] std::string outcome_word(const i18n::Translator& tr, std::string_view outcome);
/// "success", "warning", "danger" or "neutral".
[[nodiscard]] std::string outcome_tone(std::string_view outcome);

}  // namespace zhunru::views
