// Any bytes: the BPMN reader, lint, layout and picture end with a result, never a crash, and within their limits.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/bpmn/diagram.hpp"
#include "engine/bpmn/lint.hpp"
#include "engine/bpmn/svg.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace bpmn = zhunru::bpmn;
  const auto model = bpmn::read(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!model) return 0;
  bpmn::LintOptions options;
  bpmn::lint(*model, options);
  options.profile = bpmn::Profile::standard;
  bpmn::lint(*model, options);
  bpmn::to_svg(bpmn::layout(*model));
  bpmn::to_svg(bpmn::diagram_of(*model));
  return 0;
}
