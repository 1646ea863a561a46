// /api/attachments: files piece by piece, named by their SHA-256. Resumable: HEAD or GET …/bytes tells where to go on. What is served
// is a download with the type that its content has, sandboxed, for its owner and the parties of the case that holds it.
#include "server/api/attached.hpp"
#include "server/api/resources.hpp"
#include "server/api/strict.hpp"
#include "server/http/url.hpp"
#include "server/read_model/case_view.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Refusal bad_hash() { return bad_field("sha256", "须为 64 位小写十六进制的 SHA-256。", "must be a SHA-256 in 64 lower-case hex digits."); }

std::int64_t host_time(const App& app, const Call& call) { return call.now_ms - app.clock.offset_ms(); }

Context told(const attachments::File& file) {
  return Context{{"sha256", file.sha256}, {"name", file.name}, {"type", file.type}, {"size", Value(file.size)},
                 {"offset", Value(file.received)}, {"complete", file.complete()}};
}

Answer upload_answer(const base::Result<attachments::File>& file) {
  if (file) return Value(told(*file));
  const auto& error = file.error();
  const int status = error.code == "attachment-offset" ? 409 : error.code == "attachment-absent" ? 404 : error.code == "attachment-quota" ? 429 :
                     error.code.starts_with("attachment-") ? 422 : 0;
  if (status == 0) return refusal_of(error);
  Refusal refusal = refuse(status, error.code, error.message, error.message_en, error.code == "attachment-offset" ? "offset" : error.where);
  if (status == 409) refusal.details = Value(Context{{"offset", Value(static_cast<std::int64_t>(std::stoll(error.where)))}});
  return refusal;
}

/// `rest` is what is left of a form path: "photo", "rows[].photo".
void walk(const Value& value, std::string_view rest, const std::string& path, std::vector<AttachedFile>& out) {
  if (rest.starts_with("[]") || (rest.empty() && value.is_list())) {
    std::string_view inner = rest.empty() ? rest : rest.substr(2);
    if (inner.starts_with(".")) inner.remove_prefix(1);
    for (std::size_t i = 0; value.is_list() && i < value.as_list().size(); ++i) {
      walk(value.as_list()[i], inner, path + "[" + std::to_string(i) + "]", out);
    }
    return;
  }
  if (rest.empty()) {
    if (value.is_string() && !value.as_string().empty()) out.push_back({path, value.as_string()});
    return;
  }
  const std::size_t cut = rest.find_first_of(".[");
  const std::string name(rest.substr(0, cut));
  std::string_view inner = cut == std::string_view::npos ? std::string_view() : rest.substr(cut);
  if (inner.starts_with(".")) inner.remove_prefix(1);
  walk(value.get(name), inner, path.empty() ? name : path + "." + name, out);
}

bool may_read(const App& app, const Call& call, const std::string& sha256) {
  const auto& state = app.sequencer.state();
  for (const auto& id : app.attachments.cases_of(sha256)) {
    const state::Case* c = state.cases.find(id);
    if (c != nullptr && read_model::sight_of(*c, seeing(app, call)) == read_model::Sight::party) return true;
  }
  return false;
}

}  // namespace

std::vector<AttachedFile> files_in(const form::Form& form, const Value& data) {
  std::vector<AttachedFile> out;
  for (const auto& path : form::file_paths(form)) walk(data, path, "", out);
  return out;
}

namespace {

Refusal file_refusal(const std::string& field, const base::Error& error) {
  if (error.code != "attachment-absent") return refusal_of(error);
  Refusal refusal = refuse(422, "attachment-absent", error.message, error.message_en, field);
  refusal.problems = Value(List{Value(Context{{"path", field}, {"code", "attachment-absent"}, {"message", error.message},
                                              {"message_en", error.message_en}, {"clause", ""}, {"local", false}})});
  return refusal;
}

}  // namespace

std::optional<Refusal> bind_files(App& app, const Call& call, const std::vector<AttachedFile>& files, const std::string& task) {
  const std::string case_id(state::case_of_task(task));
  for (const auto& file : files) {
    auto bound = app.attachments.bind(call.caller.account, file.sha256, case_id, task, file.field, call.now_ms);
    if (!bound) return file_refusal(file.field, bound.error());
  }
  return std::nullopt;
}

