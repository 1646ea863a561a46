// What a migration 迁移 of a running case moves, part by part: shared word for word by its event and by whoever plans it.
// Plain values; the parts themselves stand in case_parts.hpp.
#pragma once

#include <cstdint>
#include <string>

#include "engine/state/case_parts.hpp"

namespace zhunru::state {

/// What kind of part of a case stands elsewhere now.
enum class MovedPart : std::uint8_t { scope, token, task, timer, subscription, incident, compensable, done };

/// One part of a case and the element it belongs to after a migration.
struct Moved {
  MovedPart part = MovedPart::token;
  Id id = 0;                    ///< number of the part in its case; for `done` the position in Case::done
  std::string element;          ///< the new element
  std::string flow;             ///< tokens: the sequence flow by which it counts as having come, "" = none
  std::int32_t definition = 0;  ///< timers and subscriptions: the event definition of the new element

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("part", self.part);
    v("id", self.id);
    v("element", self.element);
    v("flow", self.flow);
    v("definition", self.definition);
  }
};

}  // namespace zhunru::state

namespace zhunru::command {
template <>
inline constexpr std::array<std::string_view, 8> enum_names<state::MovedPart>{"scope",    "token",       "task", "timer", "subscription",
                                                                              "incident", "compensable", "done"};
}  // namespace zhunru::command
