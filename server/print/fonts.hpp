// The fonts that printing uses: files of Debian packages, found where those put them. No font stands in the repository and
// none is looked up by the system's own configuration, so that one document gives the same bytes whatever else is installed.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"

namespace zhunru::server::print {

/// Faces of GB/T 9704-2012. Free stand-ins: 宋 for 仿宋 and 小标宋 (AR PL UMing), 黑 (WenQuanYi Micro Hei).
enum class Face { song, hei };

struct Fonts {
  std::string song_file;  ///< AR PL UMing CN
  std::string hei_file;   ///< WenQuanYi Micro Hei; also has the characters that the first lacks
};

/// Family name by which Pango finds a face among these files.
const char* family_of(Face face);

/// "fonts-missing" names the packages to install.
base::Result<Fonts> find_fonts();

}  // namespace zhunru::server::print
