#include "server/read_model/template_check.hpp"

#include <algorithm>

#include "engine/bpmn/lint.hpp"
#include "engine/document/template.hpp"
#include "engine/feel/compile.hpp"
#include "engine/form/form.hpp"
#include "engine/rule/table.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

std::string stem(std::string_view file, std::string_view ending) { return std::string(file.substr(0, file.size() - ending.size())); }

Value finding(const char* severity, const base::Error& error) {
  return Context{{"severity", severity}, {"line", Value(0)}, {"element", error.where}, {"element_name", ""}, {"rule", error.code},
                 {"message", error.message}, {"message_en", error.message_en}, {"mend", "请更正文件后重新上传"}, {"mend_en", "correct the file and upload it again"}};
}

List process_findings(const state::State& state, const TemplateName& name, std::string_view text) {
  const auto model = bpmn::read(text);
  if (!model) return {finding("error", model.error())};
  bpmn::LintOptions options;
  options.check_feel = [](std::string_view feel) -> std::optional<std::pair<std::string, std::string>> {
    auto compiled = feel::compile(feel);
    if (compiled) return std::nullopt;
    return std::make_pair(compiled.error().message, compiled.error().message_en);
  };
  // A process that another file holds is missing only where that file is not deployed.
  const auto deployed_elsewhere = [&](const bpmn::Finding& one) {
    if (one.rule != "call-missing") return false;
    const auto node = model->definitions.find_node(one.element);
    return node && state.resource("process", model->definitions.node(*node).called_element.text) != nullptr;
  };
  List out;
  for (const bpmn::Finding& one : bpmn::lint(*model, options)) {
    if (deployed_elsewhere(one)) continue;
    const char* severity = one.severity == bpmn::Severity::error ? "error" : one.severity == bpmn::Severity::warning ? "warning" : "info";
    out.push_back(Context{{"severity", severity}, {"line", Value(static_cast<std::int64_t>(one.line))}, {"element", one.element},
                          {"element_name", one.name}, {"rule", one.rule}, {"message", one.message}, {"message_en", one.message_en},
                          {"mend", one.mend}, {"mend_en", one.mend_en}});
  }
  // Forms that a step names and nobody has deployed: the step could never be completed.
  for (const auto& node : model->definitions.nodes) {
    std::vector<std::string> forms{node.ext.form};
    for (const auto& outcome : node.ext.outcomes) forms.push_back(outcome.form);
    for (const auto& form : forms) {
      if (form.empty() || form.front() == '=' || state.resource("form", form) != nullptr) continue;
      base::Error error = base::make_error("form-missing", "没有部署表单 " + form, "form " + form + " is not deployed", node.id);
      Context shown = finding("error", error).as_context();
      shown.set("element_name", node.name);
      out.push_back(std::move(shown));
    }
  }
  if (!model->definitions.find_process(name.name)) {
    out.push_back(finding("error", base::make_error("process-name", "文件里没有编号为 " + name.name + " 的流程", "no process with id " + name.name + " is in the file", "")));
  }
  return out;
}

}  // namespace

TemplateName template_name(std::string_view file_name, std::string_view text) {
  if (file_name.ends_with(".form.json")) return {"form", stem(file_name, ".form.json")};
  if (file_name.ends_with(".document.json")) return {"document", stem(file_name, ".document.json")};
  if (file_name.ends_with(".dmn")) return {"rule", stem(file_name, ".dmn")};
  if (!file_name.ends_with(".bpmn")) return {};
  // The file of a procedure is called process.bpmn: its first process says which one.
  if (file_name != "process.bpmn") return {"process", stem(file_name, ".bpmn")};
  const auto model = bpmn::read(text);
  if (!model || model->definitions.processes.empty()) return {"process", ""};
  return {"process", model->definitions.processes.front().id};
}

std::string template_file(std::string_view kind, std::string_view name) {
  const char* ending = kind == "process" ? ".bpmn" : kind == "rule" ? ".dmn" : kind == "form" ? ".form.json" : ".document.json";
  return std::string(name) + ending;
}

List template_findings(const state::State& state, const TemplateName& name, std::string_view text) {
  List out;
  if (name.kind == "process") out = process_findings(state, name, text);
  if (name.kind == "rule") {
    if (auto table = rule::Table::parse(name.name, text); !table) out.push_back(finding("error", table.error()));
  } else if (name.kind == "form") {
    if (auto form = form::parse_text(text); !form) out.push_back(finding("error", form.error()));
  } else if (name.kind == "document" && name.name != "codes") {
    if (auto document = document::parse_template(text); !document) out.push_back(finding("error", document.error()));
  }
  std::stable_sort(out.begin(), out.end(), [](const Value& a, const Value& b) {
    const auto rank = [](const Value& one) { return one.get("severity") == Value("error") ? 0 : one.get("severity") == Value("warning") ? 1 : 2; };
    return rank(a) < rank(b);
  });
  return out;
}

bool has_errors(const List& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Value& one) { return one.get("severity") == Value("error"); });
}

std::int64_t running_on(const state::State& state, const std::string& process, std::string_view version) {
  std::int64_t count = 0;
  state.cases.for_each([&](const std::string&, const state::Case& c) {
    if (c.ended) return;
    count += std::any_of(c.scopes.begin(), c.scopes.end(), [&](const auto& entry) {
      return entry.second.process == process && entry.second.kind == state::ScopeKind::process && (version.empty() || entry.second.version == version);
    });
  });
  return count;
}

}  // namespace zhunru::server::read_model
