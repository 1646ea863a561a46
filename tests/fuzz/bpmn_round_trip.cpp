// Any bytes that are XML: export is a fixed point (write, parse, write gives the same bytes), and a file with a layout
// written into it still says the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/bpmn/diagram.hpp"
#include "engine/bpmn/xml.hpp"

namespace {

void must(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace bpmn = zhunru::bpmn;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = bpmn::parse_xml(text);
  if (!document) return 0;
  const std::string once = bpmn::write_xml(*document);
  const auto again = bpmn::parse_xml(once);
  if (!again) {
    must(again.error().code == "xml-too-large" || again.error().code == "xml-value-too-long");  // escapes make it longer
    return 0;
  }
  must(bpmn::write_xml(*again) == once);
  must(again->elements.size() == document->elements.size());
  const auto model = bpmn::read(text);
  const auto drawn = bpmn::with_layout(text);
  must(model.ok() == drawn.ok());
  if (!drawn) return 0;
  const auto back = bpmn::read(*drawn);
  if (!back) return 0;  // the diagram may take the file over a limit
  must(back->definitions.nodes.size() == model->definitions.nodes.size());
  must(back->definitions.flows.size() == model->definitions.flows.size());
  must(back->definitions.expressions.size() == model->definitions.expressions.size());
  return 0;
}
