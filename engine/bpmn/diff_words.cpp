#include "engine/bpmn/diff_words.hpp"

#include <algorithm>
#include <array>

namespace zhunru::bpmn {
namespace {

struct Row {
  std::string_view name, zh, en;
};

/// Elements of BPMN 2.0 and DMN 1.5 that are compared by themselves.
constexpr std::array elements = {
    Row{"definitions", "文件", "file"}, Row{"BPMNDiagram", "流程图", "diagram"}, Row{"process", "流程", "process"}, Row{"subProcess", "子流程", "sub-process"},
    Row{"transaction", "事务子流程", "transaction"}, Row{"adHocSubProcess", "自由子流程", "ad-hoc sub-process"}, Row{"task", "任务", "task"},
    Row{"userTask", "人工任务", "user task"}, Row{"serviceTask", "自动任务", "service task"}, Row{"scriptTask", "脚本任务", "script task"},
    Row{"sendTask", "发送任务", "send task"}, Row{"receiveTask", "接收任务", "receive task"}, Row{"manualTask", "线下任务", "manual task"},
    Row{"businessRuleTask", "规则任务", "business rule task"}, Row{"callActivity", "调用流程", "call activity"}, Row{"startEvent", "开始事件", "start event"},
    Row{"endEvent", "结束事件", "end event"}, Row{"intermediateCatchEvent", "等待事件", "catch event"}, Row{"intermediateThrowEvent", "发出事件", "throw event"},
    Row{"boundaryEvent", "边界事件", "boundary event"}, Row{"exclusiveGateway", "选择网关", "exclusive gateway"}, Row{"inclusiveGateway", "包含网关", "inclusive gateway"},
    Row{"parallelGateway", "并行网关", "parallel gateway"}, Row{"eventBasedGateway", "事件网关", "event-based gateway"}, Row{"complexGateway", "复杂网关", "complex gateway"},
    Row{"sequenceFlow", "连线", "sequence flow"}, Row{"messageFlow", "消息流", "message flow"}, Row{"association", "关联线", "association"},
    Row{"dataObject", "数据对象", "data object"}, Row{"dataObjectReference", "数据对象引用", "data object reference"}, Row{"dataStore", "数据存储", "data store"},
    Row{"dataStoreReference", "数据存储引用", "data store reference"}, Row{"textAnnotation", "注释", "text annotation"}, Row{"group", "分组", "group"}, Row{"lane", "泳道", "lane"},
    Row{"participant", "参与方", "participant"}, Row{"collaboration", "协作", "collaboration"}, Row{"message", "消息", "message"}, Row{"signal", "信号", "signal"},
    Row{"error", "错误", "error"}, Row{"escalation", "升级", "escalation"}, Row{"itemDefinition", "数据类型", "item definition"}, Row{"interface", "接口", "interface"},
    Row{"resource", "资源", "resource"}, Row{"correlationProperty", "关联属性", "correlation property"}, Row{"globalTask", "公共任务", "global task"},
    Row{"globalUserTask", "公共人工任务", "global user task"}, Row{"globalManualTask", "公共线下任务", "global manual task"},
    Row{"globalScriptTask", "公共脚本任务", "global script task"}, Row{"globalBusinessRuleTask", "公共规则任务", "global business rule task"},
    Row{"decision", "判断", "decision"}, Row{"inputData", "输入数据", "input data"}, Row{"businessKnowledgeModel", "业务知识", "business knowledge"},
    Row{"decisionService", "判断服务", "decision service"}, Row{"knowledgeSource", "依据", "knowledge source"}, Row{"rule", "规则行", "row"},
    Row{"input", "输入列", "input column"}, Row{"output", "输出列", "output column"}};

/// Steps of a path. "owner@attribute" stands before the attribute alone.
constexpr std::array facets = {
    Row{"@name", "名称", "name"}, Row{"@zhunru:nameEn", "英文名称", "English name"}, Row{"@nameEn", "英文名称", "English name"}, Row{"documentation", "说明", "documentation"},
    Row{"@sourceRef", "从哪里来", "source"}, Row{"@targetRef", "到哪里去", "target"}, Row{"conditionExpression", "条件", "condition"}, Row{"@default", "默认的连线", "default flow"},
    Row{"@parent", "在哪个流程或子流程里", "place"}, Row{"@attachedToRef", "附在哪一步", "attached to"}, Row{"@cancelActivity", "发生后中断这一步", "interrupts the step"},
    Row{"@isInterrupting", "发生后中断", "interrupts"}, Row{"@calledElement", "调用哪个流程", "called process"}, Row{"@triggeredByEvent", "由事件启动", "triggered by an event"},
    Row{"@isExecutable", "可以执行", "executable"}, Row{"@processRef", "哪个流程", "process"}, Row{"@gatewayDirection", "网关方向", "gateway direction"},
    Row{"@instantiate", "启动新案件", "starts a case"}, Row{"@eventGatewayType", "等一个还是等全部", "one or all"}, Row{"activationCondition", "激活条件", "activation condition"},
    Row{"@isForCompensation", "用于补偿", "for compensation"}, Row{"@startQuantity", "开始所需的令牌数", "start quantity"}, Row{"@completionQuantity", "完成后给出的令牌数", "completion quantity"},
    Row{"@parallelMultiple", "全部都要", "all of them"}, Row{"@messageRef", "消息", "message"}, Row{"@signalRef", "信号", "signal"}, Row{"@errorRef", "错误", "error"},
    Row{"@escalationRef", "升级", "escalation"}, Row{"@errorCode", "错误代码", "error code"}, Row{"@escalationCode", "升级代码", "escalation code"},
    Row{"@implementation", "实现方式", "implementation"}, Row{"@operationRef", "操作", "operation"}, Row{"@scriptFormat", "脚本语言", "script language"}, Row{"script", "脚本", "script"},
    Row{"@language", "表达式语言", "language"}, Row{"@expressionLanguage", "表达式语言", "expression language"}, Row{"@typeLanguage", "类型语言", "type language"},
    Row{"timerEventDefinition", "定时", "timer"}, Row{"messageEventDefinition", "消息", "message"}, Row{"signalEventDefinition", "信号", "signal"}, Row{"errorEventDefinition", "错误", "error"},
    Row{"escalationEventDefinition", "升级", "escalation"}, Row{"conditionalEventDefinition", "条件事件", "condition"}, Row{"compensateEventDefinition", "补偿", "compensation"},
    Row{"linkEventDefinition", "链接", "link"}, Row{"terminateEventDefinition", "终止", "terminate"}, Row{"cancelEventDefinition", "取消", "cancel"}, Row{"condition", "条件", "condition"},
    Row{"timeDuration", "多久以后", "duration"}, Row{"timeDate", "日期", "date"}, Row{"timeCycle", "周期", "cycle"}, Row{"@activityRef", "补偿哪一步", "activity"}, Row{"@waitForCompletion", "等补偿完成", "waits for completion"},
    Row{"multiInstanceLoopCharacteristics", "多实例", "multi-instance"}, Row{"standardLoopCharacteristics", "循环", "loop"}, Row{"@isSequential", "逐个进行", "sequential"},
    Row{"loopCardinality", "个数", "number of instances"}, Row{"completionCondition", "提前完成的条件", "completion condition"}, Row{"loopCondition", "循环条件", "loop condition"},
    Row{"@loopMaximum", "最多几轮", "maximum"}, Row{"@testBefore", "先判断后执行", "test before"}, Row{"@behavior", "何时抛出事件", "behaviour"}, Row{"loopDataInputRef", "集合", "collection"},
    Row{"flowNodeRef", "泳道里的步骤", "step in the lane"}, Row{"laneSet", "泳道组", "lanes"}, Row{"text", "文字", "text"}, Row{"ioSpecification", "输入输出", "inputs and outputs"},
    Row{"dataInput", "输入", "input"}, Row{"dataOutput", "输出", "output"}, Row{"dataInputAssociation", "取数据", "data input"}, Row{"dataOutputAssociation", "存数据", "data output"},
    Row{"property", "属性", "property"}, Row{"@isCollection", "是集合", "is a collection"}, Row{"@ordering", "活动的顺序", "ordering"}, Row{"@method", "事务方式", "method"},
    Row{"@cancelRemainingInstances", "完成时取消其余", "cancels the rest"},
    Row{"zhunru:assignment", "由谁办", "who acts"}, Row{"zhunru:assignment@role", "岗位", "role"}, Row{"zhunru:assignment@body", "单位", "body"}, Row{"zhunru:assignment@community", "社区", "community"},
    Row{"zhunru:assignment@person", "本人", "person"}, Row{"zhunru:assignment@exclude", "回避的单位", "recused bodies"}, Row{"zhunru:form", "表单", "form"}, Row{"@ref", "哪一个", "which"},
    Row{"zhunru:due", "办理期限", "time limit"}, Row{"zhunru:due@workingDays", "工作日数", "working days"}, Row{"zhunru:due@days", "天数", "days"}, Row{"zhunru:due@clock", "随哪个时钟", "clock"},
    Row{"@calendar", "日历", "calendar"}, Row{"zhunru:due@escalate", "超期告知谁", "escalates to"}, Row{"zhunru:due@date", "日期", "date"}, Row{"zhunru:outcome", "按钮", "button"},
    Row{"@does", "按下后会怎样", "what it does"}, Row{"@doesEn", "按下后会怎样（英文）", "what it does, English"}, Row{"@clause", "依据条款", "clause"}, Row{"@local", "本地设置", "local setting"},
    Row{"zhunru:outcome@kind", "按钮样式", "look"}, Row{"@when", "何时出现", "offered when"}, Row{"@form", "另用的表单", "other form"}, Row{"zhunru:sign", "签名", "signature"},
    Row{"zhunru:sign@text", "签的文字", "text that is signed"}, Row{"zhunru:input", "输入", "input"}, Row{"zhunru:output", "输出", "output"}, Row{"@target", "存到", "target"},
    Row{"@source", "取自", "source"}, Row{"zhunru:decision", "规则表", "rule table"}, Row{"@result", "结果存到", "result"}, Row{"zhunru:operation", "自动操作", "operation"},
    Row{"zhunru:clock", "时钟", "clock"}, Row{"@start", "开始计时", "starts"}, Row{"@pause", "暂停计时", "pauses"}, Row{"@workingDays", "工作日数", "working days"}, Row{"@at", "何时开始", "from"},
    Row{"zhunru:workingDays", "工作日", "working days"}, Row{"@value", "数值", "value"}, Row{"zhunru:clockDue", "时钟到期", "clock runs out"}, Row{"zhunru:subscription", "消息对应", "correlation"},
    Row{"@correlationKey", "对应的关键字", "key"}, Row{"zhunru:loop", "逐个办理", "one by one"}, Row{"@collection", "对哪些", "collection"}, Row{"@element", "每一个叫", "element"},
    Row{"@output", "结果集合", "output"}, Row{"@outputElement", "每个的结果", "result of each"}, Row{"zhunru:note", "依据", "note"}, Row{"@text", "文字", "text"}, Row{"@textEn", "英文文字", "English text"},
    Row{"decisionTable", "规则表", "table"}, Row{"@hitPolicy", "命中方式", "hit policy"}, Row{"@aggregation", "汇总方式", "aggregation"}, Row{"order", "行的先后", "order of rows"}, Row{"order@aside", "行的先后", "order of rows"},
    Row{"inputEntry", "条件", "condition"}, Row{"outputEntry", "结论", "conclusion"}, Row{"annotationEntry", "备注", "annotation"}, Row{"annotation", "备注列", "annotation column"},
    Row{"inputExpression", "取值", "expression"}, Row{"inputValues", "可填的值", "allowed values"}, Row{"outputValues", "可得的值", "possible values"}, Row{"defaultOutputEntry", "默认结论", "default"},
    Row{"literalExpression", "算法", "expression"}, Row{"variable", "变量", "variable"}, Row{"@typeRef", "类型", "type"}, Row{"@label", "标题", "label"}, Row{"description", "说明", "description"},
    Row{"informationRequirement", "需要的信息", "requires"}, Row{"knowledgeRequirement", "需要的知识", "requires knowledge"}, Row{"authorityRequirement", "依据", "authority"}, Row{"@href", "哪一个", "which"},
    Row{"encapsulatedLogic", "函数", "function"}, Row{"formalParameter", "参数", "parameter"}, Row{"allowedValues", "可取的值", "allowed values"}, Row{"typeRef", "类型", "type"},
    Row{"itemComponent", "成员", "member"}, Row{"context", "上下文", "context"}, Row{"contextEntry", "一项", "entry"}, Row{"invocation", "调用", "invocation"}, Row{"binding", "参数值", "binding"},
    Row{"question", "要回答的问题", "question"}, Row{"allowedAnswers", "可能的回答", "allowed answers"}, Row{"requiredInput", "输入", "input"}, Row{"requiredDecision", "判断", "decision"},
    Row{"requiredKnowledge", "知识", "knowledge"}, Row{"outputDecision", "给出的判断", "output decision"}, Row{"zhunru:input@key", "取自", "taken from"}};

template <class Rows>
const Row* find(const Rows& rows, std::string_view name) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

/// One step "zhunru:outcome[approve]#2" without key and number.
std::string_view bare(std::string_view step) { return step.substr(0, step.find_first_of("[#")); }

std::string_view key_of(std::string_view step) {
  const std::size_t from = step.find('[');
  return from == std::string_view::npos ? std::string_view() : step.substr(from + 1, step.rfind(']') - from - 1);
}

void say(Words& words, const Row* row, std::string_view otherwise, std::string_view key) {
  const std::string between = words.zh.empty() ? "" : " · ";
  words.zh += between + std::string(row ? row->zh : otherwise);
  words.en += between + std::string(row ? row->en : otherwise);
  if (key.empty()) return;
  words.zh += "「" + std::string(key) + "」";
  words.en += " \"" + std::string(key) + "\"";
}

/// End of a step that begins at `from`: '/' and '@' inside [] belong to the key.
std::size_t end_of_step(std::string_view path, std::size_t from) {
  int depth = 0;
  for (std::size_t at = from; at < path.size(); ++at) {
    if (path[at] == '[') ++depth;
    else if (path[at] == ']' && depth > 0) --depth;
    else if (depth == 0 && (path[at] == '/' || path[at] == '@')) return at;
  }
  return path.size();
}

}  // namespace

Words element_words(std::string_view type) {
  const Row* row = find(elements, type);
  return row ? Words{std::string(row->zh), std::string(row->en)} : Words{std::string(type), std::string(type)};
}

Words facet_words(std::string_view path) {
  Words words;
  std::string_view owner;
  bool attribute = path.find_first_of("/@") == std::string_view::npos && find(facets, "@" + std::string(bare(path))) && !find(facets, bare(path));
  for (std::size_t from = 0; from < path.size();) {
    const std::size_t to = end_of_step(path, from);
    const std::string_view step = path.substr(from, to - from), name = bare(step);
    if (attribute) {
      const Row* row = find(facets, std::string(owner) + "@" + std::string(name));
      say(words, row ? row : find(facets, "@" + std::string(name)), name, "");
    } else if (const bool last_text = name == "text" && !words.zh.empty(); !last_text) {  // the text of an expression is the expression
      say(words, find(facets, name), name, key_of(step));
      owner = name;
    }
    attribute = to < path.size() && path[to] == '@';
    from = to + 1;
  }
  return words;
}

}  // namespace zhunru::bpmn
