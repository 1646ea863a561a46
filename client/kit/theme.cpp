#include "client/kit/theme.hpp"

#include <algorithm>
#include <cmath>

namespace zhunru::kit {
namespace {

Theme make_light() {
    Theme t;
    t.page = {0xF6F4EF};
    t.surface = {0xFFFFFF};
    t.surface_sunk = {0xF0EDE6};
    t.text = {0x1D2327};
    t.muted = {0x565E64};
    t.disabled = {0x8B9094};
    t.hairline = {0xE4DFD5};
    t.outline = {0x827D72};
    t.focus = {0x0A6AC2};
    t.scrim = {0x11171A};
    t.shadow = {0x2B2416};
    t.toast = {0x263238};
    t.on_toast = {0xFFFFFF};
    t.tones[0] = {{0x4A5257}, {0xECE8E0}, {0x5B646A}, {0xFFFFFF}};
    t.tones[1] = {{0x0B5C6B}, {0xE0F0F0}, {0x0C6373}, {0xFFFFFF}};
    t.tones[2] = {{0x1D6B36}, {0xE2F2E3}, {0x24753F}, {0xFFFFFF}};
    t.tones[3] = {{0x855000}, {0xFBEFD6}, {0x9A5D00}, {0xFFFFFF}};
    t.tones[4] = {{0xA9261F}, {0xFBE6E3}, {0xB92D25}, {0xFFFFFF}};
    return t;
}

Theme make_dark() {
    Theme t;
    t.dark = true;
    t.page = {0x121618};
    t.surface = {0x1C2225};
    t.surface_sunk = {0x272E32};
    t.text = {0xEDEBE6};
    t.muted = {0xB3B7B8};
    t.disabled = {0x767D80};
    t.hairline = {0x31393D};
    t.outline = {0x8A9296};
    t.focus = {0x7CC4FF};
    t.scrim = {0x000000};
    t.shadow = {0x000000};
    t.toast = {0xE6E3DC};
    t.on_toast = {0x1A2023};
    t.tones[0] = {{0xC3C8CA}, {0x2E363A}, {0xA7AEB2}, {0x14191B}};
    t.tones[1] = {{0x86D2DC}, {0x143A40}, {0x6CC5D1}, {0x04272D}};
    t.tones[2] = {{0x93D6A2}, {0x173A22}, {0x79C78B}, {0x06250F}};
    t.tones[3] = {{0xF0C378}, {0x40300F}, {0xE5B25C}, {0x2A1C00}};
    t.tones[4] = {{0xFFB1A6}, {0x4A201C}, {0xF5978B}, {0x350905}};
    return t;
}

double channel(std::uint32_t v) {
    const double c = static_cast<double>(v & 0xFFU) / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Color c) {
    return 0.2126 * channel(c.rgb >> 16U) + 0.7152 * channel(c.rgb >> 8U) + 0.0722 * channel(c.rgb);
}

}  // namespace

const Theme& light_theme() {
    static const Theme theme = make_light();
    return theme;
}

const Theme& dark_theme() {
    static const Theme theme = make_dark();
    return theme;
}

double contrast(Color a, Color b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

std::vector<ContrastPair> contrast_pairs(const Theme& t) {
    constexpr double text = 4.5;
    constexpr double part = 3.0;
    std::vector<ContrastPair> pairs = {
        {"text on page", t.text, t.page, text},
        {"text on surface", t.text, t.surface, text},
        {"text in fields", t.text, t.surface_sunk, text},
        {"muted on page", t.muted, t.page, text},
        {"muted on surface", t.muted, t.surface, text},
        {"muted (placeholder) in fields", t.muted, t.surface_sunk, text},
        {"disabled on surface", t.disabled, t.surface, 2.5},
        {"disabled on wells", t.disabled, t.surface_sunk, 2.5},
        {"outline on page", t.outline, t.page, part},
        {"outline on surface", t.outline, t.surface, part},
        {"outline on wells", t.outline, t.surface_sunk, part},
        {"focus ring on page", t.focus, t.page, part},
        {"focus ring on surface", t.focus, t.surface, part},
        {"focus ring on wells", t.focus, t.surface_sunk, part},
        {"toast", t.on_toast, t.toast, text},
        {"surface text on selected segment", t.text, t.surface, text},
    };
    for (const ToneColors& tone : t.tones) {
        pairs.push_back({"tone text on page", tone.text, t.page, text});
        pairs.push_back({"tone text on surface", tone.text, t.surface, text});
        pairs.push_back({"tone text on wells", tone.text, t.surface_sunk, text});
        pairs.push_back({"tone text on soft", tone.text, tone.soft, text});
        pairs.push_back({"body text on soft", t.text, tone.soft, text});
        pairs.push_back({"text on solid", tone.on_solid, tone.solid, text});
        pairs.push_back({"solid on page", tone.solid, t.page, part});
        pairs.push_back({"solid on surface", tone.solid, t.surface, part});
        pairs.push_back({"solid on wells", tone.solid, t.surface_sunk, part});
        pairs.push_back({"solid on soft", tone.solid, tone.soft, part});
    }
    return pairs;
}

TypeSpec type_spec(TextStyle style) {
    switch (style) {
        case TextStyle::display: return {28, 38, true};
        case TextStyle::heading: return {22, 30, true};
        case TextStyle::subheading: return {17, 26, true};
        case TextStyle::body: return {17, 27, false};
        case TextStyle::body_strong: return {17, 27, true};
        case TextStyle::secondary: return {15, 23, false};
        case TextStyle::secondary_strong: return {15, 23, true};
        case TextStyle::caption: return {13, 19, false};
        case TextStyle::caption_strong: return {13, 19, true};
    }
    return {17, 27, false};
}

}  // namespace zhunru::kit
