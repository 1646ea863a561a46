// Every form under workflows/ can be read, and its fields have words in both languages.
#include "engine/rule/workflow_files.hpp"
#include "tests/unit/form/support.hpp"

using namespace zhunru::form;

TEST_CASE("every form of the workflows is read and speaks both languages") {
  int forms = 0;
  for (const auto& file : zhunru::rule::embedded_workflow_files()) {
    if (!file.path.ends_with(".form.json")) continue;
    ++forms;
    INFO(file.path);
    const auto form = parse_text(file.text);
    if (!form) FAIL(zhunru::base::describe(form.error()));
    CHECK_FALSE((*form)->title.en.empty());
    for_each(**form, [](const Component& c, const std::string& path) {
      INFO(path);
      if (!is_input(c.type)) return;
      CHECK_FALSE(c.label.zh.empty());
      CHECK(c.label.en != c.label.zh);
    });
  }
  CHECK(forms > 40);
}
