// Format bpmn-behaviour/1: deploy a model, start instances, compare the multiset of trace entries. The meanings of the
// suite's script bodies live here only: script tasks are pointed at the operation "script/suite".
#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "engine/operation/operation.hpp"
#include "engine/state/library.hpp"
#include "tools/conformance/engine_host.hpp"
#include "tools/conformance/formats.hpp"

namespace zhunru::conformance {
namespace {

constexpr std::int64_t ten_seconds_ms = 10'000;

/// What the scripts of the running case have written.
struct Trace {
  std::vector<std::string> entries;
  std::map<std::string, std::int64_t> intervals;  ///< start of CREATE_TIMESTAMP_LOG_n
};
Trace trace;
std::string refusal;  ///< why the last model was refused

const model::Node* node_of(const operation::OperationContext& context) {
  const state::Scope* scope = context.instance.find_scope(context.scope);
  const state::Program* program = scope ? context.state.library->find(scope->version) : nullptr;
  const auto index = program ? program->definitions->find_node(context.element) : std::nullopt;
  return index ? &program->definitions->node(*index) : nullptr;
}

const model::Data& data_at(const operation::OperationContext& context, model::Index index) {
  const state::Program* program = context.state.library->find(context.instance.find_scope(context.scope)->version);
  return program->definitions->data[static_cast<std::size_t>(index)];
}

void once(const std::string& entry) {
  if (std::find(trace.entries.begin(), trace.entries.end(), entry) == trace.entries.end()) trace.entries.push_back(entry);
}

void take_interval(const std::string& name, base::Instant at, operation::OperationResult& result) {
  for (const auto& [other, start] : trace.intervals)
    if (other != name && at.ms < start + ten_seconds_ms && start < at.ms + ten_seconds_ms) once("EXECUTION_parallel");
  trace.intervals[name] = at.ms;
  result.takes_ms = ten_seconds_ms;
}

void write_data(const operation::OperationContext& context, const model::Node& node, operation::OperationResult& result) {
  bool output = false;
  for (const model::DataAssociation& association : node.data_outputs)
    for (model::Index source : association.sources) {
      result.variables.push_back({data_at(context, source).variable, base::Value("String")});
      output = true;
    }
  if (!output) result.variables.push_back({"data", base::Value("String")});
}

bool reads_data(const operation::OperationContext& context, const model::Node& node) {
  for (const model::DataAssociation& association : node.data_inputs)
    if (association.target != model::none)
      return context.variable(data_at(context, association.target).variable) == base::Value("String");
  return context.variable("data") == base::Value("String");
}

base::Result<operation::OperationResult> run_script(const operation::OperationContext& context, const base::Value&) {
  operation::OperationResult result;
  const model::Node* node = node_of(context);
  if (!node) return base::make_error("no-node", "", "the script's node is gone");
  const std::string script = node->script.substr(node->script.find_first_not_of(" \t\r\n"));
  const auto is = [&](std::string_view word) { return script.compare(0, word.size(), word) == 0; };
  if (is("SCRIPT_")) {
    trace.entries.push_back(script.substr(0, script.find_last_not_of(" \t\r\n") + 1));
  } else if (is("CREATE_MARKER_FILE")) {
    once("MARKER_exists");
  } else if (is("INCREMENT_INTEGER_VARIABLE")) {
    result.variables.push_back({"integerVariable", base::Value(context.variable("integerVariable").int64_or(0) + 1)});
    if (is("INCREMENT_INTEGER_VARIABLE_AND_LOG")) trace.entries.push_back("INCREMENT_correct");
  } else if (is("SET_STRING_DATA")) {
    write_data(context, *node, result);
  } else if (is("LOG_DATA")) {
    if (reads_data(context, *node)) once("DATA_correct");
  } else if (is("THROW_ERROR")) {
    result.error = operation::BusinessError{"ERR_CODE", "thrown by the suite's script"};
  } else if (is("WAIT_TEN_SECONDS")) {
    result.takes_ms = ten_seconds_ms;
  } else if (is("CREATE_TIMESTAMP_LOG_1") || is("CREATE_TIMESTAMP_LOG_2")) {
    take_interval(script.substr(0, 22), context.at, result);
  }
  return result;
}

/// Points scripts at our operation and writes the suite's conditions as FEEL.
std::string adapted(std::string text) {
  static const std::regex script_tag("<(([A-Za-z0-9]+:)?(scriptTask|globalScriptTask))(\\s)");
  static const std::regex format("\\sscript(Format|Language)=\"[^\"]*\"");
  static const std::regex lacks("!\\s*test\\.contains\\(\"([a-z]+)\"\\)");
  static const std::regex has("test\\.contains\\(\"([a-z]+)\"\\)>?");
  text = std::regex_replace(text, format, "");
  text = std::regex_replace(text, script_tag, "<$1 scriptFormat=\"suite\"$4");
  static const std::regex global("<(([A-Za-z0-9]+:)?globalScriptTask) scriptFormat=");
  text = std::regex_replace(text, global, "<$1 scriptLanguage=");
  text = std::regex_replace(text, lacks, "not(contains(test, \"$1\"))");
  return std::regex_replace(text, has, "contains(test, \"$1\")");
}

void add_outcomes(const EngineHost& host) {
  for (const event::Event& event : host.log()) {
    if (std::holds_alternative<event::IncidentRaised>(event)) once("ERROR_runtime");
    if (const auto* ended = std::get_if<event::CaseEnded>(&event))
      if (ended->reason == "error") once("ERROR_thrownErrorEvent");
  }
}

std::vector<std::string> run_case(const std::string& text, const base::Value& given, bool suite_reading) {
  trace = {};
  refusal.clear();
  EngineHost host(engine::Options{suite_reading});
  command::DeployResource deploy;
  deploy.kind = "process";
  deploy.resource_name = "suite";
  deploy.text = text;
  if (auto deployed = host.send(std::move(deploy)); !deployed) {
    refusal = base::describe(deployed.error());
    return {"ERROR_deployment"};
  }
  for (const base::Value& start : given.get("start").as_list()) {
    command::StartCase start_case;
    start_case.process = start.get("process").as_string();
    start_case.variables = start.get("variables");
    if (auto started = host.send(std::move(start_case)); !started) once("ERROR_runtime");
  }
  host.advance_ms(given.get("advance_ms").int64_or(0));
  add_outcomes(host);
  return trace.entries;
}

/// Expected and seen are equal as multisets; entries that count only where expected are dropped elsewhere.
bool agrees(std::vector<std::string> expected, std::vector<std::string>& seen) {
  for (const char* entry : {"MARKER_exists", "EXECUTION_parallel", "DATA_correct"})
    if (std::find(expected.begin(), expected.end(), entry) == expected.end()) std::erase(seen, entry);
  const bool any_error = std::find(expected.begin(), expected.end(), "ERROR") != expected.end();
  for (std::string& entry : seen)
    if (any_error && (entry == "ERROR_runtime" || entry == "ERROR_deployment")) entry = "ERROR";
  std::sort(expected.begin(), expected.end());
  std::sort(seen.begin(), seen.end());
  return expected == seen;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return "[" + text + "]";
}

}  // namespace

base::Result<void> run_bpmn_behaviour(const CaseFile& file, Report& report) {
  if (!operation::find("script/suite")) operation::add("script/suite", run_script);
  for (const base::Value& test : file.json.get("tests").as_list()) {
    const std::string id = test.get("id").as_string();
    if (!report.wants(id)) continue;
    ZHUNRU_TRY(text, read_file(file.folder + test.get("file").as_string()));
    const std::string model = adapted(text);
    const bool contested = !test.get("contested").is_null();
    Outcome outcome{"bpmn-behaviour", test.get("category").as_string() + (contested ? " (contested)" : ""), id, true, "", "", false};
    for (const base::Value& each : test.get("cases").as_list()) {
      std::vector<std::string> expected;
      for (const base::Value& entry : each.get("expect_trace").as_list()) expected.push_back(entry.as_string());
      std::vector<std::string> seen = run_case(model, each, contested && report.suite_reading());
      if (agrees(expected, seen)) continue;
      const std::string number = "case " + std::to_string(each.get("case").int64_or(0)) + ": ";
      outcome.passed = false;
      outcome.expected += (outcome.expected.empty() ? "" : "; ") + number + joined(expected);
      outcome.seen += (outcome.seen.empty() ? "" : "; ") + number + joined(seen) + (refusal.empty() ? "" : " (" + refusal + ")");
    }
    report.add(std::move(outcome));
  }
  return {};
}

}  // namespace zhunru::conformance
