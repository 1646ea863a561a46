#include "engine/base/value.hpp"

#include <algorithm>

namespace zhunru::base {
namespace {

constexpr std::uint32_t most_depth = 4096;
constexpr std::size_t none = static_cast<std::size_t>(-1);
/// Beyond this number of members a context keeps an index sorted by name.
constexpr std::size_t linear_members = 16;

const Value null_value;

}  // namespace

struct Value::ListBox {
  List items;
  std::uint32_t depth = 1;
  bool hidden = false;
};
struct Value::ContextBox {
  Context members;
  std::uint32_t depth = 1;
  bool hidden = false;
};
struct Value::RangeBox {
  Range range;
  std::uint32_t depth = 1;
  bool hidden = false;
};

std::string_view to_string(ValueKind kind) {
  switch (kind) {
    case ValueKind::null:
      return "null";
    case ValueKind::boolean:
      return "boolean";
    case ValueKind::number:
      return "number";
    case ValueKind::string:
      return "string";
    case ValueKind::date:
      return "date";
    case ValueKind::time:
      return "time";
    case ValueKind::date_time:
      return "date and time";
    case ValueKind::months_duration:
      return "years and months duration";
    case ValueKind::seconds_duration:
      return "days and time duration";
    case ValueKind::list:
      return "list";
    case ValueKind::context:
      return "context";
    case ValueKind::range:
      return "range";
    case ValueKind::function:
      return "function";
    case ValueKind::hidden:
      return "hidden";
  }
  return "";
}

Value::Value(std::string value) : held_(std::make_shared<const std::string>(std::move(value))) {}
Value::Value(std::string_view value) : Value(std::string(value)) {}
Value::Value(const char* value) : Value(std::string(value)) {}

Value::Value(List value) {
  auto box = std::make_shared<ListBox>();
  for (const Value& item : value) {
    box->depth = std::max(box->depth, item.depth() + 1);
    box->hidden = box->hidden || item.contains_hidden();
  }
  CHECK(box->depth <= most_depth);
  box->items = std::move(value);
  held_ = std::shared_ptr<const ListBox>(std::move(box));
}

Value::Value(Context value) {
  auto box = std::make_shared<ContextBox>();
  for (const auto& [name, member] : value) {
    box->depth = std::max(box->depth, member.depth() + 1);
    box->hidden = box->hidden || member.contains_hidden();
  }
  CHECK(box->depth <= most_depth);
  box->members = std::move(value);
  held_ = std::shared_ptr<const ContextBox>(std::move(box));
}

Value::Value(Range value) {
  auto box = std::make_shared<RangeBox>();
  box->depth = std::max(value.low.depth(), value.high.depth()) + 1;
  CHECK(box->depth <= most_depth);
  box->hidden = value.low.contains_hidden() || value.high.contains_hidden();
  box->range = std::move(value);
  held_ = std::shared_ptr<const RangeBox>(std::move(box));
}

ValueKind Value::kind() const noexcept {
  return static_cast<ValueKind>(held_.index());
}

bool Value::contains_hidden() const noexcept {
  switch (kind()) {
    case ValueKind::hidden:
      return true;
    case ValueKind::list:
      return std::get_if<std::shared_ptr<const ListBox>>(&held_)->get()->hidden;
    case ValueKind::context:
      return std::get_if<std::shared_ptr<const ContextBox>>(&held_)->get()->hidden;
    case ValueKind::range:
      return std::get_if<std::shared_ptr<const RangeBox>>(&held_)->get()->hidden;
    default:
      return false;
  }
}

std::uint32_t Value::depth() const noexcept {
  switch (kind()) {
    case ValueKind::list:
      return std::get_if<std::shared_ptr<const ListBox>>(&held_)->get()->depth;
    case ValueKind::context:
      return std::get_if<std::shared_ptr<const ContextBox>>(&held_)->get()->depth;
    case ValueKind::range:
      return std::get_if<std::shared_ptr<const RangeBox>>(&held_)->get()->depth;
    default:
      return 0;
  }
}

bool Value::as_boolean() const {
  return CHECK(is_boolean()), *std::get_if<bool>(&held_);
}
const Decimal& Value::as_number() const {
  return CHECK(is_number()), *std::get_if<Decimal>(&held_);
}
const std::string& Value::as_string() const {
  return CHECK(is_string()), **std::get_if<std::shared_ptr<const std::string>>(&held_);
}
const Date& Value::as_date() const {
  return CHECK(is_date()), *std::get_if<Date>(&held_);
}
const Time& Value::as_time() const {
  return CHECK(is_time()), *std::get_if<Time>(&held_);
}
const DateTime& Value::as_date_time() const {
  return CHECK(is_date_time()), *std::get_if<DateTime>(&held_);
}
MonthsDuration Value::as_months_duration() const {
  return CHECK(is_months_duration()), *std::get_if<MonthsDuration>(&held_);
}
SecondsDuration Value::as_seconds_duration() const {
  return CHECK(is_seconds_duration()), *std::get_if<SecondsDuration>(&held_);
}
const List& Value::as_list() const {
  return CHECK(is_list()), (*std::get_if<std::shared_ptr<const ListBox>>(&held_))->items;
}
const Context& Value::as_context() const {
  return CHECK(is_context()), (*std::get_if<std::shared_ptr<const ContextBox>>(&held_))->members;
}
const Range& Value::as_range() const {
  return CHECK(is_range()), (*std::get_if<std::shared_ptr<const RangeBox>>(&held_))->range;
}
const std::shared_ptr<const Function>& Value::as_function() const {
  return CHECK(is_function()), *std::get_if<std::shared_ptr<const Function>>(&held_);
}

std::int64_t Value::int64_or(std::int64_t other) const {
  return is_number() ? as_number().to_int64().value_or(other) : other;
}

std::string Value::string_or(std::string_view other) const {
  return is_string() ? as_string() : std::string(other);
}

const Value& Value::get(std::string_view name) const {
  if (!is_context()) return null_value;
  const Value* member = as_context().find(name);
  return member != nullptr ? *member : null_value;
}

const Value& Value::at_path(std::string_view path) const {
  const Value* value = this;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    value = &value->get(path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return *value;
}

const Value& Value::item(std::size_t index) const {
  return is_list() && index < as_list().size() ? as_list()[index] : null_value;
}

std::size_t Value::size() const {
  return is_list() ? as_list().size() : is_context() ? as_context().size() : 0;
}

bool operator==(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case ValueKind::string:
      return a.as_string() == b.as_string();
    case ValueKind::list:
      return a.as_list() == b.as_list();
    case ValueKind::context:
      return a.as_context() == b.as_context();
    case ValueKind::range:
      return a.as_range() == b.as_range();
    default:
      return a.held_ == b.held_;
  }
}

Context::Context(std::initializer_list<Entry> entries) {
  for (const Entry& entry : entries) set(entry.first, entry.second);
}

std::size_t Context::index_of(std::string_view name) const {
  if (entries_.size() <= linear_members) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].first == name) return i;
    }
    return none;
  }
  const auto at =
      std::lower_bound(sorted_.begin(), sorted_.end(), name,
                       [this](std::uint32_t i, std::string_view n) { return entries_[i].first < n; });
  return at != sorted_.end() && entries_[*at].first == name ? *at : none;
}

