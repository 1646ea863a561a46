#include "engine/poll/poll.hpp"

#include <algorithm>
#include <array>

namespace zhunru::poll {
namespace {

constexpr std::array<std::string_view, 10> party_classes = {
    "rc",      "residents",   "street",    "station",  "departments",
    "social_orgs", "experts", "supervisory", "party_org", "mass_orgs"};

}  // namespace

bool is_party_class(std::string_view name) {
  return std::find(party_classes.begin(), party_classes.end(), name) != party_classes.end();
}

bool is_institution(std::string_view party) {
  return is_party_class(party) && party != "residents" && party != "experts";
}

std::string voice_key(std::string_view party, std::string_view community, std::string_view body,
                      std::string_view person) {
  std::string key(party);
  key += ':';
  if (is_institution(party)) {
    key += body.empty() ? community : body;
  } else {
    key += person;
  }
  return key;
}

bool counts(const Poll& poll, const Voice& voice) {
  return voice.verified && !voice.late && voice.text_hash == poll.text_hash && poll.state != "void";
}

}  // namespace zhunru::poll
