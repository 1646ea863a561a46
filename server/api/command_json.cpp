#include "server/api/command_json.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <vector>

namespace zhunru::server::api {

namespace {

base::Error wrong(std::string code, std::string path, const char* zh, const char* en) {
  return base::make_error(std::move(code), "“" + path + "”" + zh, "\"" + path + "\" " + en, path);
}

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class T>
base::Result<void> read(const base::Value& value, T& out, const std::string& path);

/// Reads the members of a context into the fields of a struct, each exactly once.
template <class T>
base::Result<void> read_struct(const base::Value& value, T& out, const std::string& path) {
  if (!value.is_context()) return wrong("bad_field", path.empty() ? "args" : path, "须为对象。", "must be an object.");
  const std::string prefix = path.empty() ? "" : path + ".";
  std::vector<std::string_view> known;
  base::Result<void> outcome;
  command::visit_fields(out, [&](std::string_view name, auto& field) {
    known.push_back(name);
    if (!outcome) return;
    const base::Value* member = value.as_context().find(name);
    if (member == nullptr) {
      if constexpr (!IsOptional<std::decay_t<decltype(field)>>::value) {
        outcome = wrong("missing_field", prefix + std::string(name), "缺少。", "is missing.");
      }
      return;
    }
    outcome = read(*member, field, prefix + std::string(name));
  });
  if (!outcome) return outcome;
  for (const auto& [name, member] : value.as_context()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return wrong("unknown_field", prefix + name, "不是这个操作的字段。", "is no field of this command.");
    }
  }
  return {};
}

template <class T>
base::Result<void> read(const base::Value& value, T& out, const std::string& path) {
  if constexpr (std::is_same_v<T, base::Value>) {
    out = value;
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (!value.is_string()) return wrong("bad_field", path, "须为文本。", "must be a text.");
    out = value.as_string();
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!value.is_boolean()) return wrong("bad_field", path, "须为是或否。", "must be true or false.");
    out = value.as_boolean();
  } else if constexpr (std::is_integral_v<T>) {
    const std::int64_t number = value.is_number() ? value.int64_or(-1) : -1;
    const bool whole = value.is_number() && base::Value(number) == value;
    if (!whole || number < 0 || static_cast<std::uint64_t>(number) > static_cast<std::uint64_t>(std::numeric_limits<T>::max())) {
      return wrong("bad_field", path, "须为非负整数。", "must be a whole number from 0.");
    }
    out = static_cast<T>(number);
  } else if constexpr (IsOptional<T>::value) {
    if (value.is_null()) {
      out.reset();
      return {};
    }
    return read(value, out.emplace(), path);
  } else if constexpr (IsVector<T>::value) {
    if (!value.is_list()) return wrong("bad_field", path, "须为列表。", "must be a list.");
    out.clear();
    for (std::size_t i = 0; i < value.as_list().size(); ++i) {
      ZHUNRU_TRY_VOID(read(value.as_list()[i], out.emplace_back(), path + "[" + std::to_string(i) + "]"));
    }
  } else {
    return read_struct(value, out, path);
  }
  return {};
}

template <std::size_t I = 0>
base::Result<command::CommandBody> read_alternative(std::string_view type, const base::Value& args) {
  if constexpr (I == std::variant_size_v<command::CommandBody>) {
    return base::make_error("unknown-command", "没有这种操作:" + std::string(type), "There is no such command: " + std::string(type), "type");
  } else {
    using Body = std::variant_alternative_t<I, command::CommandBody>;
    if (Body::name != type) return read_alternative<I + 1>(type, args);
    Body body;
    ZHUNRU_TRY_VOID(read_struct(args, body, ""));
    return command::CommandBody(std::move(body));
  }
}

}  // namespace

base::Result<command::CommandBody> command_from_json(std::string_view type, const base::Value& args) {
  return read_alternative(type, args);
}

base::Result<auth::Right> right_for(std::string_view type) {
  using auth::Right;
  static constexpr std::array<std::pair<std::string_view, Right>, 22> table{{
      {"StartCase", Right::send_commands},
      {"CompleteTask", Right::send_commands},
      {"ClaimTask", Right::send_commands},
      {"ReleaseTask", Right::send_commands},
      {"CorrelateMessage", Right::send_commands},
      {"UrgeTask", Right::send_commands},
      {"DropSigner", Right::send_commands},
      {"AddSigner", Right::send_commands},
      {"SendBack", Right::send_commands},
      {"TakeBack", Right::send_commands},
      {"Transfer", Right::send_commands},
      {"Delegate", Right::send_commands},
      {"StopClock", Right::send_commands},
      {"ResumeClock", Right::send_commands},
      {"BroadcastSignal", Right::send_commands},
      {"ModifyRegister", Right::send_commands},
      {"DeployResource", Right::administer_templates},
      {"PutRegister", Right::administer_templates},
      {"ResolveIncident", Right::administer_templates},
      {"CancelCase", Right::administer_templates},
      {"ModifyCase", Right::administer_templates},
      {"SetVariables", Right::administer_templates},
  }};
  for (const auto& [name, right] : table) {
    if (name == type) return right;
  }
  return base::make_error("unknown-command", "没有这种操作:" + std::string(type), "There is no such command: " + std::string(type), "type");
}

bool is_reserved_message(std::string_view name) { return name == "answer" || name == "confirm_voice" || name == "answer_late"; }

}  // namespace zhunru::server::api
