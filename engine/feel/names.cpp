#include "engine/feel/names.hpp"

#include <algorithm>

#include "engine/feel/lexer.hpp"

namespace zhunru::feel {

void Names::add(std::string_view name) {
  std::string normal = normalized_name(name);
  const Token first = next_token(normal, 0);
  if (first.kind != TokenKind::word || first.end == normal.size()) return;
  auto& names = by_first_word_[first.text];
  if (std::find(names.begin(), names.end(), normal) == names.end()) names.push_back(std::move(normal));
}

void Names::add(const std::vector<std::string>& names) {
  for (const std::string& name : names) add(name);
}

void Names::add_keys(const base::Value& value) {
  std::vector<const base::Value*> open{&value};
  while (!open.empty()) {
    const base::Value* next = open.back();
    open.pop_back();
    if (next->is_list()) {
      for (const base::Value& item : next->as_list()) open.push_back(&item);
    } else if (next->is_context()) {
      for (const auto& [name, member] : next->as_context()) {
        add(name);
        open.push_back(&member);
      }
    }
  }
}

void Names::add(const Names& other) {
  for (const auto& [word, names] : other.by_first_word_) add(names);
}

std::size_t Names::longest_match(std::string_view text, std::size_t offset, std::string_view first_word,
                                 std::string& name) const {
  const auto bucket = by_first_word_.find(first_word);
  if (bucket == by_first_word_.end()) return 0;
  std::size_t best = 0;
  for (const std::string& candidate : bucket->second) {
    const std::size_t end = match_name(text, offset, candidate);
    if (end > best) {
      best = end;
      name = candidate;
    }
  }
  return best;
}

}  // namespace zhunru::feel
