// Runner of the interchange suite: import, export, import again, compare what the two files say, element by element.
// Prefixes, attribute order and white space are not compared. It reads the suite in place.
#pragma once

#include <iosfwd>
#include <string>

namespace zhunru::conformance {

struct InterchangeTally {
  int files = 0, same = 0;
  int elements = 0, shapes = 0, edges = 0;   ///< compared, all files together
};

/// Every .bpmn file of `folder`; the first differences of a file go to `out`.
InterchangeTally run_bpmn_interchange(const std::string& folder, std::ostream& out);

}  // namespace zhunru::conformance
