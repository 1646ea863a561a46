// Builder: what camunda:, flowable:, activiti: and zeebe: say about assignment, forms, dates, data and calls, put into
// the same fields as our own vocabulary. Whatever has no counterpart here becomes a finding with its line.
#include <array>

#include "engine/bpmn/build.hpp"

namespace zhunru::bpmn {

using model::Index;
using model::none;

namespace {

std::string space_name(const Element& element) { return element.prefix.empty() ? element.name : element.prefix + ":" + element.name; }

/// Settings of the other engines' own machinery (jobs, retries, history): no effect on what happens, no finding.
bool machinery(std::string_view name) {
  static constexpr std::array<std::string_view, 21> names = {
      "asyncBefore", "asyncAfter", "async", "exclusive", "jobPriority", "taskPriority", "historyTimeToLive", "isStartableInTasklist",
      "modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon", "failedJobRetryTimeCycle", "versionTag",
      "candidateStarterUsers", "candidateStarterGroups", "category", "asyncLeave", "triggerable", "autoStoreVariables",
      "doNotIncludeVariables", "followUpDate"};
  for (const std::string_view known : names)
    if (known == name) return true;
  return false;
}

}  // namespace

std::vector<model::TextOrFeel> Builder::list(Xml owner, std::string_view text) {
  std::vector<model::TextOrFeel> result;
  int open = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && (text[i] == '{' || text[i] == '(' || text[i] == '[')) ++open;
    if (i < text.size() && (text[i] == '}' || text[i] == ')' || text[i] == ']')) --open;
    if (i < text.size() && (text[i] != ',' || open > 0 || text.starts_with('='))) continue;
    const std::string_view piece = trim(text.substr(start, i - start));
    if (!piece.empty()) result.push_back(text_or_feel(owner, piece));
    start = i + 1;
  }
  return result;
}

void Builder::ignored(Xml at, std::string_view what, std::string_view why_zh, std::string_view why_en) {
  const std::string name(what);
  report(at, "vendor-ignored", Severity::warning, name + " 在这里不起作用:" + std::string(why_zh),
         name + " has no effect here: " + std::string(why_en), "用 zhunru: 的写法代替,或删去", "say it in the zhunru: vocabulary, or remove it");
}

void Builder::vendor(Xml owner, model::Node& node) {
  for (const Attribute& attribute : doc.at(owner).attributes) {
    if (attribute.space == Space::zeebe) {
      if (attribute.name.rfind("modelerTemplate", 0) != 0) ignored(owner, "zeebe:" + attribute.name, "没有对应", "it has no counterpart");
      continue;
    }
    if (attribute.space != Space::camunda && attribute.space != Space::flowable && attribute.space != Space::activiti) continue;
    if (!vendor_attribute(owner, node, attribute) && !machinery(attribute.name))
      ignored(owner, attribute.prefix + ":" + attribute.name, "引擎不运行外部代码,也没有对应设置", "the engine runs no outside code and has no such setting");
  }
  vendor_elements(owner, node);
  if (const Xml multi = doc.child(owner, "multiInstanceLoopCharacteristics"); multi >= 0) vendor_loop(owner, node, multi);
}

bool Builder::vendor_attribute(Xml owner, model::Node& node, const Attribute& attribute) {
  model::Extensions& ext = node.ext;
  const std::string& name = attribute.name;
  const std::string& value = attribute.value;
  if (name == "assignee") ext.assignment.person = text_or_feel(owner, value);
  else if (name == "candidateUsers") ext.assignment.candidate_users = list(owner, value);
  else if (name == "candidateGroups") ext.assignment.candidate_groups = list(owner, value);
  else if (name == "dueDate") ext.due.date = text_or_feel(owner, value);
  else if (name == "formKey" || name == "formRef") ext.form = value;
  else if (name == "formRefBinding" || name == "formRefVersion" || name == "calledElementBinding" || name == "decisionRefBinding") return true;
  else if (name == "priority") ext.priority = text_or_feel(owner, value);
  else if (name == "decisionRef") {
    ext.decision.ref = text_or_feel(owner, value);
    if (ext.decision.result.empty()) ext.decision.result = value;
  } else if (name == "resultVariable" || name == "resultVariableName") {
    node.script_result = value;
    if (node.kind == model::NodeKind::business_rule_task) ext.decision.result = value;
    if (node.kind == model::NodeKind::service_task || node.kind == model::NodeKind::send_task) ext.operation.result = value;
  } else if (name == "topic") {
    ext.operation.name = text_or_feel(owner, value);
    if (ext.operation.result.empty()) ext.operation.result = node.id;
  } else if (name == "type") {
    return value == "external";
  } else if (name == "initiator") {
    ext.properties.push_back({name, value});
  } else {
    return false;
  }
  return true;
}

