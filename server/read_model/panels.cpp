#include "server/read_model/panels.hpp"

#include <array>

#include "engine/base/json.hpp"
#include "engine/form/form.hpp"
#include "server/read_model/again.hpp"
#include "server/read_model/burden.hpp"
#include "server/read_model/legacy.hpp"
#include "server/read_model/task_view.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

/// The form whose data the case variable `item` holds (S1 of T01).
constexpr const char* item_form = "T01-U1";

/// Name of a place code; the code itself when no register knows it.
std::string place_name(const state::State& state, const std::string& code) {
  const Words community = community_words(state, code);
  if (community.zh != code) return community.zh;
  for (const Value& street : registers::records_on(state, "streets", std::nullopt)) {
    if (street.get("code").string_or("") == code) return street.get("name").string_or(code);
  }
  for (const Value& region : registers::records_on(state, "region", std::nullopt)) {
    if (region.get("code").string_or("") == code) return region.get("name").string_or(code);
    for (const Value& city : region.get("cities").is_list() ? region.get("cities").as_list() : List{}) {
      if (city.get("code").string_or("") == code) return city.get("name").string_or(code);
      for (const Value& county : city.get("counties").is_list() ? city.get("counties").as_list() : List{}) {
        if (county.get("code").string_or("") == code) return county.get("name").string_or(code);
      }
    }
  }
  return code;
}

bool is_place_code(const std::string& text) {
  const bool length = text.size() == 6 || text.size() == 9 || text.size() == 12;
  return length && text.find_first_not_of("0123456789") == std::string::npos;
}

/// One scalar in words: options by label, register keys by name, place codes by name.
std::string scalar_words(const state::State& state, const form::Component& component, const Value& value) {
  for (const auto& option : component.options) {
    if (option.value == value) return option.label.zh;
  }
  if (value.is_boolean()) return value.as_boolean() ? "是" : "否";
  if (value.is_number()) return value.as_number().to_string();
  if (!value.is_string()) return {};
  const std::string& text = value.as_string();
  if (!component.marks.register_name.empty()) {
    const registers::Register* found = state.find(component.marks.register_name);
    const registers::Version* latest = found != nullptr ? registers::latest(*found) : nullptr;
    const Value* record = latest != nullptr ? registers::find_record(*latest, text) : nullptr;
    if (record != nullptr) return record->get("name").string_or(text);
  }
  return is_place_code(text) ? place_name(state, text) : text;
}

std::string value_words(const state::State& state, const form::Component& component, const Value& value) {
  if (!value.is_list()) return scalar_words(state, component, value);
  std::string out;
  for (const Value& item : value.as_list()) out += (out.empty() ? "" : "、") + scalar_words(state, component, item);
  return out;
}

void add_row(List& rows, const form::Component& component, std::string words) {
  if (words.empty() || component.marks.personal) return;
  rows.push_back(Context{{"k", component.label.zh}, {"k_en", component.label.en.empty() ? component.label.zh : component.label.en},
                         {"v", std::move(words)}});
}

/// Rows of the inputs below a component; `data` is what its container holds.
void collect(const state::State& state, const std::vector<form::Component>& components, const Value& data, List& rows, int depth) {
  if (depth > 6) return;
  for (const auto& component : components) {
    if (component.type == form::Type::group) {
      collect(state, component.components, component.path.empty() ? data : data.at_path(component.path), rows, depth + 1);
    } else if (component.type == form::Type::dynamiclist) {
      const Value& list = data.at_path(component.path);
      std::string lines;
      for (const Value& row : list.is_list() ? list.as_list() : List{}) {
        List parts;
        collect(state, component.components, row, parts, depth + 1);
        std::string line;
        for (const Value& part : parts) line += (line.empty() ? "" : ",") + part.get("k").string_or("") + " " + part.get("v").string_or("");
        if (!line.empty()) lines += (lines.empty() ? "" : ";\n") + line;
      }
      add_row(rows, component, lines);
    } else if (form::is_input(component.type) && !component.key.empty()) {
      add_row(rows, component, value_words(state, component, data.at_path(component.key)));
    }
  }
}

Value item_of(const state::Case& c) {
  const Value* item = c.variables().find("item");
  return item != nullptr ? *item : Value();
}

/// Where the outcome is a body (D4), its name; the id stays in `outcome`.
void name_outcome(const state::State& state, Context& panel) {
  const std::string id = panel.find("outcome") != nullptr ? panel.find("outcome")->string_or("") : std::string();
  const registers::Register* bodies = state.find("bodies");
  const registers::Version* latest = bodies != nullptr ? registers::latest(*bodies) : nullptr;
  if (id.empty() || latest == nullptr || registers::find_record(*latest, id) == nullptr) return;
  const Words name = body_words(state, id);
  put_words(panel, "outcome_name", name.zh, name.en);
}

}  // namespace

