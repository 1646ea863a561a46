#include "server/print/ballot.hpp"

#include "server/print/press.hpp"

namespace zhunru::server::print {

namespace {

constexpr double left = 20 * mm, column = 170 * mm, right = left + column, top = 18 * mm, bottom = 279 * mm;
constexpr double qr_side = 32 * mm;

class Paper {
 public:
  Paper(Press& press, const Ballot& ballot) : press_(press), ballot_(ballot) {}

  void print() {
    head();
    for (const auto& [heading, text] : ballot_.blocks) {
      if (text.empty()) continue;
      say(heading, {Face::hei, 10.5, column}, 4);
      std::string_view rest = text;
      while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        say(rest.substr(0, end), {Face::song, 10, column, 20, Align::left, true}, 0);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      }
    }
    y_ += 8;
    press_.rule(left, right, y_, 0.8);
    y_ += 4;
    int number = 0;
    for (const auto& question : ballot_.questions) ask(question, ++number);
    foot();
  }

 private:
  void head() {
    press_.qr(ballot_.url, right - qr_side, top, qr_side);
    press_.put("编号 " + ballot_.code, {Face::hei, 9}, right, top + qr_side + 12, Align::right);
    y_ = top;
    const double narrow = column - qr_side - 8 * mm;
    say("社区征求意见表", {Face::song, 20, narrow, 0, Align::left, false, true}, 0);
    say(ballot_.title, {Face::hei, 14, narrow}, 6);
    say("提出单位:" + ballot_.from, {Face::song, 11, narrow}, 6);
    say("社区:" + ballot_.place + "    截止:" + ballot_.closes, {Face::song, 11, narrow}, 0);
    say("手机扫码答复,或填好交社区服务站代录;每人一份,以截止前最后一次为准,只计一次。", {Face::song, 10, narrow}, 4);
    say("Scan to answer by phone, or hand this paper in at the service station. One voice each: the last answer counts, once.", {Face::hei, 8.5, narrow}, 2);
    y_ = std::max(y_, top + qr_side + 20);
    press_.rule(left, right, y_, 0.8);
  }

  void ask(const Question& question, int number) {
    const double needed = 30 + question.lines * 23 + static_cast<double>(question.options.size()) * 6;
    if (y_ + needed > bottom) turn();
    say(std::to_string(number) + ". " + question.label, {Face::hei, 11.5, column}, 6);
    double x = left + 14;
    if (!question.options.empty()) y_ += 20;
    for (const auto& option : question.options) {
      const Style style{Face::song, 12};
      const double wide = press_.width(option, style) + 34;
      if (x + wide > right && x > left + 14) {
        x = left + 14;
        y_ += 21;
      }
      press_.frame(x, y_ - 10, 11, 11, 0.9);
      press_.put(option, style, x + 16, y_);
      x += wide;
    }
    for (int i = 0; i < question.lines; ++i) {
      y_ += 23;
      press_.rule(left + 14, right, y_, 0.4, Ink::grey);
    }
    y_ += 4;
  }

  void foot() {
    if (y_ + 60 > bottom) turn();
    y_ += 26;
    press_.put("本人签名(可不签)____________________    日期____________", {Face::song, 12}, left, y_);
    y_ += 24;
    press_.put("以下由服务站填写:收到____________  代录人____________  □ 本人交来  □ 会议收回", {Face::song, 10.5}, left, y_, Align::left, Ink::grey);
  }

  void say(std::string_view text, const Style& style, double before) {
    y_ += before;
    for (const auto& line : press_.lines(text, style)) {
      if (y_ + style.size * 1.5 > bottom) turn();
      press_.put(line, left, y_ + style.size * 1.1);
      y_ += style.size * 1.5;
    }
  }

  void turn() {
    press_.put("编号 " + ballot_.code, {Face::hei, 9}, right, bottom + 14, Align::right);
    press_.next_page();
    y_ = top;
  }

  Press& press_;
  const Ballot& ballot_;
  double y_ = top;
};

}  // namespace

base::Result<std::string> print_ballots(const Fonts& fonts, const std::vector<Ballot>& ballots, base::Instant at) {
  Press press(fonts, {ballots.empty() ? "" : ballots.front().title, ballots.empty() ? "" : ballots.front().from, "", "", at});
  bool first = true;
  for (const auto& ballot : ballots) {
    if (!first) press.next_page();
    first = false;
    Paper(press, ballot).print();
  }
  return press.finish();
}

}  // namespace zhunru::server::print
