#include "client/semantics/diff.hpp"

#include <catch_amalgamated.hpp>

#include <random>
#include <string>

using namespace zhunru::semantics;

namespace {

Node named(std::string id, Role role, std::string name) {
    Node n;
    n.id = std::move(id);
    n.role = role;
    n.name = std::move(name);
    return n;
}

bool same(const ShownTree& a, const ShownTree& b) {
    if (a.size() != b.size()) return false;
    for (const auto& [id, shown] : a) {
        const auto other = b.find(id);
        if (other == b.end() || !(other->second.node == shown.node) || other->second.children != shown.children) return false;
    }
    return true;
}

/// A random tree of a few ids, so that nodes appear, vanish, move and change parents.
Node random_tree(std::mt19937& random) {
    Node root = named("root", Role::none, "");
    std::vector<Node> groups;
    const int count = 1 + static_cast<int>(random() % 3);
    for (int g = 0; g < count; ++g) {
        Node group = named("g" + std::to_string(random() % 5), Role::group, "");
        const int children = static_cast<int>(random() % 6);
        for (int i = 0; i < children; ++i) {
            Node leaf = named("n" + std::to_string(random() % 12), random() % 2 == 0 ? Role::button : Role::text, "名" + std::to_string(random() % 3));
            leaf.rect = {static_cast<float>(random() % 100), static_cast<float>(random() % 100), 10, 10};
            leaf.checked = static_cast<Flag>(random() % 3);
            group.children.push_back(std::move(leaf));
        }
        root.children.push_back(std::move(group));
    }
    return root;
}

}  // namespace

TEST_CASE("applying the difference gives the next tree, for random trees") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    ShownTree shown;
    for (int round = 0; round < 2000; ++round) {
        const ShownTree next = flatten(random_tree(random));
        zhunru::semantics::apply(shown, difference(shown, next, "root"));
        REQUIRE(same(shown, next));
        REQUIRE(difference(shown, next, "root").empty());
    }
}

TEST_CASE("scrolling moves only the scroller") {
    Node root = named("root", Role::none, "");
    Node scroller = named("body", Role::scroller, "");
    scroller.rect = {0, 50, 300, 500};
    scroller.scroll_size = 2000;
    Node button = named("b", Role::button, "同意");
    button.rect = {10, 150, 100, 48};
    scroller.children.push_back(button);
    root.children.push_back(scroller);
    const ShownTree before = flatten(root);
    root.children[0].scroll = 80;
    root.children[0].children[0].rect.y -= 80;
    const std::vector<Edit> edits = difference(before, flatten(root), "root");
    REQUIRE(edits.size() == 1);
    CHECK(edits[0].kind == EditKind::move);
    CHECK(edits[0].id == "body");
}

TEST_CASE("an id used twice, even by a child of itself, is told apart and reported") {
    Node root = named("root", Role::none, "");
    root.children.push_back(named("a", Role::button, "一"));
    root.children.push_back(named("a", Role::button, "二"));
    root.children.push_back(named("g", Role::group, ""));
    root.children[2].children.push_back(named("g", Role::button, "三"));
    std::vector<std::string> problems;
    const ShownTree tree = flatten(root, &problems);
    CHECK(tree.size() == 5);
    CHECK(problems.size() == 2);
    CHECK(difference({}, tree, "root").size() >= 5);
}

TEST_CASE("json carries text safely and numbers without the locale") {
    Node n = named("x", Role::field, "名\"称\\\n");
    n.rect = {1.5F, -2.25F, 10, 0.01F};
    n.field.kind = InputKind::number;
    ShownTree tree = flatten(n);
    const std::string json = to_json(difference({}, tree, "x"));
    CHECK(json.find("\"n\":\"名\\\"称\\\\\\u000a\"") != std::string::npos);
    CHECK(json.find("\"b\":[1.5,-2.25,10,0.02]") != std::string::npos);
    CHECK(json.find("\"k\":\"number\"") != std::string::npos);
}
