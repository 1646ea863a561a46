// Reading a form-js schema: strict about types and keys, so that a typing error is found at deployment.
#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>

#include "engine/base/json.hpp"
#include "engine/form/form.hpp"

namespace zhunru::form {
namespace {

using base::Result;
using base::Value;

constexpr int max_depth = 8;            ///< nested groups and lists
constexpr std::size_t max_components = 1'000;

struct TypeName {
  std::string_view name;
  Type type;
  bool input;
};
constexpr std::array<TypeName, 22> type_names{{{"textfield", Type::textfield, true},
                                               {"textarea", Type::textarea, true},
                                               {"number", Type::number, true},
                                               {"checkbox", Type::checkbox, true},
                                               {"datetime", Type::datetime, true},
                                               {"radio", Type::radio, true},
                                               {"select", Type::select, true},
                                               {"checklist", Type::checklist, true},
                                               {"taglist", Type::taglist, true},
                                               {"filepicker", Type::filepicker, true},
                                               {"expression", Type::expression, true},
                                               {"group", Type::group, false},
                                               {"dynamiclist", Type::dynamiclist, false},
                                               {"text", Type::text, false},
                                               {"html", Type::html, false},
                                               {"image", Type::image, false},
                                               {"iframe", Type::iframe, false},
                                               {"table", Type::table, false},
                                               {"documentPreview", Type::document_preview, false},
                                               {"button", Type::button, false},
                                               {"spacer", Type::spacer, false},
                                               {"separator", Type::separator, false}}};

using Keys = std::initializer_list<std::string_view>;
const Keys common_keys{"type", "id", "conditional", "layout", "properties"};
const Keys input_keys{"key", "label", "description", "disabled", "readonly", "defaultValue", "validate"};

Keys keys_of(Type type) {
  static const Keys text{"appearance"};
  static const Keys number{"appearance", "increment", "decimalDigits", "serializeToString"};
  static const Keys datetime{"subtype", "dateLabel", "timeLabel", "use24h", "timeInterval", "timeSerializingFormat",
                             "disallowPassedDates"};
  static const Keys options{"values", "valuesKey", "valuesExpression", "searchable"};
  static const Keys file{"accept", "multiple"};
  static const Keys expression{"expression", "computeOn"};
  static const Keys group{"label", "path", "components", "showOutline", "verticalAlignment"};
  static const Keys list{"label", "path", "components", "showOutline", "verticalAlignment", "isRepeating",
                         "defaultRepetitions", "allowAddRemove", "disableCollapse", "nonCollapsedItems"};
  static const Keys shown{"label", "text", "content", "source", "alt", "url", "height", "security", "dataSource", "title",
                          "columns", "columnsExpression", "rowCount", "maxHeight", "endpointKey", "action"};
  switch (type) {
    case Type::textfield: case Type::textarea: return text;
    case Type::number: return number;
    case Type::datetime: return datetime;
    case Type::radio: case Type::select: case Type::checklist: case Type::taglist: return options;
    case Type::filepicker: return file;
    case Type::expression: return expression;
    case Type::group: return group;
    case Type::dynamiclist: return list;
    case Type::checkbox: return {};
    default: return shown;
  }
}

base::Error wrong(const std::string& zh, const std::string& en, const std::string& where) {
  return base::make_error("form-schema", zh, en, where);
}

bool among(std::string_view name, Keys keys) { return std::find(keys.begin(), keys.end(), name) != keys.end(); }

/// The reader of one schema: remembers how many components there were and which data paths are taken.
class Reader {
 public:
  Result<Form> form(const Value& json);

 private:
  Result<std::vector<Component>> components(const Value& list, const std::string& where, int depth);
  Result<Component> component(const Value& json, const std::string& where, int depth);
  Result<void> common(Component& c, const Value& json, const std::string& where);
  Result<void> marks(Component& c, const Value& properties, const std::string& where);
  Result<void> rules(Component& c, const Value& json, const std::string& where);
  Result<void> options(Component& c, const Value& json, const std::string& where);
  Result<void> special(Component& c, const Value& json, const std::string& where);
  Result<Dynamic> dynamic(const Value& json, const std::string& where);
  Result<std::optional<feel::Expression>> expression(const Value& json, const std::string& where);

