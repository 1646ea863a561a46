// SetPasswordScreen: who was handed a one-time link sets the own password with it. For: invited colleagues and those who forgot theirs.
#pragma once

#include <string>

#include "client/app/screen.hpp"

namespace zhunru::views {

class SetPasswordScreen final : public app::Screen {
public:
    SetPasswordScreen(app::Context& context, const app::Parameters& parameters) : c_(context), token_(parameters.at("token")) {}
    void draw(kit::Ui& ui) override;
    [[nodiscard]] bool open_to_all() const override { return true; }

private:
    void send();

    app::Context& c_;
    std::string token_, password_, again_, failure_, account_;
    bool busy_ = false;
};

}  // namespace zhunru::views
