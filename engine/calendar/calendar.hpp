// Working days 工作日: which days work, and arithmetic with them (policy section 3, "calendar").
// Calendars are data (register `calendars`); it guesses no holiday, asks no clock, and says "not known" for a year
// that has no calendar instead of counting weekends.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/base/value.hpp"

namespace zhunru::calendar {

/// Days that do not count, both ends in.
struct Span {
  base::Date first;
  base::Date last;
};

/// Most working days that one computation walks over; beyond it the answer is empty.
inline constexpr std::int64_t max_working_days = 10'000;

/// One calendar of one year: "ql-2026". Asked first what it says itself, then the one that it extends.
struct YearCalendar {
  std::string id;
  std::string extends;                        ///< "cn-2026" or ""
  std::set<std::uint8_t> weekend;             ///< ISO days, 6 = Saturday; only the lowest layer has one
  std::map<base::Date, std::string> holidays; ///< day -> name
  std::set<base::Date> makeup_workdays;
  bool provisional = false;                   ///< weekends only, until the official notice
};

/// All calendars of the register. Every `calendar` argument below is an id ("ql-2026") or a family ("ql"); the year of
/// the day in question picks the calendar of that family. Empty answers mean: no calendar for a year that was reached.
class Calendars {
 public:
  /// Records of register `calendars`. Refused: bad dates, an unknown `extends`, a layer that goes round in circles.
  static base::Result<Calendars> from_records(const base::List& records);

  bool knows(std::string_view calendar) const;
  /// Does that day work?
  std::optional<bool> works(const base::Date& day, std::string_view calendar) const;
  /// Name of the holiday, "" when it is none.
  std::string holiday_name(const base::Date& day, std::string_view calendar) const;

  /// The n-th working day after `from`, whose own day is not counted (CAL-1); n = 0 is the day itself. Days inside
  /// `suspended` do not count (CAL-2). Empty also for n < 0 and n > max_working_days.
  std::optional<base::Date> add_working_days(const base::Date& from, std::int64_t n, std::string_view calendar,
                                             const std::vector<Span>& suspended = {}) const;
  /// `day` if it works, else the next one that does.
  std::optional<base::Date> working_day_on_or_after(const base::Date& day, std::string_view calendar) const;
  /// The same day m months on (or that month's last), then the next working day (CAL-3).
  std::optional<base::Date> add_months(const base::Date& from, std::int64_t months, std::string_view calendar) const;
  /// Working days after `from` up to and with `to`; negative when `to` is earlier. The inverse of add_working_days.
  std::optional<std::int64_t> working_days_between(const base::Date& from, const base::Date& to,
                                                   std::string_view calendar) const;
  /// True when a year of the span has a provisional layer (CAL-P).
  bool provisional(const base::Date& from, const base::Date& to, std::string_view calendar) const;

  // --- Time limits, in instants (Shanghai civil days)

  /// End (24:00) of the n-th working day after the event at `from`.
  std::optional<base::Instant> due(base::Instant from, std::int64_t n, std::string_view calendar) const;
  /// Working days that are left at `now` until the limit that ends at `due`; negative when it has passed.
  std::optional<std::int64_t> remaining(base::Instant now, base::Instant due, std::string_view calendar) const;
  /// 中止计时: the limit that ended at `due`, stopped at `paused` and running again at `resumed`. The stop days are from
  /// the day after `paused` to the day before `resumed`, both in.
  std::optional<base::Instant> due_after_pause(base::Instant due, base::Instant paused, base::Instant resumed,
                                               std::string_view calendar) const;
  /// The same from what was left: `remaining` working days counted on after a pause; with 0 the limit
  /// had its end on the day of the pause and keeps it.
  std::optional<base::Instant> resume(std::int64_t remaining, base::Instant paused, base::Instant resumed,
                                      std::string_view calendar) const;

 private:
  const YearCalendar* of_year(std::string_view calendar, std::int32_t year) const;

  std::map<std::string, YearCalendar, std::less<>> by_id_;
};

/// "ql" of "ql-2026"; the text itself when it has no year.
std::string_view family_of(std::string_view calendar);

}  // namespace zhunru::calendar
