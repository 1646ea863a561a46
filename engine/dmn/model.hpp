// A DMN model after reading: decisions, inputs, business knowledge, services, types; all FEEL in it is compiled.
// Plain data, immutable and shared; evaluation (evaluate.hpp) never changes it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/feel/compile.hpp"
#include "engine/feel/type.hpp"

namespace zhunru::dmn {

enum class HitPolicy : std::uint8_t { unique, any, priority, first, rule_order, output_order, collect };
enum class Aggregation : std::uint8_t { none, sum, count, min, max };

struct InputClause {
  std::string id;
  std::string label;
  feel::Expression expression;
  feel::Type type;
  std::optional<feel::Expression> allowed;  ///< unary tests of <inputValues>
};

struct OutputClause {
  std::string id;
  std::string name;   ///< key in the result when there is more than one output
  std::string label;
  feel::Type type;
  std::optional<feel::Expression> allowed;  ///< the texts of <outputValues> as one list; its order is the priority
  std::optional<feel::Expression> otherwise;  ///< <defaultOutputEntry>
};

/// A text beside a rule: our tables carry the clause of the policy in one.
struct Annotation {
  std::string name;
  std::string text;
};

struct Rule {
  std::string id;
  std::int32_t index = 0;  ///< from 1, as people count rows
  std::string description;
  std::vector<feel::Expression> tests;    ///< one per input clause
  std::vector<feel::Expression> outputs;  ///< one per output clause
  std::vector<std::string> test_texts;    ///< as written, for people
  std::vector<std::string> output_texts;
  std::vector<Annotation> annotations;
};

struct DecisionTable {
  std::string id;
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  std::vector<InputClause> inputs;
  std::vector<OutputClause> outputs;
  std::vector<Rule> rules;
};

struct Boxed;

struct Parameter {
  std::string name;
  feel::Type type;
};

/// A boxed expression (DMN 1.5 §10.2.2). Which members are used depends on the kind.
struct Boxed {
  enum class Kind : std::uint8_t {
    nothing,        ///< a decision without logic
    literal,        ///< expression
    table,          ///< table
    context,        ///< names (empty for the result entry), types, parts
    list,           ///< parts
    relation,       ///< names = columns; parts row by row
    function,       ///< parameters, parts[0] = body
    external,       ///< a function in another language: evaluates to null
    invocation,     ///< parts[0] = function, names and parts[1...] = bindings
    conditional,    ///< parts: if, then, else
    loop,           ///< names[0] = variable; parts: in, return
    some,           ///< names[0] = variable; parts: in, satisfies
    every,
    filter          ///< parts: in, match
  };
  Kind kind = Kind::nothing;
  std::string id;
  feel::Type type;
  feel::Expression expression;
  std::shared_ptr<const DecisionTable> table;
  std::vector<std::string> names;
  std::vector<feel::Type> types;
  std::vector<Parameter> parameters;
  std::vector<Boxed> parts;
};

struct InputData {
  std::string id;
  std::string name;
  feel::Type type;
  std::string label;  ///< words for people, may be empty
  std::string key;    ///< member of the host's input, when <zhunru:input key="..."/> names another one than `name`
};

struct Decision {
  std::string id;
  std::string name;
  feel::Type type;
  Boxed logic;
  std::string question;
  std::vector<std::string> required_inputs;     ///< ids
  std::vector<std::string> required_decisions;  ///< ids
  std::vector<std::string> required_knowledge;  ///< ids of business knowledge and services
};

struct BusinessKnowledge {
  std::string id;
  std::string name;
  feel::Type type;
  Boxed function;  ///< kind function or external
  std::vector<std::string> required_knowledge;
};

struct DecisionService {
  std::string id;
  std::string name;
  feel::Type type;
  std::vector<std::string> output_decisions;
  std::vector<std::string> encapsulated_decisions;
  std::vector<std::string> input_decisions;
  std::vector<std::string> input_data;
};

/// What may be in a value of a type, beyond its kind.
struct AllowedValues {
  std::optional<feel::Expression> tests;             ///< of the value, or of each item of a collection
  bool collection = false;
  std::string base;                                  ///< another item definition that also constrains, or empty
  std::vector<std::string> member_names;             ///< as many as members
  std::vector<AllowedValues> members;
};

struct ModelData {
  std::string name;
  std::string namespace_uri;
  std::vector<InputData> inputs;
  std::vector<Decision> decisions;
  std::vector<BusinessKnowledge> knowledge;
  std::vector<DecisionService> services;
  feel::TypeTable types;
  std::map<std::string, AllowedValues, std::less<>> allowed;
  /// Expressions that cannot be compiled and references that lead nowhere; such parts evaluate to null. A model is
  /// fit for deployment only when this is empty.
  std::vector<base::Error> problems;
};

/// Copies share the data.
class Model {
 public:
  explicit Model(std::shared_ptr<const ModelData> data) : data_(std::move(data)) {}
  const ModelData& operator*() const { return *data_; }
  const ModelData* operator->() const { return data_.get(); }
  const std::shared_ptr<const ModelData>& data() const { return data_; }

 private:
  std::shared_ptr<const ModelData> data_;
};

/// nullptr when there is none of that name.
const Decision* find_decision(const ModelData& model, std::string_view name);
const DecisionService* find_service(const ModelData& model, std::string_view name);

}  // namespace zhunru::dmn
