// Local settings (R55): register `settings` holds for the whole province; "settings.990100" narrows it for a city and
// "settings.990102" for a county. A record of the narrower place replaces the value of the same id; everything else stays.
// It invents no setting: an id that the province does not know is ignored.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/register/source.hpp"

namespace zhunru::registers {

/// "settings.990102".
std::string local_register(std::string_view place);
/// Places whose settings hold in `place`, widest first: "990102003" -> {"990100", "990102"}; a city -> itself; not a code -> none.
std::vector<std::string> places_over(std::string_view place);

/// The registers as they are read in one place: `settings` narrowed on `day`, everything else passed on. An empty place changes nothing.
class Local : public Source {
 public:
  Local(const Source& source, std::string_view place, const std::optional<base::Date>& day);
  const Register* find(std::string_view name) const override;
  /// Settings in force there: records of the province with `value`, and `place`, `by`, `by_name`, `at` of who narrowed them.
  const base::List& settings() const;

 private:
  const Source& source_;
  std::optional<Register> narrowed_;
};

/// `settings_on`, narrowed to a place.
base::Value settings_in(const Source& source, std::string_view place, const std::optional<base::Date>& day);

}  // namespace zhunru::registers
