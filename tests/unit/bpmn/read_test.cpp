#include "tests/unit/bpmn/samples.hpp"

using namespace zhunru;
using namespace zhunru::bpmn;
using namespace zhunru::bpmn::test;
using model::EventKind;
using model::NodeKind;
using model::none;

TEST_CASE("a file is refused when its root is not BPMN or an id is used twice or is too long") {
  CHECK(read("<definitions/>").error().code == "bpmn-root");
  CHECK(read(process("<task id=\"a\"/><task id=\"a\"/>")).error().code == "bpmn-id");
  CHECK(read(process("<task id=\"" + std::string(129, 'x') + "\"/>")).error().code == "bpmn-id");
  CHECK(read(process("<task id=\"\"/>")).error().code == "bpmn-id");
}

TEST_CASE("flows join nodes both ways and know their default and condition") {
  const Model model = read_or_fail(process(
      "<exclusiveGateway id=\"g\" default=\"f2\"/><task id=\"a\"/><task id=\"b\"/>"
      "<sequenceFlow id=\"f1\" sourceRef=\"g\" targetRef=\"a\"><conditionExpression xsi:type=\"tFormalExpression\">x &gt; 1</conditionExpression></sequenceFlow>"
      "<sequenceFlow id=\"f2\" sourceRef=\"g\" targetRef=\"b\"/>"));
  const auto& gateway = node_of(model, "g");
  REQUIRE(gateway.outgoing.size() == 2);
  CHECK(model.definitions.flow(gateway.outgoing[0]).id == "f1");
  CHECK(feel(model, model.definitions.flow(gateway.outgoing[0]).condition) == "x > 1");
  CHECK(model.definitions.flow(gateway.default_flow).is_default);
  CHECK(node_of(model, "b").incoming.size() == 1);
  CHECK(model.findings.empty());
}

TEST_CASE("the zhunru vocabulary fills the typed fields") {
  const Model model = read_or_fail(around(
      "<userTask id=\"t\" name=\"受理\" zhunru:nameEn=\"Accept\"><extensionElements>"
      "<zhunru:assignment role=\"office\" body=\"=approver\" exclude=\"=recused\"/><zhunru:form ref=\"T01-U6\"/>"
      "<zhunru:due workingDays=\"settings.acceptance_wd\" calendar=\"=calendar_of(body)\" escalate=\"chair\"/>"
      "<zhunru:outcome id=\"accept\" name=\"受理\" nameEn=\"Accept\" does=\"立案\" kind=\"primary\" when=\"complete\" clause=\"2.3-d\" local=\"true\"/>"
      "<zhunru:outcome id=\"refuse\" name=\"不予受理\" kind=\"danger\" form=\"T01-refuse\"/>"
      "<zhunru:sign text=\"=text_hash\"/><zhunru:input target=\"a\" source=\"=b.c\"/><zhunru:output target=\"x.y\" source=\"t.outcome\"/>"
      "<zhunru:clock start=\"review\" workingDays=\"=20\" at=\"complete\"/><zhunru:clock pause=\"acceptance\"/><zhunru:note clause=\"2.3-d\" text=\"…\" local=\"true\"/>"
      "</extensionElements></userTask>",
      "t"));
  CHECK(model.findings.empty());
  const auto& task = node_of(model, "t");
  const auto& ext = task.ext;
  CHECK(ext.name_en == "Accept");
  CHECK(ext.assignment.role.text == "office");
  CHECK(feel(model, ext.assignment.body.expression) == "approver");
  CHECK(feel(model, ext.assignment.exclude) == "recused");
  CHECK(ext.form == "T01-U6");
  CHECK(feel(model, ext.due.working_days) == "settings.acceptance_wd");
  CHECK(ext.due.escalate.text == "chair");
  REQUIRE(ext.outcomes.size() == 2);
  CHECK(ext.outcomes[0].kind == model::OutcomeKind::primary);
  CHECK(ext.outcomes[0].local);
  CHECK(feel(model, ext.outcomes[0].when) == "complete");
  CHECK(ext.outcomes[1].kind == model::OutcomeKind::danger);
  CHECK(ext.outcomes[1].form == "T01-refuse");
  CHECK(feel(model, ext.sign) == "text_hash");
  REQUIRE(ext.inputs.size() == 1);
  CHECK(feel(model, ext.inputs[0].source) == "b.c");
  CHECK(ext.outputs[0].target == "x.y");
  REQUIRE(ext.clocks.size() == 2);
  CHECK(ext.clocks[0].at_complete);
  CHECK(ext.clocks[1].pause == "acceptance");
  CHECK(ext.notes.at(0).local);
}

