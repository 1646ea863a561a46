#include "client/platform/gesture_arena.hpp"

#include <catch_amalgamated.hpp>

#include <random>
#include <vector>

#include "client/platform/scroll_physics.hpp"

using namespace zhunru::platform;

namespace {

struct Rig {
    Surface surface{.scrolls = true, .long_press = true};
    GestureArena arena{[this](float, float, PointerKind) { return surface; }};
    std::vector<Gesture> out;

    void at(std::int64_t t, PointerPhase phase, float x, float y, std::int32_t id = 1, PointerKind kind = PointerKind::touch) {
        arena.feed({phase, kind, id, x, y, t}, false, out);
    }
    int count(GestureType type) const {
        int n = 0;
        for (const Gesture& g : out) n += g.type == type ? 1 : 0;
        return n;
    }
};

}  // namespace

TEST_CASE("a short touch within the slop is a tap and shows no press before 80 ms") {
    Rig r;
    r.at(0, PointerPhase::down, 100, 100);
    r.at(30, PointerPhase::move, 106, 106);
    r.at(60, PointerPhase::up, 106, 106);
    REQUIRE(r.out.size() == 1);
    CHECK(r.out[0].type == GestureType::tap);
    CHECK_FALSE(r.arena.deadline().has_value());
}

TEST_CASE("press feedback is due after 80 ms and is taken back when the finger scrolls") {
    Rig r;
    r.at(0, PointerPhase::down, 100, 100);
    CHECK(r.arena.deadline() == 80);
    r.arena.advance(80, r.out);
    CHECK(r.count(GestureType::press) == 1);
    r.at(120, PointerPhase::move, 100, 140);
    CHECK(r.count(GestureType::press_cancel) == 1);
    CHECK(r.count(GestureType::scroll_begin) == 1);
    r.at(140, PointerPhase::up, 100, 150);
    CHECK(r.count(GestureType::tap) == 0);
}

TEST_CASE("a scroll starts without a jump and throws with the finger's speed") {
    Rig r;
    r.at(0, PointerPhase::down, 100, 500);
    for (int i = 1; i <= 10; ++i) r.at(i * 10, PointerPhase::move, 100, 500 - static_cast<float>(i) * 20);
    r.at(101, PointerPhase::up, 100, 300);
    float moved = 0;
    for (const Gesture& g : r.out) if (g.type == GestureType::scroll) moved += g.dy;
    CHECK(moved == Catch::Approx(-190));  // 200 less the slop
    CHECK(r.out.back().type == GestureType::scroll_end);
    CHECK(r.out.back().vy == Catch::Approx(-2000).margin(50));
}

TEST_CASE("a finger that rests before it lifts does not throw") {
    Rig r;
    r.at(0, PointerPhase::down, 100, 500);
    for (int i = 1; i <= 5; ++i) r.at(i * 10, PointerPhase::move, 100, 500 - static_cast<float>(i) * 20);
    r.at(300, PointerPhase::up, 100, 400);
    CHECK(r.out.back().type == GestureType::scroll_end);
    CHECK(r.out.back().vy == 0);
}

TEST_CASE("a long press is due at 450 ms and leaves no tap") {
    Rig r;
    r.at(0, PointerPhase::down, 100, 100);
    r.arena.advance(80, r.out);
    CHECK(r.arena.deadline() == 450);
    r.arena.advance(450, r.out);
    CHECK(r.count(GestureType::long_press) == 1);
    r.at(700, PointerPhase::up, 100, 100);
    CHECK(r.count(GestureType::tap) == 0);
}

TEST_CASE("a touch that stops a fling is no tap") {
    Rig r;
    r.surface.was_moving = true;
    r.at(0, PointerPhase::down, 100, 100);
    r.at(50, PointerPhase::up, 100, 100);
    CHECK(r.count(GestureType::tap) == 0);
}

