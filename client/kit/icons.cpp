// Icons as strokes on a 24 x 24 grid, in a small path language that is read once per draw:
// M x y, L x y (polyline), C cx cy r (circle), D cx cy r (disc), A cx cy r from to (arc, degrees), R x y w h r
// (rounded rectangle), Z closes the line. Numbers are separated by blanks.
#include <cmath>
#include <cstdlib>

#include <imgui.h>

#include "client/kit/internal.hpp"

namespace zhunru::kit {
namespace {

const char* path_of(Icon icon) {
    switch (icon) {
        case Icon::none: return "";
        case Icon::back: return "M 15 5 L 8 12 L 15 19";
        case Icon::close: return "M 6 6 L 18 18 M 18 6 L 6 18";
        case Icon::chevron_right: return "M 9 5 L 16 12 L 9 19";
        case Icon::chevron_down: return "M 5 9 L 12 16 L 19 9";
        case Icon::chevron_up: return "M 5 15 L 12 8 L 19 15";
        case Icon::check: return "M 5 12.5 L 10 17.5 L 19 7";
        case Icon::plus: return "M 12 5 L 12 19 M 5 12 L 19 12";
        case Icon::minus: return "M 5 12 L 19 12";
        case Icon::search: return "C 10.5 10.5 6 M 15 15 L 20.5 20.5";
        case Icon::menu: return "M 4 7 L 20 7 M 4 12 L 20 12 M 4 17 L 20 17";
        case Icon::more: return "D 5.5 12 1.6 D 12 12 1.6 D 18.5 12 1.6";
        case Icon::home: return "M 3.5 11.5 L 12 4 L 20.5 11.5 M 5.5 10 L 5.5 20 L 18.5 20 L 18.5 10 M 10 20 L 10 14.5 L 14 14.5 L 14 20";
        case Icon::list: return "M 9 6.5 L 20 6.5 M 9 12 L 20 12 M 9 17.5 L 20 17.5 D 4.8 6.5 1.3 D 4.8 12 1.3 D 4.8 17.5 1.3";
        case Icon::inbox: return "M 4 13 L 6.5 5 L 17.5 5 L 20 13 L 20 19 L 4 19 Z M 4 13 L 9 13 L 10 15.5 L 14 15.5 L 15 13 L 20 13";
        case Icon::document: return "M 6 3.5 L 14 3.5 L 18.5 8 L 18.5 20.5 L 6 20.5 Z M 14 3.5 L 14 8 L 18.5 8 M 9 12.5 L 15.5 12.5 M 9 16 L 15.5 16";
        case Icon::scale: return "M 12 4 L 12 20 M 7.5 20 L 16.5 20 M 5 7 L 19 7 M 5 7 L 2.5 13.5 L 7.5 13.5 Z M 19 7 L 16.5 13.5 L 21.5 13.5 Z";
        case Icon::chart: return "M 4 20 L 20 20 M 6.5 20 L 6.5 13 M 12 20 L 12 6 M 17.5 20 L 17.5 10";
        case Icon::person: return "C 12 8 4 A 12 21 7.5 180 360";
        case Icon::people: return "C 9 8.5 3.5 A 9 20 6 180 360 A 16 8.5 3.2 -100 100 A 16 20 5.5 -85 0";
        case Icon::building: return "M 5 20.5 L 5 4 L 14 4 L 14 20.5 M 14 9.5 L 19 9.5 L 19 20.5 M 3 20.5 L 21 20.5 M 8 8 L 11 8 M 8 12 L 11 12 M 8 16 L 11 16";
        case Icon::calendar: return "R 4 5.5 16 15 2 M 4 10 L 20 10 M 8.5 3 L 8.5 7.5 M 15.5 3 L 15.5 7.5";
        case Icon::clock: return "C 12 12 8.5 M 12 7 L 12 12.3 L 15.5 14.5";
        case Icon::bell: return "M 6 17 L 6 11 A 12 11 6 180 360 M 18 11 L 18 17 M 4 17 L 20 17 A 12 18 2.4 20 160";
        case Icon::gear: return "C 12 12 3.2 M 12 3.2 L 12 6 M 12 18 L 12 20.8 M 3.2 12 L 6 12 M 18 12 L 20.8 12 M 5.8 5.8 L 7.8 7.8 M 16.2 16.2 L 18.2 18.2 M 18.2 5.8 L 16.2 7.8 M 7.8 16.2 L 5.8 18.2 C 12 12 6.2";
        case Icon::warning: return "M 12 4 L 21 19.5 L 3 19.5 Z M 12 10 L 12 14.2 D 12 16.8 1.1";
        case Icon::info: return "C 12 12 8.8 M 12 11 L 12 16.5 D 12 7.8 1.2";
        case Icon::error: return "C 12 12 8.8 M 12 7.2 L 12 13 D 12 16.3 1.2";
        case Icon::success: return "C 12 12 8.8 M 8 12.3 L 11 15.2 L 16.2 9.2";
        case Icon::shield: return "M 12 3.5 L 19.5 6 L 19.5 12 L 17.5 16.5 L 12 20.5 L 6.5 16.5 L 4.5 12 L 4.5 6 Z M 8.5 12 L 11.2 14.6 L 15.6 9.4";
        case Icon::link: return "M 10 14 L 14 10 M 11 7.5 L 13.5 5 A 16.3 7.7 3.8 -135 45 M 19 10.5 L 16.5 13 M 13 16.5 L 10.5 19 A 7.7 16.3 3.8 45 225 M 5 13.5 L 7.5 11";
        case Icon::share: return "C 18 5.5 2.5 C 6 12 2.5 C 18 18.5 2.5 M 8.2 10.8 L 15.8 6.8 M 8.2 13.2 L 15.8 17.2";
        case Icon::copy: return "R 8.5 8.5 11.5 12 2 M 5.5 15.5 L 4 15.5 L 4 3.5 L 15.5 3.5 L 15.5 5.5";
        case Icon::camera: return "M 3.5 8 L 8 8 L 9.5 5.5 L 14.5 5.5 L 16 8 L 20.5 8 L 20.5 19 L 3.5 19 Z C 12 13.2 3.4";
        case Icon::attach: return "M 18.5 11.5 L 11.5 18.5 A 8.3 15.3 4.5 45 225 M 5.1 12.1 L 12.2 5 A 14.3 7.1 3 -135 45 M 16.4 9.2 L 9.6 16 A 8.4 14.8 1.7 45 225 M 7.2 13.6 L 12.8 8";
        case Icon::edit: return "M 4.5 19.5 L 5.5 15 L 16 4.5 L 19.5 8 L 9 18.5 Z M 13.5 7 L 17 10.5";
        case Icon::trash: return "M 4.5 7 L 19.5 7 M 9 7 L 9.6 4 L 14.4 4 L 15 7 M 6.5 7 L 7.5 20.5 L 16.5 20.5 L 17.5 7 M 10.3 11 L 10.6 16.8 M 13.7 11 L 13.4 16.8";
        case Icon::refresh: return "A 12 12 7.5 -60 230 M 16.2 1.8 L 16 5.6 L 19.8 6.2";
        case Icon::filter: return "M 4 5.5 L 20 5.5 L 14 12.5 L 14 19 L 10 17 L 10 12.5 Z";
        case Icon::sort: return "M 8 4.5 L 8 19 M 4.5 15.5 L 8 19 L 11.5 15.5 M 16 19.5 L 16 5 M 12.5 8.5 L 16 5 L 19.5 8.5";
        case Icon::globe: return "C 12 12 8.5 M 3.5 12 L 20.5 12 A 5 12 11.1 -50 50 A 19 12 11.1 130 230";
        case Icon::lock: return "R 5 10.5 14 10 2 M 8 10.5 L 8 8 A 12 8 4 180 360 M 16 8 L 16 10.5 D 12 15.3 1.5";
        case Icon::eye: return "A 12 17.5 11 210 330 A 12 6.5 11 30 150 C 12 12 3";
        case Icon::eye_off: return "A 12 17.5 11 210 330 A 12 6.5 11 30 150 C 12 12 3 M 5 4 L 19 20";
        case Icon::phone: return "M 5 4 L 9 4 L 10.5 8.5 L 8 10.2 L 11 14.8 L 14 16.2 L 15.8 13.7 L 20 15.2 L 20 19.5 L 17 20.3 L 11 17.5 L 6.5 12.5 L 4 6.5 Z";
        case Icon::location: return "A 12 10 6.5 150 390 M 17.6 13.3 L 12 20.8 L 6.4 13.3 C 12 10 2.3";
        case Icon::money: return "C 12 12 8.8 M 8.5 7 L 12 11.5 L 15.5 7 M 12 11.5 L 12 17.5 M 8.8 12 L 15.2 12 M 8.8 14.8 L 15.2 14.8";
        case Icon::gavel: return "M 6.5 4 L 17.5 4 A 17.5 6.5 2.5 -90 0 M 20 6.5 L 20 9 L 16.5 9 M 6.5 4 A 6.5 6.5 2.5 180 270 M 4 6.5 L 4 8 M 7 5 L 7 20 L 17 20 L 17 6 M 10 10 L 14 10 M 10 13.5 L 14 13.5";
        case Icon::flag: return "M 5.5 21 L 5.5 4 L 18.5 4 L 15.5 8.3 L 18.5 12.6 L 5.5 12.6";
        case Icon::history: return "A 12.5 12 8 -150 150 M 3 4.5 L 5.2 8.6 L 9.4 7 M 12.5 7.5 L 12.5 12.3 L 15.7 14.3";
        case Icon::download: return "M 12 4 L 12 15.5 M 7 10.5 L 12 15.5 L 17 10.5 M 4.5 19.5 L 19.5 19.5";
        case Icon::upload: return "M 12 16 L 12 4.5 M 7 9.5 L 12 4.5 L 17 9.5 M 4.5 19.5 L 19.5 19.5";
        case Icon::qr: return "R 4 4 6 6 0.5 R 14 4 6 6 0.5 R 4 14 6 6 0.5 M 14 14 L 14 16.5 M 17 14 L 20 14 M 20 17 L 20 20 M 14 20 L 17 20 M 17 17 L 17 17.6";
        case Icon::logout: return "M 13.5 4.5 L 5 4.5 L 5 19.5 L 13.5 19.5 M 10 12 L 20.5 12 M 16.5 8 L 20.5 12 L 16.5 16";
        case Icon::sun: return "C 12 12 4 M 12 2.5 L 12 5 M 12 19 L 12 21.5 M 2.5 12 L 5 12 M 19 12 L 21.5 12 M 5.3 5.3 L 7 7 M 17 17 L 18.7 18.7 M 18.7 5.3 L 17 7 M 7 17 L 5.3 18.7";
        case Icon::moon: return "A 11.6 12.4 8.3 10.5 262 A 16.2 8 6.9 58.9 213.6";
        case Icon::star: return "M 12 3.6 L 14.6 9.1 L 20.6 9.9 L 16.2 14.1 L 17.3 20.1 L 12 17.2 L 6.7 20.1 L 7.8 14.1 L 3.4 9.9 L 9.4 9.1 Z";
        case Icon::star_filled: return "F 12 3.6 L 14.6 9.1 L 20.6 9.9 L 16.2 14.1 L 17.3 20.1 L 12 17.2 L 6.7 20.1 L 7.8 14.1 L 3.4 9.9 L 9.4 9.1 Z";
        case Icon::offline: return "M 4 4 L 20 20 A 12 19 9 -140 -112 A 12 19 9 -80 -42 A 12 19 5 -140 -105 D 12 18.5 1.5 A 12 19 13.5 -135 -115 A 12 19 13.5 -85 -46";
        case Icon::sync: return "A 12 12 7.5 -160 -10 M 20.5 6.5 L 19.6 10.8 L 15.4 9.8 A 12 12 7.5 20 170 M 3.5 17.5 L 4.4 13.2 L 8.6 14.2";
        case Icon::help: return "C 12 12 8.8 A 12 9.8 2.6 -190 60 M 13.2 12.1 L 12 13 L 12 14.3 D 12 17 1.1";
        case Icon::signature: return "M 3.5 17 L 7 7 L 9.5 7 L 8 14.5 L 12 10 L 13 14 L 16 11.5 L 17 14 L 20.5 12.5 M 3.5 20.5 L 20.5 20.5";
        case Icon::megaphone: return "M 4 10 L 8 10 L 18 5 L 18 18 L 8 14 L 4 14 Z M 8 14 L 9.5 19.5 L 12 19.5 L 11 15.3 M 20.5 10 L 20.5 13.5";
        case Icon::layers: return "M 12 4 L 21 9 L 12 14 L 3 9 Z M 4.5 13 L 12 17.2 L 19.5 13 M 4.5 16.5 L 12 20.7 L 19.5 16.5";
    }
    return "";
}

class Pen {
public:
    Pen(ImDrawList* out, const char* at, const Rect& box, ImU32 color, float width)
        : out_(out), at_(at), x_(box.x0), y_(box.y0), unit_(box.width() / 24), color_(color), width_(width) {}

