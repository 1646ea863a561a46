// The compiled expression: a flat list of nodes that refer to each other by index. Plain data, immutable after parsing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/value.hpp"
#include "engine/feel/type.hpp"

namespace zhunru::feel {

using NodeIndex = std::uint32_t;

enum class NodeKind : std::uint8_t {
  constant,      ///< constant
  name,          ///< text
  path,          ///< children[0] . text
  filter,        ///< children[0] [ children[1] ]
  list,          ///< children
  context,       ///< names[i] : children[i]
  range,         ///< children[0] .. children[1], flags
  compare_test,  ///< op children[0]: "< 5" as a unary test, or "(< 5)" as a range
  negate,        ///< - children[0]
  arithmetic,    ///< children[0] ops[0] children[1] ops[1] ...: same precedence, from the left
  comparison,    ///< children[0] op children[1]
  between,       ///< children: value, low, high
  in,            ///< children[0] in (children[1], ...)
  any_of,        ///< or
  all_of,        ///< and
  choice,        ///< if children[0] then children[1] else children[2]
  loop,          ///< for: names[i] in children, then the result; see Iteration
  some,
  every,
  function,      ///< names = parameters, types, children[0] = body
  external,      ///< function defined elsewhere: evaluates to null
  call,          ///< children[0] (children[1], ...); names filled for named parameters
  instance_of    ///< children[0], types[0]
};

/// How a value test or comparison compares.
enum class Operator : std::uint8_t { none, equal, not_equal, less, less_equal, greater, greater_equal, add, subtract, multiply, divide, power };

struct Node {
  NodeKind kind = NodeKind::constant;
  Operator op = Operator::none;
  std::uint16_t height = 1;    ///< levels of nodes below, for the depth limit
  std::uint32_t offset = 0;    ///< byte in the text where it begins
  bool low_closed = false;     ///< range
  bool high_closed = false;    ///< range
  bool reads_input = false;    ///< "?" occurs in it
  bool reads_partial = false;  ///< the name "partial" occurs in it
  base::Value constant;
  std::string text;
  std::vector<NodeIndex> children;
  std::vector<std::string> names;
  std::vector<Operator> ops;
  std::vector<Type> types;
  /// loop, some, every: for names[i], 1 = one child (a list or range), 2 = two children (low .. high).
  std::vector<std::uint8_t> iterations;
};

/// Everything that was compiled from one text.
struct Program {
  std::string text;
  std::vector<Node> nodes;
  NodeIndex root = 0;
  std::vector<std::string> reads;            ///< free names, sorted, each once, without those in filters
  std::vector<std::string> reads_in_filters; ///< free names inside filters: members of items, or variables
  std::vector<std::string> calls;            ///< names that are called and not bound inside
};

}  // namespace zhunru::feel
