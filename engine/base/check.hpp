// CHECK: a broken promise inside our own code ends the process at once; the log stays good (design §6: "bug").
// Never use it for input that comes from outside; that is a Result.
#pragma once

namespace zhunru::base {

/// Writes "CHECK failed: <condition> (<file>:<line>)" to stderr and aborts.
[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace zhunru::base

/// Always on, also in release builds. Headers use this spelling, because test frameworks have a CHECK of their own.
#define ZHUNRU_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::zhunru::base::check_failed(#condition, __FILE__, __LINE__))

#ifndef CHECK
#define CHECK(condition) ZHUNRU_CHECK(condition)
#endif
