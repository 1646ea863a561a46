#include "engine/bpmn/diff.hpp"

#include "tests/unit/bpmn/samples.hpp"

using namespace zhunru::bpmn;
using namespace zhunru::bpmn::test;

namespace {

std::vector<Change> diff_of(const std::string& before, const std::string& after) { return diff(read_or_fail(before), read_or_fail(after)); }

}  // namespace

TEST_CASE("a file does not differ from itself, from its export with a diagram, or from another order of siblings") {
  const std::string one = around("<task id=\"t\" name=\"a\"/>", "t");
  CHECK(diff_of(one, one).empty());
  CHECK(diff_of(one, *with_layout(one)).empty());
  CHECK(diff_of(process("<task id=\"a\"/><task id=\"b\"/>"), process("\n<task id=\"b\"/>\n<task id=\"a\"/>")).empty());
}

TEST_CASE("added, removed and changed elements are told with the facet that changed") {
  const auto changes = diff_of(
      around("<userTask id=\"t\" name=\"受理\"><extensionElements><zhunru:due workingDays=\"5\"/></extensionElements></userTask><task id=\"gone\"/>", "t"),
      around("<userTask id=\"t\" name=\"收件\"><extensionElements><zhunru:due workingDays=\"3\"/></extensionElements></userTask><task id=\"fresh\"/>", "t"));
  REQUIRE(changes.size() == 4);
  CHECK(changes[0].facet == "name");
  CHECK_FALSE(changes[0].executes);
  CHECK(changes[1].facet == "zhunru:due@workingDays");
  CHECK(changes[1].facet_words == Words{"办理期限 · 工作日数", "time limit · working days"});
  CHECK(changes[1].executes);
  CHECK(changes[1].before == "5");
  CHECK(changes[1].after == "3");
  CHECK(changes[2].kind == ChangeKind::added);
  CHECK(changes[2].element == "fresh");
  CHECK(changes[3].kind == ChangeKind::removed);
  CHECK(changes[3].element == "gone");
  CHECK(describe(changes[1], true) == "changed user task 收件 (t): time limit · working days: 5 → 3");
  CHECK(describe(changes[1], false) == "改动 人工任务 收件（t）：办理期限 · 工作日数：5 → 3");
  CHECK(describe(changes[2], false) == "新增 任务（fresh）");
}

TEST_CASE("moving a node into a sub-process, another kind and another target are changes that tokens notice") {
  const auto moved = diff_of(process("<subProcess id=\"s\"/><task id=\"t\"/>"), process("<subProcess id=\"s\"><task id=\"t\"/></subProcess>"));
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].facet == "parent");
  CHECK(moved[0].before == "p");
  CHECK(moved[0].after == "s");
  const auto kind = diff_of(process("<task id=\"t\"/>"), process("<userTask id=\"t\"/>"));
  REQUIRE(kind.size() == 2);
  CHECK(kind[0].kind == ChangeKind::removed);
  CHECK(kind[1].kind == ChangeKind::added);
  const auto target = diff_of(process("<task id=\"a\"/><task id=\"b\"/><sequenceFlow id=\"f\" sourceRef=\"a\" targetRef=\"b\"/>"),
                              process("<task id=\"a\"/><task id=\"b\"/><sequenceFlow id=\"f\" sourceRef=\"a\" targetRef=\"a\"/>"));
  REQUIRE(target.size() == 1);
  CHECK(target[0].facet == "targetRef");
  CHECK(target[0].executes);
}

namespace {

/// The only difference of two files, "facet: before -> after (words)".
Change only(const std::string& before, const std::string& after) {
  const auto changes = diff_of(before, after);
  INFO(describe(changes.empty() ? Change{} : changes.back(), true));
  REQUIRE(changes.size() == 1);
  return changes[0];
}

std::string user_task(const std::string& inside) { return around("<userTask id=\"t\" name=\"受理\">" + inside + "</userTask>", "t"); }
std::string extended(const std::string& inside) { return user_task("<extensionElements>" + inside + "</extensionElements>"); }

std::string decision_table(const std::string& policy, const std::string& rows) {
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"defs\" name=\"R\" namespace=\"urn:r\"><inputData id=\"i\" name=\"x\"/>"
         "<decision id=\"d\" name=\"应否受理\"><decisionTable id=\"t\" hitPolicy=\"" + policy + "\"><input id=\"c1\" label=\"户数\"><inputExpression><text>x</text></inputExpression></input>"
         "<output id=\"o1\" label=\"结果\"/><annotation name=\"clause\"/>" + rows + "</decisionTable></decision></definitions>";
}
std::string row(const std::string& id, const std::string& test, const std::string& result, const std::string& clause = "2.1") {
  return "<rule id=\"" + id + "\"><inputEntry><text>" + test + "</text></inputEntry><outputEntry><text>" + result + "</text></outputEntry><annotationEntry><text>" + clause +
         "</text></annotationEntry></rule>";
}
std::vector<Change> rules(const std::string& before, const std::string& after) {
  const auto one = parse_xml(before), two = parse_xml(after);
  REQUIRE(one);
  REQUIRE(two);
  return diff_rules(*one, *two);
}

}  // namespace