  std::size_t count_ = 0;
};

std::string text_of(const Value& value) { return value.string_or(""); }
Words words(const Value& zh, const Value& en) { return Words{text_of(zh), en.is_string() ? en.as_string() : text_of(zh)}; }

Result<void> known_keys(const Value& json, std::initializer_list<Keys> known, const std::string& where) {
  if (!json.is_context()) return wrong("这里应是对象", "an object is expected here", where);
  for (const auto& member : json.as_context()) {
    const std::string& name = member.first;
    const bool fits = std::any_of(known.begin(), known.end(), [&](Keys keys) { return among(name, keys); });
    if (!fits) return wrong("未知的键 " + name, "unknown key " + name, where);
  }
  return {};
}

/// A FEEL expression behind "="; nothing when the key is not there.
Result<std::optional<feel::Expression>> Reader::expression(const Value& json, const std::string& where) {
  if (json.is_null()) return std::optional<feel::Expression>();
  if (!json.is_string() || json.as_string().empty() || json.as_string().front() != '=') {
    return wrong("应是以 = 开头的 FEEL 表达式", "a FEEL expression beginning with = is expected", where);
  }
  auto compiled = feel::compile(json.as_string().substr(1));
  if (!compiled) {
    base::Error error = compiled.error();
    error.where = where + " " + error.where;
    return error;
  }
  return std::optional<feel::Expression>(std::move(*compiled));
}

Result<Dynamic> Reader::dynamic(const Value& json, const std::string& where) {
  Dynamic out;
  if (json.is_string() && !json.as_string().empty() && json.as_string().front() == '=') {
    ZHUNRU_TRY(compiled, expression(json, where));
    out.expression = std::move(compiled);
  } else {
    out.literal = json;
  }
  return out;
}

Result<void> Reader::marks(Component& c, const Value& properties, const std::string& where) {
  if (properties.is_null()) return {};
  if (!properties.is_context()) return wrong("properties 应是对象", "properties is an object", where);
  for (const auto& [name, value] : properties.as_context()) {
    if (!value.is_string()) return wrong("properties 的值应是文字:" + name, "values of properties are text: " + name, where);
    const std::string& text = value.as_string();
    if (name == "labelEn") c.label.en = text;
    else if (name == "descriptionEn") c.description.en = text;
    else if (name == "placeholderEn") c.placeholder.en = text;
    else if (name == "textEn") c.text.en = text;
    else if (name == "patternMessageEn") c.rules.pattern_message.en = text;
    else if (name == "clause") c.marks.clause = text;
    else if (name == "local") c.marks.local = text == "true";
    else if (name == "personal") c.marks.personal = text == "true";
    else if (name == "free") c.marks.free = text == "true";
    else if (name == "register") c.marks.register_name = text;
    else if (name == "step") c.marks.step = text;
    else if (name == "placeholder") {
      c.placeholder.zh = text;
      if (c.placeholder.en.empty()) c.placeholder.en = text;
    } else c.marks.other.emplace_back(name, text);
  }
  return {};
}

Result<void> Reader::rules(Component& c, const Value& json, const std::string& where) {
  const Value& v = json.get("validate");
  if (v.is_null()) return {};
  static const Keys known{"required", "min", "max", "minLength", "maxLength", "pattern", "patternErrorMessage", "validationType"};
  ZHUNRU_TRY_VOID(known_keys(v, {known}, where + "/validate"));
  c.rules.required = v.get("required").boolean_or(false);
  for (const auto& [name, rule] : {std::pair<const char*, Dynamic*>{"min", &c.rules.min}, {"max", &c.rules.max},
                                   {"minLength", &c.rules.min_length}, {"maxLength", &c.rules.max_length}}) {
    ZHUNRU_TRY(limit, dynamic(v.get(name), where + "/validate/" + name));
    if (limit.literal.is_string()) {  // the form editor writes numbers as text
      const auto number = base::Decimal::parse(limit.literal.as_string());
      if (!number) return wrong("限值应是数字或表达式", "a limit is a number or an expression", where + "/validate/" + name);
      limit.literal = Value(*number);
    }
    if (!limit.literal.is_null() && !limit.literal.is_number()) {
      return wrong("限值应是数字或表达式", "a limit is a number or an expression", where + "/validate/" + name);
    }
    *rule = limit;
  }
  c.rules.pattern = text_of(v.get("pattern"));
  c.rules.pattern_message = words(v.get("patternErrorMessage"), Value(c.rules.pattern_message.en));
  c.rules.validation_type = text_of(v.get("validationType"));
  static const Keys kinds{"", "email", "phone", "custom"};
  if (!among(c.rules.validation_type, kinds)) {
    return wrong("validationType 只能是 email、phone、custom", "validationType is email, phone or custom", where + "/validate");
  }
  return {};
}

Result<void> Reader::options(Component& c, const Value& json, const std::string& where) {
  const Value& values = json.get("values");
  if (values.is_list()) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Value& item = values.item(i);
      static const Keys known{"value", "label", "labelEn", "description"};
      ZHUNRU_TRY_VOID(known_keys(item, {known}, where + "/values/" + std::to_string(i)));
      c.options.push_back({item.get("value"), words(item.get("label"), item.get("labelEn"))});
    }
  } else if (!values.is_null()) {
    return wrong("values 应是列表", "values is a list", where + "/values");
  }
  c.values_key = text_of(json.get("valuesKey"));
  ZHUNRU_TRY(from_feel, expression(json.get("valuesExpression"), where + "/valuesExpression"));
  c.values_expression = std::move(from_feel);
  if (!c.marks.register_name.empty() && !c.values_expression) {
    ZHUNRU_TRY(records, feel::compile("register(" + base::json_quoted(c.marks.register_name) + ")"));
    c.values_expression = std::move(records);
  }
  c.searchable = json.get("searchable").boolean_or(false);
  return {};
}

