// PublicListScreen: one list (A own duties, B help to government, C admitted items): its entries and versions.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class PublicListScreen final : public app::Screen {
public:
    PublicListScreen(app::Context& context, const app::Parameters& parameters)
        : c_(context), id_(parameters.at("id")), list_(context.api) {}
    void enter() override { list_.load("/api/public/lists/" + sync::url_part(id_)); }
    void draw(kit::Ui& ui) override;
    [[nodiscard]] bool open_to_all() const override { return true; }

private:
    app::Context& c_;
    std::string id_;
    std::string search_;
    sync::Remote list_;
};

}  // namespace zhunru::views
