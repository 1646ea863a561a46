#include "server/http/event_stream.hpp"

#include <algorithm>

namespace zhunru::server::http {

bool EventChannel::push(std::shared_ptr<const std::string> frame) {
  std::function<void()> wake;
  bool accepted = false;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    if (queued_bytes_ + frame->size() > max_queued_bytes) {
      closed_ = true;
    } else {
      queued_bytes_ += frame->size();
      queue_.push_back(std::move(frame));
      accepted = true;
    }
    wake = wake_;
  }
  if (wake) wake();
  return accepted;
}

std::string EventChannel::take() {
  const std::lock_guard lock(mutex_);
  std::string out;
  out.reserve(queued_bytes_);
  for (const auto& frame : queue_) out += *frame;
  queue_.clear();
  queued_bytes_ = 0;
  return out;
}

void EventChannel::close() {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    closed_ = true;
    wake = wake_;
  }
  if (wake) wake();
}

bool EventChannel::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

void EventChannel::on_ready(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

std::shared_ptr<EventChannel> EventHub::open(std::string session) {
  const std::lock_guard lock(mutex_);
  std::erase_if(channels_, [](const auto& weak) { return weak.expired(); });
  if (channels_.size() >= max_clients) return nullptr;
  auto channel = std::make_shared<EventChannel>(std::move(session));
  channels_.push_back(channel);
  return channel;
}

void EventHub::publish(std::int64_t id, std::string_view type, std::string_view data) {
  std::string frame = "id: " + std::to_string(id) + "\nevent: ";
  frame.append(type).append("\ndata: ").append(data).append("\n\n");
  send_all(std::make_shared<const std::string>(std::move(frame)));
}

void EventHub::heartbeat() {
  static const auto frame = std::make_shared<const std::string>(":\n\n");
  send_all(frame);
}

void EventHub::send_all(std::shared_ptr<const std::string> frame) {
  std::vector<std::shared_ptr<EventChannel>> live;
  {
    const std::lock_guard lock(mutex_);
    live.reserve(channels_.size());
    for (const auto& weak : channels_) {
      if (auto channel = weak.lock()) live.push_back(std::move(channel));
    }
  }
  for (const auto& channel : live) channel->push(frame);
}

void EventHub::drop(std::string_view session) {
  std::vector<std::shared_ptr<EventChannel>> gone;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& weak : channels_) {
      auto channel = weak.lock();
      if (channel && channel->session() == session) gone.push_back(std::move(channel));
    }
  }
  for (const auto& channel : gone) channel->close();
}

void EventHub::close_all() {
  std::vector<std::weak_ptr<EventChannel>> all;
  {
    const std::lock_guard lock(mutex_);
    all.swap(channels_);
  }
  for (const auto& weak : all) {
    if (auto channel = weak.lock()) channel->close();
  }
}

std::size_t EventHub::clients() {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(
      std::count_if(channels_.begin(), channels_.end(), [](const auto& weak) { return !weak.expired(); }));
}

}  // namespace zhunru::server::http