TEST_CASE("conditions and ends of flows are told by the names of the steps") {
  const auto flows = [](const std::string& target, const std::string& condition) {
    return process("<task id=\"a\" name=\"受理\"/><task id=\"b\" name=\"审核\"/><task id=\"c\" name=\"退件\"/><sequenceFlow id=\"f\" sourceRef=\"a\" targetRef=\"" + target +
                   "\"><conditionExpression>" + condition + "</conditionExpression></sequenceFlow>");
  };
  const Change condition = only(flows("b", "n &gt; 1"), flows("b", "n &gt; 2"));
  CHECK(condition.facet == "conditionExpression");
  CHECK(condition.name == "受理 → 审核");
  CHECK(describe(condition, false) == "改动 连线 受理 → 审核（f）：条件：n > 1 → n > 2");
  const Change target = only(flows("b", "n &gt; 1"), flows("c", "n &gt; 1"));
  CHECK(target.before == "审核 (b)");
  CHECK(target.after == "退件 (c)");
  CHECK(target.facet_words == Words{"到哪里去", "target"});
  CHECK(target.executes);
  const Change fallback = only(process("<exclusiveGateway id=\"x\" default=\"f\"/><task id=\"b\"/><sequenceFlow id=\"f\" sourceRef=\"x\" targetRef=\"b\"/>"),
                               process("<exclusiveGateway id=\"x\"/><task id=\"b\"/><sequenceFlow id=\"f\" sourceRef=\"x\" targetRef=\"b\"/>"));
  CHECK(fallback.facet_words.zh == "默认的连线");
}

TEST_CASE("who acts, which form, which button, which input: each is told by itself and in words") {
  const Change role = only(extended("<zhunru:assignment role=\"clerk\" body=\"=b\"/>"), extended("<zhunru:assignment role=\"head\" body=\"=b\"/>"));
  CHECK(role.facet_words == Words{"由谁办 · 岗位", "who acts · role"});
  CHECK((role.before == "clerk" && role.after == "head"));
  CHECK(only(extended("<zhunru:form ref=\"A\"/>"), extended("<zhunru:form ref=\"B\"/>")).facet_words.zh == "表单 · 哪一个");
  const std::string agree = "<zhunru:outcome id=\"agree\" name=\"同意\"/>", refuse = "<zhunru:outcome id=\"refuse\" name=\"不同意\"/>";
  CHECK(diff_of(extended(agree + refuse), extended(refuse + agree)).empty());
  const Change wording = only(extended(agree + refuse), extended("<zhunru:outcome id=\"agree\" name=\"准许\"/>" + refuse));
  CHECK(wording.facet == "zhunru:outcome[agree]@name");
  CHECK(wording.facet_words.zh == "按钮「agree」 · 名称");
  CHECK_FALSE(wording.executes);
  const Change offered = only(extended(agree), extended("<zhunru:outcome id=\"agree\" name=\"同意\" when=\"n = 1\"/>"));
  CHECK(offered.executes);
  CHECK(offered.facet_words.en == "button \"agree\" · offered when");
  CHECK(diff_of(extended(agree), extended(agree + refuse)).size() == 2);  // its id and its name
  const Change input = only(extended("<zhunru:input target=\"a\" source=\"=1\"/><zhunru:input target=\"b\" source=\"=2\"/>"),
                            extended("<zhunru:input target=\"b\" source=\"=3\"/><zhunru:input target=\"a\" source=\"=1\"/>"));
  CHECK(input.facet_words.zh == "输入「b」 · 取自");
  CHECK_FALSE(only(extended("<zhunru:note clause=\"2.1\"/>"), extended("<zhunru:note clause=\"2.1\" local=\"true\"/>")).executes);
}

TEST_CASE("timers, loops, lanes and event definitions are told in words") {
  const auto timer = [](const std::string& inside) {
    return around("<intermediateCatchEvent id=\"t\"><timerEventDefinition id=\"td\">" + inside + "</timerEventDefinition></intermediateCatchEvent>", "t");
  };
  const Change time = only(timer("<timeDuration>P3D</timeDuration>"), timer("<timeDuration>P5D</timeDuration>"));
  CHECK(time.facet_words == Words{"定时 · 多久以后", "timer · duration"});
  CHECK((time.before == "P3D" && time.after == "P5D"));
  CHECK(diff_of(timer("<timeDuration>P3D</timeDuration>"), timer("<timeCycle>R/P3D</timeCycle>")).size() == 2);
  const Change loop = only(user_task(""), user_task("<standardLoopCharacteristics/>"));
  CHECK(loop.facet_words == Words{"循环（加上）", "loop (added)"});
  CHECK(loop.executes);
  CHECK(only(user_task("<multiInstanceLoopCharacteristics isSequential=\"false\"/>"), user_task("<multiInstanceLoopCharacteristics isSequential=\"true\"/>")).facet_words.zh == "多实例 · 逐个进行");
  const auto lanes = [](const std::string& refs, const std::string& name) {
    return process("<laneSet id=\"ls\"><lane id=\"l\" name=\"" + name + "\">" + refs + "</lane></laneSet><task id=\"a\" name=\"受理\"/><task id=\"b\"/>");
  };
  const Change lane = only(lanes("<flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef>", "x"), lanes("<flowNodeRef>b</flowNodeRef>", "x"));
  CHECK(lane.facet_words.zh == "泳道里的步骤「a」");
  CHECK(lane.before == "受理 (a)");
  CHECK_FALSE(lane.executes);
  CHECK_FALSE(only(lanes("", "x"), lanes("", "y")).executes);
}