/// Keys of single component types.
Result<void> Reader::special(Component& c, const Value& json, const std::string& where) {
  const Value& digits = json.get("decimalDigits");
  if (digits.is_number()) c.decimal_digits = static_cast<std::int32_t>(digits.int64_or(0));
  c.increment = json.get("increment");
  c.serialize_to_string = json.get("serializeToString").boolean_or(false);
  const std::string subtype = text_of(json.get("subtype"));
  if (subtype == "time") c.datetime_kind = DatetimeKind::time;
  else if (subtype == "datetime") c.datetime_kind = DatetimeKind::datetime;
  else if (!subtype.empty() && subtype != "date") return wrong("subtype 只能是 date、time、datetime", "subtype is date, time or datetime", where);
  c.disallow_passed_dates = json.get("disallowPassedDates").boolean_or(false);
  c.time_interval = static_cast<std::int32_t>(json.get("timeInterval").int64_or(15));
  c.accept = text_of(json.get("accept"));
  c.multiple = json.get("multiple").boolean_or(false);
  if (c.type == Type::expression) {
    ZHUNRU_TRY(computed, expression(json.get("expression"), where + "/expression"));
    if (!computed) return wrong("缺少 expression", "expression is missing", where);
    c.expression = std::move(computed);
    c.compute_on_presubmit = text_of(json.get("computeOn")) == "presubmit";
  }
  c.prefix = text_of(json.get("appearance").get("prefixAdorner"));
  c.suffix = text_of(json.get("appearance").get("suffixAdorner"));
  c.default_repetitions = static_cast<std::int32_t>(std::clamp<std::int64_t>(json.get("defaultRepetitions").int64_or(1), 0, 1000));
  c.allow_add_remove = json.get("allowAddRemove").boolean_or(true);
  c.is_repeating = json.get("isRepeating").boolean_or(true);
  const char* text_key = c.type == Type::html ? "content" : c.type == Type::button ? "label" : "text";
  c.text = words(json.get(text_key), c.text.en.empty() ? Value() : Value(c.text.en));
  c.source = text_of(json.get(c.type == Type::iframe ? "url" : c.type == Type::image ? "source" : "dataSource"));
  c.action = text_of(json.get("action"));
  if (json.get("columns").is_list()) {
    for (const Value& column : json.get("columns").as_list()) {
      c.columns.push_back({text_of(column.get("key")), words(column.get("label"), column.get("labelEn"))});
    }
  }
  return {};
}

