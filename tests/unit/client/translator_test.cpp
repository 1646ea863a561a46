// Words of the screens in other languages, and data's Chinese written their way.
#include <catch_amalgamated.hpp>

#include "client/i18n/translator.hpp"

using zhunru::base::Context;
using zhunru::base::Value;
using zhunru::i18n::Translator;

namespace {

Value english() { return Value(Context{{"@name", "English"}, {"@data", "en"}, {"事项", "Case"}, {"{n} 份", "{n} sheets"}}); }

Value traditional() {
    return Value(Context{{"@name", "繁體中文"}, {"@data", "zh"}, {"@characters", "标標务務项項"}, {"@words", Context{{"标准", "標準"}, {"准标准", "準標準"}}},
                         {"事项", "事項"}});
}

const Value both(Context{{"name", "标准事项"}, {"name_en", "Standard case"}});

}  // namespace

TEST_CASE("Chinese is as it stands in the code", "[i18n]") {
    const Translator tr;
    CHECK(tr("事项") == "事项");
    CHECK(tr.pick(both, "name") == "标准事项");
    CHECK(tr.chinese());
}

TEST_CASE("English says its words, shows the English of data, and Chinese where there is none", "[i18n]") {
    Translator tr;
    tr.use("en", english());
    CHECK(tr("事项") == "Case");
    CHECK(tr("{n} 份", {{"n", "3"}}) == "3 sheets");
    CHECK(tr("没有的话") == "没有的话");
    CHECK(tr.pick(both, "name") == "Standard case");
    CHECK(tr.of("标准", "") == "标准");
    CHECK_FALSE(tr.chinese());
    CHECK(tr("@name") == "@name");
}

TEST_CASE("a language that writes Chinese otherwise converts data: the longest word first, then characters", "[i18n]") {
    Translator tr;
    tr.use("zh-Hant", traditional());
    CHECK(tr("事项") == "事項");
    CHECK(tr.chinese());
    CHECK(tr.pick(both, "name") == "標準事項");
    CHECK(tr.pick_lang(both, "name") == "zh-Hant");
    CHECK(tr.of("准标准", "x") == "準標準");
    CHECK(tr.written("标 A1") == "標 A1");
    CHECK(tr.written("\xE6\xA0") == "\xE6\xA0");  // cut off in the middle of a character: left alone
    tr.use_chinese();
    CHECK(tr.pick(both, "name") == "标准事项");
}
