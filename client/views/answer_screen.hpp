// AnswerScreen: what an invited person sees: what is proposed, what it would mean for the community, and the answer.
// For: residents and others, without an account, from a link ("i/:token") or a poster
// ("p/:poster"); whoever has an account and a voice answers at "answer/:poll".
#pragma once

#include <optional>
#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"
#include "client/views/agreed.hpp"
#include "client/views/form/form_view.hpp"
#include "client/views/privacy_notice.hpp"

namespace zhunru::views {

class AnswerScreen final : public app::Screen {
public:
    AnswerScreen(app::Context& context, const app::Parameters& parameters);
    void enter() override;
    void draw(kit::Ui& ui) override;
    void pause() override { form_.save_draft(); }
    [[nodiscard]] bool open_to_all() const override { return true; }

private:
    void send();
    void proposal(kit::Ui& ui);
    void text_block(kit::Ui& ui, const base::Value& block, std::size_t index);
    void receipt(kit::Ui& ui);
    void look_at_outbox();
    void what_happens(kit::Ui& ui);
    void withheld(kit::Ui& ui);

    app::Context& c_;
    bool poster_ = false;
    bool account_ = false;  ///< by account: the seats say whose voice it is
    std::string path_;
    std::string route_;  ///< address of this screen
    sync::Remote page_;
    FormView form_;
    PrivacyNotice notice_;
    base::Value receipt_;
    std::string failure_;
    bool answering_ = false;
    bool busy_ = false;
    std::optional<sync::PendingCommand> pending_;  ///< agreed here, not yet by the server
};

}  // namespace zhunru::views
