#include "tools/conformance/corpus.hpp"

#include <algorithm>
#include <cstdlib>
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

}  // namespace

base::Result<void> run_corpus(const std::string& folder, Report& report) {
  bool any = false;
  for (const std::string& path : case_files(folder)) {
    ZHUNRU_TRY(known, run_file(path, report));
    any = any || known;
  }
  for (const std::string& models : model_folders(folder)) {
    ZHUNRU_TRY_VOID(run_bpmn_interchange(models, report));
    any = true;
  }
  if (!any) return base::make_error("corpus", "文件夹中没有已知格式的案例。", "The folder holds no case file of a known format.", folder);
  return {};
}

std::string whole_corpus() {
  const char* given = std::getenv("ZHUNRU_CONFORMANCE");
  const std::string folder = given != nullptr && *given != '\0' ? given : "../shared/conformance";
  std::error_code problem;
  return std::filesystem::is_directory(folder, problem) ? folder : "";
}

const std::vector<std::string>& corpus_folders() {
  static const std::vector<std::string> folders = {"bpmn-behaviour", "bpmn-lint", "bpmn-interchange", "engine-steps", "feel"};
  return folders;
}

base::Result<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return base::make_error("file", "无法读取文件。", "The file cannot be read.", path);
  return text.str();
}

}  // namespace zhunru::conformance
