// The elements of a file that are compared by themselves, and the comparison of two such lists. Shared by processes and rules.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/bpmn/diff.hpp"
#include "engine/bpmn/diff_facets.hpp"

namespace zhunru::bpmn {

/// One element with what is compared of it.
struct Entry {
  std::int32_t at = 0;  ///< in the document
  std::string type;     ///< element name; another one under the same id is another element
  std::string name;     ///< for people
  Facets facets;
};

/// By id, in the order of the file.
class Entries {
 public:
  explicit Entries(const Document& of) : document(of) {}
  virtual ~Entries() = default;
  /// A value for people: what it refers to by name.
  virtual std::string shown(const std::string& facet, const std::string& value) const {
    (void)facet;
    return value;
  }

  const Document& document;
  std::vector<std::string> order;
  std::map<std::string, Entry> by_id;

 protected:
  void add(std::string id, Entry entry) {
    order.push_back(id);
    by_id[std::move(id)] = std::move(entry);
  }
};

/// All differences in the order of the newer file, removed elements last.
std::vector<Change> compare(const Entries& before, const Entries& after, const std::function<bool(const std::string& type, const std::string& facet)>& executes);

}  // namespace zhunru::bpmn
