// Matching: backtracking over an explicit stack, every step paid for.
#include "engine/base/utf8.hpp"
#include "engine/feel/lexer.hpp"
#include "engine/feel/regex.hpp"

namespace zhunru::feel {
namespace {

struct Block {
  std::string_view name;
  char32_t first;
  char32_t last;
};

/// Unicode blocks by their XML Schema names.
constexpr Block blocks[] = {
    {"IsBasicLatin", 0x0, 0x7F},
    {"IsLatin-1Supplement", 0x80, 0xFF},
    {"IsLatinExtended-A", 0x100, 0x17F},
    {"IsLatinExtended-B", 0x180, 0x24F},
    {"IsIPAExtensions", 0x250, 0x2AF},
    {"IsCombiningDiacriticalMarks", 0x300, 0x36F},
    {"IsGreek", 0x370, 0x3FF},
    {"IsGreekandCoptic", 0x370, 0x3FF},
    {"IsCyrillic", 0x400, 0x4FF},
    {"IsArmenian", 0x530, 0x58F},
    {"IsHebrew", 0x590, 0x5FF},
    {"IsArabic", 0x600, 0x6FF},
    {"IsTibetan", 0xF00, 0xFFF},
    {"IsHangulJamo", 0x1100, 0x11FF},
    {"IsMongolian", 0x1800, 0x18AF},
    {"IsLatinExtendedAdditional", 0x1E00, 0x1EFF},
    {"IsGreekExtended", 0x1F00, 0x1FFF},
    {"IsGeneralPunctuation", 0x2000, 0x206F},
    {"IsCurrencySymbols", 0x20A0, 0x20CF},
    {"IsLetterlikeSymbols", 0x2100, 0x214F},
    {"IsNumberForms", 0x2150, 0x218F},
    {"IsArrows", 0x2190, 0x21FF},
    {"IsMathematicalOperators", 0x2200, 0x22FF},
    {"IsEnclosedAlphanumerics", 0x2460, 0x24FF},
    {"IsCJKRadicalsSupplement", 0x2E80, 0x2EFF},
    {"IsCJKSymbolsandPunctuation", 0x3000, 0x303F},
    {"IsHiragana", 0x3040, 0x309F},
    {"IsKatakana", 0x30A0, 0x30FF},
    {"IsBopomofo", 0x3100, 0x312F},
    {"IsCJKUnifiedIdeographsExtensionA", 0x3400, 0x4DBF},
    {"IsCJKUnifiedIdeographs", 0x4E00, 0x9FFF},
    {"IsYiSyllables", 0xA000, 0xA48F},
    {"IsHangulSyllables", 0xAC00, 0xD7AF},
    {"IsPrivateUse", 0xE000, 0xF8FF},
    {"IsCJKCompatibilityIdeographs", 0xF900, 0xFAFF},
    {"IsHalfwidthandFullwidthForms", 0xFF00, 0xFFEF},
};

constexpr struct {
  char32_t first;
  char32_t last;
} letters[] = {{'A', 'Z'},       {'a', 'z'},       {0xAA, 0xAA},     {0xB5, 0xB5},       {0xBA, 0xBA},
               {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2C1},    {0x370, 0x373},     {0x376, 0x377},
               {0x37B, 0x37D},   {0x37F, 0x37F},   {0x386, 0x386},   {0x388, 0x3F5},     {0x3F7, 0x481},
               {0x48A, 0x556},   {0x561, 0x587},   {0x5D0, 0x5EA},   {0x620, 0x64A},     {0x671, 0x6D3},
               {0x904, 0x939},   {0xE01, 0xE30},   {0xF40, 0xF6C},   {0x10A0, 0x10FF},   {0x1100, 0x11FF},
               {0x1820, 0x1878}, {0x1E00, 0x1FBC}, {0x1FC2, 0x1FCC}, {0x1FD0, 0x1FDB},   {0x1FE0, 0x1FEC},
               {0x1FF2, 0x1FFC}, {0x2C00, 0x2CE4}, {0x3005, 0x3006}, {0x3041, 0x3096},   {0x309D, 0x309F},
               {0x30A1, 0x30FA}, {0x30FC, 0x30FF}, {0x3105, 0x312F}, {0x3131, 0x318E},   {0x31A0, 0x31BF},
               {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xA000, 0xA48C}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
               {0xFF21, 0xFF3A}, {0xFF41, 0xFF5A}, {0xFF66, 0xFFDC}, {0x10400, 0x1044F}, {0x20000, 0x323AF}};

bool is_letter(char32_t c) {
  for (const auto& range : letters) {
    if (c >= range.first && c <= range.last) return true;
  }
  return false;
}

bool is_digit(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19) || (c >= 0x660 && c <= 0x669);
}
bool is_number(char32_t c) {
  return is_digit(c) || (c >= 0xB2 && c <= 0xB3) || c == 0xB9 || (c >= 0xBC && c <= 0xBE) ||
         (c >= 0x2150 && c <= 0x2189) || (c >= 0x2460 && c <= 0x249B) || c == 0x3007 ||
         (c >= 0x3021 && c <= 0x3029);
}
bool is_mark(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x302A && c <= 0x302F) || (c >= 0x3099 && c <= 0x309A);
}
bool is_separator(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0xE000 && c <= 0xF8FF) || c == 0xFEFF;
}
bool is_symbol(char32_t c) {
  return (c < 0x80 && std::string_view("$+<=>^`|~").find(static_cast<char>(c)) != std::string_view::npos &&
          c != 0) ||
         (c >= 0xA2 && c <= 0xA9 && c != 0xA7) || c == 0xAC || c == 0xAE ||
         (c >= 0xAF && c <= 0xB4 && !is_number(c)) || c == 0xD7 || c == 0xF7 ||
         (c >= 0x20A0 && c <= 0x20CF) || (c >= 0x2190 && c <= 0x23FF) || (c >= 0x2500 && c <= 0x27BF) ||
         (c >= 0x1F000 && c <= 0x1FAFF);
}
bool is_punctuation(char32_t c) {
  if (c < 0x80) return c > 0x20 && c != 0x7F && !is_letter(c) && !is_digit(c) && !is_symbol(c);
  return c == 0xA1 || c == 0xA7 || c == 0xAB || c == 0xB6 || c == 0xB7 || c == 0xBB || c == 0xBF ||
         (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) || (c >= 0x3001 && c <= 0x3003) ||
         (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301F) || c == 0x30FB ||
         (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF3D) ||
         c == 0xFF3F || (c >= 0xFF5B && c <= 0xFF65);
}

