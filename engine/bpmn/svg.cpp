#include "engine/bpmn/svg.hpp"

#include <algorithm>

#include "engine/base/utf8.hpp"

namespace zhunru::bpmn {

namespace {

using model::EventKind;

constexpr std::int32_t margin = 20, line_height = 15;

constexpr std::string_view style =
    "<style>text{font:12px system-ui,'PingFang SC','Noto Sans CJK SC',sans-serif;fill:#1f2328}"
    ".s{fill:#fff;stroke:#3a4250;stroke-width:1.5}.l{fill:none;stroke:#3a4250;stroke-width:1.5}.p{fill:#f6f8fa;stroke:#8b94a0}"
    ".i{fill:none;stroke:#3a4250;stroke-width:1.3;stroke-linejoin:round}.f{fill:#3a4250;stroke:#3a4250}"
    ".d{stroke-dasharray:4 3}.t{stroke-width:3}.done>.s{fill:#e6f4ea;stroke:#1e7d3c}.current>.s{fill:#fff4d6;stroke:#a15c00;stroke-width:2.5}"
    ".late>.s{fill:#fdeaea;stroke:#b3261e;stroke-width:2.5}</style>";

class Svg {
 public:
  Svg(const Diagram& diagram, const SvgOptions& options) : diagram_(diagram), options_(options) {}

  std::string run() {
    const Bounds& e = diagram_.extent;
    out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"" + number(e.x - margin) + " " + number(e.y - margin) + " " +
           number(e.width + 2 * margin) + " " + number(e.height + 2 * margin) + "\" width=\"" + number(e.width + 2 * margin) + "\" height=\"" +
           number(e.height + 2 * margin) + "\" role=\"img\">";
    out_ += style;
    out_ += "<defs><marker id=\"a\" viewBox=\"0 0 10 10\" refX=\"10\" refY=\"5\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto-start-reverse\">"
            "<path class=\"f\" d=\"M0 1 10 5 0 9z\"/></marker><marker id=\"o\" viewBox=\"0 0 10 10\" refX=\"10\" refY=\"5\" markerWidth=\"9\" "
            "markerHeight=\"9\" orient=\"auto\"><path class=\"i\" d=\"M0 1 10 5 0 9\"/></marker></defs>";
    for (const Shape& shape : diagram_.shapes)
      if (container(shape)) draw(shape);
    for (const Edge& edge : diagram_.edges) draw(edge);
    for (const Shape& shape : diagram_.shapes)
      if (!container(shape)) draw(shape);
    return out_ + "</svg>\n";
  }

 private:
  static std::string number(std::int32_t value) { return std::to_string(value); }

  static bool container(const Shape& shape) {
    return shape.kind == "participant" || shape.kind == "lane" || shape.kind == "group" ||
           (shape.expanded && (shape.kind == "subProcess" || shape.kind == "transaction" || shape.kind == "adHocSubProcess"));
  }

  static std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
      if (c == '&') result += "&amp;";
      else if (c == '<') result += "&lt;";
      else if (c == '>') result += "&gt;";
      else if (c == '"') result += "&quot;";
      else if (static_cast<unsigned char>(c) >= 0x20) result += c;
      else result += ' ';
    }
    return result;
  }

  template <class T>
  std::string name(const T& drawn) const {
    return options_.english && !drawn.name_en.empty() ? drawn.name_en : drawn.name;
  }

  void rect(const Bounds& b, std::string_view css, std::int32_t radius, const std::string& extra = {}) {
    out_ += "<rect class=\"" + std::string(css) + "\" x=\"" + number(b.x) + "\" y=\"" + number(b.y) + "\" width=\"" + number(b.width) + "\" height=\"" +
            number(b.height) + "\" rx=\"" + number(radius) + "\"" + extra + "/>";
  }

  void circle(Point c, std::int32_t radius, std::string_view css, const std::string& extra = {}) {
    out_ += "<circle class=\"" + std::string(css) + "\" cx=\"" + number(c.x) + "\" cy=\"" + number(c.y) + "\" r=\"" + number(radius) + "\"" + extra + "/>";
  }

  /// A path in coordinates around a centre.
  void sign(Point c, std::string_view path, bool filled) {
    out_ += "<path class=\"" + std::string(filled ? "f" : "i") + "\" transform=\"translate(" + number(c.x) + " " + number(c.y) + ")\" d=\"" +
            std::string(path) + "\"/>";
  }

