#include "tests/fuzz/seeds.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/base/json.hpp"
#include "engine/base/value_codec.hpp"
#include "engine/codec/archive.hpp"
#include "engine/codec/command_json.hpp"
#include "engine/codec/log_file.hpp"
#include "engine/codec/projection.hpp"
#include "engine/engine.hpp"

namespace zhunru::fuzz {
namespace {

/// Larger files take too long for each input; the smaller ones show the same.
constexpr std::size_t seed_bytes = 48u << 10;

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// Files below workflows/ whose name ends so, smallest first.
std::vector<std::string> files(std::string_view ending) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("workflows"))
    if (entry.is_regular_file() && entry.path().string().ends_with(ending) && entry.file_size() <= seed_bytes) found.push_back(content(entry.path()));
  std::sort(found.begin(), found.end(), [](const std::string& a, const std::string& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  return found;
}

std::string process(std::string_view body, std::string_view roots = "") {
  return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:zhunru=\"urn:zhunru:bpmn:1\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" id=\"d\" targetNamespace=\"urn:t\">" +
         std::string(roots) + "<process id=\"P\" isExecutable=\"true\">" + std::string(body) + "</process></definitions>";
}

std::vector<std::string> bpmn() {
  std::vector<std::string> all{
      process("<startEvent id=\"s\"/><userTask id=\"a\" name=\"受理\"><extensionElements><zhunru:assignment role=\"clerk\"/><zhunru:due workingDays=\"=settings.n\"/>"
              "<zhunru:outcome id=\"ok\" name=\"同意\"/></extensionElements></userTask><boundaryEvent id=\"b\" attachedToRef=\"a\" cancelActivity=\"false\">"
              "<timerEventDefinition><timeCycle xsi:type=\"tFormalExpression\">R3/PT1H</timeCycle></timerEventDefinition></boundaryEvent><endEvent id=\"e\"/>"
              "<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"a\"/><sequenceFlow id=\"g\" sourceRef=\"a\" targetRef=\"e\">"
              "<conditionExpression xsi:type=\"tFormalExpression\">x &gt; 3</conditionExpression></sequenceFlow>"),
      process("<startEvent id=\"s\"/><subProcess id=\"u\"><multiInstanceLoopCharacteristics isSequential=\"true\"><loopCardinality>2</loopCardinality>"
              "</multiInstanceLoopCharacteristics><task id=\"t\"/></subProcess><subProcess id=\"v\" triggeredByEvent=\"true\"><startEvent id=\"vs\">"
              "<messageEventDefinition messageRef=\"M\"/></startEvent></subProcess><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"u\"/>",
              "<message id=\"M\" name=\"m\"><extensionElements><zhunru:subscription correlationKey=\"=k\"/></extensionElements></message>"),
      process("<inclusiveGateway id=\"i\" default=\"f\"/><complexGateway id=\"c\"><activationCondition>n &gt; 1</activationCondition></complexGateway>"
              "<eventBasedGateway id=\"w\"/><intermediateCatchEvent id=\"l\"><linkEventDefinition name=\"L\"/></intermediateCatchEvent>"
              "<sequenceFlow id=\"f\" sourceRef=\"i\" targetRef=\"c\"/><textAnnotation id=\"x\"><text><![CDATA[<注>]]></text></textAnnotation><!-- 注 -->"),
  };
  for (std::string& file : files(".bpmn")) all.push_back(std::move(file));
  return all;
}

std::vector<std::string> feel() {
  return {"1 + 2 * 3 ** 2 - -4 / 7", "if a > 3 then \"是\" else null", "for i in 1..5, j in list return i * j + count(partial)", "some x in [1, 2] satisfies x in (2..5]",
          "{a: 1, \"b c\": [a, {d: a}]}.\"b c\"[2].d", "date and time(\"2026-02-28T10:00:00@Asia/Shanghai\") + duration(\"P1DT2H\")",
          "list[item >= 2 and b c != \"x\"]", "function(x: number, y) x + y", "< 5, [2..7), not(\"a\"), ? > 3, -", "string join(split(\"a;b\", \";\"), \"、\")",
          "every d in [@\"2026-01-01\", @\"P1Y2M\"] satisfies d instance of date", "round half even(1.25, 1) between 1 and 2", "substring(\"社区😀准入\", -2, 1)",
          "sort([3,1,2], function(x,y) x < y)[1]", "get value({a: {b: 2}}, [\"a\", \"b\"])", "replace(\"aXb\", \"(?i)x+\", \"[$0]\")", "1.5e3 = 1500 and 0.1 + 0.2 = 0.3"};
}

std::vector<std::string> json() {
  std::vector<std::string> all{R"({"a":[1,-2.5e3,"文字é\n",true,null,{"b":{}}],"c":""})", "[[[[]]]]", "0.1", "\"\\uD83D\\uDE00\""};
  for (const char* text : {R"([1,"x",null,true,{"a":2}])", R"({"b":[[],{}],"c":"文"})", "-12.5", "null"})
    all.push_back(*base::encode_value(*base::parse_json(text)));
  all.push_back(*base::encode_value(base::Value(base::List{*base::parse_date("2026-02-28"), base::Value::hidden()})));
  return all;
}

std::vector<std::string> forms() {
  std::vector<std::string> all{
      R"({"schemaVersion":19,"type":"default","id":"F","components":[{"type":"textfield","id":"f1","key":"a","label":"名","validate":{"required":true,"minLength":"=settings.n"}},)"
      R"({"type":"number","id":"f2","key":"b","label":"数","validate":{"min":1,"max":9},"conditional":{"hide":"=a = \"x\""}},)"
      R"({"type":"dynamiclist","id":"f3","path":"rows","components":[{"type":"checkbox","id":"f4","key":"a","label":"选"}]},)"
      R"({"type":"select","id":"f5","key":"c","label":"项","values":[{"label":"甲","value":"x"}]},{"type":"text","id":"f6","text":"{{a}}"}]})"};
  for (std::string& file : files(".form.json")) all.push_back(std::move(file));
  return all;
}

