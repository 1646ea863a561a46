#include "server/read_model/again.hpp"

#include <algorithm>

#include "server/read_model/legacy.hpp"
#include "server/read_model/task_view.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

Value row(const char* zh, const char* en, const Words& said) {
  return Context{{"k", zh}, {"k_en", en}, {"v", said.zh}, {"v_en", said.en}};
}

Words end_words(const Glance& glance, const state::Case& c) {
  const model::Node* node = node_in(glance.state, c.process, c.source_version, c.end);
  return node != nullptr ? node_words(*node) : Words{"已结束", "ended"};
}

bool takes_up(const Value& form) {
  const Value& components = form.get("components");
  return components.is_list() && std::any_of(components.as_list().begin(), components.as_list().end(),
                                             [](const Value& one) { return one.get("key").string_or("") == "previous_case"; });
}

}  // namespace

Value again_view(const Glance& glance, const state::Case& c, const command::Actor& actor) {
  if (!c.ended) return nullptr;
  const auto* resource = glance.state.resource("process", c.process);
  const auto compiled = resource != nullptr ? glance.state.library->process(resource->text) : base::make_error("no-process", "", "");
  if (!compiled) return nullptr;
  const auto& definitions = *(*compiled)->definitions;
  const auto index = definitions.find_process(c.process);
  if (!index) return nullptr;
  const std::string& role = definitions.process(*index).starters.role.text;
  const bool fits = std::any_of(actor.seats.begin(), actor.seats.end(),
                                [&](const auto& seat) { return seat.role == role && !seat.body.empty() && seat.body == c.seat.body; });
  if (!fits || !takes_up(start_view(glance, c.process, actor).get("form"))) return nullptr;
  return Context{{"process", c.process}, {"case_id", c.id}};
}

Value earlier_panel(const Glance& glance, const state::Case& c) {
  const Value earlier = Value(c.variables()).get("earlier");
  const state::Case* was = glance.state.cases.find(earlier.get("case_id").string_or(""));
  if (was == nullptr) return nullptr;
  const std::string number = earlier.get("case_no").string_or("");
  List rows;
  rows.push_back(row("原事项", "Earlier case", case_title(glance.state, *was)));
  if (!number.empty()) rows.push_back(row("原编号", "Its number", {number, number}));
  // An imported case ended before it came here; the day of the import is not told as its end.
  const std::string day = import_of(*was).is_null() ? earlier.get("ended_at").string_or("") + " " : "";
  const Words end = end_words(glance, *was);
  rows.push_back(row("怎样结束", "How it ended", {day + end.zh, day + end.en}));
  const Value& said = earlier.get("said");
  if (const std::string paper = said.get("number").string_or(""); !paper.empty()) rows.push_back(row("文书", "Document", {paper, paper}));
  std::string reasons;
  if (said.get("reasons").is_list())
    for (const Value& one : said.get("reasons").as_list()) reasons += (reasons.empty() ? "" : "；") + one.string_or("");
  else reasons = said.get("reasons").string_or("");
  if (!reasons.empty()) rows.push_back(row("当时的理由", "The reasons then", {reasons, reasons}));
  return Context{{"kind", "facts"}, {"title", "承接的原事项"}, {"title_en", "Takes up an earlier case"}, {"rows", std::move(rows)}};
}

List taken_up(const Glance& glance, const state::Case& c) {
  List out;
  const auto add = [&](const state::Case& other, bool later) {
    Context one{{"case_id", other.id}, {"case_no", other.case_no}, {"later", later}};
    const Words title = case_title(glance.state, other);
    put_words(one, "title", title.zh, title.en);
    out.push_back(std::move(one));
  };
  const auto earlier_of = [](const state::Case& one) { return Value(one.variables()).at_path("earlier.case_id").string_or(""); };
  const state::Case* before = glance.state.cases.find(earlier_of(c));
  if (before != nullptr) add(*before, false);
  glance.state.cases.for_each([&](const std::string&, const state::Case& other) {
    if (other.process == c.process && earlier_of(other) == c.id) add(other, true);
  });
  return out;
}

}  // namespace zhunru::server::read_model
