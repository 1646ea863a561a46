// Session: who is signed in, as the server says. Refuses to decide rights: the server does; this only shows.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/value.hpp"

namespace zhunru::app {

struct Session {
    bool known = false;         ///< the server has answered, or this phone remembers
    bool offline = false;       ///< the server cannot be reached; `account` is the one that was signed in last
    bool demo = false;          ///< demo accounts and a movable clock
    base::Value account;        ///< null = nobody signed in
    std::int64_t clock_offset_ms = 0;  ///< server time minus the phone's wall clock

    [[nodiscard]] bool signed_in() const { return account.is_context(); }
    [[nodiscard]] std::string label() const { return account.get("label").string_or(""); }
    [[nodiscard]] bool has_role(std::string_view role) const {
        if (!account.get("seats").is_list()) return false;
        for (const base::Value& seat : account.get("seats").as_list())
            if (seat.get("role").string_or("") == role) return true;
        return false;
    }
};

}  // namespace zhunru::app
