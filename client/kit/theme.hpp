// Colours, type sizes and spacing of the product, light and dark.
// For: every drawing call of the kit and of screens. Refuses loose colours: a colour that is not here
// is not contrast-checked (tests/unit/client/theme_test.cpp computes every pair that is used).
#pragma once

#include <cstdint>
#include <vector>

#include "client/kit/types.hpp"

namespace zhunru::kit {

/// 0xRRGGBB, opaque.
struct Color {
    std::uint32_t rgb = 0;
    bool operator==(const Color&) const = default;
};

enum class Appearance : std::uint8_t { system, light, dark };

/// Colours of one tone.
struct ToneColors {
    Color text;       ///< on page, surface and `soft`: 4.5:1
    Color soft;       ///< quiet background: badges, banners
    Color solid;      ///< filled button, bar, dot: 3:1 against page and surface
    Color on_solid;   ///< text on `solid`: 4.5:1
};

struct Theme {
    bool dark = false;
    Color page, surface, surface_sunk;   ///< page; cards, bars and sheets; fields and wells
    Color text, muted;                   ///< both 4.5:1 on all three
    Color disabled;                      ///< text of disabled controls (exempt from contrast, kept >= 2.5:1)
    Color hairline;                      ///< decoration only
    Color outline;                       ///< edges of fields and unticked boxes: 3:1
    Color focus;                         ///< focus ring: 3:1 on page and surface
    Color scrim;                         ///< under sheets, drawn at 45 %
    Color shadow;
    Color toast, on_toast;
    ToneColors tones[5];
    [[nodiscard]] const ToneColors& tone(Tone t) const { return tones[static_cast<int>(t)]; }
};

[[nodiscard]] const Theme& light_theme();
[[nodiscard]] const Theme& dark_theme();

/// One foreground/background pair that the kit draws, with the ratio it must reach.
struct ContrastPair {
    const char* what;
    Color fore, back;
    double minimum;
};
[[nodiscard]] std::vector<ContrastPair> contrast_pairs(const Theme& theme);
/// WCAG 2.x contrast ratio, 1..21.
[[nodiscard]] double contrast(Color a, Color b);

/// Spacing scale, CSS px.
namespace gap {
inline constexpr float xs = 4, s = 8, m = 12, l = 16, xl = 24, xxl = 32;
}
/// Smallest height of anything that is touched, CSS px.
inline constexpr float touch_height = 48;

struct TypeSpec {
    float size;    ///< CSS px at 100 %
    float line;    ///< CSS px at 100 %
    bool strong;   ///< weight 600
};
[[nodiscard]] TypeSpec type_spec(TextStyle style);

}  // namespace zhunru::kit
