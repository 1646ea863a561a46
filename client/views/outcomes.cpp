#include "client/views/outcomes.hpp"

#include <array>

namespace zhunru::views {

namespace {

struct Word {
    std::string_view outcome, zh, tone;
};

/// The outcome words of workflows/rules, in the order of the tables.
constexpr std::array words = {
    Word{"own_duty", "居委会依法履行职责的事项，不用准入", "warning"},
    Word{"assist_funding", "依法协助政府的事项，落实经费即可", "warning"},
    Word{"on_list_c", "已经是准入事项，办理变更或续期", "warning"},
    Word{"admission_needed", "不在清单上，需要准入", "success"},
    Word{"confirm_match", "与清单上的事项相近，要由办公室确认", "warning"},
    Word{"block", "触碰红线，禁止准入", "danger"},
    Word{"return", "要退回修改", "warning"},
    Word{"incomplete", "还没有填完", "neutral"},
    Word{"pass", "通过", "success"},
    Word{"warn", "负担偏重", "warning"},
    Word{"needs_offset", "负担过重，要先减一项", "danger"},
    Word{"funded", "经费已落实", "success"},
    Word{"no_cost", "不需要经费", "success"},
    Word{"not_funded", "经费没有落实", "danger"},
    Word{"text_ok", "三个有利于都写了", "success"},
    Word{"text_missing", "三个有利于没有写全", "warning"},
    Word{"accepted", "三个有利于得到认可", "success"},
    Word{"not_accepted", "三个有利于没有得到认可", "danger"},
    Word{"none", "政策没有指明由谁审批，不能审批", "danger"},
    Word{"valid", "协商有效", "success"},
    Word{"valid_with_objection", "协商有效，有异议", "warning"},
    Word{"extend", "要延长一次", "warning"},
    Word{"escalate_to_meeting", "要开协商会议", "warning"},
    Word{"experts", "要请专家论证", "warning"},
    Word{"report_only", "写论证评估报告即可", "success"},
    Word{"propose_T11", "建议改为政府购买服务", "warning"},
    Word{"stay", "继续准入", "success"},
    Word{"issue", "可以签发", "success"},
    Word{"refuse", "不能签发", "danger"},
    Word{"continue", "继续", "success"},
    Word{"rectify", "整改", "warning"},
    Word{"withdraw", "退出", "danger"},
};

const Word* find(std::string_view outcome) {
    for (const Word& word : words)
        if (word.outcome == outcome) return &word;
    return nullptr;
}

}  // namespace

std::string outcome_word(const i18n::Translator& tr, std::string_view outcome) {
    const Word* word = find(outcome);
    return word == nullptr ? std::string(outcome) : tr(word->zh);
}

std::string outcome_tone(std::string_view outcome) {
    const Word* word = find(outcome);
    return std::string(word == nullptr ? "neutral" : word->tone);
}

}  // namespace zhunru::views
