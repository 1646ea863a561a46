// Which local settings an expression names: what the clause lens shows for a number.
#include <catch_amalgamated.hpp>

#include "server/read_model/basis.hpp"

namespace zhunru::server::read_model {

TEST_CASE("settings named in FEEL are found as whole names, each once, and nothing that only looks like them") {
  using Names = std::vector<std::string>;
  CHECK(settings_named("=settings.review_wd + settings.issue_wd - settings.review_wd") == Names{"issue_wd", "review_wd"});
  CHECK(settings_named("if count(x) >= settings.people_min then 1 else local.settings.other") == Names{"people_min"});
  CHECK(settings_named("mysettings.a + settings. + settings") == Names{});
  CHECK(settings_named("") == Names{});
}

}  // namespace zhunru::server::read_model
