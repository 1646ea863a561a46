#include "engine/rule/table.hpp"

#include <algorithm>
#include <set>

#include "engine/dmn/parse.hpp"
#include "engine/rule/names_check.hpp"

namespace zhunru::rule {
namespace {

constexpr int max_depth = 16;  ///< nested boxed expressions that are searched for rows

const std::string& annotation(const dmn::Rule& rule, std::string_view name) {
  static const std::string none;
  for (const dmn::Annotation& note : rule.annotations) {
    if (note.name == name) return note.text;
  }
  return none;
}

void collect_rows(const dmn::Boxed& boxed, int depth, std::vector<Row>& rows) {
  if (depth > max_depth) return;
  if (boxed.table) {
    for (const dmn::Rule& rule : boxed.table->rules) {
      rows.push_back({rule.id, annotation(rule, "clause"), annotation(rule, "text"), annotation(rule, "text_en")});
    }
  }
  for (const dmn::Boxed& part : boxed.parts) collect_rows(part, depth + 1, rows);
}

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// Every name behind "settings." in the file.
std::vector<std::string> settings_in(std::string_view text) {
  constexpr std::string_view begin = "settings.";
  std::set<std::string> names;
  for (std::size_t at = text.find(begin); at != std::string_view::npos; at = text.find(begin, at + 1)) {
    if (at > 0 && is_name_character(text[at - 1])) continue;
    const std::size_t from = at + begin.size();
    std::size_t to = from;
    while (to < text.size() && is_name_character(text[to])) ++to;
    if (to > from) names.emplace(text.substr(from, to - from));
  }
  return {names.begin(), names.end()};
}

/// The model with a decision service that gives outcome and hits together, so that what both need is found out once.
dmn::Model with_answer_service(const dmn::Model& model) {
  auto data = std::make_shared<dmn::ModelData>(*model);
  dmn::DecisionService service;
  service.id = service.name = std::string(answer_service);
  for (const dmn::Decision& decision : data->decisions) {
    const bool output = decision.name == "outcome" || decision.name == "hits";
    (output ? service.output_decisions : service.encapsulated_decisions).push_back(decision.id);
  }
  for (const dmn::InputData& input : data->inputs) service.input_data.push_back(input.id);
  data->services.push_back(std::move(service));
  return dmn::Model(std::move(data));
}

}  // namespace

base::Result<std::shared_ptr<const Table>> Table::parse(std::string name, std::string_view dmn_xml) {
  ZHUNRU_TRY(model, dmn::parse(dmn_xml));
  if (!model->problems.empty()) return model->problems.front();
  ZHUNRU_TRY_VOID(check_names(*model));
  for (const char* needed : {"outcome", "hits"}) {
    if (dmn::find_decision(*model, needed) == nullptr) {
      return base::make_error("rule-table", "规则文件缺少决策 " + std::string(needed),
                              "the rule file has no decision " + std::string(needed), name);
    }
  }
  auto table = std::shared_ptr<Table>(new Table(with_answer_service(model)));
  table->name_ = std::move(name);
  table->title_ = model->name;
  for (const dmn::InputData& input : model->inputs) {
    if (input.name != "settings") table->inputs_.push_back({input.key, input.name, input.label});
  }
  for (const dmn::BusinessKnowledge& knowledge : model->knowledge) collect_rows(knowledge.function, 0, table->rows_);
  for (const dmn::Decision& decision : model->decisions) collect_rows(decision.logic, 0, table->rows_);
  table->settings_ = settings_in(dmn_xml);
  return std::shared_ptr<const Table>(std::move(table));
}

const Row* Table::find_row(std::string_view id) const {
  const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.id == id; });
  return found == rows_.end() ? nullptr : &*found;
}

bool is_local(std::string_view clause) {
  for (std::size_t at = clause.find('C'); at != std::string_view::npos; at = clause.find('C', at + 1)) {
    const bool alone_before = at == 0 || !is_name_character(clause[at - 1]);
    const bool alone_behind = at + 1 == clause.size() || !is_name_character(clause[at + 1]);
    if (alone_before && alone_behind) return true;
  }
  return false;
}

}  // namespace zhunru::rule
