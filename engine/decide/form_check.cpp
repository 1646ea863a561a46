#include "engine/decide/form_check.hpp"

#include "engine/form/validate.hpp"

namespace zhunru::decide {

base::Value form_names(const Run& run, const state::Case& c, Id scope) {
  std::vector<const state::Scope*> chain;
  while (const state::Scope* s = c.find_scope(scope)) {
    chain.push_back(s);
    if (s->kind == state::ScopeKind::process) break;
    scope = s->parent;
  }
  base::Context names{{"settings", run.settings(c)}};
  if (!c.id.empty()) names.set("case_id", base::Value(c.id));
  if (!c.case_no.empty()) names.set("case_no", base::Value(c.case_no));
  for (auto it = chain.rbegin(); it != chain.rend(); ++it)
    for (const auto& [name, value] : (*it)->variables) names.set(name, value);
  return base::Value(std::move(names));
}

std::optional<base::Value> checked_data(Run& run, const state::Case& c, Id scope, std::string_view form, const base::Value& data) {
  const state::ResourceVersion* source = run.scratch.resource("form", form);
  if (!source) {
    run.reject(refusal("unknown-form", "没有部署表单 " + std::string(form), "Form " + std::string(form) + " is not deployed",
                       std::string(form)));
    return std::nullopt;
  }
  run.read("form/" + std::string(form), source->version);
  auto parsed = run.scratch.library->form(source->text);
  if (!parsed) {
    run.reject(parsed.error());
    return std::nullopt;
  }
  form::Scope names{form_names(run, c, scope), &run.functions(), base::Value(base::shanghai_date_time(run.at))};
  const base::Value given = data.is_null() ? base::Value(base::Context{}) : data;
  form::Checked checked = form::validate(**parsed, given, names);
  if (checked.ok()) return std::move(checked.data);
  std::string zh, en;
  for (const form::Problem& problem : checked.problems) {
    zh += (zh.empty() ? "" : "；") + (problem.path.empty() ? "" : problem.path + "：") + problem.message;
    en += (en.empty() ? "" : "; ") + (problem.path.empty() ? "" : problem.path + ": ") + problem.message_en;
  }
  const form::Problem& first = checked.problems.front();
  run.reject(refusal("invalid-data", zh, en, (first.clause.empty() ? "" : first.clause + " ") + first.path));
  return std::nullopt;
}

}  // namespace zhunru::decide
