// Outbox: commands leave the phone through it. A command is stored on the phone first, then sent, and forgotten only
// when the server has answered and somebody has seen it. The same id goes out however often it is tried, so it counts once.
// For: screens. Refuses to change a command, to drop a refused one (the user repairs or discards it), to store a password or a
// signature ticket, and to send what another account has agreed to.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "client/sync/api.hpp"
#include "client/sync/phone_store.hpp"

namespace zhunru::sync {

class Outbox {
public:
    using Done = std::function<void(const Answer&)>;

    Outbox(Api& api, PhoneStore& store, platform::Ports& ports) : api_(api), store_(store), ports_(ports) {}

    /// `body` gets the member "id" (the command id). `done` is called once: with the server's answer, or with an
    /// offline failure, in which case the command stays here and goes out by itself later.
    /// A member "ticket" goes out with the first try only and is not stored.
    void send(std::string path, base::Context body, std::string title, Done done);
    /// Stores a command that needs the password again (a signature made without network): it stays "unsigned" until sign().
    void keep_unsigned(std::string path, base::Context body, std::string title);
    /// Confirms the password at the server and sends the command. `done` gets the refusal of the password, or the answer.
    void sign(std::string_view id, std::string_view password, Done done);

    /// The screen that was waiting is gone: what comes for it is kept until somebody sees it.
    void nobody_watches() { listeners_.clear(); }
    /// Who is signed in now ("" = nobody) and on which screen; commands that are made belong to them.
    void set_account(std::string account);
    void set_route(std::string route) { route_ = std::move(route); }
    /// True once the server has said who is signed in; before that nothing is sent.
    void set_connected(bool connected) { connected_ = connected; }

    /// Sends what waits, oldest first. Call at start and when the network returns.
    void drain();
    /// Makes a refused command wait again.
    void retry(std::string_view id);
    void discard(std::string_view id);
    /// Puts what a refused command said under the draft key "repair/<route>" and drops the command; gives the route.
    std::string repair(std::string_view id);

    [[nodiscard]] std::vector<PendingCommand> commands() { return store_.commands(); }
    /// The newest command that was made on this screen; nothing where there is none.
    [[nodiscard]] std::optional<PendingCommand> made_on(std::string_view route);
    [[nodiscard]] std::int32_t waiting() const { return waiting_; }
    [[nodiscard]] std::int32_t unsigned_count() const { return unsigned_; }
    [[nodiscard]] std::int32_t refused() const { return refused_; }
    /// Called after each change of the counts.
    void on_change(std::function<void()> call) { changed_ = std::move(call); }
    /// Called when the server no longer knows the session: ask who is signed in.
    void on_session_lost(std::function<void()> call) { session_lost_ = std::move(call); }
    /// The store was loaded anew.
    void recount();

private:
    PendingCommand make(std::string path, base::Context& body, std::string title);
    void transmit(PendingCommand command);
    void settled(PendingCommand command, const Answer& answer);
    void try_later();
    [[nodiscard]] bool may_send(const PendingCommand& command) const;

    Api& api_;
    PhoneStore& store_;
    platform::Ports& ports_;
    std::map<std::string, Done> listeners_;
    std::map<std::string, std::string> tickets_;  ///< command -> signature ticket; in memory only
    std::set<std::string> own_;                   ///< made in this tab
    std::function<void()> changed_;
    std::function<void()> session_lost_;
    std::string account_;
    std::string route_;
    std::int32_t waiting_ = 0;
    std::int32_t unsigned_ = 0;
    std::int32_t refused_ = 0;
    std::int32_t tries_ = 0;
    bool busy_ = false;
    bool connected_ = false;
    bool timer_ = false;
};

}  // namespace zhunru::sync