std::optional<Refusal> missing_file(App& app, const Call& call, const std::vector<AttachedFile>& files) {
  for (const auto& file : files) {
    const auto found = app.attachments.find(call.caller.account, file.sha256);
    if (!found || !found->complete()) return file_refusal(file.field, attachments::absent());
  }
  return std::nullopt;
}

Answer post_attachment(App& app, Call& call) {
  auto read = read_body(call.request, {{"sha256", ValueKind::string}, {"size", ValueKind::number}, {"name", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  if (!is_hash(fields.get("sha256").as_string())) return bad_hash();
  return upload_answer(app.attachments.begin(call.caller.account, fields.get("sha256").as_string(), fields.get("size").int64_or(-1),
                                             fields.get("name").as_string(), host_time(app, call)));
}

Answer put_attachment_bytes(App& app, Call& call) {
  if (!is_hash(call.part(0))) return not_found("attachment");
  const std::string offset = call.request.parameter("offset");
  if (offset.empty() || offset.size() > 12 || offset.find_first_not_of("0123456789") != std::string::npos) {
    return bad_field("offset", "须为字节位置。", "must be a position in bytes.");
  }
  return upload_answer(app.attachments.append(call.caller.account, call.part(0), std::stoll(offset), call.request.body, host_time(app, call)));
}

/// Where to go on; HEAD gives the same in headers.
Answer get_attachment_bytes(App& app, Call& call) {
  const auto file = app.attachments.find(call.caller.account, call.part(0));
  if (!file) return not_found("attachment");
  http::Response response = to_response(Value(told(*file)));
  response.header("Upload-Offset", std::to_string(file->received));
  response.header("Upload-Length", std::to_string(file->size));
  return response;
}

Answer delete_attachment(App& app, Call& call) {
  const auto dropped = app.attachments.drop(call.caller.account, call.part(0));
  if (!dropped) return refusal_of(dropped.error());
  if (!*dropped) return not_found("attachment");
  return Value(Context{});
}

Answer get_attachment(App& app, Call& call) {
  if (!is_hash(call.part(0))) return not_found("attachment");
  auto file = app.attachments.find(call.caller.account, call.part(0));
  const bool own = file && file->complete();
  if (!own) file = may_read(app, call, call.part(0)) ? app.attachments.any(call.part(0)) : std::nullopt;
  if (!file) return not_found("attachment");
  const bool taken = app.slow.post([&app, reply = call.reply, file = *file] {
    http::Response response;
    response.content_type = file.type;
    response.body = std::make_shared<const std::string>(app.attachments.content(file));
    response.header("Content-Disposition", "attachment; filename=\"attachment\"; filename*=UTF-8''" + http::percent_encode(file.name));
    // Beside the policy of every answer: even a browser that shows the file gives it no rights.
    response.header("Content-Security-Policy", "default-src 'none'; sandbox");
    response.header("Cache-Control", "private, no-store");
    reply(std::move(response));
  });
  if (!taken) return refuse(503, "busy", "当前办理的人太多。", "Too many requests right now.", "", "请稍后再试 / try again shortly");
  return Later{};
}

Answer get_case_attachments(App& app, Call& call) {
  const auto& state = app.sequencer.state();
  const state::Case* c = state.cases.find(call.part(0));
  if (c == nullptr || read_model::sight_of(*c, seeing(app, call)) != read_model::Sight::party) return not_found("case");
  List list;
  for (const auto& bound : app.attachments.of_case(c->id)) {
    const auto account = app.vault.account(bound.file.owner);
    Context one = told(bound.file);
    one.set("task", bound.task);
    one.set("field", bound.field);
    one.set("at", read_model::moment(base::Instant{bound.at_ms}));
    one.set("by", account ? account->label : bound.file.owner);
    one.set("path", "/api/attachments/" + bound.file.sha256);
    list.push_back(std::move(one));
  }
  return Value(Context{{"attachments", std::move(list)}});
}

}  // namespace zhunru::server::api
