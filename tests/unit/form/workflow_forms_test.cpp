// Every form under workflows/ can be read, speaks both languages, calls functions that exist and checks by tables that exist.
#include <set>

#include "engine/feel/builtins.hpp"
#include "engine/rule/functions.hpp"
#include "engine/rule/tables.hpp"
#include "tests/unit/form/support.hpp"

using namespace zhunru::form;
namespace feel = zhunru::feel;
using zhunru::base::Value;

namespace {

template <class Visit>
void each_form(Visit visit) {
  int forms = 0;
  for (const auto& file : zhunru::rule::embedded_workflow_files()) {
    if (!file.path.ends_with(".form.json")) continue;
    ++forms;
    INFO(file.path);
    const auto form = parse_text(file.text);
    if (!form) FAIL(zhunru::base::describe(form.error()));
    visit(**form);
  }
  CHECK(forms > 40);
}

std::vector<feel::Expression> expressions_of(const Component& c) {
  std::vector<feel::Expression> all;
  for (const Dynamic* dynamic : {&c.hide, &c.disabled, &c.readonly, &c.rules.min, &c.rules.max, &c.rules.min_length, &c.rules.max_length}) {
    if (dynamic->expression) all.push_back(*dynamic->expression);
  }
  if (c.values_expression) all.push_back(*c.values_expression);
  if (c.expression) all.push_back(*c.expression);
  return all;
}

}  // namespace

TEST_CASE("every form of the workflows is read and speaks both languages") {
  each_form([](const Form& form) {
    CHECK_FALSE(form.title.en.empty());
    for_each(form, [](const Component& c, const std::string& path) {
      INFO(path);
      if (!is_input(c.type)) return;
      CHECK_FALSE(c.label.zh.empty());
      CHECK(c.label.en != c.label.zh);
      for (const Option& option : c.options) CHECK_FALSE(option.label.en.empty());
    });
    for (const Constraint& constraint : form.constraints) {
      INFO(constraint.id);
      CHECK_FALSE(constraint.message.zh.empty());
      CHECK(constraint.message.en != constraint.message.zh);
    }
  });
}

TEST_CASE("forms call only functions that exist, read settings that exist and registers that exist") {
  const auto registers = zhunru::rule::load_registers(zhunru::rule::embedded_workflow_files()).value();
  const auto functions = zhunru::rule::functions(registers);
  const auto settings = zhunru::registers::settings_on(registers, std::nullopt);
  each_form([&](const Form& form) {
    const auto check_expression = [&](const feel::Expression& expression) {
      INFO(expression.text());
      for (const std::string& name : expression.calls()) {
        INFO(name);
        CHECK((feel::find_builtin(name) != nullptr || functions.find(name) != nullptr));
      }
      const std::string& text = expression.text();
      for (std::size_t at = text.find("settings."); at != std::string::npos; at = text.find("settings.", at + 1)) {
        const std::size_t from = at + 9;
        const std::string name = text.substr(from, text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789", from) - from);
        INFO("settings." << name);
        CHECK_FALSE(settings.get(name).is_null());
      }
    };
    for_each(form, [&](const Component& c, const std::string& path) {
      INFO(path);
      for (const feel::Expression& expression : expressions_of(c)) check_expression(expression);
      if (!c.marks.register_name.empty()) CHECK(registers.find(c.marks.register_name) != nullptr);
    });
    for (const Check& check : form.checks) check_expression(check.input);
    for (const Constraint& constraint : form.constraints) check_expression(constraint.assertion);
  });
}

TEST_CASE("live checks of forms name tables that exist") {
  const auto tables = zhunru::rule::Tables::load(zhunru::rule::embedded_workflow_files());
  REQUIRE(tables.ok());
  each_form([&](const Form& form) {
    for (const Check& check : form.checks) {
      INFO(check.id);
      CHECK(tables->find(check.table) != nullptr);
    }
  });
}

TEST_CASE("the applications of the demo region that are not legacy pass the admission form") {
  const auto files = zhunru::rule::embedded_workflow_files();
  const auto registers = zhunru::rule::load_registers(files).value();
  const auto functions = zhunru::rule::functions(registers);
  const auto text_of = [&](std::string_view path) {
    for (const auto& file : files) {
      if (file.path == path) return std::string(file.text);
    }
    FAIL(path);
    return std::string();
  };
  const auto form = parse_text(text_of("T01-admission/T01-U1.form.json")).value();
  const Value cases = json(text_of("registers/demo-cases/applications.json"));
  int passed = 0;
  for (const Value& application : cases.get("applications").as_list()) {
    if (!application.get("form").is_context() || !application.get("form_valid").boolean_or(true)) continue;
    INFO(application.get("id").as_string());
    const auto& items = zhunru::registers::latest(*registers.find("items"))->records;
    const auto item = std::find_if(items.begin(), items.end(), [&](const Value& each) { return each.get("id") == application.get("item"); });
    REQUIRE(item != items.end());
    auto data = application.get("form").as_context();
    for (const char* gone : {"submitted", "topic", "role"}) data.erase(gone);
    auto facts = item->get("facts").as_context();
    for (const char* apart : {"topic", "role", "data_elements"}) facts.erase(apart);
    data.set("facts", Value(facts)).set("topic", item->get("topic")).set("role", item->get("role"));
    Scope scope;
    scope.functions = &functions;
    scope.now = Value(zhunru::base::shanghai_date_time(zhunru::base::start_of_day({2020, 1, 1})));
    const auto& bodies = zhunru::registers::latest(*registers.find("bodies"))->records;
    const auto applicant = std::find_if(bodies.begin(), bodies.end(), [&](const Value& each) { return each.get("id") == application.get("applicant"); });
    REQUIRE(applicant != bodies.end());
    scope.names = Value(zhunru::base::Context{{"settings", zhunru::registers::settings_on(registers, std::nullopt)}, {"applicant", *applicant}});
    const Checked checked = validate(*form, Value(data), scope);
    CHECK(codes(checked) == "");
    ++passed;
  }
  CHECK(passed == 6);
}
