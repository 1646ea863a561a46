#include "engine/register/source.hpp"

namespace zhunru::registers {

const Register* Collection::find(std::string_view name) const {
  const auto found = all_.find(name);
  return found == all_.end() ? nullptr : &found->second;
}

void Collection::put(Register reg) {
  std::string name = reg.name;
  all_.insert_or_assign(std::move(name), std::move(reg));
}

const Register* Recorder::find(std::string_view name) const {
  const Register* found = source_.find(name);
  if (found != nullptr && !found->versions.empty()) read_[std::string(name)] = found->versions.back().version;
  return found;
}

const base::List& records_on(const Source& source, std::string_view name, const std::optional<base::Date>& day) {
  static const base::List none;
  const Register* reg = source.find(name);
  if (reg == nullptr) return none;
  const Version* version = day ? at(*reg, *day) : latest(*reg);
  return version == nullptr ? none : version->records;
}

base::Value settings_on(const Source& source, const std::optional<base::Date>& day) {
  base::Context settings;
  for (const base::Value& record : records_on(source, "settings", day)) {
    settings.set(record.get("id").string_or(""), record.get("value"));
  }
  return base::Value(std::move(settings));
}

}  // namespace zhunru::registers
