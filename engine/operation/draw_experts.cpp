// The recorded lot: experts in the order of SHA-256(seed | expert), matching fields first. Anybody can repeat the
// arithmetic from the published seed, so nobody has to be believed.
#include <algorithm>

#include "engine/base/sha256.hpp"
#include "engine/operation/input.hpp"
#include "engine/operation/operations.hpp"
#include "engine/register/source.hpp"

namespace zhunru::operation {
namespace {

struct Ticket {
  std::string expert, hash;
  bool matches = false;
};

}  // namespace

Result<OperationResult> draw_experts(const OperationContext& context, const Value& input) {
  if (context.state.withheld.contains("register/personas"))
    return refuse("depends-on-hidden", "取决于您看不到的内容", "Depends on what you may not see");
  ZHUNRU_TRY(seed, needed(input, "seed"));
  const std::string field = "expert:" + input.get("topic").string_or("");
  const std::vector<std::string> already = texts(input.get("already"));
  std::vector<Ticket> tickets;
  for (const Value& persona : registers::records_on(context.state, "personas", std::nullopt)) {
    const std::vector<std::string> roles = texts(persona.get("roles"));
    const auto is_expert = [](const std::string& role) { return role.starts_with("expert:"); };
    if (std::none_of(roles.begin(), roles.end(), is_expert)) continue;
    const std::string id = persona.get("id").string_or("");
    if (std::find(already.begin(), already.end(), id) != already.end()) continue;
    tickets.push_back({id, base::sha256(seed + "|" + id).hex(), std::find(roles.begin(), roles.end(), field) != roles.end()});
  }
  std::sort(tickets.begin(), tickets.end(), [](const Ticket& a, const Ticket& b) {
    if (a.matches != b.matches) return a.matches;
    return a.hash != b.hash ? a.hash < b.hash : a.expert < b.expert;
  });
  const std::int64_t wanted = std::max<std::int64_t>(0, input.get("count").int64_or(0));
  List drawn, order;
  for (const Ticket& ticket : tickets) {
    if (static_cast<std::int64_t>(drawn.size()) < wanted) drawn.push_back(Value(ticket.expert));
    order.push_back(Value(Context{{"expert", Value(ticket.expert)}, {"hash", Value(ticket.hash)}, {"field_matches", Value(ticket.matches)}}));
  }
  const bool exhausted = drawn.size() == tickets.size();
  OperationResult result;
  result.output = Value(Context{{"drawn", Value(std::move(drawn))},
                                {"seed", Value(seed)},
                                {"method", Value("SHA-256(seed|expert), 对口领域优先, 从小到大")},
                                {"order", Value(std::move(order))},
                                {"exhausted", Value(exhausted)}});
  return result;
}

}  // namespace zhunru::operation