void Builder::vendor_elements(Xml owner, model::Node& node) {
  const Xml holder = doc.child(owner, "extensionElements");
  if (holder < 0) return;
  for (const Xml at : doc.children(holder)) {
    const Element& element = doc.at(at);
    bool used = true;
    if (element.space == Space::zeebe) used = zeebe_element(owner, node, at);
    else if (element.space == Space::camunda || element.space == Space::flowable || element.space == Space::activiti)
      used = machinery(element.name) || camunda_element(owner, node, at);
    if (!used) ignored(at, space_name(element), "没有对应", "it has no counterpart");
  }
}

bool Builder::camunda_element(Xml owner, model::Node& node, Xml at) {
  const std::string& name = doc.at(at).name;
  const Space space = doc.at(at).space;
  model::Extensions& ext = node.ext;
  const auto add = [&](std::vector<model::Mapping>& into, std::string_view target, Index source) {
    if (!target.empty() && source != none) into.push_back({std::string(target), source, doc.at(at).line});
  };
  if (name == "in" || name == "out") {
    const bool in = name == "in";
    if (doc.value(at, "variables") == "all") (in ? ext.all_in : ext.all_out) = true;
    else if (doc.attribute(at, "sourceExpression")) add(in ? ext.inputs : ext.outputs, doc.value(at, "target"), feel_attribute(owner, at, "sourceExpression"));
    else if (doc.attribute(at, "source")) add(in ? ext.inputs : ext.outputs, doc.value(at, "target"), feel_attribute(owner, at, "source"));
    else return doc.attribute(at, "businessKey") != nullptr;
    return true;
  }
  if (name == "inputOutput") {
    for (const Xml parameter : doc.children(at)) {
      if (doc.at(parameter).space != space) continue;
      const bool in = doc.at(parameter).name == "inputParameter";
      if (!doc.children(parameter).empty()) {
        ignored(parameter, space_name(doc.at(parameter)), "列表、映射和脚本参数请写成 FEEL", "list, map and script parameters must be written in FEEL");
        continue;
      }
      const std::string text = doc.text(parameter);
      const bool templated = text.starts_with("=") || text.find("${") != std::string::npos || text.find("#{") != std::string::npos;
      add(in ? ext.inputs : ext.outputs, doc.value(parameter, "name"),
          templated ? expression(owner, text, parameter) : literal(owner, parameter, text));
    }
    return true;
  }
  if (name == "properties") {
    for (const Xml property : doc.children(at, "property", space))
      ext.properties.push_back({std::string(doc.value(property, "name")), std::string(doc.value(property, "value"))});
    return true;
  }
  if (name == "formData" || name == "formProperty") {
    ignored(at, space_name(doc.at(at)), "请用表单文件", "use a form file");
    return true;
  }
  return false;
}

