#include "client/kit/strings.hpp"

#include <utility>

namespace zhunru::kit {

Strings translated(std::string lang, const std::function<std::string(std::string_view)>& word) {
    Strings s;
    s.lang = std::move(lang);
    for (std::string* one : {&s.back, &s.close, &s.ok, &s.cancel, &s.clear, &s.done, &s.required, &s.choose, &s.choose_date, &s.search, &s.no_match, &s.show_password, &s.hide_password, &s.loading, &s.refresh, &s.unread, &s.more, &s.before, &s.after, &s.clause, &s.local_setting, &s.selected_count, &s.step_of, &s.date_format})
        *one = word(*one);
    for (std::string& one : s.ratings) one = word(one);
    for (std::string& one : s.step_states) one = word(one);
    for (std::string& one : s.tones)
        if (!one.empty()) one = word(one);
    return s;
}

}  // namespace zhunru::kit
