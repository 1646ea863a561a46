// PictureView: a BPMN picture on a canvas: shapes and flows from diagram interchange, what was passed, where tokens stand;
// pan with a finger, pinch to zoom, tap an element. For: the case as a picture and templates in the office of the
// administrator. Knows the shape of /api/cases/{id}/picture; asks nobody.
#pragma once

#include <string>

#include "client/app/context.hpp"
#include "client/kit/kit.hpp"

namespace zhunru::views {

class PictureView {
public:
    explicit PictureView(app::Context& context) : c_(context) {}

    /// Draws the picture in a box of that height; the id of the element that was tapped in this frame, or "".
    std::string draw(kit::Ui& ui, const base::Value& picture, float css_height);
    /// Next frame: the whole picture, or the place where the newest token stands.
    void show_all() { wish_ = Wish::all; }
    void show_now() { wish_ = Wish::now; }
    void zoom(float factor) { factor_ = factor; }
    void select(std::string id) { selected_ = std::move(id); }
    [[nodiscard]] const std::string& selected() const { return selected_; }

private:
    enum class Wish { none, all, now };
    struct Box { float x = 0, y = 0, w = 0, h = 0; };

    void place(const base::Value& picture, float width, float height);
    [[nodiscard]] kit::Rect on_screen(const Box& box) const;
    void edge(kit::Ui& ui, const base::Value& edge);
    std::string shape(kit::Ui& ui, const base::Value& shape);
    void event(kit::Ui& ui, const base::Value& shape, const kit::Rect& r);
    void gateway(kit::Ui& ui, const base::Value& shape, const kit::Rect& r);
    void activity(kit::Ui& ui, const base::Value& shape, const kit::Rect& r);

    app::Context& c_;
    Wish wish_ = Wish::now;
    float factor_ = 1;
    float zoom_ = 1;       ///< CSS px per pixel of the diagram
    float x_ = 0, y_ = 0;  ///< where the diagram's origin is on the canvas, CSS px
    float dp_ = 1;
    kit::Rect canvas_;
    std::string selected_;
};

/// "userTask" -> "人工办理"; in the user's language.
[[nodiscard]] std::string element_kind(const i18n::Translator& tr, const base::Value& shape);
/// "正在这里", "已办过", "还没到", "卡住".
[[nodiscard]] std::string element_state(const i18n::Translator& tr, const base::Value& shape);
[[nodiscard]] kit::Tone element_tone(const base::Value& shape);

}  // namespace zhunru::views
