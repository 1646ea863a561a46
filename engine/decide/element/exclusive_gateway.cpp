// Exclusive gateway (§13.4.2): every token passes alone; the first true condition in the order of the file, else default.
#include "engine/decide/element/element.hpp"
#include "engine/decide/flow.hpp"

namespace zhunru::decide {

void activate_exclusive_gateway(Run& run, const Place& p) {
  if (p.node->outgoing.empty()) {
    end_token(run, p, "end");
    return;
  }
  const auto flows = choose(run, p, true);
  if (!flows.empty()) take(run, p, flows);
}

}  // namespace zhunru::decide
