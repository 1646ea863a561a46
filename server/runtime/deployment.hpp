// Brings the files under workflows/ into force: processes, rules, forms, document templates, registers. Each file that
// differs from what is in force becomes one DeployResource or PutRegister command; nothing is changed behind the log's back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/command/command.hpp"
#include "engine/state/state.hpp"

namespace zhunru::server::runtime {

struct DeploymentOptions {
  std::string folder;           ///< workflows/
  bool demo_registers = false;  ///< registers/demo too (the sample region)
};

struct DeploymentFile {
  std::string path;  ///< below the folder
  command::CommandBody command;
};

/// The commands that bring `state` to what the files say, in an order in which they can be decided: registers, forms,
/// documents, rules, processes. Templates that an administrator has changed stay as they are, and so do registers that
/// the state already has: from then on they live by commands.
base::Result<std::vector<DeploymentFile>> plan_deployment(const DeploymentOptions& options, const state::State& state);

}  // namespace zhunru::server::runtime
