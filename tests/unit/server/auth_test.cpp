#include <catch_amalgamated.hpp>

#include "engine/base/json.hpp"
#include "server/auth/access.hpp"
#include "server/auth/password.hpp"
#include "server/auth/rate_limit.hpp"
#include "server/auth/sessions.hpp"
#include "server/runtime/clock.hpp"
#include "tests/unit/server/temporary.hpp"

using namespace zhunru;
using namespace zhunru::server;

TEST_CASE("passwords are kept as argon2id and verified; nobody has no password") {
  REQUIRE(auth::start_crypto());
  const std::string hash = auth::hash_password("正确的马电池订书钉");
  CHECK(hash.starts_with("$argon2id$"));
  CHECK(auth::verify_password(hash, "正确的马电池订书钉"));
  CHECK_FALSE(auth::verify_password(hash, "wrong"));
  CHECK_FALSE(auth::verify_password("", "anything"));
  CHECK(auth::weakness("short", "me").size() > 0);
  CHECK(auth::weakness("long enough", "me").empty());
  CHECK(auth::weakness("longname", "longname").size() > 0);
}

TEST_CASE("tokens are long, different, and keyed marks depend on key and text") {
  REQUIRE(auth::start_crypto());
  CHECK(auth::random_token().size() >= 43);
  CHECK(auth::random_token() != auth::random_token());
  const std::string key(32, 'k');
  CHECK(auth::keyed_mark(key, "a") == auth::keyed_mark(key, "a"));
  CHECK(auth::keyed_mark(key, "a") != auth::keyed_mark(key, "b"));
  CHECK(auth::keyed_mark(std::string(32, 'l'), "a") != auth::keyed_mark(key, "a"));
}

