// Official documents on paper in the order and with the measures of GB/T 9704-2012: 版头, 主体, 版记 on A4, type area 156 mm × 225 mm,
// 22 lines of 28 characters. What is not in the standard stands apart from it: the digest and the QR code to the public page,
// above the 版记. It reads blocks that were issued and adds no word of its own to them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/base/value.hpp"
#include "server/print/fonts.hpp"

namespace zhunru::server::print {

struct OfficialText {
  base::Value blocks;        ///< [{role, text}], as issued
  std::string title, issuer, number, sha256;
  std::int64_t version = 1;
  std::string url;           ///< the public page
  std::string signed_line;   ///< who signed what and when, or ""
  bool voided = false;
  std::string void_reason;
  base::Instant at;
};

/// The file; the same text gives the same bytes.
base::Result<std::string> print_official(const Fonts& fonts, const OfficialText& text);

/// Blocks as they are shown: sections numbered 一、二、… when there are several (GB/T 9704-2012 7.3.3), 抄送 before 印发
/// whatever the order in the template.
std::vector<std::pair<std::string, std::string>> in_order(const base::Value& blocks);

/// 1 -> 一, 12 -> 十二 (1…99).
std::string numeral(int number);

}  // namespace zhunru::server::print
