// /api/absences: 代理 on leave. A person says from when to when they are away and which colleague acts for them; an administrator does
// so for anybody. Accounts, names and seats are known here; whether it may be, and what a substitute may do, the engine says.
#include "server/api/absences.hpp"

#include <algorithm>

#include "engine/decide/standing.hpp"
#include "server/api/resources.hpp"
#include "server/api/strict.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

std::string label_of(App& app, const std::string& id) {
  const auto account = app.vault.account(id);
  return account && !account->label.empty() ? account->label : id;
}

const char* state_of(const state::Absence& absence, base::Instant now) {
  if (state::is_active(absence, now)) return "active";
  if (absence.ended) return "ended";
  return absence.from > base::shanghai_date(now) ? "planned" : "over";
}

Context shown(App& app, const state::Absence& absence, base::Instant now) {
  Context out{{"id", absence.id}, {"from", base::to_string(absence.from)}, {"to", base::to_string(absence.to)}, {"state", state_of(absence, now)},
              {"account", absence.account}, {"account_name", label_of(app, absence.account)},
              {"substitute", absence.substitute}, {"substitute_name", label_of(app, absence.substitute)},
              {"set_by_name", absence.set_by == absence.account ? std::string() : label_of(app, absence.set_by)},
              {"ended_at", absence.ended ? read_model::moment(absence.ended_at) : Value()}};
  List posts;
  for (const auto& seat : absence.seats) {
    Context post;
    const auto words = read_model::seat_words(app.sequencer.state(), seat);
    read_model::put_words(post, "name", words.zh, words.en);
    posts.push_back(std::move(post));
  }
  out.set("posts", std::move(posts));
  return out;
}

/// Works in one of the same bodies or communities.
bool is_colleague(const vault::Account& one, const vault::Account& other) {
  const auto same = [](const std::string& a, const std::string& b) { return !a.empty() && a == b; };
  return std::any_of(one.seats.begin(), one.seats.end(), [&](const command::Seat& mine) {
    return decide::can_be_covered(mine) && std::any_of(other.seats.begin(), other.seats.end(), [&](const command::Seat& theirs) {
      return decide::can_be_covered(theirs) && (same(mine.body, theirs.body) || same(mine.community, theirs.community) || same(mine.provider, theirs.provider));
    });
  });
}

/// An administrator may choose anybody who has a post; everybody else a colleague.
bool may_stand_in(const vault::Account& absent, const vault::Account& other, bool administrator) {
  if (other.disabled || other.id == absent.id) return false;
  return is_colleague(absent, other) || (administrator && !decide::seats_to_cover(other.seats).empty());
}

bool is_administrator(const App& app, const Call& call) { return allowed(app.access, call.caller, auth::Right::administer_accounts); }

}  // namespace

/// ?account=: of somebody else, for administrators.
Answer get_absences(App& app, Call& call) {
  const base::Instant now{call.now_ms};
  const bool administrator = is_administrator(app, call);
  const std::string asked = call.request.parameter("account");
  const std::string id = asked.empty() ? call.caller.account : asked;
  if (id != call.caller.account && !administrator) return forbidden("administer_accounts");
  const auto account = app.vault.account(id);
  if (!account) return not_found("account");
  List mine, for_me, candidates;
  app.sequencer.state().absences.for_each([&](const std::string&, const state::Absence& absence) {
    if (absence.account == id) mine.push_back(shown(app, absence, now));
    if (absence.substitute == id) for_me.push_back(shown(app, absence, now));
  });
  const auto latest_first = [](const Value& a, const Value& b) { return a.get("from").as_string() > b.get("from").as_string(); };
  std::stable_sort(mine.begin(), mine.end(), latest_first);
  std::stable_sort(for_me.begin(), for_me.end(), latest_first);
  const bool coverable = !decide::seats_to_cover(account->seats).empty();
  for (const auto& other : app.vault.accounts()) {
    if (!coverable || !may_stand_in(*account, other, administrator && id != call.caller.account)) continue;
    Context one{{"account", other.id}, {"label", other.label}, {"colleague", is_colleague(*account, other)}};
    const auto post = read_model::seat_words(app.sequencer.state(), decide::seats_to_cover(other.seats).front());
    read_model::put_words(one, "post", post.zh, post.en);
    candidates.push_back(std::move(one));
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Value& a, const Value& b) { return a.get("colleague").as_boolean() && !b.get("colleague").as_boolean(); });
  return Value(Context{{"account", id}, {"label", account->label}, {"coverable", coverable}, {"today", base::to_string(base::shanghai_date(now))},
                       {"mine", std::move(mine)}, {"for_me", std::move(for_me)}, {"candidates", std::move(candidates)}});
}

