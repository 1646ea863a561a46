// TaskScreen: one task: what it is about, what to fill in, and the buttons, each saying what it does.
// For: whoever the task waits for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"
#include "client/views/agreed.hpp"
#include "client/views/form/form_view.hpp"
#include "client/views/outcome_sheet.hpp"
#include "client/views/verb_sheet.hpp"

namespace zhunru::views {

class TaskScreen final : public app::Screen {
public:
    TaskScreen(app::Context& context, const app::Parameters& parameters);
    void enter() override;
    void draw(kit::Ui& ui) override;
    void changed(std::string_view topic) override;
    void pause() override { form_.save_draft(); }

private:
    void open_form(const base::Value& value);
    [[nodiscard]] std::vector<kit::Action> actions(const base::Value& outcomes) const;
    void choose(const std::string& outcome_id);
    void send(const base::Value& outcome, base::Value data, const std::string& ticket, bool unsigned_here);
    void look_at_outbox();
    void repair();
    [[nodiscard]] std::string snapshot_path() const;
    void done_page(kit::Ui& ui);
    void intro(kit::Ui& ui, const base::Value& task);
    [[nodiscard]] base::Context names() const;
    [[nodiscard]] bool on_last_step() const { return !form_.is_open() || form_.last_step(); }

    app::Context& c_;
    std::string id_;
    sync::Remote task_;
    FormView form_;
    OutcomeSheet sheet_;
    VerbSheet verbs_;
    base::Value reply_;  ///< of the completed task; null while it is open
    std::string finished_name_;
    std::optional<sync::PendingCommand> pending_;  ///< agreed here, not yet by the server
    SignLater sign_later_;
    bool stale_ = false;
    bool more_ = false;
};

}  // namespace zhunru::views
