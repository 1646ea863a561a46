#include "engine/bpmn/translate.hpp"

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "engine/bpmn/document.hpp"

namespace zhunru::bpmn {

namespace {

constexpr int depth_limit = 48;

enum class TokenKind : std::uint8_t { end, name, number, text, symbol };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;
};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// FEEL string literal.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') { out += "\\n"; continue; }
    out += c;
  }
  return out + "\"";
}

/// Words and signs; nullopt when a character fits nowhere.
std::optional<std::vector<Token>> tokens_of(std::string_view text) {
  static constexpr std::array<std::string_view, 11> long_signs = {"===", "!==", "==", "!=", "<=", ">=", "&&", "||", "**", "->", "<>"};
  std::vector<Token> out;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') { ++i; continue; }
    std::size_t end = i;
    if (is_letter(c)) {
      while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]))) ++end;
      out.push_back({TokenKind::name, std::string(text.substr(i, end - i))});
    } else if (is_digit(c)) {
      while (end < text.size() && (is_digit(text[end]) || (text[end] == '.' && end + 1 < text.size() && is_digit(text[end + 1])))) ++end;
      out.push_back({TokenKind::number, std::string(text.substr(i, end - i))});
    } else if (c == '"' || c == '\'') {
      std::string value;
      for (end = i + 1; end < text.size() && text[end] != c; ++end) {
        if (text[end] == '\\' && end + 1 < text.size()) ++end;
        value += text[end];
      }
      if (end >= text.size()) return std::nullopt;
      ++end;
      out.push_back({TokenKind::text, value});
    } else {
      end = i + 1;
      for (const std::string_view sign : long_signs)
        if (text.substr(i).starts_with(sign)) { end = i + sign.size(); break; }
      out.push_back({TokenKind::symbol, std::string(text.substr(i, end - i))});
    }
    i = end;
  }
  out.push_back({});
  return out;
}

/// Recursive descent over the foreign grammar, writing FEEL. `reason` is set on the first thing that has no equivalent.
class Rewriter {
 public:
  /// `zero_based`: `${...}` engines count loopCounter from 0, ours from 1.
  Rewriter(std::vector<Token> tokens, bool zero_based) : tokens_(std::move(tokens)), zero_based_(zero_based) {}

  std::string run() {
    std::string out = ternary(0);
    if (reason_.empty() && peek().kind != TokenKind::end) fail("\"" + peek().text + "\"");
    return out;
  }
  const std::string& reason() const { return reason_; }

 private:
  const Token& peek() const { return tokens_[at_]; }
  const Token& take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  void fail(std::string what) { if (reason_.empty()) reason_ = std::move(what); }
  bool symbol(std::string_view sign) {
    if (peek().kind != TokenKind::symbol || peek().text != sign) return false;
    take();
    return true;
  }
  bool word(std::string_view name) {
    if (peek().kind != TokenKind::name || peek().text != name) return false;
    take();
    return true;
  }

  std::string ternary(int depth) {
    if (depth > depth_limit) return fail("nesting"), std::string();
    const std::string condition = either(depth + 1);
    if (!symbol("?")) return condition;
    const std::string yes = ternary(depth + 1);
    if (!symbol(":")) fail("\"?\" without \":\"");
    const std::string no = ternary(depth + 1);
    return "(if " + condition + " then " + yes + " else " + no + ")";
  }

  std::string either(int depth) {
    std::string left = both(depth);
    while (reason_.empty() && (symbol("||") || word("or"))) left = left + " or " + both(depth);
    return left;
  }

  std::string both(int depth) {
    std::string left = equality(depth);
    while (reason_.empty() && (symbol("&&") || word("and"))) left = left + " and " + equality(depth);
    return left;
  }

  std::string equality(int depth) {
    std::string left = relation(depth);
    for (;;) {
      if (!reason_.empty()) return left;
      if (symbol("==") || symbol("===") || symbol("=") || word("eq")) left = left + " = " + relation(depth);
      else if (symbol("!=") || symbol("!==") || symbol("<>") || word("ne")) left = left + " != " + relation(depth);
      else return left;
    }
  }

  std::string relation(int depth) {
    std::string left = sum(depth);
    for (;;) {
      if (!reason_.empty()) return left;
      if (symbol("<=") || word("le")) left = left + " <= " + sum(depth);
      else if (symbol(">=") || word("ge")) left = left + " >= " + sum(depth);
      else if (symbol("<") || word("lt")) left = left + " < " + sum(depth);
      else if (symbol(">") || word("gt")) left = left + " > " + sum(depth);
      else if (word("in")) left = "list contains(" + sum(depth) + ", " + left + ")";
      else return left;
    }
  }

  std::string sum(int depth) {
    std::string left = product(depth);
    for (;;) {
      if (!reason_.empty()) return left;
      if (symbol("+")) left = left + " + " + product(depth);
      else if (symbol("-")) left = left + " - " + product(depth);
      else return left;
    }
  }

