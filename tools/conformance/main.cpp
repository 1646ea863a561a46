// conformance: runs the cases of public suites against our engines and says what passed.
// Wiring only; the formats stand in their own files. Exit code 0 when everything passed (--floor: when nothing fell
// below docs/conformance.md), 1 when not, 2 for bad usage, 77 when --floor finds no corpus.
#include <cstdio>
#include <fstream>

#include "engine/base/json.hpp"
#include "tools/conformance/corpus.hpp"
#include "tools/conformance/counts.hpp"
#include "tools/conformance/formats.hpp"

namespace zhunru::conformance {
namespace {

constexpr const char* document = "docs/conformance.md";
constexpr int no_corpus = 77;  // ctest: skipped

constexpr const char* usage =
    "usage: conformance --corpus FOLDER [--filter TEXT] [--json OUT] [--suite-reading]\n"
    "       conformance --floor NAME [--suite-reading]     (in the folder of the source tree)\n"
    "       conformance --record                           (the same)\n"
    "  --corpus  folder with case files (*.json with a known \"format\"), searched two levels deep\n"
    "  --filter  only cases whose id holds TEXT\n"
    "  --json    also writes the results to OUT\n"
    "  --suite-reading  contested cases are run by the suite's reading of BPMN (docs/bpmn.md)\n"
    "  --floor   runs one folder of the whole corpus; fails when less passes than docs/conformance.md says\n"
    "  --record  runs the whole corpus and writes the counts into docs/conformance.md\n"
    "The whole corpus lies in $ZHUNRU_CONFORMANCE, or else in ../shared/conformance.\n";

struct Arguments {
  std::string corpus;
  std::string filter;
  std::string json;
  std::string floor;
  bool record = false;
  bool suite_reading = false;
};

bool read_arguments(int count, char** values, Arguments& arguments) {
  for (int i = 1; i < count; ++i) {
    const std::string name = values[i];
    if (name == "--suite-reading") {
      arguments.suite_reading = true;
    } else if (name == "--record") {
      arguments.record = true;
    } else if (i + 1 >= count) {
      return false;
    } else if (name == "--corpus") {
      arguments.corpus = values[++i];
    } else if (name == "--filter") {
      arguments.filter = values[++i];
    } else if (name == "--json") {
      arguments.json = values[++i];
    } else if (name == "--floor") {
      arguments.floor = values[++i];
    } else {
      return false;
    }
  }
  return (arguments.corpus.empty() ? 0 : 1) + (arguments.floor.empty() ? 0 : 1) + (arguments.record ? 1 : 0) == 1;
}

int failed(const base::Error& error) {
  std::fprintf(stderr, "conformance: %s\n", base::describe(error).c_str());
  return 2;
}

bool written(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out) std::fprintf(stderr, "conformance: cannot write %s\n", path.c_str());
  return static_cast<bool>(out);
}

int run(const Arguments& arguments) {
  Report report(arguments.filter, arguments.suite_reading);
  if (const auto done = run_corpus(arguments.corpus, report); !done) return failed(done.error());
  std::fputs(report.text().c_str(), stdout);
  if (!arguments.json.empty() && !written(arguments.json, base::to_pretty_json(report.json()) + "\n")) return 2;
  return report.failed() == 0 ? 0 : 1;
}

int run_floor(const Arguments& arguments) {
  const std::string corpus = whole_corpus();
  if (corpus.empty()) {
    std::puts("the corpus is absent (set ZHUNRU_CONFORMANCE to its folder): nothing was compared");
    return no_corpus;
  }
  Report report("", arguments.suite_reading);
  if (const auto done = run_corpus(corpus + "/" + arguments.floor, report); !done) return failed(done.error());
  std::fputs(report.text().c_str(), stdout);
  const auto text = read_file(document);
  if (!text) return failed(text.error());
  const auto sentences = below(*text, counts_of(report));
  if (!sentences) return failed(sentences.error());
  for (const std::string& sentence : *sentences) std::printf("BELOW %s: %s\n", document, sentence.c_str());
  return sentences->empty() ? 0 : 1;
}

int run_record() {
  const std::string corpus = whole_corpus();
  if (corpus.empty()) return failed(base::make_error("corpus", "找不到案例文件夹。", "The corpus is absent: set ZHUNRU_CONFORMANCE."));
  std::vector<Count> counts;
  for (const std::string& folder : corpus_folders()) {
    for (const bool suite_reading : {false, true}) {
      if (suite_reading && folder != "bpmn-behaviour") continue;
      Report report("", suite_reading);
      if (const auto done = run_corpus(corpus + "/" + folder, report); !done) return failed(done.error());
      for (const Count& count : counts_of(report)) counts.push_back(count);
    }
  }
  const auto text = read_file(document);
  if (!text) return failed(text.error());
  const auto replaced = with_counts(*text, counts);
  if (!replaced) return failed(replaced.error());
  if (!written(document, *replaced)) return 2;
  for (const Count& count : counts) std::printf("%s: %zu of %zu\n", count.name.c_str(), count.passed, count.cases);
  return 0;
}

}  // namespace
}  // namespace zhunru::conformance

int main(int count, char** values) {
  using namespace zhunru::conformance;
  Arguments arguments;
  if (!read_arguments(count, values, arguments)) {
    std::fputs(usage, stderr);
    return 2;
  }
  if (arguments.record) return run_record();
  return arguments.floor.empty() ? run(arguments) : run_floor(arguments);
}
