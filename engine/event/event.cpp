#include "engine/event/event.hpp"

namespace zhunru::event {

Event::Event() = default;
Event::Event(const Event& other) = default;
Event::Event(Event&& other) noexcept = default;
Event& Event::operator=(const Event& other) = default;
Event& Event::operator=(Event&& other) noexcept = default;
Event::~Event() = default;

std::string_view event_name(const Event& event) {
  return std::visit([](const auto& e) { return std::decay_t<decltype(e)>::name; }, event);
}

}  // namespace zhunru::event