  std::string product(int depth) {
    std::string left = unary(depth);
    for (;;) {
      if (!reason_.empty()) return left;
      if (symbol("*")) left = left + " * " + unary(depth);
      else if (symbol("/") || word("div")) left = left + " / " + unary(depth);
      else if (symbol("%") || word("mod")) left = "modulo(" + left + ", " + unary(depth) + ")";
      else return left;
    }
  }

  std::string unary(int depth) {
    if (depth > depth_limit) return fail("nesting"), std::string();
    if (symbol("!")) return "not(" + unary(depth + 1) + ")";
    if (word("not")) return "not(" + relation_after_not(depth + 1) + ")";
    if (symbol("-")) return "-" + unary(depth + 1);
    if (word("empty")) {
      const std::string of = unary(depth + 1);
      return "(" + of + " = null or " + of + " = \"\" or " + of + " = [])";
    }
    return postfix(depth + 1);
  }

  /// `not a == b` means not (a == b); `not(a) and b` is an ordinary call.
  std::string relation_after_not(int depth) {
    if (depth > depth_limit) return fail("nesting"), std::string();
    return equality(depth);
  }

  std::string arguments(int depth, std::vector<std::string>& out) {
    if (!symbol(")")) {
      do out.push_back(ternary(depth + 1));
      while (reason_.empty() && symbol(","));
      if (!symbol(")")) fail("\"(\" without \")\"");
    }
    std::string joined;
    for (const std::string& one : out) joined += (joined.empty() ? "" : ", ") + one;
    return joined;
  }

  std::string postfix(int depth) {
    std::string left = primary(depth);
    while (reason_.empty()) {
      if (symbol(".")) {
        if (peek().kind != TokenKind::name) return fail("\".\" without a name"), left;
        const std::string name = take().text;
        if (symbol("(")) left = method(left, name, depth);
        else if (name == "length" || name == "size") left = "count(" + left + ")";
        else if (is_environment(left)) left = name;
        else left += "." + name;
      } else if (symbol("[")) {
        const bool plain_number = peek().kind == TokenKind::number;
        const bool key = peek().kind == TokenKind::text;
        const std::string inside = ternary(depth + 1);
        if (!symbol("]")) fail("\"[\" without \"]\"");
        if (key) left = "get value(" + left + ", " + inside + ")";
        else if (plain_number && inside.size() < 9 && inside.find_first_not_of("0123456789") == std::string::npos)
          left += "[" + std::to_string(std::stol(inside) + 1) + "]";
        else left += "[(" + inside + ") + 1]";
      } else {
        return left;
      }
    }
    return left;
  }

  static bool is_environment(const std::string& left) {
    return left == "this" || left == "environment" || left == "variables" || left == "execution" || left == "data";
  }

  std::string method(const std::string& on, const std::string& name, int depth) {
    std::vector<std::string> list;
    const std::string joined = arguments(depth, list);
    const auto takes = [&](std::size_t count) { return list.size() == count; };
    if ((name == "getVariable" || name == "getVariableLocal") && takes(1) && list[0].size() > 2 && list[0][0] == '"')
      return list[0].substr(1, list[0].size() - 2);
    if ((name == "contains" || name == "includes") && takes(1)) return "contains(" + on + ", " + joined + ")";
    if ((name == "startsWith" || name == "startswith") && takes(1)) return "starts with(" + on + ", " + joined + ")";
    if ((name == "endsWith" || name == "endswith") && takes(1)) return "ends with(" + on + ", " + joined + ")";
    if (name == "matches" && takes(1)) return "matches(" + on + ", " + joined + ")";
    if (name == "equals" && takes(1)) return "(" + on + " = " + joined + ")";
    if (name == "equalsIgnoreCase" && takes(1)) return "(lower case(" + on + ") = lower case(" + joined + "))";
    if ((name == "toLowerCase" || name == "lower") && takes(0)) return "lower case(" + on + ")";
    if ((name == "toUpperCase" || name == "upper") && takes(0)) return "upper case(" + on + ")";
    if (name == "size" && takes(0)) return "count(" + on + ")";
    if (name == "length" && takes(0)) return "string length(" + on + ")";
    if (name == "isEmpty" && takes(0)) return "(" + on + " = \"\" or " + on + " = [])";
    if (name == "get" && takes(1)) return "get value(" + on + ", " + joined + ")";
    fail("the method " + name + "()");
    return {};
  }

  std::string primary(int depth) {
    if (depth > depth_limit) return fail("nesting"), std::string();
    if (symbol("(")) {
      const std::string inside = ternary(depth + 1);
      if (!symbol(")")) fail("\"(\" without \")\"");
      return "(" + inside + ")";
    }
    const Token token = take();
    switch (token.kind) {
      case TokenKind::number: return token.text;
      case TokenKind::text: return quoted(token.text);
      case TokenKind::name: return name(token.text, depth);
      case TokenKind::symbol:
      case TokenKind::end: break;
    }
    fail(token.kind == TokenKind::end ? "an unfinished expression" : "\"" + token.text + "\"");
    return {};
  }

