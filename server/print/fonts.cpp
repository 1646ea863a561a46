#include "server/print/fonts.hpp"

#include <unistd.h>

namespace zhunru::server::print {

const char* family_of(Face face) { return face == Face::hei ? "WenQuanYi Micro Hei" : "AR PL UMing CN"; }

base::Result<Fonts> find_fonts() {
  Fonts fonts{"/usr/share/fonts/truetype/arphic/uming.ttc", "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"};
  for (const auto& file : {fonts.song_file, fonts.hei_file}) {
    if (::access(file.c_str(), R_OK) != 0) {
      return base::make_error("fonts-missing", "服务器上没有打印所需的中文字体;请管理员安装 fonts-arphic-uming 和 fonts-wqy-microhei。",
                              "The server lacks the Chinese fonts for printing; install fonts-arphic-uming and fonts-wqy-microhei.", file);
    }
  }
  return fonts;
}

}  // namespace zhunru::server::print
