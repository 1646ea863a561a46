// Where rules, forms and processes read registers from, whoever holds them: the engine's state, a bundle, a test.
// Read only, and by name only.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/register/register.hpp"

namespace zhunru::registers {

/// A thing that has registers.
struct Source {
  virtual ~Source() = default;
  /// nullptr when there is no register of that name.
  virtual const Register* find(std::string_view name) const = 0;
};

/// Registers by name, in the order of their names.
class Collection : public Source {
 public:
  const Register* find(std::string_view name) const override;
  void put(Register reg);
  const std::map<std::string, Register, std::less<>>& all() const { return all_; }

 private:
  std::map<std::string, Register, std::less<>> all_;
};

/// Passes look-ups on and remembers which registers were found, so that a decision can say what it read.
class Recorder : public Source {
 public:
  explicit Recorder(const Source& source) : source_(source) {}
  const Register* find(std::string_view name) const override;
  /// Name of each register that was found -> number of its newest version then.
  const std::map<std::string, std::uint32_t, std::less<>>& read() const { return read_; }

 private:
  const Source& source_;
  mutable std::map<std::string, std::uint32_t, std::less<>> read_;
};

/// Records that hold on `day` (the newest ones without a day); an empty list when there is no such register or version.
const base::List& records_on(const Source& source, std::string_view name, const std::optional<base::Date>& day);
/// Register `settings` as a context name -> value, for FEEL's `settings.x`.
base::Value settings_on(const Source& source, const std::optional<base::Date>& day);

}  // namespace zhunru::registers