TEST_CASE("a misspelt zhunru element, attribute or value is an error with its line") {
  const auto findings = lint_of(around("<userTask id=\"t\"><extensionElements>\n<zhunru:asignment role=\"x\"/>\n<zhunru:form reff=\"x\"/>\n"
                                       "<zhunru:outcome id=\"a\" kind=\"big\"/></extensionElements></userTask>",
                                       "t"));
  REQUIRE(find_rule(findings, "zhunru-element"));
  CHECK(find_rule(findings, "zhunru-element")->line == 5);
  CHECK(find_rule(findings, "zhunru-attribute")->line == 6);
  CHECK(find_rule(findings, "zhunru-value")->line == 7);
  CHECK(find_rule(findings, "zhunru-value")->element == "t");
}

TEST_CASE("decision, operation and call get their defaults") {
  const Model model = read_or_fail(process(
      "<businessRuleTask id=\"r\"><extensionElements><zhunru:decision ref=\"D2\"/></extensionElements></businessRuleTask>"
      "<serviceTask id=\"o\"><extensionElements><zhunru:operation name=\"freeze_text\"/></extensionElements></serviceTask>"
      "<callActivity id=\"c\" calledElement=\"g\"/>",
      "<globalScriptTask id=\"g\"><script>1</script></globalScriptTask>"));
  CHECK(node_of(model, "r").ext.decision.result == "D2");
  CHECK(node_of(model, "o").ext.operation.result == "o");
  const auto called = node_of(model, "c").called_process;
  REQUIRE(called != none);
  const auto& global = model.definitions.process(called);
  CHECK(global.global_task);
  REQUIRE(model.definitions.scope(global.scope).entries.size() == 1);
  CHECK(model.definitions.node(model.definitions.scope(global.scope).entries[0]).script == "1");
}

TEST_CASE("vendor dialects fill the same fields") {
  const Model camunda = read_or_fail(around(
      "<userTask id=\"t\" camunda:assignee=\"${boss}\" camunda:candidateGroups=\"legal, finance\" camunda:candidateUsers=\"u-${n}\" camunda:dueDate=\"P3D\" "
      "camunda:formKey=\"f\"><extensionElements><camunda:inputOutput><camunda:inputParameter name=\"a\">${b}</camunda:inputParameter>"
      "<camunda:outputParameter name=\"c\">plain</camunda:outputParameter></camunda:inputOutput></extensionElements>"
      "<multiInstanceLoopCharacteristics camunda:collection=\"people\" camunda:elementVariable=\"person\"/></userTask>",
      "t"));
  const auto& task = node_of(camunda, "t");
  CHECK(feel(camunda, task.ext.assignment.person.expression) == "boss");
  REQUIRE(task.ext.assignment.candidate_groups.size() == 2);
  CHECK(task.ext.assignment.candidate_groups[1].text == "finance");
  CHECK(feel(camunda, task.ext.assignment.candidate_users.at(0).expression) == "\"u-\" + string(n)");
  CHECK(task.ext.due.date.text == "P3D");
  CHECK(task.ext.form == "f");
  CHECK(feel(camunda, task.ext.inputs.at(0).source) == "b");
  CHECK(feel(camunda, task.ext.outputs.at(0).source) == "\"plain\"");
  CHECK(feel(camunda, task.multi->collection) == "people");
  CHECK(task.multi->element == "person");
  CHECK(camunda.findings.empty());

  const Model zeebe = read_or_fail(around(
      "<userTask id=\"t\"><extensionElements><zeebe:assignmentDefinition assignee=\"=boss\" candidateGroups=\"=[&quot;a&quot;,&quot;b&quot;]\"/>"
      "<zeebe:formDefinition formId=\"F\"/><zeebe:taskSchedule dueDate=\"=due\"/><zeebe:ioMapping><zeebe:input source=\"=x+1\" target=\"y\"/></zeebe:ioMapping>"
      "</extensionElements><multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection=\"=items\" inputElement=\"item\" "
      "outputCollection=\"results\" outputElement=\"=r\"/></extensionElements></multiInstanceLoopCharacteristics></userTask>",
      "t"));
  const auto& other = node_of(zeebe, "t");
  CHECK(feel(zeebe, other.ext.assignment.person.expression) == "boss");
  CHECK(feel(zeebe, other.ext.assignment.candidate_groups.at(0).expression) == "[\"a\",\"b\"]");
  CHECK(other.ext.form == "F");
  CHECK(feel(zeebe, other.ext.inputs.at(0).source) == "x+1");
  CHECK(feel(zeebe, other.multi->output_element) == "r");
}

