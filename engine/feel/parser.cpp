#include "engine/feel/parser.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"

namespace zhunru::feel {
namespace {

Operator comparison_operator(const Token& token) {
  if (token.kind != TokenKind::symbol) return Operator::none;
  if (token.text == "=") return Operator::equal;
  if (token.text == "!=") return Operator::not_equal;
  if (token.text == "<") return Operator::less;
  if (token.text == "<=") return Operator::less_equal;
  if (token.text == ">") return Operator::greater;
  if (token.text == ">=") return Operator::greater_equal;
  return Operator::none;
}

void sort_unique(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

Parser::Parser(std::string text, const Names& names) : text_(std::move(text)), names_(names) {}

base::Result<Program> Parser::finish(std::optional<NodeIndex> root) {
  if (root && peek().kind != TokenKind::end) root = unexpected("表达式结尾", "the end of the expression");
  if (!root) {
    if (!error_) unexpected("表达式", "an expression");
    return *error_;
  }
  program_.root = *root;
  program_.text = std::move(text_);
  sort_unique(program_.reads);
  sort_unique(program_.reads_in_filters);
  sort_unique(program_.calls);
  return std::move(program_);
}

base::Result<Program> Parser::parse_expression_text() {
  return finish(expression());
}

base::Result<Program> Parser::parse_unary_tests_text() {
  const Token first = peek();
  if (first.kind == TokenKind::end || (first.text == "-" && token_behind(first).kind == TokenKind::end)) {
    position_ = text_.size();
    token_.reset();
    Node any;
    any.constant = base::Value(true);
    return finish(add(std::move(any)));
  }
  Node tests;
  tests.kind = NodeKind::in;
  Node input;
  input.kind = NodeKind::name;
  input.text = "?";
  const auto input_node = add(std::move(input));
  if (!input_node) return *error_;
  tests.children.push_back(*input_node);
  const Mark start = mark();
  if (at_word("not") && token_behind(first).text == "(") {
    take();
    take();
    std::vector<NodeIndex> list;
    if (unary_tests(list) && take_symbol(")") && peek().kind == TokenKind::end) {
      tests.op = Operator::not_equal;
      tests.children.insert(tests.children.end(), list.begin(), list.end());
      return finish(add(std::move(tests)));
    }
    back_to(start);
  }
  if (!unary_tests(tests.children)) return finish(std::nullopt);
  return finish(add(std::move(tests)));
}

bool Parser::unary_tests(std::vector<NodeIndex>& tests) {
  do {
    const auto test = unary_test(true);
    if (!test) return false;
    tests.push_back(*test);
  } while (take_symbol(","));
  return true;
}

std::optional<NodeIndex> Parser::unary_test(bool inside_list) {
  const Operator op = comparison_operator(peek());
  if (op == Operator::none) return inside_list ? expression() : additive();
  Node node;
  node.kind = NodeKind::compare_test;
  node.offset = take().begin;
  node.op = op;
  const auto operand = additive();
  if (!operand) return std::nullopt;
  node.children.push_back(*operand);
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::expression() {
  if (++depth_ > base::limits::feel_parse_depth)
    return fail("表达式嵌套过深，请拆分。", "The expression is nested too deeply; split it.");
  std::optional<NodeIndex> node;
  std::string known;
  std::size_t known_end = 0;
  const bool is_name = known_multiword_at(peek(), known, known_end);
  const bool outer_no_filter = std::exchange(no_filter_, false);
  if (is_name) {
    node = disjunction();
  } else if (at_word("if")) {
    node = choice();
  } else if (at_word("for")) {
    node = iteration(NodeKind::loop);
  } else if (at_word("some")) {
    node = iteration(NodeKind::some);
  } else if (at_word("every")) {
    node = iteration(NodeKind::every);
  } else {
    no_filter_ = outer_no_filter;
    node = disjunction();
  }
  no_filter_ = outer_no_filter;
  --depth_;
  return node;
}

std::optional<NodeIndex> Parser::disjunction() {
  auto first = conjunction();
  if (!first || !at_word("or")) return first;
  Node node;
  node.kind = NodeKind::any_of;
  node.offset = program_.nodes[*first].offset;
  node.children.push_back(*first);
  while (take_word("or")) {
    const auto next = conjunction();
    if (!next) return std::nullopt;
    node.children.push_back(*next);
  }
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::conjunction() {
  auto first = comparison();
  if (!first || !at_word("and")) return first;
  Node node;
  node.kind = NodeKind::all_of;
  node.offset = program_.nodes[*first].offset;
  node.children.push_back(*first);
  while (take_word("and")) {
    const auto next = comparison();
    if (!next) return std::nullopt;
    node.children.push_back(*next);
  }
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::comparison() {
  auto left = additive();
  while (left) {
    const Operator op = comparison_operator(peek());
    if (op != Operator::none) {
      Node node;
      node.kind = NodeKind::comparison;
      node.offset = program_.nodes[*left].offset;
      node.op = op;
      take();
      const auto right = additive();
      if (!right) return std::nullopt;
      node.children = {*left, *right};
      left = add(std::move(node));
    } else if (at_word("between")) {
      left = between(*left);
    } else if (at_word("in")) {
      left = in(*left);
    } else {
      break;
    }
  }
  return left;
}

std::optional<NodeIndex> Parser::between(NodeIndex value) {
  take();
  Node node;
  node.kind = NodeKind::between;
  node.offset = program_.nodes[value].offset;
  const auto low = additive();
  if (!low || !expect_word("and")) return std::nullopt;
  const auto high = additive();
  if (!high) return std::nullopt;
  node.children = {value, *low, *high};
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::in(NodeIndex value) {
  take();
  Node node;
  node.kind = NodeKind::in;
  node.offset = program_.nodes[value].offset;
  node.children.push_back(value);
  const Mark start = mark();
  if (take_symbol("(")) {
    std::vector<NodeIndex> tests;
    const bool list = unary_tests(tests) && take_symbol(")");
    // "(a + b) * 2" and "(1..5)" are single tests that only begin with a parenthesis.
    const Token& next = peek();
    const bool goes_on = next.kind == TokenKind::symbol &&
                         (next.text == "+" || next.text == "-" || next.text == "*" || next.text == "/" ||
                          next.text == "**" || next.text == "." || next.text == "[");
    if (list && !goes_on) {
      node.children.insert(node.children.end(), tests.begin(), tests.end());
      return add(std::move(node));
    }
    back_to(start);
  }
  const auto test = unary_test(false);
  if (!test) return std::nullopt;
  node.children.push_back(*test);
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::additive() {
  auto first = multiplicative();
  if (!first || !(at_symbol("+") || at_symbol("-"))) return first;
  Node node;
  node.kind = NodeKind::arithmetic;
  node.offset = program_.nodes[*first].offset;
  node.children.push_back(*first);
  while (at_symbol("+") || at_symbol("-")) {
    node.ops.push_back(take().text == "+" ? Operator::add : Operator::subtract);
    const auto next = multiplicative();
    if (!next) return std::nullopt;
    node.children.push_back(*next);
  }
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::multiplicative() {
  auto first = power();
  if (!first || !(at_symbol("*") || at_symbol("/"))) return first;
  Node node;
  node.kind = NodeKind::arithmetic;
  node.offset = program_.nodes[*first].offset;
  node.children.push_back(*first);
  while (at_symbol("*") || at_symbol("/")) {
    node.ops.push_back(take().text == "*" ? Operator::multiply : Operator::divide);
    const auto next = power();
    if (!next) return std::nullopt;
    node.children.push_back(*next);
  }
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::power() {
  auto first = negation();
  if (!first || !at_symbol("**")) return first;
  Node node;
  node.kind = NodeKind::arithmetic;
  node.offset = program_.nodes[*first].offset;
  node.children.push_back(*first);
  while (take_symbol("**")) {
    node.ops.push_back(Operator::power);
    const auto next = negation();
    if (!next) return std::nullopt;
    node.children.push_back(*next);
  }
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::negation() {
  if (!at_symbol("-")) return instance_of();
  if (++depth_ > base::limits::feel_parse_depth)
    return fail("表达式嵌套过深，请拆分。", "The expression is nested too deeply; split it.");
  Node node;
  node.kind = NodeKind::negate;
  node.offset = take().begin;
  const auto operand = negation();
  --depth_;
  if (!operand) return std::nullopt;
  const Node& inner = program_.nodes[*operand];
  if (inner.kind == NodeKind::constant && inner.constant.is_number()) {
    node.kind = NodeKind::constant;
    node.constant = base::Value(inner.constant.as_number().negated());
    return add(std::move(node));
  }
  node.children.push_back(*operand);
  return add(std::move(node));
}

std::optional<NodeIndex> Parser::instance_of() {
  auto value = postfix();
  while (value && at_word("instance") && token_behind(peek()).text == "of") {
    take();
    take();
    Node node;
    node.kind = NodeKind::instance_of;
    node.offset = program_.nodes[*value].offset;
    auto wanted = type();
    if (!wanted) return std::nullopt;
    node.types.push_back(std::move(*wanted));
    node.children.push_back(*value);
    value = add(std::move(node));
  }
  return value;
}

// --- Tokens

const Token& Parser::peek() {
  if (!token_) token_ = next_token(text_, position_);
  return *token_;
}

Token Parser::take() {
  Token token = peek();
  position_ = token.end;
  token_.reset();
  return token;
}

bool Parser::at_symbol(std::string_view symbol) {
  return peek().kind == TokenKind::symbol && peek().text == symbol;
}
bool Parser::at_word(std::string_view word) {
  return peek().kind == TokenKind::word && peek().text == word;
}
bool Parser::take_symbol(std::string_view symbol) {
  return at_symbol(symbol) && (take(), true);
}
bool Parser::take_word(std::string_view word) {
  return at_word(word) && (take(), true);
}

bool Parser::expect_symbol(std::string_view symbol) {
  if (take_symbol(symbol)) return true;
  const std::string quoted = "“" + std::string(symbol) + "”";
  unexpected(quoted, "\"" + std::string(symbol) + "\"");
  return false;
}

bool Parser::expect_word(std::string_view word) {
  if (take_word(word)) return true;
  const std::string quoted = "“" + std::string(word) + "”";
  unexpected(quoted, "\"" + std::string(word) + "\"");
  return false;
}

Token Parser::token_behind(const Token& token) const {
  return next_token(text_, token.end);
}

void Parser::back_to(const Mark& mark) {
  position_ = mark.position;
  locals_.resize(mark.locals);
  token_.reset();
  error_.reset();
}

// --- Nodes

std::nullopt_t Parser::fail_at(std::size_t offset, std::string zh, std::string en) {
  if (!error_) {
    error_ = base::make_error("feel-syntax", std::move(zh), std::move(en),
                              base::describe(base::position_at(text_, offset)));
  }
  return std::nullopt;
}

std::nullopt_t Parser::fail(std::string zh, std::string en) {
  return fail_at(peek().begin, std::move(zh), std::move(en));
}

std::nullopt_t Parser::unexpected(std::string_view wanted_zh, std::string_view wanted_en) {
  const Token& token = peek();
  if (token.kind == TokenKind::bad) {
    return fail("无法识别的文字：" + token.text, "Cannot be read: " + token.text + ".");
  }
  const bool end = token.kind == TokenKind::end;
  const std::string seen = text_.substr(token.begin, std::min<std::size_t>(token.end - token.begin, 60));
  return fail(
      "此处应为" + std::string(wanted_zh) + (end ? "，但表达式已结束。" : "，却是“" + seen + "”。"),
      "Expected " + std::string(wanted_en) + (end ? " but the text ends." : " but found \"" + seen + "\"."));
}

/// A node takes many times the bytes of "1+": the memory of a text stays in proportion to it.
std::size_t Parser::most_nodes() const { return std::min<std::size_t>(base::limits::feel_nodes, 1500 + text_.size() / 8); }

std::optional<NodeIndex> Parser::add(Node node) {
  if (program_.nodes.size() >= most_nodes())
    return fail("表达式过长，请拆分。", "The expression is too long; split it.");
  for (const NodeIndex child : node.children) {
    node.height = std::max<std::uint16_t>(node.height, program_.nodes[child].height + 1);
    node.reads_input = node.reads_input || program_.nodes[child].reads_input;
    node.reads_partial = node.reads_partial || program_.nodes[child].reads_partial;
  }
  if (node.kind == NodeKind::name && node.text == "?") node.reads_input = true;
  if (node.kind == NodeKind::name && node.text == "partial") node.reads_partial = true;
  if (node.height > base::limits::feel_node_height)
    return fail("表达式嵌套过深，请拆分。", "The expression is nested too deeply; split it.");
  program_.nodes.push_back(std::move(node));
  return static_cast<NodeIndex>(program_.nodes.size() - 1);
}

bool Parser::is_local(std::string_view name) const {
  return std::find(locals_.begin(), locals_.end(), name) != locals_.end();
}

void Parser::note_read(const std::string& name) {
  if (is_local(name)) return;
  (filter_depth_ > 0 ? program_.reads_in_filters : program_.reads).push_back(name);
}

}  // namespace zhunru::feel
