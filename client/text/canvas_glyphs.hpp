// Glyphs from the device's own fonts: the browser's Canvas2D draws, Dear ImGui's dynamic atlas keeps.
// For: every text of the client in the browser, in two weights, with rare characters and colour emoji and
// without downloading a font. Refuses to shape: scripts that need it stay in native inputs.
#pragma once

struct ImFont;
struct ImFontAtlas;

namespace zhunru::text {

struct DeviceFonts {
    ImFont* regular = nullptr;
    ImFont* strong = nullptr;
};

/// Adds the two fonts. The atlas must not have had a font before.
DeviceFonts add_device_fonts(ImFontAtlas& atlas);

/// Rasterises what the frame asked for. After ImGui::Render(), before the draw data is drawn.
/// True when some had to wait for the next frame.
bool flush_glyphs(ImFontAtlas& atlas);

/// Forgets all glyphs: the set of fonts changed (fallback font arrived) or the atlas grew too large.
void discard_glyphs(ImFontAtlas& atlas);

/// True when the atlas takes more memory than it should; call discard_glyphs between frames.
[[nodiscard]] bool glyphs_too_large(const ImFontAtlas& atlas);

}  // namespace zhunru::text
