// Relations of points and ranges (DMN 1.5 §10.3.4.11, table 78) and range().
#include "engine/feel/builtins.hpp"
#include "engine/feel/compile.hpp"
#include "engine/feel/evaluator.hpp"

namespace zhunru::feel {
namespace {

using base::Value;

/// A point is a range from itself to itself; `point` keeps the difference.
struct Span {
  base::Range range;
  bool point = false;
};

std::optional<Span> span_of(const Value& value) {
  if (value.is_range()) {
    if (value.as_range().form == base::Range::Form::not_equal) return std::nullopt;
    return Span{value.as_range(), false};
  }
  if (value.is_null() || !base::feel_compare(value, value)) return std::nullopt;
  return Span{base::Range{value, value}, true};
}

/// Compares two ends; an end that is not there lies before (low) or behind (high) everything. nullopt: not
/// comparable.
std::optional<int> order(const Value& a, bool has_a, int infinite_a, const Value& b, bool has_b,
                         int infinite_b) {
  if (!has_a || !has_b) {
    const int left = has_a ? 0 : infinite_a;
    const int right = has_b ? 0 : infinite_b;
    return left < right ? -1 : (left > right ? 1 : 0);
  }
  return base::feel_compare(a, b);
}

/// The four orders that all relations are made of.
struct Orders {
  int low_low;   ///< a.low against b.low
  int low_high;  ///< a.low against b.high
  int high_low;
  int high_high;
};

std::optional<Orders> orders(const base::Range& a, const base::Range& b) {
  const auto low_low = order(a.low, a.has_low, -1, b.low, b.has_low, -1);
  const auto low_high = order(a.low, a.has_low, -1, b.high, b.has_high, 1);
  const auto high_low = order(a.high, a.has_high, 1, b.low, b.has_low, -1);
  const auto high_high = order(a.high, a.has_high, 1, b.high, b.has_high, 1);
  if (!low_low || !low_high || !high_low || !high_high) return std::nullopt;
  return Orders{*low_low, *low_high, *high_low, *high_high};
}

bool before(const base::Range& a, const base::Range& b, const Orders& o) {
  return o.high_low < 0 || (o.high_low == 0 && !(a.high_closed && b.low_closed));
}
bool after(const base::Range& a, const base::Range& b, const Orders& o) {
  return o.low_high > 0 || (o.low_high == 0 && !(a.low_closed && b.high_closed));
}
bool meets(const base::Range& a, const base::Range& b, const Orders& o) {
  return a.high_closed && b.low_closed && o.high_low == 0;
}
bool met_by(const base::Range& a, const base::Range& b, const Orders& o) {
  return a.low_closed && b.high_closed && o.low_high == 0;
}
bool overlaps(const base::Range& a, const base::Range& b, const Orders& o) {
  return !before(a, b, o) && !after(a, b, o);
}
/// a begins earlier.
bool begins_before(const base::Range& a, const base::Range& b, const Orders& o) {
  return o.low_low < 0 || (o.low_low == 0 && a.low_closed && !b.low_closed);
}
bool begins_after(const base::Range& a, const base::Range& b, const Orders& o) {
  return o.low_low > 0 || (o.low_low == 0 && b.low_closed && !a.low_closed);
}
bool ends_before(const base::Range& a, const base::Range& b, const Orders& o) {
  return o.high_high < 0 || (o.high_high == 0 && b.high_closed && !a.high_closed);
}
bool ends_after(const base::Range& a, const base::Range& b, const Orders& o) {
  return o.high_high > 0 || (o.high_high == 0 && a.high_closed && !b.high_closed);
}
bool overlaps_before(const base::Range& a, const base::Range& b, const Orders& o) {
  return begins_before(a, b, o) && overlaps(a, b, o) && !ends_after(a, b, o);
}
bool overlaps_after(const base::Range& a, const base::Range& b, const Orders& o) {
  return begins_after(a, b, o) && overlaps(a, b, o) && !ends_before(a, b, o);
}
bool same_end(const base::Range& a, const base::Range& b, const Orders& o) {
  return a.high_closed == b.high_closed && o.high_high == 0;
}
bool same_begin(const base::Range& a, const base::Range& b, const Orders& o) {
  return a.low_closed == b.low_closed && o.low_low == 0;
}
bool finishes(const base::Range& a, const base::Range& b, const Orders& o) {
  return same_end(a, b, o) && !begins_before(a, b, o);
}
bool finished_by(const base::Range& a, const base::Range& b, const Orders& o) {
  return same_end(a, b, o) && !begins_after(a, b, o);
}
bool includes(const base::Range& a, const base::Range& b, const Orders& o) {
  return !begins_after(a, b, o) && !ends_before(a, b, o);
}
bool during(const base::Range& a, const base::Range& b, const Orders& o) {
  return !begins_before(a, b, o) && !ends_after(a, b, o);
}
bool starts(const base::Range& a, const base::Range& b, const Orders& o) {
  return same_begin(a, b, o) && !ends_after(a, b, o);
}
bool started_by(const base::Range& a, const base::Range& b, const Orders& o) {
  return same_begin(a, b, o) && !ends_before(a, b, o);
}
bool coincides(const base::Range& a, const base::Range& b, const Orders& o) {
  return same_begin(a, b, o) && same_end(a, b, o);
}

enum Allowed : int { range_range = 1, point_range = 2, range_point = 4, point_point = 8 };

template <bool (*relation)(const base::Range&, const base::Range&, const Orders&), int allowed>
Value related(Arguments& a) {
  const auto left = span_of(a.scalar(0));
  const auto right = span_of(a.scalar(1));
  if (!left || !right) return {};
  const int kind =
      left->point ? (right->point ? point_point : point_range) : (right->point ? range_point : range_range);
  if ((allowed & kind) == 0) return {};
  const auto compared = orders(left->range, right->range);
  return compared ? Value(relation(left->range, right->range, *compared)) : Value();
}

/// Literals, or constructor functions of string literals, are the only ends that range() reads.
bool is_literal_end(const Program& program, NodeIndex index) {
  const Node& node = program.nodes[index];
  if (node.kind == NodeKind::constant) return !node.constant.is_null();
  if (node.kind != NodeKind::call || node.children.size() != 2 || !node.names.empty()) return false;
  const std::string& name = program.nodes[node.children[0]].text;
  const Node& argument = program.nodes[node.children[1]];
  return (name == "date" || name == "time" || name == "date and time" || name == "duration") &&
         argument.kind == NodeKind::constant && argument.constant.is_string();
}

Value range_of(Arguments& a) {
  const std::string* text = a.string(0);
  if (text == nullptr) return {};
  const auto compiled = compile(*text);
  if (!compiled) return {};
  const Program& program = *compiled->program();
  const Node& root = program.nodes[program.root];
  if (root.kind != NodeKind::range) return {};
  if (!is_literal_end(program, root.children[0]) || !is_literal_end(program, root.children[1])) return {};
  const Value value = a.evaluator().evaluate(*compiled, Scope());
  if (!value.is_range()) return {};
  const auto ordered = base::feel_compare(value.as_range().low, value.as_range().high);
  return ordered && *ordered <= 0 ? value : Value();
}

constexpr int with_range = range_range | point_range | range_point;

constexpr Builtin functions[] = {
    {"before", "point1,point2", related<before, with_range | point_point>},
    {"before", "point,range", related<before, with_range | point_point>},
    {"before", "range,point", related<before, with_range | point_point>},
    {"before", "range1,range2", related<before, with_range | point_point>},
    {"after", "point1,point2", related<after, with_range | point_point>},
    {"after", "point,range", related<after, with_range | point_point>},
    {"after", "range,point", related<after, with_range | point_point>},
    {"after", "range1,range2", related<after, with_range | point_point>},
    {"meets", "range1,range2", related<meets, range_range>},
    {"met by", "range1,range2", related<met_by, range_range>},
    {"overlaps", "range1,range2", related<overlaps, range_range>},
    {"overlaps before", "range1,range2", related<overlaps_before, range_range>},
    {"overlaps after", "range1,range2", related<overlaps_after, range_range>},
    {"finishes", "point,range", related<finishes, range_range | point_range>},
    {"finishes", "range1,range2", related<finishes, range_range | point_range>},
    {"finished by", "range,point", related<finished_by, range_range | range_point>},
    {"finished by", "range1,range2", related<finished_by, range_range | range_point>},
    {"includes", "range,point", related<includes, range_range | range_point>},
    {"includes", "range1,range2", related<includes, range_range | range_point>},
    {"during", "point,range", related<during, range_range | point_range>},
    {"during", "range1,range2", related<during, range_range | point_range>},
    {"starts", "point,range", related<starts, range_range | point_range>},
    {"starts", "range1,range2", related<starts, range_range | point_range>},
    {"started by", "range,point", related<started_by, range_range | range_point>},
    {"started by", "range1,range2", related<started_by, range_range | range_point>},
    {"coincides", "point1,point2", related<coincides, range_range | point_point>},
    {"coincides", "range1,range2", related<coincides, range_range | point_point>},
    {"range", "from", range_of},
};

}  // namespace

BuiltinFamily range_builtins() {
  return {functions, std::size(functions)};
}

}  // namespace zhunru::feel
