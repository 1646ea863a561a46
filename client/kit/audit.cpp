#include "client/kit/audit.hpp"

#include <cstdarg>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <imgui.h>
#include <imgui_internal.h>

#include "client/semantics/diff.hpp"

namespace {

struct Seen {
    ImGuiID id;
    std::string node;  // empty: an item that did not come through kit::touch()
};

std::vector<Seen> g_seen;
std::string g_expected;
bool g_listening = false;

}  // namespace

// The four functions that ImGui calls (the core's hooks, without the test engine itself).
void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID id, const ImRect&, const ImGuiLastItemData*) {
    if (g_listening && id != 0) g_seen.push_back({id, std::exchange(g_expected, {})});
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }

namespace zhunru::kit {
namespace {

void check_node(const semantics::Node& root, std::set<std::string>& named, std::vector<std::string>& problems) {
    std::vector<const semantics::Node*> stack = {&root};
    while (!stack.empty()) {
        const semantics::Node& n = *stack.back();
        stack.pop_back();
        if (semantics::is_interactive(n.role)) {
            if (n.name.empty()) problems.push_back("control without a name: " + n.id);
            else named.insert(n.id);
        }
        for (const semantics::Node& child : n.children) stack.push_back(&child);
    }
}

}  // namespace

void audit_begin(UiState&) {
    ImGui::GetCurrentContext()->TestEngineHookItems = true;
    g_seen.clear();
    g_listening = true;
}

void audit_expect(UiState&, const std::string& id) { g_expected = id; }

void audit_end(UiState& s) {
    g_listening = false;
    std::set<std::string> named;
    for (const semantics::Node& layer : s.frame.layers) check_node(layer, named, s.frame.problems);
    for (const Seen& seen : g_seen) {
        if (seen.node.empty()) continue;  // windows' own parts have no id of ours and take no input
        if (named.count(seen.node) == 0) s.frame.problems.push_back("item without a semantics node: " + seen.node);
    }
}

}  // namespace zhunru::kit
