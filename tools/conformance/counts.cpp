#include "tools/conformance/counts.hpp"

#include <algorithm>
#include <sstream>

namespace zhunru::conformance {
namespace {

constexpr const char* opening = "<!-- counts: written by conformance --record -->\n";
constexpr const char* closing = "<!-- end of counts -->";

struct Place {
  std::size_t from = 0;
  std::size_t to = 0;
};

base::Result<Place> place_of(const std::string& document) {
  const std::size_t at = document.find(opening);
  const std::size_t end = document.find(closing);
  if (at == std::string::npos || end == std::string::npos || end < at) {
    return base::make_error("conformance-marks", "文件中缺少计数表的起止标记。",
                            "The document lacks the marks around the table of counts: restore them, then record again.");
  }
  return Place{at + std::string(opening).size(), end};
}

/// The cells of "| a | b | c |".
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  std::string cell;
  while (std::getline(in, cell, '|')) {
    const std::size_t first = cell.find_first_not_of(' ');
    if (first == std::string::npos) continue;
    cells.push_back(cell.substr(first, cell.find_last_not_of(' ') - first + 1));
  }
  return cells;
}

std::vector<Count> recorded(const std::string& document, Place place) {
  std::vector<Count> rows;
  std::istringstream in(document.substr(place.from, place.to - place.from));
  std::string line;
  while (std::getline(in, line)) {
    const auto cells = cells_of(line);
    if (cells.size() < 3 || cells[1].find_first_not_of("0123456789") != std::string::npos) continue;
    rows.push_back({cells[0], std::stoul(cells[1]), std::stoul(cells[2])});
  }
  return rows;
}

Count& row(std::vector<Count>& rows, const std::string& name) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Count& each) { return each.name == name; });
  return found != rows.end() ? *found : rows.emplace_back(Count{name});
}

std::string percent(const Count& count) {
  const std::size_t tenths = count.cases == 0 ? 0 : count.passed * 1000 / count.cases;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

std::vector<Count> counts_of(const Report& report) {
  std::vector<Count> rows;
  for (const Outcome& outcome : report.outcomes()) {
    std::string name = outcome.suite;
    if (name == "bpmn-lint") name += " " + outcome.category;
    if (name == "bpmn-behaviour") {
      if (report.suite_reading()) name += " (suite reading)";
      else if (outcome.category.ends_with("(contested)")) continue;
    }
    Count& count = row(rows, name);
    count.cases += 1;
    count.passed += outcome.passed ? 1 : 0;
  }
  return rows;
}

base::Result<std::string> with_counts(const std::string& document, const std::vector<Count>& counts) {
  ZHUNRU_TRY(place, place_of(document));
  std::string table = "| suite | passed | cases | % |\n|---|---|---|---|\n";
  for (const Count& count : counts) {
    table += "| " + count.name + " | " + std::to_string(count.passed) + " | " + std::to_string(count.cases) + " | " +
             percent(count) + " |\n";
  }
  return document.substr(0, place.from) + table + document.substr(place.to);
}

base::Result<std::vector<std::string>> below(const std::string& document, const std::vector<Count>& counts) {
  ZHUNRU_TRY(place, place_of(document));
  std::vector<Count> floor = recorded(document, place);
  std::vector<std::string> sentences;
  for (const Count& count : counts) {
    const auto known = std::find_if(floor.begin(), floor.end(), [&](const Count& each) { return each.name == count.name; });
    if (known == floor.end()) {
      sentences.push_back(count.name + " has no row yet: run conformance --record");
    } else if (count.passed < known->passed || count.cases < known->cases) {
      sentences.push_back(count.name + ": " + std::to_string(count.passed) + " of " + std::to_string(count.cases) +
                          " passed, recorded are " + std::to_string(known->passed) + " of " + std::to_string(known->cases));
    }
  }
  return sentences;
}

}  // namespace zhunru::conformance