std::vector<std::string> dmn() {
  std::vector<std::string> all{
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"d\" name=\"D\" namespace=\"n\"><decision id=\"x\" name=\"x\"><decisionTable hitPolicy=\"COLLECT\" aggregation=\"SUM\">"
      "<input id=\"i\"><inputExpression typeRef=\"number\"><text>a</text></inputExpression></input><output id=\"o\" name=\"o\"/>"
      "<rule id=\"r\"><inputEntry id=\"e\"><text>[1..7]</text></inputEntry><outputEntry id=\"p\"><text>a * 2</text></outputEntry></rule></decisionTable></decision>"
      "<decision id=\"y\" name=\"y\"><informationRequirement><requiredDecision href=\"#x\"/></informationRequirement><literalExpression><text>x + 1</text></literalExpression></decision></definitions>"};
  for (std::string& file : files(".dmn")) all.push_back(std::move(file));
  return all;
}

/// The recorded story: records, and the state at its end.
const std::vector<codec::LogRecord>& story() {
  static const std::vector<codec::LogRecord> records = [] {
    auto read = codec::read_log(content("tests/replay/story_1.log"));
    return read ? std::move(*read) : std::vector<codec::LogRecord>{};
  }();
  return records;
}

std::vector<std::string> records() {
  std::vector<std::string> all;
  for (const codec::LogRecord& record : story()) {
    std::string bytes = codec::encode(record);
    if (bytes.size() <= seed_bytes) all.push_back(std::move(bytes));
  }
  if (!story().empty()) all.push_back(codec::write_log({story().front()}));
  return all;
}

std::vector<std::string> projections() {
  state::State state;
  for (const codec::LogRecord& record : story())
    for (const event::Event& event : record.events) engine::evolve(state, event);
  std::vector<std::string> all;
  codec::CaseProjection projection;
  state.cases.for_each([&](const std::string& id, const state::Case& c) {
    all.push_back(codec::encode(c));
    projection.case_id = id;
    projection.instance = c;
  });
  state.documents.for_each([&](const std::string& id, const document::Document& d) {
    all.push_back(codec::encode(d));
    projection.documents[id] = d;
  });
  state.polls.for_each([&](const std::string& id, const poll::Poll& p) {
    all.push_back(codec::encode(p));
    projection.polls[id] = p;
  });
  state.registers.for_each([&](const std::string&, const registers::Register& r) { all.push_back(codec::encode(r)); });
  all.push_back(codec::encode(projection));
  all.push_back(codec::seal(projection));
  all.push_back(codec::seal(codec::EngineTexts{"k", {state::Resource{"text", "a", {{"v", "文", {}, "x", {}, 1}}, {}}}}));
  std::erase_if(all, [](const std::string& bytes) { return bytes.size() > 4 * seed_bytes; });
  return all;
}

std::vector<std::string> commands() {
  std::vector<std::string> all{R"({"type":"ClaimTask","args":{"task":"c1.7","token_version":3}})",
                               R"({"type":"ModifyCase","args":{"case":"c1","cancel":[1,2],"start":["a"],"variables":null,"reason":"修"}})"};
  for (const codec::LogRecord& record : story()) {
    std::string text = base::canonical_json(codec::command_to_json(record.command.body));
    if (text.size() <= seed_bytes) all.push_back(std::move(text));
  }
  return all;
}

}  // namespace

const std::vector<std::string>& targets() {
  static const std::vector<std::string> names{"bpmn_xml", "bpmn_round_trip", "feel_expression", "feel_regex", "feel_json", "dmn_model",
                                              "form", "event_record", "projection", "command_json"};
  return names;
}

std::vector<std::string> seeds(std::string_view target) {
  if (target == "bpmn_xml" || target == "bpmn_round_trip") return bpmn();
  if (target == "feel_expression") return feel();
  if (target == "feel_regex") return {"a+b*?\nxaab", "(a|b){2,3}[^c-f\\d]\nabab1", "^\\p{L}+$", "(?:x)(y)\\1\nxyy", "[a-z-[aeiou]]+\nbcd"};
  if (target == "feel_json") return json();
  if (target == "dmn_model") return dmn();
  if (target == "form") return forms();
  if (target == "event_record") return records();
  if (target == "projection") return projections();
  if (target == "command_json") return commands();
  return {};
}

}  // namespace zhunru::fuzz
