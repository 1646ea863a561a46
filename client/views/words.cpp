#include "client/views/words.hpp"

#include <array>
#include <cctype>

#include "engine/base/time.hpp"

namespace zhunru::views {

namespace {

struct Stamp {
    int year = 0, month = 0, day = 0;
    std::string time;  ///< "HH:MM", may be empty
};

bool read(std::string_view iso, Stamp& out) {
    const auto number = [&](std::size_t at, std::size_t n) {
        int value = 0;
        for (std::size_t i = at; i < at + n; ++i) {
            if (std::isdigit(static_cast<unsigned char>(iso[i])) == 0) return -1;
            value = value * 10 + (iso[i] - '0');
        }
        return value;
    };
    if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return false;
    out.year = number(0, 4);
    out.month = number(5, 2);
    out.day = number(8, 2);
    if (out.year < 0 || out.month < 1 || out.month > 12 || out.day < 1) return false;
    if (iso.size() >= 16 && iso[10] == 'T') out.time = std::string(iso.substr(11, 5));
    return true;
}

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string day(const i18n::Translator& tr, std::string_view iso, bool with_year) {
    Stamp s;
    if (!read(iso, s)) return std::string(iso);
    if (!tr.chinese())
        return std::to_string(s.day) + " " + std::string(months[static_cast<std::size_t>(s.month - 1)]) + " " +
               std::to_string(s.year);
    const std::string short_form = std::to_string(s.month) + "月" + std::to_string(s.day) + "日";
    return with_year ? std::to_string(s.year) + "年" + short_form : short_form;
}

std::string day_and_time(const i18n::Translator& tr, std::string_view iso) {
    Stamp s;
    if (!read(iso, s)) return std::string(iso);
    return day(tr, iso, true) + (s.time.empty() ? "" : " " + s.time);
}

std::string closing_time(const i18n::Translator& tr, std::string_view iso) {
    Stamp s;
    const auto at = base::parse_instant(iso);
    if (!read(iso, s) || s.time != "00:00" || !at) return day_and_time(tr, iso);
    const base::Date last = base::shanghai_date(base::Instant{at->ms - 1});
    return day(tr, base::to_string(last), true) + " 24:00";
}

std::string due_words(const i18n::Translator& tr, const base::Value& task) {
    const std::string due = task.get("due").string_or("");
    if (due.empty()) return {};
    if (task.get("overdue").boolean_or(false)) return tr("已逾期（{day}到期）", {{"day", day(tr, due)}});
    const base::Value& left = task.get("due_in_wd");
    if (!left.is_number()) return tr("{day}前", {{"day", day(tr, due)}});
    const std::int64_t days = left.int64_or(0);
    if (days <= 0) return tr("今天到期");
    return tr("还有 {n} 个工作日", {{"n", std::to_string(days)}});
}

kit::Tone due_tone(const base::Value& task) {
    if (task.get("overdue").boolean_or(false)) return kit::Tone::danger;
    const base::Value& left = task.get("due_in_wd");
    return left.is_number() && left.int64_or(9) <= 2 ? kit::Tone::warning : kit::Tone::neutral;
}

std::string stance_word(const i18n::Translator& tr, const base::Value& stance) {
    const std::string word = stance.string_or("");
    if (word == "agree") return tr("同意");
    if (word == "agree_if") return tr("有条件同意");
    if (word == "disagree") return tr("不同意");
    if (word == "no_view") return tr("没有意见");
    if (word == "not_stated") return tr("未表态");
    return word.empty() ? tr("尚未表态") : word;
}

std::string vote_word(const i18n::Translator& tr, const base::Value& vote) {
    const std::string word = vote.string_or("");
    if (word == "for") return tr("赞成");
    if (word == "against") return tr("反对");
    if (word == "abstain") return tr("弃权");
    if (word == "recused") return tr("回避");
    return word.empty() ? tr("尚未表态") : word;
}

kit::Tone stance_tone(std::string_view stance) {
    if (stance == "agree") return kit::Tone::success;
    if (stance == "agree_if" || stance == "not_stated") return kit::Tone::warning;
    if (stance == "disagree") return kit::Tone::danger;
    return kit::Tone::neutral;
}

std::string plain(const i18n::Translator& tr, const base::Value& value) {
    if (value.is_null()) return tr("—");
    if (value.is_boolean()) return value.as_boolean() ? tr("是") : tr("否");
    if (value.is_number()) return value.as_number().to_string();
    if (value.is_hidden()) return tr("不公开");
    if (value.is_list()) {
        std::string out;
        for (const base::Value& item : value.as_list()) {
            if (!out.empty()) out += tr("、");
            out += plain(tr, item);
        }
        return out.empty() ? tr("无") : out;
    }
    if (value.is_context()) {
        std::string out;
        for (const auto& [key, item] : value.as_context()) {
            if (!out.empty()) out += tr("；");
            out += key + " " + plain(tr, item);
        }
        return out;
    }
    return value.string_or("");
}

std::string grouped(std::string_view digits) {
    const std::size_t start = digits.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(digits.find('.'), digits.size());
    std::string out(digits.substr(0, start));
    for (std::size_t i = start; i < point; ++i) {
        if (i > start && (point - i) % 3 == 0) out += ',';
        out += digits[i];
    }
    return out.append(digits.substr(point));
}

kit::Tone tone_of(std::string_view word) {
    if (word == "success") return kit::Tone::success;
    if (word == "warning") return kit::Tone::warning;
    if (word == "danger") return kit::Tone::danger;
    if (word == "accent") return kit::Tone::accent;
    return kit::Tone::neutral;
}

kit::Icon document_icon(std::string_view kind) {
    if (kind.find("decision") != std::string_view::npos) return kit::Icon::gavel;
    if (kind.find("opinion") != std::string_view::npos) return kit::Icon::people;
    if (kind.find("list") != std::string_view::npos) return kit::Icon::list;
    if (kind.find("evaluation") != std::string_view::npos || kind.find("appraisal") != std::string_view::npos)
        return kit::Icon::chart;
    return kit::Icon::document;
}

std::string basis_code(const base::Value& of) {
    const std::string code = of.get("basis_code").string_or("");
    if (!code.empty()) return code;
    const std::string clause = of.get("clause").string_or("");
    return of.get("local").boolean_or(false) || clause.empty() ? "C" : clause;
}

std::string size_words(const i18n::Translator& tr, std::int64_t bytes) {
    if (bytes < 1024) return tr("{n} 字节", {{"n", std::to_string(bytes)}});
    if (bytes < (1 << 20)) return std::to_string((bytes + 512) / 1024) + " KB";
    const std::int64_t tenths = (bytes * 10 + (1 << 19)) / (1 << 20);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

std::string short_hash(std::string_view hex) {
    return hex.size() < 16 ? std::string(hex) : std::string(hex.substr(0, 8)) + "…" + std::string(hex.substr(hex.size() - 4));
}

}  // namespace zhunru::views
