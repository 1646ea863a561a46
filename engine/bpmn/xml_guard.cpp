#include "engine/bpmn/xml_guard.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/utf8.hpp"

namespace zhunru::bpmn {

namespace limits = base::limits;

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_char(char c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

/// One pass over the bytes; every function returns false after `fail`.
class Guard {
 public:
  explicit Guard(std::string_view xml) : xml_(xml) {}

  base::Result<void> run() {
    if (xml_.size() > limits::bpmn_bytes) return make("xml-too-large", "文件大于 2 MiB", "the file is larger than 2 MiB");
    if (!base::utf8_valid(xml_)) return make("xml-not-utf8", "文件不是 UTF-8 编码,请转存为 UTF-8", "the file is not UTF-8; save it as UTF-8");
    if (xml_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    if (rest().starts_with("<?xml") && !declaration()) return error_;
    while (at_ < xml_.size())
      if (!(xml_[at_] == '<' ? markup() : text())) return error_;
    if (!open_.empty()) return make("xml-not-closed", "元素 " + open_.back() + " 没有结束标记", "element " + open_.back() + " is never closed");
    if (elements_ == 0) return make("xml-no-root", "文件里没有任何元素", "there is no element in the file");
    return {};
  }

 private:
  std::string_view rest() const { return xml_.substr(at_); }

  base::Error make(std::string code, std::string zh, std::string en) const {
    std::size_t line = 1;
    for (std::size_t i = 0; i < at_ && i < xml_.size(); ++i)
      if (xml_[i] == '\n') ++line;
    const std::string number = std::to_string(line);
    return base::make_error(std::move(code), "第 " + number + " 行:" + zh, "line " + number + ": " + en, "line " + number);
  }

  bool fail(std::string code, std::string zh, std::string en) {
    error_ = make(std::move(code), std::move(zh), std::move(en));
    return false;
  }

  bool declaration() {
    const auto end = xml_.find("?>", at_);
    if (end == std::string_view::npos) return fail("xml-syntax", "XML 声明没有结束", "the XML declaration is not closed");
    const std::string_view inside = xml_.substr(at_, end - at_);
    const auto encoding = inside.find("encoding");
    if (encoding != std::string_view::npos) {
      const auto quote = inside.find_first_of("\"'", encoding);
      const auto close = quote == std::string_view::npos ? quote : inside.find(inside[quote], quote + 1);
      if (close == std::string_view::npos) return fail("xml-syntax", "XML 声明写错", "the XML declaration is malformed");
      const std::string name = base::utf8_lower(inside.substr(quote + 1, close - quote - 1));
      if (name != "utf-8" && name != "us-ascii" && name != "ascii" && name != "iso-8859-1" && name != "windows-1252")
        return fail("xml-encoding", "只接受 UTF-8(或 ISO-8859-1、windows-1252)编码,请转存为 UTF-8", "only encoding UTF-8 (or ISO-8859-1, windows-1252) is accepted; save it as UTF-8");
    }
    at_ = end + 2;
    return true;
  }

  bool markup() {
    if (rest().starts_with("<!--")) return comment();
    if (rest().starts_with("<![CDATA[")) return cdata();
    if (rest().starts_with("<!"))
      return fail("xml-doctype", "不接受 DOCTYPE 和实体声明,请删去", "DOCTYPE and entity declarations are refused; remove them");
    if (rest().starts_with("<?"))
      return fail("xml-instruction", "不接受处理指令,请删去", "processing instructions are refused; remove them");
    if (rest().starts_with("</")) return end_tag();
    return start_tag();
  }

  bool comment() {
    const auto end = xml_.find("--", at_ + 4);
    if (end == std::string_view::npos || xml_.substr(end).size() < 3 || xml_[end + 2] != '>')
      return fail("xml-syntax", "注释没有正确结束(注释里不能有 --)", "the comment does not end properly (no -- inside)");
    if (end - at_ > limits::bpmn_value_bytes) return too_long();
    at_ = end + 3;
    return true;
  }

  bool cdata() {
    if (open_.empty()) return outside();
    const auto end = xml_.find("]]>", at_ + 9);
    if (end == std::string_view::npos) return fail("xml-syntax", "CDATA 没有结束", "the CDATA section is not closed");
    if (end - at_ > limits::bpmn_value_bytes) return too_long();
    if (!characters(xml_.substr(at_ + 9, end - at_ - 9), false)) return false;
    at_ = end + 3;
    return true;
  }

  bool outside() { return fail("xml-syntax", "根元素之外有文字", "there is text outside the root element"); }
  bool too_long() { return fail("xml-value-too-long", "一个值超过 64 KiB", "a value is longer than 64 KiB"); }

  bool text() {
    const auto found = xml_.find('<', at_);
    const auto end = found == std::string_view::npos ? xml_.size() : found;
    const std::string_view piece = xml_.substr(at_, end - at_);
    if (open_.empty()) {
      for (const char c : piece)
        if (!is_space(c)) return outside();
    } else {
      if (piece.size() > limits::bpmn_value_bytes) return too_long();
      if (!characters(piece, true)) return false;
    }
    at_ = end;
    return true;
  }

  /// Characters that XML allows, and references only to the predefined entities or to characters.
  bool characters(std::string_view piece, bool references) {
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const auto byte = static_cast<unsigned char>(piece[i]);
      if (byte < 0x20 && !is_space(piece[i]))
        return fail("xml-character", "含有 XML 不允许的控制字符", "there is a control character that XML forbids");
      if (references && piece[i] == '&' && !reference(piece.substr(i + 1)))
        return fail("xml-entity", "不接受自定义实体;请写字符本身或 &amp; &lt; &gt; &quot; &apos;",
                    "entities of one's own are refused; write the character or &amp; &lt; &gt; &quot; &apos;");
    }
    return true;
  }

  static bool reference(std::string_view after) {
    for (const std::string_view known : {"amp;", "lt;", "gt;", "quot;", "apos;"})
      if (after.starts_with(known)) return true;
    if (!after.starts_with('#')) return false;
    const bool hex = after.size() > 1 && after[1] == 'x';
    std::uint32_t code = 0;
    std::size_t i = hex ? 2 : 1;
    const std::size_t first = i;
    for (; i < after.size() && i < first + 8 && after[i] != ';'; ++i) {
      const char c = after[i];
      std::uint32_t digit = 99;
      if (c >= '0' && c <= '9') digit = static_cast<std::uint32_t>(c - '0');
      else if (hex && c >= 'a' && c <= 'f') digit = static_cast<std::uint32_t>(c - 'a' + 10);
      else if (hex && c >= 'A' && c <= 'F') digit = static_cast<std::uint32_t>(c - 'A' + 10);
      if (digit >= (hex ? 16u : 10u)) return false;
      code = code * (hex ? 16u : 10u) + digit;
      if (code > 0x10FFFF) return false;
    }
    if (i == first || i >= after.size() || after[i] != ';') return false;
    const bool space = code == 0x9 || code == 0xA || code == 0xD;
    return (space || code >= 0x20) && !(code >= 0xD800 && code <= 0xDFFF) && code != 0xFFFE && code != 0xFFFF;
  }

  std::string name() {
    const std::size_t start = at_;
    if (at_ < xml_.size() && is_name_start(xml_[at_]))
      while (at_ < xml_.size() && is_name_char(xml_[at_])) ++at_;
    const std::string_view found = xml_.substr(start, at_ - start);
    // prefix:local at most, neither part empty.
    const auto colon = found.find(':');
    const bool qualified = colon == std::string_view::npos || (colon > 0 && colon + 1 < found.size() && found.find(':', colon + 1) == std::string_view::npos &&
                                                               is_name_start(found[colon + 1]));
    return qualified ? std::string(found) : std::string();
  }

  void spaces() {
    while (at_ < xml_.size() && is_space(xml_[at_])) ++at_;
  }

  bool end_tag() {
    at_ += 2;
    const std::string closing = name();
    spaces();
    if (at_ >= xml_.size() || xml_[at_] != '>') return fail("xml-syntax", "结束标记写错", "the end tag is malformed");
    if (open_.empty() || open_.back() != closing)
      return fail("xml-mismatch", "结束标记 " + closing + " 与开始标记不符", "end tag " + closing + " does not match the start tag");
    open_.pop_back();
    ++at_;
    return true;
  }

  bool start_tag() {
    if (open_.empty() && elements_ > 0)
      return fail("xml-syntax", "只能有一个根元素", "there can be only one root element");
    ++at_;
    const std::string tag = name();
    if (tag.empty()) return fail("xml-syntax", "“<” 后面不是元素名(文字中的 < 要写成 &lt;)", "no element name after \"<\" (write &lt; in text)");
    if (++elements_ > limits::bpmn_elements)
      return fail("xml-too-many-elements", "元素多于 20000 个", "there are more than 20,000 elements");
    if (elements_ > 1000 + at_ / 8)  // no diagram is like that; its tree would take far more memory than the file
      return fail("xml-too-dense", "元素过密:平均不到 8 字节一个", "the elements are too dense: less than 8 bytes each");
    if (open_.size() + 1 > limits::bpmn_depth)
      return fail("xml-too-deep", "元素嵌套超过 64 层", "elements are nested more than 64 deep");
    std::vector<std::string> seen;
    for (;;) {
      const std::size_t before = at_;
      spaces();
      if (at_ >= xml_.size()) return fail("xml-syntax", "元素 " + tag + " 的标记没有结束", "the tag of " + tag + " is not closed");
      if (xml_[at_] == '>') {
        ++at_;
        open_.push_back(tag);
        return true;
      }
      if (rest().starts_with("/>")) {
        at_ += 2;
        return true;
      }
      if (before == at_) return fail("xml-syntax", "元素 " + tag + " 的属性之间缺少空格", "a space is missing between attributes of " + tag);
      if (!one_attribute(tag, seen)) return false;
    }
  }

  bool one_attribute(const std::string& tag, std::vector<std::string>& seen) {
    const std::string key = name();
    if (key.empty()) return fail("xml-syntax", "元素 " + tag + " 的属性写错", "an attribute of " + tag + " is malformed");
    for (const std::string& other : seen)
      if (other == key) return fail("xml-duplicate-attribute", "属性 " + key + " 写了两次", "attribute " + key + " is written twice");
    seen.push_back(key);
    if (seen.size() > limits::bpmn_attributes)
      return fail("xml-too-many-attributes", "元素 " + tag + " 的属性多于 64 个", "element " + tag + " has more than 64 attributes");
    spaces();
    if (at_ >= xml_.size() || xml_[at_] != '=') return fail("xml-syntax", "属性 " + key + " 缺少 =", "attribute " + key + " has no =");
    ++at_;
    spaces();
    if (at_ >= xml_.size() || (xml_[at_] != '"' && xml_[at_] != '\''))
      return fail("xml-syntax", "属性 " + key + " 的值要加引号", "the value of attribute " + key + " must be quoted");
    const auto close = xml_.find(xml_[at_], at_ + 1);
    if (close == std::string_view::npos) return fail("xml-syntax", "属性 " + key + " 的引号没有结束", "the quote of attribute " + key + " is not closed");
    const std::string_view value = xml_.substr(at_ + 1, close - at_ - 1);
    if (value.size() > limits::bpmn_value_bytes) return too_long();
    if (value.find('<') != std::string_view::npos)
      return fail("xml-syntax", "属性 " + key + " 的值里 < 要写成 &lt;", "write &lt; for < in the value of attribute " + key);
    if (!characters(value, true)) return false;
    at_ = close + 1;
    return true;
  }

  std::string_view xml_;
  std::size_t at_ = 0;
  std::uint32_t elements_ = 0;
  std::vector<std::string> open_;
  base::Error error_;
};

}  // namespace

std::optional<std::string> utf8_of_latin1(std::string_view xml) {
  const std::string head = base::utf8_lower(xml.substr(0, std::min<std::size_t>(xml.find("?>"), 256)));
  const bool windows = head.find("windows-1252") != std::string::npos;
  if (!xml.starts_with("<?xml") || (!windows && head.find("iso-8859-1") == std::string::npos)) return std::nullopt;
  // What windows-1252 has in 0x80..0x9F; five places are empty.
  static constexpr char32_t upper[32] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                         0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                         0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
  std::string out;
  out.reserve(xml.size());
  for (const char c : xml) {
    const auto byte = static_cast<unsigned char>(c);
    base::utf8_append(out, windows && byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : char32_t{byte});
  }
  return out;
}

base::Result<void> guard_xml(std::string_view xml) { return Guard(xml).run(); }

}  // namespace zhunru::bpmn
