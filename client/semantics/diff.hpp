// Difference between two semantics trees as a list of DOM edits.
// For: the mirror writes only what changed, so screen readers are not disturbed and idle costs nothing.
// Pure; refuses to know the DOM: edits are plain data, to_json() makes the text that mirror.js reads.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "client/semantics/node.hpp"

namespace zhunru::semantics {

enum class EditKind : std::uint8_t {
    put,       ///< create the element if it is missing, then set all its attributes
    move,      ///< only its rectangle or scroll offset changed
    children,  ///< these are the children, in this order
    remove,    ///< the element goes away (its children have been removed or moved before)
};

struct Edit {
    EditKind kind = EditKind::put;
    std::string id;
    Node node;                          ///< put, move: without children; rect relative to the parent
    std::vector<std::string> children;  ///< children
};

/// What the mirror shows: nodes by id, without children, rect relative to the parent's content.
struct Shown {
    Node node;
    std::vector<std::string> children;
};
using ShownTree = std::map<std::string, Shown>;

/// Flattens a tree. Ids that occur twice are made unique by a suffix and reported in `problems`.
[[nodiscard]] ShownTree flatten(const Node& root, std::vector<std::string>* problems = nullptr);

/// Edits that turn what is shown into `next`. The root itself is put like any other node.
[[nodiscard]] std::vector<Edit> difference(const ShownTree& shown, const ShownTree& next, const std::string& root_id);

/// Applies edits to a model; the tests' twin of mirror.js.
void apply(ShownTree& shown, const std::vector<Edit>& edits);

[[nodiscard]] std::string to_json(const std::vector<Edit>& edits);

/// ARIA name of a role; empty where the element says it all.
[[nodiscard]] const char* role_name(Role role);
/// Interactive roles must have a name; the audit of the kit asks this.
[[nodiscard]] bool is_interactive(Role role);

}  // namespace zhunru::semantics
