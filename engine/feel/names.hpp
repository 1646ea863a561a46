// Names that a parser must know beforehand, because they hold blanks, operators or keywords ("Full Name", "a-b").
// Single words need not be put in. It holds names only, no values.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.hpp"

namespace zhunru::feel {

class Names {
 public:
  Names() = default;
  /// Any name; single words are ignored.
  void add(std::string_view name);
  void add(const std::vector<std::string>& names);
  /// The keys of all contexts in `value`, at every level.
  void add_keys(const base::Value& value);
  void add(const Names& other);

  /// Byte behind the longest name that stands at `offset`, whose first word is `first_word`; `name` becomes its
  /// normalized form. 0 when there is none.
  std::size_t longest_match(std::string_view text, std::size_t offset, std::string_view first_word,
                            std::string& name) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> by_first_word_;
};

}  // namespace zhunru::feel
