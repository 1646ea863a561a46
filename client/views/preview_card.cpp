#include "client/views/preview_card.hpp"

#include <string>

#include "client/views/words.hpp"

namespace zhunru::views {

namespace {

using preview::Line;
using preview::Outlook;

std::string say(const i18n::Translator& tr, const preview::Words& words) { return tr.of(words.zh, words.en); }

std::string iso(base::Instant at) { return base::to_string(base::shanghai_date_time(base::Instant{at.ms - at.ms % 1000})); }

/// "12月4日前，还有 10 个工作日"
std::string by_when(const i18n::Translator& tr, const Line& line) {
    if (!line.due) return tr("没有规定期限");
    const std::string until = tr("{day}前", {{"day", day(tr, iso(*line.due))}});
    if (!line.working_days || *line.working_days < 0) return until;
    return until + tr("，还有 {n} 个工作日", {{"n", std::to_string(*line.working_days)}});
}

void choices(kit::Ui& ui, app::Context& c, const Line& line) {
    const auto& tr = c.tr;
    if (line.choices.size() < 2) return;
    ui.space(4);
    ui.caption(line.mine ? tr("到时由您选择：") : tr("到时由对方选择，您决定不了："));
    std::int64_t index = 0;
    for (const preview::Choice& choice : line.choices) {
        const kit::Scope scope(ui, "choice", index++);
        const std::string does = say(tr, choice.does);
        ui.secondary("· " + say(tr, choice.name) + (does.empty() ? "" : "：" + does));
    }
}

void line_card(kit::Ui& ui, app::Context& c, const Line& line, std::int64_t index) {
    const auto& tr = c.tr;
    const kit::Scope scope(ui, "next", index);
    const std::string name = say(tr, line.name), who = say(tr, line.who);
    const kit::Tone tone = line.kind == Line::Kind::hidden ? kit::Tone::warning : line.kind == Line::Kind::ended ? kit::Tone::success : kit::Tone::accent;
    ui.begin_card("card", {.tone = tone, .raised = false});
    switch (line.kind) {
        case Line::Kind::task:
            ui.text(line.for_absent ? tr("由您代办：{name}", {{"name", name}}) : line.mine ? tr("由您办：{name}", {{"name", name}}) : name,
                    {.style = kit::TextStyle::subheading});
            ui.secondary(who.empty() ? by_when(tr, line) : who + " · " + by_when(tr, line));
            choices(ui, c, line);
            break;
        case Line::Kind::waits:
            ui.text(tr("等待：{name}", {{"name", name}}), {.style = kit::TextStyle::subheading});
            ui.secondary(by_when(tr, line));
            break;
        case Line::Kind::ended:
            ui.text(tr("办结：{name}", {{"name", name}}), {.style = kit::TextStyle::subheading});
            break;
        case Line::Kind::document:
            ui.text(tr("出具文书：{name}", {{"name", name}}), {.style = kit::TextStyle::subheading});
            if (!who.empty()) ui.secondary(who);
            break;
        case Line::Kind::started:
            ui.text(tr("另外开始：{name}", {{"name", name}}), {.style = kit::TextStyle::subheading});
            break;
        case Line::Kind::poll:
            ui.text(tr("向各方征求意见：{name}", {{"name", name}}), {.style = kit::TextStyle::subheading});
            ui.secondary(by_when(tr, line));
            ui.secondary(tr("每一方说什么，由他们自己决定。"));
            break;
        case Line::Kind::recorded:
            ui.text(line.counted ? tr("您的意见会计入") : tr("您的意见会收下，社区确认以后计入"), {.style = kit::TextStyle::subheading});
            ui.secondary(by_when(tr, line));
            break;
        case Line::Kind::hidden:
            ui.text(tr("取决于您看不到的内容"), {.style = kit::TextStyle::subheading});
            ui.secondary(tr("走到“{name}”，往后怎样要看别人的答复或不公开的内容，这里不猜。", {{"name", name}}));
            break;
    }
    if (!line.clause.empty()) ui.clause("clause", line.clause);
    ui.end_card();
    ui.space(6);
}

/// Several people with the same step (members, reviewers) are one card.
std::vector<Line> gathered(const i18n::Translator& tr, const std::vector<Line>& lines) {
    std::vector<Line> out;
    for (const Line& line : lines) {
        bool joined = false;
        for (Line& known : out) {
            if (line.kind != Line::Kind::task || known.kind != line.kind || known.element != line.element || known.due != line.due) continue;
            known.who.zh += "；" + line.who.zh;
            known.who.en += "; " + line.who.en;
            known.mine = known.mine || line.mine;
            known.for_absent = known.for_absent || line.for_absent;
            joined = true;
        }
        if (!joined) out.push_back(line);
    }
    static_cast<void>(tr);
    return out;
}

}  // namespace

void outlook(kit::Ui& ui, app::Context& c, const Outlook& shown) {
    const auto& tr = c.tr;
    if (shown.refused) {
        if (shown.refused->code == "invalid-data") {
            ui.secondary(tr("下面的内容填好以后，这里写出接下来的步骤。"));
        } else {
            ui.banner("refused", kit::Tone::danger, tr("现在按下去会被拒绝"), tr.of(shown.refused->message, shown.refused->message_en));
        }
        return;
    }
    std::int64_t index = 0;
    for (const Line& line : gathered(tr, shown.next)) line_card(ui, c, line, index++);
    if (shown.next.empty())
        ui.secondary(shown.remains.empty() ? tr("记录下来，没有新的步骤。") : tr("记录下来，等其他人办完才往下走。"));
    for (const Line& line : gathered(tr, shown.remains))
        if (!line.mine || shown.next.empty())
            ui.secondary(tr("同时还在等：{name}（{who}）", {{"name", say(tr, line.name)}, {"who", say(tr, line.who)}}));
    ui.caption(tr("这部手机用同一套规则算出，还没有发送；以服务器确认为准。"));
}

void answer_outlook(kit::Ui& ui, app::Context& c, const Outlook& answer, const Outlook& later, base::Instant later_at) {
    const auto& tr = c.tr;
    if (answer.refused && answer.refused->code != "invalid-data") {
        ui.banner("refused", kit::Tone::danger, tr("现在提交不会被接受"), tr.of(answer.refused->message, answer.refused->message_en));
        return;
    }
    if (answer.refused) {
        ui.secondary(tr("选好态度以后，这里写出提交会怎样。"));
        return;
    }
    std::int64_t index = 0;
    for (const Line& line : answer.next)
        if (line.kind == Line::Kind::recorded) line_card(ui, c, line, index++);
    if (later_at.ms != 0) {
        const kit::Scope scope(ui, "later");
        ui.begin_card("card", {.tone = kit::Tone::neutral, .raised = false});
        ui.text(tr("{day}截止以后", {{"day", day(tr, iso(later_at))}}), {.style = kit::TextStyle::subheading});
        if (later.depends_on_hidden || later.next.empty())
            ui.secondary(tr("怎样往下走，取决于您看不到的内容：其他人的意见。截止以前谁也看不到票数。"));
        for (const Line& line : later.next)
            if (line.kind == Line::Kind::task) ui.secondary(say(tr, line.name) + " · " + say(tr, line.who));
        ui.clause("clause", "2.3-b");
        ui.end_card();
        ui.space(6);
    }
    ui.caption(tr("这部手机用同一套规则算出，还没有发送；以服务器确认为准。"));
}

}  // namespace zhunru::views