Result<void> Reader::common(Component& c, const Value& json, const std::string& where) {
  c.id = text_of(json.get("id"));
  c.key = text_of(json.get("key"));
  c.path = text_of(json.get("path"));
  ZHUNRU_TRY_VOID(marks(c, json.get("properties"), where));
  const char* label_key = "label";  // datetime fields are labelled part by part
  for (const char* part : {"timeLabel", "dateLabel"}) {
    if (json.get("label").is_null() && json.get(part).is_string()) label_key = part;
  }
  c.label = words(json.get(label_key), c.label.en.empty() ? Value() : Value(c.label.en));
  c.description = words(json.get("description"), c.description.en.empty() ? Value() : Value(c.description.en));
  const Value& conditional = json.get("conditional");
  if (!conditional.is_null()) {
    static const Keys known{"hide"};
    ZHUNRU_TRY_VOID(known_keys(conditional, {known}, where + "/conditional"));
    // A boolean is ignored, as form-js does: only an expression hides.
    ZHUNRU_TRY(hide, expression(conditional.get("hide").is_string() ? conditional.get("hide") : Value(),
                                where + "/conditional/hide"));
    c.hide.expression = std::move(hide);
  }
  ZHUNRU_TRY(disabled, dynamic(json.get("disabled"), where + "/disabled"));
  ZHUNRU_TRY(readonly, dynamic(json.get("readonly"), where + "/readonly"));
  c.disabled = disabled;
  c.readonly = readonly;
  c.default_value = json.get("defaultValue");
  const Value& layout = json.get("layout");
  c.layout_columns = static_cast<std::int32_t>(layout.get("columns").int64_or(0));
  c.layout_row = text_of(layout.get("row"));
  return {};
}

Result<Component> Reader::component(const Value& json, const std::string& where, int depth) {
  if (++count_ > max_components) return wrong("表单组件过多", "too many components", where);
  if (depth > max_depth) return wrong("表单嵌套过深", "components are nested too deep", where);
  const std::string name = text_of(json.get("type"));
  const auto* known = std::find_if(type_names.begin(), type_names.end(), [&](const TypeName& t) { return t.name == name; });
  if (known == type_names.end()) return wrong("未知的组件类型 " + name, "unknown component type " + name, where + "/type");
  Component c;
  c.type = known->type;
  ZHUNRU_TRY_VOID(known_keys(json, {common_keys, known->input ? input_keys : Keys{}, keys_of(c.type)}, where));
  ZHUNRU_TRY_VOID(common(c, json, where));
  ZHUNRU_TRY_VOID(rules(c, json, where));
  ZHUNRU_TRY_VOID(options(c, json, where));
  ZHUNRU_TRY_VOID(special(c, json, where));
  if (known->input && c.key.empty()) return wrong("输入组件缺少 key", "an input component needs a key", where);
  if (c.type == Type::dynamiclist && c.path.empty()) return wrong("动态列表缺少 path", "a dynamic list needs a path", where);
  if (c.type == Type::group || c.type == Type::dynamiclist) {
    ZHUNRU_TRY(inside, components(json.get("components"), where + "/components", depth + 1));
    c.components = std::move(inside);
  }
  return c;
}

Result<std::vector<Component>> Reader::components(const Value& list, const std::string& where, int depth) {
  if (!list.is_list()) return wrong("components 应是列表", "components is a list", where);
  std::vector<Component> out;
  out.reserve(std::min(list.size(), max_components));
  std::set<std::string> ids;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string at = where + "/" + std::to_string(i);
    ZHUNRU_TRY(c, component(list.item(i), at, depth));
    if (!c.id.empty() && !ids.insert(c.id).second) return wrong("组件标识重复 " + c.id, "component id used twice: " + c.id, at);
    out.push_back(std::move(c));
  }
  return out;
}

