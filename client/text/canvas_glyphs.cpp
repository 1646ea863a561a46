#include "client/text/canvas_glyphs.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include <emscripten/em_js.h>
#include <imgui.h>
#include <imgui_internal.h>

#include "client/text/line_break.hpp"

// client/web/glue/glyphs.js holds the drawing; these only cross the border.
EM_JS(void, zh_glyph_measure, (int weight, int em, int code_point, float* out), {
    ZH.glyphs.measure(weight, em, code_point, out);
});
EM_JS(void, zh_glyph_raster, (const int* items, int count, unsigned char* out), { ZH.glyphs.raster(items, count, out); });

namespace zhunru::text {
namespace {

constexpr int kMaxPerFlush = 600;     // about 60 ms on a middling phone; more waits for the next frame
constexpr int kMaxAtlasSide = 4096;
constexpr std::int64_t kMaxAtlasPixels = 4096LL * 3072LL;

struct Face {
    int weight;
};
Face g_faces[2] = {{400}, {600}};

/// A glyph whose place in the atlas is reserved but whose pixels are not drawn yet.
struct Waiting {
    ImGuiID baked;  ///< its id: Dear ImGui moves bakes between frames
    ImFontConfig* source;
    ImWchar code_point;
    int rect;
    int em, width, height, pen_x, pen_y;
    bool colored;
};
std::vector<Waiting> g_waiting;

bool is_blank(ImWchar c) {
    return c <= 0x20 || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200F) || c == 0xFEFF || c == 0x2060 ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || c == 0x2028 || c == 0x2029;
}

bool is_plain_han(ImWchar c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0xF900 && c <= 0xFAFF); }

bool source_init(ImFontAtlas*, ImFontConfig*) { return true; }
void source_destroy(ImFontAtlas*, ImFontConfig*) {}
bool contains(ImFontAtlas*, ImFontConfig*, ImWchar c) { return c >= 0x20 && c != 0xFFFD && !(c >= 0x7F && c < 0xA0); }

int weight_of(const ImFontConfig* source) { return g_faces[source->FontNo].weight; }

bool baked_init(ImFontAtlas*, ImFontConfig* source, ImFontBaked* baked, void*) {
    float m[6];
    const int em = static_cast<int>(std::lround(baked->Size));
    zh_glyph_measure(weight_of(source), em, 0x56FD, m);
    // 国 stands in the middle of the line, whatever the font says of itself.
    const float ascent = std::round((static_cast<float>(em) + m[3] - m[4]) / 2);
    baked->Ascent = ascent;
    baked->Descent = ascent - static_cast<float>(em);
    return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar c, ImFontGlyph* glyph, float* advance) {
    if (!contains(atlas, source, c)) return false;
    const int em = static_cast<int>(std::lround(baked->Size));
    const int weight = weight_of(source);
    float m[6] = {};  // advance, left, right, ascent, descent, coloured
    const BreakClass kind = break_class(c);
    const bool zero_width = kind == BreakClass::joiner || c == 0x200B || c == 0x200C;
    if (zero_width) {
        m[0] = 0;
    } else if (is_plain_han(c)) {  // measureText is the slow part: hanzi fill one em
        const auto e = static_cast<float>(em);
        m[0] = e;
        m[1] = e * 0.04F;
        m[2] = e * 1.04F;
        m[3] = e * 0.94F;
        m[4] = e * 0.18F;
    } else {
        zh_glyph_measure(weight, em, static_cast<int>(c), m);
    }
    const float step = std::round(m[0]);
    if (advance != nullptr) {
        *advance = step;
        return true;
    }
    glyph->Codepoint = c;
    glyph->AdvanceX = step;
    if (is_blank(c) || zero_width) return true;
    const int x0 = static_cast<int>(std::floor(-m[1])) - 1;
    const int x1 = static_cast<int>(std::ceil(m[2])) + 1;
    const int y0 = static_cast<int>(std::floor(-m[3])) - 1;
    const int y1 = static_cast<int>(std::ceil(m[4])) + 1;
    const int width = std::min(x1 - x0, 1000);
    const int height = std::min(y1 - y0, 1000);
    if (width <= 2 || height <= 2) return true;
    const ImFontAtlasRectId rect = ImFontAtlasPackAddRect(atlas, width, height);
    if (rect == ImFontAtlasRectId_Invalid) return true;  // full: drawn as a blank until the atlas is discarded
    glyph->X0 = static_cast<float>(x0);
    glyph->Y0 = static_cast<float>(y0) + baked->Ascent;
    glyph->X1 = static_cast<float>(x0 + width);
    glyph->Y1 = static_cast<float>(y0 + height) + baked->Ascent;
    glyph->Visible = true;
    glyph->Colored = m[5] > 0;
    glyph->PackId = rect;
    g_waiting.push_back({baked->BakedId, source, c, rect, em, width, height, -x0, -y0, m[5] > 0});
    return true;
}

