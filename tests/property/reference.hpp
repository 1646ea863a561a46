// A slow, obvious interpreter of BPMN's token semantics (formal/2011-01-03, chapter 13), written from the words of the
// standard and not from the engine: it shares the model reader with it and nothing else. It knows what random processes with
// Elements::plain use: tasks, multi-instance, sub-processes, event sub-processes, boundary events, the four plain gateways,
// links, timers, messages, signals, errors, escalations, terminate. It knows no data but the number n.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/model/definitions.hpp"

namespace zhunru::test {

class Reference {
 public:
  Reference(const model::Definitions& definitions, std::int64_t n, std::int64_t now_ms);

  /// Each does one thing from outside and goes on until every token rests.
  void start();
  void complete(const std::string& element, std::size_t nth);
  void message(const std::string& name);
  void signal(const std::string& name);
  void set_n(std::int64_t n) { n_ = n; }
  void pass_time(std::int64_t now_ms);

  /// Elements of the tokens that rest, sorted; one entry for each token. Bodies of multi-instance activities count as one more.
  std::vector<std::string> active() const;
  bool ended() const { return scopes_.empty(); }

 private:
  using Index = model::Index;
  enum class At { ready, resting, joining };
  struct Token {
    int scope = 0;
    Index node = model::none;
    Index flow = model::none;
    At at = At::ready;
    bool instance = false;  ///< of a multi-instance body
  };
  struct Scope {
    int parent = 0;
    int owner = 0;               ///< token of the activity; 0: the process, an event sub-process
    Index model = model::none;   ///< scope of the model; none: a multi-instance body
    Index loop = model::none;    ///< its activity
    int planned = 0, started = 0, completed = 0;
    bool interrupted = false;
  };
  /// Something that waits for an event: a token, an activity for its boundary event, a scope for an event sub-process.
  struct Armed {
    int token = 0;
    int scope = 0;
    Index event = model::none;
    bool boundary = false;
    model::EventKind kind = model::EventKind::message;
    std::string name;
    std::int64_t due = 0;
  };

  int add_token(int scope, Index node, Index flow, bool instance = false);
  int open(int parent, int owner, Index model);
  void arm(int token, int scope, Index event, bool boundary);
  void settle();
  void step(int token);
  void enter_activity(int token);
  void run_activity(int token);
  void activity_done(int token);
  void instance_done(int token);
  void close_body(int scope);
  void leave(int token, bool every_condition);
  void go(int token, const std::vector<Index>& flows);
  void end(int token);
  void scope_may_be_done(int scope);
  void take_away_inside(int scope);
  void take_away_activity(int token);
  void forget_token(int token);
  void throw_up(int token, model::EventKind kind, const std::string& code);
  void boundary_event(int host, Index event);
  void event_sub_process(int scope, Index start);
  void happened(int armed);
  bool release_one_inclusive();
  bool can_come(Index from, const std::set<Index>& to_flows, Index without) const;
  bool holds(Index expression) const;
  const model::Node& node(int token) const { return d_.node(tokens_.at(token).node); }

  const model::Definitions& d_;
  std::int64_t n_;
  std::int64_t now_;
  int last_ = 0;
  std::map<int, Token> tokens_;
  std::map<int, Scope> scopes_;
  std::map<int, Armed> armed_;
};

}  // namespace zhunru::test
