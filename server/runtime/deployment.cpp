#include "server/runtime/deployment.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/base/json.hpp"
#include "engine/base/sha256.hpp"
#include "engine/register/register.hpp"

namespace zhunru::server::runtime {

namespace {

namespace fs = std::filesystem;

struct Found {
  int order = 0;
  std::string kind;
  std::string name;
  std::string path;
  std::string text;
};

/// What a file is, by its place and name; empty kind: not ours to deploy.
Found classify(const fs::path& relative) {
  const std::string path = relative.generic_string();
  const std::string file = relative.filename().string();
  const std::string folder = relative.begin()->string();
  const auto stem = [&](std::string_view ending) { return file.substr(0, file.size() - ending.size()); };
  Found out;
  out.path = path;
  if (folder == "registers" || folder == "settings" || folder == "clauses") {
    if (!file.ends_with(".json")) return out;
    out = {0, "register", stem(".json"), path, {}};
  } else if (file.ends_with(".form.json")) {
    out = {1, "form", stem(".form.json"), path, {}};
  } else if (path.starts_with("documents/") || path.find("/documents/") != std::string::npos) {
    const std::size_t dot = file.find('.');
    out = {2, "document", file.substr(0, dot), path, {}};
  } else if (file.ends_with(".dmn")) {
    out = {3, "rule", stem(".dmn"), path, {}};
  } else if (file == "process.bpmn") {
    // "T01-admission" holds process T01.
    out = {4, "process", folder.substr(0, folder.find('-')), path, {}};
  } else if (file.ends_with(".bpmn")) {
    out = {4, "process", stem(".bpmn"), path, {}};
  }
  return out;
}

base::Result<std::vector<Found>> read_all(const DeploymentOptions& options) {
  std::error_code error;
  std::vector<Found> out;
  fs::recursive_directory_iterator walk(options.folder, error);
  if (error) {
    return base::make_error("workflows-missing", "找不到流程目录;请用 --workflows 指明。",
                            "The folder of workflows is missing; name it with --workflows.", options.folder);
  }
  for (const auto end = fs::recursive_directory_iterator(); walk != end; walk.increment(error)) {
    if (error || !walk->is_regular_file(error)) continue;
    const fs::path relative = fs::relative(walk->path(), options.folder, error);
    Found found = classify(relative);
    if (found.kind.empty()) continue;
    const bool demo = found.path.starts_with("registers/demo/");
    if (found.path.starts_with("registers/demo") && !(demo && options.demo_registers)) continue;
    std::ifstream file(walk->path(), std::ios::binary);
    found.text.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    out.push_back(std::move(found));
  }
  std::sort(out.begin(), out.end(), [](const Found& a, const Found& b) {
    return a.order != b.order ? a.order < b.order : a.path < b.path;
  });
  return out;
}

base::Result<void> plan_register(const Found& found, const state::State& state, std::vector<DeploymentFile>& plan) {
  auto json = base::parse_json(found.text);
  if (!json) {
    base::Error error = json.error();
    error.where = found.path + ": " + error.where;
    return error;
  }
  auto parsed = registers::from_value(*json);
  if (!parsed) {
    base::Error error = parsed.error();
    error.where = found.path + ": " + error.where;
    return error;
  }
  if (state.find(parsed->name) != nullptr) return {};
  for (const auto& version : parsed->versions) {
    command::PutRegister put;
    put.register_name = parsed->name;
    put.version = version.version;
    put.effective = base::to_string(version.effective);
    put.reason = version.reason;
    put.clause = version.clause;
    put.records = base::Value(version.records);
    plan.push_back({found.path, std::move(put)});
  }
  return {};
}

/// What an administrator has deployed stays in force: a file is only brought in when it is new and nobody has changed the template
/// by hand since. Otherwise every start would take the change back.
bool is_kept(const state::State& state, const Found& found) {
  const state::Resource* resource = state.resources.find(found.kind + "/" + found.name);
  if (resource == nullptr || resource->versions.empty()) return false;
  for (const auto& version : resource->versions) {
    if (version.text == found.text) return true;
  }
  return resource->versions.back().account != command::Actor::system().account;
}

}  // namespace

base::Result<std::vector<DeploymentFile>> plan_deployment(const DeploymentOptions& options, const state::State& state) {
  ZHUNRU_TRY(files, read_all(options));
  std::vector<DeploymentFile> plan;
  for (const Found& found : files) {
    if (found.kind == "register") {
      ZHUNRU_TRY_VOID(plan_register(found, state, plan));
      continue;
    }
    if (is_kept(state, found)) continue;
    plan.push_back({found.path, command::DeployResource{found.kind, found.name, found.text}});
  }
  return plan;
}

}  // namespace zhunru::server::runtime
