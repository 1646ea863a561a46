// A register got a new version: a list entry written, a setting changed, a calendar published.
#pragma once

#include <string>
#include <string_view>

#include "engine/register/register.hpp"

namespace zhunru::event {

/// The version that holds from its day on; the one before it is closed on the day before.
struct RegisterVersionWritten {
  static constexpr std::string_view name = "RegisterVersionWritten";
  std::string register_name;
  registers::Version version;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("register", self.register_name);
    v("version", self.version);
  }
};

}  // namespace zhunru::event
