#include "engine/dmn/session.hpp"

#include <algorithm>

#include "engine/feel/type.hpp"

namespace zhunru::dmn {

using base::Context;
using base::Value;

namespace {

template <class T>
const T* by_id(const std::vector<T>& all, const std::string& id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const T& each) { return each.id == id; });
  return found == all.end() ? nullptr : &*found;
}

/// Decisions that require each other in a chain, and calls of services, at most this deep.
constexpr std::uint32_t most_depth = 64;

}  // namespace

Value Session::typed(Value value, const feel::Type& type, const std::string& name) {
  Value fitting = feel::coerce(value, type, &model_->types);
  if (fitting.is_null() && !value.is_null()) {
    return null_because("“" + name + "”的值不是类型“" + feel::to_string(type) + "”。",
                        "The value of \"" + name + "\" is not of type \"" + feel::to_string(type) + "\".");
  }
  return fitting;
}

bool Session::is_allowed(const Value& value, const AllowedValues& allowed, int depth) {
  if (value.is_null() || value.is_hidden() || depth > 32) return true;
  if (allowed.collection) {
    if (!value.is_list()) return true;
    AllowedValues item = allowed;
    item.collection = false;
    return std::all_of(value.as_list().begin(), value.as_list().end(),
                       [&](const Value& each) { return is_allowed(each, item, depth + 1); });
  }
  if (allowed.tests && !evaluate_tests(*allowed.tests, value, globals_scope()).boolean_or(false))
    return false;
  for (std::size_t i = 0; i < allowed.members.size(); ++i) {
    if (!is_allowed(value.get(allowed.member_names[i]), allowed.members[i], depth + 1)) return false;
  }
  const auto base = model_->allowed.find(allowed.base);
  return allowed.base.empty() || base == model_->allowed.end() || is_allowed(value, base->second, depth + 1);
}

Value Session::checked_input(const Value& value, const feel::Type& type, const std::string& name) {
  const Value fitting = typed(value, type, name);
  const auto allowed = model_->allowed.find(type.name);
  if (type.kind == feel::Type::Kind::named && allowed != model_->allowed.end() &&
      !is_allowed(fitting, allowed->second, 0)) {
    return null_because("输入“" + name + "”的值不在允许范围内。",
                        "The value of input \"" + name + "\" is not among its allowed values.");
  }
  return fitting;
}

Value Session::decision(Graph& graph, const Decision& decision) {
  if (const auto known = graph.done.find(decision.id); known != graph.done.end()) return known->second;
  if (failed()) return {};
  if (graph.inputs.is_context()) {
    if (const Value* given = graph.inputs.as_context().find(decision.name)) {
      return graph.done[decision.id] = typed(*given, decision.type, decision.name);
    }
  }
  if (depth_ >= most_depth) {
    fail(base::make_error("feel-depth", "决策依赖层数过深。", "Decisions require each other too deeply."));
    return {};
  }
  ++depth_;
  Context names;
  for (const std::string& id : decision.required_inputs) {
    const InputData* input = by_id(model_->inputs, id);
    if (input == nullptr) continue;
    names.set(input->name, checked_input(graph.inputs.get(input->name), input->type, input->name));
  }
  for (const std::string& id : decision.required_decisions) {
    if (const Decision* required = by_id(model_->decisions, id))
      names.set(required->name, this->decision(graph, *required));
  }
  add_knowledge(decision.required_knowledge, names);
  feel::Scope scope = globals_scope();
  if (model_->inputs.empty() && !graph.closed) scope = scope.with(graph.inputs);
  const std::string outer_owner = std::exchange(owner_, decision.name);
  Value value =
      typed(boxed(decision.logic, scope.with(Value(std::move(names)))), decision.type, decision.name);
  owner_ = outer_owner;
  --depth_;
  return graph.done[decision.id] = std::move(value);
}

