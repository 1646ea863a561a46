// What a server does before it listens: brings the workflow files into force, makes demo accounts or the first administrator.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "server/auth/access.hpp"
#include "server/runtime/deployment.hpp"
#include "server/runtime/sequencer.hpp"
#include "server/vault/vault.hpp"

namespace zhunru::server::command_line {

/// Folder of the workflows: `given`, or beside the program, or that of the source tree it was built from.
std::string workflows_folder(const std::string& given);
/// Folder of the web client: `given`, or ../../web beside the program.
std::string site_folder(const std::string& given);

base::Result<auth::AccessTable> read_access_table(const std::string& workflows);

/// Submits what differs; prints progress. A refused file is an error that names it.
base::Result<void> deploy(runtime::Sequencer& sequencer, const runtime::DeploymentOptions& options);

/// Sees to it that every list with a next date of publication has a T08 case waiting for it (2.2-l); each begins the next by itself.
base::Result<void> start_publications(runtime::Sequencer& sequencer);

/// Accounts of the sample region's personas (register `personas`), without passwords until first used.
base::Result<void> make_demo_accounts(const runtime::Sequencer& sequencer, vault::Vault& vault);

/// When there are no accounts: makes `admin` and returns a token for setting its password, once, within 24 h. Else "".
base::Result<std::string> make_first_administrator(vault::Vault& vault, std::int64_t now_ms);

/// The value of a fact, made by `fresh` when it is not there yet.
base::Result<std::string> lasting_fact(vault::Vault& vault, std::string_view name, const std::string& fresh);

}  // namespace zhunru::server::command_line