Answer post_absence(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"account", ValueKind::string, false}, {"substitute", ValueKind::string},
                                       {"from", ValueKind::string}, {"to", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const std::string id = fields.get("account").string_or(call.caller.account);
  const bool other = id != call.caller.account;
  if (other && !is_administrator(app, call)) return forbidden("administer_accounts");
  const auto account = app.vault.account(id);
  if (!account || account->disabled) return not_found("account");
  const auto substitute = app.vault.account(fields.get("substitute").as_string());
  if (!substitute || !may_stand_in(*account, *substitute, other))
    return bad_field("substitute", "须为同一单位或社区、没有停用的同事；其他人由管理员设置。",
                     "must be a colleague of the same body or community whose account is in use; an administrator may set others.");
  command::SetAbsence set{id, substitute->id, fields.get("from").as_string(), fields.get("to").as_string(), account->seats};
  auto accepted = app.sequencer.submit(call.caller.account + ":" + fields.get("id").as_string(), call.caller.actor(), std::move(set));
  if (!accepted) return refusal_of(accepted.error());
  return Value(Context{{"seq", Value::from_uint64(accepted->seq)}, {"absence", accepted->reply.get("absence")}});
}

/// Ends it today: back early, or not away at all.
Answer delete_absence(App& app, Call& call) {
  auto accepted = app.sequencer.submit("", call.caller.actor(), command::EndAbsence{call.part(0)});
  if (!accepted) return refusal_of(accepted.error());
  return Value(Context{{"seq", Value::from_uint64(accepted->seq)}});
}

List standing_in(App& app, const Call& call) {
  List out;
  const base::Instant now{call.now_ms};
  for (const state::Absence* absence : state::covered_by(app.sequencer.state(), call.caller.account, now)) out.push_back(shown(app, *absence, now));
  return out;
}

void put_labels(App& app, Value& card) {
  const Value& absent = card.get("substitute_for");
  if (!absent.is_context()) return;
  Context named = absent.as_context();
  named.set("label", label_of(app, absent.get("account").string_or("")));
  Context whole = card.as_context();
  whole.set("substitute_for", std::move(named));
  card = Value(std::move(whole));
}

void reseat(runtime::Sequencer& sequencer, const vault::Account& account) {
  const std::vector<command::Seat> seats = account.disabled ? std::vector<command::Seat>{} : decide::seats_to_cover(account.seats);
  const base::Date today = base::shanghai_date(sequencer.state().counters.last_at);
  bool stale = false;
  sequencer.state().absences.for_each([&](const std::string&, const state::Absence& absence) {
    stale = stale || (absence.account == account.id && !absence.ended && today <= absence.to && absence.seats != seats);
  });
  if (!stale) return;
  if (auto told = sequencer.submit("", command::Actor::system(), command::ReseatAbsences{account.id, seats}); !told)
    std::fprintf(stderr, "zhunru: %s\n", base::describe(told.error()).c_str());
}

void reseat_all(runtime::Sequencer& sequencer, vault::Vault& vault) {
  std::vector<std::string> accounts;
  sequencer.state().absences.for_each([&](const std::string&, const state::Absence& absence) {
    if (!absence.ended) accounts.push_back(absence.account);
  });
  for (const auto& id : accounts) {
    vault::Account gone;
    gone.id = id;
    reseat(sequencer, vault.account(id).value_or(gone));
  }
}

}  // namespace zhunru::server::api
