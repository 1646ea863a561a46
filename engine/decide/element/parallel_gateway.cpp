// Parallel gateway (§13.4.1): waits for one token on each incoming flow, gives one to each outgoing flow. Conditions on
// its outgoing flows are ignored.
//   ready -> joining until every flow has one -> the last to come goes on, the others are joined
#include "engine/decide/element/element.hpp"
#include "engine/decide/flow.hpp"

namespace zhunru::decide {

void activate_parallel_gateway(Run& run, const Place& p) {
  const std::string case_id = p.instance->id;
  const Id token = p.token->id;
  const model::Definitions& d = *p.program->definitions;
  if (p.node->incoming.size() > 1) {
    std::vector<Id> others;
    for (model::Index index : p.node->incoming) {
      const std::string& flow = d.flow(index).id;
      if (flow == p.token->flow) continue;
      Id found = 0;
      for (const auto& [id, other] : p.instance->tokens)
        if (found == 0 && other.scope == p.token->scope && other.element == p.token->element && other.flow == flow &&
            other.state == state::TokenState::joining)
          found = id;
      if (found == 0) {
        run.emit(event::TokenPassed{case_id, token, state::TokenState::joining});
        return;
      }
      others.push_back(found);
    }
    for (Id other : others) run.emit(event::TokenEnded{case_id, other, "joined", ""});
  }
  const Place now = run.place(case_id, token);
  if (now.node->outgoing.empty()) {
    end_token(run, now, "end");
  } else {
    take(run, now, now.node->outgoing);
  }
}

}  // namespace zhunru::decide
