#include "engine/bpmn/diff_facets.hpp"

#include <vector>

namespace zhunru::bpmn {
namespace {

class Flattener {
 public:
  Flattener(const Document& document, const Comparing& comparing) : document_(document), comparing_(comparing) {}

  Facets run(std::int32_t at) {
    attributes(at, "", true);
    children(at, "");
    return std::move(facets_);
  }

 private:
  void attributes(std::int32_t at, const std::string& path, bool standing_alone) {
    const Element& element = document_.at(at);
    for (const Attribute& attribute : element.attributes) {
      if (attribute.space == Space::xmlns || attribute.space == Space::xsi) continue;
      // Ids inside are only for the diagram; those of our own elements mean something.
      if (attribute.name == "id" && attribute.space == Space::none && (standing_alone || element.space != Space::zhunru)) continue;
      facets_[standing_alone ? qualified(attribute) : path + "@" + qualified(attribute)] = attribute.value;
    }
  }

  /// The depth of a document is limited when it is read.
  void children(std::int32_t at, const std::string& path) {
    std::map<std::string, int> met;
    for (const std::int32_t child : document_.children(at, {})) {
      if (comparing_.stands_alone(document_, child) || comparing_.ignored(document_, child)) continue;
      const bool wrapper = document_.at(child).name == "extensionElements";
      if (wrapper) {
        children(child, path);
        continue;
      }
      std::string step = qualified(document_.at(child));
      if (const std::string key = comparing_.key(document_, child); !key.empty()) step += "[" + key + "]";
      if (const int number = ++met[step]; number > 1) step += "#" + std::to_string(number);
      const std::string inner = path.empty() ? step : path + "/" + step;
      const std::size_t before = facets_.size();
      attributes(child, inner, false);
      if (const std::string text = document_.text(child); !text.empty()) facets_[inner] = text;
      children(child, inner);
      if (facets_.size() == before && !holds_others(child)) facets_[inner] = "";
    }
  }

  bool holds_others(std::int32_t at) const {
    for (const std::int32_t child : document_.children(at, {}))
      if (comparing_.stands_alone(document_, child) || holds_others(child)) return true;
    return false;
  }

  const Document& document_;
  const Comparing& comparing_;
  Facets facets_;
};

}  // namespace

std::string qualified(const Element& element) {
  switch (element.space) {
    case Space::none:
    case Space::bpmn: return element.name;
    case Space::zhunru: return "zhunru:" + element.name;
    case Space::camunda: return "camunda:" + element.name;
    case Space::zeebe: return "zeebe:" + element.name;
    case Space::flowable: return "flowable:" + element.name;
    case Space::activiti: return "activiti:" + element.name;
    default: return element.prefix.empty() ? element.name : element.prefix + ":" + element.name;
  }
}

std::string qualified(const Attribute& attribute) {
  if (attribute.space == Space::none) return attribute.name;
  return (attribute.space == Space::zhunru ? "zhunru" : attribute.prefix) + ":" + attribute.name;
}

Facets facets_of(const Document& document, std::int32_t at, const Comparing& comparing) { return Flattener(document, comparing).run(at); }

}  // namespace zhunru::bpmn
