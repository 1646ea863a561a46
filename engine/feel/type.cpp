#include "engine/feel/type.hpp"

#include <utility>

namespace zhunru::feel {
namespace {

using base::Value;
using base::ValueKind;

constexpr std::pair<std::string_view, Type::Kind> builtin_types[] = {
    {"Any", Type::Kind::any},
    {"Null", Type::Kind::null},
    {"boolean", Type::Kind::boolean},
    {"number", Type::Kind::number},
    {"string", Type::Kind::string},
    {"date", Type::Kind::date},
    {"time", Type::Kind::time},
    {"date and time", Type::Kind::date_time},
    {"years and months duration", Type::Kind::months_duration},
    {"days and time duration", Type::Kind::seconds_duration},
    {"duration", Type::Kind::duration},
    {"list", Type::Kind::list},
    {"context", Type::Kind::context},
    {"range", Type::Kind::range},
    {"function", Type::Kind::function},
    // Spellings of DMN 1.1 files
    {"dateTime", Type::Kind::date_time},
    {"yearMonthDuration", Type::Kind::months_duration},
    {"dayTimeDuration", Type::Kind::seconds_duration},
    {"integer", Type::Kind::number},
    {"any", Type::Kind::any},
};

constexpr int most_depth = 64;

Conforms both(Conforms a, Conforms b) {
  if (a == Conforms::no || b == Conforms::no) return Conforms::no;
  return a == Conforms::unknown_type ? a : b;
}

Conforms yes_if(bool condition) {
  return condition ? Conforms::yes : Conforms::no;
}

class Checker {
 public:
  explicit Checker(const TypeTable* types) : types_(types) {}

  Conforms check(const Value& value, const Type& type, int depth) {
    if (depth > most_depth) return Conforms::no;
    if (value.is_hidden()) return Conforms::yes;
    switch (type.kind) {
      case Type::Kind::any:
        return Conforms::yes;
      case Type::Kind::null:
        return yes_if(value.is_null());
      case Type::Kind::boolean:
        return yes_if(value.is_boolean());
      case Type::Kind::number:
        return yes_if(value.is_number());
      case Type::Kind::string:
        return yes_if(value.is_string());
      case Type::Kind::date:
        return yes_if(value.is_date());
      case Type::Kind::time:
        return yes_if(value.is_time());
      case Type::Kind::date_time:
        return yes_if(value.is_date_time());
      case Type::Kind::months_duration:
        return yes_if(value.is_months_duration());
      case Type::Kind::seconds_duration:
        return yes_if(value.is_seconds_duration());
      case Type::Kind::duration:
        return yes_if(value.is_months_duration() || value.is_seconds_duration());
      case Type::Kind::list:
        return check_list(value, type, depth);
      case Type::Kind::context:
        return check_context(value, type, depth);
      case Type::Kind::range:
        return check_range(value, type, depth);
      case Type::Kind::function:
        return check_function(value, type);
      case Type::Kind::named: {
        const auto found = types_ == nullptr ? TypeTable::const_iterator() : types_->find(type.name);
        if (types_ == nullptr || found == types_->end()) return Conforms::unknown_type;
        return check(value, found->second, depth + 1);
      }
    }
    return Conforms::no;
  }

 private:
  /// Inside lists and contexts null stands for any type.
  Conforms check_part(const Value& value, const Type& type, int depth) {
    return value.is_null() ? Conforms::yes : check(value, type, depth + 1);
  }
  Conforms check_list(const Value& value, const Type& type, int depth) {
    if (!value.is_list()) return Conforms::no;
    Conforms answer = Conforms::yes;
    if (type.parts.empty()) return answer;
    for (const Value& item : value.as_list()) answer = both(answer, check_part(item, type.parts[0], depth));
    return answer;
  }
  Conforms check_context(const Value& value, const Type& type, int depth) {
    if (!value.is_context()) return Conforms::no;
    Conforms answer = Conforms::yes;
    for (std::size_t i = 0; i < type.members.size(); ++i) {
      const Value* member = value.as_context().find(type.members[i]);
      if (member == nullptr) return Conforms::no;
      answer = both(answer, check_part(*member, type.parts[i], depth));
    }
    return answer;
  }
  Conforms check_range(const Value& value, const Type& type, int depth) {
    if (!value.is_range()) return Conforms::no;
    if (type.parts.empty()) return Conforms::yes;
    const base::Range& range = value.as_range();
    return both(range.has_low ? check_part(range.low, type.parts[0], depth) : Conforms::yes,
                range.has_high ? check_part(range.high, type.parts[0], depth) : Conforms::yes);
  }
  Conforms check_function(const Value& value, const Type& type) {
    if (!value.is_function()) return Conforms::no;
    if (type.parts.empty()) return Conforms::yes;
    return yes_if(value.as_function()->parameters.size() == type.parts.size() - 1);
  }

  const TypeTable* types_;
};

/// The type that a chain of names stands for; nullptr when a name is not known.
const Type* resolved(const Type& type, const TypeTable* types) {
  const Type* at = &type;
  for (int i = 0; i < most_depth && at->kind == Type::Kind::named; ++i) {
    if (types == nullptr) return nullptr;
    const auto found = types->find(at->name);
    if (found == types->end()) return nullptr;
    at = &found->second;
  }
  return at->kind == Type::Kind::named ? nullptr : at;
}

}  // namespace

Type type_named(std::string_view name) {
  Type type;
  for (const auto& [spelling, kind] : builtin_types) {
    if (spelling == name) {
      type.kind = kind;
      return type;
    }
  }
  type.kind = Type::Kind::named;
  type.name = std::string(name);
  return type;
}

std::string to_string(const Type& type) {
  if (type.kind == Type::Kind::named) return type.name;
  std::string text;
  for (const auto& [spelling, kind] : builtin_types) {
    if (kind == type.kind) {
      text = spelling;
      break;
    }
  }
  if (type.parts.empty()) return text;
  text += '<';
  const bool function = type.kind == Type::Kind::function;
  for (std::size_t i = 0; i < type.parts.size(); ++i) {
    if (function && i + 1 == type.parts.size()) return text + ">->" + to_string(type.parts[i]);
    if (i != 0) text += ", ";
    if (i < type.members.size()) text += type.members[i] + ": ";
    text += to_string(type.parts[i]);
  }
  return text + '>';
}

Conforms instance_of(const Value& value, const Type& type, const TypeTable* types) {
  return Checker(types).check(value, type, 0);
}

Conforms conforms(const Value& value, const Type& type, const TypeTable* types) {
  return value.is_null() ? Conforms::yes : instance_of(value, type, types);
}

Value coerce(const Value& value, const Type& type, const TypeTable* types) {
  if (value.is_null() || conforms(value, type, types) != Conforms::no) return value;
  const Type* wanted = resolved(type, types);
  if (wanted == nullptr) return value;
  if (wanted->kind == Type::Kind::list && !value.is_list()) {
    Value list(base::List{value});
    if (conforms(list, *wanted, types) == Conforms::yes) return list;
  }
  if (value.is_list() && value.size() == 1 && conforms(value.item(0), *wanted, types) == Conforms::yes) {
    return value.item(0);
  }
  if (wanted->kind == Type::Kind::date_time && value.is_date()) {
    base::Time midnight;
    midnight.zone = base::offset_zone(0);
    return Value(base::DateTime{value.as_date(), midnight});
  }
  return {};
}

}  // namespace zhunru::feel
