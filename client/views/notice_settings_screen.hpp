// NoticeSettingsScreen: how a person wants to be told outside of the app: mail, office messenger, at once or once a day, quiet hours.
// For: everybody with an account. Says honestly which ways this server has at all.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class NoticeSettingsScreen final : public app::Screen {
public:
    NoticeSettingsScreen(app::Context& context, const app::Parameters&);
    void enter() override { settings_.load("/api/notices/settings"); }
    void draw(kit::Ui& ui) override;

private:
    void channels(kit::Ui& ui);
    void times(kit::Ui& ui);
    void time(kit::Ui& ui, std::string_view id, std::string& value, const std::string& label);
    [[nodiscard]] bool has(std::string_view channel) const;
    void save();

    app::Context& c_;
    sync::Remote settings_;
    std::string mail_, quiet_from_, quiet_to_, digest_, digest_at_;
    bool webhook_ = false;
    bool quiet_ = false;
    bool busy_ = false;
    std::string failure_;
};

}  // namespace zhunru::views
