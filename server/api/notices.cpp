// /api/notices: what a person was told, what became of each message outside, and how they want to be told.
#include "server/api/resources.hpp"
#include "server/api/strict.hpp"
#include "server/read_model/cards.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;
using notify::Delivery;

constexpr int page = 50;

/// Only what is known: that another server took it does not mean that somebody read it.
void put_state(Context& out, Delivery state) {
  out.set("state", std::string(notify::to_string(state)));
  switch (state) {
    case Delivery::queued: return read_model::put_words(out, "state_name", "等待发送", "waiting to be sent");
    case Delivery::sending: return read_model::put_words(out, "state_name", "正在发送", "being sent");
    case Delivery::handed_over: return read_model::put_words(out, "state_name", "已交给对方服务器", "handed over to the next server");
    case Delivery::refused: return read_model::put_words(out, "state_name", "未送出:对方拒收", "not delivered: refused");
    case Delivery::unknown: return read_model::put_words(out, "state_name", "不确定是否送达,会再试", "not known whether it arrived; will be tried again");
  }
}

void put_channel(Context& out, const std::string& channel) {
  out.set("channel", channel);
  const bool mail = channel == "mail";
  read_model::put_words(out, "channel_name", mail ? "邮件" : "办公通讯", mail ? "mail" : "office messenger");
}

Context shown(App& app, const notify::Notice& notice) {
  Context out{{"id", Value(notice.id)}, {"kind", notice.kind}, {"case_id", notice.case_id}, {"task_id", notice.task_id},
              {"document_id", notice.document_id}, {"at", read_model::moment(base::Instant{notice.at_ms})}, {"read", notice.read}};
  read_model::put_words(out, "title", notice.title, notice.title_en);
  read_model::put_words(out, "text", notice.text, notice.text_en);
  List deliveries;
  for (const auto& one : app.notices.deliveries(notice.id)) {
    Context delivery{{"detail", one.detail}, {"tries", Value(std::int64_t{one.tries})}, {"at", read_model::moment(base::Instant{one.updated_ms})}};
    put_channel(delivery, one.channel);
    put_state(delivery, one.state);
    const bool again = one.due_ms != INT64_MAX && (one.state == Delivery::queued || one.state == Delivery::unknown);
    delivery.set("next", again ? read_model::moment(base::Instant{one.due_ms}) : Value());
    deliveries.push_back(std::move(delivery));
  }
  out.set("deliveries", std::move(deliveries));
  return out;
}

std::string clock_text(int minutes) {
  char text[8];
  std::snprintf(text, sizeof text, "%02d:%02d", minutes / 60 % 24, minutes % 60);
  return text;
}

/// "22:30" -> 1350; -1 when it is none.
int minutes_of(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return -1;
  for (const std::size_t i : {0u, 1u, 3u, 4u}) {
    if (text[i] < '0' || text[i] > '9') return -1;
  }
  const int hours = (text[0] - '0') * 10 + text[1] - '0', minutes = (text[3] - '0') * 10 + text[4] - '0';
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : -1;
}

bool looks_like_mail(const std::string& text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string::npos || at + 1 == text.size() || text.size() > 200) return false;
  return text.find_first_of(" \t\r\n<>,;\"") == std::string::npos && text.find('@', at + 1) == std::string::npos;
}

}  // namespace

Answer get_notices(App& app, Call& call) {
  const std::string before = call.request.parameter("before");
  const std::int64_t from = before.empty() || before.size() > 15 || before.find_first_not_of("0123456789") != std::string::npos ? 0 : std::stoll(before);
  List list;
  for (const auto& notice : app.notices.of(call.caller.account, from, call.request.parameter("unread") == "1", page)) list.push_back(shown(app, notice));
  const bool more = list.size() == page;
  return Value(Context{{"notices", std::move(list)}, {"unread", Value(app.notices.unread(call.caller.account))}, {"more", more}});
}

Answer post_notices_read(App& app, Call& call) {
  auto read = read_body(call.request, {{"ids", ValueKind::list, false}, {"up_to", ValueKind::number, false}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  std::vector<std::int64_t> ids;
  if (fields.get("ids").is_list()) {
    for (const Value& id : fields.get("ids").as_list()) ids.push_back(id.int64_or(0));
  }
  if (ids.size() > 1000) return bad_field("ids", "一次最多 1000 条。", "at most 1000 at once.");
  if (auto done = app.notices.mark_read(call.caller.account, fields.get("up_to").int64_or(0), ids, call.now_ms); !done) return refusal_of(done.error());
  return Value(Context{{"unread", Value(app.notices.unread(call.caller.account))}});
}

Answer get_notice_settings(App& app, Call& call) {
  const notify::Preferences p = app.notices.preferences(call.caller.account);
  List channels;
  for (const auto& name : app.notifier.channel_names()) {
    Context one;
    put_channel(one, name);
    channels.push_back(std::move(one));
  }
  return Value(Context{{"mail", p.mail}, {"webhook", p.webhook}, {"quiet_from", clock_text(p.quiet_from)}, {"quiet_to", clock_text(p.quiet_to)},
                       {"digest", p.daily ? "daily" : "at_once"}, {"digest_at", clock_text(p.digest_at)}, {"channels", std::move(channels)}});
}

Answer put_notice_settings(App& app, Call& call) {
  auto read = read_body(call.request, {{"mail", ValueKind::string}, {"webhook", ValueKind::boolean}, {"quiet_from", ValueKind::string},
                                       {"quiet_to", ValueKind::string}, {"digest", ValueKind::string}, {"digest_at", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  notify::Preferences p;
  p.mail = fields.get("mail").as_string();
  p.webhook = fields.get("webhook").as_boolean();
  p.quiet_from = minutes_of(fields.get("quiet_from").as_string());
  p.quiet_to = minutes_of(fields.get("quiet_to").as_string());
  p.daily = fields.get("digest").as_string() == "daily";
  p.digest_at = minutes_of(fields.get("digest_at").as_string());
  if (!p.mail.empty() && !looks_like_mail(p.mail)) return bad_field("mail", "不是邮件地址。", "is not a mail address.");
  for (const auto& [name, minutes] : {std::pair{"quiet_from", p.quiet_from}, std::pair{"quiet_to", p.quiet_to}, std::pair{"digest_at", p.digest_at}}) {
    if (minutes < 0) return bad_field(name, "须为 24 小时制时间,如 22:00。", "must be a time such as 22:00.");
  }
  if (!p.daily && fields.get("digest").as_string() != "at_once") return bad_field("digest", "须为 at_once 或 daily。", "must be at_once or daily.");
  if (auto done = app.notices.put_preferences(call.caller.account, p); !done) return refusal_of(done.error());
  app.notifier.wake();
  return get_notice_settings(app, call);
}

/// For the administrator: does it get out?
Answer get_deliveries(App& app, Call&) {
  List list;
  for (const auto& [key, count] : app.notices.counts()) {
    const std::size_t gap = key.find(' ');
    Context one{{"count", Value(count)}};
    put_channel(one, key.substr(0, gap));
    put_state(one, notify::delivery_of(key.substr(gap + 1)));
    list.push_back(std::move(one));
  }
  List channels;
  for (const auto& name : app.notifier.channel_names()) channels.push_back(Value(name));
  return Value(Context{{"deliveries", std::move(list)}, {"channels", std::move(channels)}, {"last_problem", app.notices.last_problem()}});
}

}  // namespace zhunru::server::api