bool has_colour(const unsigned char* pixels, std::size_t bytes) {
    for (std::size_t p = 0; p < bytes; p += 4) {
        if (pixels[p + 3] > 40 && (pixels[p] != pixels[p + 1] || pixels[p + 1] != pixels[p + 2])) return true;
    }
    return false;
}

const ImFontLoader& loader() {
    static const ImFontLoader it = [] {
        ImFontLoader l;
        l.Name = "canvas2d";
        l.FontSrcInit = source_init;
        l.FontSrcDestroy = source_destroy;
        l.FontSrcContainsGlyph = contains;
        l.FontBakedInit = baked_init;
        l.FontBakedLoadGlyph = load_glyph;
        return l;
    }();
    return it;
}

}  // namespace

DeviceFonts add_device_fonts(ImFontAtlas& atlas) {
    atlas.TexMinWidth = 1024;
    atlas.TexMinHeight = 1024;
    atlas.TexMaxWidth = kMaxAtlasSide;
    atlas.TexMaxHeight = kMaxAtlasSide;
    atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
    atlas.SetFontLoader(&loader());
    ImFontConfig config;
    config.FontLoader = &loader();
    config.SizePixels = 17;
    config.EllipsisChar = 0x2026;
    DeviceFonts out;
    config.FontNo = 0;
    out.regular = atlas.AddFont(&config);
    config.FontNo = 1;
    out.strong = atlas.AddFont(&config);
    return out;
}

bool flush_glyphs(ImFontAtlas& atlas) {
    if (g_waiting.empty()) return false;
    const std::size_t count = std::min<std::size_t>(g_waiting.size(), kMaxPerFlush);
    std::vector<int> items;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Waiting& w = g_waiting[i];
        items.insert(items.end(), {static_cast<int>(w.code_point), weight_of(w.source), w.em, w.width, w.height, w.pen_x, w.pen_y,
                                   w.colored ? 1 : 0});
        bytes += static_cast<std::size_t>(w.width) * static_cast<std::size_t>(w.height) * (w.colored ? 4U : 1U);
    }
    std::vector<unsigned char> pixels(bytes);
    zh_glyph_raster(items.data(), static_cast<int>(count), pixels.data());
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Waiting& w = g_waiting[i];
        const std::size_t size = static_cast<std::size_t>(w.width) * static_cast<std::size_t>(w.height) * (w.colored ? 4U : 1U);
        ImTextureRect* rect = ImFontAtlasPackGetRectSafe(&atlas, w.rect);  // it moves when the atlas grows
        auto* baked = static_cast<ImFontBaked*>(atlas.Builder->BakedMap.GetVoidPtr(w.baked));
        ImFontGlyph* glyph = baked != nullptr && baked->IsGlyphLoaded(w.code_point) ? baked->FindGlyphNoFallback(w.code_point) : nullptr;
        if (w.colored && glyph != nullptr && !has_colour(pixels.data() + at, size)) {
            glyph->Colored = false;  // no emoji font here: a box or an outline, in the colour of the text
            for (std::size_t p = 0; p < size; p += 4) std::memset(pixels.data() + at + p, 255, 3);
        }
        if (rect != nullptr && glyph != nullptr) {
            ImFontAtlasBakedSetFontGlyphBitmap(&atlas, baked, w.source, glyph, rect, pixels.data() + at,
                                               w.colored ? ImTextureFormat_RGBA32 : ImTextureFormat_Alpha8, w.width * (w.colored ? 4 : 1));
        }
        at += size;
    }
    g_waiting.erase(g_waiting.begin(), g_waiting.begin() + static_cast<std::ptrdiff_t>(count));
    return !g_waiting.empty();
}

void discard_glyphs(ImFontAtlas& atlas) {
    g_waiting.clear();
    for (ImFont* font : atlas.Fonts) ImFontAtlasFontDiscardBakes(&atlas, font, 0);
    ImFontAtlasTextureCompact(&atlas);
}

bool glyphs_too_large(const ImFontAtlas& atlas) {
    return static_cast<std::int64_t>(atlas.TexData->Width) * atlas.TexData->Height > kMaxAtlasPixels;
}

}  // namespace zhunru::text

// Dear ImGui is built with IMGUI_ENABLE_FREETYPE only to leave its own rasteriser out; nothing of FreeType is used.
namespace ImGuiFreeType {
const ImFontLoader* GetFontLoader() { return &zhunru::text::loader(); }
bool DebugEditFontLoaderFlags(unsigned int*) { return false; }
}  // namespace ImGuiFreeType
