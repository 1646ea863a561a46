// The table of lint rules: names, the public suite's names, severities, and what people read.
#include "engine/bpmn/lint.hpp"

namespace zhunru::bpmn {

namespace {
constexpr Severity E = Severity::error, W = Severity::warning, I = Severity::info;
}  // namespace

const std::vector<RuleInfo>& lint_rules() {
  // clang-format off
  static const std::vector<RuleInfo> rules = {
    {"reference", "REF EXT006 EXT007 EXT068 EXT079", E, E, "引用的元素不存在或种类不对", "a reference names nothing, or something of another kind", "改成已有元素的 id", "use the id of an existing element of the right kind"},
    {"import-missing", "EXT001", E, W, "导入的文件读不到", "the imported file cannot be read", "改正 location,或删去 import", "correct its location or remove the import"},
    {"import-namespace", "EXT001 EXT002", E, W, "import 的 namespace 与被导入文件的 targetNamespace 不同", "the namespace of the import is not the target namespace of that file", "使两者一致", "make them equal"},
    {"import-ids", "EXT002", E, W, "与导入的文件有相同的 id", "an id is also used in an imported file of the same namespace", "改名", "rename one of them"},
    {"import-own-namespace", "EXT002", E, W, "导入了自己的命名空间,而该文件无从查看,不能保证 id 唯一", "the file imports its own namespace from a place that cannot be looked at, so ids may clash", "换一个命名空间", "use another namespace"},
    {"message-flow-end", "EXT008 EXT009 EXT119", E, W, "消息流的两端只能是参与者、活动、事件或会话", "a message flow can only join participants, activities, events and conversations", "改接到这些元素", "connect it to one of these"},
    {"text-format", "EXT010", E, I, "textFormat 应为 MIME 类型(如 text/plain)", "textFormat must be a MIME type such as text/plain", "写成 MIME 类型", "write a MIME type"},
    {"escalation-code", "EXT011", E, W, "抛出升级的事件要引用带 escalationCode 的升级", "an event that throws an escalation must name an escalation with an escalationCode", "补上 escalationRef 和 escalationCode", "add escalationRef and escalationCode"},
    {"error-code", "", W, W, "抛出错误的结束事件要引用带 errorCode 的错误", "an error end event should name an error with an errorCode", "补上 errorRef 和 errorCode", "add errorRef and errorCode"},
    {"gateway-converging", "EXT017", E, W, "汇聚网关只能有一条流出", "a converging gateway must not have more than one outgoing flow", "改 gatewayDirection,或拆成两个网关", "change gatewayDirection or split it in two"},
    {"gateway-diverging", "EXT018", E, W, "分支网关只能有一条流入", "a diverging gateway must not have more than one incoming flow", "改 gatewayDirection,或拆成两个网关", "change gatewayDirection or split it in two"},
    {"gateway-mixed", "EXT019", E, W, "混合网关要有多条流入和多条流出", "a mixed gateway must have several incoming and several outgoing flows", "改 gatewayDirection", "change gatewayDirection"},
    {"gateway-single", "EXT135", E, W, "网关要有多条流入或多条流出", "a gateway must have several incoming or several outgoing flows", "删去网关,或补上顺序流", "remove the gateway or add flows"},
    {"flow-event-sub-process", "EXT021 EXT057", E, E, "事件子流程不能有顺序流进出", "an event sub-process has no incoming or outgoing flow", "删去这条顺序流", "remove the flow"},
    {"flow-crosses-scope", "EXT152 EXT022", E, E, "顺序流不能穿过子流程或池的边界", "a sequence flow must not cross the border of a sub-process or pool", "在边界内接好,或用消息流", "connect inside the border, or use a message flow"},
    {"flow-list", "EXT023 EXT101 EXT107", E, W, "incoming/outgoing 所列的顺序流与该元素不相接", "incoming/outgoing lists a flow that does not end or begin here", "改正 incoming/outgoing,或改顺序流", "correct the list or the flow"},
    {"flow-unlisted", "EXT023 EXT101 EXT107", E, I, "这条顺序流没有列在两端元素的 outgoing/incoming 里,而本文件别处列了", "the flow is not listed in outgoing/incoming of its ends, while the file lists others", "补上 outgoing 和 incoming,或全部不列", "list it, or list none"},
    {"flow-immediate", "EXT024", E, W, "可执行流程的顺序流不能 isImmediate=\"false\"", "a flow of an executable process must not have isImmediate=\"false\"", "删去该属性", "remove the attribute"},
    {"condition-single", "EXT025", E, W, "活动只有一条流出时,这条流不能带条件", "a conditional flow must not be the only flow that leaves an activity", "加一条默认流,或去掉条件", "add a default flow or remove the condition"},
    {"condition-source", "", W, W, "并行网关和事件流出的条件不起作用", "conditions on flows that leave a parallel gateway or an event have no effect", "去掉条件", "remove the condition"},
    {"default-flow", "EXT026 REF", E, E, "default 不是由该元素流出的顺序流", "default is not a flow that leaves this element", "改成它自己的流出", "name one of its own outgoing flows"},
    {"choreography-ref", "EXT027", E, I, "编排和全局会话不能引用编排", "a choreography or global conversation must not reference a choreography", "删去 choreographyRef", "remove choreographyRef"},
    {"global-conversation", "EXT032", E, I, "全局会话里不能有会话节点、参与者关联或制品", "a global conversation must not contain conversation nodes, associations or artifacts", "改用 collaboration", "use a collaboration"},
    {"closed-differs", "EXT033", E, I, "协作与所引用编排的 isClosed 不同", "isClosed differs from that of the referenced choreography", "使两者一致", "make them equal"},
    {"multiplicity", "EXT029 EXT030", E, W, "参与者数目要 minimum ≥ 0,maximum ≥ 1 且不小于 minimum", "participant multiplicity needs minimum >= 0, maximum >= 1 and not below minimum", "改正数目", "correct the numbers"},
    {"public-executable", "EXT035", E, W, "公开流程不能标为可执行", "a public process must not be marked executable", "改 processType 或 isExecutable", "change processType or isExecutable"},
    {"quantity", "EXT037 EXT038", E, E, "startQuantity 和 completionQuantity 不能小于 1", "startQuantity and completionQuantity must not be less than 1", "写 1 或更大", "write 1 or more"},
    {"resource", "EXT039 EXT040", E, W, "资源角色的参数绑定要有 resourceRef,且不能与 resourceAssignmentExpression 并用", "parameter bindings need a resourceRef and exclude resourceAssignmentExpression", "二者取一", "use one of the two"},
    {"operation-sets", "EXT042 EXT043", E, W, "引用操作的服务任务要有一个输入集、至多一个输出集", "a service task with an operation needs exactly one input set and at most one output set", "补全 ioSpecification", "complete the ioSpecification"},
    {"operation-item", "EXT044 EXT045", E, W, "服务任务的数据与操作的消息定义不一致", "the data of the service task does not match the messages of the operation", "引用同一个 itemDefinition", "use the same itemDefinition"},
    {"send-item", "EXT046 EXT047 EXT048", E, W, "发送任务的数据与消息定义不一致", "the data of the send task does not match its message", "只留一个数据输入,引用消息的 itemDefinition", "keep one data input with the item of the message"},
    {"receive-instantiate", "EXT049", E, E, "instantiate 的接收任务不能有流入", "an instantiating receive task must not have an incoming flow", "去掉 instantiate 或流入", "remove instantiate or the flow"},
    {"receive-item", "EXT050 EXT051 EXT052", E, W, "接收任务的数据与消息定义不一致", "the data of the receive task does not match its message", "只留一个数据输出,引用消息的 itemDefinition", "keep one data output with the item of the message"},
    {"script-format", "EXT053", W, I, "脚本没有写 scriptFormat,按 FEEL 理解", "the script has no scriptFormat; it is taken as FEEL", "写 scriptFormat=\"feel\"", "write scriptFormat=\"feel\""},
    {"script-mime", "EXT145 EXT146", W, W, "scriptFormat 应为 MIME 类型", "scriptFormat should be a MIME type", "写成 MIME 类型", "write a MIME type"},
    {"script-language", "", I, E, "这里只运行 FEEL 脚本", "only FEEL scripts run here", "改写成 FEEL,scriptFormat=\"feel\"", "write it in FEEL with scriptFormat=\"feel\""},
    {"event-sub-start", "EXT058", E, E, "事件子流程要有且只有一个开始事件", "an event sub-process has exactly one start event", "补上或删去开始事件", "add or remove start events"},
    {"event-sub-trigger", "EXT059 EXT109", E, E, "事件子流程的开始事件要有触发(消息、定时、信号、错误、升级、条件、补偿);错误和补偿必须是中断的", "the start event of an event sub-process needs a trigger (message, timer, signal, error, escalation, conditional, compensation); error and compensation must interrupt", "改触发或 isInterrupting", "change the trigger or isInterrupting"},
    {"ad-hoc-empty", "EXT061", E, E, "自由子流程里至少要有一个活动", "an ad-hoc sub-process must contain an activity", "放入活动", "put an activity in"},
    {"ad-hoc-content", "EXT062", E, W, "自由子流程里不能有开始或结束事件", "an ad-hoc sub-process must not contain start or end events", "删去它们", "remove them"},
    {"call-data", "EXT063", W, I, "调用活动的数据与被调用流程的输入输出不一致", "the data of the call activity differs from the inputs and outputs of what it calls", "逐项对应", "make them match"},
    {"call-binding", "EXT064 EXT065", E, I, "被调用的元素公开为服务(supportedInterfaceRef)时要有 ioBinding", "what is called is exposed as a service (supportedInterfaceRef) and needs an ioBinding", "补上 ioBinding", "add an ioBinding"},
    {"call-start", "EXT099", E, E, "被调用的流程要有无触发的开始", "a called process needs a start without trigger", "给它加一个普通开始事件", "give it a none start event"},
    {"call-missing", "EXT063", W, W, "本文件中没有被调用的流程,部署时要在别的文件里有", "the called process is not in this file; another deployed file must have it", "检查 calledElement", "check calledElement"},
    {"multi-count", "EXT067", E, E, "多实例要有 loopCardinality 或集合", "a multi-instance activity needs a loopCardinality or a collection", "补上其一", "add one of them"},
    {"multi-negative", "EXT072", E, E, "实例数不能是负数", "the number of instances must not be negative", "写 0 或更大", "write 0 or more"},
    {"multi-completion", "EXT071", E, E, "completionCondition 必须是真假表达式", "completionCondition must be a boolean expression", "写成条件", "write a condition"},
    {"multi-event", "", W, E, "behavior 为 One 或 None 时要引用抛出的事件", "behavior One or None needs the event that is thrown", "补上 oneBehaviorEventRef / noneBehaviorEventRef", "add oneBehaviorEventRef or noneBehaviorEventRef"},
    {"collection-item", "EXT020 EXT077", E, I, "isCollection 与 itemDefinition 的 isCollection 不一致", "isCollection differs from that of the itemDefinition", "使两者一致", "make them equal"},
    {"association-end", "EXT080 EXT081", E, W, "数据关联的一端不允许接在这里", "a data association must not end there", "输入关联接到本活动的数据输入,输出关联接到数据对象或流程的数据输出", "input associations end at the activity's own data inputs, output associations at data objects or process outputs"},
    {"input-set", "EXT084", E, I, "每个数据输入要在某个 inputSet 里", "every data input must be in an input set", "加上 dataInputRefs", "add dataInputRefs"},
    {"input-set-optional", "EXT085 EXT086", E, I, "可选的或执行中的输入也要列在同一 inputSet 的 dataInputRefs 里", "optional and while-executing inputs must be among the dataInputRefs of the same set", "补上 dataInputRefs", "add them to dataInputRefs"},
    {"set-pairs", "EXT087", E, I, "inputSet 与 outputSet 的互相引用不成对", "references between input and output sets must go both ways", "两边都写", "write both"},
    {"output-set", "EXT088", E, I, "每个数据输出要在某个 outputSet 里", "every data output must be in an output set", "加上 dataOutputRefs", "add dataOutputRefs"},
    {"output-set-optional", "EXT089 EXT090", E, I, "可选的或执行中的输出也要列在同一 outputSet 的 dataOutputRefs 里", "optional and while-executing outputs must be among the dataOutputRefs of the same set", "补上 dataOutputRefs", "add them to dataOutputRefs"},
    {"association-item", "EXT091", E, I, "数据关联两端的 itemDefinition 不同又没有 transformation", "the two ends of a data association have different items and there is no transformation", "统一,或加 transformation", "make them equal or add a transformation"},
    {"association-sources", "EXT092", E, E, "没有 transformation 的数据关联只能有一个来源", "a data association without transformation has only one source", "拆开,或加 transformation", "split it or add a transformation"},
    {"event-data", "EXT093 EXT094", E, I, "每个带数据的事件定义要有对应的数据输入/输出", "every event definition with an item needs its data input or output", "补上数据项", "add the data item"},
    {"event-definition-ref", "EXT095", E, E, "eventDefinitionRef 只能引用顶层的事件定义", "eventDefinitionRef can only name event definitions on the top level", "把定义移到 definitions 下", "move the definition to the top level"},
    {"start-trigger", "EXT098 EXT121", E, E, "流程的开始事件只能是无触发、消息、定时、条件、信号", "a start event of a process can only have the triggers message, timer, conditional and signal", "换触发", "use another trigger"},
    {"start-sub-process", "EXT096 EXT097", E, E, "子流程的开始事件不能有触发", "the start event of a sub-process must have no trigger", "去掉触发", "remove the trigger"},
    {"start-incoming", "EXT101", E, E, "开始事件不能有流入", "a start event must not have an incoming flow", "删去流入", "remove the flow"},
    {"start-outgoing", "EXT102", E, W, "开始事件没有流出", "the start event has no outgoing flow", "接上顺序流", "connect it"},
    {"start-message-flow", "EXT103 EXT104", E, W, "消息流只能接到消息开始事件;开始事件不能发出消息流", "a message flow can only enter a message start event and cannot leave a start event", "改触发或消息流", "change the trigger or the flow"},
    {"end-required", "EXT105 EXT100", E, W, "有开始事件就要有结束事件,反之亦然", "where there is a start event there must be an end event, and the other way round", "补上", "add it"},
    {"end-outgoing", "EXT107", E, E, "结束事件不能有流出", "an end event must not have an outgoing flow", "删去流出", "remove the flow"},
    {"end-incoming", "EXT106", E, W, "结束事件没有流入", "the end event has no incoming flow", "接上顺序流", "connect it"},
    {"end-trigger", "EXT108", E, E, "结束事件不能用这种触发", "an end event cannot have this trigger", "换触发", "use another trigger"},
    {"cancel-end", "EXT108", E, E, "取消结束事件只能在事务里", "a cancel end event stands only in a transaction", "放进 transaction,或改成错误结束", "put it into a transaction or use an error end"},
    {"end-message-flow", "EXT109", E, W, "结束事件不能接收消息流;只有消息结束事件能发出", "an end event cannot receive a message flow; only a message end event can send one", "改消息流", "change the flow"},
    {"boundary-trigger", "EXT110 EXT130 EXT147 EXT120", E, E, "边界事件的触发不允许(无触发、链接、终止;非中断时还有错误、取消、补偿)", "this trigger is not allowed on a boundary event (none, link, terminate; non-interrupting also error, cancel, compensation)", "换触发或 cancelActivity", "change the trigger or cancelActivity"},
    {"boundary-cancel", "EXT111 EXT120", E, E, "取消边界事件只能附在事务上", "a cancel boundary event must be attached to a transaction", "附到 transaction,或换触发", "attach it to a transaction or use another trigger"},
    {"boundary-attached", "REF EXT110", E, E, "边界事件要附在同一层的活动上", "a boundary event must be attached to an activity of the same level", "改 attachedToRef", "correct attachedToRef"},
    {"boundary-incoming", "EXT112", E, E, "边界事件不能有流入", "a boundary event must not have an incoming flow", "删去流入", "remove the flow"},
    {"boundary-outgoing", "EXT113", E, E, "边界事件要有流出", "a boundary event must have an outgoing flow", "接上顺序流", "connect it"},
    {"boundary-compensation-outgoing", "EXT114", E, E, "补偿边界事件不能有流出", "a compensation boundary event must not have an outgoing flow", "改用关联连到补偿活动", "use an association to the handler"},
    {"intermediate-incoming", "EXT115", E, W, "中间事件要有流入", "an intermediate event must have an incoming flow", "接上顺序流", "connect it"},
    {"intermediate-outgoing", "EXT116", E, W, "中间事件要有流出", "an intermediate event must have an outgoing flow", "接上顺序流", "connect it"},
    {"link-both", "EXT117", E, E, "链接事件不能既有流入又有流出", "a link event must not have both incoming and outgoing flows", "拆成两个", "split it"},
    {"link-pair", "EXT118 EXT125", E, E, "抛出的链接没有对应的接收链接,或两边的 source/target 不一致", "a throwing link has no catching partner, or source and target disagree", "使两边互相指向,或用同一名称", "make both sides name each other, or use the same name"},
    {"link-source", "EXT124", E, W, "接收链接没有来源", "a catching link has no source", "加上抛出的链接", "add the throwing link"},
    {"link-scope", "EXT126", E, E, "链接只能在同一流程的同一层里", "links join only elements of the same process level", "移到同一层", "move them to one level"},
    {"link-name", "", W, E, "链接事件没有名称", "the link event has no name", "写上名称", "name it"},
    {"catch-trigger", "EXT148 EXT122 EXT121", E, E, "中间接收事件只能是消息、定时、条件、链接、信号", "an intermediate catch event can only have message, timer, conditional, link and signal", "换触发", "use another trigger"},
    {"throw-trigger", "EXT149", E, E, "中间抛出事件只能是无触发、消息、升级、补偿、链接、信号", "an intermediate throw event can only have message, escalation, compensation, link and signal", "换触发", "use another trigger"},
    {"intermediate-message-flow", "EXT119", E, W, "接收事件不能发出消息流,抛出事件不能接收消息流", "a catch event must not send a message flow, a throw event must not receive one", "改消息流", "change the flow"},
    {"condition-missing", "EXT123", E, E, "可执行流程的条件事件要有正式表达式(tFormalExpression)", "a conditional event of an executable process needs a formal expression", "写上条件", "write the condition"},
    {"message-missing", "EXT127", W, W, "消息事件或接收任务没有 messageRef", "the message event or receive task has no messageRef", "补上 messageRef", "add messageRef"},
    {"signal-missing", "EXT131", W, E, "信号事件没有 signalRef", "the signal event has no signalRef", "补上 signalRef", "add signalRef"},
    {"timer-missing", "EXT132", W, E, "定时事件没有写时间", "the timer has no time", "写 timeDate、timeDuration、timeCycle 或 zhunru:workingDays", "write timeDate, timeDuration, timeCycle or zhunru:workingDays"},
    {"timer-many", "EXT133", E, E, "定时事件只能写一种时间", "a timer has only one of timeDate, timeDuration and timeCycle", "留一个", "keep one"},
    {"timer-syntax", "EXT134", E, E, "时间不是 ISO 8601 写法", "the time is not ISO 8601", "如 2026-03-01T08:00:00+08:00、PT1H、R3/PT1H,或以 = 开头的 FEEL", "such as 2026-03-01T08:00:00+08:00, PT1H, R3/PT1H, or FEEL beginning with ="},
    {"event-gateway-count", "EXT136", E, W, "事件网关要有两条以上流出", "an event gateway must have two or more outgoing flows", "补上分支", "add branches"},
    {"event-gateway-condition", "EXT137", E, W, "事件网关的流出不能带条件", "flows that leave an event gateway must not have conditions", "去掉条件", "remove the condition"},
    {"event-gateway-target", "EXT138", E, E, "事件网关后面只能是接收任务或消息、信号、定时、条件接收事件", "after an event gateway only receive tasks and catch events (message, signal, timer, conditional) may follow", "换成接收事件", "use a catch event"},
    {"event-gateway-mixed", "EXT139", E, W, "事件网关后面不能同时有消息事件和接收任务", "message events and receive tasks must not both follow one event gateway", "只用一种", "use one kind"},
    {"event-gateway-boundary", "EXT140", E, W, "事件网关后的接收任务不能有边界事件", "a receive task after an event gateway must not have boundary events", "去掉边界事件", "remove them"},
    {"event-gateway-target-incoming", "EXT141", E, W, "事件网关后的元素不能有别的流入", "what follows an event gateway must not have another incoming flow", "去掉别的流入", "remove the other flow"},
    {"event-gateway-instantiate", "EXT142", E, E, "instantiate 的事件网关不能有流入", "an instantiating event gateway must not have an incoming flow", "去掉 instantiate 或流入", "remove instantiate or the flow"},
    {"compensation-handler", "EXT143", E, E, "补偿边界事件要用关联连到一个补偿活动", "a compensation boundary event must be joined to a handler by an association", "画关联到补偿活动", "draw an association to the handler"},
    {"compensation-marker", "EXT144", E, W, "补偿活动要标 isForCompensation=\"true\",且没有流入流出", "the handler must have isForCompensation=\"true\" and no flows", "加上标记", "add the marker"},
    {"node-incoming", "EXT150", E, W, "用了开始事件,其他元素都要有流入", "with a start event every other element needs an incoming flow", "接上顺序流", "connect it"},
    {"node-outgoing", "EXT151", E, W, "用了结束事件,其他元素都要有流出", "with an end event every other element needs an outgoing flow", "接上顺序流", "connect it"},
    {"natural-language", "EXT012", W, I, "可执行流程用了自然语言表达式(没有 xsi:type=\"tFormalExpression\"),按 FEEL 理解", "an executable process has a natural-language expression (no xsi:type=\"tFormalExpression\"); it is taken as FEEL", "标明 tFormalExpression", "mark it as tFormalExpression"},
    {"formal-empty", "EXT013", E, W, "正式表达式是空的", "a formal expression is empty", "写上表达式", "write the expression"},
    {"feel-syntax", "", W, E, "FEEL 表达式有语法错误", "the FEEL expression has a syntax error", "改正表达式", "correct the expression"},
    {"no-process", "", W, E, "文件里没有可执行的流程", "the file has no executable process", "写 isExecutable=\"true\"", "write isExecutable=\"true\""},
    {"no-id", "", W, E, "要执行的元素没有 id", "an element that executes has no id", "写上 id", "give it an id"},
    {"outcome-missing", "", I, I, "用户任务没有 zhunru:outcome,只有一个默认按钮", "the user task has no zhunru:outcome; it gets one default button", "写上按钮", "write its buttons"},
    {"diagram-incomplete", "", I, W, "文件有图,但图中没有这个元素", "the file has a diagram, but this element is not drawn", "补画,或用 layout --again 重排", "draw it, or run layout --again"},
    {"dead-task", "", W, W, "从开始到不了这里", "it can never be reached from a start", "检查前面的顺序流", "check the flows before it"},
    {"deadlock", "", W, W, "令牌会停在这个汇聚处,永远等不到另一条分支", "a token can wait here for ever for a branch that never comes", "用与分支同种的网关汇聚", "join with the kind of gateway that split"},
    {"unsynchronised", "", W, W, "并行的分支在这里没有汇聚,后面的任务会做多次", "parallel branches meet here without being joined; what follows runs several times", "用并行或相容网关汇聚", "join with a parallel or inclusive gateway"},
  };
  // clang-format on
  return rules;
}

std::vector<std::string_view> suite_rules(std::string_view rule) {
  std::vector<std::string_view> result;
  for (const RuleInfo& info : lint_rules()) {
    if (info.rule != rule) continue;
    std::size_t start = 0;
    while (start < info.suite.size()) {
      const std::size_t end = std::min(info.suite.find(' ', start), info.suite.size());
      result.push_back(info.suite.substr(start, end - start));
      start = end + 1;
    }
  }
  return result;
}

}  // namespace zhunru::bpmn