  std::string name(const std::string& text, int depth) {
    if (text == "True" || text == "true") return "true";
    if (text == "False" || text == "false") return "false";
    if (text == "None" || text == "null" || text == "undefined") return "null";
    if (symbol("(")) {
      std::vector<std::string> list;
      const std::string joined = arguments(depth, list);
      if (text == "len" && list.size() == 1) return "count(" + joined + ")";
      static constexpr std::array<std::string_view, 9> same = {"contains", "count", "sum", "min", "max", "abs", "floor", "string", "date"};
      for (const std::string_view known : same)
        if (known == text) return text + "(" + joined + ")";
      fail("the function " + text + "()");
      return {};
    }
    if (text == "nrOfInstances") return "numberOfInstances";
    if (text == "nrOfActiveInstances") return "numberOfActiveInstances";
    if (text == "nrOfCompletedInstances") return "numberOfCompletedInstances";
    if (text == "loopCounter" && zero_based_) return "(loopCounter - 1)";
    return text;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool zero_based_ = false;
  std::string reason_;
};

Translation rewrite(std::string_view text, bool zero_based) {
  Translation out;
  out.dialect = model::Dialect::unsupported;
  auto tokens = tokens_of(text);
  if (!tokens) {
    out.feel = std::string(text);
    out.reason = "an unfinished string";
    return out;
  }
  Rewriter rewriter(std::move(*tokens), zero_based);
  out.feel = rewriter.run();
  out.reason = rewriter.reason();
  if (out.reason.empty()) out.dialect = model::Dialect::translated;
  else out.feel = std::string(text);
  return out;
}

/// End of the `${...}` that begins at `start`, npos when it is not closed. Quotes and nested braces are respected.
std::size_t closing_brace(std::string_view text, std::size_t start) {
  int open = 0;
  char quote = 0;
  for (std::size_t i = start; i < text.size(); ++i) {
    if (quote) {
      if (text[i] == '\\') ++i;
      else if (text[i] == quote) quote = 0;
    } else if (text[i] == '"' || text[i] == '\'') {
      quote = text[i];
    } else if (text[i] == '{') {
      ++open;
    } else if (text[i] == '}' && --open == 0) {
      return i;
    }
  }
  return std::string_view::npos;
}

std::size_t next_part(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i + 1 < text.size(); ++i)
    if ((text[i] == '$' || text[i] == '#') && text[i + 1] == '{') return i;
  return std::string_view::npos;
}

/// True when the text uses signs that FEEL does not have. Strings are skipped.
bool looks_foreign(std::string_view text) {
  const auto tokens = tokens_of(text);
  if (!tokens) return false;
  for (std::size_t i = 0; i + 1 < tokens->size(); ++i) {
    const Token& token = (*tokens)[i];
    const Token& next = (*tokens)[i + 1];
    if (token.kind == TokenKind::symbol && (token.text == "==" || token.text == "===" || token.text == "!==" ||
                                            token.text == "&&" || token.text == "||" || token.text == "!" || token.text == "<>"))
      return true;
    if (token.kind == TokenKind::name && (token.text == "True" || token.text == "False" || token.text == "None")) return true;
    if (token.kind == TokenKind::name && token.text == "not" && next.kind != TokenKind::end && next.text != "(") return true;
    if (token.kind == TokenKind::symbol && token.text == "." && next.kind == TokenKind::name && i + 2 < tokens->size() &&
        (*tokens)[i + 2].text == "(" && (*tokens)[i + 2].kind == TokenKind::symbol)
      return true;
  }
  return text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
}

}  // namespace

std::optional<Translation> translate_template(std::string_view raw) {
  const std::string_view text = trim(raw);
  if (text.starts_with("=")) return Translation{std::string(trim(text.substr(1))), model::Dialect::feel, {}};
  std::size_t part = next_part(text, 0);
  if (part == std::string_view::npos) return std::nullopt;
  Translation out;
  out.dialect = model::Dialect::translated;
  std::size_t done = 0;
  const auto add = [&](const std::string& piece) { out.feel += (out.feel.empty() ? "" : " + ") + piece; };
  while (part != std::string_view::npos) {
    const std::size_t close = closing_brace(text, part + 1);
    if (close == std::string_view::npos) return Translation{std::string(text), model::Dialect::unsupported, "${ without }"};
    Translation inside = rewrite(text.substr(part + 2, close - part - 2), true);
    if (inside.dialect == model::Dialect::unsupported) return Translation{std::string(text), inside.dialect, inside.reason};
    if (part == 0 && close + 1 == text.size()) return inside;
    if (part > done) add(quoted(text.substr(done, part - done)));
    add("string(" + inside.feel + ")");
    done = close + 1;
    part = next_part(text, done);
  }
  if (done < text.size()) add(quoted(text.substr(done)));
  return out;
}

Translation translate_expression(std::string_view raw) {
  const std::string_view text = trim(raw);
  if (auto templated = translate_template(text)) return *templated;
  if (looks_foreign(text)) return rewrite(text, false);
  return Translation{std::string(text), model::Dialect::feel, {}};
}

}  // namespace zhunru::bpmn
