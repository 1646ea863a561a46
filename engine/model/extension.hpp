// The zhunru: extension elements of architecture.md §4 as typed structs. Attributes of camunda:, zeebe:, flowable: and
// activiti: that say the same thing fill the same fields (docs/bpmn.md has the table). No behaviour lives here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/model/expression.hpp"

namespace zhunru::model {

/// zhunru:assignment: who may act (user task, message catch, or start of a process).
/// Also camunda:assignee (-> person), candidateUsers and candidateGroups, zeebe:assignmentDefinition.
struct Assignment {
  TextOrFeel role, body, community, person;
  Index exclude = none;                       ///< FEEL list of bodies that are recused; in Definitions::expressions
  std::vector<TextOrFeel> candidate_users;    ///< persons, any of whom may claim
  std::vector<TextOrFeel> candidate_groups;   ///< roles, any holder of which may claim

  bool empty() const {
    return role.empty() && body.empty() && community.empty() && person.empty() && exclude == none &&
           candidate_users.empty() && candidate_groups.empty();
  }
};

/// zhunru:due: the date by which a user task wants an answer. At most one of working_days, days, clock, date is set.
struct Due {
  Index working_days = none;   ///< FEEL number of working days
  Index days = none;           ///< FEEL number of calendar days
  std::string clock;           ///< name of the case clock whose rest is the due date
  TextOrFeel date;             ///< ISO 8601 date-time or duration (vendor attribute dueDate)
  TextOrFeel calendar;         ///< calendar of the working days; empty = that of the case
  TextOrFeel escalate;         ///< role told after settings.escalation_after_wd

  bool empty() const {
    return working_days == none && days == none && clock.empty() && date.empty() && calendar.empty() && escalate.empty();
  }
};

/// How a button looks.
enum class OutcomeKind : std::uint8_t { primary, secondary, danger };

/// zhunru:outcome: one button of a user task.
struct Outcome {
  std::string id, name, name_en;
  std::string does, does_en;    ///< what happens when it is pressed, in words
  std::string clause;
  OutcomeKind kind = OutcomeKind::secondary;
  Index when = none;            ///< FEEL: offered only when true
  std::string form;             ///< another form for this outcome; empty = that of the task
  bool local = false;           ///< a local setting, never law
};

/// zhunru:input / zhunru:output: one mapping. Targets `a.b` create contexts.
struct Mapping {
  std::string target;
  Index source = none;          ///< FEEL, in Definitions::expressions
  std::int32_t line = 0;
};

/// zhunru:decision: the rule table of a business rule task.
struct Decision {
  TextOrFeel ref;               ///< table ("D2")
  std::string result;           ///< variable for the result; never empty after parsing a literal ref

  bool empty() const { return ref.empty(); }
};

/// zhunru:operation: the named C++ function of a service or send task (zeebe task type, camunda external topic).
struct Operation {
  TextOrFeel name;
  std::string result;           ///< variable for the result; the element id when the file gives none
  std::string retries;          ///< as written, informative

  bool empty() const { return name.empty(); }
};

/// zhunru:clock: starts or pauses a named clock of the case.
struct Clock {
  std::string start;            ///< clock started by this activity, or empty
  std::string pause;            ///< clock stopped while this activity is active, or empty
  Index working_days = none;    ///< FEEL number, for start
  TextOrFeel calendar;
  bool at_complete = false;     ///< start when the activity completes instead of when it activates
};

/// zhunru:note: the clause lens of an element.
struct Note {
  std::string clause, text, text_en;
  bool local = false;           ///< a local setting, never law
};

/// A name and value kept as written (camunda:property, zeebe:header, zeebe:property).
struct Property {
  std::string name, value;
};

/// Everything of a node's extensionElements that executes or is shown.
struct Extensions {
  Assignment assignment;
  std::string form;             ///< form resource; also camunda:formKey, camunda:formRef, zeebe:formDefinition
  Due due;
  std::vector<Outcome> outcomes;
  Index sign = none;            ///< FEEL giving the SHA-256 hex to be signed; none = no signature
  std::vector<Mapping> inputs, outputs;
  bool all_in = false;          ///< call activity: every variable of the parent goes in (camunda:in variables="all")
  bool all_out = false;         ///< call activity: every variable of the child comes out
  Decision decision;
  Operation operation;
  std::vector<Clock> clocks;
  std::vector<Note> notes;
  std::string name_en;          ///< zhunru:nameEn
  TextOrFeel priority;          ///< vendor attribute, informative
  std::vector<Property> properties;
};

}  // namespace zhunru::model
