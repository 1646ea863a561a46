// VerbSheet: the verbs of office approval (退回 撤回 转办 委托 加签 减签 催办 中止计时) for the open steps of a case. The server
// says which there are, what may be chosen and what each would do; the sheet shows that before anything is sent.
// For: TaskScreen and CaseScreen. Refuses to offer a verb that the engine would refuse.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "client/app/context.hpp"
#include "client/kit/kit.hpp"
#include "client/sync/alive.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class VerbSheet {
public:
    /// Called when the server has taken a verb (or it is kept on the phone): reload what you show.
    using Done = std::function<void()>;

    VerbSheet(app::Context& context, Done done) : c_(context), verbs_(context.api), done_(std::move(done)) {}

    /// `task` empty = every open step of the case; otherwise that one, and what one may take back.
    void open(std::string case_id, std::string task);
    void draw(kit::Ui& ui);

private:
    void list(kit::Ui& ui);
    bool verb_row(kit::Ui& ui, const base::Value& verb);
    void detail(kit::Ui& ui);
    void effect(kit::Ui& ui, const base::Value& lines);
    void choose(const base::Value& verb, const base::Value& task);
    void send();
    [[nodiscard]] const base::Value& chosen_option() const;
    [[nodiscard]] bool complete() const;

    app::Context& c_;
    sync::Remote verbs_;
    Done done_;
    std::string case_id_, task_;
    base::Value verb_;  ///< null while the list is shown
    base::Value step_;  ///< the task (or answer) that the verb is about
    std::string option_;
    std::string reason_;
    std::string failure_;
    bool open_ = false;
    bool busy_ = false;
    sync::Alive alive_;
};

}  // namespace zhunru::views
