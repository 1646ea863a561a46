#include "server/read_model/wait_words.hpp"

#include "server/read_model/cards.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

namespace {

const state::Scope* called_by(const state::Case& c, state::Id token) {
  for (const auto& [id, inner] : c.scopes)
    if (inner.kind == state::ScopeKind::process && inner.token == token) return &inner;
  return nullptr;
}

}  // namespace

std::optional<base::Context> wait_card(const state::State& state, const state::Case& c, const decide::Wait& wait) {
  using decide::WaitKind;
  if (wait.kind == WaitKind::person || wait.kind == WaitKind::time || wait.kind == WaitKind::loop) return std::nullopt;
  base::Context card{{"kind", std::string(decide::to_word(wait.kind))}, {"since", nullptr}};
  if (wait.kind == WaitKind::message && !wait.people.empty()) {
    const Words who = assignee_words(state, wait.people.front());
    const bool nobody_named = who.zh.empty();
    put_words(card, "who", nobody_named ? "等待另一个流程的消息" : "等待" + who.zh + "告知",
              nobody_named ? "waiting for a message from another process" : "waiting to hear from " + who.en);
  } else if (const state::Scope* called = wait.kind == WaitKind::called ? called_by(c, wait.token) : nullptr) {
    const Words name = process_words(state, called->process, called->version);
    put_words(card, "who", "等待“" + name.zh + "”办完", "waiting for “" + name.en + "” to end");
  } else {
    put_words(card, "who", wait.text, wait.text_en);
  }
  return card;
}

}  // namespace zhunru::server::read_model
