// What things are called: elements, roles, bodies, communities, accounts' offices, in Chinese and English.
// Names of residents never come out of here: who acted is said by post and body.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/value.hpp"
#include "engine/model/definitions.hpp"
#include "engine/state/library.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::read_model {

struct Words {
  std::string zh;
  std::string en;
};

/// The program of a scope; nullptr when its resource is gone (never happens in a sound state).
const state::Program* program_of(const state::State& state, const state::Scope& scope);
/// A node of a scope's program; nullptr when there is none.
const model::Node* node_of(const state::State& state, const state::Scope& scope, std::string_view element);
/// A node anywhere in the programs that a case has used: by process resource and version.
const model::Node* node_in(const state::State& state, std::string_view process, std::string_view version, std::string_view element);

/// The node of an element that stood in the case once: of its scope, of its process, or, where the called process is gone from the
/// case, of the present version of whichever process has it (element ids are unique over the processes of the product).
const model::Node* node_once_in(const state::State& state, const state::Case& c, state::Id scope, std::string_view element);

Words node_words(const model::Node& node);
/// documentation of a node: first text Chinese, second English.
Words guidance_of(const model::Node& node);
/// Name of the process resource as its file says.
Words process_words(const state::State& state, std::string_view process, std::string_view version);
Words role_words(std::string_view role);
/// All of them: {role: {zh, en}}, for a client that previews.
base::Value all_role_words();
/// Name of a body, a provider or a community; the code itself when no register knows it.
Words body_words(const state::State& state, std::string_view body);
Words community_words(const state::State& state, std::string_view community);
/// "云汐市民政局 经办" for a seat; a resident is "居民".
Words seat_words(const state::State& state, const command::Seat& seat);
/// "甲单位 经办 代 乙单位 负责人": who acted for whom, by posts.
Words substitution_words(const state::State& state, const state::Substitution& substitution);
/// The same for an assignee of several roles.
Words assignee_words(const state::State& state, const state::Assignee& assignee);
/// Title of a case: variable item.name, else title, else the process name and that it has no name yet.
Words case_title(const state::State& state, const state::Case& c);

}  // namespace zhunru::server::read_model
