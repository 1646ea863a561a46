#include "engine/event/event.hpp"

namespace zhunru::event {

std::string_view event_name(const Event& event) {
  return std::visit([](const auto& e) { return std::decay_t<decltype(e)>::name; }, event);
}

}  // namespace zhunru::event
