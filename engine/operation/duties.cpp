// What an admission owes from its first day: payments by their dates, the first evaluation, the exit. The money goes into
// the fund ledger, evaluation and exit become cases of their own that wait for their day.
#include "engine/operation/input.hpp"
#include "engine/operation/operations.hpp"

namespace zhunru::operation {
namespace {

/// Months between payments; 0 = once, at the end of the period.
std::int64_t months_of(const std::string& rhythm) {
  if (rhythm == "monthly") return 1;
  if (rhythm == "quarterly") return 3;
  if (rhythm == "half_yearly") return 6;
  if (rhythm == "yearly") return 12;
  return 0;
}

/// Payment dates: after every step of the rhythm, the last one on the day after the period ends.
std::vector<base::Date> payment_days(const base::Date& from, const base::Date& end, std::int64_t step) {
  std::vector<base::Date> days;
  for (std::int64_t n = 1; step > 0 && days.size() < 1000; ++n) {
    const std::optional<base::Date> due = base::add_months(from, n * step);
    if (!due || *due >= end) break;
    days.push_back(*due);
  }
  days.push_back(end);
  return days;
}

/// Whole months of a period; a part of a month counts as a month.
std::int64_t months_between(const base::Date& from, const base::Date& end) {
  std::int64_t months = (static_cast<std::int64_t>(end.year) - from.year) * 12 + end.month - from.month;
  if (end.day > from.day) ++months;
  return months < 1 ? 1 : months;
}

Value ledger_record(const std::string& case_id, const Value& admission, const base::Date& from, const base::Date& to, const base::Date& end) {
  const Value& funding = admission.get("funding");
  const auto count = static_cast<std::int64_t>(admission.get("communities").size());
  const std::int64_t promised = funding.get("per_community_year").int64_or(0) * count * months_between(from, end) / 12;
  const std::vector<base::Date> days = payment_days(from, end, months_of(funding.get("rhythm").string_or("once")));
  List payments;
  std::int64_t left = promised;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const auto open = static_cast<std::int64_t>(days.size() - i);
    const std::int64_t sum = left / open;
    left -= sum;
    payments.push_back(Value(Context{{"due", Value(base::to_string(days[i]))}, {"sum", Value(sum)}, {"paid", Value(0)}}));
  }
  return Value(Context{{"id", Value("FL-" + case_id)},
                       {"item", admission.get("item")},
                       {"payer", funding.get("payer")},
                       {"fund", Value("F6")},
                       {"period", Value(List{Value(base::to_string(from)), Value(base::to_string(to))})},
                       {"places", admission.get("scope")},
                       {"community_count", Value(count)},
                       {"per_community_year", funding.get("per_community_year")},
                       {"promised", Value(promised)},
                       {"payments", Value(std::move(payments))},
                       {"disbursed", Value(0)},
                       {"used", Value(0)},
                       {"used_as_intended", Value(0)},
                       {"quarters_unpaid", Value(0)}});
}

/// The T04 case for one evaluation: so many months after `from`, the next working day (CAL-3).
Result<LinkedStart> evaluation(const OperationContext& context, const Value& admission, const base::Date& from, std::int64_t months, const Value& previous) {
  ZHUNRU_TRY(all, calendars(context));
  const std::optional<base::Date> on = all.add_months(from, months, default_calendar(context));
  const std::optional<base::Date> plain = base::add_months(from, months);
  if (!on && !plain) return refuse("no_calendar", "无法确定评估日期", "the day of the evaluation cannot be told", "CAL-0");
  Context changed = admission.as_context();
  // A year without a calendar yet: the plain day, computed again when the calendar comes.
  changed.set("evaluate_on", Value(base::to_string(on ? *on : *plain)));
  changed.set("previous", previous);
  return LinkedStart{"T04", Context{{"admission", Value(std::move(changed))}}};
}

}  // namespace

Result<OperationResult> schedule_duties(const OperationContext& context, const Value& input) {
  const Value& admission = input.get("admission");
  if (!admission.is_context()) return refuse("missing_input", "缺少 admission", "admission is missing");
  ZHUNRU_TRY(from, day(admission.at_path("valid.from"), "valid.from"));
  ZHUNRU_TRY(to, day(admission.at_path("valid.to"), "valid.to"));
  const base::Date end = base::add_days(to, 1).value_or(to);
  OperationResult result;
  Context output;
  Context known = admission.as_context();
  List payment_dates;
  if (admission.at_path("funding.yearly_sum").int64_or(0) > 0) {
    const Value record = ledger_record(context.instance.id, admission, from, to, end);
    registers::Register ledger = register_copy(context, "fund_ledger");
    ZHUNRU_TRY(written, put_record(context, ledger, record.get("id").as_string(), record, "准入事项经费: " + admission.get("name").string_or(""), "2.2-e"));
    result.events.push_back(written);
    for (const Value& payment : record.get("payments").as_list()) payment_dates.push_back(payment.get("due"));
    output.set("ledger", record.get("id"));
    known.set("ledger", record.get("id"));
  }
  known.set("payment_dates", Value(payment_dates));
  const Value admission_known(std::move(known));
  ZHUNRU_TRY(first, evaluation(context, admission_known, from, setting(context, "evaluation_first_months").int64_or(6), Value()));
  output.set("evaluate_on", first.variables.find("admission")->get("evaluate_on"));
  output.set("payment_dates", Value(std::move(payment_dates)));
  result.starts.push_back(first);
  result.starts.push_back({"T05", Context{{"admission", admission_known}}});
  result.output = Value(std::move(output));
  return result;
}

Result<OperationResult> schedule_evaluation(const OperationContext& context, const Value& input) {
  const Value& admission = input.get("admission");
  if (!admission.is_context()) return refuse("missing_input", "缺少 admission", "admission is missing");
  ZHUNRU_TRY(next, evaluation(context, admission, base::shanghai_date(context.at), setting(context, "evaluation_cycle_months").int64_or(12), input.get("previous")));
  OperationResult result;
  result.output = Value(Context{{"evaluate_on", next.variables.find("admission")->get("evaluate_on")}});
  result.starts.push_back(next);
  return result;
}

Result<OperationResult> check_payments(const OperationContext& context, const Value& input) {
  ZHUNRU_TRY(key, needed(input, "key"));
  const Value& ledger = record(context, "fund_ledger", input.get("ledger").string_or(""));
  const std::string now = base::to_string(base::shanghai_date(context.at));
  std::int64_t unpaid = 0;
  if (ledger.get("payments").is_list())
    for (const Value& payment : ledger.get("payments").as_list())
      if (payment.get("due").string_or("") <= now && payment.get("paid").int64_or(0) < payment.get("sum").int64_or(0)) ++unpaid;
  OperationResult result;
  result.output = Value(Context{{"quarters_unpaid", Value(unpaid)}});
  if (unpaid > 0)
    result.messages.push_back({"exit", key, Value(Context{{"trigger", Value("funding")}, {"quarters_unpaid", Value(unpaid)}})});
  return result;
}

}  // namespace zhunru::operation
