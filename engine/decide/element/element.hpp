// The contract of a BPMN element. A token arrives `ready`; activate() hands it to the file of its element, which does one
// of four things and returns:
//   passes      leave() or complete_activity(): the token takes its flows and is put in the queue at the next element
//   waits       state `active` (task, timer, subscription, inner scope) or `joining` (gateway, startQuantity)
//   ends        end_token(): consumed
//   is stuck    Run::incident()
// No function here calls another element's; what comes next always goes through the queue.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decide/run.hpp"

namespace zhunru::decide {

/// Hands a ready token to its element.
void activate(Run& run, const Place& p);
/// A token whose element is done but which could not leave (it was stuck), or whose inner scope has ended.
void resume_leaving(Run& run, const Place& p);
/// Elements that throw a message, signal, escalation or compensation: they run when nothing else is left to do.
bool throws_outwards(const model::Node& node);
/// Lets inclusive and complex joins go that wait for nobody any more. True when one did.
bool release_joins(Run& run, const std::set<std::string, std::less<>>& cases);

// One file each
void activate_start_event(Run& run, const Place& p);
void activate_end_event(Run& run, const Place& p);
void activate_catch_event(Run& run, const Place& p);
void activate_throw_event(Run& run, const Place& p);
void activate_boundary_event(Run& run, const Place& p);
void activate_exclusive_gateway(Run& run, const Place& p);
void activate_inclusive_gateway(Run& run, const Place& p);
void activate_parallel_gateway(Run& run, const Place& p);
void activate_event_based_gateway(Run& run, const Place& p);
void activate_complex_gateway(Run& run, const Place& p);
/// Activities: quantities, loops, inputs and boundary events first (activity.cpp), then the kind's own run function.
void activate_activity(Run& run, const Place& p);

void run_user_task(Run& run, const Place& p);
void run_service_task(Run& run, const Place& p);
void run_script_task(Run& run, const Place& p);
void run_business_rule_task(Run& run, const Place& p);
void run_send_task(Run& run, const Place& p);
void run_receive_task(Run& run, const Place& p);
void run_call_activity(Run& run, const Place& p);
void run_sub_process(Run& run, const Place& p);
void run_ad_hoc_sub_process(Run& run, const Place& p);

/// Multi-instance and standard loops: opens the body of a looped activity.
void open_loop(Run& run, const Place& p);
/// An instance has completed; `result` and `output` go to the lists. The instance token ends here.
void loop_instance_done(Run& run, const Place& p, base::Value result, base::Value output);
/// 撤回, or 退回 to one instance: a completed instance of a running body is asked again.
void reopen_instance(Run& run, std::string_view case_id, Id loop_scope, std::int32_t index);
/// Takes an instance away that is still open (减签, repairs): it is not waited for any more; `word` ends its token.
void drop_instance(Run& run, std::string_view case_id, Id token, std::string_view word, std::string_view reason);
/// Looks at the completion condition again after a signer was added or dropped.
void loop_changed(Run& run, std::string_view case_id, Id loop_scope);

/// An inner token of an ad-hoc sub-process has ended: next one, completion condition, or done.
void ad_hoc_progress(Run& run, std::string_view case_id, Id scope);

}  // namespace zhunru::decide