Result<Form> Reader::form(const Value& json) {
  static const Keys top{"type", "id", "schemaVersion", "components", "title", "titleEn", "checks", "constraints", "exporter",
                        "executionPlatform", "executionPlatformVersion", "versionTag", "generator", "$schema"};
  ZHUNRU_TRY_VOID(known_keys(json, {top}, "form"));
  Form form;
  form.id = text_of(json.get("id"));
  form.title = words(json.get("title"), json.get("titleEn"));
  form.schema_version = json.get("schemaVersion").int64_or(0);
  if (json.get("type").string_or("default") != "default") return wrong("type 应为 default", "type is default", "type");
  if (form.schema_version > 19) return wrong("表单版本过新,最高 19", "schemaVersion is newer than 19", "schemaVersion");
  ZHUNRU_TRY(inside, components(json.get("components"), "components", 1));
  form.components = std::move(inside);
  for (const char* list : {"checks", "constraints"}) {
    const bool check = list == std::string_view("checks");
    const Value& items = json.get(list);
    if (!items.is_list()) {
      if (items.is_null()) continue;
      return wrong("应是列表", "a list is expected", list);
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Value& item = items.item(i);
      const std::string where = std::string(list) + "/" + std::to_string(i);
      static const Keys keys_check{"id", "table", "step", "input", "title", "titleEn", "clause", "local"};
      static const Keys keys_constraint{"id", "path", "step", "assert", "message", "messageEn", "clause", "local"};
      ZHUNRU_TRY_VOID(known_keys(item, {check ? keys_check : keys_constraint}, where));
      ZHUNRU_TRY(feel, expression(item.get(check ? "input" : "assert"), where));
      if (!feel) return wrong("缺少 FEEL 表达式", "the FEEL expression is missing", where);
      if (check) {
        form.checks.push_back({text_of(item.get("id")), text_of(item.get("table")), text_of(item.get("step")), *feel,
                               words(item.get("title"), item.get("titleEn"))});
      } else {
        const Value& local = item.get("local");
        form.constraints.push_back({text_of(item.get("id")), text_of(item.get("path")), text_of(item.get("step")), *feel,
                                    words(item.get("message"), item.get("messageEn")), text_of(item.get("clause")),
                                    local.boolean_or(local.string_or("") == "true")});
      }
    }
  }
  return form;
}

void visit_all(const std::vector<Component>& components, const std::string& prefix,
               const std::function<void(const Component&, const std::string&)>& visit) {
  for (const Component& c : components) {
    std::string path = is_input(c.type) ? prefix + c.key : prefix + c.path;
    if (c.type == Type::dynamiclist) path += "[]";
    visit(c, path);
    const bool nested = c.type == Type::dynamiclist || (c.type == Type::group && !c.path.empty());
    visit_all(c.components, nested ? path + "." : prefix, visit);
  }
}

}  // namespace

std::string_view to_string(Type type) {
  return std::find_if(type_names.begin(), type_names.end(), [&](const TypeName& t) { return t.type == type; })->name;
}

bool is_input(Type type) {
  return std::find_if(type_names.begin(), type_names.end(), [&](const TypeName& t) { return t.type == type; })->input;
}

Result<std::shared_ptr<const Form>> parse(const Value& json) {
  Reader reader;
  ZHUNRU_TRY(form, reader.form(json));
  return std::make_shared<const Form>(std::move(form));
}

Result<std::shared_ptr<const Form>> parse_text(std::string_view json_text) {
  ZHUNRU_TRY(json, base::parse_json(json_text));
  return parse(json);
}

void for_each(const Form& form, const std::function<void(const Component&, const std::string&)>& visit) {
  visit_all(form.components, "", visit);
}

std::vector<std::string> personal_paths(const Form& form) {
  std::vector<std::string> paths;
  for_each(form, [&](const Component& c, const std::string& path) {
    if (c.marks.personal) paths.push_back(path);
  });
  return paths;
}

std::vector<std::string> file_paths(const Form& form) {
  std::vector<std::string> paths;
  for_each(form, [&](const Component& c, const std::string& path) {
    if (c.type == Type::filepicker) paths.push_back(path);
  });
  return paths;
}

}  // namespace zhunru::form
