// AbsenceScreen 代理: from when to when somebody is away and which colleague acts for them; ended early; what was before; for whom one
// stands in. For: everybody with a post; administrators for anybody ("absence/<account>"). The engine decides what may be.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class AbsenceScreen final : public app::Screen {
public:
    AbsenceScreen(app::Context& context, const app::Parameters& parameters);
    void enter() override;
    void changed(std::string_view topic) override;
    void draw(kit::Ui& ui) override;

private:
    void list(kit::Ui& ui, const base::Value& absences, bool mine);
    void new_sheet(kit::Ui& ui);
    void start();
    void save();
    void end();

    app::Context& c_;
    std::string account_;  ///< "" = oneself
    sync::Remote absences_;
    bool new_open_ = false, confirm_open_ = false, busy_ = false;
    std::string from_, to_, substitute_, failure_, ending_, command_id_;
};

}  // namespace zhunru::views
