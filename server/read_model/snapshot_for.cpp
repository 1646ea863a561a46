#include "server/read_model/snapshot_for.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "engine/base/sha256.hpp"
#include "engine/decide/standing.hpp"
#include "engine/rule/bundle.hpp"
#include "server/read_model/projection.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::Value;

namespace {

/// What the case page shows to every party, also where no own task does.
constexpr std::array<std::string_view, 14> shown_on_case_page{"applicant", "approver", "case_id",  "case_no", "communities", "coord", "decision",
                                                              "item",      "poll_id",  "subject",  "text_hash", "title",     "list",  "admission"};
/// What a link shows of the case (consulted_text).
constexpr std::array<std::string_view, 5> shown_by_link{"item", "admission", "communities", "poll_id", "text_hash"};
/// Registers that processes read besides the public ones; anybody who signs in may read them (GET /api/registers).
constexpr std::array<std::string_view, 5> open_to_accounts{"fund_ledger", "purchases", "station_menu", "applications", "evaluations"};

template <class List>
bool among(const List& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_public_register(std::string_view name) {
  return name.starts_with("list.") || among(rule::public_registers(), name);
}

/// Scopes whose variables the actor's own open tasks show (as decide::form_names: outwards to the process).
std::set<state::Id> own_scopes(const state::State& state, const state::Case& c, const command::Actor& actor, base::Instant now) {
  std::set<state::Id> own;
  for (const auto& [number, task] : c.tasks) {
    if (!decide::standing_for(state, actor, task.assignee, now) && task.claimed_by != actor.account) continue;
    const state::Token* token = c.find_token(task.token);
    state::Id at = token == nullptr ? 0 : c.find_scope(token->own_scope) != nullptr ? token->own_scope : token->scope;
    while (const state::Scope* scope = c.find_scope(at)) {
      own.insert(at);
      if (scope->kind == state::ScopeKind::process) break;
      at = scope->parent;
    }
  }
  return own;
}

template <class Names>
bool hide(Context& variables, const Names& shown) {
  bool hidden = false;
  Context kept;
  kept.reserve(variables.size());
  for (const auto& [name, value] : variables) {
    const bool show = among(shown, name);
    kept.set(name, show ? value : Value::hidden());
    hidden = hidden || !show;
  }
  variables = std::move(kept);
  return hidden;
}

/// Results of others in a multi-instance step that still runs.
bool hide_results(state::Loop& loop, const std::string& account) {
  bool hidden = false;
  for (std::size_t i = 0; i < loop.results.size(); ++i) {
    const Value& result = loop.results[i];
    if (result.is_null() || result.at_path("by.account").string_or("") == account) continue;
    loop.results[i] = Value::hidden();
    if (i < loop.outputs.size() && !loop.outputs[i].is_null()) loop.outputs[i] = Value::hidden();
    hidden = true;
  }
  return hidden;
}

/// Everything that both kinds of snapshot hold: texts, counters, registers.
codec::CaseProjection begin(const state::State& state, const state::Case& c, const command::Actor& actor, base::Instant now) {
  codec::CaseProjection out;
  out.case_id = c.id;
  out.at = now;
  out.actor = actor;
  out.texts = texts_key(state);
  out.registers_key = registers_key(state);
  out.counters = state.counters;
  out.instance = c;
  state.series.for_each([&](const std::string& key, const document::NumberSeries& series) { out.series.emplace(key, series); });
  state.registers.for_each([&](const std::string& name, const registers::Register& reg) {
    if (is_public_register(name)) return;
    if (!actor.account.starts_with("link:") && among(open_to_accounts, name)) out.registers.push_back(reg);
    else out.withheld.push_back("register/" + name);
  });
  std::set<std::pair<std::string, std::string>> told;
  for (const auto& [id, scope] : c.scopes) {
    const auto* newest = state.resource("process", scope.process);
    if (newest != nullptr && newest->version == scope.version) continue;
    const auto* used = state.resource("process", scope.process, scope.version);
    if (used == nullptr || !told.emplace(scope.process, scope.version).second) continue;
    state::Resource older;
    older.kind = "process";
    older.name = scope.process;
    older.versions.push_back(*used);
    out.older.push_back(std::move(older));
  }
  out.roles = all_role_words();
  return out;
}

/// A poll without what was said: own voice and own invitation stay.
poll::Poll quiet(const poll::Poll& poll, const std::string& own, const poll::Invitation* invitation) {
  poll::Poll copy = poll;
  copy.voices.clear();
  copy.late.clear();
  copy.earlier.clear();
  copy.invitations.clear();
  if (const auto mine = poll.voices.find(own); mine != poll.voices.end()) copy.voices.emplace(own, mine->second);
  if (invitation != nullptr) copy.invitations.emplace(invitation->id, *invitation);
  return copy;
}

std::string key_of(const state::State& state) {
  std::string key;
  state.resources.for_each([&](const std::string& name, const state::Resource& resource) {
    if (!resource.versions.empty()) key += name + "=" + resource.versions.back().version + "\n";
  });
  return base::sha256(key).hex();
}

}  // namespace

std::string texts_key(const state::State& state) {
  // Texts change when something is deployed; then the number of versions grows.
  static std::size_t known_count = 0;
  static const state::Library* known_of = nullptr;
  static std::string known;
  std::size_t count = 0;
  state.resources.for_each([&](const std::string&, const state::Resource& resource) { count += resource.versions.size(); });
  if (known.empty() || count != known_count || known_of != state.library.get()) {
    known = key_of(state);
    known_count = count;
    known_of = state.library.get();
  }
  return known;
}

std::string registers_key(const state::State& state) {
  std::string key;
  state.registers.for_each([&](const std::string& name, const registers::Register& reg) {
    if (is_public_register(name) && !reg.versions.empty()) key += name + "=" + std::to_string(reg.versions.back().version) + "\n";
  });
  return base::sha256(key).hex();
}

std::shared_ptr<const std::string> engine_texts(const state::State& state, std::string& key) {
  static std::string known;
  static std::shared_ptr<const std::string> sealed;
  key = texts_key(state);
  if (sealed != nullptr && known == key) return sealed;
  codec::EngineTexts texts;
  texts.key = key;
  state.resources.for_each([&](const std::string&, const state::Resource& resource) {
    if (resource.versions.empty()) return;
    state::Resource newest = resource;
    newest.versions.assign(1, resource.versions.back());
    newest.versions.front().account.clear();
    texts.resources.push_back(std::move(newest));
  });
  sealed = std::make_shared<const std::string>(codec::seal(texts));
  known = key;
  return sealed;
}

codec::CaseProjection snapshot_for(const state::State& state, const state::Case& c, const command::Actor& actor, base::Instant now) {
  codec::CaseProjection out = begin(state, c, actor, now);
  for (const state::Absence* absence : state::covered_by(state, actor.account, now)) out.absences.push_back(*absence);
  const auto stands_in_for = [&](const std::string& account) {
    return std::any_of(out.absences.begin(), out.absences.end(), [&](const state::Absence& absence) { return absence.account == account; });
  };
  const std::set<state::Id> own = own_scopes(state, c, actor, now);
  for (auto& [id, scope] : out.instance.scopes) {
    if (!own.contains(id)) out.redacted = hide(scope.variables, shown_on_case_page) || out.redacted;
    scope.variables = kept_back(scope.variables);
    out.redacted = out.redacted || Value(scope.variables).contains_hidden();
    if (scope.loop) out.redacted = hide_results(*scope.loop, actor.account) || out.redacted;
  }
  for (auto& [id, kept] : out.instance.compensables) out.redacted = hide(kept.variables, shown_on_case_page) || out.redacted;
  if (out.instance.account != actor.account) out.instance.account.clear();
  for (auto& done : out.instance.done)
    if (done.account != actor.account) done.account.clear();
  for (auto& [id, task] : out.instance.tasks)
    if (!task.claimed_by.empty() && task.claimed_by != actor.account && !stands_in_for(task.claimed_by)) task.claimed_by = "-";
  for (auto& queued : out.instance.signals) queued.payload = Value::hidden();
  state.polls.for_each([&](const std::string& id, const poll::Poll& poll) {
    if (poll.case_id != c.id) return;
    out.polls.emplace(id, quiet(poll, "", nullptr));
    out.withheld.push_back("poll/" + id);
    out.redacted = true;
  });
  state.documents.for_each([&](const std::string& id, const document::Document& document) {
    if (document.case_id == c.id) out.documents.emplace(id, document);
  });
  return out;
}

codec::CaseProjection snapshot_for_link(const state::State& state, const poll::Poll& poll, const poll::Invitation& invitation,
                                        const std::string& own, const command::Actor& actor, base::Instant now) {
  const state::Case* c = state.cases.find(poll.case_id);
  static const state::Case none;
  codec::CaseProjection out = begin(state, c != nullptr ? *c : none, actor, now);
  out.redacted = true;
  for (auto& [id, scope] : out.instance.scopes) {
    (void)hide(scope.variables, shown_by_link);
    scope.variables = kept_back(scope.variables);
    if (scope.loop) (void)hide_results(*scope.loop, "");
  }
  for (auto& [id, kept] : out.instance.compensables) (void)hide(kept.variables, shown_by_link);
  out.instance.account.clear();
  out.instance.tasks.clear();
  out.instance.done.clear();
  out.instance.incidents.clear();
  out.instance.signals.clear();
  (void)hide(out.instance.data, shown_by_link);
  out.polls.emplace(poll.id, quiet(poll, own, &invitation));
  out.withheld.push_back("poll/" + poll.id);
  return out;
}

}  // namespace zhunru::server::read_model
