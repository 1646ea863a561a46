#include "client/platform/browser_loop.hpp"

#include <cmath>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>
#include <GLES3/gl3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include "client/kit/ui_state.hpp"
#include "client/platform/browser_ports.hpp"
#include "client/platform/gesture_arena.hpp"
#include "client/semantics/diff.hpp"
#include "client/text/canvas_glyphs.hpp"

EM_JS(void, zh_js_start, (), { ZH.view.start(); });
EM_JS(void, zh_js_wake, (double due), { if (due < 0) ZH.noWake(); else ZH.wakeAt(due); });
EM_JS(void, zh_js_frames, (int count), { ZH.frames = count; });
EM_JS(void, zh_js_mirror, (const char* edits), { ZH.mirror.apply(UTF8ToString(edits)); });
EM_JS(void, zh_js_problems, (const char* text), { ZH.problems = UTF8ToString(text).split('\n').filter((x) => x); });
EM_JS(void, zh_js_focus, (const char* id, int picker), { ZH.mirror.focus(UTF8ToString(id), !!picker); });
EM_JS(void, zh_js_blur, (), { ZH.mirror.blur(); });
EM_JS(void, zh_js_follow, (const char* id, float offset), { ZH.mirror.follow(UTF8ToString(id), 0, offset); });
EM_JS(void, zh_js_overlays, (int open), { ZH.view.setOverlays(open); });
EM_JS(void, zh_js_page_color, (int rgb, int dark), {
    const color = '#' + rgb.toString(16).padStart(6, '0');
    document.documentElement.style.backgroundColor = color;
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
    const meta = document.querySelector('meta[name=theme-color]');
    if (meta && meta.content !== color) meta.content = color;
});
EM_JS(void, zh_js_ensure_chinese, (), { ZH.glyphs.ensureChinese(() => ZH.call('zh_fonts_changed')); });
EM_JS(void, zh_js_report, (const char* text), { ZH.report(UTF8ToString(text)); });