TEST_CASE("two fingers on a canvas pinch; elsewhere they are nothing") {
    Rig r;
    r.surface = {.canvas = true, .long_press = true};
    r.at(0, PointerPhase::down, 100, 100, 1);
    r.at(5, PointerPhase::down, 200, 100, 2);
    r.at(20, PointerPhase::move, 50, 100, 1);
    r.at(25, PointerPhase::move, 250, 100, 2);
    float zoom = 1;
    for (const Gesture& g : r.out) if (g.type == GestureType::pinch) zoom *= g.zoom;
    CHECK(zoom == Catch::Approx(2));
    r.at(40, PointerPhase::up, 50, 100, 1);
    r.at(45, PointerPhase::up, 250, 100, 2);
    CHECK(r.count(GestureType::tap) == 0);
    CHECK_FALSE(r.arena.active());

    Rig list;
    list.at(0, PointerPhase::down, 100, 100, 1);
    list.at(5, PointerPhase::down, 200, 100, 2);
    list.at(30, PointerPhase::up, 100, 100, 1);
    list.at(35, PointerPhase::up, 200, 100, 2);
    CHECK(list.out.empty());
}

TEST_CASE("a mouse presses at once and does not scroll by dragging") {
    Rig r;
    r.at(0, PointerPhase::down, 100, 100, 1, PointerKind::mouse);
    CHECK(r.count(GestureType::press) == 1);
    r.at(20, PointerPhase::move, 100, 200, 1, PointerKind::mouse);
    r.at(40, PointerPhase::up, 100, 200, 1, PointerKind::mouse);
    CHECK(r.count(GestureType::scroll) == 0);
    CHECK(r.count(GestureType::tap) == 0);
}

TEST_CASE("the same events give the same gestures, and every press ends") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 500; ++round) {
        Rig first, second;
        first.surface.canvas = second.surface.canvas = round % 2 == 0;
        std::int64_t t = 0;
        for (int i = 0; i < 60; ++i) {
            t += static_cast<std::int64_t>(random() % 60);
            const auto phase = static_cast<PointerPhase>(random() % 4);
            const auto id = static_cast<std::int32_t>(random() % 3);
            const auto x = static_cast<float>(random() % 300);
            const auto y = static_cast<float>(random() % 300);
            first.at(t, phase, x, y, id);
            second.at(t, phase, x, y, id);
        }
        first.arena.reset(first.out);
        second.arena.reset(second.out);
        REQUIRE(first.out.size() == second.out.size());
        int pressed = 0;
        int scrolling = 0;
        for (const Gesture& g : first.out) {
            if (g.type == GestureType::press) ++pressed;
            if (g.type == GestureType::scroll_begin) ++scrolling;
            if (g.type == GestureType::scroll_end) --scrolling;
            REQUIRE(scrolling >= 0);
            REQUIRE(scrolling <= 1);
        }
        CHECK(scrolling == 0);
        CHECK(first.count(GestureType::tap) + first.count(GestureType::press_cancel) + first.count(GestureType::long_press) >= 0);
        CHECK(pressed <= static_cast<int>(first.out.size()));
    }
}

TEST_CASE("a fling slows down, stays within bounds and comes to rest") {
    ScrollPhysics s;
    s.set_extent(5000, 800);
    s.grab();
    s.drag(-100);
    CHECK(s.offset() == Catch::Approx(100));
    s.release(-2500, 0, false);
    std::int64_t t = 0;
    float last = s.offset();
    while (s.advance(t += 16)) {
        CHECK(s.offset() >= last - 0.01F);
        last = s.offset();
        REQUIRE(t < 10000);
    }
    CHECK(s.offset() > 800);
    CHECK(s.offset() <= s.max_offset());
}

TEST_CASE("beyond the edge the content resists and springs back to it") {
    ScrollPhysics s;
    s.set_extent(2000, 800);
    s.grab();
    s.drag(200);
    CHECK(s.pulled() > 0);
    CHECK(s.pulled() < 200);
    s.release(0, 0, false);
    std::int64_t t = 0;
    while (s.advance(t += 16)) REQUIRE(t < 5000);
    CHECK(s.offset() == 0);
    s.release(-6000, t, false);
    while (s.advance(t += 16)) REQUIRE(t < 20000);
    CHECK(s.offset() == Catch::Approx(s.max_offset()).margin(0.5));
}

TEST_CASE("with reduced motion nothing moves by itself") {
    ScrollPhysics s;
    s.set_extent(2000, 800);
    s.grab();
    s.drag(-50);
    s.release(-3000, 0, true);
    CHECK_FALSE(s.moving());
    s.glide_to(700, 0, true);
    CHECK_FALSE(s.moving());
    CHECK(s.offset() == 700);
}
