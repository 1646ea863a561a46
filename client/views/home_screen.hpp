// HomeScreen: the four tabs: what waits for me, my cases, what is public, me. For: everybody; without an account only
// the public tab has content. One file a tab: home_screen.cpp (work), public_tab.cpp, me_tab.cpp.
#pragma once

#include <string>
#include <vector>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"
#include "client/views/agreed.hpp"
#include "client/views/work_list.hpp"

namespace zhunru::views {

class HomeScreen final : public app::Screen {
public:
    HomeScreen(app::Context& context, const app::Parameters& parameters);
    void enter() override;
    void draw(kit::Ui& ui) override;
    void changed(std::string_view topic) override;
    [[nodiscard]] bool open_to_all() const override { return tab_ == "public" || tab_ == "me"; }

private:
    void work_tab(kit::Ui& ui);
    void polls(kit::Ui& ui);
    void starts(kit::Ui& ui);
    void cases_tab(kit::Ui& ui);
    void public_tab(kit::Ui& ui);
    void me_tab(kit::Ui& ui);
    void settings(kit::Ui& ui);
    void sign_out();

    app::Context& c_;
    Unsent unsent_;
    std::string tab_;
    sync::Remote home_;
    sync::Remote public_;
    sync::Remote notices_;  ///< only how many are unread
    WorkList tasks_;
    WorkList cases_;
    bool confirm_sign_out_ = false;
};

}  // namespace zhunru::views
