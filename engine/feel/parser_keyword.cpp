// if, for, some, every, function; types.

#include "engine/feel/parser.hpp"

namespace zhunru::feel {

std::optional<NodeIndex> Parser::choice() {
  Node node;
  node.kind = NodeKind::choice;
  node.offset = take().begin;
  const auto condition = expression();
  if (!condition || !expect_word("then")) return std::nullopt;
  const auto yes = expression();
  if (!yes || !expect_word("else")) return std::nullopt;
  const auto no = expression();
  if (!no) return std::nullopt;
  node.children = {*condition, *yes, *no};
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::iteration(NodeKind kind) {
  Node node;
  node.kind = kind;
  node.offset = take().begin;
  const std::size_t outer_locals = locals_.size();
  do {
    auto variable = name_before("in");
    if (!variable) return std::nullopt;
    const auto first = expression();
    if (!first) return std::nullopt;
    node.children.push_back(*first);
    node.iterations.push_back(1);
    if (take_symbol("..")) {
      const auto last = expression();
      if (!last) return std::nullopt;
      node.children.push_back(*last);
      node.iterations.back() = 2;
    }
    node.names.push_back(*variable);
    locals_.push_back(std::move(*variable));
  } while (take_symbol(","));
  if (kind == NodeKind::loop) locals_.push_back("partial");
  if (!expect_word(kind == NodeKind::loop ? "return" : "satisfies")) return std::nullopt;
  const auto result = expression();
  if (!result) return std::nullopt;
  node.children.push_back(*result);
  locals_.resize(outer_locals);
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::function() {
  Node node;
  node.kind = NodeKind::function;
  node.offset = take().begin;
  if (!expect_symbol("(")) return std::nullopt;
  const std::size_t outer_locals = locals_.size();
  if (!take_symbol(")")) {
    do {
      const Token first = peek();
      if (first.kind != TokenKind::word) return unexpected("参数名称", "the name of a parameter");
      Token last = take();
      while (peek().kind == TokenKind::word || peek().kind == TokenKind::number) last = take();
      std::string parameter =
          normalized_name(std::string_view(text_).substr(first.begin, last.end - first.begin));
      Type wanted;
      if (take_symbol(":")) {
        auto read = type();
        if (!read) return std::nullopt;
        wanted = std::move(*read);
      }
      node.names.push_back(parameter);
      node.types.push_back(std::move(wanted));
      locals_.push_back(std::move(parameter));
    } while (take_symbol(","));
    if (!expect_symbol(")")) return std::nullopt;
  }
  if (at_word("external")) {
    take();
    node.kind = NodeKind::external;
  }
  const auto body = expression();
  locals_.resize(outer_locals);
  if (!body) return std::nullopt;
  node.children.push_back(*body);
  return add(std::move(node));
}

std::optional<Type> Parser::type() {
  if (++depth_ > 64) return fail("类型嵌套过深。", "The type is nested too deeply.");
  const Token first = peek();
  if (first.kind != TokenKind::word) return unexpected("类型名称", "the name of a type");
  std::optional<Type> wanted;
  const bool generic =
      token_behind(first).text == "<" &&
      (first.text == "list" || first.text == "range" || first.text == "context" || first.text == "function");
  if (generic) {
    take();
    take();
    wanted = generic_type(first.text);
  } else {
    std::string name;
    for (const std::string_view known :
         {"date and time", "days and time duration", "years and months duration"}) {
      const std::size_t end = match_name(text_, first.begin, known);
      if (end == 0) continue;
      name = known;
      position_ = end;
      token_.reset();
    }
    if (name.empty()) {
      name = joined_name();
      while (at_symbol(".")) {
        take();
        if (peek().kind != TokenKind::word) return unexpected("类型名称", "the name of a type");
        name += "." + joined_name();
      }
    }
    wanted = type_named(name);
  }
  --depth_;
  return wanted;
}

std::optional<Type> Parser::generic_type(const std::string& word) {
  Type result;
  if (word == "list" || word == "range") {
    result.kind = word == "list" ? Type::Kind::list : Type::Kind::range;
    auto item = type();
    if (!item || !expect_symbol(">")) return std::nullopt;
    result.parts.push_back(std::move(*item));
    return result;
  }
  const bool context = word == "context";
  result.kind = context ? Type::Kind::context : Type::Kind::function;
  if (!take_symbol(">")) {
    do {
      if (context) {
        auto member = name_before(":");
        if (!member) return std::nullopt;
        result.members.push_back(std::move(*member));
      }
      auto part = type();
      if (!part) return std::nullopt;
      result.parts.push_back(std::move(*part));
    } while (take_symbol(","));
    if (!expect_symbol(">")) return std::nullopt;
  }
  if (context) return result;
  if (!expect_symbol("->")) return std::nullopt;
  auto returned = type();
  if (!returned) return std::nullopt;
  result.parts.push_back(std::move(*returned));
  return result;
}

}  // namespace zhunru::feel
