#include "engine/evolve/apply.hpp"

namespace zhunru::evolve {
namespace {

template <class E>
void apply_to_poll(State& s, const std::string& id, const E& e) {
  poll::Poll* found = s.polls.edit(id);
  CHECK(found != nullptr);
  poll::apply(*found, e);
}

}  // namespace

void apply(State& s, const poll::PollOpened& e) {
  CHECK(!s.polls.contains(e.poll.id));
  poll::apply(s.polls.put(e.poll.id, {}), e);
}
void apply(State& s, const poll::InvitationsIssued& e) { apply_to_poll(s, e.poll, e); }
void apply(State& s, const poll::VoiceRecorded& e) { apply_to_poll(s, e.poll, e); }
void apply(State& s, const poll::VoiceConfirmed& e) { apply_to_poll(s, e.poll, e); }
void apply(State& s, const poll::PollExtended& e) { apply_to_poll(s, e.poll, e); }
void apply(State& s, const poll::PollClosed& e) { apply_to_poll(s, e.poll, e); }
void apply(State& s, const poll::MeetingHeld& e) { apply_to_poll(s, e.poll, e); }
void apply(State& s, const poll::StanceSigned& e) { apply_to_poll(s, e.poll, e); }
void apply(State& s, const poll::PollVoided& e) { apply_to_poll(s, e.poll, e); }

void apply(State& s, const document::DocumentIssued& e) {
  CHECK(!s.documents.contains(e.document.id));
  s.documents.put(e.document.id, e.document);
  if (!e.series.empty()) s.series.put(e.series, {e.series, e.count});
}

void apply(State& s, const document::DocumentVoided& e) {
  document::Document* found = s.documents.edit(e.id);
  CHECK(found != nullptr);
  document::apply(*found, e);
}

}  // namespace zhunru::evolve
