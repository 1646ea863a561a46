// PublicItemScreen: what anybody may see of one item: decision, reasons, totals, burden, dates, documents.
// Never a resident's name, nor a figure of residents that D12 hides: the server leaves them out.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class PublicItemScreen final : public app::Screen {
public:
    PublicItemScreen(app::Context& context, const app::Parameters& parameters)
        : c_(context), id_(parameters.at("id")), item_(context.api) {}
    void enter() override { item_.load("/api/public/items/" + sync::url_part(id_)); }
    void draw(kit::Ui& ui) override;
    void changed(std::string_view topic) override {
        if (topic == "public" || topic == "case:" + id_) item_.reload();
    }
    [[nodiscard]] bool open_to_all() const override { return true; }

private:
    app::Context& c_;
    std::string id_;
    sync::Remote item_;
};

}  // namespace zhunru::views
