// Begin and end of a frame; layers (one ImGui window each) and scroll areas.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include <imgui_internal.h>

#include "client/kit/audit.hpp"
#include "client/kit/internal.hpp"

namespace zhunru::kit {
namespace {

constexpr int kLayers = 8;         // screen, six overlays, toasts
constexpr int kToastLayer = kLayers - 1;
constexpr std::int64_t kForgetAfterFrames = 20000;

constexpr ImGuiWindowFlags kLayerFlags =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoInputs |
    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;

void begin_window(const UiState& s, int layer) {
    char name[16];
    std::snprintf(name, sizeof name, "layer%d", layer);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({s.around.width, s.around.height});
    ImGui::Begin(name, nullptr, kLayerFlags);
    ImDrawList* out = ImGui::GetWindowDrawList();
    out->PushClipRectFullScreen();
}

void end_window() {
    ImGui::GetWindowDrawList()->PopClipRect();
    ImGui::End();
}

void forget_old(UiState& s) {
    if (s.frame_number % 512 != 0) return;
    std::erase_if(s.memory, [&](const auto& entry) {
        return entry.second.last_frame + kForgetAfterFrames < s.frame_number;
    });
    std::erase_if(s.line_cache, [&](const auto& entry) { return entry.second.used + 600 < s.frame_number; });
}

}  // namespace

float UiState::dp(float css) const { return std::round(css * around.dpr); }

void begin_frame(UiState& s, std::int64_t now) {
    s.now = now;
    ++s.frame_number;
    s.wake = -1;
    s.again = false;
    s.moving = false;
    const bool dark = s.appearance == Appearance::dark || (s.appearance == Appearance::system && s.around.dark);
    s.theme = dark ? &dark_theme() : &light_theme();
    s.frame = Frame{};
    s.frame.field_events = std::exchange(s.field_events, {});  // new ones may arrive while the frame is built
    s.frame.clip = {0, 0, s.around.width, s.around.height};
    s.frame.bottom_edge = s.around.height - s.around.safe_bottom;

    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {s.around.width, s.around.height};
    io.DeltaTime = 1.0F / 60.0F;  // ImGui animates nothing for us
    ImGui::NewFrame();
    audit_begin(s);
    if (s.frame_number == 1) {  // windows are stacked in the order in which they first appear
        for (int layer = 0; layer < kLayers; ++layer) {
            begin_window(s, layer);
            end_window();
        }
    }
    for (ScrollArea& area : s.areas) {
        platform::ScrollPhysics& physics = s.remember(area.id).scroll;
        if (physics.advance(now)) s.again = s.moving = true;
    }
}

void end_frame(UiState& s) {
    Frame& f = s.frame;
    if (s.close_overlay) s.close_overlay = false;
    draw_toasts(s);
    audit_end(s);
    ImGui::Render();

    semantics::Node root;
    root.id = "root";
    root.lang = s.strings.lang;
    root.rect = css_rect(s, {0, 0, s.around.width, s.around.height});
    root.children = std::move(f.layers);
    s.tree = std::move(root);
    s.problems = std::move(f.problems);
    s.hits = std::move(f.hits);
    s.areas = std::move(f.areas);
    s.top_layer = f.layers_used > 0 ? f.layers_used - 1 : 0;
    s.host.overlays(s.top_layer);
    s.activated.clear();
    s.long_pressed.clear();
    s.reveal.clear();
    s.editing_changed_view = false;
    for (auto& entry : s.memory) {
        Memory& m = entry.second;
        m.pan_x = m.pan_y = 0;
        m.zoom = 1;
        m.tapped = m.held = m.drag_ended = false;
    }
    forget_old(s);
}

void open_layer(UiState& s, semantics::Role role, const std::string& id, std::string_view name) {
    Frame& f = s.frame;
    const bool toast = id == "toasts";
    f.layer = toast ? kToastLayer : std::min(f.layers_used, kToastLayer - 1);
    if (!toast) ++f.layers_used;
    begin_window(s, f.layer);
    f.clip = {0, 0, s.around.width, s.around.height};
    semantics::Node node;
    node.id = id;
    node.role = role;
    node.name = name;
    f.nodes.push_back(std::move(node));
}

void close_layer(UiState& s, const Rect& rect) {
    Frame& f = s.frame;
    semantics::Node node = std::move(f.nodes.back());
    f.nodes.pop_back();
    node.rect = css_rect(s, rect);
    f.layers.push_back(std::move(node));
    end_window();
}

void open_scroll(UiState& s, const std::string& id, const Rect& view, float pad_css, float max_width_css) {
    Frame& f = s.frame;
    Memory& m = s.remember(id);
    f.areas.push_back({id, view, f.layer, false, false});
    f.scroller = id;
    f.clip = view;
    list(s)->PushClipRect({view.x0, view.y0}, {view.x1, view.y1}, true);
    semantics::Node& node = open_node(s, semantics::Role::scroller, id, {});
    node.rect = css_rect(s, view);
    const float pad = s.dp(pad_css);
    const float width = std::min(view.width() - 2 * pad, s.dp(max_width_css));
    ColumnState c;
    c.x = std::round(view.x0 + (view.width() - width) / 2);
    c.y = view.y0 - std::round(m.scroll.offset() * s.around.dpr);
    c.width = width;
    f.columns.push_back(c);
}

void close_scroll(UiState& s, float bottom_pad_css) {
    Frame& f = s.frame;
    const std::string id = f.scroller;
    Memory& m = s.remember(id);
    const ColumnState c = f.columns.back();
    f.columns.pop_back();
    Rect view = f.clip;
    const float start = view.y0 - std::round(m.scroll.offset() * s.around.dpr);
    const float content = c.y - start + s.dp(bottom_pad_css);
    if (std::fabs(content - m.content) > 0.5F) {
        m.content = content;
        s.again = true;  // bounds of the scroll and heights of sheets follow
    }
    const float before = m.scroll.offset();
    m.scroll.set_extent(content / s.around.dpr, view.height() / s.around.dpr);
    if (m.scroll.offset() != before) s.again = true;
    list(s)->PopClipRect();
    // A scroll bar only as a hint while it moves.
    if ((m.scroll.moving() || m.scroll.held()) && content > view.height() + 1) {
        const float track = view.height() - s.dp(8);
        const float thumb = std::max(s.dp(36), track * view.height() / content);
        const float at = std::clamp(m.scroll.offset() / std::max(1.0F, m.scroll.max_offset()), 0.0F, 1.0F);
        const float y = view.y0 + s.dp(4) + (track - thumb) * at;
        fill(s, {view.x1 - s.dp(6), y, view.x1 - s.dp(3), y + thumb}, s.theme->outline, 2, 0.6F);
    }
    semantics::Node& node = close_node(s, view);
    node.scroll = std::round(m.scroll.offset() * s.around.dpr) / s.around.dpr;
    node.scroll_size = content / s.around.dpr;
    f.scroller.clear();
    f.clip = {0, 0, s.around.width, s.around.height};
}

}  // namespace zhunru::kit
