#include "engine/codec/command_json.hpp"

#include "engine/codec/json.hpp"

namespace zhunru::codec {
namespace {

template <std::size_t I = 0>
base::Result<command::CommandBody> read_alternative(std::string_view type, const base::Value& args) {
  if constexpr (I < std::variant_size_v<command::CommandBody>) {
    using C = std::variant_alternative_t<I, command::CommandBody>;
    if (type != C::name) return read_alternative<I + 1>(type, args);
    C command;
    ZHUNRU_TRY_VOID(from_json_value(args, command, ""));
    return command::CommandBody(std::move(command));
  } else {
    return base::make_error("unknown-command", "没有名为 " + std::string(type) + " 的操作", "There is no command " + std::string(type), "type");
  }
}

template <std::size_t... I>
std::vector<std::string_view> names_of(std::index_sequence<I...>) {
  return {std::variant_alternative_t<I, command::CommandBody>::name...};
}

}  // namespace

base::Result<command::CommandBody> command_from_json(std::string_view type, const base::Value& args) {
  return read_alternative(type, args);
}

base::Value command_to_json(const command::CommandBody& body) {
  return std::visit(
      [](const auto& c) {
        return base::Value(base::Context{{"type", base::Value(std::string(c.name))}, {"args", to_json_value(c)}});
      },
      body);
}

base::Value event_to_json(const event::Event& event) {
  return std::visit(
      [](const auto& e) {
        base::Context context{{"type", base::Value(std::string(e.name))}};
        const base::Value fields = to_json_value(e);
        for (const auto& [name, value] : fields.as_context()) context.set(name, value);
        return base::Value(std::move(context));
      },
      event);
}

const std::vector<std::string_view>& command_names() {
  static const std::vector<std::string_view> names = names_of(std::make_index_sequence<std::variant_size_v<command::CommandBody>>{});
  return names;
}

}  // namespace zhunru::codec
