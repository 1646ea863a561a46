#include "client/text/line_break.hpp"

#include <catch_amalgamated.hpp>

#include <random>
#include <string>
#include <vector>

#include "engine/base/utf8.hpp"

namespace text = zhunru::text;
namespace base = zhunru::base;

namespace {

/// Hanzi and wide marks 2, everything else 1: widths as on a typewriter.
float typewriter(char32_t c, std::uint32_t) { return c >= 0x1100 ? 2.0F : 1.0F; }

std::vector<std::string> broken(const std::string& what, float width) {
    std::vector<std::string> out;
    for (const text::Line& line : text::break_lines(what, width, typewriter)) out.push_back(what.substr(line.begin, line.end - line.begin));
    return out;
}

char32_t first_of(const std::string& line) { std::size_t at = 0; return base::utf8_next(line, at); }
char32_t last_of(const std::string& line) { return base::utf8_decode(line).back(); }

const std::u32string kNever = U"，。、；：？！）】》」』”’…,.;:?!)%";
const std::u32string kOpeners = U"（【《「『“‘([￥¥";

}  // namespace

TEST_CASE("a line does not start with a closing mark nor end with an opening one") {
    CHECK(broken("社区有权拒绝，说明理由。", 12) == std::vector<std::string>{"社区有权拒", "绝，说明", "理由。"});
    CHECK(broken("依据（试行）办法", 7) == std::vector<std::string>{"依据", "（试", "行）办", "法"});
    CHECK(broken("他说：“同意”。", 7) == std::vector<std::string>{"他说：", "“同", "意”。"});
}

TEST_CASE("numbers, words and dates stay whole") {
    CHECK(broken("经费为38,600.50元", 12) == std::vector<std::string>{"经费为", "38,600.50元"});
    CHECK(broken("自2026-11-23起施行", 12) == std::vector<std::string>{"自2026-11-23", "起施行"});
    CHECK(broken("满意率为98.5%以上", 10) == std::vector<std::string>{"满意率为", "98.5%以上"});
    CHECK(broken("open the admission list", 10) == std::vector<std::string>{"open the", "admission", "list"});
}

TEST_CASE("an address longer than a line is cut after its separators") {
    const std::vector<std::string> lines = broken("https://example.invalid/case/2026-0113?step=evaluate", 20);
    REQUIRE(lines.size() >= 3);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) CHECK(std::string("/?&=-_.,#%+:~@").find(lines[i].back()) != std::string::npos);
}

TEST_CASE("the double dash is one mark and newlines end paragraphs") {
    CHECK(broken("准入——退出", 6) == std::vector<std::string>{"准入", "——退", "出"});
    CHECK(broken("一\n\n二", 10) == std::vector<std::string>{"一", "", "二"});
    CHECK(broken("", 10) == std::vector<std::string>{""});
    CHECK(broken("一\n", 10) == std::vector<std::string>{"一", ""});
}

TEST_CASE("a paragraph does not end in one lonely character when the line above can spare one") {
    CHECK(broken("社区和居民可以提出意见。", 20) == std::vector<std::string>{"社区和居民可以提出", "意见。"});
}

TEST_CASE("marks that belong to the character before stay with it") {
    const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
    CHECK(broken("的" + family, 3) == std::vector<std::string>{"的", family});
}

TEST_CASE("ellipsis fits and does not follow an opening mark") {
    const std::string what = "社区（街道）工作";
    CHECK(what.substr(0, text::fit_with_ellipsis(what, 8, 2, typewriter)) == "社区");
    CHECK(text::fit_with_ellipsis(what, 1, 2, typewriter) == 0);
}

TEST_CASE("random texts at random widths keep every rule and lose nothing") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    static const std::vector<std::string> pieces = {"社", "区", "，", "。", "（", "）", "“", "”", "事项", "2026", "3.5%", "GPS", " ", "、", "《", "》",
                                                    "居民", "……", "——", "￥", "1,200", "word", "-", "；", "：", "！", "\n", "https://a.b/c?d=e&f"};
    for (int round = 0; round < 3000; ++round) {
        std::string what;
        const int length = static_cast<int>(random() % 60);
        for (int i = 0; i < length; ++i) what += pieces[random() % pieces.size()];
        const auto width = static_cast<float>(6 + random() % 50);
        const std::vector<text::Line> lines = text::break_lines(what, width, typewriter);
        REQUIRE_FALSE(lines.empty());
        std::string joined;
        std::uint32_t at = 0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const text::Line& l = lines[i];
            INFO("text " << what << " width " << width << " line " << i);
            REQUIRE(l.begin >= at);
            for (std::uint32_t b = at; b < l.begin; ++b) REQUIRE((what[b] == ' ' || what[b] == '\n'));
            REQUIRE(l.end >= l.begin);
            at = l.end;
            const std::string line = what.substr(l.begin, l.end - l.begin);
            float sum = 0;
            for (const char32_t c : base::utf8_decode(line)) sum += typewriter(c, 0);
            REQUIRE(sum == l.width);
            if (line.empty()) continue;
            const bool continues = i > 0 && what.find('\n', lines[i - 1].end) >= l.begin;  // not the start of a paragraph
            // Where a run of marks fills a whole line there is no better place; such lines hold nothing else.
            const bool only_marks = [&] {
                for (const char32_t c : base::utf8_decode(what.substr(lines[i > 0 ? i - 1 : 0].begin, l.end - lines[i > 0 ? i - 1 : 0].begin))) {
                    const text::BreakClass k = text::break_class(c);
                    if (k == text::BreakClass::ideograph || k == text::BreakClass::word) return false;
                }
                return true;
            }();
            if (continues && kNever.find(first_of(line)) != std::u32string::npos && !only_marks) {
                // Allowed only if the line above is a single unbreakable cluster that is full.
                const std::string above = what.substr(lines[i - 1].begin, lines[i - 1].end - lines[i - 1].begin);
                bool breakable = false;
                char32_t before = 0, previous = 0;
                for (const char32_t c : base::utf8_decode(above)) {
                    const text::BreakClass kind = text::break_class(c);
                    if (previous != 0 && kind != text::BreakClass::close && kind != text::BreakClass::joiner && kind != text::BreakClass::space &&
                        text::break_class(previous) != text::BreakClass::open) breakable = true;
                    before = previous;
                    previous = c;
                }
                static_cast<void>(before);
                CHECK_FALSE(breakable);
            }
            if (i + 1 < lines.size() && lines[i + 1].begin == l.end && kOpeners.find(last_of(line)) != std::u32string::npos) {
                CHECK(line.size() <= 3 * 8);  // only a run of opening marks wider than a line
            }
        }
        for (std::uint32_t b = at; b < what.size(); ++b) REQUIRE((what[b] == ' ' || what[b] == '\n'));
    }
}
