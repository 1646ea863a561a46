#include "tests/unit/bpmn/samples.hpp"

using namespace zhunru;
using namespace zhunru::bpmn;
using namespace zhunru::bpmn::test;

namespace {

bool overlap(const Bounds& a, const Bounds& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/// A process of `count` tasks with branches, loops, a boundary event and a sub-process.
std::string large(int count) {
  std::string inside = "<startEvent id=\"s\"/><endEvent id=\"e\"/><subProcess id=\"sub\"><startEvent id=\"ss\"/><task id=\"st\"/>"
                       "<sequenceFlow id=\"sf\" sourceRef=\"ss\" targetRef=\"st\"/></subProcess><subProcess id=\"ev\" triggeredByEvent=\"true\"><startEvent id=\"es\">"
                       "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></startEvent></subProcess>"
                       "<boundaryEvent id=\"b\" attachedToRef=\"t0\"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>";
  int flow = 0;
  const auto join = [&](const std::string& from, const std::string& to) {
    inside += "<sequenceFlow id=\"f" + std::to_string(flow++) + "\" name=\"名\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\"/>";
  };
  join("s", "t0");
  join("b", "sub");
  join("sub", "e");
  for (int i = 0; i < count; ++i) {
    const std::string name = "t" + std::to_string(i);
    inside += "<task id=\"" + name + "\" name=\"任务\"/>";
    if (i > 0) join("t" + std::to_string((i - 1) / 2), name);
    if (i % 7 == 6) join(name, "t" + std::to_string(i / 3));
    join(name, "e");
  }
  return process(inside);
}

}  // namespace

TEST_CASE("the layout shows every node and flow once and no two elements of a level overlap") {
  const Model model = read_or_fail(large(40));
  const Diagram diagram = layout(model);
  CHECK(diagram.shapes.size() == model.definitions.nodes.size());
  CHECK(diagram.edges.size() == model.definitions.flows.size());
  for (const Edge& edge : diagram.edges) {
    CHECK(edge.waypoints.size() >= 2);
    const Bounds& from = diagram.shape_of(edge.source)->bounds;
    CHECK(edge.waypoints.front().x >= from.x);
    CHECK(edge.waypoints.front().x <= from.x + from.width);
    CHECK(edge.waypoints.back().x == diagram.shape_of(edge.target)->bounds.x);
    for (std::size_t i = 1; i < edge.waypoints.size(); ++i)
      CHECK((edge.waypoints[i].x == edge.waypoints[i - 1].x || edge.waypoints[i].y == edge.waypoints[i - 1].y));
  }
  int pairs = 0;
  for (const Shape& a : diagram.shapes)
    for (const Shape& b : diagram.shapes) {
      const auto& one = model.definitions.node(a.node);
      const auto& two = model.definitions.node(b.node);
      if (&a == &b || one.scope != two.scope || one.kind == model::NodeKind::boundary_event || two.kind == model::NodeKind::boundary_event) continue;
      ++pairs;
      if (overlap(a.bounds, b.bounds)) FAIL_CHECK(a.element + " overlaps " + b.element);
    }
  CHECK(pairs > 1000);
  for (const Shape& shape : diagram.shapes) {
    CHECK(shape.bounds.x >= diagram.extent.x);
    CHECK(shape.bounds.y + shape.bounds.height <= diagram.extent.y + diagram.extent.height);
  }
}

TEST_CASE("what stands in a sub-process is drawn inside it, boundary events on the edge of their activity") {
  const Diagram diagram = layout(read_or_fail(large(5)));
  const Bounds& outer = diagram.shape_of("sub")->bounds;
  const Bounds& inner = diagram.shape_of("st")->bounds;
  CHECK(inner.x > outer.x);
  CHECK(inner.y > outer.y);
  CHECK(inner.x + inner.width < outer.x + outer.width);
  CHECK(inner.y + inner.height < outer.y + outer.height);
  const Bounds& host = diagram.shape_of("t0")->bounds;
  const Bounds& boundary = diagram.shape_of("b")->bounds;
  CHECK(boundary.y + boundary.height / 2 == host.y + host.height);
}

TEST_CASE("lanes hold their nodes and the pool holds its lanes") {
  const Model model = read_or_fail(file(
      "<collaboration id=\"c\"><participant id=\"pool\" name=\"单位\" processRef=\"p\"/><participant id=\"box\" name=\"公众\"/>"
      "<messageFlow id=\"mf\" sourceRef=\"b\" targetRef=\"box\"/></collaboration><process id=\"p\"><laneSet><lane id=\"l1\"><flowNodeRef>a</flowNodeRef></lane>"
      "<lane id=\"l2\"><flowNodeRef>b</flowNodeRef></lane></laneSet><task id=\"a\"/><task id=\"b\"/><sequenceFlow id=\"f\" sourceRef=\"a\" targetRef=\"b\"/></process>"));
  const Diagram diagram = layout(model);
  const auto inside = [&](const char* child, const char* parent) {
    const Bounds& in = diagram.shape_of(child)->bounds;
    const Bounds& out = diagram.shape_of(parent)->bounds;
    return in.x >= out.x && in.y >= out.y && in.x + in.width <= out.x + out.width && in.y + in.height <= out.y + out.height;
  };
  CHECK(inside("a", "l1"));
  CHECK(inside("b", "l2"));
  CHECK_FALSE(overlap(diagram.shape_of("l1")->bounds, diagram.shape_of("l2")->bounds));
  CHECK(inside("l1", "pool"));
  CHECK(inside("l2", "pool"));
  CHECK_FALSE(overlap(diagram.shape_of("box")->bounds, diagram.shape_of("pool")->bounds));
  CHECK(diagram.element == "c");
}

TEST_CASE("a written layout reads back as the same picture, and the file says the same otherwise") {
  const std::string xml = large(12);
  const auto written = with_layout(xml);
  REQUIRE(written);
  CHECK(*with_layout(*written) == *written);
  const Model before = read_or_fail(xml), after = read_or_fail(*written);
  CHECK(after.definitions.nodes.size() == before.definitions.nodes.size());
  const Diagram drawn = layout(before), back = diagram_of(after);
  REQUIRE(back.shapes.size() == drawn.shapes.size());
  REQUIRE(back.edges.size() == drawn.edges.size());
  for (const Shape& shape : drawn.shapes) CHECK(back.shape_of(shape.element)->bounds == shape.bounds);
  for (std::size_t i = 0; i < drawn.edges.size(); ++i) CHECK(back.edges[i].waypoints == drawn.edges[i].waypoints);
}

TEST_CASE("the layout is the same every time") {
  CHECK(*with_layout(large(30)) == *with_layout(large(30)));
}

TEST_CASE("decimal coordinates and colours of a file are read") {
  const Model model = read_or_fail(
      "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:b=\"http://www.omg.org/spec/BPMN/20100524/DI\" "
      "xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" xmlns:bioc=\"http://bpmn.io/schema/bpmn/biocolor/1.0\" id=\"d\">"
      "<process id=\"p\"><task id=\"t\"/></process><b:BPMNDiagram><b:BPMNPlane bpmnElement=\"p\"><b:BPMNShape bpmnElement=\"t\" bioc:fill=\"#ff0000\" bioc:stroke=\"url(x)\">"
      "<dc:Bounds x=\"10.5\" y=\"-3.4\" width=\"99.9\" height=\"80\"/></b:BPMNShape><b:BPMNShape bpmnElement=\"gone\"><dc:Bounds x=\"0\" y=\"0\" width=\"1\" height=\"1\"/>"
      "</b:BPMNShape></b:BPMNPlane></b:BPMNDiagram></definitions>");
  const Diagram diagram = diagram_of(model);
  REQUIRE(diagram.shapes.size() == 1);
  CHECK(diagram.shapes[0].bounds == Bounds{11, -3, 100, 80});
  CHECK(diagram.shapes[0].fill == "#ff0000");
  CHECK(diagram.shapes[0].stroke.empty());
}

TEST_CASE("SVG is well-formed XML, names are escaped, classes and English names are used") {
  const Model model = read_or_fail(around("<userTask id=\"t\" name=\"a &lt;b&gt; &quot;中&quot;\" zhunru:nameEn=\"English\"/>", "t"));
  SvgOptions options;
  options.classes["t"] = "current";
  const std::string svg = to_svg(diagram_of(model), options);
  const auto parsed = parse_xml(svg);
  REQUIRE(parsed);
  CHECK(parsed->at(0).name == "svg");
  CHECK(svg.find("class=\"current\"") != std::string::npos);
  CHECK(svg.find("<b>") == std::string::npos);
  CHECK(svg.find("script") == std::string::npos);
  options.english = true;
  CHECK(to_svg(diagram_of(model), options).find(">English<") != std::string::npos);
}

TEST_CASE("a picture that lacks an element is reported, not shown, and can be made again") {
  std::string xml = *with_layout(around("<task id=\"t\"/>", "t"));
  xml.insert(xml.find("<task id=\"t\""), "<task id=\"fresh\"/>");
  const Model model = read_or_fail(xml);
  REQUIRE(find_rule(lint(model, {}), "diagram-incomplete"));
  CHECK(find_rule(lint(model, {}), "diagram-incomplete")->element == "fresh");
  CHECK(diagram_of(model).shape_of("fresh"));
  CHECK(*with_layout(xml) == xml);
  const auto again = with_layout(xml, true);
  REQUIRE(again);
  CHECK_FALSE(find_rule(lint(read_or_fail(*again), {}), "diagram-incomplete"));
  CHECK(*with_layout(*again, true) == *again);
}
