// SettingsScreen: every local setting: what it is for, its value today, since when, and who decided each version why.
// For: anybody, because a local setting must never pass for policy. Reads the public register; changes nothing.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class SettingsScreen final : public app::Screen {
public:
    SettingsScreen(app::Context& context, const app::Parameters&) : c_(context), settings_(context.api) {}
    void enter() override { settings_.load("/api/public/registers/settings"); }
    void draw(kit::Ui& ui) override;
    [[nodiscard]] bool open_to_all() const override { return true; }

private:
    void history(kit::Ui& ui);

    app::Context& c_;
    sync::Remote settings_;
    std::string search_;
};

}  // namespace zhunru::views
