#include "engine/feel/builtins.hpp"

#include <map>

#include "engine/feel/evaluator.hpp"

namespace zhunru::feel {
namespace {

using base::Value;

Signature signature_of(const Builtin& builtin) {
  Signature signature;
  signature.body = builtin.body;
  std::string_view rest = builtin.parameters;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    std::string_view parameter = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    if (parameter.ends_with("...")) {
      signature.variadic = true;
      parameter.remove_suffix(3);
    }
    if (parameter.ends_with("?")) {
      parameter.remove_suffix(1);
    } else {
      ++signature.required;
    }
    signature.parameters.emplace_back(parameter);
  }
  return signature;
}

using Table = std::map<std::string, std::vector<Signature>, std::less<>>;

const Table& table() {
  static const Table built = [] {
    Table all;
    for (const BuiltinFamily& family :
         {number_builtins(), string_builtins(), list_builtins(), aggregate_builtins(), context_builtins(),
          temporal_builtins(), range_builtins()}) {
      for (std::size_t i = 0; i < family.count; ++i) {
        all[std::string(family.first[i].name)].push_back(signature_of(family.first[i]));
      }
    }
    return all;
  }();
  return built;
}

}  // namespace

const std::vector<Signature>* find_builtin(std::string_view name) {
  const auto found = table().find(name);
  return found == table().end() ? nullptr : &found->second;
}

const Names& builtin_names() {
  static const Names names = [] {
    Names all;
    for (const auto& [name, signatures] : table()) {
      // These two hold the keyword "and"; the parser takes them only in front of "(".
      if (name != "date and time" && name != "years and months duration") all.add(name);
    }
    return all;
  }();
  return names;
}

std::vector<std::string> builtin_list() {
  std::vector<std::string> names;
  for (const auto& [name, signatures] : table()) names.push_back(name);
  return names;
}

const Value& Arguments::scalar(std::size_t i) const {
  const Value& value = values_[i];
  return value.is_list() && value.size() == 1 ? value.item(0) : value;
}

const base::Decimal* Arguments::number(std::size_t i) const {
  const Value& value = scalar(i);
  return value.is_number() ? &value.as_number() : nullptr;
}

const std::string* Arguments::string(std::size_t i) const {
  const Value& value = scalar(i);
  return value.is_string() ? &value.as_string() : nullptr;
}

std::optional<std::int64_t> Arguments::integer(std::size_t i) const {
  const base::Decimal* value = number(i);
  return value != nullptr ? value->truncated().to_int64() : std::nullopt;
}

std::optional<base::List> Arguments::list(std::size_t i) const {
  const Value& value = values_[i];
  if (value.is_null()) return std::nullopt;
  return value.is_list() ? value.as_list() : base::List{value};
}

base::List Arguments::items() const {
  if (values_.size() == 1 && values_[0].is_list()) return values_[0].as_list();
  return values_;
}

}  // namespace zhunru::feel
