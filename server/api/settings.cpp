// /api/settings: local settings as they hold in a place, who set them and why, and their history (R55). The province sets the default;
// a city or county may narrow it. Every number here is a local setting, never law, and is shown so.
#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/register/local.hpp"
#include "server/api/administration_routes.hpp"
#include "server/api/strict.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/places.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

const Value* record_of(const base::List& records, const Value& id) {
  for (const Value& record : records) {
    if (record.get("id") == id) return &record;
  }
  return nullptr;
}

Context set_at(const state::State& state, const Value& record, const std::string& place) {
  const auto words = read_model::place_words(state, place);
  Context out{{"place", place}, {"by", record.get("by")}, {"by_name", record.get("by_name")}, {"at", record.get("at")}, {"reason", record.get("reason")}};
  read_model::put_words(out, "place_name", words.zh, words.en);
  return out;
}

/// Each time the value of one setting changed in the register of a place, newest first.
void add_history(const state::State& state, const std::string& name, const std::string& place, const Value& id, List& out) {
  const registers::Register* reg = state.find(name);
  if (reg == nullptr) return;
  const Value* before = nullptr;
  List lines;
  for (const auto& version : reg->versions) {
    const Value* now = record_of(version.records, id);
    const bool same = (before == nullptr) == (now == nullptr) && (now == nullptr || now->get("value") == before->get("value"));
    if (!same) {
      const Value none;
      const Value& shown = now != nullptr ? *now : none;
      Context line = set_at(state, shown, place);
      line.set("version", Value(static_cast<std::int64_t>(version.version)));
      line.set("effective", base::to_string(version.effective));
      line.set("value", shown.get("value"));
      line.set("reason", version.reason);
      line.set("removed", now == nullptr);
      lines.push_back(std::move(line));
    }
    before = now;
  }
  out.insert(out.end(), std::make_move_iterator(lines.rbegin()), std::make_move_iterator(lines.rend()));
}

/// A list is held against a list, a number against a number; numbers are not negative.
bool fits(const Value& value, const Value& model) {
  if (value.kind() != model.kind()) return false;
  if (value.is_number()) return !(value.as_number() < base::Decimal(0));
  if (value.is_list() && model.size() > 0) {
    return std::all_of(value.as_list().begin(), value.as_list().end(), [&](const Value& item) { return fits(item, model.item(0)); });
  }
  if (!value.is_context()) return true;
  return value.as_context().size() == model.as_context().size() &&
         std::all_of(model.as_context().begin(), model.as_context().end(),
                     [&](const auto& member) { return fits(value.get(member.first), member.second); });
}

}  // namespace

Answer get_settings(App& app, Call& call) {
  const auto& state = app.sequencer.state();
  const std::string place = call.request.parameter("place");
  if (!place.empty() && registers::places_over(place).empty()) return bad_field("place", "须为地区代码，如 990102。", "must be a place code like 990102.");
  const registers::Local local(state, place, base::shanghai_date(base::Instant{call.now_ms}));
  List chain, settings;
  std::vector<std::string> over{""};
  for (auto& one : registers::places_over(place)) over.push_back(std::move(one));
  for (const auto& code : over) {
    const auto words = read_model::place_words(state, code);
    chain.push_back(Context{{"code", code}, {"name", words.zh}, {"name_en", words.en}});
  }
  for (const Value& record : local.settings()) {
    Context one = record.as_context();
    const std::string where = record.get("place").string_or("");
    one.set("set_at", set_at(state, record, where));
    one.set("overridden", !where.empty());
    List history;
    for (auto code = over.rbegin(); code != over.rend(); ++code) {
      add_history(state, code->empty() ? "settings" : registers::local_register(*code), *code, record.get("id"), history);
    }
    one.set("versions", std::move(history));
    for (const char* moved : {"place", "by", "by_name", "at", "reason"}) one.erase(moved);
    settings.push_back(std::move(one));
  }
  const auto words = read_model::place_words(state, place);
  Context out{{"place", place}, {"chain", std::move(chain)}, {"places", read_model::places(state)}, {"settings", std::move(settings)}};
  read_model::put_words(out, "place_name", words.zh, words.en);
  return Value(std::move(out));
}

/// A number for one place, or for the whole province with an empty place; null takes the narrowing away.
Answer post_setting(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"setting", ValueKind::string}, {"place", ValueKind::string},
                                       {"value", ValueKind::null}, {"reason", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const auto& state = app.sequencer.state();
  const std::string place = fields.get("place").as_string();
  const std::string reason = fields.get("reason").as_string();
  if (!place.empty() && !read_model::is_place(state, place)) return bad_field("place", "没有这个市或县。", "is no city or county here.");
  if (reason.size() < 6) return bad_field("reason", "请写明理由(至少两个字)。", "give the reason, six characters at least.");
  const base::List& province = registers::records_on(state, "settings", std::nullopt);
  const Value* model = record_of(province, fields.get("setting"));
  if (model == nullptr) return not_found("setting " + fields.get("setting").as_string());
  const Value& value = fields.get("value");
  if (value.is_null() && place.empty()) return bad_field("value", "全域的设置不能删除。", "a setting of the whole province cannot be removed.");
  if (!value.is_null() && !fits(value, model->get("value"))) {
    return bad_field("value", "类型不对或为负数，现在的值是 " + base::to_json(model->get("value")), "has the wrong type or is negative.");
  }
  const std::string name = place.empty() ? "settings" : registers::local_register(place);
  base::List records = registers::records_on(state, name, std::nullopt);
  const std::int64_t now = call.now_ms;
  Context record = place.empty() ? model->as_context() : Context{{"id", fields.get("setting")}};
  record.set("value", value);
  record.set("by", call.caller.account);
  record.set("by_name", call.caller.label);
  record.set("at", read_model::moment(base::Instant{now}));
  record.set("reason", reason);
  const auto found = std::find_if(records.begin(), records.end(), [&](const Value& one) { return one.get("id") == fields.get("setting"); });
  if (value.is_null()) {
    if (found == records.end()) return not_found("narrowed setting");
    records.erase(found);
  } else if (found != records.end()) {
    *found = Value(std::move(record));
  } else {
    records.push_back(Value(std::move(record)));
  }
  command::PutRegister put;
  put.register_name = name;
  put.effective = base::to_string(base::shanghai_date(base::Instant{now}));
  put.reason = reason;
  put.clause = "C";
  put.records = Value(std::move(records));
  auto accepted = app.sequencer.submit(call.caller.account + ":" + fields.get("id").as_string(), call.caller.actor(), std::move(put));
  if (!accepted) return refusal_of(accepted.error());
  return Value(Context{{"seq", Value::from_uint64(accepted->seq)}});
}

}  // namespace zhunru::server::api
