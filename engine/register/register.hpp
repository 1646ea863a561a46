// A register 名册 is a record of versions, each with its reason, its clause and the case that caused it: any day can be
// asked for and two versions can be compared. Pure values; it stores nothing, notifies nobody and checks no rights.
// Records are base::Value contexts: the schema is what the files under workflows/registers say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/base/value.hpp"

namespace zhunru::registers {

/// One state of a register and the days on which it holds (both ends included).
struct Version {
  std::uint32_t version = 1;
  base::Date effective;
  std::optional<base::Date> superseded;  ///< last day; empty while it is the newest
  std::string reason;
  std::string clause;
  std::string case_id;  ///< the case that caused it; empty for an import
  base::List records;   ///< contexts

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("version", self.version);
    v("effective", self.effective);
    v("superseded", self.superseded);
    v("reason", self.reason);
    v("clause", self.clause);
    v("case_id", self.case_id);
    v("records", self.records);
  }
};

/// Versions in rising order; never empty once imported.
struct Register {
  std::string name;
  std::vector<Version> versions;

  template <class Self, class V>
  static void fields(Self& self, V&& v) {
    v("name", self.name);
    v("versions", self.versions);
  }
};

/// Letters, digits, ".", "_", "-"; 1 to 64 characters; begins with a letter.
bool is_register_name(std::string_view name);

/// The version that holds on `day` (the highest number if several do); nullptr when none does.
const Version* at(const Register& reg, const base::Date& day);
/// The newest version; nullptr when there is none.
const Version* latest(const Register& reg);
const Version* find_version(const Register& reg, std::uint32_t version);

/// What names a record inside its register: its id, code, class, item or name; an item with a begin day is named
/// "item@from" (it may be on list C twice). Empty when it has none of these.
std::string record_key(const base::Value& record);
/// The record with that key; nullptr when there is none.
const base::Value* find_record(const Version& version, std::string_view key);

/// The register with one version more; the former newest is closed on the day before. Refused: a version that is not the
/// next number, a day before the newest one's, records that are no contexts or share a key.
base::Result<Register> with_version(const Register& reg, Version next);
/// One record put in (same key: replaced; `record` null: taken out) as the next version. What ModifyRegister asks for.
base::Result<Register> with_record(const Register& reg, std::string_view key, const base::Value& record,
                                   const base::Date& effective, std::string reason, std::string clause, std::string case_id);

/// A record that differs: both sides, and the names of the members that differ.
struct Change {
  std::string key;
  base::Value before;
  base::Value after;
  std::vector<std::string> members;
};
/// Records of two versions by key, each list sorted by key.
struct Difference {
  std::vector<base::Value> added;
  std::vector<base::Value> removed;
  std::vector<Change> changed;
  bool empty() const { return added.empty() && removed.empty() && changed.empty(); }
};
Difference compare(const Version& before, const Version& after);

/// {"name", "versions": [{"version", "effective", "superseded", "reason", "clause", "case_id", "records"}]}, the form of
/// the files under workflows/registers. Unknown members are refused.
base::Result<Register> from_value(const base::Value& value);
base::Value to_value(const Register& reg);
base::Value to_value(const Version& version);
base::Value to_value(const Difference& difference);

}  // namespace zhunru::registers
