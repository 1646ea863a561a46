// Translator: the words of the screens. Chinese is the source language and stands in the code; every other
// language is a data file `i18n/<lang>.json` ({"中文": "English", …}) that the site serves. Names that begin with "@" are about the
// language itself: "@name" (as its speakers call it), "@data" (which of the two languages of data is shown: "zh" or "en", else "en"),
// "@characters" (pairs: how data's Chinese is written here) and "@words" (words that are written otherwise than character by character).
// For: screens. Refuses to guess: a missing word is shown in Chinese and reported to the console once by a test.
#pragma once

#include <initializer_list>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/value.hpp"

namespace zhunru::i18n {

class Translator {
public:
    using Argument = std::pair<std::string_view, std::string>;

    [[nodiscard]] const std::string& lang() const { return lang_; }  ///< BCP 47: "zh-CN", "en"
    /// Data that comes in two languages is shown in Chinese.
    [[nodiscard]] bool chinese() const { return data_chinese_; }

    void use_chinese();
    /// `dictionary` maps Chinese to the other language.
    void use(std::string lang, const base::Value& dictionary);

    /// The word in the user's language; the Chinese one where the dictionary has none.
    [[nodiscard]] std::string operator()(std::string_view zh) const;
    /// The same with {name} replaced.
    [[nodiscard]] std::string operator()(std::string_view zh, std::initializer_list<Argument> arguments) const;

    /// Text that comes as data in two languages: `key` and `key_en` (or `keyEn`); Chinese where the other is missing.
    [[nodiscard]] std::string pick(const base::Value& object, std::string_view key) const;
    /// The one of two data texts that is shown; Chinese where the other is missing.
    [[nodiscard]] std::string of(const std::string& zh, const std::string& en) const { return chinese() || en.empty() ? written(zh) : en; }
    /// Chinese text of data as this language writes it.
    [[nodiscard]] std::string written(std::string_view zh) const;
    /// Language of what pick() gives, for the semantics tree.
    [[nodiscard]] std::string_view pick_lang(const base::Value& object, std::string_view key) const;

private:
    std::string lang_ = "zh-CN";
    bool data_chinese_ = true;
    std::map<std::string, std::string, std::less<>> dictionary_;
    std::map<std::string, std::string, std::less<>> characters_;  ///< empty = as it is
    std::map<std::string, std::string, std::less<>> words_;
    std::size_t longest_word_ = 0;  ///< in bytes
};

}  // namespace zhunru::i18n
