// Context: what every screen may use. For: client/app builds one, screens get a reference.
// Holds no screen and draws nothing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/app/session.hpp"
#include "client/i18n/translator.hpp"
#include "client/kit/types.hpp"
#include "client/platform/ports.hpp"
#include "client/preview/previewer.hpp"
#include "client/sync/api.hpp"
#include "client/sync/local_rules.hpp"
#include "client/sync/outbox.hpp"
#include "client/sync/phone_store.hpp"
#include "client/sync/uploads.hpp"

namespace zhunru::app {

struct Context {
    explicit Context(platform::Ports& p) : ports(p), api(p), outbox(api, store, p), uploads(api, p), rules(api), previewer(api, rules, p) {}

    platform::Ports& ports;
    sync::Api api;
    sync::PhoneStore store;
    sync::Outbox outbox;
    sync::Uploads uploads;
    sync::LocalRules rules;
    preview::Previewer previewer;
    Session session;
    i18n::Translator tr;
    base::Value languages;  ///< [{tag, name}]: every file of client/i18n

    /// Short messages for the next frame.
    std::vector<std::pair<std::string, kit::Tone>> toasts;
    void say(std::string text, kit::Tone tone = kit::Tone::neutral) { toasts.emplace_back(std::move(text), tone); }
    /// Says why something failed, in the user's language, with what to do.
    void say(const sync::Failure& failure);
    /// Message of a failure with its repair hint.
    [[nodiscard]] std::string words(const sync::Failure& failure) const;
    [[nodiscard]] std::string words(const base::Value& error) const;

    /// Goes to another screen at the end of this frame; `replace` leaves no way back to this one.
    void go(std::string_view route) { navigate(route, false); }
    void replace(std::string_view route) { navigate(route, true); }
    void navigate(std::string_view route, bool replacing) {
        ports.browser.navigate(route, replacing);
        next_route = std::string(route);
    }
    /// Where go() or replace() want to be; App takes it between two screens.
    std::optional<std::string> next_route;
    void back() { ports.browser.back(); }
    /// Opens the clause sheet.
    std::function<void(std::string_view code)> show_clause;
    /// Opens the demo's clock.
    std::function<void()> show_clock;
    /// Asks the server who is signed in and tells the screens.
    std::function<void()> refresh_session;
    /// Switches the language of everything: "zh-CN" or the tag of a file of client/i18n.
    std::function<void(const std::string& lang)> set_language;
};

}  // namespace zhunru::app
