// AdminScreen: the office of the administrator: accounts (find, invite, new password by link, disable), cases that are
// stuck, local settings. For: accounts with the right to administer; the server refuses everybody else.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class AdminScreen final : public app::Screen {
public:
    AdminScreen(app::Context& context, const app::Parameters&)
        : c_(context), accounts_(context.api), incidents_(context.api), messages_(context.api) {}
    void enter() override;
    void draw(kit::Ui& ui) override;
    void changed(std::string_view) override {
        incidents_.reload();
        messages_.reload();
    }

private:
    void accounts_part(kit::Ui& ui);
    void stuck_part(kit::Ui& ui);
    void messages_part(kit::Ui& ui);
    void account_sheet(kit::Ui& ui);
    void invite_sheet(kit::Ui& ui);
    void put(const std::string& id, const std::string& label, const base::Value& level, base::Value seats, bool disabled, bool then_link);
    void make_link(const std::string& id);
    void start_invitation();

    app::Context& c_;
    sync::Remote accounts_, incidents_, messages_;
    std::string part_ = "accounts";
    std::string search_;
    base::Value account_;  ///< the one on show
    std::string link_;     ///< one-time link that was just made
    std::string failure_;
    std::string new_id_, new_label_, new_like_;
    bool account_open_ = false, invite_open_ = false, confirm_open_ = false, busy_ = false;
};

}  // namespace zhunru::views
