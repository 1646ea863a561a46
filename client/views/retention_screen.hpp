// RetentionScreen: what is kept longer than the local settings say, line by line, and erasing a line with a reason.
// For: administrators. It erases nothing by itself.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/alive.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class RetentionScreen final : public app::Screen {
public:
    RetentionScreen(app::Context& context, const app::Parameters&) : c_(context), list_(context.api) {}
    void enter() override { list_.load("/api/admin/retention"); }
    void draw(kit::Ui& ui) override;

private:
    void sheet(kit::Ui& ui);
    void erase();

    app::Context& c_;
    sync::Remote list_;
    base::Value chosen_;
    std::string reason_, failure_;
    bool open_ = false, busy_ = false;
    sync::Alive alive_;
};

}  // namespace zhunru::views
