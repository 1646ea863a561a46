// A slow, obvious interpreter of BPMN's token semantics (formal/2011-01-03, chapter 13), written from the words of the
// standard and not from the engine: it shares the model reader with it and nothing else. It knows what random processes with
// Elements::plain use: tasks and their quantities, multi-instance, standard loops, sub-processes, ad-hoc, event sub-processes,
// transactions, compensation, boundary events, all gateways, links, timers, messages, signals, errors, escalations, terminate.
// Its data are whole numbers of the process, which scripts count up. Where the standard leaves the order open, it takes what
// became ready first.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/base/value.hpp"
#include "engine/model/definitions.hpp"

namespace zhunru::test {

class Reference {
 public:
  Reference(const model::Definitions& definitions, const base::Context& numbers, std::int64_t now_ms);

  /// Each does one thing from outside and goes on until every token rests.
  void start();
  void complete(const std::string& element, std::size_t nth);
  void message(const std::string& name);
  void signal(const std::string& name);
  void set_n(std::int64_t n) { numbers_["n"] = n; }
  void pass_time(std::int64_t now_ms);

  /// Elements of the tokens that rest, sorted; one entry for each token. Bodies of multi-instance activities count as one more.
  std::vector<std::string> active() const;
  bool ended() const { return scopes_.empty(); }

 private:
  using Index = model::Index;
  enum class At { ready, resting, joining, done };  ///< done: what it waited for is over, it leaves at its turn
  struct Token {
    int scope = 0;
    Index node = model::none;
    Index flow = model::none;
    At at = At::ready;
    int turn = 0;           ///< the smaller, the earlier it became ready
    bool instance = false;  ///< of a multi-instance or loop body
    bool reset = false;     ///< mark of a complex gateway that has gone on and takes in the rest
  };
  struct Scope {
    int parent = 0;
    int owner = 0;               ///< token of the activity or of the event that waits; 0: the process, an event sub-process
    Index model = model::none;   ///< scope of the model; none: a body, handlers
    Index loop = model::none;    ///< body: its activity
    int planned = 0, started = 0, completed = 0;
    bool interrupted = false;
    bool ad_hoc = false;
    bool compensates = false;
    std::vector<Index> plan;     ///< ad-hoc: activities still to begin; compensation: what is still to be undone
  };
  /// An activity that completed and can be undone.
  struct Record {
    int id = 0;
    int scope = 0;   ///< in which it completed
    int within = 0;  ///< record of the sub-process that completed around it
    Index activity = model::none;
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

  // reference.cpp: what moves, flows, gateways
  int add_token(int scope, Index node, Index flow, bool instance = false);
  void move(int token, Index node, Index flow);
  void settle();
  void step(int token);
  void join_complex(int token);
  void leave(int token, bool every_condition);
  void go(int token, const std::vector<Index>& flows);
  void end(int token);
  bool release_one_join();
  bool release_inclusive(int token);
  bool others_come(int scope, Index gateway, const std::set<int>& without) const;
  bool can_come(Index from, const std::set<Index>& to_flows, Index without) const;
  std::int64_t number_in(Index expression) const;
  bool holds(Index expression) const;

  // reference_activities.cpp: activities, loops, scopes
  int open(int parent, int owner, Index model);
  void enter_activity(int token);
  void run_activity(int token);
  void activity_done(int token, int inner = 0);
  void instance_done(int token);
  bool goes_round(const model::StandardLoop& loop, int rounds) const;
  void close_body(int scope);
  void ad_hoc_goes_on(int scope);
  void close(int scope);
  void scope_may_be_done(int scope);
  void take_away_inside(int scope);
  void take_away_activity(int token);
  void forget_token(int token);
  void forget_scope(int scope);

  // reference_events.cpp: catching, throwing, undoing
  void arm(int token, int scope, Index event, bool boundary);
  bool throws(const model::Node& node) const;
  bool throw_one(int token, const model::EventDefinition& definition);
  void throw_up(int token, model::EventKind kind, const std::string& code);
  void boundary_event(int host, Index event);
  void event_sub_process(int scope, Index start);
  void happened(int armed);
  int past_bodies(int scope) const;
  void remember(int scope, Index activity, int inner);
  bool undo(int token, std::set<int> records, bool waits);
  bool compensate(int token, const model::EventDefinition& definition);
  void undo_next(int scope);
  bool cancel(int token);
  void leave_cancelled(int scope);

  const model::Node& node(int token) const { return d_.node(tokens_.at(token).node); }

  const model::Definitions& d_;
  std::map<std::string, std::int64_t> numbers_;
  std::int64_t now_;
  int last_ = 0;
  int turns_ = 0;
  std::map<int, Token> tokens_;
  std::map<int, Scope> scopes_;
  std::map<int, Armed> armed_;
  std::map<int, Record> records_;
};

/// The whole numbers in a text, in their order.
std::vector<std::int64_t> numbers_in(const std::string& text);

}  // namespace zhunru::test
