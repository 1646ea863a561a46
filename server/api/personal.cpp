#include "server/api/personal.hpp"

#include "engine/base/sha256.hpp"
#include "engine/base/utf8.hpp"
#include "server/auth/password.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;

constexpr int max_depth = 40;

struct Sealer {
  std::string_view secret;
  std::string_view command_id;
  const std::string& person;
  std::vector<vault::PersonalText>& texts;

  Value seal(const Value& value, const std::string& path) {
    if (!value.is_string()) return value;
    vault::PersonalText text;
    text.person = person;
    text.field = path;
    text.text = value.as_string();
    text.salt = auth::keyed_mark(secret, "salt " + std::string(command_id) + " " + path);
    text.commitment = base::sha256(text.salt + text.text).hex();
    Value out(Context{{"commitment", text.commitment},
                      {"length", Value(static_cast<std::int64_t>(base::utf8_length(text.text)))}});
    texts.push_back(std::move(text));
    return out;
  }

  /// `rest` is what is left of a personal path: "contact.phone", "rows[].name".
  Value walk(const Value& value, std::string_view rest, const std::string& path) {
    if (rest.empty()) return seal(value, path);
    if (rest.starts_with("[]")) {
      if (!value.is_list()) return value;
      std::string_view inner = rest.substr(2);
      if (inner.starts_with(".")) inner.remove_prefix(1);
      List out;
      for (std::size_t i = 0; i < value.as_list().size(); ++i) {
        out.push_back(walk(value.as_list()[i], inner, path + "[" + std::to_string(i) + "]"));
      }
      return Value(std::move(out));
    }
    if (!value.is_context()) return value;
    const std::size_t cut = rest.find_first_of(".[");
    const std::string_view name = rest.substr(0, cut);
    std::string_view inner = cut == std::string_view::npos ? std::string_view() : rest.substr(cut);
    if (inner.starts_with(".")) inner.remove_prefix(1);
    const Value* member = value.as_context().find(name);
    if (member == nullptr || member->is_null()) return value;
    Context out = value.as_context();
    out.set(std::string(name), walk(*member, inner, path.empty() ? std::string(name) : path + "." + std::string(name)));
    return Value(std::move(out));
  }
};

Value unseal(const Value& value, vault::Vault& vault, int depth) {
  if (depth > max_depth) return value;
  if (value.is_list()) {
    List out;
    for (const Value& item : value.as_list()) out.push_back(unseal(item, vault, depth + 1));
    return Value(std::move(out));
  }
  if (!value.is_context()) return value;
  const Value& commitment = value.get("commitment");
  if (commitment.is_string() && value.as_context().size() == 2 && value.get("length").is_number()) {
    if (const auto text = vault.personal(commitment.as_string())) return Value(text->text);
    return Context{{"erased", true}, {"length", value.get("length")}};
  }
  Context out;
  for (const auto& [name, member] : value.as_context()) out.set(name, unseal(member, vault, depth + 1));
  return Value(std::move(out));
}

}  // namespace

Sealed seal_personal(const form::Form& form, const Value& data, std::string_view secret, std::string_view command_id,
                     const std::string& person) {
  Sealed out;
  out.data = data;
  Sealer sealer{secret, command_id, person, out.texts};
  for (const std::string& path : form::personal_paths(form)) out.data = sealer.walk(out.data, path, "");
  return out;
}

Value unseal_personal(const Value& data, vault::Vault& vault) { return unseal(data, vault, 0); }

}  // namespace zhunru::server::api
