// A rule table: one DMN file of workflows/rules, read once. It knows its inputs, its rows with their clauses and words,
// and the settings that it names; what the rows say stands in the file alone.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/value.hpp"
#include "engine/dmn/model.hpp"

namespace zhunru::rule {

/// Name of the decision service, added when a file is read, that gives {outcome, hits}.
inline constexpr std::string_view answer_service = "zhunru answer";

/// One input: `key` in the input context, `variable` in the file's FEEL.
struct Input {
  std::string key;
  std::string variable;
  std::string label;
};

/// What a row says of itself, from its annotations.
struct Row {
  std::string id;
  std::string clause;
  std::string text;
  std::string text_en;
};

class Table {
 public:
  /// Refused: XML or FEEL that is wrong, names that mean nothing, no decision `outcome`, no decision `hits`. Errors name the element.
  static base::Result<std::shared_ptr<const Table>> parse(std::string name, std::string_view dmn_xml);

  const std::string& name() const { return name_; }
  /// Title of the file, Chinese and English.
  const std::string& title() const { return title_; }
  const std::vector<Input>& inputs() const { return inputs_; }
  /// Rows in the order of the file.
  const std::vector<Row>& rows() const { return rows_; }
  const Row* find_row(std::string_view id) const;
  /// Names of the settings that the file reads, sorted.
  const std::vector<std::string>& settings() const { return settings_; }
  /// The file's model with the service `answer_service` added.
  const dmn::Model& model() const { return model_; }

 private:
  explicit Table(dmn::Model model) : model_(std::move(model)) {}

  std::string name_;
  std::string title_;
  std::vector<Input> inputs_;
  std::vector<Row> rows_;
  std::vector<std::string> settings_;
  dmn::Model model_;
};

/// "2.2-b, C" and "C (G1)" are local settings: a word that is C alone stands in the clause.
bool is_local(std::string_view clause);

}  // namespace zhunru::rule
