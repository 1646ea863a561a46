#include "server/api/administration_routes.hpp"

namespace zhunru::server::api {

const std::vector<Route>& administration_routes() {
  using auth::Right;
  using http::Method;
  constexpr std::uint64_t model_bytes = 3u << 20;
  static const std::vector<Route> table{
      {Method::get, "/api/home/export", Right::use_account, Place::engine, get_home_export},
      {Method::get, "/api/settings", Right::see_public, Place::engine, get_settings},
      {Method::post, "/api/settings", Right::administer_templates, Place::engine, post_setting},
      {Method::get, "/api/polls/{id}/comments", Right::see_cases, Place::engine, get_comments},
      {Method::post, "/api/polls/{id}/comments/{commitment}", Right::send_commands, Place::engine, post_comment},
      {Method::get, "/api/admin/retention", Right::administer_templates, Place::engine, get_retention},
      {Method::post, "/api/admin/retention", Right::administer_templates, Place::engine, post_retention},
      {Method::get, "/api/admin/templates", Right::administer_templates, Place::engine, get_templates},
      {Method::post, "/api/admin/templates", Right::administer_templates, Place::engine, post_template, model_bytes},
      {Method::post, "/api/admin/templates/check", Right::administer_templates, Place::engine, post_template_check, model_bytes},
      {Method::get, "/api/admin/templates/{kind}/{name}", Right::administer_templates, Place::engine, get_template},
      {Method::get, "/api/admin/templates/{kind}/{name}/file", Right::administer_templates, Place::engine, get_template_file},
      {Method::get, "/api/admin/cases/{id}/waiting", Right::administer_templates, Place::engine, get_case_waiting},
      {Method::get, "/api/admin/messages", Right::administer_templates, Place::engine, get_messages},
      {Method::get, "/api/admin/migrations", Right::administer_templates, Place::engine, get_migrations},
      {Method::post, "/api/admin/migrations", Right::administer_templates, Place::engine, post_migration},
      {Method::post, "/api/admin/migrations/undo", Right::administer_templates, Place::engine, post_migration_undo},
  };
  return table;
}

}  // namespace zhunru::server::api
