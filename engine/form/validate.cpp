#include "engine/form/validate.hpp"

#include <set>

#include "engine/form/live.hpp"

namespace zhunru::form {
namespace {

using base::Context;
using base::List;
using base::Value;

constexpr std::size_t max_rows = 1'000;

/// Fields that were left empty are null for a constraint, not "". (Depth: bounded by base::parse_json.)
Value without_blanks(const Value& value) {
  if (value.is_string() && value.as_string().empty()) return {};
  if (value.is_list()) {
    List out;
    for (const Value& item : value.as_list()) out.push_back(without_blanks(item));
    return Value(std::move(out));
  }
  if (!value.is_context()) return value;
  Context out;
  for (const auto& [name, item] : value.as_context()) out.set(name, without_blanks(item));
  return Value(std::move(out));
}

/// One run over the data of a form.
class Validation {
 public:
  Validation(const Form& form, const Value& data, const Scope& scope, bool draft)
      : form_(form), scope_(scope), draft_(draft), data_(with_expressions(form, data, scope)) {}

  Checked run() {
    Context out;
    unknown_fields(form_.components, data_, "");
    container(form_.components, data_, Value(), "", out);
    checked_.data = Value(std::move(out));
    if (!draft_) constraints();
    return std::move(checked_);
  }

 private:
  /// Checks the components that share one container (the data, a group's object or a row) and writes what stays.
  void container(const std::vector<Component>& components, const Value& here, const Value& row, const std::string& prefix,
                 Context& out) {
    const Live live(data_, row, scope_);
    for (const Component& c : components) {
      const FieldState state = state_of(c, live);
      if (state.hidden || state.disabled) continue;
      if (is_input(c.type)) {
        out.set_path(c.key, check_value(c, state, here.at_path(c.key), prefix + c.key, live, draft_, checked_.problems));
      } else if (c.type == Type::group) {
        group(c, here, row, prefix, out);
      } else if (c.type == Type::dynamiclist) {
        rows(c, here.at_path(c.path), prefix + c.path, out);
      }
    }
  }

  void group(const Component& c, const Value& here, const Value& row, const std::string& prefix, Context& out) {
    if (c.path.empty()) return container(c.components, here, row, prefix, out);
    Context inside;
    container(c.components, here.at_path(c.path), row, prefix + c.path + ".", inside);
    out.set_path(c.path, Value(std::move(inside)));
  }

  void rows(const Component& c, const Value& value, const std::string& path, Context& out) {
    List kept;
    if (!value.is_list() && !value.is_null()) {
      problem(c, path, "type", "应是列表。", "must be a list.");
    } else if (value.size() > max_rows) {
      problem(c, path, "too-many", "行数过多。", "has too many rows.");
    } else if (value.is_list()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        const std::string at = path + "[" + std::to_string(i) + "]";
        const Value& row = value.item(i);
        if (!row.is_context()) {
          problem(c, at, "type", "的每一行应是对象。", "must hold an object in each row.");
          continue;
        }
        Context inside;
        unknown_fields(c.components, row, at + ".");
        container(c.components, row, row, at + ".", inside);
        kept.emplace_back(std::move(inside));
      }
    }
    out.set_path(c.path, Value(std::move(kept)));
  }

  void problem(const Component& c, const std::string& path, const char* code, const char* zh, const char* en) {
    checked_.problems.push_back({path, code, "“" + c.label.zh + "”" + zh, "“" + c.label.en + "” " + en, c.marks.clause,
                                 c.marks.local});
  }

  static void known_paths(const std::vector<Component>& components, const std::string& prefix, std::set<std::string>& known) {
    for (const Component& c : components) {
      if (is_input(c.type)) known.insert(prefix + c.key);
      if (c.type == Type::dynamiclist) known.insert(prefix + c.path);
      if (c.type == Type::group) known_paths(c.components, c.path.empty() ? prefix : prefix + c.path + ".", known);
    }
  }

  /// A member is known when it is a field or the way to one.
  void unknown_members(const Value& here, const std::string& inner, const std::string& prefix,
                       const std::set<std::string>& known) {
    for (const auto& [name, value] : here.as_context()) {
      const std::string path = inner + name;
      if (known.count(path) != 0) continue;
      const auto below = known.lower_bound(path + ".");
      const bool way = below != known.end() && below->compare(0, path.size() + 1, path + ".") == 0;
      if (way && value.is_context()) {
        unknown_members(value, path + ".", prefix, known);
      } else if (!way || !value.is_null()) {
        checked_.problems.push_back({prefix + path, "unknown-field", "表单没有字段 " + prefix + path + "。",
                                     "The form has no field " + prefix + path + ".", "", false});
      }
    }
  }

  void unknown_fields(const std::vector<Component>& components, const Value& here, const std::string& prefix) {
    if (here.is_null() && prefix.empty()) return;
    if (!here.is_context()) {
      checked_.problems.push_back({prefix, "type", "表单数据应是对象。", "Form data must be an object.", "", false});
      return;
    }
    std::set<std::string> known;
    known_paths(components, "", known);
    unknown_members(here, "", prefix, known);
  }

  void constraints() {
    const Value none;
    const Value data = without_blanks(data_);
    const Live live(data, none, scope_);
    for (const Constraint& rule : form_.constraints) {
      if (live.evaluate(rule.assertion).boolean_or(false)) continue;
      checked_.problems.push_back({rule.path, "constraint", rule.message.zh, rule.message.en, rule.clause, rule.local});
    }
  }

  const Form& form_;
  const Scope& scope_;
  const bool draft_;
  const Value data_;
  Checked checked_;
};

}  // namespace

Checked validate(const Form& form, const Value& data, const Scope& scope) {
  return Validation(form, data, scope, false).run();
}

Checked validate_draft(const Form& form, const Value& data, const Scope& scope) {
  return Validation(form, data, scope, true).run();
}

}  // namespace zhunru::form
