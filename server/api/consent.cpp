#include "server/api/consent.hpp"

#include "engine/register/register.hpp"
#include "server/read_model/comments.hpp"

namespace zhunru::server::api {

using base::Context;
using base::List;
using base::Value;

Value notice_of(const state::State& state, std::int64_t now_ms) {
  const registers::Register* found = state.find("privacy_notice");
  const registers::Version* version = found != nullptr ? registers::at(*found, base::shanghai_date(base::Instant{now_ms})) : nullptr;
  if (version == nullptr) return nullptr;
  return Context{{"version", Value(static_cast<std::int64_t>(version->version))}, {"effective", base::to_string(version->effective)},
                 {"sections", version->records}};
}

std::variant<Value, Refusal> consented(const App& app, const Call& call, const Value& fields) {
  const Value& shown = fields.get("notice");
  if (shown.is_null()) return fields.get("data");
  if (!(notice_of(app.sequencer.state(), call.now_ms).get("version") == shown)) {
    return refuse(409, "notice_changed", "个人信息处理说明更新了。", "The privacy notice has changed.", "notice",
                  "请看一遍新的说明再提交，您写的还在 / read the new notice, then send again; what you wrote is kept");
  }
  Context data = fields.get("data").as_context();
  data.set("notice_version", shown);
  return Value(std::move(data));
}

List my_withheld(const state::State& state, const poll::Voice& voice) {
  List out;
  for (const char* field : {"comment", "proposal.text"}) {
    const Value& record = read_model::withheld_record(state, voice.data.at_path(field).get("commitment").string_or(""));
    if (!record.is_null()) out.push_back(Context{{"field", field}, {"reason", record.get("reason")}, {"at", record.get("at")}});
  }
  return out;
}

}  // namespace zhunru::server::api
