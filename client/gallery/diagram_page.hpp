// A small pannable drawing: shows how a canvas is used and lets tests pinch, pan and tap on it.
#pragma once

#include <string>

#include "client/kit/kit.hpp"

namespace zhunru::gallery {

class DiagramPage {
public:
    void draw(kit::Ui& ui);

private:
    float x_ = 20, y_ = 60, zoom_ = 1;   // CSS px
    std::string chosen_ = "尚未选择";
};

}  // namespace zhunru::gallery
