#include "server/notify/notifier.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "engine/decide/assignment.hpp"
#include "server/notify/compose.hpp"

namespace zhunru::server::notify {

namespace {

constexpr auto look_every = std::chrono::milliseconds(500);

std::vector<std::string> concerned(const Draft& draft, const std::vector<vault::Account>& accounts) {
  std::vector<std::string> out;
  if (!draft.account.empty()) out.push_back(draft.account);
  for (const auto& account : accounts) {
    if (!draft.account.empty() || account.disabled || account.id == draft.except) continue;
    if (decide::fitting_seat(command::Actor{account.id, account.seats}, draft.assignee) != nullptr) out.push_back(account.id);
  }
  for (const auto& [absent, substitute] : draft.covered) {
    const bool asked = std::find(out.begin(), out.end(), absent) != out.end() || (draft.except == absent && draft.account.empty());
    if (asked && substitute != draft.except && std::find(out.begin(), out.end(), substitute) == out.end()) out.push_back(substitute);
  }
  return out;
}

}  // namespace

Notifier::Notifier(Store& store, vault::Vault& vault, runtime::Sequencer& sequencer, runtime::Clock& clock,
                   std::vector<std::unique_ptr<Channel>> channels)
    : store_(store), vault_(vault), sequencer_(sequencer), clock_(clock), channels_(std::move(channels)) {}

std::vector<std::string> Notifier::channel_names() const {
  std::vector<std::string> names;
  for (const auto& channel : channels_) names.push_back(channel->name());
  return names;
}

base::Result<void> Notifier::catch_up() {
  ZHUNRU_TRY_VOID(store_.recover(clock_.now_ms()));
  Batch missed;
  ZHUNRU_TRY_VOID(sequencer_.records_from(store_.last_seq() + 1, [&](const runtime::LogRecord& record) {
    auto drafts = compose(sequencer_.state(), record);
    if (!drafts.empty()) missed.emplace_back(record.seq, std::move(drafts));
    return true;
  }));
  missed.emplace_back(sequencer_.last_seq(), std::vector<Draft>{});
  if (!write(missed)) return base::make_error("notices", "通知不能写入数据目录。", "Notices cannot be written to the data directory.");
  return {};
}

void Notifier::start() {
  writer_ = std::thread([this] { write_all(); });
  sender_ = std::thread([this] { send_all(); });
}

void Notifier::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (writer_.joinable()) writer_.join();
  if (sender_.joinable()) sender_.join();
}

void Notifier::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  wake_.notify_all();
}

void Notifier::see(const runtime::LogRecord& record) {
  if (record.seq == 0) return;
  auto drafts = compose(sequencer_.state(), record);
  if (drafts.empty()) return;
  seen_.emplace_back(record.seq, std::move(drafts));
  // Its record joins the batch for the disk after this; when the queue is full the next record takes these along.
  sequencer_.post([this] { flush(); });
}

void Notifier::flush() {
  if (seen_.empty()) return;
  auto batch = std::make_shared<Batch>(std::move(seen_));
  seen_.clear();
  sequencer_.when_durable([this, batch](const base::Result<void>& stored) {
    if (!stored) return;
    {
      const std::lock_guard lock(mutex_);
      for (auto& one : *batch) durable_.push_back(std::move(one));
    }
    wake_.notify_all();
  });
}

bool Notifier::write(const Batch& batch) {
  if (batch.empty()) return true;
  const auto accounts = vault_.accounts();
  std::vector<Addressed> notices;
  for (const auto& [seq, drafts] : batch) {
    for (const auto& draft : drafts) notices.push_back({draft, concerned(draft, accounts)});
  }
  const auto added = store_.add(batch.back().first, notices, channel_names(), clock_.now_ms());
  if (!added) std::fprintf(stderr, "zhunru: notices: %s\n", base::describe(added.error()).c_str());
  return added.ok();
}

bool Notifier::send_one() {
  if (channels_.empty()) return false;
  auto taken = store_.take(clock_.now_ms());
  if (!taken || !taken->has_value()) return false;
  const Message& message = **taken;
  Outcome outcome{Delivery::queued, "没有配置该通道 / this channel is not configured"};
  for (const auto& channel : channels_) {
    if (channel->name() == message.channel) outcome = channel->send(message);
  }
  if (auto settled = store_.settle(message, outcome.state, outcome.detail, clock_.now_ms()); !settled) {
    std::fprintf(stderr, "zhunru: outbox: %s\n", base::describe(settled.error()).c_str());
    return false;
  }
  return true;
}

void Notifier::write_all() {
  for (;;) {
    Batch batch;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !durable_.empty(); });
      if (durable_.empty()) return;
      batch.swap(durable_);
    }
    if (write(batch)) {
      wake();
      continue;
    }
    std::unique_lock lock(mutex_);
    // Before later ones, so that the mark of what was told never passes them; at the next start they are made from the log.
    durable_.insert(durable_.begin(), batch.begin(), batch.end());
    if (stopping_) return;
    wake_.wait_for(lock, look_every, [this] { return stopping_; });
  }
}

void Notifier::send_all() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, look_every, [this] { return stopping_ || woken_; });
      if (stopping_) return;
      woken_ = false;
    }
    while (send_one()) {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
    }
  }
}

}  // namespace zhunru::server::notify
