// One task as the person sees it who may do it: its form with data and context, its buttons, what would be signed.
#pragma once

#include "engine/base/result.hpp"
#include "engine/base/value.hpp"
#include "engine/command/actor.hpp"
#include "engine/form/form.hpp"
#include "engine/state/state.hpp"
#include "server/read_model/cards.hpp"

namespace zhunru::server::read_model {

/// {task: TaskCard + {outcomes, guidance, notes, may_act}, form, forms (by outcome), data, context, sign, panels}. Buttons whose `when` is not true are
/// left out; one whose condition cannot be evaluated is shown disabled with the reason.
base::Context task_view(const Glance& glance, const state::Case& c, const state::Task& task, const command::Actor& actor);

/// {form, context} for starting a process; null form when it has none. Empty when there is no such process.
base::Value start_view(const Glance& glance, const std::string& process, const command::Actor& actor);

/// Everything the task's form and expressions may read, as the engine will check it: inputs, variables around, settings, today.
base::Context task_context(const Glance& glance, const state::Case& c, const state::Task& task);

/// What is wrong with data of a task's form, each place by itself: [{path, code, message, message_en, clause, local}].
base::List task_problems(const Glance& glance, const state::Case& c, const state::Task& task, const form::Form& form,
                         const base::Value& data);

/// The JSON of a form resource, or null.
base::Value form_json(const state::State& state, const std::string& ref);

}  // namespace zhunru::server::read_model
