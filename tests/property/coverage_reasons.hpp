// Rows of the coverage table that walks do not or seldom reach, each with the reason. A row that nothing reached and that is
// missing here fails `random_walk --coverage`.
#pragma once

#include <string_view>

namespace zhunru::test {

struct Reason {
  std::string_view element;
  std::string_view step;
  std::string_view why;
};

constexpr std::string_view passes_at_once = "it passes its token on in the same step";
constexpr std::string_view no_join = "only gateways and activities with startQuantity gather tokens; random processes put startQuantity on user tasks";
constexpr std::string_view leaves_itself = "it leaves in the step in which it is done; the state between is only for those resumed from outside";
constexpr std::string_view no_loop = "only activities have instances";
constexpr std::string_view goes_on = "random processes always have a flow behind it";
constexpr std::string_view cannot_fail = "nothing of it is computed that random processes could get wrong; incidents have unit tests (tests/unit/decide)";
constexpr std::string_view condition = "only for a condition that cannot be told (tests/unit/decide/flow_test.cpp); those of random processes nearly always can";
constexpr std::string_view no_token = "tokens stand inside of it; on it only when somebody starts it by hand (ModifyCase)";
constexpr std::string_view not_between = "no command ends while a token stands here, so nothing can take it away";

inline constexpr Reason unreachable[] = {
    {"startEvent", "waits", passes_at_once},
    {"startEvent", "joins", no_join},
    {"startEvent", "is done", leaves_itself},
    {"startEvent", "ends", goes_on},
    {"startEvent", "is cancelled", not_between},
    {"startEvent", "is stuck", cannot_fail},
    {"startEvent", "instance", no_loop},
    {"intermediateCatchEvent", "joins", no_join},
    {"intermediateCatchEvent", "ends", goes_on},
    {"intermediateCatchEvent", "is stuck", cannot_fail},
    {"intermediateCatchEvent", "instance", no_loop},
    {"intermediateThrowEvent", "joins", no_join},
    {"intermediateThrowEvent", "ends", goes_on},
    {"intermediateThrowEvent", "is stuck", cannot_fail},
    {"intermediateThrowEvent", "instance", no_loop},
    {"boundaryEvent", "waits", "its activity waits for it; the token comes when it happens and passes on"},
    {"boundaryEvent", "joins", no_join},
    {"boundaryEvent", "is done", leaves_itself},
    {"boundaryEvent", "ends", goes_on},
    {"boundaryEvent", "is cancelled", not_between},
    {"boundaryEvent", "is stuck", cannot_fail},
    {"boundaryEvent", "instance", no_loop},
    {"endEvent", "joins", no_join},
    {"endEvent", "is done", leaves_itself},
    {"endEvent", "leaves", "nothing lies behind it"},
    {"endEvent", "is stuck", cannot_fail},
    {"endEvent", "instance", no_loop},
    {"task", "joins", no_join},
    {"task", "is done", leaves_itself},
    {"task", "is stuck", cannot_fail},
    {"userTask", "is done", leaves_itself},
    {"serviceTask", "joins", no_join},
    {"serviceTask", "is done", leaves_itself},
    {"serviceTask", "is stuck", cannot_fail},
    {"scriptTask", "joins", no_join},
    {"scriptTask", "is done", leaves_itself},
    {"scriptTask", "is cancelled", not_between},
    {"scriptTask", "is stuck", cannot_fail},
    {"sendTask", "joins", no_join},
    {"sendTask", "is done", leaves_itself},
    {"sendTask", "is stuck", cannot_fail},
    {"receiveTask", "joins", no_join},
    {"receiveTask", "is stuck", cannot_fail},
    {"manualTask", "joins", no_join},
    {"manualTask", "is done", leaves_itself},
    {"manualTask", "is stuck", cannot_fail},
    {"businessRuleTask", "joins", no_join},
    {"businessRuleTask", "is done", leaves_itself},
    {"businessRuleTask", "is stuck", cannot_fail},
    {"callActivity", "joins", no_join},
    {"callActivity", "is done", leaves_itself},
    {"callActivity", "is stuck", cannot_fail},
    {"subProcess", "joins", no_join},
    {"subProcess", "is done", leaves_itself},
    {"subProcess", "is stuck", cannot_fail},
    {"event subProcess", "waits", no_token},
    {"event subProcess", "joins", no_token},
    {"event subProcess", "is done", no_token},
    {"event subProcess", "leaves", no_token},
    {"event subProcess", "ends", no_token},
    {"event subProcess", "is cancelled", no_token},
    {"event subProcess", "is stuck", no_token},
    {"event subProcess", "instance", no_token},
    {"transaction", "joins", no_join},
    {"transaction", "is done", leaves_itself},
    {"transaction", "is stuck", cannot_fail},
    {"adHocSubProcess", "joins", no_join},
    {"adHocSubProcess", "is done", leaves_itself},
    {"adHocSubProcess", "ends", goes_on},
    {"adHocSubProcess", "is stuck", cannot_fail},
    {"adHocSubProcess", "instance", "random processes do not loop ad-hoc sub-processes"},
    {"exclusiveGateway", "waits", passes_at_once},
    {"exclusiveGateway", "joins", "it merges without waiting (§13.4.2)"},
    {"exclusiveGateway", "is done", condition},
    {"exclusiveGateway", "ends", goes_on},
    {"exclusiveGateway", "is cancelled", not_between},
    {"exclusiveGateway", "is stuck", condition},
    {"exclusiveGateway", "instance", no_loop},
    {"inclusiveGateway", "waits", "it joins, it does not wait for an event"},
    {"inclusiveGateway", "is stuck", condition},
    {"inclusiveGateway", "instance", no_loop},
    {"parallelGateway", "waits", "it joins, it does not wait for an event"},
    {"parallelGateway", "is done", leaves_itself},
    {"parallelGateway", "is stuck", cannot_fail},
    {"parallelGateway", "instance", no_loop},
    {"eventBasedGateway", "joins", no_join},
    {"eventBasedGateway", "is done", leaves_itself},
    {"eventBasedGateway", "ends", goes_on},
    {"eventBasedGateway", "is stuck", cannot_fail},
    {"eventBasedGateway", "instance", no_loop},
    {"complexGateway", "waits", "it joins, it does not wait for an event"},
    {"complexGateway", "is done", leaves_itself},
    {"complexGateway", "is stuck", cannot_fail},
    {"complexGateway", "instance", no_loop},
};

}  // namespace zhunru::test
