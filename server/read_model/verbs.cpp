#include "server/read_model/verbs.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "server/read_model/task_index.hpp"
#include "server/read_model/verb_effect.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

/// Choices offered of one kind; more are found by nobody on a phone.
constexpr std::size_t most_options = 60;

struct Verb {
  const char* id;
  const char* type;
  Words name;
  Words does;
  Words choose;   ///< the question; empty = nothing to choose
  bool reason;
  bool danger;
};

const Verb send_back{"send_back", "SendBack", {"退回", "Send back"},
                     {"回到前面已经办过的一步，从那里重新办。后面已办的作废但保留。", "Back to an earlier step, to be done again from there. Later answers are void but kept."},
                     {"退回到哪一步", "Back to which step"}, true, true};
const Verb take_back{"take_back", "TakeBack", {"撤回", "Take back"},
                     {"把自己刚办的一步收回来重办。后面有人签收或办了就不能撤。", "Take your own last answer back and do it again. Too late once somebody after you has claimed or done theirs."},
                     {}, false, true};
const Verb transfer{"transfer", "Transfer", {"转办", "Hand over"},
                    {"这一步改由别人办，办完不再回到您这里。", "Somebody else does this step for good; it does not come back to you."},
                    {"转给谁", "To whom"}, true, false};
const Verb lend{"delegate", "Delegate", {"委托", "Lend"},
                {"请别人先办，办好回到您这里，由您办结。", "Somebody else prepares it; it comes back to you and you finish it."},
                {"委托给谁", "To whom"}, true, false};
const Verb sign_before{"sign_before", "AddSigner", {"前加签", "Ask before me"},
                       {"请一个人在您之前先签；他签了您才能办。", "Somebody signs before you; you go on when they have."},
                       {"请谁先签", "Who signs first"}, true, false};
const Verb sign_after{"sign_after", "AddSigner", {"后加签", "Ask after me"},
                      {"您办完以后再请一个人签，他签了才往下走。", "Somebody signs after you; the case goes on when they have."},
                      {"请谁后签", "Who signs after"}, true, false};
const Verb sign_beside{"sign_beside", "AddSigner", {"会签加人", "Ask beside"},
                       {"同时多请一个单位会签，要签的人数加一。", "One body more signs at the same time; the number needed grows by one."},
                       {"请哪个单位", "Which body"}, true, false};
const Verb drop{"drop", "DropSigner", {"减签", "Drop this signer"},
                {"不再等这一签，理由公开。已经签的不能减。", "This signature is no longer waited for; the reason is public. One already given cannot be dropped."},
                {}, true, true};
const Verb urge{"urge", "UrgeTask", {"催办", "Urge"}, {"提醒对方尽快办。", "Remind them."}, {}, false, false};
const Verb stop{"stop", "StopClock", {"中止计时", "Stop the clock"},
                {"期限停住，停的天数不算，原因记入经过。", "The deadline stands still; these days are not counted, and the reason is on record."},
                {"停哪个期限", "Which deadline"}, true, false};
const Verb resume{"resume", "ResumeClock", {"恢复计时", "Resume the clock"}, {"期限接着往下算。", "The deadline goes on."},
                  {"恢复哪个期限", "Which deadline"}, false, false};

Context verb_json(const Verb& verb, const std::vector<Words>& effect, Context args, List options) {
  Context out{{"id", verb.id}, {"type", verb.type}, {"reason", verb.reason}, {"danger", verb.danger}, {"clause", "C"},
              {"effect", lines_json(effect)}, {"args", std::move(args)}, {"options", std::move(options)}};
  put_words(out, "name", verb.name.zh, verb.name.en);
  put_words(out, "does", verb.does.zh, verb.does.en);
  put_words(out, "choose", verb.choose.zh, verb.choose.en);
  return out;
}

Context option(const std::string& value, const Words& label, const Words& detail, Context args, const std::vector<Words>& effect) {
  Context out{{"value", value}, {"args", std::move(args)}, {"effect", lines_json(effect)}};
  put_words(out, "label", label.zh, label.en);
  put_words(out, "detail", detail.zh, detail.en);
  return out;
}

