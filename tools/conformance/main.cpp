// conformance: runs the cases of public suites against our engines and says what passed.
// Wiring only; the formats stand in their own files. Exit code 0 when everything passed, 1 when not, 2 for bad usage.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/base/json.hpp"
#include "tools/conformance/formats.hpp"

namespace zhunru::conformance {
namespace {

constexpr Format formats[] = {
    {"feel/1", run_feel},
    {"dmn/1", run_dmn},
    {"bpmn-lint/1", run_bpmn_lint},
    {"bpmn-behaviour/1", run_bpmn_behaviour},
    {"engine-steps/1", run_engine_steps},
};

constexpr const char* usage =
    "usage: conformance --corpus FOLDER [--filter TEXT] [--json OUT] [--suite-reading]\n"
    "  --corpus  folder with case files (*.json with a known \"format\"), searched two levels deep\n"
    "  --filter  only cases whose id holds TEXT\n"
    "  --json    also writes the results to OUT\n"
    "  --suite-reading  contested cases are run by the suite's reading of BPMN (docs/bpmn.md)\n";

struct Arguments {
  std::string corpus;
  std::string filter;
  std::string json;
  bool suite_reading = false;
};

bool read_arguments(int count, char** values, Arguments& arguments) {
  for (int i = 1; i < count; i += 2) {
    const std::string name = values[i];
    if (name == "--suite-reading") {
      arguments.suite_reading = true;
      --i;
    } else if (i + 1 >= count) {
      return false;
    } else if (name == "--corpus") {
      arguments.corpus = values[i + 1];
    } else if (name == "--filter") {
      arguments.filter = values[i + 1];
    } else if (name == "--json") {
      arguments.json = values[i + 1];
    } else {
      return false;
    }
  }
  return !arguments.corpus.empty();
}

std::vector<std::string> case_files(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code problem;
  const auto collect = [&](const std::filesystem::path& in) {
    for (const auto& entry : std::filesystem::directory_iterator(in, problem)) {
      if (entry.path().extension() == ".json") paths.push_back(entry.path().string());
    }
  };
  collect(folder);
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem)) {
    if (std::filesystem::is_directory(entry.path(), problem)) collect(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// The corpus and its folders that hold .bpmn files but no case file.
std::vector<std::string> model_folders(const std::string& corpus) {
  std::vector<std::string> folders;
  std::error_code problem;
  const auto look = [&](const std::filesystem::path& in) {
    bool models = false, cases = false;
    for (const auto& entry : std::filesystem::directory_iterator(in, problem)) {
      models = models || entry.path().extension() == ".bpmn";
      cases = cases || entry.path().extension() == ".json";
    }
    if (models && !cases) folders.push_back(in.string() + "/");
  };
  look(corpus);
  for (const auto& entry : std::filesystem::directory_iterator(corpus, problem))
    if (std::filesystem::is_directory(entry.path(), problem) && entry.path().filename() == "bpmn-interchange") look(entry.path());
  std::sort(folders.begin(), folders.end());
  return folders;
}

base::Result<bool> run_file(const std::string& path, Report& report) {
  ZHUNRU_TRY(text, read_file(path));
  base::JsonLimits limits;
  limits.bytes = limits.string_bytes = 64u << 20;
  limits.members = 10'000'000;
  ZHUNRU_TRY(json, base::parse_json(text, limits));
  for (const Format& format : formats) {
    if (json.get("format") != base::Value(format.name)) continue;
    ZHUNRU_TRY_VOID(format.run({path.substr(0, path.find_last_of('/') + 1), json}, report));
    return true;
  }
  return false;
}

int run(const Arguments& arguments) {
  Report report(arguments.filter, arguments.suite_reading);
  bool any = false;
  for (const std::string& path : case_files(arguments.corpus)) {
    const auto known = run_file(path, report);
    if (!known) {
      std::fprintf(stderr, "%s: %s\n", path.c_str(), base::describe(known.error()).c_str());
      return 2;
    }
    any = any || *known;
  }
  for (const std::string& folder : model_folders(arguments.corpus)) {
    if (const auto done = run_bpmn_interchange(folder, report); !done) {
      std::fprintf(stderr, "%s: %s\n", folder.c_str(), base::describe(done.error()).c_str());
      return 2;
    }
    any = true;
  }
  if (!any) {
    std::fprintf(stderr, "no case file of a known format under %s\n", arguments.corpus.c_str());
    return 2;
  }
  std::fputs(report.text().c_str(), stdout);
  if (!arguments.json.empty()) {
    std::ofstream out(arguments.json, std::ios::binary);
    out << base::to_pretty_json(report.json()) << '\n';
    if (!out) {
      std::fprintf(stderr, "cannot write %s\n", arguments.json.c_str());
      return 2;
    }
  }
  return report.failed() == 0 ? 0 : 1;
}

}  // namespace

base::Result<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return base::make_error("file", "无法读取文件。", "The file cannot be read.", path);
  return text.str();
}

}  // namespace zhunru::conformance

int main(int count, char** values) {
  zhunru::conformance::Arguments arguments;
  if (!zhunru::conformance::read_arguments(count, values, arguments)) {
    std::fputs(zhunru::conformance::usage, stderr);
    return 2;
  }
  return zhunru::conformance::run(arguments);
}
