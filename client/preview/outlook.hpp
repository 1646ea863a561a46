// Outlook: what a command would do, computed by engine/decide and engine/evolve on the phone's own snapshot: which steps come
// next, for whom, by when, under which clause; what the next person chooses between; what cannot be said from here.
// For: confirm sheets and the answer page. Refuses to send anything and to guess: where the outcome hangs on something that this
// person may not see, it says so (docs/client.md). The server decides again when the command arrives.
#pragma once

#include <string>
#include <vector>

#include "client/preview/basis.hpp"
#include "engine/command/command.hpp"

namespace zhunru::preview {

struct Words {
    std::string zh, en;
};

/// A button that somebody else will have.
struct Choice {
    std::string id;
    Words name, does;
    std::string clause;  ///< "C" = local setting, "" = none given
};

struct Line {
    enum class Kind : std::uint8_t {
        task,      ///< a step that opens for `who`
        waits,     ///< the case waits until `due` (a time limit of the process)
        ended,     ///< the case is over
        document,  ///< a document is issued
        started,   ///< another case starts (evaluation, publication)
        poll,      ///< people are asked until `due`
        recorded,  ///< the own answer is taken; `counted`
        hidden,    ///< goes on, but how depends on what this person may not see
    };
    Kind kind = Kind::task;
    std::string id;        ///< task id, document kind, process
    std::string element;
    Words name, who;
    std::optional<base::Instant> due;
    std::optional<std::int64_t> working_days;  ///< left until `due`, from now
    std::string clause;
    bool mine = false;     ///< the same person may do it
    bool for_absent = false;  ///< … for somebody who is away (代理)
    bool counted = true;
    std::vector<Choice> choices;
};

struct Outlook {
    std::optional<base::Error> refused;  ///< the engine would refuse it now
    std::vector<Line> next;              ///< what comes by this act
    std::vector<Line> remains;           ///< steps that were open before and stay open
    bool depends_on_hidden = false;
};

/// What `body`, sent by the snapshot's person at `now`, would do.
[[nodiscard]] Outlook look(const Basis& basis, const command::CommandBody& body, base::Instant now);
/// What the passing of time alone would do: the open poll ends, or else the case's earliest timer fires. No line where nothing is due.
[[nodiscard]] Outlook look_at_time(const Basis& basis, base::Instant& fires_at);

/// {refused, depends_on_hidden, next: [{kind, id, element, name, who, due, working_days, clause, mine, choices}], remains}.
[[nodiscard]] base::Value to_value(const Outlook& outlook);

/// How a person would complete a task of the snapshot; the token's version is taken from it.
[[nodiscard]] base::Result<command::CommandBody> completing(const Basis& basis, const std::string& task, const std::string& outcome,
                                                            const base::Value& data);

}  // namespace zhunru::preview
