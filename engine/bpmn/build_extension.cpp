// Builder: the zhunru: vocabulary of architecture.md §4.
#include "engine/bpmn/build.hpp"

namespace zhunru::bpmn {

using model::Index;
using model::none;

void Builder::check_attributes(Xml at, std::initializer_list<std::string_view> known) {
  for (const Attribute& attribute : doc.at(at).attributes) {
    if (attribute.space != Space::none) continue;
    bool found = false;
    for (const std::string_view name : known) found = found || name == attribute.name;
    if (!found)
      report(at, "zhunru-attribute", Severity::error, "zhunru:" + doc.at(at).name + " 没有属性 " + attribute.name,
             "zhunru:" + doc.at(at).name + " has no attribute " + attribute.name, "删去或改正属性名(见 docs/architecture.md 第 4 节)",
             "remove it or correct its name (docs/architecture.md section 4)");
  }
}

model::Assignment Builder::assignment(Xml owner, Xml at) {
  model::Assignment made;
  made.role = text_or_feel(owner, doc.value(at, "role"));
  made.body = text_or_feel(owner, doc.value(at, "body"));
  made.community = text_or_feel(owner, doc.value(at, "community"));
  made.person = text_or_feel(owner, doc.value(at, "person"));
  made.exclude = feel_attribute(owner, at, "exclude");
  check_attributes(at, {"role", "body", "community", "person", "exclude"});
  return made;
}

model::Due Builder::due(Xml owner, Xml at) {
  model::Due made;
  made.working_days = feel_attribute(owner, at, "workingDays");
  made.days = feel_attribute(owner, at, "days");
  made.clock = std::string(doc.value(at, "clock"));
  made.date = text_or_feel(owner, doc.value(at, "date"));
  made.calendar = text_or_feel(owner, doc.value(at, "calendar"));
  made.escalate = text_or_feel(owner, doc.value(at, "escalate"));
  check_attributes(at, {"workingDays", "days", "clock", "date", "calendar", "escalate"});
  return made;
}

model::Outcome Builder::outcome(Xml owner, Xml at) {
  model::Outcome made;
  made.id = std::string(doc.value(at, "id"));
  made.name = name_of(at);
  made.name_en = std::string(doc.value(at, "nameEn"));
  made.does = std::string(doc.value(at, "does"));
  made.does_en = std::string(doc.value(at, "doesEn"));
  made.clause = std::string(doc.value(at, "clause"));
  made.form = std::string(doc.value(at, "form"));
  made.when = feel_attribute(owner, at, "when");
  made.local = flag(at, "local", false);
  const std::string_view kind = doc.value(at, "kind");
  if (kind == "primary") made.kind = model::OutcomeKind::primary;
  else if (kind == "danger") made.kind = model::OutcomeKind::danger;
  else if (!kind.empty() && kind != "secondary")
    report(at, "zhunru-value", Severity::error, "kind 应为 primary、secondary 或 danger", "kind must be primary, secondary or danger");
  if (made.id.empty())
    report(at, "zhunru-value", Severity::error, "zhunru:outcome 缺少 id", "zhunru:outcome has no id", "写上 id", "give it an id");
  check_attributes(at, {"id", "name", "nameEn", "does", "doesEn", "clause", "kind", "when", "form", "local"});
  return made;
}

model::Note Builder::note(Xml at) {
  model::Note made;
  made.clause = std::string(doc.value(at, "clause"));
  made.text = std::string(doc.value(at, "text"));
  made.text_en = std::string(doc.value(at, "textEn"));
  made.local = flag(at, "local", false);
  check_attributes(at, {"clause", "text", "textEn", "local"});
  return made;
}

std::vector<model::Note> Builder::notes(Xml owner) {
  std::vector<model::Note> result;
  if (const Xml extension = doc.child(owner, "extensionElements"); extension >= 0)
    for (const Xml child : doc.children(extension, "note", Space::zhunru)) result.push_back(note(child));
  return result;
}

model::Clock Builder::clock(Xml owner, Xml at) {
  model::Clock made;
  made.start = std::string(doc.value(at, "start"));
  made.pause = std::string(doc.value(at, "pause"));
  made.working_days = feel_attribute(owner, at, "workingDays");
  made.calendar = text_or_feel(owner, doc.value(at, "calendar"));
  const std::string_view when = doc.value(at, "at");
  made.at_complete = when == "complete";
  if (!when.empty() && when != "activate" && when != "complete")
    report(at, "zhunru-value", Severity::error, "at 应为 activate 或 complete", "at must be activate or complete");
  if (made.start.empty() == made.pause.empty())
    report(at, "zhunru-value", Severity::error, "zhunru:clock 要么写 start,要么写 pause", "zhunru:clock needs either start or pause");
  check_attributes(at, {"start", "pause", "workingDays", "calendar", "at"});
  return made;
}

void Builder::mapping(Xml owner, Xml at, std::vector<model::Mapping>& into) {
  model::Mapping made;
  made.target = std::string(trim(doc.value(at, "target")));
  made.source = feel_attribute(owner, at, "source");
  made.line = doc.at(at).line;
  if (made.target.empty() || made.source == none) {
    report(at, "zhunru-value", Severity::error, "映射需要 target 和 source", "a mapping needs target and source", "补上两者", "write both");
    return;
  }
  into.push_back(std::move(made));
}

void Builder::extensions(Xml owner, model::Extensions& ext) {
  const Xml holder = doc.child(owner, "extensionElements");
  if (holder < 0) return;
  for (const Xml at : doc.children(holder)) {
    if (doc.at(at).space != Space::zhunru) continue;
    const std::string& name = doc.at(at).name;
    if (name == "assignment") {
      ext.assignment = assignment(owner, at);
    } else if (name == "form") {
      ext.form = std::string(doc.value(at, "ref"));
      check_attributes(at, {"ref"});
    } else if (name == "due") {
      ext.due = due(owner, at);
    } else if (name == "outcome") {
      ext.outcomes.push_back(outcome(owner, at));
    } else if (name == "sign") {
      ext.sign = feel_attribute(owner, at, "text");
      check_attributes(at, {"text"});
    } else if (name == "input" || name == "output") {
      mapping(owner, at, name == "input" ? ext.inputs : ext.outputs);
      check_attributes(at, {"target", "source"});
    } else if (name == "decision") {
      ext.decision.ref = text_or_feel(owner, doc.value(at, "ref"));
      ext.decision.result = std::string(doc.value(at, "result"));
      if (ext.decision.result.empty()) ext.decision.result = ext.decision.ref.text;
      check_attributes(at, {"ref", "result"});
    } else if (name == "operation") {
      ext.operation.name = text_or_feel(owner, doc.value(at, "name"));
      ext.operation.result = std::string(doc.value(at, "result"));
      if (ext.operation.result.empty()) ext.operation.result = std::string(doc.id(owner));
      check_attributes(at, {"name", "result"});
    } else if (name == "clock") {
      ext.clocks.push_back(clock(owner, at));
    } else if (name == "note") {
      ext.notes.push_back(note(at));
    } else {
      report(at, "zhunru-element", Severity::error, "不认识的扩展元素 zhunru:" + name, "unknown extension element zhunru:" + name,
             "改正名称(见 docs/architecture.md 第 4 节)", "correct its name (docs/architecture.md section 4)");
    }
  }
}

}  // namespace zhunru::bpmn
