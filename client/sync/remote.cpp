#include "client/sync/remote.hpp"

#include <utility>

namespace zhunru::sync {

void Remote::load(std::string path) {
    if (path != path_) clear();
    path_ = std::move(path);
    reload();
}

void Remote::reload() {
    if (path_.empty()) return;
    shared_->loading = true;
    const std::uint32_t number = ++shared_->request;
    std::weak_ptr<Shared> weak = shared_;  // the screen may be gone when the answer comes
    api_.get(path_, [weak, number, call = call_](const Answer& answer) {
        const auto shared = weak.lock();
        if (!shared || shared->request != number) return;
        shared->loading = false;
        shared->failed = !answer.ok;
        if (!answer.ok) {
            shared->failure = answer.failure;
            return;
        }
        shared->ready = true;
        shared->kept_at_ms = answer.kept_at_ms;
        shared->value = answer.value;
        if (call) call(shared->value);
    });
}

void Remote::clear() {
    const std::uint32_t next = shared_->request + 1;
    *shared_ = Shared{};
    shared_->request = next;
}

void Remote::put(base::Value value) {
    shared_->value = std::move(value);
    shared_->ready = true;
    shared_->failed = false;
}

}  // namespace zhunru::sync
