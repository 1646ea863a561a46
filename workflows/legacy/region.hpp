// Import of the cases that a region has already (历史办理): each comes as ImportCase commands with its token where its
// state says (domain/processes.md, "Importing"). What has no record stays without one ("历史办理，无记录") and is not asked
// for afterwards. It reads the state, writes only through `submit`, and plays no step that has been done.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/command/process_commands.hpp"
#include "engine/state/state.hpp"

namespace zhunru::legacy {

/// Where today's rules or registers say something else than the record; the record stands as it is.
struct Difference {
  std::string what;  ///< "D2", "approver", "burden.990102001001", "score"
  std::string recorded, found;
};

/// One case of the file.
struct Line {
  std::string id;         ///< of the record: "AP-2026-001"
  std::string name;       ///< of the item
  std::string state;      ///< as recorded: in_force, blocked, ...
  std::vector<std::string> at;       ///< "T01 E_admitted", "T05 X0": where tokens are put
  std::vector<std::string> missing;  ///< groups of the form and papers without record
  std::vector<Difference> differences;
  bool known = false;     ///< a case with this number is here already; nothing is done
  std::string problem, problem_en;  ///< why it cannot be imported; empty when it can
};

struct Report {
  std::string as_of;
  std::vector<Line> lines;
  std::size_t added = 0, known = 0, refused = 0;
};

/// Decides one command; the reply holds `case_id`.
using Submit = std::function<base::Result<base::Value>(const command::ImportCase&)>;

/// `data`: {as_of or meta.as_of, applications: [...], evaluations: [...]}, the shape of a region file; other members are
/// left alone. `submit` empty: a dry run, nothing is written. `state` is the one that `submit` changes. Errors: the file
/// has no applications, or a command was refused (then what was imported before it stays).
base::Result<Report> import_region(const state::State& state, const base::Value& data, base::Instant now, const Submit& submit);

/// Words of a missing group: {"necessity": 协办的必要性 / why only the committee can help}.
std::pair<std::string, std::string> missing_words(const std::string& key);

}  // namespace zhunru::legacy
