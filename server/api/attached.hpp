// Files that a command names: which values of a form's data they are, and binding them to the case before the command is decided.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/value.hpp"
#include "engine/form/form.hpp"
#include "server/api/call.hpp"

namespace zhunru::server::api {

struct AttachedFile {
  std::string field;   ///< path in the data: "photos[1]"
  std::string sha256;
};

/// The values of all file pickers of the form, in order.
std::vector<AttachedFile> files_in(const form::Form& form, const base::Value& data);

/// Binds them to the task's case; each must be a complete upload of the caller. Else the refusal, with the field.
std::optional<Refusal> bind_files(App& app, const Call& call, const std::vector<AttachedFile>& files, const std::string& task);

/// The refusal when one of them is no complete upload of the caller.
std::optional<Refusal> missing_file(App& app, const Call& call, const std::vector<AttachedFile>& files);

}  // namespace zhunru::server::api
