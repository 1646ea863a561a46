#include "tools/conformance/report.hpp"

#include <algorithm>
#include <map>

namespace zhunru::conformance {
namespace {

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string right(std::size_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

}  // namespace

std::size_t Report::failed() const {
  return static_cast<std::size_t>(
      std::count_if(outcomes_.begin(), outcomes_.end(), [](const Outcome& o) { return !o.passed; }));
}

std::string Report::text() const {
  std::string out;
  struct Row {
    std::size_t passed = 0;
    std::size_t failed = 0;
  };
  std::map<std::string, Row> rows;
  std::size_t width = 8;
  for (const Outcome& outcome : outcomes_) {
    const std::string name = outcome.suite + " " + outcome.category;
    width = std::max(width, name.size());
    Row& row = rows[name];
    (outcome.passed ? row.passed : row.failed) += 1;
    if (outcome.passed) continue;
    out += "FAILED " + outcome.suite + " " + outcome.id + "\n    expected " + outcome.expected +
           "\n    seen     " + outcome.seen + "\n";
  }
  if (!out.empty()) out += '\n';
  out += padded("category", width) + "  passed  failed\n";
  for (const auto& [name, row] : rows) {
    out += padded(name, width) + "  " + right(row.passed, 6) + "  " + right(row.failed, 6) + "\n";
  }
  const auto tolerated = std::count_if(outcomes_.begin(), outcomes_.end(),
                                       [](const Outcome& o) { return o.passed && o.tolerated; });
  if (tolerated > 0)
    out += std::to_string(tolerated) + " of those that passed hold numbers equal only to 8 decimals\n";
  return out + std::to_string(outcomes_.size() - failed()) + " passed, " + std::to_string(failed()) +
         " failed\n";
}

base::Value Report::json() const {
  base::List cases;
  for (const Outcome& outcome : outcomes_) {
    cases.emplace_back(base::Context{{"suite", outcome.suite},
                                     {"category", outcome.category},
                                     {"id", outcome.id},
                                     {"passed", outcome.passed},
                                     {"expected", outcome.expected},
                                     {"seen", outcome.seen}});
  }
  return base::Context{{"passed", static_cast<std::int64_t>(outcomes_.size() - failed())},
                       {"failed", static_cast<std::int64_t>(failed())},
                       {"cases", std::move(cases)}};
}

}  // namespace zhunru::conformance
