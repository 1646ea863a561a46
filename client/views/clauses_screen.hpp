// ClausesScreen: every clause of the policy with the words and what the product does for it, and the open questions.
#pragma once

#include <string>
#include <vector>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class ClausesScreen final : public app::Screen {
public:
    ClausesScreen(app::Context& context, const app::Parameters&) : c_(context), clauses_(context.api) {}
    void enter() override { clauses_.load("/api/clauses"); }
    void draw(kit::Ui& ui) override;
    [[nodiscard]] bool open_to_all() const override { return true; }

private:
    app::Context& c_;
    sync::Remote clauses_;
    std::string search_;
    std::string part_ = "clauses";
    std::vector<std::string> states_;  ///< filter: one of whole, part, not_yet; empty = all
};

}  // namespace zhunru::views
