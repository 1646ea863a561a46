// Everything that the resources share, wired once in `serve`. It owns nothing that has a rule of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/attachments/store.hpp"
#include "server/auth/access.hpp"
#include "server/auth/rate_limit.hpp"
#include "server/auth/sessions.hpp"
#include "server/http/event_stream.hpp"
#include "server/http/static_site.hpp"
#include "server/notify/notifier.hpp"
#include "server/print/press_cache.hpp"
#include "server/read_model/task_index.hpp"
#include "server/runtime/clock.hpp"
#include "server/runtime/sequencer.hpp"
#include "server/runtime/worker.hpp"
#include "server/vault/vault.hpp"

namespace zhunru::server::api {

struct Settings {
  bool demo = false;
  std::string demo_password;            ///< shown on the demo log-in page
  std::string public_url;               ///< "https://zhunru.example": how people reach this server; "" = as the request came
  std::vector<std::string> host_names;  ///< values of Host that are answered (without port); empty = all
};

struct App {
  Settings settings;
  std::string secret;  ///< 32 random bytes of this installation: CSRF marks, devices, link tokens
  vault::Vault& vault;
  auth::Sessions& sessions;
  const auth::AccessTable& access;
  runtime::Clock& clock;
  runtime::Sequencer& sequencer;
  http::EventHub& hub;
  const http::StaticSite& site;
  runtime::Worker& slow;                ///< password hashing and what else takes its time
  runtime::Worker& vault_writer;        ///< personal text on its way to the vault
  read_model::TaskIndex& tasks;         ///< on the engine's thread only
  attachments::Store& attachments;
  notify::Store& notices;
  notify::Notifier& notifier;
  auth::RateLimit login_limit{5};
  auth::RateLimit address_limit{40};
  auth::Quota rule_quota{120, 600};     ///< table evaluations per visitor
  auth::Quota answer_quota{20, 60};     ///< poll answers per device
  auth::Quota complaint_quota{5, 1};            ///< complaints without an account, per device
  auth::Quota complaint_address_quota{30, 2};   ///< and per address: a whole office may sit behind one
  auth::Quota complaint_find_quota{20, 10};     ///< looked up by number and code, per address
  auth::Quota public_quota{400, 2400};  ///< anonymous reads per address
  auth::Quota print_quota{30, 60};      ///< files typeset per address
  print::PressCache printed;            ///< finished PDF files
};

}  // namespace zhunru::server::api
