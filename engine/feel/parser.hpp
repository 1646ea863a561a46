// FEEL text to nodes (DMN 1.5 §10.3.1, grammar rules 1-69). Internal to engine/feel; use compile.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/feel/lexer.hpp"
#include "engine/feel/names.hpp"
#include "engine/feel/node.hpp"

namespace zhunru::feel {

class Parser {
 public:
  Parser(std::string text, const Names& names);

  base::Result<Program> parse_expression_text();
  base::Result<Program> parse_unary_tests_text();

 private:
  struct Mark {
    std::size_t position;
    std::size_t locals;
  };

  // parser.cpp: text level, operators
  base::Result<Program> finish(std::optional<NodeIndex> root);
  std::optional<NodeIndex> expression();
  std::optional<NodeIndex> disjunction();
  std::optional<NodeIndex> conjunction();
  std::optional<NodeIndex> comparison();
  std::optional<NodeIndex> between(NodeIndex value);
  std::optional<NodeIndex> in(NodeIndex value);
  std::optional<NodeIndex> additive();
  std::optional<NodeIndex> multiplicative();
  std::optional<NodeIndex> power();
  std::optional<NodeIndex> negation();
  std::optional<NodeIndex> instance_of();
  std::optional<NodeIndex> unary_test(bool inside_list);
  bool unary_tests(std::vector<NodeIndex>& tests);

  // parser_primary.cpp: literals, postfixes
  std::optional<NodeIndex> postfix();
  std::optional<NodeIndex> primary();
  std::optional<NodeIndex> literal();
  std::optional<NodeIndex> bracketed();
  std::optional<NodeIndex> range_end(NodeIndex low, std::size_t begin, bool low_closed);
  std::optional<NodeIndex> context();
  std::optional<NodeIndex> name();
  std::optional<NodeIndex> call(NodeIndex callee);
  std::optional<NodeIndex> member(NodeIndex object);
  std::optional<NodeIndex> filter(NodeIndex list);

  // parser_keyword.cpp: if, for, some, every, function; types
  std::optional<NodeIndex> choice();
  std::optional<NodeIndex> iteration(NodeKind kind);
  std::optional<NodeIndex> function();
  std::optional<Type> type();
  std::optional<Type> generic_type(const std::string& word);

  // Tokens
  const Token& peek();
  Token take();
  bool at_symbol(std::string_view symbol);
  bool at_word(std::string_view word);
  bool take_symbol(std::string_view symbol);
  bool take_word(std::string_view word);
  bool expect_symbol(std::string_view symbol);
  bool expect_word(std::string_view word);
  Token token_behind(const Token& token) const;
  Mark mark() const { return {position_, locals_.size()}; }
  void back_to(const Mark& mark);
  /// Text of a name that ends before the symbol or word `stop`, for keys, parameters and loop variables.
  std::optional<std::string> name_before(std::string_view stop, std::string_view other_stop = {});
  /// A name at the current token: the longest known one, or words joined.
  std::string joined_name();
  bool is_stop_word(const Token& token) const;
  bool known_multiword_at(const Token& token, std::string& name, std::size_t& end) const;

  // Nodes
  std::nullopt_t fail(std::string zh, std::string en);
  std::nullopt_t fail_at(std::size_t offset, std::string zh, std::string en);
  std::nullopt_t unexpected(std::string_view wanted_zh, std::string_view wanted_en);
  std::size_t most_nodes() const;
  std::optional<NodeIndex> add(Node node);
  bool is_local(std::string_view name) const;
  void note_read(const std::string& name);

  std::string text_;
  const Names& names_;
  Program program_;
  std::size_t position_ = 0;
  std::optional<Token> token_;
  std::vector<std::string> locals_;
  std::uint32_t depth_ = 0;
  std::uint32_t filter_depth_ = 0;
  bool no_filter_ = false;  ///< "[" closes a range here: [1..5[
  std::optional<base::Error> error_;
};

}  // namespace zhunru::feel