TEST_CASE("what only moves the picture is told apart; what stands at the root of the file is not missed") {
  const std::string plain = around("<task id=\"t\"/>", "t"), drawn = *with_layout(plain);
  std::string moved = drawn;
  const std::size_t at = moved.find("<dc:Bounds x=\"");
  REQUIRE(at != std::string::npos);
  moved.insert(at + 14, "9");
  const Change layout = only(drawn, moved);
  CHECK(layout.facet == "layout");
  CHECK_FALSE(layout.executes);
  CHECK(describe(layout, false) == "改动 流程图：图形的位置和样子（1 处） [不影响办理]");
  CHECK(only(process("", "<message id=\"m\" name=\"a\"/>"), process("", "<message id=\"m\" name=\"b\"/>")).executes);
  std::string other = plain;
  other.insert(other.find(" targetNamespace"), " expressionLanguage=\"urn:x\"");
  const Change language = only(plain, other);
  CHECK(language.element.empty());
  CHECK(language.facet_words.zh == "表达式语言");
  CHECK(language.executes);
}

TEST_CASE("rows of a rule table are compared cell by cell, by the name of their column") {
  const std::string one = row("r1", "&lt; 5", "1"), two = row("r2", "-", "2");
  CHECK(rules(decision_table("FIRST", one + two), decision_table("FIRST", one + two)).empty());
  const auto cell = rules(decision_table("FIRST", one + two), decision_table("FIRST", row("r1", "&lt; 6", "1") + two));
  REQUIRE(cell.size() == 1);
  CHECK(cell[0].element == "r1");
  CHECK(describe(cell[0], false) == "改动 规则行 应否受理（r1）：条件「户数」：< 5 → < 6");
  CHECK(cell[0].executes);
  const auto note = rules(decision_table("FIRST", one), decision_table("FIRST", row("r1", "&lt; 5", "1", "2.2")));
  REQUIRE(note.size() == 1);
  CHECK(note[0].facet_words.zh == "备注「clause」");
  CHECK_FALSE(note[0].executes);
  const auto more = rules(decision_table("FIRST", one), decision_table("FIRST", one + two));
  REQUIRE(more.size() == 1);
  CHECK(more[0].kind == ChangeKind::added);
  const auto turned = rules(decision_table("FIRST", one + two), decision_table("FIRST", two + one));
  REQUIRE(turned.size() == 1);
  CHECK(describe(turned[0], true) == "changed decision 应否受理 (d): table · order of rows: r1, r2 → r2, r1");
  CHECK(turned[0].executes);
  const auto no_matter = rules(decision_table("UNIQUE", one + two), decision_table("UNIQUE", two + one));
  REQUIRE(no_matter.size() == 1);
  CHECK_FALSE(no_matter[0].executes);
  const auto policy = rules(decision_table("UNIQUE", one), decision_table("ANY", one));
  REQUIRE(policy.size() == 1);
  CHECK(policy[0].facet_words.zh == "规则表 · 命中方式");
}

TEST_CASE("every facet of the vocabulary of this product has words in both languages") {
  for (const char* path : {"zhunru:assignment@role", "zhunru:due@workingDays", "zhunru:form@ref", "zhunru:outcome[a]@does", "zhunru:sign@text", "zhunru:input[a]@source", "zhunru:decision@ref",
                           "zhunru:operation@name", "zhunru:clock[x]@start", "zhunru:clock[x]@workingDays", "zhunru:note[2.1]@text", "timerEventDefinition/zhunru:workingDays@value",
                           "timerEventDefinition/zhunru:clockDue@ref", "zhunru:subscription@correlationKey", "multiInstanceLoopCharacteristics/zhunru:loop@collection", "zhunru:nameEn", "name", "attachedToRef",
                           "multiInstanceLoopCharacteristics/completionCondition", "messageEventDefinition@messageRef", "calledElement"}) {
    const Words words = facet_words(path);
    INFO(path << " " << words.zh << " / " << words.en);
    CHECK(words.zh.find("zhunru:") == std::string::npos);
    CHECK(words.zh.find("@") == std::string::npos);
    CHECK(words.zh != words.en);
  }
  CHECK(facet_words("camunda:asyncBefore") == Words{"camunda:asyncBefore", "camunda:asyncBefore"});
}
