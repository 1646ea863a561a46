#include "engine/feel/scope.hpp"

namespace zhunru::feel {

struct Scope::Frame {
  enum class Kind : std::uint8_t { members, single, item };
  std::shared_ptr<const Frame> outer;
  Kind kind = Kind::members;
  std::string name;  ///< of a single binding
  base::Value value;
};

Scope Scope::with(base::Value context) const {
  return Scope(std::make_shared<const Frame>(Frame{top_, Frame::Kind::members, "", std::move(context)}));
}

Scope Scope::with(std::string name, base::Value value) const {
  return Scope(
      std::make_shared<const Frame>(Frame{top_, Frame::Kind::single, std::move(name), std::move(value)}));
}

Scope Scope::with_item(base::Value item) const {
  return Scope(std::make_shared<const Frame>(Frame{top_, Frame::Kind::item, "", std::move(item)}));
}

const base::Value* Scope::find(std::string_view name) const {
  for (const Frame* frame = top_.get(); frame != nullptr; frame = frame->outer.get()) {
    if (frame->kind == Frame::Kind::single) {
      if (frame->name == name) return &frame->value;
      continue;
    }
    if (frame->value.is_context()) {
      if (const base::Value* member = frame->value.as_context().find(name)) return member;
    }
    if (frame->kind == Frame::Kind::item && name == "item") return &frame->value;
  }
  return nullptr;
}

bool Scope::inside_filter() const {
  for (const Frame* frame = top_.get(); frame != nullptr; frame = frame->outer.get()) {
    if (frame->kind == Frame::Kind::item) return true;
  }
  return false;
}

}  // namespace zhunru::feel
