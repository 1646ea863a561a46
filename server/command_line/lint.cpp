// zhunru lint: checks workflow files before they are deployed: processes, rule tables, forms, document templates, registers, access.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/base/json.hpp"
#include "engine/bpmn/lint.hpp"
#include "engine/document/template.hpp"
#include "engine/form/form.hpp"
#include "engine/register/register.hpp"
#include "engine/rule/table.hpp"
#include "server/auth/access.hpp"
#include "server/command_line/first_start.hpp"
#include "server/command_line/subcommands.hpp"

namespace zhunru::server::command_line {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view help_text = R"(zhunru lint [文件或目录 …] [--strict]

  检查流程(.bpmn)、规则表(.dmn)、表单(.form.json)、文书模板、名册、权限表。没有参数时检查随程序的 workflows/。
  Checks processes, rule tables, forms, document templates, registers, the access table. Without arguments: workflows/.
  --strict  警告也算不通过 / warnings fail too
)";

struct Counts {
  int files = 0;
  int errors = 0;
  int warnings = 0;
};

void say(const fs::path& file, const char* severity, const std::string& where, const std::string& zh, const std::string& en) {
  std::printf("%s:%s%s %s: %s / %s\n", file.c_str(), where.empty() ? "" : " ", where.c_str(), severity, zh.c_str(), en.c_str());
}

void say(const fs::path& file, const base::Error& error, Counts& counts) {
  say(file, "error", error.where, error.message, error.message_en);
  ++counts.errors;
}

void lint_process(const fs::path& file, const std::string& text, Counts& counts) {
  const auto model = bpmn::read(text);
  if (!model) return say(file, model.error(), counts);
  for (const auto& finding : bpmn::lint(*model, {})) {
    if (finding.severity == bpmn::Severity::info) continue;
    const bool error = finding.severity == bpmn::Severity::error;
    ++(error ? counts.errors : counts.warnings);
    say(file, error ? "error" : "warning", std::to_string(finding.line) + " " + finding.element + " [" + finding.rule + "]",
        finding.message + " " + finding.mend, finding.message_en + " " + finding.mend_en);
  }
}

void lint_file(const fs::path& file, Counts& counts) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const std::string name = file.filename().string();
  const std::string path = file.generic_string();
  ++counts.files;
  if (name.ends_with(".bpmn")) return lint_process(file, text, counts);
  if (name.ends_with(".dmn")) {
    if (auto table = rule::Table::parse(file.stem().string(), text); !table) say(file, table.error(), counts);
    return;
  }
  if (name.ends_with(".form.json")) {
    if (auto form = form::parse_text(text); !form) say(file, form.error(), counts);
    return;
  }
  if (path.find("/documents/") != std::string::npos && name != "codes.document.json") {
    if (auto document = document::parse_template(text); !document) say(file, document.error(), counts);
    return;
  }
  const auto json = base::parse_json(text);
  if (!json) return say(file, json.error(), counts);
  // Cases of the sample region to import: no register.
  if (path.find("/demo-cases/") != std::string::npos) return;
  if (path.find("/registers/") != std::string::npos || path.find("/settings/") != std::string::npos) {
    if (auto reg = registers::from_value(*json); !reg) say(file, reg.error(), counts);
  } else if (path.find("/access/") != std::string::npos) {
    if (auto access = auth::AccessTable::parse(*json); !access) say(file, access.error(), counts);
  }
}

bool is_ours(const fs::path& file) {
  const std::string name = file.filename().string();
  return name.ends_with(".bpmn") || name.ends_with(".dmn") || name.ends_with(".json");
}

int run(int count, const char* const* values) {
  auto arguments = Arguments::parse(count, values, {{}, {"--strict"}, 10'000});
  if (!arguments) return usage(arguments.error(), "lint");
  std::vector<std::string> places = arguments->words();
  if (places.empty()) places.push_back(workflows_folder(""));
  Counts counts;
  for (const auto& place : places) {
    std::error_code error;
    if (fs::is_regular_file(place, error)) {
      lint_file(place, counts);
      continue;
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(place, error)) {
      const bool script = entry.path().generic_string().find("/scenarios/") != std::string::npos;
      if (entry.is_regular_file() && is_ours(entry.path()) && !script) files.push_back(entry.path());
    }
    if (error) return fail(base::make_error("lint", "无法读取。", "Cannot be read.", place));
    std::sort(files.begin(), files.end());
    for (const auto& file : files) lint_file(file, counts);
  }
  std::printf("%d 个文件 files, %d 个错误 errors, %d 个警告 warnings\n", counts.files, counts.errors, counts.warnings);
  return counts.errors > 0 || (arguments->has("--strict") && counts.warnings > 0) ? 1 : 0;
}

}  // namespace

const Subcommand lint_command{"lint", "检查流程、规则、表单等文件", "Check workflow files", help_text, run};

}  // namespace zhunru::server::command_line
