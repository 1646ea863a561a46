// Remote: one answer of the server that a screen shows, with its loading and failure state.
// For: screens (`remote.load(api, path)` on entering, `remote.reload()` when the server says it changed).
// Keeps the old value while the new one is under way; drops answers that arrive after a newer request.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "client/sync/api.hpp"

namespace zhunru::sync {

class Remote {
public:
    explicit Remote(Api& api) : api_(api) {}

    void load(std::string path);
    void reload();
    void clear();
    /// Called with each new value.
    void on_value(std::function<void(const base::Value&)> call) { call_ = std::move(call); }

    [[nodiscard]] bool loading() const { return shared_->loading; }
    [[nodiscard]] bool ready() const { return shared_->ready; }
    [[nodiscard]] bool failed() const { return shared_->failed; }
    [[nodiscard]] const base::Value& value() const { return shared_->value; }
    /// Not 0: there is no network; the value was read then (the phone's clock).
    [[nodiscard]] std::int64_t kept_at_ms() const { return shared_->kept_at_ms; }
    [[nodiscard]] const Failure& failure() const { return shared_->failure; }
    /// Puts a value in place without asking the server.
    void put(base::Value value);

private:
    struct Shared {
        base::Value value;
        Failure failure;
        std::uint32_t request = 0;
        std::int64_t kept_at_ms = 0;
        bool loading = false, ready = false, failed = false;
    };
    Api& api_;
    std::string path_;
    std::function<void(const base::Value&)> call_;
    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

}  // namespace zhunru::sync