  /// Lines of at most `width` pixels; words are kept together, hanzi break anywhere.
  static std::vector<std::string> wrapped(std::string_view text, std::int32_t width) {
    std::vector<std::string> lines(1);
    std::int32_t used = 0;
    std::size_t i = 0;
    while (i < text.size()) {
      std::size_t end = i;
      std::int32_t piece = 0;
      const char32_t first = base::utf8_next(text, end);
      piece = first >= 0x2E80 ? 12 : 7;
      if (first < 0x2E80 && first != ' ')
        for (std::size_t next = end; next < text.size(); end = next, piece += 7) {
          const char32_t c = base::utf8_next(text, next);
          if (c >= 0x2E80 || c == ' ' || c == '\n') break;
        }
      if (first == '\n' || (used + piece > width && used > 0)) {
        lines.emplace_back();
        used = 0;
        if (first == ' ' || first == '\n') { i = end; continue; }
      }
      lines.back() += std::string(text.substr(i, end - i));
      used += piece;
      i = end;
    }
    return lines;
  }

  void text(std::string_view words, std::int32_t x, std::int32_t top, std::int32_t width, std::string_view anchor, std::size_t most) {
    auto lines = wrapped(words, width);
    if (lines.size() > most) {
      lines.resize(most);
      lines.back() += "…";
    }
    out_ += "<text text-anchor=\"" + std::string(anchor) + "\">";
    for (std::size_t i = 0; i < lines.size(); ++i)
      out_ += "<tspan x=\"" + number(x) + "\" y=\"" + number(top + 12 + static_cast<std::int32_t>(i) * line_height) + "\">" + escaped(lines[i]) + "</tspan>";
    out_ += "</text>";
  }

  void centred(std::string_view words, const Bounds& b) {
    const auto count = static_cast<std::int32_t>(std::min<std::size_t>(wrapped(words, b.width - 12).size(), 4));
    text(words, b.x + b.width / 2, b.y + (b.height - count * line_height) / 2, b.width - 12, "middle", 4);
  }

  void outside(const Shape& shape, std::string_view words) {
    if (words.empty()) return;
    const Bounds& b = shape.bounds;
    if (shape.label && shape.label->width > 0) text(words, shape.label->x + shape.label->width / 2, shape.label->y, std::max(shape.label->width + 14, 60), "middle", 3);
    else text(words, b.x + b.width / 2, b.y + b.height + 2, std::max(b.width + 60, 90), "middle", 3);
  }

  std::string colours(const Shape& shape) const {
    std::string css;
    if (!shape.fill.empty()) css += "fill:" + shape.fill + ";";
    if (!shape.stroke.empty()) css += "stroke:" + shape.stroke + ";";
    return css.empty() ? css : " style=\"" + css + "\"";
  }

  void draw(const Shape& shape) {
    const auto extra = options_.classes.find(shape.element);
    out_ += "<g data-id=\"" + escaped(shape.element) + "\"" + (extra == options_.classes.end() ? "" : " class=\"" + escaped(extra->second) + "\"") + ">";
    const std::string words = name(shape);
    if (!words.empty()) out_ += "<title>" + escaped(words) + "</title>";
    if (shape.kind.ends_with("Event")) event(shape, words);
    else if (shape.kind.ends_with("Gateway")) gateway(shape, words);
    else if (shape.kind == "participant" || shape.kind == "lane") pool(shape, words);
    else if (shape.kind == "textAnnotation") annotation(shape, words);
    else if (shape.kind.starts_with("data")) data(shape, words);
    else if (shape.kind == "group") {
      rect(shape.bounds, "l d", 8);
      text(words, shape.bounds.x + shape.bounds.width / 2, shape.bounds.y + 4, shape.bounds.width, "middle", 1);
    } else activity(shape, words);
    out_ += "</g>";
  }

  void event_sign(const Shape& shape, Point c) {
    const bool filled = shape.throwing;
    if (shape.multiple) {
      sign(c, shape.parallel_multiple ? "M-2 -8h4v6h6v4h-6v6h-4v-6h-6v-4h6z" : "M0 -9 9 -2 5 8H-5L-9 -2z", filled);
      return;
    }
    if (!shape.event) return;
    switch (*shape.event) {
      case EventKind::message: sign(c, "M-8 -6H8V6H-8zM-8 -6 0 1 8 -6", filled); break;
      case EventKind::timer: circle(c, 9, "i"); sign(c, "M0 -6V0L4 3", false); break;
      case EventKind::signal: sign(c, "M0 -8 8 6H-8z", filled); break;
      case EventKind::error: sign(c, "M-8 7-3 -6 2 2 8 -8 3 6-2 -2z", filled); break;
      case EventKind::escalation: sign(c, "M0 -9 6 8 0 2-6 8z", filled); break;
      case EventKind::conditional: sign(c, "M-6 -8H6V8H-6zM-4 -5H4M-4 -2H4M-4 1H4M-4 4H4", false); break;
      case EventKind::compensation: sign(c, "M0 -6V6L-8 0zM8 -6V6L0 0z", filled); break;
      case EventKind::link: sign(c, "M-8 -3H1V-7L9 0 1 7V3H-8z", filled); break;
      case EventKind::terminate: circle(c, 10, "f"); break;
      case EventKind::cancel: sign(c, "M-7 -5-5 -7 0 -2 5 -7 7 -5 2 0 7 5 5 7 0 2-5 7-7 5-2 0z", filled); break;
    }
  }