TEST_CASE("a vendor setting that cannot be honoured is a finding, not silence") {
  const auto findings = lint_of(around("<serviceTask id=\"t\" camunda:class=\"com.x.Y\"><extensionElements>\n<camunda:executionListener class=\"a\"/>"
                                       "</extensionElements></serviceTask>",
                                       "t"));
  int count = 0;
  for (const Finding& finding : findings) count += finding.rule == "vendor-ignored";
  CHECK(count == 2);
  CHECK(lint_of(around("<task id=\"t\" camunda:asyncBefore=\"true\"/>", "t")).empty());
}

TEST_CASE("event definitions are resolved, also through eventDefinitionRef, in the order of the file") {
  const Model model = read_or_fail(process(
      "<intermediateThrowEvent id=\"t\"><signalEventDefinition signalRef=\"s1\"/><messageEventDefinition messageRef=\"m\"/><eventDefinitionRef>root</eventDefinitionRef>"
      "</intermediateThrowEvent>"
      "<intermediateCatchEvent id=\"c\" parallelMultiple=\"true\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
      "<timerEventDefinition><extensionElements><zhunru:workingDays value=\"settings.n\" calendar=\"cn\"/></extensionElements></timerEventDefinition>"
      "<timerEventDefinition><extensionElements><zhunru:clockDue ref=\"review\"/></extensionElements></timerEventDefinition>"
      "<timerEventDefinition><timeDate xsi:type=\"tFormalExpression\">date and time(due)</timeDate></timerEventDefinition></intermediateCatchEvent>",
      "<signal id=\"s1\" name=\"law\"/><signal id=\"s2\" name=\"other\"/><message id=\"m\" name=\"answer\"><extensionElements>"
      "<zhunru:subscription correlationKey=\"=case_id\"/></extensionElements></message><signalEventDefinition id=\"root\" signalRef=\"s2\"/>"));
  CHECK(model.findings.empty());
  const auto& thrower = node_of(model, "t");
  REQUIRE(thrower.events.size() == 3);
  CHECK(model.definitions.trigger_name(thrower.events[0]) == "law");
  CHECK(model.definitions.trigger_name(thrower.events[1]) == "answer");
  CHECK(model.definitions.trigger_name(thrower.events[2]) == "other");
  CHECK(thrower.events[2].shared);
  CHECK(feel(model, model.definitions.messages[0].correlation_key) == "case_id");
  const auto& catcher = node_of(model, "c");
  CHECK(catcher.parallel_multiple);
  REQUIRE(catcher.events.size() == 4);
  CHECK(catcher.events[0].timer.value.text == "PT1H");
  CHECK(catcher.events[1].timer.kind == model::TimerKind::working_days);
  CHECK(feel(model, catcher.events[1].timer.value.expression) == "settings.n");
  CHECK(catcher.events[1].timer.calendar.text == "cn");
  CHECK(catcher.events[2].timer.clock == "review");
  CHECK(feel(model, catcher.events[3].timer.value.expression) == "date and time(due)");
}

TEST_CASE("scopes know where they begin, their event sub-processes and compensation handlers") {
  const Model model = read_or_fail(process(
      "<subProcess id=\"sub\"><task id=\"a\"/><task id=\"h\" isForCompensation=\"true\"/><boundaryEvent id=\"b\" attachedToRef=\"a\"><compensateEventDefinition/>"
      "</boundaryEvent><association id=\"as\" sourceRef=\"b\" targetRef=\"h\"/>"
      "<subProcess id=\"ev\" triggeredByEvent=\"true\"><startEvent id=\"es\" isInterrupting=\"false\"><signalEventDefinition signalRef=\"s\"/></startEvent></subProcess>"
      "</subProcess><startEvent id=\"msg\"><messageEventDefinition messageRef=\"m\"/></startEvent>",
      "<signal id=\"s\" name=\"s\"/><message id=\"m\" name=\"m\"/>"));
  const auto& definitions = model.definitions;
  const auto& sub = node_of(model, "sub");
  const auto& inner = definitions.scope(sub.inner);
  REQUIRE(inner.entries.size() == 1);
  CHECK(definitions.node(inner.entries[0]).id == "a");
  REQUIRE(inner.event_sub_processes.size() == 1);
  CHECK(definitions.node(inner.event_sub_processes[0]).kind == NodeKind::event_sub_process);
  CHECK_FALSE(node_of(model, "es").interrupting);
  CHECK(definitions.node(node_of(model, "a").compensation_handler).id == "h");
  CHECK(definitions.scope_within(node_of(model, "es").scope, sub.inner));
  REQUIRE(definitions.processes[0].triggers.size() == 1);
  CHECK(definitions.scope(definitions.processes[0].scope).entries.empty());
}

