#include "engine/base/limits.hpp"
#include "tests/unit/bpmn/samples.hpp"

using namespace zhunru;
using namespace zhunru::bpmn;

namespace {

std::string code_of(const std::string& xml) {
  const auto parsed = parse_xml(xml);
  return parsed ? "" : parsed.error().code;
}

}  // namespace

TEST_CASE("what is written comes back: order, comments, CDATA, text, prefixes and escapes") {
  const std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- before -->\n"
      "<a xmlns=\"urn:a\" xmlns:b=\"urn:b\" z=\"1\" y=\"&lt;&amp;&quot;&#10;&#9;\">\n  text &amp; more<b:c b:d=\"中文\"/><!-- in --><![CDATA[<raw> & ]]></a>\n"
      "<!-- after -->\n";
  const auto parsed = parse_xml(xml);
  REQUIRE(parsed);
  CHECK(write_xml(*parsed) == xml);
}

TEST_CASE("the export of an export is the same bytes") {
  const auto once = parse_xml("<a x = 'it''s' />");
  CHECK_FALSE(once);  // two quotes are two values
  const auto parsed = parse_xml("<a x='\"'>\r\n<b/>\r\n</a>");
  REQUIRE(parsed);
  const std::string first = write_xml(*parsed);
  CHECK(write_xml(*parse_xml(first)) == first);
  CHECK(first.find('\r') == std::string::npos);
}

TEST_CASE("dangerous or broken XML is refused with its line before it is parsed") {
  CHECK(code_of("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>") == "xml-doctype");
  CHECK(code_of("<a>&x;</a>") == "xml-entity");
  CHECK(code_of("<a b='&x;'/>") == "xml-entity");
  CHECK(code_of("<a>&#0;</a>") == "xml-entity");
  CHECK(code_of("<a>&#xD800;</a>") == "xml-entity");
  CHECK(code_of("<?php x?><a/>") == "xml-instruction");
  CHECK(code_of("<a><?x y?></a>") == "xml-instruction");
  CHECK(code_of("<a/><b/>") == "xml-syntax");
  CHECK(code_of("<a>") == "xml-not-closed");
  CHECK(code_of("<a></b>") == "xml-mismatch");
  CHECK(code_of("<a b='1' b='2'/>") == "xml-duplicate-attribute");
  CHECK(code_of("<a b='1'c='2'/>") == "xml-syntax");
  CHECK(code_of("<a b=1/>") == "xml-syntax");
  CHECK(code_of("<a b='<'/>") == "xml-syntax");
  CHECK(code_of("text") == "xml-syntax");
  CHECK(code_of("") == "xml-no-root");
  CHECK(code_of("<a>\x01</a>") == "xml-character");
  CHECK(code_of("<a>\xff</a>") == "xml-not-utf8");
  CHECK(code_of("<x:a/>") == "xml-prefix");
  CHECK(code_of("<a :='1'/>") == "xml-syntax");
  CHECK(code_of("<:a/>") == "xml-syntax");
  CHECK(code_of("<a xmlns:b='urn:b' b:c:d='1'/>") == "xml-syntax");
  CHECK(code_of("<a><!-- a -- b --></a>") == "xml-syntax");
  CHECK(code_of("<?xml version='1.0' encoding='UTF-16'?><a/>") == "xml-encoding");
  const auto late = parse_xml("<a>\n\n<b></c></a>");
  REQUIRE_FALSE(late);
  CHECK(late.error().where == "line 3");
  CHECK(late.error().message.find("第 3 行") == 0);
}

TEST_CASE("the limits hold: bytes, depth, elements, attributes, values") {
  CHECK(code_of("<a>" + std::string(base::limits::bpmn_bytes, ' ') + "</a>") == "xml-too-large");
  std::string deep;
  for (unsigned i = 0; i <= base::limits::bpmn_depth; ++i) deep += "<a>";
  CHECK(code_of(deep) == "xml-too-deep");
  std::string many = "<a>";
  for (unsigned i = 0; i < base::limits::bpmn_elements; ++i) many += "<bbbbbb/>\n";
  CHECK(code_of(many + "</a>") == "xml-too-many-elements");
  std::string dense = "<a>";
  for (unsigned i = 0; i < 5'000; ++i) dense += "<b/>";
  CHECK(code_of(dense + "</a>") == "xml-too-dense");
  std::string wide = "<a";
  for (unsigned i = 0; i <= base::limits::bpmn_attributes; ++i) wide += " a" + std::to_string(i) + "=''";
  CHECK(code_of(wide + "/>") == "xml-too-many-attributes");
  CHECK(code_of("<a b='" + std::string(base::limits::bpmn_value_bytes + 1, 'x') + "'/>") == "xml-value-too-long");
  CHECK(code_of("<a b='" + std::string(base::limits::bpmn_value_bytes, 'x') + "'/>").empty());
}

TEST_CASE("files of older tools in ISO-8859-1 and windows-1252 are read as UTF-8") {
  const auto latin = parse_xml("<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xe4'/>");
  REQUIRE(latin);
  CHECK(latin->value(0, "b") == "ä");
  const auto windows = parse_xml("<?xml version='1.0' encoding='WINDOWS-1252'?><a b='\x80'/>");
  REQUIRE(windows);
  CHECK(windows->value(0, "b") == "€");
}

TEST_CASE("elements know their line and namespace") {
  const auto parsed = parse_xml("<a xmlns='urn:zhunru:bpmn:1'>\n<b xmlns=''/>\n<c:d xmlns:c='urn:unknown'/></a>");
  REQUIRE(parsed);
  CHECK(parsed->at(0).space == Space::zhunru);
  CHECK(parsed->at(1).space == Space::none);
  CHECK(parsed->at(1).line == 2);
  CHECK(parsed->at(2).space == Space::other);
  CHECK(parsed->at(2).uri == "urn:unknown");
  CHECK(parsed->at(2).line == 3);
}
