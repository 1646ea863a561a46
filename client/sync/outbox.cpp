#include "client/sync/outbox.hpp"

#include <utility>

#include "engine/base/json.hpp"

namespace zhunru::sync {

void Outbox::send(std::string path, base::Context body, std::string title, Done done) {
    PendingCommand command;
    command.id = api_.new_command_id();
    body.set("id", base::Value(command.id));
    command.path = std::move(path);
    command.body = base::to_json(base::Value(std::move(body)));
    command.title = std::move(title);
    command.state = "waiting";
    listeners_[command.id] = std::move(done);
    store_.put_command(command);
    recount();
    if (!store_.is_open()) {  // nothing can be kept here: send at once
        transmit(std::move(command));
        return;
    }
    store_.flush([this](bool) { drain(); });
}

void Outbox::drain() {
    if (busy_) return;
    for (PendingCommand& command : store_.commands()) {
        if (command.state != "waiting") continue;
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

void Outbox::transmit(PendingCommand command) {
    auto body = base::parse_json(command.body);
    if (!body) {
        store_.drop_command(command.id);
        busy_ = false;
        recount();
        return;
    }
    api_.post(command.path, *body, [this, command = std::move(command)](const Answer& answer) { settled(command, answer); });
}

void Outbox::settled(PendingCommand command, const Answer& answer) {
    busy_ = false;
    const bool keep_waiting = !answer.ok && (answer.failure.offline() || answer.failure.status >= 500);
    const auto listener = listeners_.find(command.id);
    const bool watched = listener != listeners_.end();
    if (!keep_waiting) {
        // A refusal that a screen is watching is repaired there; one that comes later is kept for repair.
        if (answer.ok || watched) {
            store_.drop_command(command.id);
        } else {
            command.state = "refused";
            command.failure = base::to_json(answer.failure.error);
            store_.put_command(command);
        }
    }
    recount();
    if (watched) {
        const Done done = std::move(listener->second);
        listeners_.erase(listener);
        done(answer);
    }
    if (!keep_waiting) drain();
}

void Outbox::recount() {
    waiting_ = 0;
    refused_ = 0;
    for (const PendingCommand& command : store_.commands()) ++(command.state == "waiting" ? waiting_ : refused_);
    if (changed_) changed_();
}

}  // namespace zhunru::sync
