// A table as a file to download.
#pragma once

#include <string>

#include "server/api/answer.hpp"
#include "server/sheet/sheet.hpp"

namespace zhunru::server::api {

/// `format` is csv or xlsx; `name` is the file's name without its ending.
Answer sheet_answer(const sheet::Sheet& sheet, const std::string& name, const std::string& format);

}  // namespace zhunru::server::api