/// Members of the body that will decide, by the case's own variables.
std::vector<std::string> deciding_bodies(const state::Case& c) {
  std::vector<std::string> out;
  const Value* coord = c.variables().find("coord");
  if (coord == nullptr) return out;
  for (const char* key : {"id", "chair", "legal", "finance", "data", "office"}) {
    const std::string body = coord->get(key).string_or("");
    if (!body.empty()) out.push_back(body);
  }
  const Value& members = coord->get("members");
  for (const Value& member : members.is_list() ? members.as_list() : List{}) out.push_back(member.string_or(member.get("id").string_or("")));
  return out;
}

bool contains(const std::vector<std::string>& list, const std::string& word) { return std::find(list.begin(), list.end(), word) != list.end(); }

/// A clock is named after the local setting that gives its days: review -> review_wd.
Words clock_words(const Glance& glance, const std::string& clock) {
  const registers::Register* found = glance.state.find("settings");
  const registers::Version* version = found != nullptr ? registers::latest(*found) : nullptr;
  const Value* record = version != nullptr ? registers::find_record(*version, clock + "_wd") : nullptr;
  if (record == nullptr) return {clock, clock};
  const std::string zh = record->get("for").string_or(clock);
  return {zh, record->get("for_en").string_or(zh)};
}

/// The body of the loop in which the task is one of several signers; nullptr when it is none.
const state::Scope* loop_around(const state::Case& c, const state::Task& task) {
  const state::Token* token = c.find_token(task.token);
  state::Id scope_id = token != nullptr ? token->scope : 0;
  for (std::size_t depth = 0; depth < 64; ++depth) {
    const state::Scope* scope = c.find_scope(scope_id);
    if (scope == nullptr) return nullptr;
    if (scope->loop) return scope;
    const state::Token* owner = c.find_token(scope->token);
    scope_id = owner != nullptr ? owner->scope : scope->parent;
  }
  return nullptr;
}

class Lister {
 public:
  Lister(const Glance& glance, const state::Case& c, const command::Actor& actor, const std::vector<Person>& people)
      : glance_(glance), c_(c), actor_(actor), people_(people), deciding_(deciding_bodies(c)) {}

  List verbs_of(const state::Task& task) {
    task_ = &task;
    const state::Token* token = c_.find_token(task.token);
    version_ = token != nullptr ? token->version : 0;
    list_.clear();
    add_send_back();
    add_people(transfer, true);
    add_people(lend, true);
    add_people(sign_before, false);
    add_people(sign_after, false);
    add_beside();
    add_plain(drop, command::DropSigner{task.id, version_, reason_}, versioned());
    add_plain(urge, command::UrgeTask{task.id}, Context{{"task", task.id}});
    add_clocks(stop, false);
    add_clocks(resume, true);
    return std::move(list_);
  }

  /// One's own answers that can still be taken back, newest first.
  List taken_back() {
    List out;
    for (auto it = c_.done.rbegin(); it != c_.done.rend(); ++it) {
      if (it->voided || !answered_by(*it)) continue;
      const auto effect = effect_of(glance_, c_, actor_, command::TakeBack{it->task});
      if (!effect) continue;
      Context verb = verb_json(take_back, *effect, Context{{"task", it->task}}, {});
      const Words step = element_words(it->scope, it->element);
      put_words(verb, "step", step.zh, step.en);
      verb.set("at", moment(it->at));
      out.push_back(std::move(verb));
    }
    return out;
  }

 private:
  /// By oneself, or by a substitute in one's name: the engine says which of these can be taken back.
  bool answered_by(const state::Done& done) const {
    const state::Substitution* made = glance_.state.substitutions.find(done.task);
    return done.account == actor_.account || (made != nullptr && made->principal == actor_.account);
  }

  Context versioned() const { return Context{{"task", task_->id}, {"token_version", Value(static_cast<std::int64_t>(version_))}}; }

  Words element_words(state::Id scope_id, const std::string& element) const {
    const model::Node* node = node_once_in(glance_.state, c_, scope_id, element);
    return node != nullptr ? node_words(*node) : Words{element, element};
  }

  void add_plain(const Verb& verb, command::CommandBody body, Context args) {
    const auto effect = effect_of(glance_, c_, actor_, std::move(body));
    if (effect) list_.push_back(verb_json(verb, *effect, std::move(args), {}));
  }

