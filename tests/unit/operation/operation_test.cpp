#include "engine/operation/operations.hpp"

#include "engine/base/json.hpp"
#include "engine/base/sha256.hpp"
#include "engine/engine.hpp"

#undef CHECK  // ours ends the process; below it is Catch2's
#include <catch_amalgamated.hpp>

namespace {

using namespace zhunru;
using base::Context;
using base::List;
using base::Value;

/// A state with a few registers, one case, and operations called by hand.
class Desk {
 public:
  Desk() {
    operation::register_all();
    put("personas", R"([{"id":"EX1","roles":["expert:law"]},{"id":"EX2","roles":["expert:housing"]},{"id":"EX3","roles":["expert:data"]},{"id":"RS1","roles":["resident"]}])");
    put("settings", R"([{"id":"publish_within_wd","value":5},{"id":"evaluation_first_months","value":6}])");
    put("calendars", R"([{"id":"cn-2026","weekend":[6,7],"holidays":[],"makeup_workdays":[]},{"id":"cn-2027","weekend":[6,7],"holidays":[],"makeup_workdays":[]}])");
    put("lists", R"([{"id":"K-LC","kind":"C","owner":"K-coord","register":"list.K-LC","title":"清单"}])");
    put("items", R"([{"id":"C01","name":"旧"}])");
    put("list.K-LC", R"([{"item":"C01","from":"2026-01-01","to":"2026-12-31","scope":["990102"]}])");
    instance.id = "c7";
    instance.root = 1;
    state::Scope root;
    root.id = 1;
    instance.scopes[1] = root;
    actor.account = "A1";
  }

  void put(const char* name, const char* records) {
    registers::Version version;
    version.effective = *base::parse_date("2026-01-01");
    version.records = base::parse_json(records).value().as_list();
    engine::evolve(state, event::RegisterVersionWritten{name, version});
  }

  base::Result<operation::OperationResult> call(const char* name, const char* input) {
    return call(name, base::parse_json(input).value());
  }
  base::Result<operation::OperationResult> call(const char* name, const Value& input) {
    const operation::OperationContext context{state, instance, 1, "S1", *base::parse_instant("2026-11-23T01:00:00.000Z"), actor};
    return (*operation::find(name))(context, input);
  }
  void happen(const operation::OperationResult& result) {
    for (const event::Event& event : result.events) engine::evolve(state, event);
  }
  Value record(const char* name, const char* key) const {
    const registers::Register* found = state.registers.find(name);
    const Value* record = found ? registers::find_record(found->versions.back(), key) : nullptr;
    return record ? *record : Value();
  }

  state::State state;
  state::Case instance;
  command::Actor actor;
};

}  // namespace

TEST_CASE("Every operation that a process file may name is in the table, once") {
  operation::register_all();
  operation::register_all();
  for (const char* name : {"freeze_text", "remember", "require", "notify", "send_message", "open_poll", "add_invitations", "record_answer",
                           "confirm_voice", "sign_stance", "close_poll", "extend_poll", "hold_meeting", "void_poll", "tally", "issue_document",
                           "draft_document", "void_documents", "draw_experts", "burden_index", "write_list_entry", "end_list_entry",
                           "station_service", "schedule_duties", "schedule_evaluation", "check_payments", "publication_due",
                           "publication_draft", "publish"})
    CHECK(operation::find(name) != nullptr);
  CHECK(operation::find("format_disk") == nullptr);
}

TEST_CASE("The lot can be repeated by anybody: matching fields first, then by SHA-256 of seed and expert") {
  Desk desk;
  const auto drawn = desk.call("draw_experts", R"({"count": 2, "topic": "housing", "already": [], "seed": "c7|h|1"})");
  REQUIRE(drawn);
  CHECK(drawn->output.get("drawn").item(0).string_or("") == "EX2");
  const std::string first = base::sha256("c7|h|1|EX1").hex(), third = base::sha256("c7|h|1|EX3").hex();
  CHECK(drawn->output.get("drawn").item(1).string_or("") == (first < third ? "EX1" : "EX3"));
  CHECK_FALSE(drawn->output.get("exhausted").boolean_or(true));
  const auto rest = desk.call("draw_experts", R"({"count": 3, "topic": "housing", "already": ["EX1", "EX2"], "seed": "c7|h|1"})");
  REQUIRE(rest);
  CHECK(base::to_json(rest->output.get("drawn")) == R"(["EX3"])");
  CHECK(rest->output.get("exhausted").boolean_or(false));
}