  void event(const Shape& shape, const std::string& words) {
    const Bounds& b = shape.bounds;
    const Point c{b.x + b.width / 2, b.y + b.height / 2};
    const std::int32_t radius = std::min(b.width, b.height) / 2;
    const std::string dash = shape.interrupting ? "" : " d";
    circle(c, radius, (shape.kind == "endEvent" ? "s t" : "s") + dash, colours(shape));
    if (shape.kind.starts_with("intermediate") || shape.kind == "boundaryEvent") circle(c, radius - 4, "l" + dash);
    event_sign(shape, c);
    outside(shape, words);
  }

  void gateway(const Shape& shape, const std::string& words) {
    const Bounds& b = shape.bounds;
    const Point c{b.x + b.width / 2, b.y + b.height / 2};
    const std::int32_t w = b.width / 2, h = b.height / 2;
    out_ += "<path class=\"s\" d=\"M" + number(c.x) + " " + number(c.y - h) + "l" + number(w) + " " + number(h) + " " + number(-w) + " " + number(h) + " " +
            number(-w) + " " + number(-h) + "z\"" + colours(shape) + "/>";
    if (shape.kind == "exclusiveGateway") sign(c, "M-8 -6-6 -8 0 -2 6 -8 8 -6 2 0 8 6 6 8 0 2-6 8-8 6-2 0z", true);
    if (shape.kind == "parallelGateway") sign(c, "M-2 -11h4v9h9v4h-9v9h-4v-9h-9v-4h9z", true);
    if (shape.kind == "inclusiveGateway") circle(c, 11, "l t");
    if (shape.kind == "complexGateway") sign(c, "M0 -12V12M-12 0H12M-8 -8 8 8M8 -8-8 8", false);
    if (shape.kind == "eventBasedGateway") {
      circle(c, 13, "l");
      if (!shape.instantiate) circle(c, 10, "l");
      sign(c, "M0 -7 7 -2 4 6H-4L-7 -2z", false);
    }
    outside(shape, words);
  }

  void pool(const Shape& shape, const std::string& words) {
    const Bounds& b = shape.bounds;
    rect(b, "p", 0, colours(shape));
    constexpr std::int32_t header = 30;
    if (!shape.horizontal) {
      text(words, b.x + b.width / 2, b.y + 8, b.width, "middle", 1);
      return;
    }
    out_ += "<path class=\"i\" d=\"M" + number(b.x + header) + " " + number(b.y) + "v" + number(b.height) + "\"/><text text-anchor=\"middle\" transform=\"translate(" +
            number(b.x + 19) + " " + number(b.y + b.height / 2) + ") rotate(-90)\">" + escaped(words) + "</text>";
  }

  void annotation(const Shape& shape, const std::string& words) {
    const Bounds& b = shape.bounds;
    out_ += "<path class=\"i\" d=\"M" + number(b.x + 12) + " " + number(b.y) + "h-12v" + number(b.height) + "h12\"/>";
    text(words, b.x + 6, b.y + 4, b.width - 8, "start", 6);
  }

  void data(const Shape& shape, const std::string& words) {
    const Bounds& b = shape.bounds;
    if (shape.kind == "dataStoreReference") {
      rect(b, "s", 10, colours(shape));
      out_ += "<path class=\"i\" d=\"M" + number(b.x) + " " + number(b.y + 10) + "h" + number(b.width) + "\"/>";
    } else {
      out_ += "<path class=\"s\" d=\"M" + number(b.x) + " " + number(b.y) + "h" + number(b.width - 10) + "l10 10v" + number(b.height - 10) + "h" + number(-b.width) +
              "zm" + number(b.width - 10) + " 0v10h10\"" + colours(shape) + "/>";
    }
    outside(shape, words);
  }

