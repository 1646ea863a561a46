#include "server/print/official.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "server/print/press.hpp"

namespace zhunru::server::print {

namespace {

// GB/T 9704-2012 5.2: 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm; 5.2.3: 22 lines of 28 characters.
constexpr double left = 28 * mm;
constexpr double column = 156 * mm;
constexpr double right = left + column;
constexpr double top = 37 * mm;
constexpr double area = 225 * mm;
constexpr double pitch = area / 22;
constexpr double bottom = top + area;
constexpr double size_3 = 15.75;   ///< 三号
constexpr double size_2 = 21;      ///< 二号
constexpr double size_4 = 14;      ///< 四号
constexpr double thick = 0.35 * mm, thin = 0.25 * mm;  ///< rules of the 版记, 7.4.1

constexpr double proof_height = 27 * mm;
constexpr double record_pitch = 8.6 * mm;

struct Row {
  Line line;
  bool blank = true;
  double x = left;
  bool keep = false;  ///< stays on one page with the row after it
};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  for (;;) {
    const std::size_t end = text.find('\n');
    std::string_view part = text.substr(0, end);
    while (!part.empty() && (part.back() == ' ' || part.back() == '\r')) part.remove_suffix(1);
    if (!part.empty()) out.emplace_back(part);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return out;
}

class Sheet {
 public:
  Sheet(Press& press, const OfficialText& text) : press_(press), text_(text), blocks_(in_order(text.blocks)) {}

  void print() {
    head();
    collect();
    flow();
    foot();
    number_page();
  }

 private:
  using Block = std::pair<std::string, std::string>;

  std::string first(std::string_view role) const {
    for (const auto& [name, text] : blocks_) {
      if (name == role) return text;
    }
    return {};
  }

  /// 版头 (7.2) and the title (7.3.1).
  void head() {
    void_mark();
    y_ = top + 35 * mm;
    const std::string mark = first("mark");
    if (!mark.empty()) {
      Style style{Face::song, 40, 0, 0, Align::center, false, true, 2};
      const double wide = press_.width(mark, style);
      if (wide > column) {
        style.size *= column / wide;
        style.letter_spacing *= column / wide;
      }
      press_.put(mark, style, left + column / 2, y_ + style.size * 0.86, Align::center, Ink::red);
      y_ += style.size;
    }
    const std::string number = first("number"), signer = first("signer");
    y_ += 2 * pitch;
    const Style plain{Face::song, size_3};
    if (signer.empty()) {
      press_.put(number, plain, left + column / 2, y_ + size_3, Align::center);
    } else {
      press_.put(number, plain, left + size_3, y_ + size_3);
      press_.put(signer, plain, right - size_3, y_ + size_3, Align::right);
    }
    y_ += size_3 + 4 * mm;
    press_.rule(left, right, y_, 0.5 * mm, Ink::red);
    y_ += 2 * pitch;
    Style style{Face::song, size_2, column, 0, Align::center, false, true};
    for (const auto& line : balanced(text_.title, style)) {
      press_.put(line, left + (column - style.width) / 2, y_ + size_2);
      y_ += 12 * mm;
    }
    // Back to the grid of lines, one line free below the title.
    y_ = top + (std::ceil((y_ - top) / pitch - 0.3) + 1) * pitch;
  }

  /// The narrowest column that needs no more lines: lines of like length (7.3.1).
  std::vector<Line> balanced(const std::string& text, Style& style) {
    auto lines = press_.lines(text, style);
    const std::size_t wanted = lines.size();
    if (wanted < 2) return lines;
    double low = column / static_cast<double>(wanted + 1), high = column;
    for (int i = 0; i < 12; ++i) {
      style.width = (low + high) / 2;
      (press_.lines(text, style).size() > wanted ? low : high) = style.width;
    }
    style.width = high;
    return press_.lines(text, style);
  }

  void blank() { rows_.push_back(Row{}); }