TEST_CASE("Remember keeps one entry for each key and replaces it in its place") {
  Desk desk;
  desk.instance.scopes[1].variables.set("reviews", base::parse_json(R"([{"body":"a","v":1},{"body":"b","v":1}])").value());
  const auto done = desk.call("remember", R"({"name": "reviews", "key": "body", "value": {"body": "a", "v": 2}})");
  REQUIRE(done);
  REQUIRE(done->variables.size() == 1);
  CHECK(base::to_json(done->variables[0].value) == R"([{"body":"a","v":2},{"body":"b","v":1}])");
}

TEST_CASE("Require refuses with the code and the clause it was given") {
  Desk desk;
  CHECK(desk.call("require", R"({"condition": true})"));
  const auto refused = desk.call("require", R"({"condition": null, "code": "already_listed", "clause": "2.2-i"})");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "already_listed");
  CHECK(refused.error().where == "2.2-i ");
}

TEST_CASE("The same text has the same hash whatever the order of its members") {
  Desk desk;
  const auto a = desk.call("freeze_text", R"({"text": {"a": 1, "b": [2, 3]}})");
  const auto b = desk.call("freeze_text", R"({"text": {"b": [2, 3], "a": 1}})");
  REQUIRE((a && b));
  CHECK(base::to_json(a->output) == base::to_json(b->output));
  CHECK_FALSE(desk.call("freeze_text", R"({"text": null})"));
}

TEST_CASE("An approval writes list C one version further, the item and the date of publication; the exit ends the entry") {
  Desk desk;
  const auto written = desk.call("write_list_entry", R"({"owner": "K-coord", "item": {"name": "新事项", "topic": "housing", "role": "assist", "load": {"ledgers": 0}, "scope": {"places": ["990102001"]}},
    "valid": {"from": "2026-12-01", "to": "2027-05-31"}, "result": "批准", "applicant": "K-zj", "decision": "澄社协准〔2026〕1号"})");
  REQUIRE(written);
  CHECK(written->output.get("version").int64_or(0) == 2);
  desk.happen(*written);
  CHECK(desk.record("list.K-LC", "N-c7@2026-12-01").get("to").string_or("") == "2027-05-31");
  CHECK(desk.record("items", "N-c7").get("topic").string_or("") == "housing");
  CHECK(desk.record("lists", "K-LC").get("next_publication_due").string_or("") == "2026-11-30");
  CHECK_FALSE(desk.record("list.K-LC", "C01@2026-01-01").is_null());
  const auto ended = desk.call("end_list_entry", R"({"list": "K-LC", "item": "C01", "from": "2026-01-01", "ended_by": "applicant_wish", "last_day": "2026-11-20"})");
  REQUIRE(ended);
  desk.happen(*ended);
  CHECK(desk.record("list.K-LC", "C01@2026-01-01").get("to").string_or("") == "2026-11-20");
  CHECK(desk.state.registers.find("list.K-LC")->versions.size() == 3);
  CHECK(desk.call("write_list_entry", R"({"owner": "nobody", "item": {}, "valid": {}})").error().code == "no_list");
}

TEST_CASE("Duties: payments by rhythm that sum up to the promise, an evaluation on a working day, an exit that waits") {
  Desk desk;
  const auto made = desk.call("schedule_duties", R"({"admission": {"case_id": "c7", "item": "N-c7", "name": "新事项", "valid": {"from": "2026-12-01", "to": "2027-08-31"},
    "communities": ["1", "2"], "scope": ["990102"], "funding": {"mode": "项目制", "payer": "K-zj", "per_community_year": 10000, "yearly_sum": 20000, "rhythm": "quarterly"}}})");
  REQUIRE(made);
  desk.happen(*made);
  const Value ledger = desk.record("fund_ledger", "FL-c7");
  CHECK(ledger.get("promised").int64_or(0) == 15000);
  std::int64_t sum = 0;
  for (const Value& payment : ledger.get("payments").as_list()) sum += payment.get("sum").int64_or(0);
  CHECK(sum == 15000);
  CHECK(base::to_json(made->output.get("payment_dates")) == R"(["2027-03-01","2027-06-01","2027-09-01"])");
  CHECK(made->output.get("evaluate_on").string_or("") == "2027-06-01");
  REQUIRE(made->starts.size() == 2);
  CHECK(made->starts[0].process == "T04");
  CHECK(made->starts[1].process == "T05");
  const auto unpaid = desk.call("check_payments", R"({"key": "c7", "ledger": "FL-c7"})");
  REQUIRE(unpaid);
  CHECK(unpaid->messages.empty());
}
