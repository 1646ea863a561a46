#include "client/semantics/diff.hpp"

#include <algorithm>
#include <cmath>

namespace zhunru::semantics {
namespace {

CssRect relative(const CssRect& rect, const Node* parent) {
    const auto snap = [](float v) { return std::round(v * 64.0F) / 64.0F; };
    CssRect r = rect;
    if (parent != nullptr) {
        r.x -= parent->rect.x;
        r.y -= parent->rect.y;
        if (parent->role == Role::scroller) r.y += parent->scroll;
    }
    return {snap(r.x), snap(r.y), snap(r.w), snap(r.h)};
}

struct Pending {
    const Node* node;
    const Node* parent;
    std::string id;
};

bool same_but_place(const Node& a, const Node& b) {
    Node moved = a;
    moved.rect = b.rect;
    moved.scroll = b.scroll;
    moved.scroll_size = b.scroll_size;
    return moved == b;
}

}  // namespace

ShownTree flatten(const Node& root, std::vector<std::string>* problems) {
    ShownTree out;
    std::vector<Pending> stack = {{&root, nullptr, root.id}};
    while (!stack.empty()) {
        const Pending p = stack.back();
        stack.pop_back();
        Shown shown;
        shown.node = *p.node;
        shown.node.children.clear();
        shown.node.id = p.id;
        shown.node.rect = relative(p.node->rect, p.parent);
        for (const Node& child : p.node->children) {
            std::string id = child.id;
            for (int n = 2; id == p.id || out.count(id) != 0 || std::count(shown.children.begin(), shown.children.end(), id) != 0 ||
                            std::any_of(stack.begin(), stack.end(), [&](const Pending& q) { return q.id == id; }); ++n) {
                if (n == 2 && problems != nullptr) problems->push_back("id used twice: " + child.id);
                id = child.id + "~" + std::to_string(n);
            }
            shown.children.push_back(id);
        }
        for (std::size_t i = 0; i < p.node->children.size(); ++i) {
            stack.push_back({&p.node->children[i], p.node, shown.children[i]});
        }
        out.emplace(p.id, std::move(shown));
    }
    return out;
}

std::vector<Edit> difference(const ShownTree& shown, const ShownTree& next, const std::string& root_id) {
    std::vector<Edit> edits;
    std::vector<std::string> order = {root_id};
    for (std::size_t i = 0; i < order.size(); ++i) {  // parents before children, so that put finds its parent
        const std::string id = order[i];
        const auto found = next.find(id);
        if (found == next.end()) continue;
        const Shown& now = found->second;
        const auto before = shown.find(id);
        if (before == shown.end()) {
            edits.push_back({EditKind::put, id, now.node, {}});
        } else if (!(before->second.node == now.node)) {
            const EditKind kind = same_but_place(before->second.node, now.node) ? EditKind::move : EditKind::put;
            edits.push_back({kind, id, now.node, {}});
        }
        order.insert(order.end(), now.children.begin(), now.children.end());
    }
    // Children lists after all elements exist; removals last, so that moved children keep their focus.
    for (const std::string& id : order) {
        const auto found = next.find(id);
        if (found == next.end()) continue;
        const auto before = shown.find(id);
        const bool same = before != shown.end() && before->second.children == found->second.children;
        if (!same && !(before == shown.end() && found->second.children.empty())) {
            edits.push_back({EditKind::children, id, {}, found->second.children});
        }
    }
    for (const auto& [id, old] : shown) {
        if (next.count(id) == 0) edits.push_back({EditKind::remove, id, {}, {}});
    }
    return edits;
}

void apply(ShownTree& shown, const std::vector<Edit>& edits) {
    for (const Edit& e : edits) {
        switch (e.kind) {
            case EditKind::put: shown[e.id].node = e.node; break;
            case EditKind::move: {
                Node& node = shown[e.id].node;
                node.rect = e.node.rect;
                node.scroll = e.node.scroll;
                node.scroll_size = e.node.scroll_size;
                break;
            }
            case EditKind::children: shown[e.id].children = e.children; break;
            case EditKind::remove: shown.erase(e.id); break;
        }
    }
}

const char* role_name(Role role) {
    switch (role) {
        case Role::none: case Role::text: case Role::field: case Role::scroller: return "";
        case Role::heading: return "heading";
        case Role::button: return "button";
        case Role::link: return "link";
        case Role::checkbox: return "checkbox";
        case Role::switch_: return "switch";
        case Role::radio: return "radio";
        case Role::radiogroup: return "radiogroup";
        case Role::tab: return "tab";
        case Role::tablist: return "tablist";
        case Role::list: return "list";
        case Role::listitem: return "listitem";
        case Role::dialog: return "dialog";
        case Role::alert: return "alert";
        case Role::status: return "status";
        case Role::progress: return "progressbar";
        case Role::image: return "img";
        case Role::group: return "group";
        case Role::region: return "region";
        case Role::combobox: return "combobox";
        case Role::listbox: return "listbox";
        case Role::option: return "option";
        case Role::banner: return "banner";
        case Role::main: return "main";
        case Role::navigation: return "navigation";
        case Role::meter: return "meter";
        case Role::slider: return "slider";
        case Role::separator: return "separator";
        case Role::term: return "term";
        case Role::table: return "table";
        case Role::row: return "row";
        case Role::cell: return "cell";
        case Role::columnheader: return "columnheader";
        case Role::canvas: return "group";
    }
    return "";
}

bool is_interactive(Role role) {
    switch (role) {
        case Role::button: case Role::link: case Role::field: case Role::checkbox: case Role::switch_: case Role::radio:
        case Role::tab: case Role::combobox: case Role::option: case Role::slider: return true;
        default: return false;
    }
}

}  // namespace zhunru::semantics
