// Regular expressions of XML Schema / XPath 2.0 (what FEEL's matches, replace and split use), bounded in steps.
// Own code, because std::regex follows another syntax, recurses without limit and asks the locale.
// Categories (\p{L}...) are known for the scripts of Europe and East Asia, not for all of Unicode.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/limits.hpp"

namespace zhunru::feel {

/// Steps left for all searches of one function call.
struct RegexBudget {
  std::uint32_t steps = base::limits::feel_regex_steps;
  bool exhausted() const { return steps == 0; }
};

/// Begin and end of the whole match (index 0) and of the groups; npos = the group took no part.
struct RegexMatch {
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  std::vector<std::size_t> spans;
  std::size_t begin() const { return spans[0]; }
  std::size_t end() const { return spans[1]; }
};

/// A set of characters: ranges, properties, possibly negated, minus another set.
struct CharacterClass {
  struct Range {
    char32_t first;
    char32_t last;
  };
  struct Property {
    std::string name;  ///< "L", "Lu", "IsBasicLatin", or d, s, w, i, c for the escapes
    bool negated;
  };
  std::vector<Range> ranges;
  std::vector<Property> properties;
  bool negated = false;
  int subtracted = -1;  ///< index of another class
};

class Regex {
 public:
  enum class Op : std::uint8_t { character, any, character_class, split, jump, save, line_begin, line_end, back_reference, mark, moved, match };
  struct Instruction {
    Op op;
    std::uint32_t a = 0;  ///< character, class, first target, slot
    std::uint32_t b = 0;  ///< split: second target
  };

  /// Empty when pattern or flags (s m i x q) are not valid.
  static std::optional<Regex> compile(std::string_view pattern, std::string_view flags);

  /// The leftmost match at or behind `start`. Nothing also when the budget ran out.
  std::optional<RegexMatch> search(const std::vector<char32_t>& text, std::size_t start, RegexBudget& budget) const;
  /// A replacement string with $0...$9, \$ and \\; empty when it is malformed.
  std::optional<std::string> expand(std::string_view replacement, const std::vector<char32_t>& text, const RegexMatch& match) const;

 private:
  friend class RegexCompiler;
  bool run(const std::vector<char32_t>& text, std::size_t start, std::vector<std::size_t>& slots, RegexBudget& budget) const;
  bool in_class(char32_t c, std::uint32_t index) const;
  bool class_holds(char32_t c, const CharacterClass& set) const;
  bool same(char32_t a, char32_t b) const;

  std::vector<Instruction> code_;
  std::vector<CharacterClass> classes_;
  std::uint32_t groups_ = 0;
  std::uint32_t marks_ = 0;
  bool dot_all_ = false;
  bool multi_line_ = false;
  bool ignore_case_ = false;
  bool literal_ = false;
};

/// Whether `c` has the property; nullopt when the property is not known.
std::optional<bool> has_property(char32_t c, std::string_view property);

}  // namespace zhunru::feel
