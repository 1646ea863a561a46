// Outbox: commands leave the phone through it. A command is stored on the phone first, then sent, and forgotten only
// when the server has answered. The same id goes out however often it is tried, so it counts once.
// For: screens. Refuses to change a command, or to drop a refused one: the user repairs or discards it.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "client/sync/api.hpp"
#include "client/sync/phone_store.hpp"

namespace zhunru::sync {

class Outbox {
public:
    using Done = std::function<void(const Answer&)>;

    Outbox(Api& api, PhoneStore& store) : api_(api), store_(store) {}

    /// `body` gets the member "id" (the command id). `done` is called once: with the server's answer, or with an
    /// offline failure, in which case the command stays here and goes out by itself later.
    void send(std::string path, base::Context body, std::string title, Done done);
    /// Sends what waits, oldest first. Call at start and when the network returns.
    void drain();
    /// Makes a refused command wait again.
    void retry(std::string_view id);
    void discard(std::string_view id);

    [[nodiscard]] std::vector<PendingCommand> commands() { return store_.commands(); }
    [[nodiscard]] std::int32_t waiting() const { return waiting_; }
    [[nodiscard]] std::int32_t refused() const { return refused_; }
    /// Called after each change of the counts.
    void on_change(std::function<void()> call) { changed_ = std::move(call); }

private:
    void transmit(PendingCommand command);
    void settled(PendingCommand command, const Answer& answer);
    void recount();

    Api& api_;
    PhoneStore& store_;
    std::map<std::string, Done> listeners_;
    std::function<void()> changed_;
    std::int32_t waiting_ = 0;
    std::int32_t refused_ = 0;
    bool busy_ = false;
};

}  // namespace zhunru::sync
