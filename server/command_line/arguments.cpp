#include "server/command_line/arguments.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace zhunru::server::command_line {

namespace {

base::Error bad(std::string argument, const char* zh, const char* en) {
  return base::make_error("argument", std::string(zh) + ":" + argument, std::string(en) + ": " + argument, argument);
}

}  // namespace

base::Result<Arguments> Arguments::parse(int count, const char* const* values, const Known& known) {
  Arguments out;
  const auto holds = [](const std::vector<std::string_view>& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  for (int i = 0; i < count; ++i) {
    const std::string_view word = values[i];
    if (!word.starts_with("--") || word == "-") {
      if (out.words_.size() >= known.words) return bad(std::string(word), "多余的参数", "unexpected argument");
      out.words_.emplace_back(word);
      continue;
    }
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    if (holds(known.switches, name) && equals == std::string_view::npos) {
      out.given_[std::string(name)] = "";
    } else if (holds(known.options, name)) {
      if (equals != std::string_view::npos) {
        out.given_[std::string(name)] = std::string(word.substr(equals + 1));
      } else if (i + 1 < count) {
        out.given_[std::string(name)] = values[++i];
      } else {
        return bad(std::string(name), "缺少参数值", "a value is missing after");
      }
    } else {
      return bad(std::string(name), "不认识的选项", "unknown option");
    }
  }
  return out;
}

std::string Arguments::get(std::string_view name, std::string_view otherwise) const {
  const auto found = given_.find(name);
  return found == given_.end() ? std::string(otherwise) : found->second;
}

base::Result<std::int64_t> Arguments::number(std::string_view name, std::int64_t otherwise, std::int64_t low,
                                             std::int64_t high) const {
  const auto found = given_.find(name);
  if (found == given_.end()) return otherwise;
  const std::string& text = found->second;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < low || value > high) {
    return bad(std::string(name) + "=" + text, "数值不对", "not a number in range");
  }
  return value;
}

int fail(const base::Error& error) {
  std::fprintf(stderr, "zhunru: %s\n        %s\n", base::describe(error).c_str(), error.message.c_str());
  return 1;
}

int usage(const base::Error& error, std::string_view subcommand) {
  std::fprintf(stderr, "zhunru %.*s: %s / %s\n", static_cast<int>(subcommand.size()), subcommand.data(),
               error.message_en.c_str(), error.message.c_str());
  std::fprintf(stderr, "zhunru %.*s --help\n", static_cast<int>(subcommand.size()), subcommand.data());
  return 2;
}

}  // namespace zhunru::server::command_line
