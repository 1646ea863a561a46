// DocumentScreen: one issued document as a page in GB/T 9704 order, with its digest and what proves it.
// For: everybody who may read it; public documents need no account.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class DocumentScreen final : public app::Screen {
public:
    DocumentScreen(app::Context& context, const app::Parameters& parameters)
        : c_(context), id_(parameters.at("id")), document_(context.api) {}
    void enter() override { document_.load("/api/documents/" + sync::url_part(id_)); }
    void draw(kit::Ui& ui) override;
    [[nodiscard]] bool open_to_all() const override { return true; }

private:
    void papers(kit::Ui& ui, const base::Value& document);
    void proof(kit::Ui& ui, const base::Value& document);

    app::Context& c_;
    std::string id_;
    sync::Remote document_;
};

}  // namespace zhunru::views
