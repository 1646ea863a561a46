// ComplaintScreen: where a complaint without an account stands, by its secret link ("c/<token>") or by its number and code ("c").
// For: who complained. Whoever has neither learns nothing.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class ComplaintScreen final : public app::Screen {
public:
    ComplaintScreen(app::Context& context, const app::Parameters& parameters);
    void enter() override;
    void changed(std::string_view topic) override;
    void draw(kit::Ui& ui) override;
    [[nodiscard]] bool open_to_all() const override { return true; }

private:
    void lookup(kit::Ui& ui);
    void shown(kit::Ui& ui);
    void find();

    app::Context& c_;
    std::string token_, number_, code_, failure_;
    sync::Remote complaint_;
    bool busy_ = false;
};

}  // namespace zhunru::views
