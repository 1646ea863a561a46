// PollScreen: running a consultation or a survey: invitations by link and QR, posters, voices that wait to be confirmed,
// which committees have answered. Shows no counts while it is open, because there are none to see (D12-1).
// For: the admission unit's clerk, the office, stations and committees.
#pragma once

#include <string>
#include <vector>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"
#include "client/views/paper_sheet.hpp"

namespace zhunru::views {

class PollScreen final : public app::Screen {
public:
    PollScreen(app::Context& context, const app::Parameters& parameters)
        : c_(context), id_(parameters.at("id")), poll_(context.api), paper_(context, poll_, id_) {}
    void enter() override { poll_.load("/api/polls/" + sync::url_part(id_)); }
    void draw(kit::Ui& ui) override;
    void changed(std::string_view topic) override {
        if (topic == "poll:" + id_ || topic == "reconnected") poll_.reload();
    }

private:
    void invite(kit::Ui& ui);
    void send_invite();
    void confirm(const std::string& voice, bool known);
    void link_sheet(kit::Ui& ui);
    void unverified(kit::Ui& ui);
    void links(kit::Ui& ui, const base::Value& list, std::string_view id, const std::string& title);

    app::Context& c_;
    std::string id_;
    sync::Remote poll_;
    PaperSheet paper_;
    std::string class_ = "residents";
    std::string community_;
    std::string count_ = "1";
    bool invite_open_ = false;
    bool link_open_ = false;
    bool busy_ = false;
    base::Value link_;
};

}  // namespace zhunru::views
