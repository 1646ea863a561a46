#include "client/sync/outbox.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/json.hpp"

namespace zhunru::sync {

using base::Value;

PendingCommand Outbox::make(std::string path, base::Context& body, std::string title) {
    PendingCommand command;
    command.id = api_.new_command_id();
    if (const Value* ticket = body.find("ticket"); ticket != nullptr && ticket->is_string()) tickets_[command.id] = ticket->as_string();
    body.erase("ticket");
    body.set("id", Value(command.id));
    command.path = std::move(path);
    command.body = base::to_json(Value(std::move(body)));
    command.title = std::move(title);
    command.state = "waiting";
    command.account = account_;
    command.route = route_;
    command.at_ms = ports_.browser.wall_ms();
    own_.insert(command.id);
    return command;
}

void Outbox::send(std::string path, base::Context body, std::string title, Done done) {
    PendingCommand command = make(std::move(path), body, std::move(title));
    listeners_[command.id] = std::move(done);
    store_.put_command(command);
    recount();
    if (!store_.is_open()) {  // nothing can be kept here: send at once
        transmit(std::move(command));
        return;
    }
    store_.flush([this, id = command.id](bool) {
        if (connected_) {
            drain();
            return;
        }
        // Said at once: it is kept here. It goes out when the server is there again.
        if (auto found = listeners_.extract(id)) {
            Answer answer;
            answer.failure.code = "offline";
            answer.failure.error = Value(base::Context());
            found.mapped()(answer);
        }
    });
}

void Outbox::keep_unsigned(std::string path, base::Context body, std::string title) {
    PendingCommand command = make(std::move(path), body, std::move(title));
    command.state = "unsigned";
    store_.put_command(command);
    store_.flush([](bool) {});
    recount();
}

void Outbox::sign(std::string_view id, std::string_view password, Done done) {
    api_.post("/api/session/confirm", Value(base::Context{{"password", Value(password)}}),
              [this, id = std::string(id), done = std::move(done)](const Answer& answer) {
                  if (!answer.ok) {
                      done(answer);
                      return;
                  }
                  for (PendingCommand& command : store_.commands()) {
                      if (command.id != id) continue;
                      tickets_[id] = answer.value.get("ticket").string_or("");
                      listeners_[id] = done;
                      own_.insert(id);
                      command.state = "waiting";
                      command.failure.clear();
                      store_.put_command(command);
                  }
                  recount();
                  drain();
              });
}

void Outbox::set_account(std::string account) {
    account_ = std::move(account);
    recount();
}

bool Outbox::may_send(const PendingCommand& command) const {
    if (command.state != "waiting") return false;
    // What a link's holder said goes out whoever is signed in; everything else only as the person who agreed to it.
    if (!command.account.empty() && command.account != account_) return false;
    // In a second tab the writing tab sends what it has; here only what was made here.
    return store_.writes() || own_.contains(command.id);
}

void Outbox::drain() {
    if (busy_ || !connected_) return;
    for (PendingCommand& command : store_.commands()) {
        if (!may_send(command)) continue;
        busy_ = true;
        transmit(std::move(command));
        return;
    }
}

void Outbox::retry(std::string_view id) {
    for (PendingCommand& command : store_.commands()) {
        if (command.id != id) continue;
        command.state = "waiting";
        command.failure.clear();
        store_.put_command(command);
    }
    recount();
    drain();
}

void Outbox::discard(std::string_view id) {
    store_.drop_command(id);
    recount();
}

std::string Outbox::repair(std::string_view id) {
    std::string route;
    for (const PendingCommand& command : store_.commands()) {
        if (command.id != id) continue;
        const auto body = base::parse_json(command.body);
        route = command.route;
        if (body) {
            const Value& data = body->get("data").is_context() ? body->get("data") : body->get("args").get("data");
            store_.put_draft("repair/" + route, data);
        }
        store_.drop_command(command.id);
    }
    recount();
    return route;
}

std::optional<PendingCommand> Outbox::made_on(std::string_view route) {
    std::optional<PendingCommand> found;
    for (PendingCommand& command : store_.commands())
        if (command.route == route && (command.account.empty() || command.account == account_)) found = std::move(command);
    return found;
}

void Outbox::transmit(PendingCommand command) {
    auto body = base::parse_json(command.body, {.bytes = 4U << 20U, .members = 100'000});
    if (!body || !body->is_context()) {
        command.state = "refused";
        command.failure = base::to_json(Value(base::Context{{"code", "damaged"}, {"message", "这部手机上的内容损坏了，无法发送。"},
                                                            {"message_en", "What this phone kept is damaged and cannot be sent."}}));
        store_.put_command(command);
        busy_ = false;
        recount();
        return;
    }
    base::Context fields = body->as_context();
    if (const auto ticket = tickets_.find(command.id); ticket != tickets_.end()) {
        fields.set("ticket", Value(ticket->second));
        tickets_.erase(ticket);
    }
    api_.post(command.path, Value(std::move(fields)), [this, command = std::move(command)](const Answer& answer) { settled(command, answer); });
}

void Outbox::settled(PendingCommand command, const Answer& answer) {
    busy_ = false;
    const Failure& failure = answer.failure;
    const bool session = !answer.ok && (failure.status == 401 || failure.code == "csrf" || failure.code == "not_logged_in");
    const bool keep_waiting = !answer.ok && (failure.offline() || failure.status >= 500 || failure.status == 429 || session);
    const auto listener = listeners_.find(command.id);
    const bool watched = listener != listeners_.end();
    if (!keep_waiting) {
        tries_ = 0;
        // A refusal or a receipt that a screen is watching is shown there; one that comes later is kept.
        if (!answer.ok && failure.code == "signature_needs_password") {
            command.state = "unsigned";
            store_.put_command(command);
        } else if (watched) {
            store_.drop_command(command.id);
        } else {
            command.state = answer.ok ? "accepted" : "refused";
            command.failure = answer.ok ? "" : base::to_json(failure.error);
            command.reply = answer.ok ? base::to_json(answer.value) : "";
            store_.put_command(command);
        }
    }
    recount();
    if (watched) {
        const Done done = std::move(listener->second);
        listeners_.erase(listener);
        done(answer);
    }
    if (session && session_lost_) {
        connected_ = false;
        session_lost_();
    } else if (keep_waiting) {
        try_later();
    } else {
        drain();
    }
}

/// Again after 2, 4, 8 … 64 seconds; sooner when the browser says that the network is back.
void Outbox::try_later() {
    if (timer_) return;
    timer_ = true;
    tries_ = std::min(tries_ + 1, 6);
    ports_.browser.after(1000 << tries_, [this] {
        timer_ = false;
        drain();
    });
}

void Outbox::recount() {
    waiting_ = unsigned_ = refused_ = 0;
    for (const PendingCommand& command : store_.commands()) {
        if (command.state == "waiting") ++waiting_;
        if (command.state == "unsigned") ++unsigned_;
        if (command.state == "refused") ++refused_;
    }
    if (changed_) changed_();
}

}  // namespace zhunru::sync
