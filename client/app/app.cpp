#include "client/app/app.hpp"

#include <utility>

#include "engine/base/json.hpp"

namespace zhunru::app {

App::App(platform::Ports& ports) : context_(ports) {
    context_.show_clause = [this](std::string_view code) { clause_sheet_.open(code); };
    context_.show_clock = [this] { clock_sheet_.open(); };
    context_.refresh_session = [this] { ask_session(); };
    context_.set_language = [this](const std::string& lang) { language(lang); };
    context_.store.open([this] {
        started_ = true;
        const std::string lang = context_.store.preference("language");
        if (!lang.empty() && lang != "zh-CN") load_language(lang);
        ask_session();
        context_.outbox.drain();
    });
}

void App::ask_session() {
    context_.api.get("/api/session", [this](const sync::Answer& answer) {
        Session& session = context_.session;
        if (answer.ok) {
            const bool same = session.known && session.account == answer.value.get("account");
            session.known = true;
            session.demo = answer.value.get("demo").boolean_or(false);
            session.account = answer.value.get("account");
            context_.api.set_csrf(answer.value.get("csrf").string_or(""));
            if (!same || !stream_open_) open_push();
            if (!same || !screen_) show(route_);
        } else if (answer.failure.offline()) {
            if (!screen_) show(route_);
        } else {
            session.known = true;
            session.account = base::Value();
            context_.say(answer.failure);
            if (!screen_) show(route_);
        }
    });
}

void App::open_push() {
    context_.ports.push.open(
        "/api/stream", {"changed"},
        {.event =
             [this](std::string_view, std::string_view data, std::string_view) {
                 const auto parsed = base::parse_json(data);
                 if (!parsed || !screen_ || !parsed->get("changed").is_list()) return;
                 for (const base::Value& topic : parsed->get("changed").as_list())
                     screen_->changed(topic.string_or(""));
             },
         .state = [this](bool open) {
             const bool returned = open && !stream_open_;
             stream_open_ = open;
             if (returned && screen_) screen_->changed("reconnected");
         }});
}

void App::language(const std::string& lang) {
    context_.store.put_preference("language", lang);
    if (lang != "zh-CN") {
        load_language(lang);
        return;
    }
    context_.tr.use_chinese();
    context_.ports.browser.set_language(lang);
    strings_dirty_ = true;
}

void App::load_language(const std::string& lang) {
    context_.api.get("/i18n/" + lang + ".json", [this, lang](const sync::Answer& answer) {
        if (!answer.ok) {
            context_.say(answer.failure);
            return;
        }
        context_.tr.use(lang, answer.value);
        context_.ports.browser.set_language(lang);
        strings_dirty_ = true;
    });
}

void App::on_route(std::string_view route) {
    if (screen_) screen_->pause();
    route_ = std::string(route);
    if (context_.session.known || screen_) show(route_);
}

void App::show(std::string_view route) {
    auto next = make_screen(context_, route);
    if (!next->open_to_all() && !context_.session.signed_in() && context_.session.known) {
        wanted_ = std::string(route);
        next = make_screen(context_, "login");
    } else if (route == "login" && context_.session.signed_in()) {
        const std::string target = wanted_ == "login" ? "" : wanted_;
        wanted_.clear();
        context_.ports.browser.navigate(target, true);
        route_ = target;
        next = make_screen(context_, target);
    }
    screen_ = std::move(next);
    screen_->enter();
}

void App::draw(kit::Ui& ui) {
    if (strings_dirty_) {
        ui.set_strings(context_.tr.chinese() ? kit::Strings{} : kit::english_strings());
        ui.set_clause_handler(context_.show_clause);
        strings_dirty_ = false;
        const std::string size = context_.store.preference("text_percent");
        if (!size.empty()) ui.set_text_percent(std::stoi(size));
    }
    if (const auto next = std::exchange(context_.next_route, std::nullopt)) on_route(*next);
    if (screen_) {
        screen_->draw(ui);
    } else {
        ui.begin_screen({.id = "starting", .title = context_.tr("准入"), .large_title = true});
        ui.skeleton(6);
        (void)ui.end_screen();
    }
    clause_sheet_.draw(ui);
    clock_sheet_.draw(ui);
    for (const auto& [text, tone] : context_.toasts) ui.toast(text, tone);
    context_.toasts.clear();
    if (context_.next_route) ui.request_frame();
}

void App::on_pause() {
    if (screen_) screen_->pause();
}

void App::on_resume() {
    if (started_) ask_session();
    context_.outbox.drain();
}

void App::on_online(bool online) {
    if (online) on_resume();
}

std::string App::sync_state() const {
    if (context_.outbox.waiting() > 0) return "waiting";
    return stream_open_ ? "synced" : "offline";
}

}  // namespace zhunru::app

namespace zhunru::platform {

std::unique_ptr<Program> make_program(Ports& ports) { return std::make_unique<app::App>(ports); }

}  // namespace zhunru::platform
