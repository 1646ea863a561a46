// One PDF file while it is made: pages of A4, lines of text broken by Pango, rules, QR codes. All lengths are points (1/72 inch)
// from the upper left corner. It knows nothing of documents (official.hpp does); its output depends on nothing but its
// input: dates come in, fonts are fixed files, so the same calls give the same bytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"
#include "server/print/fonts.hpp"

namespace zhunru::server::print {

inline constexpr double mm = 72.0 / 25.4;
inline constexpr double page_width = 210 * mm;
inline constexpr double page_height = 297 * mm;

enum class Align { left, center, right };
enum class Ink { black, red, grey };

struct Style {
  Face face = Face::song;
  double size = 15.75;   ///< points; 15.75 = 三号
  double width = 0;      ///< of the column; 0 = never broken
  double indent = 0;     ///< of the first line
  Align align = Align::left;
  bool justify = false;
  bool heavy = false;    ///< outlines made stronger, for titles: the free 宋 has no bold face
  double letter_spacing = 0;
};

struct PdfInfo {
  std::string title, author, subject, keywords;
  base::Instant at;  ///< creation and modification date of the file
};

class Press;

/// One line that is ready to be put on a page.
class Line {
 public:
  double width() const { return width_; }

 private:
  friend class Press;
  std::shared_ptr<void> layout_;
  int index_ = 0;
  double width_ = 0, left_ = 0;
  bool heavy_ = false;
};

class Press {
 public:
  Press(const Fonts& fonts, const PdfInfo& info);
  ~Press();
  Press(const Press&) = delete;
  Press& operator=(const Press&) = delete;

  /// Breaks text (no line breaks inside) into lines of the style's width. Always at least one line.
  std::vector<Line> lines(std::string_view text, const Style& style);
  /// Width of a text on one line.
  double width(std::string_view text, const Style& style);

  void put(const Line& line, double x, double baseline, Ink ink = Ink::black);
  /// Puts a text on one line; `x` is its left edge, middle or right edge.
  void put(std::string_view text, const Style& style, double x, double baseline, Align anchor = Align::left, Ink ink = Ink::black);
  void rule(double x1, double x2, double y, double thickness, Ink ink = Ink::black);
  void frame(double x, double y, double width, double height, double thickness);
  /// A QR code that is also a link to its address.
  void qr(std::string_view url, double x, double y, double size);
  void next_page();
  /// The whole file; nothing may be put on it afterwards.
  base::Result<std::string> finish();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace zhunru::server::print
