// Resources of administrators: settings per place, templates, accounts in bulk, substitutes, retention. A list of its own, which
// routes() takes over.
#pragma once

#include "server/api/call.hpp"
#include "server/api/router.hpp"

namespace zhunru::server::api {

const std::vector<Route>& administration_routes();

// work.cpp
Answer get_home_export(App& app, Call& call);

// settings.cpp
Answer get_settings(App& app, Call& call);
Answer post_setting(App& app, Call& call);

// comments.cpp
Answer get_comments(App& app, Call& call);
Answer post_comment(App& app, Call& call);

// retention.cpp
Answer get_retention(App& app, Call& call);
Answer post_retention(App& app, Call& call);

// templates.cpp
Answer get_templates(App& app, Call& call);
Answer get_template(App& app, Call& call);
Answer get_template_file(App& app, Call& call);
Answer post_template_check(App& app, Call& call);
Answer post_template(App& app, Call& call);

// operations.cpp
Answer get_case_waiting(App& app, Call& call);
Answer get_messages(App& app, Call& call);
Answer get_migrations(App& app, Call& call);
Answer post_migration(App& app, Call& call);
Answer post_migration_undo(App& app, Call& call);

}  // namespace zhunru::server::api
