// Two forms or document templates compared: fields by their key, blocks by their place, each member by itself and in words.
#pragma once

#include "engine/base/value.hpp"

namespace zhunru::server::read_model {

/// Changes as template_changes.hpp gives them. Words for people (labels, help, messages) do not execute; texts of documents do.
base::List json_changes(const base::Value& before, const base::Value& after);

}  // namespace zhunru::server::read_model
