// OutcomeSheet: between the button and the act: says what the button does, under which clause or local setting, asks for
// what that outcome needs (its own form, the password of a signature), then lets it go.
// For: TaskScreen and CaseScreen.
#pragma once

#include <functional>
#include <string>

#include "client/app/context.hpp"
#include "client/sync/alive.hpp"
#include "client/kit/kit.hpp"
#include "client/views/form/form_view.hpp"

namespace zhunru::views {

class OutcomeSheet {
public:
    /// What comes out: the outcome's own form data (null without a form) and the signature ticket ("" without one).
    /// A signature that was agreed to without network comes with `unsigned_here`: it is kept until the password is entered again.
    using Done = std::function<void(const base::Value& data, const std::string& ticket, bool unsigned_here)>;

    explicit OutcomeSheet(app::Context& context) : c_(context), form_(context) {}

    /// `outcome`: {id,name,does,clause,local,kind}; `schema` null = no form; `sign` null or {text_hash,text}.
    void open(base::Value outcome, const base::Value& schema, base::Context names, base::Value sign, Done done);
    /// Before open(): which task the preview is of, and what its own form says. Without it the sheet shows the words only.
    /// `absent`: {label, who} of the person for whom it is done (代理), or null.
    void about(std::string case_id, std::string task, base::Value data, base::Value absent);
    void close() { open_ = false; }
    void set_busy(bool busy) { busy_ = busy; }
    /// Why the server refused; shown in the sheet.
    void set_failure(std::string text);
    void draw(kit::Ui& ui);

private:
    void confirm();
    void what_happens(kit::Ui& ui);
    [[nodiscard]] std::string snapshot_path() const;

    sync::Alive alive_;
    app::Context& c_;
    FormView form_;
    base::Value outcome_;
    base::Value sign_;
    Done done_;
    std::string case_id_, task_;  ///< of the preview; "" = none
    base::Value task_data_;
    base::Value absent_;
    std::string password_;
    std::string failure_;
    bool open_ = false;
    bool busy_ = false;
};

}  // namespace zhunru::views
