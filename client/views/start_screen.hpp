// StartScreen: says what a process is for, and starts a case of it. For: clerks of admission units.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class StartScreen final : public app::Screen {
public:
    StartScreen(app::Context& context, const app::Parameters& parameters)
        : c_(context), process_(parameters.at("process")), home_(context.api) {}
    void enter() override { home_.load("/api/home"); }
    void draw(kit::Ui& ui) override;

private:
    void start();

    app::Context& c_;
    std::string process_;
    sync::Remote home_;
    bool busy_ = false;
};

}  // namespace zhunru::views
