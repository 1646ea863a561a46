// What main.cpp drives: the application seen from the platform.
// For: client/app implements Program and defines make_program(); the kit gallery is a Program too.
// Refuses to own anything of the browser: all of it comes in through Ports.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "client/kit/kit.hpp"
#include "client/platform/ports.hpp"

namespace zhunru::platform {

class Program {
public:
    virtual ~Program() = default;
    /// Builds one frame. Called only when something happened.
    virtual void draw(kit::Ui& ui) = 0;
    /// The address changed by the user (link, back button, deep link); also once at start.
    virtual void on_route(std::string_view route) = 0;
    /// Escape or the app bar's back with an open overlay was already handled by the kit.
    /// The page is being hidden or closed: save drafts now.
    virtual void on_pause() {}
    virtual void on_resume() {}
    virtual void on_online(bool /*online*/) {}
    /// Commands not yet acknowledged by the server; shown to tests as zhunru.pending.
    [[nodiscard]] virtual std::int32_t pending_commands() const { return 0; }
    /// For tests and diagnosis: the preview of {"task", "outcome", "data"} on the page's own snapshot, as JSON. Asks nobody.
    [[nodiscard]] virtual std::string preview(std::string_view /*question*/) { return "{}"; }
    /// Short word for tests: "synced", "syncing", "offline", …
    [[nodiscard]] virtual std::string sync_state() const { return {}; }
};

/// Defined by client/app.
[[nodiscard]] std::unique_ptr<Program> make_program(Ports& ports);

}  // namespace zhunru::platform