  void paragraph(const std::string& text, const Style& style, double x = left) {
    for (auto& line : press_.lines(text, style)) rows_.push_back(Row{std::move(line), false, x});
  }

  void collect() {
    for (const auto& [role, text] : blocks_) {
      if (role == "to") {
        for (const auto& part : split(text)) paragraph(part, {Face::song, size_3, column});
      } else if (role == "heading") {
        paragraph(text, {Face::hei, size_3, column, 2 * size_3});
        rows_.back().keep = true;
      } else if (role == "body") {
        for (const auto& part : split(text)) paragraph(part, {Face::song, size_3, column, 2 * size_3, Align::left, true});
      } else if (role == "attachment") {
        attachment(text);
      }
    }
    sign();
  }

  /// 附件说明 (7.3.4): one line below the text, two characters in; further ones under the first.
  void attachment(const std::string& text) {
    blank();
    bool more = false;
    for (const auto& part : split(text)) {
      const double in = more ? 5 * size_3 : 2 * size_3;
      paragraph(part, {Face::song, size_3, column - in}, left + in);
      more = true;
    }
  }

  /// 署名 and 成文日期 without a seal (7.3.5.2): the date begins two characters right of the name, or ends two characters in.
  void sign() {
    const std::string name = first("sign"), date = first("date");
    if (name.empty() && date.empty()) return;
    // Never alone on a page: two lines of the text go with it.
    for (std::size_t i = rows_.size() > 2 ? rows_.size() - 2 : 0; i < rows_.size(); ++i) rows_[i].keep = true;
    blank();
    rows_.back().keep = true;
    const Style style{Face::song, size_3};
    const double name_width = press_.width(name, style), date_width = press_.width(date, style);
    double name_x = right - 2 * size_3 - name_width;
    double date_x = name_x + 2 * size_3;
    if (date_x + date_width > right - 2 * size_3) {
      date_x = right - 2 * size_3 - date_width;
      name_x = date_x - 2 * size_3;
    }
    if (name_x + name_width > right) name_x = right - name_width;
    if (!name.empty()) {
      rows_.push_back(Row{press_.lines(name, style).front(), false, std::max(left, name_x), true});
    }
    if (!date.empty()) rows_.push_back(Row{press_.lines(date, style).front(), false, date_x});
  }

  void flow() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      std::size_t end = i;
      while (end + 1 < rows_.size() && rows_[end].keep) ++end;
      const double needed = static_cast<double>(end - i + 1) * pitch;
      if (y_ + needed > bottom + 0.5 && y_ > top && needed <= area) turn();
      if (y_ + pitch > bottom + 0.5) turn();
      if (rows_[i].blank && y_ == top) continue;
      if (!rows_[i].blank) press_.put(rows_[i].line, rows_[i].x, y_ + pitch / 2 + size_3 * 0.36);
      y_ += pitch;
    }
  }

  /// The proof, then the 版记 (7.4) whose last line is the lower edge of the type area.
  void foot() {
    std::vector<std::array<std::string, 2>> record;
    if (const std::string cc = first("cc"); !cc.empty()) record.push_back({cc, ""});
    if (const std::string print = first("print"); !print.empty()) {
      const std::size_t gap = print.find("  ");
      record.push_back({print.substr(0, gap), gap == std::string::npos ? "" : print.substr(gap + 2)});
    }
    const Style small{Face::song, size_4, column - 2 * size_4};
    double record_height = 0;
    for (const auto& row : record) record_height += static_cast<double>(press_.lines(row[0], small).size()) * record_pitch;
    if (y_ + 4 * mm + proof_height + record_height > bottom) turn();
    proof(bottom - record_height - proof_height);
    double y = bottom - record_height;
    for (std::size_t i = 0; i < record.size(); ++i) {
      press_.rule(left, right, y, i == 0 ? thick : thin);
      double height = 0;
      for (const auto& line : press_.lines(record[i][0], small)) {
        press_.put(line, left + size_4, y + height + record_pitch / 2 + size_4 * 0.36);
        height += record_pitch;
      }
      if (!record[i][1].empty()) press_.put(record[i][1], {Face::song, size_4}, right - size_4, y + record_pitch / 2 + size_4 * 0.36, Align::right);
      y += height;
    }
    if (!record.empty()) press_.rule(left, right, bottom, thick);
  }

