// Form: a form-js JSON schema (schemaVersion 19) read once into plain structs, for `decide`, the server and the client.
// Refuses component types, keys and expressions that it does not know, so a typing error in a form is found when it is
// deployed. Draws nothing, keeps no data and runs no script: what moves in a form is FEEL with a step budget.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/value.hpp"
#include "engine/feel/compile.hpp"

namespace zhunru::form {

/// Component types of form-js; the spelling in JSON stands in to_string().
enum class Type : std::uint8_t {
  textfield, textarea, number, checkbox, datetime, radio, select, checklist, taglist, filepicker, expression,  // keyed inputs
  group, dynamiclist,                                                                                       // containers
  text, html, image, iframe, table, document_preview, button, spacer, separator                              // shown only
};
std::string_view to_string(Type type);
/// True for the types that own a key of the data.
bool is_input(Type type);

/// Words in both languages; `en` falls back to `zh` when a form gives none.
struct Words {
  std::string zh;
  std::string en;
  bool empty() const { return zh.empty() && en.empty(); }
};

/// A key of the schema that is either a literal or a FEEL expression ("=settings.content_min_chars").
struct Dynamic {
  base::Value literal;                         ///< null when not given or when `expression` is
  std::optional<feel::Expression> expression;  ///< what stood behind the "="
  bool given() const { return !literal.is_null() || expression.has_value(); }
};

/// One choice of radio, select, checklist, taglist.
struct Option {
  base::Value value;
  Words label;
};

enum class DatetimeKind : std::uint8_t { date, time, datetime };

/// What `validate` of form-js says. A rule without a value is not checked.
struct Rules {
  bool required = false;
  Dynamic min, max;                ///< numbers
  Dynamic min_length, max_length;  ///< characters after trimming blanks at both ends
  std::string pattern;             ///< regular expression (FEEL matches()) that the text must hold
  Words pattern_message;
  std::string validation_type;     ///< "", "email", "phone", "custom"
};

/// Our marks in `properties`; everything else there stays in `other`.
struct Marks {
  std::string clause;        ///< clause of the policy that wants this field
  bool local = false;        ///< the rule is a local setting, never law
  bool personal = false;     ///< the text never enters the log (commitment and length only)
  std::string register_name; ///< options come from this register: value = its key, label = name / name_en
  std::string step;          ///< phone wizard: the big step this belongs to
  bool free = false;         ///< taglist: any text is an option (a list of strings typed by hand)
  std::vector<std::pair<std::string, std::string>> other;
};

struct Column {
  std::string key;
  Words label;
};

struct Component {
  Type type = Type::text;
  std::string id;
  std::string key;   ///< inputs: path "a.b" inside the enclosing container
  std::string path;  ///< group (may be empty = no nesting of data) and dynamiclist: path of the object or list
  Words label;
  Words description;
  Dynamic hide;      ///< conditional.hide
  Dynamic disabled;  ///< neither checked nor returned
  Dynamic readonly;  ///< checked and returned, not editable
  base::Value default_value;
  Rules rules;
  Marks marks;

  std::vector<Option> options;       ///< values[]
  std::string values_key;            ///< options from the input data
  std::optional<feel::Expression> values_expression;  ///< options from FEEL, or the records of marks.register_name
  bool searchable = false;

  std::optional<std::int32_t> decimal_digits;  ///< number
  base::Value increment;                       ///< number
  bool serialize_to_string = false;            ///< number: the value is text
  DatetimeKind datetime_kind = DatetimeKind::date;
  bool disallow_passed_dates = false;
  std::int32_t time_interval = 15;             ///< minutes
  std::string accept;                          ///< filepicker
  bool multiple = false;                       ///< filepicker
  std::optional<feel::Expression> expression;  ///< expression field
  bool compute_on_presubmit = false;
  std::string prefix, suffix;                  ///< adorners of textfield and number
  Words placeholder;

  std::vector<Component> components;           ///< group and dynamiclist
  std::int32_t default_repetitions = 1;        ///< dynamiclist
  bool allow_add_remove = true;
  bool is_repeating = true;

  Words text;                ///< text: Markdown with {{FEEL}}; html: content; button: label
  std::string source;        ///< image, iframe, table, documentPreview: FEEL or literal
  std::vector<Column> columns;
  std::string action;        ///< button: submit or reset
  std::int32_t layout_columns = 0;  ///< layout.columns (2 to 16), 0 = automatic
  std::string layout_row;           ///< components of one row share it
};

/// A condition over the whole form: not true is a problem at `path` (our top-level key `constraints`).
struct Constraint {
  std::string id;
  std::string path;
  std::string step;
  feel::Expression assertion;
  Words message;
  std::string clause;
  bool local = false;
};

/// A live check while typing: a rule table fed by FEEL over the form's data (architecture §5).
struct Check {
  std::string id;
  std::string table;
  std::string step;
  feel::Expression input;
  Words title;
};

struct Form {
  std::string id;
  Words title;
  std::int64_t schema_version = 0;
  std::vector<Component> components;
  std::vector<Check> checks;
  std::vector<Constraint> constraints;
};

/// Reads a schema. Errors name the component ("components/2/validate/minLength") and what to do.
base::Result<std::shared_ptr<const Form>> parse(const base::Value& json);
base::Result<std::shared_ptr<const Form>> parse_text(std::string_view json_text);

/// Every component, depth first; `visit(component, path_of_data)` with the absolute data path, lists written as "rows[]".
void for_each(const Form& form, const std::function<void(const Component&, const std::string&)>& visit);
/// Data paths of the components marked personal ("contact.phone", "rows[].name").
std::vector<std::string> personal_paths(const Form& form);
/// Paths of all file pickers, in the same notation. Their values are SHA-256 of content, in hex (or lists of these).
std::vector<std::string> file_paths(const Form& form);

}  // namespace zhunru::form
