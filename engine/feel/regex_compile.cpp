// Pattern to instructions. Sub-expressions are compiled into pieces with relative jumps, so that {n,m} can
// repeat them.
#include <algorithm>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/feel/regex.hpp"

namespace zhunru::feel {

namespace {

constexpr std::size_t most_instructions = 10'000;
constexpr std::uint32_t most_repeats = 1000;
constexpr int most_nested = 32;

}  // namespace

class RegexCompiler {
 public:
  RegexCompiler(Regex& regex, std::vector<char32_t> pattern) : regex_(regex), pattern_(std::move(pattern)) {}

  bool compile() {
    Piece body;
    if (!alternatives(body, 0) || at_ != pattern_.size()) return false;
    body.push_back({Regex::Op::match});
    regex_.code_ = std::move(body);
    return true;
  }

 private:
  using Op = Regex::Op;
  using Piece = std::vector<Regex::Instruction>;

  bool done() const { return at_ >= pattern_.size(); }
  char32_t peek() const { return done() ? 0 : pattern_[at_]; }
  bool take(char32_t c) { return !done() && pattern_[at_] == c ? (++at_, true) : false; }

  static void append(Piece& to, const Piece& piece) {
    const auto base = static_cast<std::uint32_t>(to.size());
    for (Regex::Instruction instruction : piece) {
      if (instruction.op == Op::split || instruction.op == Op::jump) {
        instruction.a += base;
        instruction.b += base;
      }
      to.push_back(instruction);
    }
  }

  bool alternatives(Piece& out, int depth) {
    if (depth > most_nested) return false;
    Piece branch;
    if (!sequence(branch, depth)) return false;
    if (!take('|')) return append(out, branch), true;
    Piece rest;
    if (!alternatives(rest, depth)) return false;
    const auto size = static_cast<std::uint32_t>(branch.size());
    Piece both;
    both.push_back({Op::split, 1, size + 2});
    append(both, branch);
    both.push_back({Op::jump, size + 2 + static_cast<std::uint32_t>(rest.size())});
    append(both, rest);
    append(out, both);
    return true;
  }

  bool sequence(Piece& out, int depth) {
    while (!done() && peek() != '|' && peek() != ')') {
      Piece atom;
      if (!parse_atom(atom, depth) || !quantified(atom, out)) return false;
      if (out.size() > most_instructions) return false;
    }
    return true;
  }

  bool parse_atom(Piece& out, int depth) {
    const char32_t c = peek();
    ++at_;
    switch (c) {
      case '(':
        return group(out, depth);
      case '[':
        return bracket_class(out);
      case '.':
        out.push_back({Op::any});
        return true;
      case '^':
        out.push_back({Op::line_begin});
        return true;
      case '$':
        out.push_back({Op::line_end});
        return true;
      case '\\':
        return escape(out);
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        return false;
      default:
        out.push_back({Op::character, static_cast<std::uint32_t>(c)});
        return true;
    }
  }

  bool group(Piece& out, int depth) {
    bool capturing = true;
    if (take('?')) {
      if (!take(':')) return false;
      capturing = false;
    }
    const std::uint32_t number = capturing ? ++regex_.groups_ : 0;
    if (capturing) {
      if (number > 99) return false;
      open_groups_.push_back(number);
      out.push_back({Op::save, 2 * number});
    }
    Piece body;
    if (!alternatives(body, depth + 1) || !take(')')) return false;
    append(out, body);
    if (capturing) {
      open_groups_.pop_back();
      out.push_back({Op::save, 2 * number + 1});
    }
    return true;
  }

  bool number(std::uint32_t& value) {
    bool any = false;
    for (value = 0; !done() && peek() >= '0' && peek() <= '9'; any = true) {
      value = value * 10 + (pattern_[at_++] - '0');
      if (value > most_repeats) return false;
    }
    return any;
  }

  bool quantified(const Piece& atom, Piece& out) {
    std::uint32_t least = 1;
    std::uint32_t most = 1;
    bool endless = false;
    if (take('*')) {
      least = 0, endless = true;
    } else if (take('+')) {
      endless = true;
    } else if (take('?')) {
      least = 0;
    } else if (take('{')) {
      if (!number(least)) return false;
      most = least;
      if (take(',')) {
        endless = !number(most);
        if (!endless && most < least) return false;
      }
      if (!take('}')) return false;
    } else {
      append(out, atom);
      return true;
    }
    const bool lazy = take('?');
    if ((atom.size() + 2) * std::max(least, most) + out.size() > most_instructions) return false;
    for (std::uint32_t i = 0; i < least; ++i) append(out, atom);
    const auto size = static_cast<std::uint32_t>(atom.size());
    if (endless) {
      // L: split(body, end); mark; body; moved; jump L. "moved" ends rounds that consume nothing.
      const std::uint32_t slot = regex_.marks_++;
      Piece loop;
      loop.push_back(lazy ? Regex::Instruction{Op::split, size + 4, 1}
                          : Regex::Instruction{Op::split, 1, size + 4});
      loop.push_back({Op::mark, slot});
      append(loop, atom);
      loop.push_back({Op::moved, slot});
      loop.push_back({Op::jump, 0});
      append(out, loop);
      return true;
    }
    for (std::uint32_t i = least; i < most; ++i) {
      Piece maybe;
      maybe.push_back(lazy ? Regex::Instruction{Op::split, size + 1, 1}
                           : Regex::Instruction{Op::split, 1, size + 1});
      append(maybe, atom);
      append(out, maybe);
    }
    return true;
  }