  void proof(double y) {
    const double side = 22 * mm;
    press_.qr(text_.url, left, y, side);
    const double x = left + side + 5 * mm;
    Style tiny{Face::hei, 8, right - x};
    double line_y = y + 8;
    const auto say = [&](const std::string& words) {
      for (const auto& line : press_.lines(words, tiny)) {
        press_.put(line, x, line_y, Ink::grey);
        line_y += 11.5;
      }
    };
    say(text_.number + (text_.number.empty() ? "" : " · ") + "第" + std::to_string(text_.version) + "版");
    say("SHA-256 " + text_.sha256);
    if (!text_.signed_line.empty()) say(text_.signed_line);
    say("扫码核对原文与是否有效 / scan to check: " + text_.url);
  }

  void void_mark() {
    if (!text_.voided) return;
    const Style style{Face::hei, 13, column, 0, Align::center};
    double y = 18 * mm;
    for (const auto& line : press_.lines("本文书已作废 / VOID:" + text_.void_reason, style)) {
      press_.put(line, left, y, Ink::red);
      y += 17;
    }
  }

  /// 页码 (7.5): 7 mm below the type area, outer side, one character in.
  void number_page() {
    const std::string words = "— " + std::to_string(page_) + " —";
    const double y = bottom + 7 * mm + size_4 * 0.8;
    const Style style{Face::song, size_4};
    if (page_ % 2 == 1) {
      press_.put(words, style, right - size_4, y, Align::right);
    } else {
      press_.put(words, style, left + size_4, y);
    }
  }

  void turn() {
    number_page();
    press_.next_page();
    ++page_;
    void_mark();
    y_ = top;
  }

  Press& press_;
  const OfficialText& text_;
  std::vector<Block> blocks_;
  std::vector<Row> rows_;
  double y_ = top;
  int page_ = 1;
};

}  // namespace

std::string numeral(int number) {
  static constexpr std::array<const char*, 10> digits{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  if (number < 1 || number > 99) return std::to_string(number);
  const auto tens = static_cast<std::size_t>(number / 10), ones = static_cast<std::size_t>(number % 10);
  std::string out;
  if (tens > 1) out += digits[tens];
  if (tens > 0) out += "十";
  return out + digits[ones];
}

std::vector<std::pair<std::string, std::string>> in_order(const base::Value& blocks) {
  std::vector<std::pair<std::string, std::string>> out;
  if (!blocks.is_list()) return out;
  int headings = 0;
  for (const auto& block : blocks.as_list()) {
    std::string text = block.get("text").string_or("");
    if (text.empty()) continue;
    out.emplace_back(block.get("role").string_or("body"), std::move(text));
    if (out.back().first != "heading") continue;
    ++headings;
    // A template that numbers its sections itself is left as it is.
    if (out.back().second.starts_with(numeral(1) + "、")) headings = -1000;
  }
  int section = 0;
  for (auto& [role, text] : out) {
    if (role == "heading" && headings > 1) text = numeral(++section) + "、" + text;
  }
  const auto rank = [](const auto& block) { return block.first == "cc" ? 1 : block.first == "print" ? 2 : 0; };
  std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return out;
}

base::Result<std::string> print_official(const Fonts& fonts, const OfficialText& text) {
  Press press(fonts, {text.title, text.issuer, text.number, "SHA-256 " + text.sha256, text.at});
  Sheet(press, text).print();
  return press.finish();
}

}  // namespace zhunru::server::print
