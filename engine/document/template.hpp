// Document templates: blocks in the order of GB/T 9704-2012 (版头, 主体, 版记), text with {{= FEEL }} parts. A template is
// data; it runs no script, fetches nothing and cannot see more than the values it is given.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/value.hpp"
#include "engine/feel/evaluate.hpp"

namespace zhunru::document {

/// One block: role is mark, number, signer, title, to, heading, body, attachment, sign, date, cc or print.
struct Block {
  std::string role;
  std::string text;  ///< with {{= FEEL }}
  std::string when;  ///< FEEL; the block stands only when it is true; "" = always
};

struct Template {
  std::string kind;             ///< consultation_opinion, decision, ...
  std::string name, name_en;    ///< 准入决定书
  std::string code;             ///< part of the number after the issuer's code: 准; "" = not numbered
  bool is_public = true;
  std::vector<Block> blocks;
};

/// What came out.
struct Rendered {
  std::string title;
  std::string text;  ///< canonical JSON of [{role, text}]
};

/// Reads {kind, name, nameEn, code, public, blocks: [{role, text, when}]}; unknown keys and roles are errors.
base::Result<Template> parse_template(std::string_view json_text);

/// All blocks with their expressions replaced. A part that fails is an error that names the block; null becomes "".
base::Result<Rendered> render(const Template& document, const base::Value& values, const feel::Options& options);

/// Text with every {{= FEEL }} replaced. Lists are joined with 、.
base::Result<std::string> fill(std::string_view text, const base::Value& values, const feel::Options& options);

}  // namespace zhunru::document