  /// One escape behind the backslash: a single character, or a property added to `set`.
  bool class_escape(CharacterClass& set, char32_t& single, bool& is_single) {
    if (at_ >= pattern_.size()) return false;
    const char32_t c = pattern_[at_++];
    is_single = false;
    switch (c) {
      case 'n':
        single = '\n', is_single = true;
        return true;
      case 'r':
        single = '\r', is_single = true;
        return true;
      case 't':
        single = '\t', is_single = true;
        return true;
      case 'd':
      case 's':
      case 'w':
      case 'i':
      case 'c':
        set.properties.push_back({std::string(1, static_cast<char>(c)), false});
        return true;
      case 'D':
      case 'S':
      case 'W':
      case 'I':
      case 'C':
        set.properties.push_back({std::string(1, static_cast<char>(c + 32)), true});
        return true;
      case 'p':
      case 'P': {
        if (!take('{')) return false;
        std::string name;
        while (!done() && peek() != '}') base::utf8_append(name, pattern_[at_++]);
        if (!take('}') || !has_property('a', name)) return false;
        set.properties.push_back({std::move(name), c == 'P'});
        return true;
      }
      default:
        break;
    }
    if (c > 0x7F || std::string_view("\\|.-^?*+{}()[]$").find(static_cast<char>(c)) == std::string_view::npos)
      return false;
    single = c, is_single = true;
    return true;
  }

  bool escape(Piece& out) {
    if (at_ < pattern_.size() && pattern_[at_] >= '1' && pattern_[at_] <= '9') {
      std::uint32_t group = pattern_[at_++] - '0';
      if (at_ < pattern_.size() && pattern_[at_] >= '0' && pattern_[at_] <= '9' &&
          group * 10 + (pattern_[at_] - '0') <= regex_.groups_) {
        group = group * 10 + (pattern_[at_++] - '0');
      }
      if (group > regex_.groups_) return false;
      for (const std::uint32_t open : open_groups_) {
        if (open == group) return false;
      }
      out.push_back({Op::back_reference, group});
      return true;
    }
    CharacterClass set;
    char32_t single = 0;
    bool is_single = false;
    if (!class_escape(set, single, is_single)) return false;
    if (is_single) {
      out.push_back({Op::character, static_cast<std::uint32_t>(single)});
    } else {
      out.push_back({Op::character_class, add_class(std::move(set))});
    }
    return true;
  }

  std::uint32_t add_class(CharacterClass set) {
    regex_.classes_.push_back(std::move(set));
    return static_cast<std::uint32_t>(regex_.classes_.size() - 1);
  }

  bool bracket_class(Piece& out) {
    std::uint32_t index = 0;
    if (!class_body(index, 0)) return false;
    out.push_back({Op::character_class, index});
    return true;
  }

  /// Behind "[": members up to and with "]".
  bool class_body(std::uint32_t& index, int depth) {
    if (depth > most_nested) return false;
    CharacterClass set;
    set.negated = take('^');
    bool any = false;
    for (;; any = true) {
      if (at_ >= pattern_.size()) return false;
      if (pattern_[at_] == ']' && any) break;
      if (pattern_[at_] == '-' && any && at_ + 1 < pattern_.size() && pattern_[at_ + 1] == '[') {
        at_ += 2;
        std::uint32_t inner = 0;
        if (!class_body(inner, depth + 1)) return false;
        set.subtracted = static_cast<int>(inner);
        break;
      }
      if (!class_member(set)) return false;
    }
    if (!take(']')) return false;
    index = add_class(std::move(set));
    return true;
  }

  bool class_member(CharacterClass& set) {
    char32_t first = pattern_[at_++];
    bool is_single = true;
    if (first == '[' || first == ']') return false;
    if (first == '\\' && !class_escape(set, first, is_single)) return false;
    if (!is_single) return true;
    char32_t last = first;
    if (at_ + 1 < pattern_.size() && pattern_[at_] == '-' && pattern_[at_ + 1] != ']' &&
        pattern_[at_ + 1] != '[') {
      ++at_;
      last = pattern_[at_++];
      if (last == '\\' && (!class_escape(set, last, is_single) || !is_single)) return false;
      if (last < first) return false;
    }
    set.ranges.push_back({first, last});
    return true;
  }

  Regex& regex_;
  std::vector<char32_t> pattern_;
  std::size_t at_ = 0;
  std::vector<std::uint32_t> open_groups_;
};

namespace {

/// Flag x: white space outside of classes does not count (XPath functions 5.6.1.1), not even behind a
/// backslash.
std::vector<char32_t> without_blanks(const std::vector<char32_t>& pattern) {
  std::vector<char32_t> kept;
  int brackets = 0;
  bool escaped = false;
  for (const char32_t c : pattern) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (blank && brackets == 0) continue;
    if (!escaped && c == '[') ++brackets;
    if (!escaped && c == ']' && brackets > 0) --brackets;
    escaped = !escaped && c == '\\';
    kept.push_back(c);
  }
  return kept;
}

}  // namespace

std::optional<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  Regex regex;
  bool extended = false;
  for (const char flag : flags) {
    switch (flag) {
      case 's':
        regex.dot_all_ = true;
        break;
      case 'm':
        regex.multi_line_ = true;
        break;
      case 'i':
        regex.ignore_case_ = true;
        break;
      case 'x':
        extended = true;
        break;
      case 'q':
        regex.literal_ = true;
        break;
      default:
        return std::nullopt;
    }
  }
  std::vector<char32_t> characters = base::utf8_decode(pattern);
  if (regex.literal_) {
    if (characters.size() > most_instructions) return std::nullopt;
    for (const char32_t c : characters) regex.code_.push_back({Op::character, static_cast<std::uint32_t>(c)});
    regex.code_.push_back({Op::match});
    return regex;
  }
  if (extended) characters = without_blanks(characters);
  RegexCompiler compiler(regex, std::move(characters));
  if (!compiler.compile()) return std::nullopt;
  return regex;
}

}  // namespace zhunru::feel