TEST_CASE("failures cost time, more each time, at least a minute from the tenth on, and never lock for ever") {
  auth::RateLimit limit(5);
  std::int64_t now = 1'000'000;
  for (int i = 0; i < 4; ++i) limit.failed("a", now);
  CHECK(limit.wait_ms("a", now) == 0);
  limit.failed("a", now);
  CHECK(limit.wait_ms("a", now) == 2000);
  limit.failed("a", now);
  CHECK(limit.wait_ms("a", now) == 4000);
  for (int i = 0; i < 4; ++i) limit.failed("a", now);
  CHECK(limit.wait_ms("a", now) >= 60'000);
  for (int i = 0; i < 50; ++i) limit.failed("a", now);
  CHECK(limit.wait_ms("a", now) <= 15 * 60'000);
  CHECK(limit.wait_ms("b", now) == 0);
  CHECK(limit.wait_ms("a", now + 16 * 60'000) == 0);
  limit.succeeded("a");
  CHECK(limit.wait_ms("a", now) == 0);
}

TEST_CASE("a quota allows a burst and refills with time") {
  auth::Quota quota(3, 60);
  CHECK(quota.take("x", 0));
  CHECK(quota.take("x", 0));
  CHECK(quota.take("x", 0));
  CHECK_FALSE(quota.take("x", 0));
  CHECK(quota.take("y", 0));
  CHECK(quota.take("x", 1000));
  CHECK_FALSE(quota.take("x", 1000));
}

TEST_CASE("the access table denies what it does not give, and names what is wrong in it") {
  const char* text = R"({"roles":{
    "anonymous":["see_public","log_in","answer_poll","preview_rules","demo"],"account":["use_account","see_cases","send_commands"],
    "expert":["see_registers"],"rc_chair":["confirm_voices"],"template_admin":["administer_templates","administer_accounts"]}})";
  const auto table = auth::AccessTable::parse(*base::parse_json(text));
  REQUIRE(table);
  CHECK(table->allows("rc_chair", auth::Right::confirm_voices));
  CHECK_FALSE(table->allows("rc_chair", auth::Right::administer_accounts));
  CHECK(table->allows("expert:health", auth::Right::see_registers));
  CHECK_FALSE(table->allows("nobody", auth::Right::see_public));
  CHECK_FALSE(auth::AccessTable::parse(*base::parse_json(R"({"roles":{"anonymous":["fly"],"account":[]}})")));
  CHECK_FALSE(auth::AccessTable::parse(*base::parse_json(R"({"roles":{"anonymous":["see_public"],"account":[]}})")));
  CHECK_FALSE(auth::AccessTable::parse(*base::parse_json(R"({})")));
  CHECK(table->invites("rc_chair").empty());
  const std::string inviting = std::string(text).substr(0, std::string(text).size() - 1) + R"(,"invites":{"rc_chair":["expert"]}})";
  const auto invites = auth::AccessTable::parse(*base::parse_json(inviting));
  REQUIRE(invites);
  CHECK(invites->invites("rc_chair").contains("expert"));
  const std::string root = std::string(text).substr(0, std::string(text).size() - 1) + R"(,"invites":{"rc_chair":["template_admin"]}})";
  CHECK_FALSE(auth::AccessTable::parse(*base::parse_json(root)));
}

TEST_CASE("sessions end when idle, when old, when revoked; tickets are good once and for two minutes") {
  REQUIRE(auth::start_crypto());
  test::Temporary folder;
  auto vault = vault::Vault::open(folder.file("private.sqlite"));
  REQUIRE(vault);
  auth::Sessions sessions(**vault);
  std::int64_t now = 10'000'000;
  const auto token = sessions.open("clerk", "test", "127.0.0.1", now);
  REQUIRE(token);
  REQUIRE(sessions.find(*token, now));
  CHECK(sessions.find(*token, now)->account == "clerk");
  CHECK_FALSE(sessions.find(*token + "x", now));
  CHECK_FALSE(sessions.find(sessions.find(*token, now)->hash, now));
  {
    // A restart keeps them; only hashes are on disk.
    auth::Sessions again(**vault);
    CHECK(again.find(*token, now));
    for (const auto& stored : (*vault)->sessions()) CHECK(stored.hash != *token);
  }
  const std::string hash = sessions.find(*token, now)->hash;
  const std::string ticket = sessions.make_ticket(hash, now);
  CHECK_FALSE(sessions.use_ticket(ticket, "another session", now));
  const std::string second = sessions.make_ticket(hash, now);
  CHECK(sessions.use_ticket(second, hash, now + 119'000));
  CHECK_FALSE(sessions.use_ticket(second, hash, now + 119'000));
  const std::string third = sessions.make_ticket(hash, now);
  CHECK_FALSE(sessions.use_ticket(third, hash, now + 121'000));
  CHECK_FALSE(sessions.find(*token, now + auth::Sessions::idle_ms + 1));
  const auto other = sessions.open("clerk", "test", "127.0.0.1", now);
  REQUIRE(sessions.close_all_of("clerk"));
  CHECK_FALSE(sessions.find(*other, now));
}

TEST_CASE("the demo clock only goes forward; a real clock cannot be moved and refuses jumps") {
  std::int64_t wall = 1'000'000'000, steady = 5'000;
  const runtime::TimeSource source{[&] { return wall; }, [&] { return steady; }};
  runtime::Clock demo(source, true, 0);
  CHECK(demo.now_ms() == wall);
  REQUIRE(demo.move_to(wall + 86'400'000));
  CHECK(demo.now_ms() == wall + 86'400'000);
  CHECK_FALSE(demo.move_to(wall));
  CHECK(demo.offset_ms() == 86'400'000);

  runtime::Clock real(source, false, 12345);
  CHECK(real.now_ms() == wall);
  CHECK_FALSE(real.move_to(wall + 1));
  steady += 1000;
  wall += 1200;
  CHECK(real.now_ms() == wall);
  CHECK_FALSE(real.jumped());
  // Ten years forward in a second: the clock goes on by monotonic time and says so.
  const std::int64_t before = real.now_ms();
  steady += 1000;
  wall += 315'360'000'000;
  CHECK(real.now_ms() <= before + 2000);
  CHECK(real.jumped());
  real.accept();
  CHECK(real.now_ms() == wall);
  // Back one hour: time never goes back.
  const std::int64_t latest = real.now_ms();
  wall -= 3'600'000;
  steady += 1000;
  CHECK(real.now_ms() >= latest);
  CHECK(real.jumped());
}
