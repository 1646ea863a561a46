#include "engine/state/place.hpp"

namespace zhunru::state {

std::string place_of(const State& state, const Case& c) {
  const base::Context& variables = c.variables();
  for (const char* name : {"coord", "applicant"}) {
    const base::Value* body = variables.find(name);
    if (body == nullptr || !body->is_context()) continue;
    if (std::string place = body->get("place").string_or(""); !place.empty()) return place;
  }
  const base::Value* subject = variables.find("subject");
  const std::string id = subject != nullptr ? subject->get("body").string_or("") : std::string();
  const registers::Register* bodies = id.empty() ? nullptr : state.find("bodies");
  const registers::Version* latest = bodies != nullptr ? registers::latest(*bodies) : nullptr;
  const base::Value* record = latest != nullptr ? registers::find_record(*latest, id) : nullptr;
  return record != nullptr ? record->get("place").string_or("") : std::string();
}

}  // namespace zhunru::state