TEST_CASE("links are paired by target, or by name where the file gives none") {
  const Model model = read_or_fail(process(
      "<intermediateThrowEvent id=\"t1\"><linkEventDefinition id=\"l1\" name=\"x\"><target>l2</target></linkEventDefinition></intermediateThrowEvent>"
      "<intermediateCatchEvent id=\"c1\"><linkEventDefinition id=\"l2\" name=\"y\"><source>l1</source></linkEventDefinition></intermediateCatchEvent>"
      "<intermediateThrowEvent id=\"t2\"><linkEventDefinition name=\"page\"/></intermediateThrowEvent>"
      "<intermediateCatchEvent id=\"c2\"><linkEventDefinition name=\"page\"/></intermediateCatchEvent>"));
  CHECK(model.definitions.node(node_of(model, "t1").events[0].link_target).id == "c1");
  CHECK(model.definitions.node(node_of(model, "t2").events[0].link_target).id == "c2");
}

TEST_CASE("data objects, inputs and associations are joined; a reference is another name of its object") {
  const Model model = read_or_fail(process(
      "<dataObject id=\"do\" name=\"data\"/><dataObjectReference id=\"dr\" dataObjectRef=\"do\"/><property id=\"prop\" name=\"p1\"/>"
      "<task id=\"t\"><ioSpecification><dataInput id=\"in\"/><inputSet><dataInputRefs>in</dataInputRefs></inputSet><outputSet/></ioSpecification>"
      "<dataInputAssociation><sourceRef>dr</sourceRef><targetRef>in</targetRef><assignment><from>1</from><to>in</to></assignment></dataInputAssociation></task>"));
  CHECK(model.findings.empty());
  const auto& task = node_of(model, "t");
  REQUIRE(task.data_inputs.size() == 1);
  const auto& data = model.definitions.data;
  CHECK(data[static_cast<std::size_t>(task.data_inputs[0].sources.at(0))].variable == "data");
  CHECK(data[static_cast<std::size_t>(task.data_inputs[0].target)].id == "in");
  CHECK(feel(model, task.data_inputs[0].assignments.at(0).from) == "1");
  CHECK(model.definitions.processes[0].properties.size() == 1);
}

TEST_CASE("pools, lanes, multi-instance behavior and token quantities are read") {
  const Model model = read_or_fail(file(
      "<signal id=\"s\" name=\"s\"/><signalEventDefinition id=\"sd\" signalRef=\"s\"/>"
      "<collaboration id=\"co\"><participant id=\"pa\" name=\"准入单位\" processRef=\"p\"><participantMultiplicity minimum=\"1\" maximum=\"3\"/></participant>"
      "<messageFlow id=\"mf\" sourceRef=\"pa\" targetRef=\"t\"/></collaboration>"
      "<process id=\"p\" isExecutable=\"true\"><laneSet><lane id=\"l1\" name=\"办公室\"><extensionElements><zhunru:assignment role=\"office\"/></extensionElements>"
      "<flowNodeRef>t</flowNodeRef></lane></laneSet>"
      "<task id=\"t\" startQuantity=\"2\" completionQuantity=\"3\"><multiInstanceLoopCharacteristics isSequential=\"true\" behavior=\"One\" oneBehaviorEventRef=\"sd\">"
      "<loopCardinality>${n}</loopCardinality><completionCondition>nrOfCompletedInstances == 2</completionCondition></multiInstanceLoopCharacteristics></task></process>"));
  CHECK(model.findings.empty());
  const auto& task = node_of(model, "t");
  CHECK(task.start_quantity == 2);
  CHECK(task.completion_quantity == 3);
  REQUIRE(task.multi);
  CHECK(task.multi->sequential);
  CHECK(task.multi->behavior == model::MultiBehavior::one);
  CHECK(task.multi->one_event.at(0).kind == EventKind::signal);
  CHECK(feel(model, task.multi->cardinality) == "n");
  CHECK(feel(model, task.multi->completion) == "numberOfCompletedInstances = 2");
  CHECK(model.definitions.lanes.at(0).assignment.role.text == "office");
  CHECK(task.lane == 0);
  CHECK(model.definitions.participants.at(0).maximum == 3);
  CHECK(model.definitions.processes[0].participant == 0);
}

TEST_CASE("a file of nothing but the shortest nodes is refused before its model is made") {
  std::string tasks;
  for (int i = 0; i < 4000; ++i) tasks += "<task />";
  const auto model = read("<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><process id=\"P\">" + tasks + "</process></definitions>");
  REQUIRE_FALSE(model);
  CHECK(model.error().code == "model-too-dense");
}
