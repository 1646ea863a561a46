// ClockSheet: moves the demo's clock forward. For: the demo only; the server refuses it elsewhere.
#pragma once

#include <string>

#include "client/app/context.hpp"
#include "client/sync/alive.hpp"
#include "client/kit/kit.hpp"

namespace zhunru::views {

class ClockSheet {
public:
    explicit ClockSheet(app::Context& context) : c_(context) {}
    void open();
    void draw(kit::Ui& ui);

private:
    void advance(base::Context body);

    sync::Alive alive_;
    app::Context& c_;
    bool open_ = false;
    bool busy_ = false;
    std::string now_;
    std::string days_ = "1";
    std::string to_;
};

}  // namespace zhunru::views