Value Session::service(const DecisionService& service, Value inputs) {
  if (depth_ >= most_depth) {
    fail(base::make_error("feel-depth", "决策服务调用层数过深。",
                          "Decision services call each other too deeply."));
    return {};
  }
  ++depth_;
  Graph graph{std::move(inputs), true, {}};
  // What the service takes as input is never evaluated: a missing one is null.
  for (const std::string& id : service.input_decisions) {
    const Decision* input = by_id(model_->decisions, id);
    if (input != nullptr) graph.done[id] = typed(graph.inputs.get(input->name), input->type, input->name);
  }
  Context results;
  for (const std::string& id : service.output_decisions) {
    if (const Decision* output = by_id(model_->decisions, id))
      results.set(output->name, decision(graph, *output));
  }
  --depth_;
  if (service.output_decisions.size() == 1 && results.size() == 1)
    return typed(results.begin()->second, service.type, service.name);
  return typed(Value(std::move(results)), service.type, service.name);
}

void Session::add_knowledge(const std::vector<std::string>& ids, Context& names) {
  for (const std::string& id : ids) {
    if (const BusinessKnowledge* found = by_id(model_->knowledge, id))
      names.set(found->name, knowledge_function(*found));
    if (const DecisionService* found = by_id(model_->services, id))
      names.set(found->name, service_function(*found));
  }
}

bool Session::bind(const std::vector<Parameter>& parameters, base::List arguments, Context& bound) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const bool was_null = arguments[i].is_null();
    Value value = typed(std::move(arguments[i]), parameters[i].type, parameters[i].name);
    if (value.is_null() && !was_null) return false;
    bound.set(parameters[i].name, std::move(value));
  }
  return true;
}

Value Session::knowledge_function(const BusinessKnowledge& knowledge) {
  auto function = std::make_shared<feel::NativeFunction>();
  for (const Parameter& parameter : knowledge.function.parameters)
    function->parameters.push_back(parameter.name);
  // The model is kept alive by the function; the session is whichever one calls it.
  function->body = [model = model_, known = &knowledge](feel::Evaluator& evaluator,
                                                        base::List arguments) -> Value {
    auto* session = dynamic_cast<Session*>(&evaluator);
    if (session == nullptr || session->model_ != model) {
      return evaluator.null_because("业务知识只能在其决策模型内调用。",
                                    "Business knowledge can be called only inside its model.");
    }
    if (known->function.kind == Boxed::Kind::external) {
      return session->null_because("不支持外部函数。", "External functions are not supported.");
    }
    Context names;
    session->add_knowledge(known->required_knowledge, names);
    names.set(known->name, session->knowledge_function(*known));
    if (!session->bind(known->function.parameters, std::move(arguments), names)) return {};
    Value value =
        session->boxed(known->function.parts[0], session->globals_scope().with(Value(std::move(names))));
    // The variable's type may be that of the function or of its result.
    return known->type.kind == feel::Type::Kind::function
               ? value
               : session->typed(std::move(value), known->type, known->name);
  };
  return Value(std::shared_ptr<const base::Function>(std::move(function)));
}

Value Session::service_function(const DecisionService& service) {
  auto function = std::make_shared<feel::NativeFunction>();
  std::vector<Parameter> parameters;
  for (const std::string& id : service.input_data) {
    if (const InputData* input = by_id(model_->inputs, id)) parameters.push_back({input->name, input->type});
  }
  for (const std::string& id : service.input_decisions) {
    if (const Decision* input = by_id(model_->decisions, id))
      parameters.push_back({input->name, input->type});
  }
  for (const Parameter& parameter : parameters) function->parameters.push_back(parameter.name);
  function->body = [model = model_, called = &service, parameters](feel::Evaluator& evaluator,
                                                                   base::List arguments) -> Value {
    auto* session = dynamic_cast<Session*>(&evaluator);
    if (session == nullptr || session->model_ != model) {
      return evaluator.null_because("决策服务只能在其决策模型内调用。",
                                    "A decision service can be called only inside its model.");
    }
    Context bound;
    if (!session->bind(parameters, std::move(arguments), bound)) return {};
    return session->service(*called, Value(std::move(bound)));
  };
  return Value(std::shared_ptr<const base::Function>(std::move(function)));
}

}  // namespace zhunru::dmn
