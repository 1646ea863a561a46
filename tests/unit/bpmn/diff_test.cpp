#include "engine/bpmn/diff.hpp"

#include "tests/unit/bpmn/samples.hpp"

using namespace zhunru::bpmn;
using namespace zhunru::bpmn::test;

namespace {

std::vector<Change> diff_of(const std::string& before, const std::string& after) { return diff(read_or_fail(before), read_or_fail(after)); }

}  // namespace

TEST_CASE("a file does not differ from itself, from its export with a diagram, or from another order of siblings") {
  const std::string one = around("<task id=\"t\" name=\"a\"/>", "t");
  CHECK(diff_of(one, one).empty());
  CHECK(diff_of(one, *with_layout(one)).empty());
  CHECK(diff_of(process("<task id=\"a\"/><task id=\"b\"/>"), process("\n<task id=\"b\"/>\n<task id=\"a\"/>")).empty());
}

TEST_CASE("added, removed and changed elements are told with the facet that changed") {
  const auto changes = diff_of(
      around("<userTask id=\"t\" name=\"受理\"><extensionElements><zhunru:due workingDays=\"5\"/></extensionElements></userTask><task id=\"gone\"/>", "t"),
      around("<userTask id=\"t\" name=\"收件\"><extensionElements><zhunru:due workingDays=\"3\"/></extensionElements></userTask><task id=\"fresh\"/>", "t"));
  REQUIRE(changes.size() == 4);
  CHECK(changes[0].facet == "name");
  CHECK_FALSE(changes[0].executes);
  CHECK(changes[1].facet == "zhunru:due");
  CHECK(changes[1].executes);
  CHECK(changes[1].after == "<zhunru:due workingDays=\"3\"></>");
  CHECK(changes[2].kind == ChangeKind::added);
  CHECK(changes[2].element == "fresh");
  CHECK(changes[3].kind == ChangeKind::removed);
  CHECK(changes[3].element == "gone");
  CHECK(describe(changes[1], true).find("changed userTask t (收件): zhunru:due: ") == 0);
}

TEST_CASE("moving a node into a sub-process, another kind and another target are changes that tokens notice") {
  const auto moved = diff_of(process("<subProcess id=\"s\"/><task id=\"t\"/>"), process("<subProcess id=\"s\"><task id=\"t\"/></subProcess>"));
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].facet == "parent");
  CHECK(moved[0].before == "p");
  CHECK(moved[0].after == "s");
  const auto kind = diff_of(process("<task id=\"t\"/>"), process("<userTask id=\"t\"/>"));
  REQUIRE(kind.size() == 2);
  CHECK(kind[0].kind == ChangeKind::removed);
  CHECK(kind[1].kind == ChangeKind::added);
  const auto target = diff_of(process("<task id=\"a\"/><task id=\"b\"/><sequenceFlow id=\"f\" sourceRef=\"a\" targetRef=\"b\"/>"),
                              process("<task id=\"a\"/><task id=\"b\"/><sequenceFlow id=\"f\" sourceRef=\"a\" targetRef=\"a\"/>"));
  REQUIRE(target.size() == 1);
  CHECK(target[0].facet == "targetRef");
  CHECK(target[0].executes);
}
