#include <catch_amalgamated.hpp>

#include "engine/base/json.hpp"
#include "engine/base/sha256.hpp"
#include "server/api/command_rights.hpp"
#include "server/api/personal.hpp"
#include "server/auth/password.hpp"
#include "server/ledger/public_ledger.hpp"
#include "tests/unit/server/temporary.hpp"

using namespace zhunru;
using namespace zhunru::server;

namespace {

base::Value json(const char* text) { return *base::parse_json(text); }

constexpr const char* personal_form = R"({"type":"default","id":"f","schemaVersion":19,"components":[
  {"type":"textarea","id":"a","key":"comment","label":"意见","properties":{"personal":"true"}},
  {"type":"textfield","id":"b","key":"stance","label":"态度"},
  {"type":"dynamiclist","id":"c","path":"rows","label":"行","components":[
    {"type":"textfield","id":"d","key":"name","label":"姓名","properties":{"personal":"true"}},
    {"type":"textfield","id":"e","key":"note","label":"备注"}]}]})";

}  // namespace

TEST_CASE("nobody may send timers or imports; administration needs its right") {
  CHECK_FALSE(api::right_for("FireTimers"));
  CHECK_FALSE(api::right_for("ImportCase"));
  CHECK(*api::right_for("DeployResource") == auth::Right::administer_templates);
  CHECK(*api::right_for("CompleteTask") == auth::Right::send_commands);
  CHECK(api::is_reserved_message("answer"));
  CHECK_FALSE(api::is_reserved_message("withdraw"));
}

TEST_CASE("personal fields become commitments that the same command repeats, and come back for those who may read them") {
  REQUIRE(auth::start_crypto());
  const auto form = form::parse_text(personal_form);
  REQUIRE(form);
  const std::string secret(32, 's');
  const base::Value data = json(R"({"comment":"楼道太暗","stance":"agree","rows":[{"name":"张三","note":"x"},{"name":"李四","note":"y"}]})");
  const auto sealed = api::seal_personal(**form, data, secret, "cmd-1", "RS-1");
  REQUIRE(sealed.texts.size() == 3);
  CHECK(sealed.data.get("stance").as_string() == "agree");
  CHECK(sealed.data.get("comment").get("length").int64_or(0) == 4);
  CHECK(sealed.data.get("comment").get("commitment").as_string() == base::sha256(sealed.texts[0].salt + "楼道太暗").hex());
  CHECK(base::to_json(sealed.data).find("张三") == std::string::npos);
  CHECK(api::seal_personal(**form, data, secret, "cmd-1", "RS-1").data == sealed.data);
  CHECK_FALSE(api::seal_personal(**form, data, secret, "cmd-2", "RS-1").data == sealed.data);

  test::Temporary folder;
  auto vault = vault::Vault::open(folder.file("private.sqlite"));
  REQUIRE(vault);
  for (const auto& text : sealed.texts) REQUIRE((*vault)->put_personal(text));
  CHECK(api::unseal_personal(sealed.data, **vault) == data);
  REQUIRE((*vault)->erase_person("RS-1"));
  CHECK(api::unseal_personal(sealed.data, **vault).get("comment").get("erased").boolean_or(false));
}

TEST_CASE("the public ledger is a chain that shows any change and never counts voices") {
  ledger::PublicLedger ledger;
  runtime::LogRecord record;
  record.seq = 7;
  record.events.push_back(poll::PollClosed{"c1.P1", base::Instant{1}});
  poll::VoiceRecorded voice;
  voice.poll = "c1.P1";
  record.events.push_back(voice);
  document::DocumentIssued secret;
  secret.document.id = "c1.D1";
  secret.document.is_public = false;
  record.events.push_back(secret);
  document::DocumentIssued issued;
  issued.document.id = "c1.D2";
  issued.document.title = "决定";
  record.events.push_back(issued);
  ledger.add(record);
  REQUIRE(ledger.entries().size() == 2);
  CHECK(ledger.entries()[0].body.find("poll_closed") != std::string::npos);
  CHECK(ledger.entries()[1].body.find("c1.D2") != std::string::npos);
  CHECK(ledger::PublicLedger::first_bad(ledger.entries()) == 0);
  auto changed = ledger.entries();
  changed[0].body[3] ^= 1;
  CHECK(ledger::PublicLedger::first_bad(changed) == 1);
  ledger::PublicLedger restored;
  for (const auto& entry : ledger.entries()) restored.restore(entry.body);
  CHECK(restored.head() == ledger.head());
}
