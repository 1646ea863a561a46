#include "client/app/app.hpp"

#include <cstdlib>
#include <utility>

#include "engine/base/json.hpp"

namespace zhunru::app {

App::App(platform::Ports& ports) : context_(ports) {
    context_.show_clause = [this](std::string_view code) { clause_sheet_.open(code); };
    context_.show_clock = [this] { clock_sheet_.open(); };
    context_.refresh_session = [this] { ask_session(); };
    context_.set_language = [this](const std::string& lang) { language(lang); };
    context_.api.keep_in(context_.store);
    context_.outbox.on_session_lost([this] { ask_session(); });
    context_.store.open(
        [this] {
            started_ = true;
            strings_dirty_ = true;  // size and appearance are known only now
            context_.api.get("/i18n/languages.json", [this](const sync::Answer& answer) {
                if (answer.ok) context_.languages = answer.value.get("languages");
            });
            const std::string lang = context_.store.preference("language");
            if (!lang.empty() && lang != "zh-CN") load_language(lang);
            context_.outbox.recount();
            ask_session();
        },
        [this] {
            context_.outbox.recount();
            context_.outbox.drain();
        });
}

/// Reads and unsent commands belong to whoever is signed in.
void App::be(const base::Value& account) {
    const std::string id = account.get("id").string_or("");
    context_.session.account = account;
    context_.api.set_account(id);
    context_.outbox.set_account(id);
}

void App::ask_session() {
    context_.api.get("/api/session", [this](const sync::Answer& answer) {
        Session& session = context_.session;
        const auto& failure = answer.failure;
        const bool nobody_there = !answer.ok && (failure.offline() || (failure.status >= 502 && failure.status <= 504));
        if (answer.ok) {
            const bool same = session.known && session.account == answer.value.get("account");
            session.known = true;
            session.offline = false;
            session.demo = answer.value.get("demo").boolean_or(false);
            be(answer.value.get("account"));
            // Who was signed in last may look at what was read, without network. Only the server can sign in.
            context_.store.put_preference("account", session.signed_in() ? base::to_json(session.account) : std::string());
            context_.store.keep_only(session.account.get("id").string_or(""));
            context_.api.set_csrf(answer.value.get("csrf").string_or(""));
            context_.outbox.set_connected(true);
            context_.outbox.drain();
            context_.uploads.set_account(session.account.get("id").string_or(""));
            if (!same || !stream_open_) open_push();
            if (!same || !screen_) show(route_);
        } else if (nobody_there) {
            session.offline = true;
            context_.outbox.set_connected(false);
            if (!session.known) {
                const auto kept = base::parse_json(context_.store.preference("account"));
                if (kept && kept->is_context()) be(*kept);
                session.known = session.signed_in();
            }
            if (!screen_) show(route_);
            ask_again();
        } else {
            session.known = true;
            be(base::Value());
            context_.say(answer.failure);
            if (!screen_) show(route_);
        }
    });
}

/// The browser does not always say that the server is back: asked every ten seconds while it is not.
void App::ask_again() {
    if (asking_) return;
    asking_ = true;
    context_.ports.browser.after(10'000, [this] {
        asking_ = false;
        if (context_.session.offline) ask_session();
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
             if (returned && context_.session.offline) ask_session();
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
    context_.outbox.nobody_watches();
    std::string_view plain = route_;
    if (plain.starts_with('/')) plain.remove_prefix(1);
    context_.outbox.set_route(std::string(plain.substr(0, plain.find('?'))));
    screen_ = std::move(next);
    screen_->enter();
}

void App::draw(kit::Ui& ui) {
    if (strings_dirty_) {
        ui.set_strings(kit::translated(context_.tr.lang(), [this](std::string_view word) { return context_.tr(word); }));
        ui.set_clause_handler(context_.show_clause);
        strings_dirty_ = false;
        const std::string size = context_.store.preference("text_percent");
        if (!size.empty()) ui.set_text_percent(std::atoi(size.c_str()));
        const std::string appearance = context_.store.preference("appearance");
        if (!appearance.empty())
            ui.set_appearance(appearance == "dark" ? kit::Appearance::dark : appearance == "light" ? kit::Appearance::light : kit::Appearance::system);
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
}

void App::on_online(bool online) {
    if (online) {
        on_resume();
    } else {
        context_.session.offline = true;
        context_.outbox.set_connected(false);
    }
}

std::string App::sync_state() const {
    if (context_.outbox.waiting() > 0) return "waiting";
    return stream_open_ ? "synced" : "offline";
}

std::string App::preview(std::string_view question) {
    const auto asked = base::parse_json(question, {.bytes = 1U << 20U, .members = 100'000});
    if (!asked) return "{}";
    const std::string task = asked->get("task").string_or("");
    const std::string path = "/api/cases/" + sync::url_part(task.substr(0, task.rfind('.'))) + "/snapshot";
    if (!context_.previewer.ready(path)) return context_.previewer.settled(path) ? R"({"ready":false,"settled":true})" : R"({"ready":false})";
    const auto& outlook = context_.previewer.task(task, asked->get("outcome").string_or(""), asked->get("data"));
    base::Context out = preview::to_value(outlook).as_context();
    out.set("ready", base::Value(true));
    out.set("micros", base::Value(context_.previewer.last_micros()));
    return base::to_json(base::Value(std::move(out)));
}

}  // namespace zhunru::app

namespace zhunru::platform {

std::unique_ptr<Program> make_program(Ports& ports) { return std::make_unique<app::App>(ports); }

}  // namespace zhunru::platform
