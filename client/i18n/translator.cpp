#include "client/i18n/translator.hpp"

namespace zhunru::i18n {

namespace {

const base::Value& other_language(const base::Value& object, std::string_view key) {
    const base::Value& snake = object.get(std::string(key) + "_en");
    return snake.is_string() ? snake : object.get(std::string(key) + "En");
}

}  // namespace

void Translator::use_chinese() {
    lang_ = "zh-CN";
    dictionary_.clear();
}

void Translator::use(std::string lang, const base::Value& dictionary) {
    lang_ = std::move(lang);
    dictionary_.clear();
    if (!dictionary.is_context()) return;
    for (const auto& [zh, word] : dictionary.as_context()) dictionary_[zh] = word.string_or(zh);
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
    return object.get(key).string_or("");
}

std::string_view Translator::pick_lang(const base::Value& object, std::string_view key) const {
    if (chinese()) return "zh-CN";
    const base::Value& other = other_language(object, key);
    return other.is_string() && !other.as_string().empty() ? std::string_view(lang_) : "zh-CN";
}

}  // namespace zhunru::i18n
