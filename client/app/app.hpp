// App: the program that the platform drives. Owns the context and the screen on show; routes, session, language,
// push and toasts are joined here. Draws nothing of its own but what lies over every screen.
#pragma once

#include <memory>
#include <string>

#include "client/app/context.hpp"
#include "client/app/screen.hpp"
#include "client/platform/program.hpp"
#include "client/views/clause_sheet.hpp"
#include "client/views/clock_sheet.hpp"

namespace zhunru::app {

class App final : public platform::Program {
public:
    explicit App(platform::Ports& ports);

    void draw(kit::Ui& ui) override;
    void on_route(std::string_view route) override;
    void on_pause() override;
    void on_resume() override;
    void on_online(bool online) override;
    [[nodiscard]] std::int32_t pending_commands() const override { return context_.outbox.waiting(); }
    [[nodiscard]] std::string preview(std::string_view question) override;
    [[nodiscard]] std::string sync_state() const override;

private:
    void ask_session();
    void ask_again();
    void be(const base::Value& account);
    void open_push();
    void language(const std::string& lang);
    void load_language(const std::string& lang);
    void show(std::string_view route);

    Context context_;
    std::unique_ptr<Screen> screen_;
    std::string route_;
    std::string wanted_;         ///< where to go after signing in
    bool started_ = false;       ///< the phone's store has been opened
    bool strings_dirty_ = true;  ///< the kit has yet to be given its words
    bool stream_open_ = false;
    bool asking_ = false;        ///< another question for the session is on its way
    views::ClauseSheet clause_sheet_{context_};
    views::ClockSheet clock_sheet_{context_};
};

}  // namespace zhunru::app