  /// Every step already done from which a token can come here, newest first, each with what falls.
  void add_send_back() {
    List options;
    std::set<std::string> told;
    for (auto it = c_.done.rbegin(); it != c_.done.rend(); ++it) {
      if (it->voided || !told.insert(it->element).second) continue;
      const auto effect = effect_of(glance_, c_, actor_, command::SendBack{task_->id, version_, it->element, reason_, std::nullopt});
      if (!effect) continue;
      const Words who = seat_words(glance_.state, it->seat);
      const std::string day = base::to_string(base::shanghai_date(it->at));
      Context args = versioned();
      args.set("target", it->element);
      options.push_back(option(it->element, element_words(it->scope, it->element), {who.zh + "，办于 " + day, who.en + ", done " + day},
                               std::move(args), *effect));
    }
    if (!options.empty()) list_.push_back(verb_json(send_back, {}, versioned(), std::move(options)));
  }

  command::CommandBody with_person(const Verb& verb, const Person& person, const command::Seat& seat, Context& args) const {
    args = versioned();
    if (&verb == &lend) {
      args.set("person", person.account);
      return command::Delegate{task_->id, version_, person.account, reason_};
    }
    if (&verb == &transfer) {
      // A person of another body takes the task to that body.
      const bool moves = seat.body != task_->assignee.body || seat.community != task_->assignee.community;
      const command::Seat to{moves ? seat.role : std::string(), moves ? seat.body : std::string(), moves ? seat.community : std::string(), {}};
      args.set("to", Context{{"role", to.role}, {"body", to.body}, {"community", to.community}, {"provider", ""}});
      args.set("person", person.account);
      return command::Transfer{task_->id, version_, to, person.account, reason_};
    }
    const std::string position = &verb == &sign_before ? "before" : "after";
    Context signer{{"role", seat.role}, {"body", seat.body}, {"community", seat.community}, {"person", person.account}};
    args.set("position", position);
    args.set("signer", Value(signer));
    return command::AddSigner{task_->id, version_, Value(std::move(signer)), position, reason_};
  }

  Words after_choosing(const Verb& verb, const Words& who) const {
    if (&verb == &lend) return {"由 " + who.zh + " 先办；他办好后回到您这里，由您办结。期限不变。", who.en + " does it first; then it comes back to you to finish. The deadline stays."};
    if (&verb == &transfer) return {"改由 " + who.zh + " 办；您不再办这一步。期限不变。", who.en + " does it; you no longer do. The deadline stays."};
    if (&verb == &sign_before) return {who.zh + " 先签；签了以后您才能办。", who.en + " signs first; then you can go on."};
    return {"您办完后 " + who.zh + " 再签；签了才往下走。", "After you, " + who.en + " signs; then the case goes on."};
  }

  void add_people(const Verb& verb, bool colleagues_only) {
    List options;
    for (int round = 0; round < (colleagues_only ? 1 : 2); ++round) {
      for (const Person& person : people_) {
        if (options.size() >= most_options || person.account == actor_.account || person.seats.empty()) continue;
        const command::Seat& seat = person.seats.front();
        if (seat.role == "resident" || seat.role == "template_admin" || seat.role == "system") continue;
        if (!seat.body.empty() && contains(task_->assignee.excluded, seat.body)) continue;
        const bool near = (!seat.body.empty() && seat.body == task_->assignee.body) ||
                          (!seat.community.empty() && seat.community == task_->assignee.community);
        const bool deciding = !near && contains(deciding_, seat.body);
        if (round == 0 ? !near : !deciding) continue;
        Context args;
        const command::CommandBody body = with_person(verb, person, seat, args);
        if (options.empty() && !effect_of(glance_, c_, actor_, body)) return;
        const Words post = seat_words(glance_.state, seat);
        const Words who{person.label, post.en};
        options.push_back(option(person.account, who, {post.zh, person.account}, std::move(args), {after_choosing(verb, who)}));
      }
    }
    if (!options.empty()) list_.push_back(verb_json(verb, {}, versioned(), std::move(options)));
  }

