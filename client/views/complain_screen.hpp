// ComplainScreen: anybody complains about work brought into a community, without an account: where, and what happened. The number, a
// code and a secret link come at once. For: the public; "complain/<community>" (a QR code at the station) has the place filled in.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class ComplainScreen final : public app::Screen {
public:
    ComplainScreen(app::Context& context, const app::Parameters& parameters);
    void enter() override;
    void pause() override;
    void draw(kit::Ui& ui) override;
    [[nodiscard]] bool open_to_all() const override { return true; }

private:
    void form(kit::Ui& ui);
    void receipt(kit::Ui& ui);
    void send();

    app::Context& c_;
    sync::Remote places_;
    std::string community_, kind_ = "other", text_, failure_, command_id_;
    base::Value receipt_;
    bool busy_ = false;
};

}  // namespace zhunru::views
