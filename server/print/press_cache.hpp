// Finished files of the last documents that somebody asked for: they never change, and typesetting takes longer than reading.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace zhunru::server::print {

class PressCache {
 public:
  /// nullptr when it is not there.
  std::shared_ptr<const std::string> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    for (const auto& [name, file] : files_) {
      if (name == key) return file;
    }
    return nullptr;
  }
  /// The oldest ones leave when the limit is reached.
  std::shared_ptr<const std::string> keep(std::string key, std::string file) {
    auto kept = std::make_shared<const std::string>(std::move(file));
    const std::lock_guard lock(mutex_);
    bytes_ += kept->size();
    files_.emplace_back(std::move(key), kept);
    while (bytes_ > most_bytes && files_.size() > 1) {
      bytes_ -= files_.front().second->size();
      files_.pop_front();
    }
    return kept;
  }

 private:
  static constexpr std::size_t most_bytes = 16u << 20;

  std::mutex mutex_;
  std::deque<std::pair<std::string, std::shared_ptr<const std::string>>> files_;
  std::size_t bytes_ = 0;
};

}  // namespace zhunru::server::print
