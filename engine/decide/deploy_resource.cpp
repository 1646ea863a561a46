// DeployResource: a text is checked as what it claims to be, then it is in force for what starts from here on.
#include "engine/base/sha256.hpp"
#include "engine/bpmn/lint.hpp"
#include "engine/bpmn/read.hpp"
#include "engine/decide/commands.hpp"
#include "engine/decide/start.hpp"
#include "engine/feel/compile.hpp"
#include "engine/operation/operation.hpp"
#include "engine/register/register.hpp"

namespace zhunru::decide {
namespace {

std::optional<std::pair<std::string, std::string>> feel_problem(std::string_view text) {
  auto compiled = feel::compile(text);
  if (compiled) return std::nullopt;
  return std::make_pair(compiled.error().message, compiled.error().message_en);
}

/// A script language that the host brought an operation for runs here, whatever lint says about it.
bool runs_here(const bpmn::Finding& finding, const model::Definitions& definitions) {
  if (finding.rule != "script-language") return false;
  const auto node = definitions.find_node(finding.element);
  return node && operation::find("script/" + definitions.node(*node).script_format) != nullptr;
}

/// Refuses a model with errors; all of them are told.
bool check_process(Run& run, const std::string& text) {
  auto model = bpmn::read(text);
  if (!model) {
    run.reject(model.error());
    return false;
  }
  bpmn::LintOptions options;
  options.check_feel = feel_problem;
  std::string zh, en, where;
  for (const bpmn::Finding& finding : bpmn::lint(*model, options)) {
    if (finding.severity != bpmn::Severity::error || runs_here(finding, model->definitions)) continue;
    if (where.empty()) where = finding.element;
    zh += (zh.empty() ? "" : "；") + bpmn::describe(finding, false);
    en += (en.empty() ? "" : "; ") + bpmn::describe(finding, true);
  }
  if (zh.empty()) return true;
  run.reject(refusal("invalid-model", "流程图有错误，不能部署：" + zh, "The model has errors and cannot be deployed: " + en, where));
  return false;
}

bool check_text(Run& run, const command::DeployResource& c) {
  if (c.kind == "process") return check_process(run, c.text);
  if (c.kind == "form") {
    auto form = run.scratch.library->form(c.text);
    if (!form) run.reject(form.error());
    return form.ok();
  }
  if (c.kind == "rule" || c.kind == "document" || c.kind == "text") return true;
  run.reject(refusal("unknown-kind", "资源类型只能是 process、rule、form、document、text", "A resource is a process, rule, form, document or text",
                     "kind"));
  return false;
}

bool is_resource_name(std::string_view name) {
  if (name.empty() || name.size() > 128) return false;
  for (char c : name)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-'))
      return false;
  return true;
}

}  // namespace

base::Value decide_one(Run& run, const command::DeployResource& c) {
  if (!require_role(run, {"template_admin", "system"})) return {};
  if (!is_resource_name(c.resource_name)) {
    run.reject(refusal("bad-name", "资源名称只能含字母、数字和 . _ -", "A resource name has letters, digits and . _ - only", "name"));
    return {};
  }
  const std::string version = base::sha256(c.text).hex();
  base::Value reply{base::Context{{"version", base::Value(version)}}};
  const state::ResourceVersion* newest = run.scratch.resource(c.kind, c.resource_name);
  if (newest && newest->version == version) return reply;
  if (!check_text(run, c)) return {};
  event::ResourceDeployed deployed{c.kind, c.resource_name, version, c.text, run.at, run.actor.account, {}};
  std::shared_ptr<const state::Program> program;
  if (c.kind == "process") {
    auto compiled = run.scratch.library->process(c.text);
    if (!compiled) {
      run.reject(compiled.error());
      return {};
    }
    program = *compiled;
    for (const model::Process& process : program->definitions->processes) deployed.processes.push_back(process.id);
  }
  run.emit(std::move(deployed));
  if (program)
    for (const model::Process& process : program->definitions->processes)
      set_start_timers(run, {c.resource_name, version, program.get(), &process});
  return reply;
}

}  // namespace zhunru::decide