const Value* Context::find(std::string_view name) const {
  const std::size_t index = index_of(name);
  return index == none ? nullptr : &entries_[index].second;
}

Context& Context::set(std::string name, Value value) {
  const std::size_t index = index_of(name);
  if (index != none) {
    entries_[index].second = std::move(value);
    return *this;
  }
  entries_.emplace_back(std::move(name), std::move(value));
  const auto by_name = [this](std::uint32_t a, std::uint32_t b) {
    return entries_[a].first < entries_[b].first;
  };
  if (entries_.size() == linear_members + 1) {
    sorted_.resize(entries_.size());
    for (std::uint32_t i = 0; i < sorted_.size(); ++i) sorted_[i] = i;
    std::sort(sorted_.begin(), sorted_.end(), by_name);
  } else if (entries_.size() > linear_members) {
    const auto last = static_cast<std::uint32_t>(entries_.size() - 1);
    sorted_.insert(std::lower_bound(sorted_.begin(), sorted_.end(), last, by_name), last);
  }
  return *this;
}

Context& Context::set_path(std::string_view path, Value value) {
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return set(std::string(path), std::move(value));
  // From the inside out: the contexts on the way are copied, changed and put back.
  std::vector<std::pair<std::string, Context>> chain;
  const Context* here = this;
  std::string_view rest = path;
  for (std::size_t at = rest.find('.'); at != std::string_view::npos && chain.size() < 64;
       at = rest.find('.')) {
    const Value* member = here != nullptr ? here->find(rest.substr(0, at)) : nullptr;
    here = member != nullptr && member->is_context() ? &member->as_context() : nullptr;
    chain.emplace_back(std::string(rest.substr(0, at)), here != nullptr ? *here : Context());
    rest.remove_prefix(at + 1);
  }
  std::string name(rest);
  while (!chain.empty()) {
    chain.back().second.set(std::move(name), std::move(value));
    name = std::move(chain.back().first);
    value = Value(std::move(chain.back().second));
    chain.pop_back();
  }
  return set(std::move(name), std::move(value));
}

bool Context::erase(std::string_view name) {
  const std::size_t index = index_of(name);
  if (index == none) return false;
  std::vector<Entry> kept = std::move(entries_);
  kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(index));
  entries_.clear();
  sorted_.clear();
  for (Entry& entry : kept) set(std::move(entry.first), std::move(entry.second));
  return true;
}

bool operator==(const Context& a, const Context& b) {
  if (a.size() != b.size()) return false;
  for (const auto& [name, member] : a) {
    const Value* other = b.find(name);
    if (other == nullptr || !(*other == member)) return false;
  }
  return true;
}

}  // namespace zhunru::base
