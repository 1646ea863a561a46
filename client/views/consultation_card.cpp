// What a consultation and a decision look like to every reader.
#include <vector>

#include "client/views/case_screen.hpp"
#include "client/views/comments_screen.hpp"
#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

void decision_card(kit::Ui& ui, app::Context& c, const Value& decision) {
    if (!decision.is_context()) return;
    const std::string result = decision.get("result").string_or("");
    const bool no = result.find("不予") != std::string::npos;
    const bool back = result == "退回";
    ui.begin_card("decision", {.tone = no ? kit::Tone::danger : back ? kit::Tone::warning : kit::Tone::success});
    ui.heading(c.tr("决定：{result}", {{"result", c.tr(result)}}), 3);
    const std::string number = decision.get("number").string_or("");
    if (!number.empty()) ui.key_value(c.tr("文号"), number);
    const std::string from = decision.get("valid_from").string_or("");
    if (!from.empty())
        ui.key_value(c.tr("有效期"), day(c.tr, from, true) + " – " + day(c.tr, decision.get("valid_to").string_or(""), true));
    std::vector<std::string> lines;
    if (decision.get("reasons").is_list())
        for (const Value& reason : decision.get("reasons").as_list()) lines.push_back(plain(c.tr, reason));
    if (!lines.empty()) {
        ui.space(8);
        ui.heading(c.tr("理由"), 4);
        ui.bullets(lines);
    }
    lines.clear();
    if (decision.get("conditions").is_list())
        for (const Value& condition : decision.get("conditions").as_list())
            lines.push_back(condition.is_context() ? condition.get("text").string_or("") : plain(c.tr, condition));
    if (!lines.empty()) {
        ui.space(8);
        ui.heading(c.tr("条件"), 4);
        ui.bullets(lines);
    }
    const Value& votes = decision.get("votes");
    if (votes.is_list() && votes.size() > 0) {
        ui.space(8);
        ui.heading(c.tr("各单位表决"), 4);
        for (const Value& vote : votes.as_list())
            ui.key_value(vote.get("name").string_or(vote.get("body").string_or("")), vote_word(c.tr, vote.get("vote")));
    }
    const std::string document = decision.get("document_id").string_or("");
    if (!document.empty() &&
        ui.button("document", c.tr("看决定书"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::document}))
        c.go("d/" + document);
    ui.end_card();
    ui.space(12);
}

void ways(kit::Ui& ui, app::Context& c, const Value& rows) {
    if (!rows.is_list() || rows.size() == 0) return;
    ui.begin_card("ways", {.raised = false});
    ui.heading(c.tr("居民是怎样答的"), 4);
    for (const Value& row : rows.as_list())
        ui.key_value(c.tr.pick(row, "name"),
                     row.get("count").is_null() ? c.tr("不单列") : c.tr("{n} 份", {{"n", plain(c.tr, row.get("count"))}}));
    ui.caption(c.tr("一人一份：用哪种方式都只计最后一次。人太少的方式，和能由它推出来的，都不单列。"));
    ui.end_card();
    ui.space(8);
}

void consultation_card(kit::Ui& ui, app::Context& c, const Value& consultation) {
    if (!consultation.is_context()) return;
    const bool open = consultation.get("status").string_or("") == "open";
    ui.begin_card("consultation", {.tone = open ? kit::Tone::accent : kit::Tone::neutral});
    ui.heading(open ? c.tr("正在征求意见") : c.tr("征求意见的结果"), 3);
    ui.key_value(c.tr("时间"), day(c.tr, consultation.get("opens").string_or(""), true) + " – " +
                                 day(c.tr, consultation.get("closes").string_or(""), true));
    ui.clause("clause", "2.3-b");
    const Value& committees = consultation.get("committees");
    if (committees.is_list() && committees.size() > 0) {
        ui.space(8);
        ui.heading(c.tr("社区居民委员会（单列，沉默不算同意）"), 4);
        std::int64_t index = 0;
        for (const Value& committee : committees.as_list()) {
            const kit::Scope scope(ui, "committee", index++);
            std::string stance = open ? c.tr("结束后公开") : stance_word(c.tr, committee.get("stance"));
            if (!open && committee.get("signed").is_boolean() && !committee.get("signed").as_boolean())
                stance += c.tr("（未签名）");
            ui.key_value(committee.get("name").string_or(""), stance);
        }
    }
    ui.space(8);
    totals(ui, c, consultation.get("totals"));
    ui.space(8);
    ways(ui, c, consultation.get("ways"));
    comments_card(ui, c, consultation.get("comments"), consultation.get("reads_comments").boolean_or(false) ? consultation.get("poll_id").string_or("") : "");
    const Value& issues = consultation.get("issues");
    if (issues.is_list() && issues.size() > 0) {
        ui.space(8);
        ui.heading(c.tr("意见和答复"), 4);
        std::int64_t index = 0;
        for (const Value& issue : issues.as_list()) {
            const kit::Scope scope(ui, "issue", index++);
            ui.begin_card("issue", {.raised = false});
            ui.text(issue.get("text").string_or(""), {.style = kit::TextStyle::body_strong});
            const std::string reply = issue.get("reply").string_or("");
            ui.text(reply.empty() ? c.tr("还没有答复") : reply, {.style = kit::TextStyle::secondary});
            ui.end_card();
            ui.space(6);
        }
    }
    ui.end_card();
    ui.space(12);
}

}  // namespace zhunru::views
