// ColleagueScreen: somebody gives a colleague of the own body or community an account and hands out a one-time link; the colleague
// sets the password. For: posts that may invite (the access table says which); everybody else reads that theirs cannot.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class ColleagueScreen final : public app::Screen {
public:
    ColleagueScreen(app::Context& context, const app::Parameters&) : c_(context), posts_(context.api) {}
    void enter() override { posts_.load("/api/invitations/colleagues/posts"); }
    void draw(kit::Ui& ui) override;

private:
    void send();

    app::Context& c_;
    sync::Remote posts_;
    std::string account_, label_, role_, failure_, link_;
    bool busy_ = false;
};

}  // namespace zhunru::views
