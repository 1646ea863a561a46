// What a resource answers: a JSON object, a refusal that a person can act on, or a finished response.
// The words of a refusal come from here or from the engine; HTTP status codes are chosen here only.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "engine/base/error.hpp"
#include "engine/base/value.hpp"
#include "server/http/message.hpp"

namespace zhunru::server::api {

struct Refusal {
  int status = 400;
  base::Error error;
  std::string clause;  ///< "2.3-b", "C" for a local setting, or ""
  std::string repair;  ///< what to do now; may be ""
  base::Value problems; ///< of a form, each place by itself; null = none
  base::Value details;  ///< more for programs; null = none
};

/// The resource has taken Call::reply and answers itself, later, from another thread.
struct Later {};

using Answer = std::variant<base::Value, Refusal, http::Response, Later>;

/// {"ok":true, ...members of a context} with no-store.
http::Response to_response(const Answer& answer);

/// Refusal with the status that belongs to the code of an engine or store error.
Refusal refusal_of(base::Error error);
Refusal refuse(int status, std::string code, std::string message, std::string message_en, std::string where = {},
               std::string repair = {});

// The common ones
Refusal not_found(std::string_view what);
Refusal not_logged_in();
Refusal forbidden(std::string_view right);
Refusal bad_field(std::string_view name, std::string_view zh, std::string_view en);

}  // namespace zhunru::server::api