bool Builder::zeebe_element(Xml owner, model::Node& node, Xml at) {
  const std::string& name = doc.at(at).name;
  model::Extensions& ext = node.ext;
  const auto value = [&](std::string_view key) { return doc.value(at, key); };
  if (name == "assignmentDefinition") {
    ext.assignment.person = text_or_feel(owner, value("assignee"));
    ext.assignment.candidate_users = list(owner, value("candidateUsers"));
    ext.assignment.candidate_groups = list(owner, value("candidateGroups"));
  } else if (name == "formDefinition") {
    ext.form = std::string(doc.attribute(at, "formId") ? value("formId") : value("formKey"));
  } else if (name == "taskSchedule") {
    ext.due.date = text_or_feel(owner, value("dueDate"));
  } else if (name == "priorityDefinition") {
    ext.priority = text_or_feel(owner, value("priority"));
  } else if (name == "taskDefinition") {
    ext.operation.name = text_or_feel(owner, value("type"));
    ext.operation.retries = std::string(value("retries"));
    if (ext.operation.result.empty()) ext.operation.result = node.id;
  } else if (name == "calledDecision") {
    ext.decision.ref = text_or_feel(owner, value("decisionId"));
    ext.decision.result = std::string(value("resultVariable"));
  } else if (name == "calledElement") {
    node.called_element = text_or_feel(owner, value("processId"));
    ext.all_in = flag(at, "propagateAllParentVariables", true);
    ext.all_out = flag(at, "propagateAllChildVariables", false);
  } else if (name == "script") {
    node.script = std::string(trim(value("expression")));
    if (node.script.starts_with("=")) node.script.erase(0, 1);
    node.script_format = "feel";
    node.script_result = std::string(value("resultVariable"));
  } else if (name == "ioMapping") {
    for (const Xml child : doc.children(at)) {
      if (doc.at(child).space != Space::zeebe) continue;
      const std::string_view source = trim(doc.value(child, "source"));
      const Index from = source.starts_with("=") ? expression(owner, source, child) : literal(owner, child, source);
      auto& into = doc.at(child).name == "input" ? ext.inputs : ext.outputs;
      if (doc.value(child, "target").empty()) continue;
      into.push_back({std::string(doc.value(child, "target")), from, doc.at(child).line});
    }
  } else if (name == "properties" || name == "taskHeaders") {
    for (const Xml child : doc.children(at)) {
      const bool header = doc.at(child).name == "header";
      ext.properties.push_back({std::string(doc.value(child, header ? "key" : "name")), std::string(doc.value(child, "value"))});
    }
  } else {
    return name == "userTask" || name == "versionTag" || name == "userTaskForm";
  }
  return true;
}

void Builder::vendor_loop(Xml owner, model::Node& node, Xml characteristics) {
  if (!node.multi) return;
  model::MultiInstance& multi = *node.multi;
  for (const Space space : {Space::camunda, Space::flowable, Space::activiti}) {
    if (multi.collection == none && doc.attribute(characteristics, "collection", space))
      multi.collection = feel_attribute(owner, characteristics, "collection", space);
    if (const std::string* element = doc.attribute(characteristics, "elementVariable", space)) multi.element = *element;
    if (doc.attribute(characteristics, "elementIndexVariable", space))
      ignored(characteristics, "elementIndexVariable", "请用 loopCounter", "use loopCounter");
  }
  const Xml holder = doc.child(characteristics, "extensionElements");
  if (holder < 0) return;
  const Xml zeebe = doc.child(holder, "loopCharacteristics", Space::zeebe);
  if (zeebe < 0) return;
  multi.collection = feel_attribute(owner, zeebe, "inputCollection");
  multi.element = std::string(doc.value(zeebe, "inputElement"));
  multi.output = std::string(doc.value(zeebe, "outputCollection"));
  multi.output_element = feel_attribute(owner, zeebe, "outputElement");
}

void Builder::performers(Xml owner, model::Node& node) {
  const auto each = [&](std::string_view kind, bool single) {
    for (const Xml performer : doc.children(owner, kind)) {
      const Xml assignment = doc.child(performer, "resourceAssignmentExpression");
      const Xml formal = assignment < 0 ? -1 : doc.child(assignment, "formalExpression");
      if (formal < 0) continue;
      for (const model::TextOrFeel& entry : list(owner, doc.text(formal))) {
        model::TextOrFeel who = entry;
        bool user = single;
        if (who.text.starts_with("user(") && who.text.ends_with(")")) {
          who = text_or_feel(owner, who.text.substr(5, who.text.size() - 6));
          user = true;
        } else if (who.text.starts_with("group(") && who.text.ends_with(")")) {
          who = text_or_feel(owner, who.text.substr(6, who.text.size() - 7));
        }
        if (single) node.ext.assignment.person = who;
        else (user ? node.ext.assignment.candidate_users : node.ext.assignment.candidate_groups).push_back(who);
      }
    }
  };
  each("humanPerformer", true);
  each("performer", true);
  each("potentialOwner", false);
}

}  // namespace zhunru::bpmn
