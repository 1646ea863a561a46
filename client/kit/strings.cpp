#include "client/kit/strings.hpp"

namespace zhunru::kit {

Strings english_strings() {
    Strings s;
    s.lang = "en";
    s.back = "Back";
    s.close = "Close";
    s.ok = "OK";
    s.cancel = "Cancel";
    s.clear = "Clear";
    s.done = "Done";
    s.required = "required";
    s.choose = "Choose";
    s.choose_date = "Choose a date";
    s.search = "Search";
    s.no_match = "Nothing matches";
    s.show_password = "Show password";
    s.hide_password = "Hide password";
    s.loading = "Loading";
    s.refresh = "Refresh";
    s.unread = "Unread";
    s.more = "More";
    s.before = "Before";
    s.after = "After";
    s.clause = "Clause";
    s.local_setting = "Local setting";
    s.selected_count = "{n} selected";
    s.step_of = "Step {i} of {n}";
    s.date_format = "{y}-{m}-{d}";
    s.ratings = {"Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"};
    s.step_states = {"Done", "In progress", "Not started", "Failed", "Skipped", "Clock stopped"};
    s.tones = {"", "Note", "Success", "Attention", "Error"};
    return s;
}

}  // namespace zhunru::kit
