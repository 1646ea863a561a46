// Screen: one page of the client. For: router and app; each view is one.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "client/app/context.hpp"
#include "client/kit/kit.hpp"
#include "client/sync/alive.hpp"

namespace zhunru::app {

/// Values of the ":name" parts of a route.
using Parameters = std::map<std::string, std::string, std::less<>>;

class Screen {
public:
    virtual ~Screen() = default;
    /// Once, after it was made for a route.
    virtual void enter() {}
    virtual void draw(kit::Ui& ui) = 0;
    /// The server says that something changed: "case:…", "task:…", "poll:…", "clock", "public".
    virtual void changed(std::string_view /*topic*/) {}
    /// The page is hidden or left: keep drafts.
    virtual void pause() {}
    /// True where nobody need be signed in.
    [[nodiscard]] virtual bool open_to_all() const { return false; }

protected:
    sync::Alive alive_;  ///< guards every callback of the screen: it may be left before the answer comes
};

using MakeScreen = std::unique_ptr<Screen> (*)(Context&, const Parameters&);

struct Route {
    std::string_view pattern;  ///< "task/:id"
    MakeScreen make;
};

/// All routes, most specific first. One line a screen: client/app/routes.cpp.
[[nodiscard]] std::unique_ptr<Screen> make_screen(Context& context, std::string_view route);

}  // namespace zhunru::app
