// Parts that several screens show: cards of tasks and cases, panels of facts that the server sends, documents,
// loading and failure. For: views. Knows the shapes of docs/architecture.md §6; asks nobody.
#pragma once

#include <string>
#include <string_view>

#include "client/app/context.hpp"
#include "client/kit/kit.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

/// Skeleton, or why it failed with a button to try again. True when `remote` has a value to show.
bool ready(kit::Ui& ui, app::Context& c, sync::Remote& remote);

/// One row of a task list; true when tapped. `draft`: something was typed on this phone already.
bool task_row(kit::Ui& ui, app::Context& c, const base::Value& task, bool draft = false);
/// One row of a case list; true when tapped.
bool case_row(kit::Ui& ui, app::Context& c, const base::Value& card);
/// A list of DocCards; tapping one goes to it.
void documents(kit::Ui& ui, app::Context& c, const base::Value& list);
/// What a table said: outcome and every row that holds, each with its clause.
void rule_result(kit::Ui& ui, app::Context& c, const base::Value& result);
/// Burden of each community before and after.
void burden(kit::Ui& ui, app::Context& c, const base::Value& panel);
/// Any panel by its `kind`.
void panel(kit::Ui& ui, app::Context& c, const base::Value& value, std::string_view id);
void panels(kit::Ui& ui, app::Context& c, const base::Value& list);
/// How many residents answered by which way; nothing while the poll is open.
void ways(kit::Ui& ui, app::Context& c, const base::Value& rows);
/// Totals of a consultation by class; hidden figures stay hidden.
void totals(kit::Ui& ui, app::Context& c, const base::Value& rows);

}  // namespace zhunru::views
