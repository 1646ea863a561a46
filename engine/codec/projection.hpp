// What the server gives one person to preview with: the case as that person may see it, and names of the texts and
// registers that it goes with. Travels from the server to the client only, in an envelope (docs/formats.md, docs/client.md).
// It holds no password, no session, no other person's answer: what was left out stands as Hidden or is named in `withheld`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/command/actor.hpp"
#include "engine/state/state.hpp"

namespace zhunru::codec {

struct CaseProjection {
  std::string case_id;
  base::Instant at;            ///< the partition's clock when it was made
  command::Actor actor;        ///< for whom: whoever previews does so with these seats
  std::string texts;           ///< key of the EngineTexts that it goes with
  std::string registers_key;   ///< key of the public registers (bundle) that it goes with
  bool redacted = false;       ///< something was left out
  state::Counters counters;
  state::Case instance;
  std::map<std::string, poll::Poll> polls;              ///< without voices but the own one
  std::map<std::string, document::Document> documents;
  std::map<std::string, document::NumberSeries> series;
  std::vector<registers::Register> registers;           ///< read by processes, not in the public bundle
  std::vector<state::Resource> older;                   ///< process texts of running scopes that are not the newest
  std::vector<std::string> withheld;                    ///< "poll/c1.P1", "register/personas": there, but not for this person
  std::vector<state::Absence> absences;                 ///< under which this person stands in for somebody today
  base::Value roles;                                    ///< {role: {zh, en}}: what posts are called

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("case_id", self.case_id);
    v("at", self.at);
    v("account", self.actor.account);
    v("seats", self.actor.seats);
    v("texts", self.texts);
    v("registers_key", self.registers_key);
    v("redacted", self.redacted);
    v("counters", self.counters);
    v("instance", self.instance);
    v("polls", self.polls);
    v("documents", self.documents);
    v("series", self.series);
    v("registers", self.registers);
    v("older", self.older);
    v("withheld", self.withheld);
    v("roles", self.roles);
    v("absences", self.absences);
  }
};

/// The newest text of every process, rule, form and document template: public, the same for everybody.
struct EngineTexts {
  std::string key;
  std::vector<state::Resource> resources;

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("key", self.key);
    v("resources", self.resources);
  }
};

std::string seal(const CaseProjection& projection);
std::string seal(const EngineTexts& texts);
/// Errors of the envelope, or projection-damaged.
base::Result<CaseProjection> open_projection(std::string_view envelope);
base::Result<EngineTexts> open_texts(std::string_view envelope);

}  // namespace zhunru::codec