namespace zhunru::platform {
namespace {

class MirrorHost final : public kit::Host {
public:
    void focus(const std::string& id, bool picker) override { zh_js_focus(id.c_str(), picker ? 1 : 0); }
    void blur() override { zh_js_blur(); }
    void overlays(int open) override {
        if (open == open_) return;
        open_ = open;
        zh_js_overlays(open);
    }

private:
    int open_ = 0;
};

struct Loop {
    MirrorHost host;
    kit::UiState state{host};
    kit::Ui ui{state};
    std::unique_ptr<Program> program;
    GestureArena arena{[this](float x, float y, PointerKind kind) { return kit::surface_at(state, x, y, kind); }};
    semantics::ShownTree shown;
    std::vector<std::string> problems;
    std::string sync_word;
    std::uint32_t page_color = 0xFFFFFFFF;
    bool in_frame = false, lost = false, ready = false, discard = false;
    int drawn = 0;
};

Loop* g_loop = nullptr;

std::int64_t now_ms() { return static_cast<std::int64_t>(emscripten_get_now()); }

void draw(const ImDrawData& data, const kit::Theme& theme) {
    const std::uint32_t c = theme.page.rgb;
    glViewport(0, 0, static_cast<int>(data.DisplaySize.x), static_cast<int>(data.DisplaySize.y));
    glClearColor(static_cast<float>(c >> 16U & 0xFFU) / 255, static_cast<float>(c >> 8U & 0xFFU) / 255, static_cast<float>(c & 0xFFU) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(const_cast<ImDrawData*>(&data));
}

void update_mirror(Loop& l) {
    const kit::UiState& s = l.state;
    if (s.moving) {  // during a fling only what is being edited follows
        if (s.editing.empty()) return;
        for (const kit::ScrollArea& area : s.areas) {
            const auto m = s.memory.find(area.id);
            if (m != s.memory.end() && !area.canvas && !area.grip) zh_js_follow(area.id.c_str(), m->second.scroll.offset());
        }
        return;
    }
    std::vector<std::string> problems = s.problems;
    semantics::ShownTree next = semantics::flatten(s.tree, &problems);
    const std::vector<semantics::Edit> edits = semantics::difference(l.shown, next, s.tree.id);
    if (!edits.empty()) {
        zh_js_mirror(semantics::to_json(edits).c_str());
        l.shown = std::move(next);
    }
    if (problems != l.problems) {
        std::string text;
        for (const std::string& p : problems) text += p + "\n";
        zh_js_problems(text.c_str());
        l.problems = std::move(problems);
    }
}

void page_color(Loop& l) {
    const kit::Theme& t = *l.state.theme;
    if (t.page.rgb == l.page_color) return;
    l.page_color = t.page.rgb;
    zh_js_page_color(static_cast<int>(t.page.rgb), t.dark ? 1 : 0);
}

void frame(Loop& l) {
    if (!l.ready || l.lost || l.in_frame || l.state.around.width < 1) return;
    l.in_frame = true;
    kit::UiState& s = l.state;
    const std::int64_t now = now_ms();
    std::vector<Gesture> due;
    l.arena.advance(now, due);
    for (const Gesture& g : due) kit::on_gesture(s, g);
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    if (l.discard || text::glyphs_too_large(atlas)) {
        l.discard = false;
        text::discard_glyphs(atlas);
        s.line_cache.clear();
    }
    ImGui_ImplOpenGL3_NewFrame();
    kit::begin_frame(s, now);
    const ImTextureData* const texture = atlas.TexData;
    try {
        l.program->draw(l.ui);
    } catch (const std::exception& e) {  // a bug of a screen: said aloud, and the page stays alive no longer
        zh_js_report(e.what());
        throw;
    }
    kit::end_frame(s);
    const bool more_glyphs = text::flush_glyphs(atlas);
    draw(*ImGui::GetDrawData(), *s.theme);
    zh_js_frames(++l.drawn);
    page_color(l);
    update_mirror(l);
    l.in_frame = false;
    // Text laid down before the atlas grew still points at the old texture, which lacks the new glyphs.
    const bool grown = atlas.TexData != texture;
    if (s.again || more_glyphs || grown) want_frame();
    double wake = s.wake < 0 ? -1.0 : static_cast<double>(s.wake);
    if (const std::optional<std::int64_t> arena = l.arena.deadline()) {
        const auto at = static_cast<double>(*arena);
        if (wake < 0 || at < wake) wake = at;
    }
    zh_js_wake(wake);
}

void after_input(Loop& l, bool needs_frame, bool at_once) {
    if (at_once) frame(l);
    else if (needs_frame) want_frame();
    if (const std::optional<std::int64_t> due = l.arena.deadline()) zh_js_wake(static_cast<double>(*due));
}

bool setup_graphics() {
    EmscriptenWebGLContextAttributes a;
    emscripten_webgl_init_context_attributes(&a);
    a.alpha = false;
    a.depth = false;
    a.stencil = false;
    a.antialias = false;
    a.majorVersion = 2;
    a.minorVersion = 0;
    a.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
    const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context("#canvas", &a);
    if (context <= 0 || emscripten_webgl_make_context_current(context) != EMSCRIPTEN_RESULT_SUCCESS) {
        zh_js_report("WebGL 2 is not available");
        return false;
    }
    return true;
}

}  // namespace

void run(std::unique_ptr<Program> program) {
    if (!setup_graphics()) return;
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags = 0;
    ImGuiStyle& style = ImGui::GetStyle();
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.WindowRounding = 0;
    style.WindowMinSize = {1, 1};
    style.CircleTessellationMaxError = 0.2F;
    ImGui_ImplOpenGL3_Init("#version 300 es");
    g_loop = new Loop;  // lives as long as the page
    const text::DeviceFonts fonts = text::add_device_fonts(*io.Fonts);
    g_loop->state.regular = fonts.regular;
    g_loop->state.strong = fonts.strong;
    g_loop->program = std::move(program);
    g_loop->ready = true;
    zh_js_start();
    zh_js_ensure_chinese();
    g_loop->program->on_route(browser_ports().browser.route());
    want_frame();
}

}  // namespace zhunru::platform

using namespace zhunru::platform;
namespace kit = zhunru::kit;

extern "C" {

EMSCRIPTEN_KEEPALIVE void zh_frame() { frame(*g_loop); }

EMSCRIPTEN_KEEPALIVE void zh_resize(float w, float h, float dpr, float top, float right, float bottom, float left, int dark, int still, float text) {
    kit::Surroundings& a = g_loop->state.around;
    if (a.dpr != dpr || a.text_scale != text) g_loop->state.line_cache.clear();
    g_loop->state.editing_changed_view = true;
    a = {dpr, w, h, top * dpr, right * dpr, bottom * dpr, left * dpr, dark != 0, still != 0, text};
    frame(*g_loop);  // before the browser paints: a resized canvas is empty
    want_frame();
}

EMSCRIPTEN_KEEPALIVE void zh_pointer(int phase, int kind, int id, float x, float y, double at, int on_field) {
    Loop& l = *g_loop;
    std::vector<Gesture> out;
    l.state.now = now_ms();
    l.arena.feed({static_cast<PointerPhase>(phase), static_cast<PointerKind>(kind), id, x, y, static_cast<std::int64_t>(at)}, on_field != 0, out);
    kit::GestureEffect all;
    for (const Gesture& g : out) {
        const kit::GestureEffect e = kit::on_gesture(l.state, g);
        all.frame = all.frame || e.frame;
        all.at_once = all.at_once || e.at_once;
    }
    if (phase == 0) all.frame = true;  // a fling may have been stopped
    after_input(l, all.frame, all.at_once);
}

EMSCRIPTEN_KEEPALIVE void zh_hover(float x, float y) { after_input(*g_loop, kit::on_hover(g_loop->state, x, y), false); }

EMSCRIPTEN_KEEPALIVE int zh_wheel(float x, float y, float dx, float dy, int zoom) {
    const bool used = kit::on_wheel(g_loop->state, x, y, dx, dy, zoom != 0);
    if (used) want_frame();
    return used ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void zh_activate(const char* id) {
    g_loop->state.now = now_ms();
    after_input(*g_loop, true, kit::on_activate(g_loop->state, id));
}

/// A click that assistive technology made: the pointers that some systems send along are not ours.
EMSCRIPTEN_KEEPALIVE void zh_assist(const char* id) {
    g_loop->arena.ignore_until(now_ms() + gesture::synthetic_quiet_ms);
    zh_activate(id);
}

EMSCRIPTEN_KEEPALIVE void zh_focus(const char* id, int visible) {
    kit::on_focus(g_loop->state, id, visible != 0);
    want_frame();
}

EMSCRIPTEN_KEEPALIVE void zh_field(const char* id, int what, const char* value) {
    switch (what) {
        case 0: kit::on_field_focus(g_loop->state, id); break;
        case 1: kit::on_field_input(g_loop->state, id, value); break;
        case 2: kit::on_field_blur(g_loop->state, id); break;
        case 3: kit::on_field_submit(g_loop->state, id); break;
        default: return;
    }
    // The difference is taken against what the input shows now: a character that the program refuses goes away again.
    if (what == 1 || what == 2) {
        if (const auto shown = g_loop->shown.find(id); shown != g_loop->shown.end()) shown->second.node.value = value;
    }
    if (what == 3) frame(*g_loop);
    want_frame();
}

EMSCRIPTEN_KEEPALIVE void zh_mirror_scroll(const char* id, float offset) {
    kit::on_mirror_scroll(g_loop->state, id, offset);
    want_frame();
}

EMSCRIPTEN_KEEPALIVE int zh_key(int key) {
    kit::UiState& s = g_loop->state;
    s.now = now_ms();
    bool used = false;
    switch (key) {
        case 1: used = kit::on_dismiss(s, false); break;
        case 2: used = kit::on_page_key(s, 1, false); break;
        case 3: used = kit::on_page_key(s, -1, false); break;
        case 4: used = kit::on_page_key(s, -1, true); break;
        case 5: used = kit::on_page_key(s, 1, true); break;
        case 6: used = kit::on_page_key(s, 0.12F, false); break;
        case 7: used = kit::on_page_key(s, -0.12F, false); break;
        default: break;
    }
    if (used) want_frame();
    return used ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void zh_back() {
    kit::on_dismiss(g_loop->state, true);
    want_frame();
}

EMSCRIPTEN_KEEPALIVE void zh_route(const char* route) {
    g_loop->program->on_route(route);
    want_frame();
}

EMSCRIPTEN_KEEPALIVE void zh_visible(int visible) {
    if (visible != 0) {
        g_loop->program->on_resume();
    } else {
        std::vector<Gesture> out;
        g_loop->arena.reset(out);
        for (const Gesture& g : out) kit::on_gesture(g_loop->state, g);
        g_loop->program->on_pause();
    }
    want_frame();
}

EMSCRIPTEN_KEEPALIVE void zh_online(int online) {
    g_loop->program->on_online(online != 0);
    want_frame();
}

EMSCRIPTEN_KEEPALIVE void zh_context_restored() {
    ImGui_ImplOpenGL3_DestroyDeviceObjects();  // textures come back from ImGui's own copy
    g_loop->lost = false;
    want_frame();
}

EMSCRIPTEN_KEEPALIVE void zh_fonts_changed() {
    g_loop->discard = true;
    want_frame();
}

EMSCRIPTEN_KEEPALIVE int zh_pending() { return g_loop->program->pending_commands(); }

EMSCRIPTEN_KEEPALIVE const char* zh_preview(const char* question) {
    static std::string answer;
    answer = g_loop->program->preview(question);
    return answer.c_str();
}

EMSCRIPTEN_KEEPALIVE const char* zh_sync_state() {
    g_loop->sync_word = g_loop->program->sync_state();
    return g_loop->sync_word.c_str();
}

}  // extern "C"
