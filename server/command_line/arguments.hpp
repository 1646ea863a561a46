// Reading of a subcommand's arguments: named options with a value, switches, positional words. Unknown ones are refused by name.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace zhunru::server::command_line {

struct Known {
  std::vector<std::string_view> options;   ///< take a value: "--port 8080" or "--port=8080"
  std::vector<std::string_view> switches;  ///< "--demo"
  std::size_t words = 0;                   ///< positional words at most
};

class Arguments {
 public:
  static base::Result<Arguments> parse(int count, const char* const* values, const Known& known);

  bool has(std::string_view name) const { return given_.contains(name); }
  std::string get(std::string_view name, std::string_view otherwise = {}) const;
  /// A number from `low` to `high`.
  base::Result<std::int64_t> number(std::string_view name, std::int64_t otherwise, std::int64_t low, std::int64_t high) const;
  const std::vector<std::string>& words() const { return words_; }

 private:
  std::map<std::string, std::string, std::less<>> given_;
  std::vector<std::string> words_;
};

/// One subcommand of `zhunru`.
struct Subcommand {
  std::string_view name;
  std::string_view summary;    ///< Chinese, one line
  std::string_view summary_en;
  std::string_view help;       ///< the whole text of --help
  int (*run)(int count, const char* const* values);  ///< without the program's and the subcommand's names
};

/// Writes "zhunru: code (where): english / 中文" to stderr and returns 1.
int fail(const base::Error& error);
/// Writes the error and how to get help to stderr and returns 2.
int usage(const base::Error& error, std::string_view subcommand);

}  // namespace zhunru::server::command_line