std::optional<bool> has_category(char32_t c, std::string_view name) {
  if (name == "L") return is_letter(c);
  if (name == "Lu") return is_letter(c) && base::code_point_lower(c) != c;
  if (name == "Ll") return is_letter(c) && (base::code_point_upper(c) != c || c == 0xDF);
  if (name == "Lo")
    return is_letter(c) && c > 0x500 && base::code_point_lower(c) == c && base::code_point_upper(c) == c;
  if (name == "M" || name == "Mn") return is_mark(c);
  if (name == "N") return is_number(c);
  if (name == "Nd") return is_digit(c);
  if (name == "No" || name == "Nl") return is_number(c) && !is_digit(c);
  if (name == "P" || name == "Po") return is_punctuation(c);
  if (name == "S") return is_symbol(c);
  if (name == "Sc")
    return c == '$' || (c >= 0xA2 && c <= 0xA5) || (c >= 0x20A0 && c <= 0x20CF) || c == 0xFFE5;
  if (name == "Sm")
    return is_symbol(c) && (c < 0x80 ? c != '$' && c != '^' && c != '`'
                                     : (c >= 0x2200 && c <= 0x22FF) || c == 0xB1 || c == 0xD7 || c == 0xF7);
  if (name == "Z" || name == "Zs") return is_separator(c);
  if (name == "C" || name == "Cc") return is_control(c);
  return std::nullopt;
}

}  // namespace

std::optional<bool> has_property(char32_t c, std::string_view name) {
  if (name == "d") return is_digit(c);
  if (name == "s") return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  if (name == "w") return !is_punctuation(c) && !is_separator(c) && !is_control(c);
  if (name == "i") return c == ':' || (c != '?' && is_name_start(c));
  if (name == "c") return c == ':' || c == '-' || c == '.' || (c != '?' && is_name_part(c));
  for (const Block& block : blocks) {
    if (block.name == name) return c >= block.first && c <= block.last;
  }
  return has_category(c, name);
}

bool Regex::class_holds(char32_t c, const CharacterClass& set) const {
  bool inside = false;
  for (const CharacterClass::Range& range : set.ranges) {
    inside = inside || (c >= range.first && c <= range.last);
  }
  if (!inside && ignore_case_) {
    const char32_t other =
        base::code_point_lower(c) != c ? base::code_point_lower(c) : base::code_point_upper(c);
    for (const CharacterClass::Range& range : set.ranges) {
      inside = inside || (other >= range.first && other <= range.last);
    }
  }
  for (const CharacterClass::Property& property : set.properties) {
    inside = inside || has_property(c, property.name).value_or(false) != property.negated;
  }
  return inside != set.negated;
}

bool Regex::in_class(char32_t c, std::uint32_t index) const {
  // A chain of subtractions: a - (b - (c - ...)); inner classes have smaller indices.
  std::vector<bool> holds;
  for (int at = static_cast<int>(index); at >= 0; at = classes_[static_cast<std::size_t>(at)].subtracted) {
    holds.push_back(class_holds(c, classes_[static_cast<std::size_t>(at)]));
  }
  bool inside = false;
  for (std::size_t i = holds.size(); i-- > 0;) inside = holds[i] && !inside;
  return inside;
}

