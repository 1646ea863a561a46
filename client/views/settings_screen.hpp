// SettingsScreen: every local setting of the province or of a place: what it is for, its value today, who set it when and why.
// For: anybody, because a local setting must never pass for policy. Reads the public register; changes nothing.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class SettingsScreen final : public app::Screen {
public:
    SettingsScreen(app::Context& context, const app::Parameters&) : c_(context), settings_(context.api), local_(context.api) {}
    void enter() override;
    void draw(kit::Ui& ui) override;
    [[nodiscard]] bool open_to_all() const override { return true; }

private:
    void history(kit::Ui& ui);
    void place(kit::Ui& ui);

    app::Context& c_;
    sync::Remote settings_;  ///< the province's register with its versions
    sync::Remote local_;     ///< as they hold in the chosen place, with who set each
    std::string search_, place_, shown_;
};

/// One setting of /api/settings: what it is for, its value, who set it, and its history.
void setting_card(kit::Ui& ui, app::Context& c, const base::Value& record);

}  // namespace zhunru::views
