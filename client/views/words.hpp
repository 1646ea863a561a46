// Words that every screen needs: dates, waiting times, states and stances in the user's language.
// For: views. Pure text; draws nothing and asks nobody.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/i18n/translator.hpp"
#include "client/kit/types.hpp"
#include "engine/base/value.hpp"

namespace zhunru::views {

/// "2026-12-04T18:00:00+08:00" -> "12月4日" or "4 Dec 2026"; the year is shown in English always, in Chinese where
/// `with_year`. Empty stays empty; what is no date comes back as it is.
[[nodiscard]] std::string day(const i18n::Translator& tr, std::string_view iso, bool with_year = false);
/// The same with hour and minute.
[[nodiscard]] std::string day_and_time(const i18n::Translator& tr, std::string_view iso);
/// The end of a period: midnight is the end of the day before ("12月7日 24:00"), not the beginning of the next.
[[nodiscard]] std::string closing_time(const i18n::Translator& tr, std::string_view iso);
/// "还有 3 个工作日", "今天到期", "已逾期"; empty without a due date. `task` is a TaskCard.
[[nodiscard]] std::string due_words(const i18n::Translator& tr, const base::Value& task);
[[nodiscard]] kit::Tone due_tone(const base::Value& task);
/// agree, agree_if, disagree, no_view, not_stated, null.
[[nodiscard]] std::string stance_word(const i18n::Translator& tr, const base::Value& stance);
/// for, against, abstain, recused, null: how a body voted.
[[nodiscard]] std::string vote_word(const i18n::Translator& tr, const base::Value& vote);
[[nodiscard]] kit::Tone stance_tone(std::string_view stance);
/// A value as people read it: numbers plain, lists with separators, booleans as 是/否, dates.
[[nodiscard]] std::string plain(const i18n::Translator& tr, const base::Value& value);
/// "1234567" -> "1,234,567".
[[nodiscard]] std::string grouped(std::string_view digits);
[[nodiscard]] kit::Tone tone_of(std::string_view word);
[[nodiscard]] kit::Icon document_icon(std::string_view kind);
/// What the clause lens opens for a card, button or step: its `basis_code`, else its clause, else "C".
[[nodiscard]] std::string basis_code(const base::Value& of);
/// "1.2 MB", "340 KB", "12 B".
[[nodiscard]] std::string size_words(const i18n::Translator& tr, std::int64_t bytes);
/// First eight and last four digits of a SHA-256, for the eye.
[[nodiscard]] std::string short_hash(std::string_view hex);

}  // namespace zhunru::views
