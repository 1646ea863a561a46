// The bundle that a server gives its clients, so that they ask the same tables over the same registers without a round
// trip. Holds only what is public record: no personas, no cases, no complaints.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/base/value.hpp"
#include "engine/form/form.hpp"
#include "engine/register/source.hpp"
#include "engine/rule/tables.hpp"
#include "engine/rule/workflow_files.hpp"

namespace zhunru::rule {

/// Registers that go out, and every list.
std::span<const std::string_view> public_registers();

/// {"rules": {name: DMN text}, "forms": {name: schema}, "registers": {name: register}, "hash": SHA-256 hex over the
/// canonical JSON of the rest}. `files`: rules/*.dmn and *.form.json count, the others are passed over.
base::Result<base::Value> make_bundle(std::span<const WorkflowFile> files, const registers::Source& source);

/// A bundle ready to use.
struct Bundle {
  Tables tables;
  registers::Collection registers;
  std::map<std::string, std::shared_ptr<const form::Form>, std::less<>> forms;
  std::string hash;
};
/// Refused: a hash that is not that of the content (code bundle-hash), and whatever the parts' readers refuse.
base::Result<Bundle> read_bundle(const base::Value& bundle);

}  // namespace zhunru::rule
