#include "client/kit/theme.hpp"

#include <catch_amalgamated.hpp>

using namespace zhunru::kit;

TEST_CASE("contrast of black and white is 21, of equal colours 1") {
    CHECK(contrast({0x000000}, {0xFFFFFF}) == Catch::Approx(21));
    CHECK(contrast({0x777777}, {0x777777}) == Catch::Approx(1));
    CHECK(contrast({0x767676}, {0xFFFFFF}) == Catch::Approx(4.54).margin(0.01));
}

TEST_CASE("every pair of colours that the kit draws reaches its contrast, in light and dark") {
    for (const Theme* theme : {&light_theme(), &dark_theme()}) {
        for (const ContrastPair& pair : contrast_pairs(*theme)) {
            INFO((theme->dark ? "dark: " : "light: ") << pair.what << std::hex << " " << pair.fore.rgb << " on " << pair.back.rgb);
            CHECK(contrast(pair.fore, pair.back) >= pair.minimum);
        }
    }
}
