// The table of docs/conformance.md: written, read again, and a run that fell below it is told.
#include <catch_amalgamated.hpp>

#include "tools/conformance/counts.hpp"

using namespace zhunru::conformance;

namespace {

const std::string empty_document = "# Title\n<!-- counts: written by conformance --record -->\n<!-- end of counts -->\nend\n";

Report a_run(bool suite_reading, bool all) {
  Report report("", suite_reading);
  report.add({"bpmn-behaviour", "events", "a", true, "", ""});
  report.add({"bpmn-behaviour", "events (contested)", "b", suite_reading, "", ""});
  report.add({"bpmn-lint", "valid", "c", true, "", ""});
  report.add({"bpmn-lint", "invalid", "d", all, "", ""});
  return report;
}

std::string recorded(bool suite_reading, bool all) { return *with_counts(empty_document, counts_of(a_run(suite_reading, all))); }

}  // namespace

TEST_CASE("contested cases count only under the suite's reading", "[conformance]") {
  CHECK(recorded(false, true).find("| bpmn-behaviour | 1 | 1 | 100.0 |") != std::string::npos);
  CHECK(recorded(true, true).find("| bpmn-behaviour (suite reading) | 2 | 2 | 100.0 |") != std::string::npos);
}

TEST_CASE("a table is replaced, never doubled, and the text around it stays", "[conformance]") {
  const std::string once = recorded(false, true);
  const auto twice = with_counts(once, counts_of(a_run(false, true)));
  REQUIRE(twice.ok());
  CHECK(*twice == once);
  CHECK(once.starts_with("# Title\n"));
  CHECK(once.ends_with("<!-- end of counts -->\nend\n"));
}

TEST_CASE("a run with fewer passes, fewer cases or an unknown row is below the table", "[conformance]") {
  const std::string document = recorded(false, true);
  CHECK(below(document, counts_of(a_run(false, true)))->empty());
  CHECK(below(document, counts_of(a_run(false, false)))->size() == 1);
  CHECK(below(document, {{"bpmn-lint valid", 1, 1}, {"bpmn-lint invalid", 0, 0}})->size() == 1);
  CHECK(below(document, {{"new", 1, 1}})->size() == 1);
  CHECK(below(recorded(false, false), counts_of(a_run(false, true)))->empty());
}

TEST_CASE("a document without the marks is an error", "[conformance]") {
  CHECK_FALSE(below("# Title\n", {}).ok());
  CHECK_FALSE(with_counts("# Title\n", {}).ok());
}
