// PaperSheet: the station and the committee at the table: printing sheets for people without phones, and entering what they answered on
// paper, at a meeting or at the counter. One person is one voice: what counts already is shown, with its way and time, before anything
// is changed. For: PollScreen.
#pragma once

#include <string>
#include <utility>

#include "client/app/context.hpp"
#include "client/kit/kit.hpp"
#include "client/sync/alive.hpp"
#include "client/sync/remote.hpp"
#include "client/views/form/form_view.hpp"

namespace zhunru::views {

class PaperSheet {
public:
    PaperSheet(app::Context& context, sync::Remote& poll, std::string poll_id)
        : c_(context), poll_(poll), id_(std::move(poll_id)), form_(context) {}

    /// Card on the page: print, enter, what was entered.
    void draw_card(kit::Ui& ui);
    /// Sheet for one answer; after end_screen.
    void draw_sheet(kit::Ui& ui);

private:
    void begin();
    void send(bool change);
    void took(const sync::Answer& answer);
    void result(kit::Ui& ui);

    app::Context& c_;
    sync::Remote& poll_;
    std::string id_;
    FormView form_;
    bool open_ = false;
    bool busy_ = false;
    bool look_up_ = false;     ///< what has come up stands at the top
    std::string channel_ = "paper";
    std::string ballot_;
    std::string command_;      ///< id of the entry that is being made: sent twice, it counts once
    std::string failure_;
    std::string ballot_error_;
    base::Value before_;       ///< what counts already; null = nothing known
    base::Value receipt_;      ///< of the entry just made
    sync::Alive alive_;
};

}  // namespace zhunru::views
