// Commands that start, feed and repair cases. Small structs; every meaning stands in engine/decide/<name>.cpp.
// `case` in JSON is `case_id` here because C++ keeps the word.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.hpp"
#include "engine/command/fields.hpp"

namespace zhunru::command {

/// Puts a process, rule, form, document template or text in force; a model with errors is refused.
struct DeployResource {
  static constexpr std::string_view name = "DeployResource";
  std::string kind;           ///< process, rule, form, document, text
  std::string resource_name;  ///< file name without folder: "T01", "D1", "u1"
  std::string text;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("kind", self.kind);
    v("name", self.resource_name);
    v("text", self.text);
  }
};

/// Replaces a register by a new version (calendars: due dates are computed again).
struct PutRegister {
  static constexpr std::string_view name = "PutRegister";
  std::string register_name;
  std::uint32_t version = 0;  ///< the next number, or 0 for "the next one"
  std::string effective;  ///< ISO date from which it holds
  std::string reason;
  std::string clause;
  base::Value records;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("register", self.register_name);
    v("version", self.version);
    v("effective", self.effective);
    v("reason", self.reason);
    v("clause", self.clause);
    v("records", self.records);
  }
};

/// Adds or changes one record of a register by hand.
struct ModifyRegister {
  static constexpr std::string_view name = "ModifyRegister";
  std::string register_name;
  base::Value record;
  std::string reason;
  std::string clause;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("register", self.register_name);
    v("record", self.record);
    v("reason", self.reason);
    v("clause", self.clause);
  }
};

struct StartCase {
  static constexpr std::string_view name = "StartCase";
  std::string process;
  base::Value variables;  ///< a context, or null for none
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("process", self.process);
    v("variables", self.variables);
  }
};

/// Gives a message to the one subscription of this name and key, to a start event, or keeps it in the buffer.
struct CorrelateMessage {
  static constexpr std::string_view name = "CorrelateMessage";
  std::string message;
  std::string key;
  base::Value payload;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("name", self.message);
    v("key", self.key);
    v("payload", self.payload);
  }
};

struct BroadcastSignal {
  static constexpr std::string_view name = "BroadcastSignal";
  std::string signal;
  base::Value payload;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("name", self.signal);
    v("payload", self.payload);
  }
};

/// Fires everything of one case that is due at `at`; an empty case means what belongs to no case (timer starts).
struct FireTimers {
  static constexpr std::string_view name = "FireTimers";
  std::string case_id;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case", self.case_id);
  }
};

/// Sets the variables given and tries the stuck step again (`retry`), lets it end (`skip`) or ends the token (`cancel`).
struct ResolveIncident {
  static constexpr std::string_view name = "ResolveIncident";
  std::string case_id;
  std::uint64_t incident = 0;
  std::string action;
  base::Value variables;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case", self.case_id);
    v("incident", self.incident);
    v("action", self.action);
    v("variables", self.variables);
  }
};

/// Ends a case by hand, with the reason that everybody may read.
struct CancelCase {
  static constexpr std::string_view name = "CancelCase";
  std::string case_id;
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case", self.case_id);
    v("reason", self.reason);
  }
};

/// Moves tokens by hand: cancels those listed, starts one at every element listed, sets variables of the case.
struct ModifyCase {
  static constexpr std::string_view name = "ModifyCase";
  std::string case_id;
  std::vector<std::uint64_t> cancel;  ///< token ids
  std::vector<std::string> start;     ///< element ids
  base::Value variables;
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case", self.case_id);
    v("cancel", self.cancel);
    v("start", self.start);
    v("variables", self.variables);
    v("reason", self.reason);
  }
};

/// Writes variables of a case (script results of a host, data for conditional events).
struct SetVariables {
  static constexpr std::string_view name = "SetVariables";
  std::string case_id;
  base::Value variables;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case", self.case_id);
    v("variables", self.variables);
  }
};

/// Brings a case from elsewhere: no history, one token at every element listed (domain/processes.md, "Importing").
struct ImportCase {
  static constexpr std::string_view name = "ImportCase";
  std::string process;
  std::string case_no;
  std::vector<std::string> at_elements;  ///< empty: the case has ended; an end event id: it ended there
  base::Value variables;
  base::Value clocks;  ///< context: clock name -> {total_wd, since, due (ISO dates), calendar, suspended: [[first, last]]}
  std::string started_from{};  ///< case to which this one belongs, "" = none
  base::Value inside{};  ///< context: call activity -> {at: [elements of the called process], variables}
  base::Value polls{};   ///< list of what was asked before, see engine/decide/import_poll.hpp
  base::Value dues{};    ///< context: user task -> last day (ISO date), where the record says one
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("process", self.process);
    v("case_no", self.case_no);
    v("at", self.at_elements);
    v("variables", self.variables);
    v("clocks", self.clocks);
    v("started_from", self.started_from);
    v("inside", self.inside);
    v("polls", self.polls);
    v("dues", self.dues);
  }
};

/// Takes running cases over from one version of a process to another. What cannot go over stays and is told in the reply;
/// asked without the events being kept, it is the dry run.
struct MigrateCases {
  static constexpr std::string_view name = "MigrateCases";
  std::string process;             ///< process file, "T01"
  std::string from, to;            ///< versions: SHA-256 hex or the beginning of it
  base::Value mapping;             ///< context: old element or flow id -> new one; those not named keep their id. Null: none
  std::vector<std::string> cases;  ///< empty: all that run on `from`
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("process", self.process);
    v("from", self.from);
    v("to", self.to);
    v("mapping", self.mapping);
    v("cases", self.cases);
    v("reason", self.reason);
  }
};

/// Takes cases back to where they stood before their latest migration; refused where something was done since.
struct UndoMigration {
  static constexpr std::string_view name = "UndoMigration";
  std::vector<std::string> cases;
  std::string reason;
  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("cases", self.cases);
    v("reason", self.reason);
  }
};

}  // namespace zhunru::command
