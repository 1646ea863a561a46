#include "client/i18n/translator.hpp"

#include <algorithm>

namespace zhunru::i18n {

namespace {

const base::Value& other_language(const base::Value& object, std::string_view key) {
    const base::Value& snake = object.get(std::string(key) + "_en");
    return snake.is_string() ? snake : object.get(std::string(key) + "En");
}

/// The UTF-8 character at `at`, at least one byte of it.
std::string_view character_at(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    return text.substr(at, end - at);
}

}  // namespace

void Translator::use_chinese() { *this = Translator(); }

void Translator::use(std::string lang, const base::Value& dictionary) {
    *this = Translator();
    lang_ = std::move(lang);
    if (!dictionary.is_context()) return;
    data_chinese_ = dictionary.get("@data").string_or("en") == "zh";
    for (const auto& [zh, word] : dictionary.as_context())
        if (!zh.starts_with('@')) dictionary_[zh] = word.string_or(zh);
    const std::string pairs = dictionary.get("@characters").string_or("");
    for (std::size_t at = 0; at < pairs.size();) {
        const std::string_view from = character_at(pairs, at);
        at += from.size();
        const std::string_view to = character_at(pairs, at);
        at += to.size();
        characters_.emplace(from, to);
    }
    const base::Value& words = dictionary.get("@words");
    if (!words.is_context()) return;
    for (const auto& [zh, word] : words.as_context()) {
        words_[zh] = word.string_or(zh);
        longest_word_ = std::max(longest_word_, zh.size());
    }
}

std::string Translator::written(std::string_view zh) const {
    if (characters_.empty()) return std::string(zh);
    std::string out;
    while (!zh.empty()) {
        const std::string_view one = character_at(zh, 0);
        std::size_t taken = 0;
        // The longest word that begins here; words are at least two characters.
        for (std::size_t n = std::min(longest_word_, zh.size()); n > one.size() && one.size() > 1 && taken == 0; --n) {
            const auto word = words_.find(zh.substr(0, n));
            if (word == words_.end()) continue;
            out += word->second;
            taken = n;
        }
        if (taken == 0) {
            const auto other = characters_.find(one);
            out += other == characters_.end() ? one : std::string_view(other->second);
            taken = one.size();
        }
        zh.remove_prefix(taken);
    }
    return out;
}

std::string Translator::operator()(std::string_view zh) const {
    const auto found = dictionary_.find(zh);
    return found == dictionary_.end() ? std::string(zh) : found->second;
}

std::string Translator::operator()(std::string_view zh, std::initializer_list<Argument> arguments) const {
    std::string text = (*this)(zh);
    for (const auto& [name, value] : arguments) {
        const std::string mark = "{" + std::string(name) + "}";
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
            text.replace(at, mark.size(), value);
    }
    return text;
}

std::string Translator::pick(const base::Value& object, std::string_view key) const {
    if (!chinese()) {
        const base::Value& other = other_language(object, key);
        if (other.is_string() && !other.as_string().empty()) return other.as_string();
    }
    return written(object.get(key).string_or(""));
}

std::string_view Translator::pick_lang(const base::Value& object, std::string_view key) const {
    if (chinese()) return lang_;
    const base::Value& other = other_language(object, key);
    return other.is_string() && !other.as_string().empty() ? std::string_view(lang_) : "zh-CN";
}

}  // namespace zhunru::i18n
