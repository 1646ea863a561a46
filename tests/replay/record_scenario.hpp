// A fixed story that touches every family of events; its log is the golden log of the release that wrote it.
#pragma once

#include <vector>

#include "engine/codec/log_file.hpp"

namespace zhunru::test {

std::vector<codec::LogRecord> record_scenario();

}  // namespace zhunru::test