  void task_sign(const Shape& shape) {
    const Point c{shape.bounds.x + 14, shape.bounds.y + 14};
    if (shape.kind == "userTask") { circle({c.x, c.y - 3}, 4, "i"); sign(c, "M-7 8C-7 0 7 0 7 8z", false); }
    if (shape.kind == "serviceTask") { circle(c, 3, "i"); sign(c, "M-1 -8h2l1 3 3 1 3-1 1 2-2 3 2 3-1 2-3-1-3 1-1 3h-2l-1-3-3-1-3 1-1-2 2-3-2-3 1-2 3 1 3-1z", false); }
    if (shape.kind == "scriptTask") sign(c, "M-4 -8H7C2 -4 8 2 4 8H-7C-2 3 -8 -3 -4 -8zM-3 -4H3M-2 0H4M-3 4H3", false);
    if (shape.kind == "businessRuleTask") sign(c, "M-8 -7H8V7H-8zM-8 -3H8M-8 2H8M-3 -3V7", false);
    if (shape.kind == "sendTask") sign(c, "M-8 -6H8V6H-8zM-8 -6 0 1 8 -6", true);
    if (shape.kind == "receiveTask") sign(c, "M-8 -6H8V6H-8zM-8 -6 0 1 8 -6", false);
    if (shape.kind == "manualTask") sign(c, "M-8 -2 0 -7H3L1 -4H8V-1H8V2H7V5H6V7H-4L-8 5z", false);
  }

  void activity(const Shape& shape, const std::string& words) {
    const Bounds& b = shape.bounds;
    std::string css = "s";
    if (shape.kind == "callActivity") css += " t";
    if (shape.dashed) css += " d";
    rect(b, css, 10, colours(shape));
    if (shape.kind == "transaction") rect({b.x + 4, b.y + 4, b.width - 8, b.height - 8}, "l", 7);
    task_sign(shape);
    if (container(shape)) text(words, b.x + 12, b.y + 6, b.width - 24, "start", 1);
    else centred(words, b);
    std::int32_t x = b.x + b.width / 2 - static_cast<std::int32_t>(shape.markers.size() - (shape.markers.empty() ? 0 : 1)) * 9;
    for (const Marker marker : shape.markers) {
      const Point c{x, b.y + b.height - 10};
      switch (marker) {
        case Marker::loop: sign(c, "M4 5A6 6 0 1 0 -4 5M-8 4-4 5-4 1", false); break;
        case Marker::parallel_instances: sign(c, "M-4 -6V6M0 -6V6M4 -6V6", false); break;
        case Marker::sequential_instances: sign(c, "M-6 -4H6M-6 0H6M-6 4H6", false); break;
        case Marker::compensation: sign(c, "M0 -5V5L-7 0zM7 -5V5L0 0z", false); break;
        case Marker::ad_hoc: sign(c, "M-7 2C-4 -5 -1 -3 1 0S6 2 7 -3", false); break;
        case Marker::collapsed: sign(c, "M-6 -6H6V6H-6zM0 -4V4M-4 0H4", false); break;
      }
      x += 18;
    }
  }

  void draw(const Edge& edge) {
    std::string path;
    for (std::size_t i = 0; i < edge.waypoints.size(); ++i)
      path += (i == 0 ? "M" : "L") + number(edge.waypoints[i].x) + " " + number(edge.waypoints[i].y);
    const bool sequence = edge.kind == "sequenceFlow";
    out_ += "<g data-id=\"" + escaped(edge.element) + "\"><path class=\"l" + (sequence ? "" : " d") + "\" d=\"" + path + "\"" +
            (edge.kind == "association" ? "" : sequence ? " marker-end=\"url(#a)\"" : " marker-end=\"url(#o)\"") +
            (edge.stroke.empty() ? "" : " style=\"stroke:" + edge.stroke + "\"") + "/>";
    const Point& first = edge.waypoints.front();
    if (edge.is_default) sign({first.x + 10, first.y}, "M-3 6 3 -6", false);
    if (edge.conditional) sign({first.x + 8, first.y}, "M-8 0 0 -5 8 0 0 5z", false);
    const std::string words = name(edge);
    if (!words.empty()) {
      const Point middle = edge.waypoints[edge.waypoints.size() / 2];
      if (edge.label && edge.label->width > 0) text(words, edge.label->x, edge.label->y, std::max(edge.label->width + 20, 60), "start", 2);
      else text(words, middle.x + 4, middle.y - 18, 140, "start", 2);
    }
    out_ += "</g>";
  }

  const Diagram& diagram_;
  const SvgOptions& options_;
  std::string out_;
};

}  // namespace

std::string to_svg(const Diagram& diagram, const SvgOptions& options) { return Svg(diagram, options).run(); }

}  // namespace zhunru::bpmn
