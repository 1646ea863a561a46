// Answers that come later: a number goes out to the browser, the function waits here.
// One place for HTTP, files, clipboard, storage and timers. Refuses to call back twice.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace zhunru::platform {

template <class... Args>
class Callbacks {
public:
    std::int32_t keep(std::function<void(Args...)> call) {
        const std::int32_t id = ++last_;
        waiting_.emplace(id, std::move(call));
        return id;
    }
    /// True when somebody was waiting for it.
    bool answer(std::int32_t id, Args... args) {
        const auto found = waiting_.find(id);
        if (found == waiting_.end()) return false;
        std::function<void(Args...)> call = std::move(found->second);
        waiting_.erase(found);
        if (call) call(std::move(args)...);
        return true;
    }

private:
    std::map<std::int32_t, std::function<void(Args...)>> waiting_;
    std::int32_t last_ = 0;
};

/// Shared by everything that only reports success: clipboard, flush, erase.
Callbacks<bool>& done_callbacks();

}  // namespace zhunru::platform
