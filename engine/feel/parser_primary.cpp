// Literals, names, brackets and what may follow them.
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/feel/builtins.hpp"
#include "engine/feel/literal.hpp"
#include "engine/feel/parser.hpp"

namespace zhunru::feel {

std::optional<NodeIndex> Parser::postfix() {
  auto value = primary();
  while (value) {
    if (at_symbol(".")) {
      value = member(*value);
    } else if (at_symbol("[") && !no_filter_) {
      value = filter(*value);
    } else if (at_symbol("(")) {
      value = call(*value);
    } else {
      break;
    }
  }
  return value;
}

std::optional<NodeIndex> Parser::primary() {
  const Token& token = peek();
  switch (token.kind) {
    case TokenKind::number:
    case TokenKind::string:
    case TokenKind::at_string:
      return literal();
    case TokenKind::word:
      return name();
    case TokenKind::symbol:
      if (token.text == "(" || token.text == "[" || token.text == "]") return bracketed();
      if (token.text == "{") return context();
      break;
    default:
      break;
  }
  return unexpected("值、名称或“(”", "a value, a name or \"(\"");
}

std::optional<NodeIndex> Parser::literal() {
  const Token token = take();
  Node node;
  node.offset = token.begin;
  if (token.kind == TokenKind::string) {
    node.constant = base::Value(token.text);
  } else if (token.kind == TokenKind::number) {
    const auto number = base::Decimal::parse(token.text);
    if (!number) return fail_at(token.begin, "数字超出范围。", "The number is out of range.");
    node.constant = base::Value(*number);
  } else {
    // An ill-formed literal is null when evaluated (DMN 1.5 §10.3.2.3.8), not a syntax error.
    node.constant = temporal_literal(token.text);
  }
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::bracketed() {
  const Token open = take();
  if (open.text == "(") {
    const Token first = peek();
    if (first.kind == TokenKind::symbol && (first.text == "<" || first.text == "<=" || first.text == ">" ||
                                            first.text == ">=" || first.text == "=" || first.text == "!=")) {
      const auto range = unary_test(true);
      if (!range || !expect_symbol(")")) return std::nullopt;
      return range;
    }
  }
  if (open.text == "[" && at_symbol("]")) {
    take();
    Node empty;
    empty.kind = NodeKind::list;
    empty.offset = open.begin;
    return add(std::move(empty));
  }
  const bool outer = std::exchange(no_filter_, false);
  auto first = expression();
  no_filter_ = outer;
  if (!first) return std::nullopt;
  if (at_symbol("..")) return range_end(*first, open.begin, open.text == "[");
  if (open.text == "]") return unexpected("“..”", "\"..\"");
  if (open.text == "(") {
    if (!expect_symbol(")")) return std::nullopt;
    return first;
  }
  Node list;
  list.kind = NodeKind::list;
  list.offset = open.begin;
  list.children.push_back(*first);
  while (take_symbol(",")) {
    no_filter_ = false;
    const auto item = expression();
    no_filter_ = outer;
    if (!item) return std::nullopt;
    list.children.push_back(*item);
  }
  if (!expect_symbol("]")) return std::nullopt;
  return add(std::move(list));
}

std::optional<NodeIndex> Parser::range_end(NodeIndex low, std::size_t begin, bool low_closed) {
  take();
  const auto closes = [this] { return at_symbol(")") || at_symbol("]") || at_symbol("["); };
  const Mark start = mark();
  const bool outer = std::exchange(no_filter_, false);
  auto high = expression();
  if (!high || !closes()) {
    // "[1..5[": the bracket is no filter but the open end.
    if (program_.nodes.size() >= most_nodes()) return std::nullopt;
    back_to(start);
    no_filter_ = true;
    high = expression();
  }
  no_filter_ = outer;
  if (!high) return std::nullopt;
  if (!closes()) return unexpected("“]”或“)”", "\"]\" or \")\"");
  Node range;
  range.kind = NodeKind::range;
  range.offset = static_cast<std::uint32_t>(begin);
  range.low_closed = low_closed;
  range.high_closed = take().text == "]";
  range.children = {low, *high};
  return add(std::move(range));
}

std::optional<NodeIndex> Parser::context() {
  Node node;
  node.kind = NodeKind::context;
  node.offset = take().begin;
  const std::size_t outer_locals = locals_.size();
  const bool outer = std::exchange(no_filter_, false);
  if (!take_symbol("}")) {
    do {
      std::string key;
      if (peek().kind == TokenKind::string) {
        key = take().text;
        if (!expect_symbol(":")) return std::nullopt;
      } else {
        auto read = name_before(":");
        if (!read) return std::nullopt;
        key = std::move(*read);
      }
      const auto value = expression();
      if (!value) return std::nullopt;
      node.names.push_back(key);
      node.children.push_back(*value);
      locals_.push_back(std::move(key));
    } while (take_symbol(","));
    if (!expect_symbol("}")) return std::nullopt;
  }
  no_filter_ = outer;
  locals_.resize(outer_locals);
  return add(std::move(node));
}

bool Parser::is_stop_word(const Token& token) const {
  if (token.kind != TokenKind::word) return true;
  const std::string& word = token.text;
  if (word == "instance") return token_behind(token).text == "of";
  return word == "and" || word == "or" || word == "in" || word == "between" || word == "then" ||
         word == "else" || word == "return" || word == "satisfies" || word == "?";
}

bool Parser::known_multiword_at(const Token& token, std::string& name, std::size_t& end) const {
  if (token.kind != TokenKind::word) return false;
  end = names_.longest_match(text_, token.begin, token.text, name);
  std::string builtin;
  const std::size_t builtin_end = builtin_names().longest_match(text_, token.begin, token.text, builtin);
  if (builtin_end > end) end = builtin_end, name = builtin;
  for (const std::string& local : locals_) {
    if (local.size() <= token.text.size()) continue;
    const std::size_t local_end = match_name(text_, token.begin, local);
    if (local_end > end) end = local_end, name = local;
  }
  for (const std::string_view function : {"date and time", "years and months duration"}) {
    const std::size_t function_end = match_name(text_, token.begin, function);
    if (function_end > end && next_token(text_, function_end).text == "(")
      end = function_end, name = function;
  }
  return end > token.end;
}

std::string Parser::joined_name() {
  std::string known;
  std::size_t known_end = 0;
  const Token first = peek();
  if (known_multiword_at(first, known, known_end)) {
    const Token next = next_token(text_, known_end);
    if (is_stop_word(next)) {
      position_ = known_end;
      token_.reset();
      return known;
    }
  }
  std::string joined = take().text;
  if (joined == "?") return joined;
  while (!is_stop_word(peek()) || (peek().kind == TokenKind::number &&
                                   peek().text.find_first_not_of("0123456789") == std::string::npos)) {
    joined += ' ';
    joined += take().text;
  }
  return joined;
}

std::optional<NodeIndex> Parser::name() {
  const Token first = peek();
  std::string known;
  std::size_t known_end = 0;
  if (!known_multiword_at(first, known, known_end)) {
    Node constant;
    constant.offset = first.begin;
    if (first.text == "true" || first.text == "false") constant.constant = base::Value(first.text == "true");
    if (first.text == "true" || first.text == "false" || first.text == "null") {
      take();
      return add(std::move(constant));
    }
    if (first.text == "function" && token_behind(first).text == "(") return function();
    if (first.text != "not" && first.text != "?" && is_stop_word(first)) {
      return unexpected("值或名称", "a value or a name");
    }
  }
  Node node;
  node.kind = NodeKind::name;
  node.offset = first.begin;
  node.text = joined_name();
  if (at_symbol("(")) {
    if (!is_local(node.text)) program_.calls.push_back(node.text);
  } else {
    note_read(node.text);
  }
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::member(NodeIndex object) {
  Node node;
  node.kind = NodeKind::path;
  node.offset = take().begin;
  if (peek().kind != TokenKind::word) return unexpected("成员名称", "the name of a member");
  node.text = joined_name();
  node.children.push_back(object);
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::filter(NodeIndex list) {
  Node node;
  node.kind = NodeKind::filter;
  node.offset = take().begin;
  ++filter_depth_;
  locals_.push_back("item");
  const auto predicate = expression();
  locals_.pop_back();
  --filter_depth_;
  if (!predicate || !expect_symbol("]")) return std::nullopt;
  node.children = {list, *predicate};
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::call(NodeIndex callee) {
  Node node;
  node.kind = NodeKind::call;
  node.offset = program_.nodes[callee].offset;
  node.children.push_back(callee);
  take();
  const bool outer = std::exchange(no_filter_, false);
  if (!take_symbol(")")) {
    // Named when the first argument is "name :".
    Token ahead = peek();
    bool named = false;
    for (int words = 0; words < 16 && (ahead.kind == TokenKind::word || ahead.kind == TokenKind::number);
         ++words) {
      ahead = token_behind(ahead);
      named = ahead.kind == TokenKind::symbol && ahead.text == ":";
      if (named) break;
    }
    do {
      if (named) {
        auto parameter = name_before(":");
        if (!parameter) return std::nullopt;
        node.names.push_back(std::move(*parameter));
      }
      const auto argument = expression();
      if (!argument) return std::nullopt;
      node.children.push_back(*argument);
    } while (take_symbol(","));
    if (!expect_symbol(")")) return std::nullopt;
  }
  no_filter_ = outer;
  return add(std::move(node));
}

std::optional<std::string> Parser::name_before(std::string_view stop, std::string_view other_stop) {
  const Token first = peek();
  if (first.kind != TokenKind::word) return unexpected("名称", "a name");
  Token last = take();
  for (;;) {
    const Token& next = peek();
    const bool stops = (next.kind == TokenKind::symbol || next.kind == TokenKind::word) &&
                       (next.text == stop || (!other_stop.empty() && next.text == other_stop));
    if (stops) break;
    const bool name_symbol =
        next.kind == TokenKind::symbol &&
        (next.text == "+" || next.text == "-" || next.text == "*" || next.text == "/" || next.text == ".");
    if (next.kind != TokenKind::word && next.kind != TokenKind::number && !name_symbol) {
      return unexpected("“" + std::string(stop) + "”", "\"" + std::string(stop) + "\"");
    }
    last = take();
  }
  std::string name = normalized_name(std::string_view(text_).substr(first.begin, last.end - first.begin));
  if (stop == ":" || stop == "in") take();
  return name;
}

}  // namespace zhunru::feel
