// The verbs of office approval that a person has on a case now: 退回 撤回 转办 委托 加签 减签 催办 中止计时, each with its
// choices and with what it would do. Whether a verb is there is asked of the engine by a dry run, never guessed here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.hpp"
#include "server/read_model/cards.hpp"

namespace zhunru::server::read_model {

/// Somebody with an account, as the host knows them.
struct Person {
  std::string account;
  std::string label;
  std::vector<command::Seat> seats;
};

/// {tasks:[{…TaskCard, mine, verbs:[Verb]}], take_back:[Verb]}.
/// Verb = {id, type, name, does, choose (question, "" = nothing to choose), options:[{value, label, detail, args, effect}],
/// reason (bool), effect:[{text}], args, danger, clause}; an option's args and effect stand for those of the verb.
base::Context case_verbs(const Glance& glance, const state::Case& c, const command::Actor& actor,
                         const std::vector<Person>& people);

}  // namespace zhunru::server::read_model
