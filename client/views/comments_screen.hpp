// CommentsScreen: what residents wrote in a consultation, without names, once it is closed. For: the parties of the case. The office
// of the coordinating body may withhold an abusive text with a public reason, and give it back.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/alive.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class CommentsScreen final : public app::Screen {
public:
    CommentsScreen(app::Context& context, const app::Parameters& parameters) : c_(context), id_(parameters.at("id")), list_(context.api) {}
    void enter() override;
    void draw(kit::Ui& ui) override;

private:
    void comment(kit::Ui& ui, const base::Value& one);
    void sheet(kit::Ui& ui);
    void send();

    app::Context& c_;
    std::string id_;
    sync::Remote list_;
    base::Value chosen_;
    std::string search_, reason_, failure_;
    bool open_ = false, busy_ = false;
    sync::Alive alive_;
};

/// "居民写了 12 段意见，隐去 1 段" with the reasons; a row to the texts where `poll` is given.
void comments_card(kit::Ui& ui, app::Context& c, const base::Value& summary, const std::string& poll);

}  // namespace zhunru::views
