// A table of aggregates by key that can lie over another one: reads fall through, writes copy first. So `decide` works on
// an overlay of the live state without copying more than it touches, and a preview may throw its overlay away.
// It keeps the keys that were written, for the hash. The table below must outlive this one and must not change meanwhile.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/check.hpp"
#include "engine/base/sha256.hpp"

namespace zhunru::state {

template <class T>
class Table {
 public:
  using Map = std::map<std::string, std::optional<T>, std::less<>>;

  Table() = default;
  /// An empty table over `below`.
  static Table over(const Table& below) {
    Table table;
    table.below_ = &below;
    return table;
  }

  /// nullptr when there is none.
  const T* find(std::string_view key) const {
    if (auto it = own_.find(key); it != own_.end()) return it->second ? &*it->second : nullptr;
    return below_ ? below_->find(key) : nullptr;
  }
  bool contains(std::string_view key) const { return find(key) != nullptr; }

  /// For writing; copied up when it lies below. nullptr when there is none.
  T* edit(std::string_view key) {
    auto it = own_.find(key);
    if (it == own_.end()) {
      const T* low = below_ ? below_->find(key) : nullptr;
      if (!low) return nullptr;
      it = own_.emplace(std::string(key), *low).first;
    }
    if (!it->second) return nullptr;
    dirty_.insert(it->first);
    return &*it->second;
  }

  T& put(std::string_view key, T value) {
    auto it = own_.find(key);
    if (it == own_.end()) it = own_.emplace(std::string(key), std::nullopt).first;
    it->second = std::move(value);
    dirty_.insert(it->first);
    return *it->second;
  }

  void erase(std::string_view key) {
    if (below_ && below_->find(key)) {
      own_.insert_or_assign(std::string(key), std::nullopt);
    } else if (auto it = own_.find(key); it != own_.end()) {
      own_.erase(it);
    } else {
      return;
    }
    dirty_.insert(std::string(key));
  }

  /// Every key and value in the order of the keys.
  template <class F>
  void for_each(F&& visit) const {
    if (!below_) {
      for (const auto& [key, value] : own_)
        if (value) visit(key, *value);
      return;
    }
    std::set<std::string, std::less<>> keys;
    collect_keys(keys);
    for (const std::string& key : keys)
      if (const T* value = find(key)) visit(key, *value);
  }

  /// Keys that begin with `prefix`, in order, until `visit(key)` answers false.
  template <class F>
  void for_each_key(std::string_view prefix, F&& visit) const {
    std::string from(prefix);
    bool equal_too = true;
    for (;;) {
      const std::string* next = first_key(from, equal_too);
      if (!next || next->compare(0, prefix.size(), prefix) != 0) return;
      from = *next;
      equal_too = false;
      if (contains(from) && !visit(from)) return;
    }
  }

  std::size_t size() const {
    std::size_t count = 0;
    for_each([&](const std::string&, const T&) { ++count; });
    return count;
  }

  /// Values written in this layer (not those below).
  const Map& own() const { return own_; }

  /// Hash of every value, brought up to date by `hash_of(key, value)` for those written since the last call.
  template <class F>
  const std::map<std::string, base::Sha256, std::less<>>& hashes(F&& hash_of) const {
    CHECK(below_ == nullptr);
    for (const std::string& key : dirty_) {
      auto it = own_.find(key);
      if (it == own_.end() || !it->second) {
        hashes_.erase(key);
      } else {
        hashes_[key] = hash_of(key, *it->second);
      }
    }
    dirty_.clear();
    return hashes_;
  }

 private:
  /// The smallest key of any layer after `from` (or equal to it), also of values that were erased above.
  const std::string* first_key(const std::string& from, bool equal_too) const {
    auto it = equal_too ? own_.lower_bound(from) : own_.upper_bound(from);
    const std::string* mine = it == own_.end() ? nullptr : &it->first;
    const std::string* low = below_ ? below_->first_key(from, equal_too) : nullptr;
    if (!mine || (low && *low < *mine)) return low;
    return mine;
  }

  void collect_keys(std::set<std::string, std::less<>>& keys) const {
    if (below_) below_->collect_keys(keys);
    for (const auto& entry : own_) keys.insert(entry.first);
  }

  Map own_;
  const Table* below_ = nullptr;
  mutable std::set<std::string, std::less<>> dirty_;
  mutable std::map<std::string, base::Sha256, std::less<>> hashes_;
};

}  // namespace zhunru::state
