// The lists of a home page with what was typed into its filters: tasks by due date, overdue first; own cases, newest first.
#pragma once

#include <string>

#include "engine/base/value.hpp"
#include "engine/command/actor.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/task_index.hpp"
#include "server/sheet/sheet.hpp"

namespace zhunru::server::read_model {

struct HomeFilter {
  std::string query;    ///< part of a title, number, step, post or body
  std::string place;    ///< city, county, street or community code
  std::string process;  ///< "T01"
  std::string state;    ///< open, ended
  std::string due;      ///< overdue, today, week
  bool empty() const { return query.empty() && place.empty() && process.empty() && state.empty() && due.empty(); }
};

base::List home_tasks(const Glance& glance, const TaskIndex& index, const command::Actor& actor, const HomeFilter& filter);
base::List home_cases(const Glance& glance, const TaskIndex& index, const command::Actor& actor, const HomeFilter& filter);
/// {processes: [{id, name}], places: [{code, name, level}]} to pick from.
base::Context home_filters(const Glance& glance);

/// Cards as a table in one language.
sheet::Sheet tasks_sheet(const base::List& cards, bool english);
sheet::Sheet cases_sheet(const base::List& cards, bool english);

}  // namespace zhunru::server::read_model
