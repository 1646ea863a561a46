// PictureScreen: a case as a picture: its diagram with the tokens where they are, what each element is and did, who is
// waited for since when and who can move it, and the same in words. For: whoever may see the case.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"
#include "client/views/picture_view.hpp"
#include "client/views/verb_sheet.hpp"

namespace zhunru::views {

class PictureScreen final : public app::Screen {
public:
    PictureScreen(app::Context& context, const app::Parameters& parameters)
        : c_(context), id_(parameters.at("id")), picture_(context.api), view_(context), verbs_(context, [this] { picture_.reload(); }) {}
    void enter() override { load({}); }
    void draw(kit::Ui& ui) override;
    void changed(std::string_view topic) override {
        if (topic == "case:" + id_ || topic == "reconnected") picture_.reload();
    }

private:
    void load(const std::string& scope);
    void waits(kit::Ui& ui, const base::Value& shape);
    void element(kit::Ui& ui);
    void in_words(kit::Ui& ui);

    app::Context& c_;
    std::string id_;
    std::string scope_;
    sync::Remote picture_;
    PictureView view_;
    VerbSheet verbs_;
    bool open_ = false;
};

}  // namespace zhunru::views
