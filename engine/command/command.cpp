#include "engine/command/command.hpp"

namespace zhunru::command {

bool Actor::has_role(std::string_view role) const {
  for (const Seat& seat : seats)
    if (seat.role == role) return true;
  return false;
}

Actor Actor::system() { return Actor{"system", {Seat{"system", "", "", ""}}}; }

std::string_view command_name(const CommandBody& body) {
  return std::visit([](const auto& c) { return std::decay_t<decltype(c)>::name; }, body);
}

}  // namespace zhunru::command