    void run() {
        while (*at_ != '\0') {
            const char op = *at_++;
            switch (op) {
                case 'M': end(false); filled_ = false; line(); break;
                case 'F': end(false); filled_ = true; line(); break;
                case 'L': line(); break;
                case 'Z': end(true); break;
                case 'C': { end(false); const ImVec2 c = point(); out_->AddCircle(c, number() * unit_, color_, 0, width_); break; }
                case 'D': { end(false); const ImVec2 c = point(); out_->AddCircleFilled(c, number() * unit_, color_); break; }
                case 'A': arc(); break;
                case 'R': rectangle(); break;
                default: break;
            }
        }
        end(false);
    }

private:
    float number() { return std::strtof(at_, const_cast<char**>(&at_)); }
    ImVec2 point() {
        const float px = number();
        const float py = number();
        return {x_ + px * unit_, y_ + py * unit_};
    }
    void line() {
        out_->PathLineTo(point());
    }
    void arc() {  // its own stroke: it does not join the line before
        end(false);
        const ImVec2 c = point();
        const float radius = number() * unit_;
        const float from = number() * 0.01745329F;
        const float to = number() * 0.01745329F;
        out_->PathArcTo(c, radius, from, to, 20);
        end(false);
    }
    void rectangle() {
        end(false);
        const ImVec2 a = point();
        const float w = number() * unit_;
        const float h = number() * unit_;
        const float radius = number() * unit_;
        out_->AddRect(a, {a.x + w, a.y + h}, color_, radius, 0, width_);
    }
    void end(bool closed) {
        if (out_->_Path.Size == 0) return;
        if (filled_ && closed) {
            out_->PathFillConcave(color_);
            filled_ = false;
            return;
        }
        const ImVec2 first = out_->_Path.front();
        const ImVec2 last = out_->_Path.back();
        const bool single = out_->_Path.Size == 1;
        if (single) out_->PathClear();
        else out_->PathStroke(color_, closed ? ImDrawFlags_Closed : 0, width_);
        if (!closed) {  // round caps
            out_->AddCircleFilled(first, width_ / 2, color_);
            out_->AddCircleFilled(last, width_ / 2, color_);
        }
    }

    ImDrawList* out_;
    const char* at_;
    float x_, y_, unit_;
    ImU32 color_;
    float width_;
    bool filled_ = false;
};

}  // namespace

void icon(UiState& s, Icon which, const Rect& box, Color c, float stroke_css) {
    if (which == Icon::none || !on_screen(s, box)) return;
    const float scale = box.width() / s.dp(24);
    const float width = std::max(1.0F, stroke_css * s.around.dpr * std::sqrt(std::max(0.35F, scale)));
    Pen(list(s), path_of(which), box, ink(c), width).run();
}

}  // namespace zhunru::kit
