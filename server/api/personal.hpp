// Personal fields of forms: their text goes to the vault, a salted commitment and the length go into the command.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.hpp"
#include "engine/form/form.hpp"
#include "server/vault/vault.hpp"

namespace zhunru::server::api {

struct Sealed {
  base::Value data;                          ///< as it goes into the command
  std::vector<vault::PersonalText> texts;    ///< as they go into the vault
};

/// Replaces every text at a personal path of the form by {commitment, length}. The salt comes from `secret` and `command_id`,
/// so that the same command sent again has the same body.
Sealed seal_personal(const form::Form& form, const base::Value& data, std::string_view secret, std::string_view command_id,
                     const std::string& person);

/// Puts texts back for somebody who may read them; a text that was erased becomes {"erased": true, "length": n}.
base::Value unseal_personal(const base::Value& data, vault::Vault& vault);

}  // namespace zhunru::server::api
