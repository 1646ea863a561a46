// StartScreen: says what a process is for, asks what its start form asks, and starts a case of it. For: clerks of admission
// units (T01), committees that refuse and whoever complains (T09).
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"
#include "client/views/form/form_view.hpp"

namespace zhunru::views {

class StartScreen final : public app::Screen {
public:
    StartScreen(app::Context& context, const app::Parameters& parameters)
        : c_(context), process_(parameters.at("process")), home_(context.api), start_(context.api), earlier_(context.api),
          form_(context) {
        if (const auto found = parameters.find("previous"); found != parameters.end()) previous_ = found->second;
    }
    void enter() override;
    void draw(kit::Ui& ui) override;

private:
    void start();
    void open_form();
    void steps(kit::Ui& ui) const;
    void earlier(kit::Ui& ui);

    app::Context& c_;
    std::string process_, title_;
    std::string previous_;  ///< ended case whose text is the draft; "" = begin empty
    sync::Remote home_, start_, earlier_;
    FormView form_;
    bool busy_ = false, asked_ = false;
};

}  // namespace zhunru::views
