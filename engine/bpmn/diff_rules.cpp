// Two DMN files compared: rows by their id, cells by the name of their column.
#include <algorithm>
#include <array>

#include "engine/bpmn/diff_entries.hpp"

namespace zhunru::bpmn {
namespace {

using Xml = std::int32_t;

bool named(const Document& document, Xml at, std::string_view name) { return document.at(at).name == name; }

bool stands_alone(const Document& document, Xml at) {
  static constexpr std::array<std::string_view, 9> names = {"decision", "inputData", "businessKnowledgeModel", "decisionService", "knowledgeSource", "itemDefinition",
                                                           "rule", "input", "output"};
  // Columns and rows of tables; a zhunru:input inside an inputData is none.
  return document.at(at).prefix != "zhunru" && !document.id(at).empty() && std::find(names.begin(), names.end(), document.at(at).name) != names.end();
}

bool ignored(const Document& document, Xml at) { return named(document, at, "DMNDI"); }

/// Label, expression or name of the columns of the table around a row, of one sort.
std::vector<std::string> columns(const Document& document, Xml table, std::string_view sort) {
  std::vector<std::string> names;
  for (const Xml child : document.children(table, {})) {
    if (!named(document, child, sort)) continue;
    std::string name(document.value(child, "label"));
    if (name.empty()) name = document.value(child, "name");
    for (const Xml inner : document.children(child, {}))
      if (name.empty() && named(document, inner, "inputExpression"))
        for (const Xml text : document.children(inner, {})) name = document.text(text);
    names.push_back(name.empty() ? std::to_string(names.size() + 1) : name);
  }
  return names;
}

/// Cells by the name of their column, requirements by what they require.
std::string key(const Document& document, Xml at) {
  const Element& element = document.at(at);
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> cells = {{{"inputEntry", "input"}, {"outputEntry", "output"}, {"annotationEntry", "annotation"}}};
  for (const auto& [cell, column] : cells) {
    if (element.name != cell || element.parent <= 0) continue;
    std::size_t place = 0;
    for (const Xml sibling : document.children(element.parent, {})) {
      if (sibling == at) break;
      place += named(document, sibling, cell) ? 1 : 0;
    }
    const std::vector<std::string> names = columns(document, document.at(element.parent).parent, column);
    return place < names.size() ? names[place] : std::to_string(place + 1);
  }
  if (element.name.ends_with("Requirement") || element.name == "outputDecision" || element.name == "encapsulatedDecision" || element.name == "inputDecision") {
    if (!document.value(at, "href").empty()) return std::string(document.value(at, "href"));
    for (const Xml child : document.children(at, {})) return std::string(document.value(child, "href"));
  }
  if (element.name == "annotation" || element.name == "formalParameter" || element.name == "itemComponent" || element.name == "column") return std::string(document.value(at, "name"));
  return {};
}

constexpr Comparing comparing{stands_alone, ignored, key};

Xml around(const Document& document, Xml at, std::string_view name) {
  while (at > 0 && !named(document, at, name)) at = document.at(at).parent;
  return at;
}

class Index : public Entries {
 public:
  explicit Index(const Document& of) : Entries(of) {
    if (document.elements.empty()) return;
    add("", {0, "definitions", "", facets_of(document, 0, comparing)});
    for (Xml at = 0; at < static_cast<Xml>(document.elements.size()); ++at)
      if (stands_alone(document, at)) take(at);
  }

 private:
  void take(Xml at) {
    Entry entry{at, document.at(at).name, std::string(document.value(at, "name")), facets_of(document, at, comparing)};
    if (entry.type == "rule" || entry.type == "input" || entry.type == "output") {
      const Xml table = document.at(at).parent;
      const std::string decision(document.value(around(document, at, "decision"), "name"));
      if (entry.type != "rule") {
        std::string own(document.value(at, "label"));
        entry.name = decision + (own.empty() ? "" : " · " + own);
      } else {
        entry.name = decision;
        rows_[table].push_back(std::string(document.id(at)));
      }
      // Where the first row that holds decides, or rows come out in their order, the order of rows counts.
      if (entry.type == "rule" && rows_[table].size() > 1) {
        const auto owner = by_id.find(std::string(document.id(around(document, at, "decision"))));
        std::string all;
        for (const std::string& row : rows_[table]) all += (all.empty() ? "" : ", ") + row;
        if (owner != by_id.end()) owner->second.facets["decisionTable/order" + order_counts(table)] = all;
      }
    }
    add(std::string(document.id(at)), std::move(entry));
  }

  std::string order_counts(Xml table) const {
    const std::string_view policy = document.value(table, "hitPolicy");
    return policy == "FIRST" || policy == "RULE ORDER" || (policy == "COLLECT" && document.value(table, "aggregation").empty()) ? "" : "@aside";
  }

  std::map<Xml, std::vector<std::string>> rows_;
};

bool executes(const std::string& type, const std::string& facet) {
  static constexpr std::array<std::string_view, 5> words = {"label", "description", "question", "allowedAnswers", "decisionTable/order@aside"};
  if (type == "definitions" || type == "knowledgeSource") return false;
  if (facet.starts_with("annotationEntry") || facet.find("annotation[") != std::string::npos) return false;
  return std::find(words.begin(), words.end(), facet) == words.end();
}

/// The rows that both versions have, in the order of one of them.
std::string common(const std::string& rows, const std::string& others) {
  std::string kept;
  std::size_t from = 0;
  const std::string padded = ", " + others + ", ";
  while (from <= rows.size()) {
    const std::size_t to = std::min(rows.find(", ", from), rows.size());
    const std::string row = rows.substr(from, to - from);
    if (padded.find(", " + row + ", ") != std::string::npos) kept += (kept.empty() ? "" : ", ") + row;
    from = to + 2;
  }
  return kept;
}

}  // namespace

std::vector<Change> diff_rules(const Document& before, const Document& after) {
  std::vector<Change> changes = compare(Index(before), Index(after), executes);
  // A row that came or went is told by itself; the order is a change only where rows that both have stand otherwise.
  std::erase_if(changes, [](const Change& change) {
    return change.facet.starts_with("decisionTable/order") && common(change.before, change.after) == common(change.after, change.before);
  });
  return changes;
}

}  // namespace zhunru::bpmn
