// CaseScreen: one case: where it stands, who is waited for, its consultation, burden, decision, documents, history.
// For: whoever may see the case; the server sends only what they may see.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"
#include "client/views/case_attachments.hpp"
#include "client/views/outcome_sheet.hpp"
#include "client/views/verb_sheet.hpp"

namespace zhunru::views {

class CaseScreen final : public app::Screen {
public:
    CaseScreen(app::Context& context, const app::Parameters& parameters)
        : c_(context), id_(parameters.at("id")), case_(context.api), sheet_(context),
          verbs_(context, [this] { case_.reload(); }), attachments_(context, id_) {}
    void enter() override { case_.load("/api/cases/" + sync::url_part(id_)); }
    void draw(kit::Ui& ui) override;
    void changed(std::string_view topic) override {
        if (topic != "case:" + id_ && topic != "reconnected") return;
        case_.reload();
        attachments_.reload();
    }

private:
    void waiting(kit::Ui& ui);
    void taken_up(kit::Ui& ui);
    void steps(kit::Ui& ui);
    void consultation(kit::Ui& ui);
    void history(kit::Ui& ui);
    void act(const base::Value& action);

    app::Context& c_;
    std::string id_;
    std::string part_ = "now";
    sync::Remote case_;
    OutcomeSheet sheet_;
    VerbSheet verbs_;
    CaseAttachments attachments_;
    bool actions_open_ = false;
};

/// The decision of a case with its votes, as every reader sees it.
void decision_card(kit::Ui& ui, app::Context& c, const base::Value& decision);
/// Stances of the committees, totals and issues with their replies.
void consultation_card(kit::Ui& ui, app::Context& c, const base::Value& consultation);

}  // namespace zhunru::views