  /// One instance more: only where the signers are bodies, and only bodies of the deciding body that are not in it.
  void add_beside() {
    const state::Scope* around = loop_around(c_, *task_);
    if (around == nullptr || around->loop->items.empty()) return;
    const state::Loop& loop = *around->loop;
    const Value& like = loop.items.back();
    const bool plain = like.is_string();
    if (!plain && !like.get("body").is_string()) return;
    // Who has signed or is still asked; one that was dropped may be asked again. The applicant never signs its own case.
    std::vector<std::string> inside{c_.seat.body, c_.variables().find("coord") != nullptr ? c_.variables().find("coord")->get("id").string_or("") : ""};
    for (std::size_t i = 0; i < loop.items.size(); ++i) {
      const bool signed_it = i < loop.results.size() && !loop.results[i].is_null();
      const bool asked = std::any_of(c_.tokens.begin(), c_.tokens.end(), [&](const auto& entry) {
        return entry.second.scope == around->id && entry.second.index == static_cast<std::int32_t>(i);
      });
      if (signed_it || asked) inside.push_back(plain ? loop.items[i].string_or("") : loop.items[i].get("body").string_or(""));
    }
    List options;
    for (const std::string& body : deciding_) {
      if (body.empty() || contains(inside, body) || contains(task_->assignee.excluded, body)) continue;
      inside.push_back(body);
      Context item = plain ? Context{} : like.as_context();
      item.set("body", body);
      Value signer = plain ? Value(body) : Value(std::move(item));
      const auto effect = effect_of(glance_, c_, actor_, command::AddSigner{task_->id, version_, signer, "instance", reason_});
      if (!effect) continue;
      Context args = versioned();
      args.set("position", "instance");
      args.set("signer", std::move(signer));
      options.push_back(option(body, body_words(glance_.state, body), {body, body}, std::move(args), *effect));
    }
    if (!options.empty()) list_.push_back(verb_json(sign_beside, {}, versioned(), std::move(options)));
  }

  /// The timers of this step, and the named deadlines of the case.
  void add_clocks(const Verb& verb, bool resumes) {
    List options;
    const auto add = [&](const std::string& clock, const Words& label, const Words& detail) {
      const auto effect = resumes ? effect_of(glance_, c_, actor_, command::ResumeClock{task_->id, version_, clock})
                                  : effect_of(glance_, c_, actor_, command::StopClock{task_->id, version_, clock, reason_});
      if (!effect) return;
      std::vector<Words> lines = *effect;
      if (lines.empty()) {
        lines.push_back(resumes ? Words{"「" + label.zh + "」接着往下算，停的天数不算。", label.en + " goes on; days while it stood still are not counted."}
                                : Words{"「" + label.zh + "」停住，直到有人恢复。", label.en + " stands still until somebody resumes it."});
      }
      Context args = versioned();
      args.set("clock", clock);
      options.push_back(option(clock.empty() ? "task" : clock, label, detail, std::move(args), lines));
    };
    if (task_->due.at || task_->due.stopped) {
      const std::string day = task_->due.at ? base::to_string(base::shanghai_date(*task_->due.at)) : std::string();
      add("", {"这一步的期限", "Deadline of this step"}, {day, day});
    }
    for (const auto& [name, clock] : c_.clocks) {
      if (clock.stops.empty() == resumes) continue;
      const std::string day = base::to_string(base::shanghai_date(clock.due));
      add(name, clock_words(glance_, name), {day, day});
    }
    if (!options.empty()) list_.push_back(verb_json(verb, {}, versioned(), std::move(options)));
  }

  const Glance& glance_;
  const state::Case& c_;
  const command::Actor& actor_;
  const std::vector<Person>& people_;
  const std::vector<std::string> deciding_;
  const std::string reason_ = "预演";  ///< of dry runs only
  const state::Task* task_ = nullptr;
  std::uint32_t version_ = 0;
  List list_;
};

}  // namespace

Context case_verbs(const Glance& glance, const state::Case& c, const command::Actor& actor, const std::vector<Person>& people) {
  Lister lister(glance, c, actor, people);
  List tasks;
  for (const auto& [id, task] : c.tasks) {
    List verbs = lister.verbs_of(task);
    if (verbs.empty()) continue;
    Context card = task_card(glance, c, task);
    card.set("task_id", task.id);
    card.set("mine", works_on(glance.state, actor, task, glance.now));
    put_standing(card, glance, task, actor);
    card.set("verbs", std::move(verbs));
    tasks.push_back(std::move(card));
  }
  return Context{{"tasks", std::move(tasks)}, {"take_back", lister.taken_back()}};
}

}  // namespace zhunru::server::read_model
