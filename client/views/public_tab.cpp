// The public tab of HomeScreen: what anybody may check without an account.
#include "client/views/home_screen.hpp"
#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

namespace {

void overdue(kit::Ui& ui, app::Context& c, const base::Value& list) {
    if (!list.is_list() || list.size() == 0) return;
    ui.begin_card("overdue", {.tone = kit::Tone::danger});
    ui.heading(c.tr("应公布而未公布"), 3);
    for (const base::Value& item : list.as_list())
        ui.key_value(c.tr.pick(item, "what"), c.tr("{who}，自 {day} 起", {{"who", item.get("who").string_or("")},
                                                                    {"day", day(c.tr, item.get("since").string_or(""), true)}}));
    ui.end_card();
    ui.space(16);
}

void complaints(kit::Ui& ui, app::Context& c, const base::Value& list) {
    if (!list.is_list() || list.size() == 0) return;
    const auto& tr = c.tr;
    ui.heading(tr("投诉与督办"));
    ui.begin_card("complaints");
    ui.begin_list("list", tr("投诉与督办"));
    for (const base::Value& one : list.as_list()) {
        const std::string id = one.get("case_id").string_or("");
        const kit::Scope scope(ui, "complaint." + id);
        const bool ended = one.get("ended").boolean_or(false), late = one.get("overdue").boolean_or(false);
        std::vector<kit::Badge> badges = {{tr.pick(one, "state"), ended ? kit::Tone::success : late ? kit::Tone::danger : kit::Tone::accent}};
        if (late) badges.push_back({tr("逾期"), kit::Tone::danger});
        if (ui.row("open", {.title = one.get("title").string_or(""), .subtitle = tr.pick(one, "community_name") + " · " + tr.pick(one, "kind_name"),
                            .meta = one.get("number").string_or("") + " · " + day(tr, one.get("at").string_or(""), true),
                            .icon = kit::Icon::megaphone, .badges = &badges}))
            c.go("public/item/" + id);
    }
    ui.end_list();
    ui.end_card();
    ui.space(20);
}

}  // namespace

void HomeScreen::public_tab(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.secondary(tr("谁批的、凭什么、多少人同意、社区要多干多少活，任何人都可以核对。居民姓名从不出现。"));
    ui.space(12);
    ui.begin_card("complain");
    if (ui.row("new", {.title = tr("投诉"), .subtitle = tr("不用账号，写两项，当场编号"), .icon = kit::Icon::megaphone})) c_.go("complain");
    if (ui.row("find", {.title = tr("查投诉"), .subtitle = tr("用编号和查询码看办到哪一步"), .icon = kit::Icon::search})) c_.go("c");
    ui.end_card();
    ui.space(16);
    if (!ready(ui, c_, public_)) return;
    const base::Value& value = public_.value();
    overdue(ui, c_, value.get("overdue"));

    const base::Value& consultations = value.get("consultations");
    if (consultations.is_list() && consultations.size() > 0) {
        ui.heading(tr("正在征求意见"));
        ui.begin_card("consultations");
        ui.begin_list("list", tr("正在征求意见"));
        for (const base::Value& poll : consultations.as_list()) {
            const kit::Scope scope(ui, "poll." + poll.get("poll_id").string_or(""));
            const std::string until = tr("{day}截止", {{"day", closing_time(tr, poll.get("closes").string_or(""))}});
            if (ui.row("open", {.title = poll.get("title").string_or(""), .subtitle = poll.get("applicant_name").string_or(""),
                                .meta = until, .icon = kit::Icon::megaphone}))
                c_.go("public/item/" + poll.get("case_id").string_or(""));
        }
        ui.end_list();
        ui.end_card();
        ui.space(20);
    }

    ui.heading(tr("决定"));
    const base::Value& decisions = value.get("decisions");
    if (!decisions.is_list() || decisions.size() == 0) {
        ui.empty_state(kit::Icon::gavel, tr("还没有公布的决定"));
    } else {
        ui.begin_card("decisions");
        ui.begin_list("list", tr("决定"));
        for (const base::Value& decision : decisions.as_list()) {
            const kit::Scope scope(ui, "decision." + decision.get("case_id").string_or(""));
            const std::string result = tr(decision.get("result").string_or(""));
            const bool yes = decision.get("result").string_or("").find("不") == std::string::npos;
            const std::vector<kit::Badge> badges = {{result, yes ? kit::Tone::success : kit::Tone::danger}};
            const std::string meta = decision.get("number").string_or("") + " · " +
                                     day(tr, decision.get("at").string_or(""), true);
            if (ui.row("open", {.title = decision.get("title").string_or(""),
                                .subtitle = decision.get("body_name").string_or(""),
                                .meta = meta,
                                .icon = kit::Icon::gavel,
                                .badges = &badges}))
                c_.go("public/item/" + decision.get("case_id").string_or(""));
        }
        ui.end_list();
        ui.end_card();
    }
    ui.space(20);

    complaints(ui, c_, value.get("complaints"));

    ui.heading(tr("清单"));
    ui.begin_card("lists");
    ui.begin_list("list", tr("清单"));
    const base::Value& lists = value.get("lists");
    if (lists.is_list()) {
        for (const base::Value& list : lists.as_list()) {
            const kit::Scope scope(ui, "list." + list.get("id").string_or(""));
            std::vector<kit::Badge> badges = {{tr("第 {n} 版", {{"n", plain(tr, list.get("version"))}}), kit::Tone::neutral}};
            if (list.get("overdue").boolean_or(false)) badges.push_back({tr("逾期未公布"), kit::Tone::danger});
            const std::string meta = tr("{n} 项，自 {day} 起", {{"n", plain(tr, list.get("count"))},
                                                            {"day", day(tr, list.get("effective").string_or(""), true)}});
            if (ui.row("open", {.title = list.get("title").string_or(""), .subtitle = list.get("owner_name").string_or(""),
                                .meta = meta, .icon = kit::Icon::list, .badges = &badges}))
                c_.go("public/list/" + list.get("id").string_or(""));
        }
    }
    ui.end_list();
    ui.end_card();
    ui.space(12);
    if (ui.link("clauses", tr("政策条款与本产品的对应表"))) c_.go("clauses");
    if (ui.link("privacy", tr("您写的内容怎样处理"))) c_.go("privacy");
}

}  // namespace zhunru::views
