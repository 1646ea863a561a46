// Translator: the words of the screens. Chinese is the source language and stands in the code; every other
// language is a data file `i18n/<lang>.json` ({"中文": "English", …}) that the site serves.
// For: screens. Refuses to guess: a missing word is shown in Chinese and reported to the console once by a test.
#pragma once

#include <initializer_list>
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
    [[nodiscard]] bool chinese() const { return dictionary_.empty(); }

    void use_chinese();
    /// `dictionary` maps Chinese to the other language.
    void use(std::string lang, const base::Value& dictionary);

    /// The word in the user's language; the Chinese one where the dictionary has none.
    [[nodiscard]] std::string operator()(std::string_view zh) const;
    /// The same with {name} replaced.
    [[nodiscard]] std::string operator()(std::string_view zh, std::initializer_list<Argument> arguments) const;

    /// Text that comes as data in two languages: `key` and `key_en` (or `keyEn`); Chinese where the other is missing.
    [[nodiscard]] std::string pick(const base::Value& object, std::string_view key) const;
    /// Language of what pick() gives, for the semantics tree.
    [[nodiscard]] std::string_view pick_lang(const base::Value& object, std::string_view key) const;

private:
    std::string lang_ = "zh-CN";
    std::map<std::string, std::string, std::less<>> dictionary_;
};

}  // namespace zhunru::i18n
