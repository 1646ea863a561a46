// Paper for people without phones: the consulted text, the questions with boxes to tick, and the QR code of this person's own link.
// Whoever scans it answers by phone; whoever gives the paper to the station is entered there: the link makes both one voice.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "server/print/fonts.hpp"

namespace zhunru::server::print {

struct Question {
  std::string label;
  std::vector<std::string> options;  ///< boxes to tick; empty = lines to write on
  int lines = 0;
};

struct Ballot {
  std::string title, from, closes, place;
  std::vector<std::pair<std::string, std::string>> blocks;  ///< heading and text of what is consulted
  std::vector<Question> questions;
  std::string url;   ///< the person's link
  std::string code;  ///< the link's number, to be typed in by the station
};

/// One paper for each ballot, each begins on a new page.
base::Result<std::string> print_ballots(const Fonts& fonts, const std::vector<Ballot>& ballots, base::Instant at);

}  // namespace zhunru::server::print
