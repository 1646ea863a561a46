#include "server/read_model/complaints.hpp"

#include <algorithm>
#include <array>

#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

struct Kind {
  const char *code, *zh, *en;
};
constexpr std::array<Kind, 6> kinds{{{"refusal", "没有准入就下任务", "Work that was not admitted"},
                                     {"unpaid", "经费没到", "Unpaid"},
                                     {"sign", "挂牌", "Sign"},
                                     {"service", "服务不好", "Bad service"},
                                     {"data", "重复要数据", "Data asked again"},
                                     {"other", "其他", "Other"}}};

}  // namespace

std::optional<Words> complaint_kind_words(const std::string& code) {
  for (const Kind& kind : kinds) {
    if (code == kind.code) return Words{kind.zh, kind.en};
  }
  return std::nullopt;
}

namespace {

bool is_complaint(const state::Case& c) { return c.process == "T09" || c.process == "T09R"; }

Words kind_words(const std::string& code) { return complaint_kind_words(code).value_or(Words{code, code}); }

}  // namespace

List public_complaints(const Glance& glance) {
  List out;
  glance.state.cases.for_each([&](const std::string&, const state::Case& c) {
    if (!is_complaint(c) || c.case_no.empty()) return;
    const Context card = case_card(glance, c);
    const Value variables(c.variables());
    Context shown{{"case_id", c.id}, {"number", c.case_no}, {"kind", variables.at_path("complaint.kind")}, {"at", *card.find("started_at")}};
    for (const char* name : {"title", "title_en", "state", "state_en", "due", "overdue", "ended", "tone"}) shown.set(name, *card.find(name));
    const Words kind = kind_words(variables.at_path("complaint.kind").string_or(""));
    const Words community = community_words(glance.state, variables.get("place_code").string_or(""));
    put_words(shown, "kind_name", kind.zh, kind.en);
    put_words(shown, "community_name", community.zh, community.en);
    out.push_back(Value(std::move(shown)));
  });
  std::stable_sort(out.begin(), out.end(), [](const Value& a, const Value& b) { return a.get("at").string_or("") > b.get("at").string_or(""); });
  return out;
}

Value complaint_panel(const Glance& glance, const state::Case& c, const command::Actor& actor, const std::function<Value(const Value&)>& open) {
  const Value* told = is_complaint(c) ? c.variables().find("complaint") : nullptr;
  if (told == nullptr || !told->is_context()) return nullptr;
  const Value* coord = c.variables().find("coord");
  const std::string office = coord != nullptr ? coord->get("id").string_or("") : std::string();
  const bool handles = std::any_of(actor.seats.begin(), actor.seats.end(), [&](const auto& seat) { return !seat.body.empty() && seat.body == office; });
  if (!handles && (actor.account.empty() || actor.account != c.account)) return nullptr;
  List rows;
  const auto row = [&](const char* zh, const char* en, const Words& value) {
    if (!value.zh.empty()) rows.push_back(Value(Context{{"k", zh}, {"k_en", en}, {"v", value.zh}, {"v_en", value.en}}));
  };
  const auto text = [&](const char* name) {
    const Value value = open(told->get(name));
    if (value.get("erased").boolean_or(false)) return Words{"(已按规定删除)", "(erased)"};
    return Words{value.string_or(""), value.string_or("")};
  };
  row("类别", "Kind", kind_words(told->get("kind").string_or("")));
  row("社区", "Community", community_words(glance.state, Value(c.variables()).get("place_code").string_or("")));
  row("谁提出", "Who", seat_words(glance.state, c.seat));
  row("关于", "About", text("about"));
  row("单位", "Body", body_words(glance.state, told->get("body").string_or("")));
  row("情况", "What happened", text("text"));
  row("希望", "Wish", text("wish"));
  return Context{{"kind", "facts"}, {"title", "投诉内容"}, {"title_en", "The complaint"}, {"rows", Value(std::move(rows))}};
}

}  // namespace zhunru::server::read_model
