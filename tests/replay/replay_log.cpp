// replay_log [--redecide] FILE...: evolves log files from nothing and prints "<state hash> <file>" for each. With
// --redecide every command is decided again on the state before it and must give the recorded bytes.
// The output of the native program and of the one under node must be the same: that is the test of determinism.
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "engine/codec/archive.hpp"
#include "engine/codec/log_file.hpp"
#include "engine/engine.hpp"
#include "engine/operation/operation.hpp"

namespace {

using namespace zhunru;

base::Result<std::string> replay(const std::string& bytes, bool redecide) {
  ZHUNRU_TRY(records, codec::read_log(bytes));
  state::State state;
  for (const codec::LogRecord& record : records) {
    if (redecide) {
      const auto decision = engine::decide(state, record.command);
      if (!decision || codec::encode(decision->events) != codec::encode(record.events))
        return base::make_error("redecide", "重新裁决得到不同的事件", "Deciding again gives other events", "record " + std::to_string(record.seq));
    }
    for (const event::Event& event : record.events) engine::evolve(state, event);
  }
  return engine::state_hash(state).hex();
}

}  // namespace

int main(int count, char** values) {
  operation::register_all();
  bool redecide = false;
  int failed = 0;
  for (int i = 1; i < count; ++i) {
    const std::string path = values[i];
    if (path == "--redecide") {
      redecide = true;
      continue;
    }
    std::ifstream in(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const auto hash = replay(bytes.str(), redecide);
    if (hash) {
      std::printf("%s %s\n", hash->c_str(), path.c_str());
    } else {
      std::fprintf(stderr, "%s: %s\n", path.c_str(), base::describe(hash.error()).c_str());
      failed = 1;
    }
  }
  return failed;
}
