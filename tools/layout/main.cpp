// layout FILE.bpmn...: writes diagram interchange into every file that has none (in place); --again replaces diagrams.
// layout --svg FILE.bpmn [--english]: prints the picture of a file. Files that cannot be read are left as they are.
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "engine/bpmn/diagram.hpp"
#include "engine/bpmn/svg.hpp"

namespace {

bool read_file(const std::string& path, std::string& text) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  std::ostringstream all;
  all << file.rdbuf();
  text = all.str();
  return true;
}

int fail(const std::string& path, const zhunru::base::Error& error) {
  std::cerr << path << ": " << error.message << "\n" << path << ": " << error.message_en << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  bool svg = false, english = false, again = false;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--svg") svg = true;
    else if (argument == "--english") english = true;
    else if (argument == "--again") again = true;
    else files.emplace_back(argument);
  }
  if (files.empty()) {
    std::cerr << "usage: layout [--again] FILE.bpmn... | layout --svg FILE.bpmn [--english]\n";
    return 2;
  }
  int result = 0;
  for (const std::string& path : files) {
    std::string text;
    if (!read_file(path, text)) {
      result = fail(path, zhunru::base::make_error("no-file", "读不到文件", "the file cannot be read"));
      continue;
    }
    if (svg) {
      const auto model = zhunru::bpmn::read(text);
      if (!model) {
        result = fail(path, model.error());
        continue;
      }
      zhunru::bpmn::SvgOptions options;
      options.english = english;
      std::cout << zhunru::bpmn::to_svg(zhunru::bpmn::diagram_of(*model), options);
      continue;
    }
    const auto made = zhunru::bpmn::with_layout(text, again);
    if (!made) {
      result = fail(path, made.error());
      continue;
    }
    if (*made == text) {
      std::cout << path << ": has a diagram\n";
      continue;
    }
    std::ofstream(path, std::ios::binary) << *made;
    std::cout << path << ": diagram written\n";
  }
  return result;
}
