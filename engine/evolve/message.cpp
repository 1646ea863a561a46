#include <algorithm>

#include "engine/evolve/apply.hpp"

namespace zhunru::evolve {
void forget_subscription(State& s, state::Case& c, state::Id id) {
  auto it = c.subscriptions.find(id);
  if (it == c.subscriptions.end()) return;
  const state::Subscription gone = std::move(it->second);
  c.subscriptions.erase(it);
  if (gone.kind == state::SubscriptionKind::condition) return;
  const bool others = std::any_of(c.subscriptions.begin(), c.subscriptions.end(), [&](const auto& entry) {
    return entry.second.kind == gone.kind && entry.second.name == gone.name && entry.second.key == gone.key;
  });
  if (!others) s.waiting.erase(state::index_key(gone, c.id));
}

void apply(State& s, const Subscribed& e) {
  state::Case& c = edit_case(s, e.case_id);
  const state::Subscription& subscription = e.subscription;
  CHECK(subscription.id != 0);
  c.last_id = std::max(c.last_id, subscription.id);
  c.subscriptions[subscription.id] = subscription;
  if (subscription.kind != state::SubscriptionKind::condition) s.waiting.put(state::index_key(subscription, c.id), true);
}

void apply(State& s, const Unsubscribed& e) { forget_subscription(s, edit_case(s, e.case_id), e.subscription); }

void apply(State& s, const SubscriptionMet& e) {
  auto& subscriptions = edit_case(s, e.case_id).subscriptions;
  auto it = subscriptions.find(e.subscription);
  CHECK(it != subscriptions.end());
  it->second.met = e.met;
}

void apply(State& s, const MessageBuffered& e) {
  s.messages.put(e.id, {e.id, e.message, e.key, e.payload, e.at, e.expires});
  ++s.counters.messages;
}

void apply(State& s, const MessageUnbuffered& e) { s.messages.erase(e.id); }

}  // namespace zhunru::evolve
