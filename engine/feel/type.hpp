// FEEL types, as written after "instance of", for parameters and in DMN type references.
// Says whether a value belongs to a type; allowed values of DMN item definitions are checked in engine/dmn.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.hpp"

namespace zhunru::feel {

struct Type {
  enum class Kind : std::uint8_t {
    any, null, boolean, number, string, date, time, date_time, months_duration, seconds_duration,
    duration,  ///< either kind of duration (DMN 1.1 "duration")
    list, context, range, function,
    named  ///< an item definition, looked up by name
  };
  Kind kind = Kind::any;
  std::string name;                  ///< of a named type
  std::vector<Type> parts;           ///< list/range: item; context: members; function: parameters, then result
  std::vector<std::string> members;  ///< names of a context's members, as many as parts

  friend bool operator==(const Type&, const Type&) = default;
};

/// Item definitions by name.
using TypeTable = std::map<std::string, Type, std::less<>>;

/// The built-in type of that name ("number", "date and time", "dateTime", "Any", ...); kind named when there is none.
Type type_named(std::string_view name);
/// As FEEL writes it: "list<number>".
std::string to_string(const Type& type);

enum class Conforms : std::uint8_t { no, yes, unknown_type };

/// Whether `value` is an instance of `type` (DMN 1.5 §10.3.2.9). Null is an instance of null and Any only, but a
/// member of a context type may be null. A name that the table has not gives unknown_type.
Conforms instance_of(const base::Value& value, const Type& type, const TypeTable* types);
/// Whether a value may stand where `type` is wanted: null conforms to every type.
Conforms conforms(const base::Value& value, const Type& type, const TypeTable* types);
/// Implicit conversions of DMN 1.5 §10.3.2.9.4: to and from singleton list, date to date and time at midnight UTC.
/// Gives null when the value does not conform afterwards. Unknown types let everything pass.
base::Value coerce(const base::Value& value, const Type& type, const TypeTable* types);

}  // namespace zhunru::feel