List form_panels(const state::State& state, const std::string& form_ref, const Value& data) {
  List out;
  const auto* resource = state.resource("form", form_ref);
  const auto parsed = resource != nullptr ? form::parse_text(resource->text) : base::make_error("no-form", "", "");
  if (!parsed || !data.is_context()) return out;
  List loose;
  for (const auto& component : (*parsed)->components) {
    if (component.type != form::Type::group) {
      collect(state, {component}, data, loose, 0);
      continue;
    }
    List rows;
    collect(state, component.components, component.path.empty() ? data : data.at_path(component.path), rows, 0);
    if (rows.empty()) continue;
    out.push_back(Context{{"kind", "facts"}, {"title", component.label.zh},
                          {"title_en", component.label.en.empty() ? component.label.zh : component.label.en}, {"rows", std::move(rows)}});
  }
  if (!loose.empty()) out.insert(out.begin(), Value(Context{{"kind", "facts"}, {"title", ""}, {"rows", std::move(loose)}}));
  return out;
}

Value burden_panel(const state::State& state, const Context& variables) {
  const Value* decided = variables.find("burden");
  const Value burden = decided != nullptr && decided->get("after").is_context() ? *decided : burden_now(state, variables);
  if (burden.is_null()) return nullptr;
  List rows;
  for (const auto& [code, after] : burden.get("after").as_context()) {
    const Words name = community_words(state, code);
    const bool worst = burden.get("worst").string_or("") == code;
    rows.push_back(Context{{"community", code}, {"name", name.zh}, {"name_en", name.en}, {"before", burden.get("before").get(code)},
                           {"after", after}, {"gate", worst ? burden.get("gate") : Value("")}});
  }
  return Context{{"kind", "burden"}, {"rows", std::move(rows)}, {"gate", burden.get("gate")}};
}

List asked_panels(const Glance& glance, const state::Case& c) {
  if (c.variables().contains("item") || c.variables().contains("complaint")) return {};
  const std::string form = start_view(glance, c.process, command::Actor{}).get("form_ref").string_or("");
  List out = form_panels(glance.state, form, Value(c.variables()));
  for (Value& panel : out) {
    if (!panel.get("title").string_or("").empty()) continue;
    Context named = panel.as_context();
    put_words(named, "title", "提出的内容", "What was put forward");
    panel = Value(std::move(named));
  }
  return out;
}

List case_panels(const Glance& glance, const state::Case& c) {
  const Context& variables = c.variables();
  List out = legacy_panels(glance, c);
  if (Value earlier = earlier_panel(glance, c); !earlier.is_null()) out.push_back(std::move(earlier));
  for (Value& panel : form_panels(glance.state, item_form, item_of(c))) out.push_back(std::move(panel));
  struct Shown {
    const char *variable, *zh, *en;
  };
  static constexpr std::array<Shown, 12> rules{{{"check", "清单比对", "List check"},
                                                {"red_lines", "红线检查", "Red lines"},
                                                {"D4", "由谁审批", "Who decides"},
                                                {"D5", "协商是否有效", "Is the consultation valid"},
                                                {"D6", "专家论证", "Outside experts"},
                                                {"D7", "经费", "Funding"},
                                                {"D3", "三个有利于", "Three benefits"},
                                                {"D9", "负担门槛", "Burden gate"},
                                                {"D11", "决定是否有效", "Is the decision valid"},
                                                {"score", "评分", "Score"},
                                                {"D8", "评估结果", "Result of the evaluation"},
                                                {"D10", "退出与变更", "Exit and change"}}};
  for (const auto& shown : rules) {
    const Value* found = variables.find(shown.variable);
    if (found == nullptr || !found->is_context() || !found->get("hits").is_list()) continue;
    Context panel = found->as_context();
    panel.set("kind", "rule");
    panel.set("title", shown.zh);
    panel.set("title_en", shown.en);
    name_outcome(glance.state, panel);
    out.push_back(std::move(panel));
  }
  if (Value burden = burden_panel(glance.state, variables); !burden.is_null()) out.push_back(std::move(burden));
  return out;
}

List item_blocks(const state::State& state, const state::Case& c) {
  List out;
  for (const Value& panel : form_panels(state, item_form, item_of(c))) {
    std::string text;
    for (const Value& row : panel.get("rows").as_list()) {
      text += (text.empty() ? "" : "\n") + row.get("k").string_or("") + "：" + row.get("v").string_or("");
    }
    out.push_back(Context{{"title", panel.get("title")}, {"title_en", panel.get("title_en")}, {"text", std::move(text)}});
  }
  return out;
}

std::string plain_text(const std::string& text) {
  const auto blocks = base::parse_json(text);
  if (!blocks || !blocks->is_list()) return text;
  std::string out;
  for (const Value& block : blocks->as_list()) out += (out.empty() ? "" : "\n") + block.get("text").string_or("");
  return out;
}

}  // namespace zhunru::server::read_model
