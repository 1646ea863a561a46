// Whatever data comes from outside, checking a form ends with an answer, and what it returns holds no unknown field.
#include "engine/rule/functions.hpp"
#include "engine/rule/workflow_files.hpp"
#include "tests/unit/form/support.hpp"

using namespace zhunru::form;
using zhunru::base::Context;
using zhunru::base::List;
using zhunru::base::Value;

namespace {

/// A small generator with a seed that is printed; the same everywhere.
class Random {
 public:
  explicit Random(std::uint32_t seed) : state_(seed) {}
  std::uint32_t below(std::uint32_t limit) {
    state_ = state_ * 1'664'525u + 1'013'904'223u;
    return (state_ >> 16) % limit;
  }

 private:
  std::uint32_t state_;
};

Value random_value(Random& random, int depth) {
  switch (random.below(depth > 2 ? 7 : 9)) {
    case 0: return {};
    case 1: return Value(random.below(2) == 1);
    case 2: return Value(static_cast<int>(random.below(300)) - 100);
    case 3: return Value("");
    case 4: return Value("2026-11-20");
    case 5: return Value(std::string(random.below(80), 'x'));
    case 6: return Value("agree");
    case 7: {
      List list;
      for (std::uint32_t i = random.below(4); i > 0; --i) list.push_back(random_value(random, depth + 1));
      return Value(std::move(list));
    }
    default: {
      Context context;
      for (std::uint32_t i = random.below(4); i > 0; --i) {
        std::string name(1, static_cast<char>('a' + random.below(5)));  // before the value: compilers order arguments freely
        context.set(std::move(name), random_value(random, depth + 1));
      }
      return Value(std::move(context));
    }
  }
}

}  // namespace

TEST_CASE("any data gets an answer in both languages, and what a form returns holds no field that it does not know") {
  const auto registers = zhunru::rule::load_registers(zhunru::rule::embedded_workflow_files()).value();
  const auto functions = zhunru::rule::functions(registers);
  Scope scope;
  scope.functions = &functions;
  scope.names = Value(Context{{"settings", zhunru::registers::settings_on(registers, std::nullopt)}});
  constexpr std::uint32_t seed = 20'261'123;
  INFO("seed " << seed);
  Random random(seed);
  int runs = 0;
  for (const auto& file : zhunru::rule::embedded_workflow_files()) {
    if (!file.path.ends_with(".form.json")) continue;
    INFO(file.path);
    const auto form = parse_text(file.text).value();
    for (int round = 0; round < 8; ++round) {
      Context data;
      for_each(*form, [&](const Component& c, const std::string& path) {
        if (random.below(3) == 0 || path.find("[]") != std::string::npos) return;
        if (is_input(c.type) || c.type == Type::dynamiclist) data.set_path(path.empty() ? "x" : path, random_value(random, 0));
      });
      const Checked first = validate(*form, Value(data), scope);
      const Checked second = validate(*form, first.data, scope);
      for (const Problem& problem : second.problems) REQUIRE(problem.code != "unknown-field");
      for (const Problem& problem : first.problems) {
        REQUIRE_FALSE(problem.message.empty());
        REQUIRE_FALSE(problem.message_en.empty());
      }
      ++runs;
    }
  }
  CHECK(runs > 300);
}
