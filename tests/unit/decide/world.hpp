// An engine in memory for tests, its clock moved by hand. Every accepted command is checked twice: deciding it again
// gives the same bytes of events, and check_replay() compares a state evolved from nothing with the live one.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "engine/codec/log_file.hpp"
#include "engine/engine.hpp"

namespace zhunru::test {

/// A process in a file of its own around `body`; `roots` are messages, signals, errors.
std::string process_xml(std::string_view id, std::string_view body, std::string_view roots = "");
/// <sequenceFlow id="source_target" sourceRef targetRef>, with a FEEL condition when given.
std::string flow(std::string_view source, std::string_view target, std::string_view condition = "");
/// Flows from each to the next.
std::string chain(std::initializer_list<std::string_view> elements);

/// An actor with one seat.
command::Actor person(std::string account, std::string role = "clerk", std::string body = "", std::string community = "");

class World {
 public:
  /// Deploys a file; the test fails when it is refused.
  void deploy(std::string_view name, const std::string& xml);
  /// Sends and evolves; the reply, or the refusal.
  base::Result<base::Value> send(command::CommandBody body, command::Actor actor = command::Actor::system());
  /// The same with an id of the caller's choice.
  base::Result<base::Value> send_as(std::string id, command::CommandBody body, command::Actor actor = command::Actor::system());
  /// Starts a case and gives its id; the test fails when it is refused.
  std::string start(std::string_view process, base::Context variables = {});
  /// Ids of open tasks of an element, oldest first, in all cases.
  std::vector<std::string> tasks(std::string_view element) const;
  /// Elements of all open tasks, sorted.
  std::vector<std::string> open() const;
  std::uint32_t version_of(std::string_view task) const;
  /// Completes the oldest open task of that element as somebody who may; code of the refusal or "".
  std::string complete(std::string_view element, base::Context data = {}, std::string outcome = "");
  std::string complete_as(const command::Actor& actor, std::string_view task, base::Context data = {}, std::string outcome = "");
  /// Moves the clock and fires what becomes due on the way.
  void advance(std::string_view duration);
  void advance_to(base::Instant until);
  void set_time(std::string_view iso) { now = *base::parse_instant(iso); }

  const state::Case& instance(std::string_view case_id) const;
  bool ended(std::string_view case_id) const { return instance(case_id).ended; }
  /// Codes of the case's incidents.
  std::vector<std::string> incidents(std::string_view case_id) const;
  base::Value variable(std::string_view case_id, std::string_view name) const;
  std::vector<std::string> event_names() const;

  /// A state evolved from nothing has the live state's hash.
  void check_replay() const;

  state::State state;
  base::Instant now = *base::parse_instant("2026-03-02T01:00:00Z");
  std::vector<event::Event> log;
  std::vector<codec::LogRecord> records;
  std::string id_prefix = "k";  ///< of command ids

 private:
  std::uint64_t commands_ = 0;
};

}  // namespace zhunru::test
