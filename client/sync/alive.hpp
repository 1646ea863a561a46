// Alive: answers come when they come; who asked may be gone by then. For: every callback that captures `this` of something that
// can be left, screens above all. Not for threads.
#pragma once

#include <memory>
#include <utility>

namespace zhunru::sync {

class Alive {
public:
    Alive() = default;
    Alive(const Alive&) = delete;
    Alive& operator=(const Alive&) = delete;

    /// `call`, which does nothing any more once the owner of this member is gone.
    template <class Call>
    [[nodiscard]] auto guard(Call call) const {
        return [owner = std::weak_ptr<char>(token_), call = std::move(call)](auto&&... arguments) mutable {
            if (!owner.expired()) call(std::forward<decltype(arguments)>(arguments)...);
        };
    }

private:
    std::shared_ptr<char> token_ = std::make_shared<char>();
};

}  // namespace zhunru::sync
