// CorrelateMessage and BroadcastSignal from outside.
#include "engine/decide/commands.hpp"
#include "engine/decide/throw.hpp"

namespace zhunru::decide {
namespace {

std::string_view word(Delivery how) {
  switch (how) {
    case Delivery::taken: return "taken";
    case Delivery::started: return "started";
    case Delivery::buffered: return "buffered";
    default: return "refused";
  }
}

}  // namespace

base::Value decide_one(Run& run, const command::CorrelateMessage& c) {
  if (c.message.empty()) {
    run.reject(refusal("bad-name", "消息须有名称", "A message has a name", "name"));
    return {};
  }
  const DeliveryReport report = deliver_message(run, c.message, c.key, c.payload, true);
  return base::Value(base::Context{{"delivery", base::Value(std::string(word(report.how)))},
                                   {"case_id", base::Value(report.case_id)},
                                   {"element", base::Value(report.element)},
                                   {"next", base::Value(base::List{})}});
}

base::Value decide_one(Run& run, const command::BroadcastSignal& c) {
  if (!require_role(run, {"auditor", "template_admin", "system"})) return {};
  broadcast_signal(run, c.signal, c.payload, "");
  return base::Value(base::Context{{"signal", base::Value(c.signal)}, {"next", base::Value(base::List{})}});
}

}  // namespace zhunru::decide
