// LoginScreen: signing in; in the demo also a list of posts to try. For: everybody who has an account.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class LoginScreen final : public app::Screen {
public:
    LoginScreen(app::Context& context, const app::Parameters&) : c_(context), accounts_(context.api) {}
    void enter() override;
    void draw(kit::Ui& ui) override;
    [[nodiscard]] bool open_to_all() const override { return true; }

private:
    void sign_in();
    void demo_accounts(kit::Ui& ui);

    app::Context& c_;
    sync::Remote accounts_;
    std::string account_;
    std::string password_;
    std::string search_;
    std::string failure_;
    bool busy_ = false;
};

}  // namespace zhunru::views