bool Regex::same(char32_t a, char32_t b) const {
  return a == b || (ignore_case_ && base::code_point_lower(a) == base::code_point_lower(b));
}

bool Regex::run(const std::vector<char32_t>& text, std::size_t start, std::vector<std::size_t>& slots,
                RegexBudget& budget) const {
  // A choice to come back to, or (undo) a slot to restore on the way back.
  struct Saved {
    bool undo;
    std::uint32_t where;  ///< instruction or slot
    std::size_t value;    ///< position or old content
  };
  std::vector<Saved> stack{{false, 0, start}};
  const std::size_t first_mark = 2 * (groups_ + 1);
  slots.assign(first_mark + marks_, RegexMatch::npos);
  const auto set = [&](std::size_t slot, std::size_t value) {
    stack.push_back({true, static_cast<std::uint32_t>(slot), slots[slot]});
    slots[slot] = value;
  };
  while (!stack.empty()) {
    const Saved saved = stack.back();
    stack.pop_back();
    if (saved.undo) {
      slots[saved.where] = saved.value;
      continue;
    }
    std::uint32_t pc = saved.where;
    std::size_t at = saved.value;
    for (bool alive = true; alive;) {
      if (budget.steps == 0) return false;
      --budget.steps;
      const Instruction& in = code_[pc++];
      switch (in.op) {
        case Op::character:
          alive = at < text.size() && same(text[at], in.a);
          ++at;
          break;
        case Op::any:
          alive = at < text.size() && (dot_all_ || (text[at] != '\n' && text[at] != '\r'));
          ++at;
          break;
        case Op::character_class:
          alive = at < text.size() && in_class(text[at], in.a);
          ++at;
          break;
        case Op::split:
          stack.push_back({false, in.b, at});
          pc = in.a;
          break;
        case Op::jump:
          pc = in.a;
          break;
        case Op::save:
          set(in.a, at);
          break;
        case Op::line_begin:
          alive = at == 0 || (multi_line_ && text[at - 1] == '\n');
          break;
        case Op::line_end:
          alive = at == text.size() || (multi_line_ && text[at] == '\n');
          break;
        case Op::mark:
          set(first_mark + in.a, at);
          break;
        case Op::moved:
          alive = slots[first_mark + in.a] != at;
          break;
        case Op::back_reference: {
          const std::size_t begin = slots[2 * in.a];
          const std::size_t end = slots[2 * in.a + 1];
          if (begin == RegexMatch::npos || end == RegexMatch::npos) break;
          alive = end - begin <= text.size() - at;
          for (std::size_t i = begin; alive && i < end; ++i, ++at) alive = same(text[i], text[at]);
          break;
        }
        case Op::match:
          slots[0] = start;
          slots[1] = at;
          return true;
      }
    }
  }
  return false;
}

std::optional<RegexMatch> Regex::search(const std::vector<char32_t>& text, std::size_t start,
                                        RegexBudget& budget) const {
  RegexMatch match;
  for (std::size_t begin = start; begin <= text.size() && !budget.exhausted(); ++begin) {
    if (!run(text, begin, match.spans, budget)) continue;
    match.spans.resize(2 * (groups_ + 1));
    return match;
  }
  return std::nullopt;
}

std::optional<std::string> Regex::expand(std::string_view replacement, const std::vector<char32_t>& text,
                                         const RegexMatch& match) const {
  if (literal_) return std::string(replacement);
  std::string out;
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    const char c = replacement[i];
    const char next = i + 1 < replacement.size() ? replacement[i + 1] : '\0';
    if (c == '\\') {
      if (next != '\\' && next != '$') return std::nullopt;
      out += next;
      ++i;
    } else if (c == '$') {
      if (next < '0' || next > '9') return std::nullopt;
      std::size_t group = static_cast<std::size_t>(next - '0');
      ++i;
      // As many digits as still name a group.
      while (i + 1 < replacement.size() && replacement[i + 1] >= '0' && replacement[i + 1] <= '9' &&
             group * 10 + static_cast<std::size_t>(replacement[i + 1] - '0') <= groups_) {
        group = group * 10 + static_cast<std::size_t>(replacement[++i] - '0');
      }
      if (group > groups_ || match.spans[2 * group] == RegexMatch::npos ||
          match.spans[2 * group + 1] == RegexMatch::npos)
        continue;
      for (std::size_t at = match.spans[2 * group]; at < match.spans[2 * group + 1]; ++at)
        base::utf8_append(out, text[at]);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace zhunru::feel
