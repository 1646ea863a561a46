#include "client/views/home_screen.hpp"

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

HomeScreen::HomeScreen(app::Context& context, const app::Parameters& parameters)
    : c_(context), home_(context.api), public_(context.api), notices_(context.api), tasks_(context, WorkList::What::tasks),
      cases_(context, WorkList::What::cases) {
    home_.on_value([this](const base::Value& value) {
        tasks_.set(value.get("tasks"));
        cases_.set(value.get("cases"));
    });
    const auto found = parameters.find("tab");
    tab_ = found != parameters.end() ? found->second : "tasks";
}

void HomeScreen::enter() {
    if (c_.session.signed_in()) home_.load("/api/home");
    if (c_.session.signed_in()) notices_.load("/api/notices?unread=1");
    if (tab_ == "public") public_.load("/api/public/home");
}

void HomeScreen::changed(std::string_view) {
    home_.reload();
    public_.reload();
    notices_.reload();
}

void HomeScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const base::Value& counts = home_.value().get("counts");
    std::vector<kit::Tab> tabs;
    if (c_.session.signed_in()) {
        tabs.push_back({"tasks", tr("待办"), kit::Icon::inbox, static_cast<int>(counts.get("tasks").int64_or(0) + counts.get("polls").int64_or(0))});
        tabs.push_back({"cases", tr("事项"), kit::Icon::layers});
    }
    tabs.push_back({"public", tr("公开"), kit::Icon::globe});
    const auto unread = static_cast<int>(notices_.value().get("unread").int64_or(0));
    tabs.push_back({"me", c_.session.signed_in() ? tr("我的") : tr("登录"), kit::Icon::person, c_.outbox.refused() + unread});

    const std::string title = tab_ == "tasks"    ? tr("待办")
                              : tab_ == "cases"  ? tr("事项")
                              : tab_ == "public" ? tr("公开")
                                                 : tr("我的");
    std::vector<kit::IconAction> top;
    if (c_.session.demo) top.push_back({"clock", tr("演示时钟"), kit::Icon::clock});
    top.push_back({"language", tr.chinese() ? "English" : "中文", kit::Icon::globe});
    ui.begin_screen({.id = "home/" + tab_,
                     .title = title,
                     .subtitle = tab_ == "tasks" ? c_.session.label() : std::string(),
                     .large_title = true,
                     .top_actions = top,
                     .tabs = tabs,
                     .active_tab = tab_,
                     .pull_to_refresh = tab_ != "me",
                     .refreshing = (home_.loading() && home_.ready()) || (public_.loading() && public_.ready())});
    if (c_.outbox.waiting() > 0)
        ui.banner("waiting", kit::Tone::warning, tr("有 {n} 件还没有送到服务器", {{"n", std::to_string(c_.outbox.waiting())}}),
                  tr("已存在这部手机上，联网后自动发送。"));
    if (c_.outbox.unsigned_count() > 0 &&
        ui.banner("unsigned", kit::Tone::warning, tr("要签名的有 {n} 件", {{"n", std::to_string(c_.outbox.unsigned_count())}}),
                  tr("没有网络时记下的签名，要再输入一次密码才成立。"), tr("去签名")))
        c_.go("home/me");
    if (tab_ == "tasks") work_tab(ui);
    else if (tab_ == "cases") cases_tab(ui);
    else if (tab_ == "public") public_tab(ui);
    else me_tab(ui);
    const kit::ScreenResult result = ui.end_screen();
    if (tab_ == "tasks") tasks_.draw_export(ui);
    if (tab_ == "cases") cases_.draw_export(ui);
    if (result.refresh) changed("pulled");
    if (!result.tab.empty() && result.tab != tab_)
        c_.replace(result.tab == "me" && !c_.session.signed_in() ? "login" : "home/" + result.tab);
    if (result.top_action == "language") c_.set_language(tr.chinese() ? "en" : "zh-CN");
    if (result.top_action == "clock") c_.show_clock();
    if (ui.dialog("sign_out", confirm_sign_out_,
                  {.title = tr("退出登录？"), .text = tr("这部手机上的草稿和没有送出的内容会一并清除。"),
                   .confirm = tr("退出"), .danger = true}) == kit::DialogResult::confirmed)
        sign_out();
}

/// Consultations and surveys that are open: those to answer, and those that the committee or station looks after.
void HomeScreen::polls(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const base::Value& polls = home_.value().get("polls");
    if (!polls.is_list() || polls.size() == 0) return;
    ui.begin_card("polls");
    ui.heading(tr("征求意见"), 3);
    ui.begin_list("list", tr("征求意见"), static_cast<std::int32_t>(polls.size()));
    for (const base::Value& poll : polls.as_list()) {
        const std::string id = poll.get("id").string_or("");
        const kit::Scope scope(ui, "poll." + id);
        const bool may = poll.get("may_answer").boolean_or(false);
        const bool answered = poll.get("answered").boolean_or(false);
        const std::vector<kit::Badge> badges = {{answered ? tr("已回答") : tr("还没回答"), answered ? kit::Tone::success : kit::Tone::accent}};
        if (ui.row("open", {.title = poll.get("title").string_or(""),
                            .subtitle = tr("{day}截止", {{"day", closing_time(tr, poll.get("closes").string_or(""))}}),
                            .icon = kit::Icon::edit, .badges = may ? &badges : nullptr}))
            c_.go((poll.get("looks_after").boolean_or(false) ? "poll/" : "answer/") + id);
    }
    ui.end_list();
    ui.end_card();
    ui.space(12);
}

/// What this account may begin.
void HomeScreen::starts(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const base::Value& start = home_.value().get("start");
    if (!start.is_list() || start.size() == 0) return;
    ui.begin_card("starts");
    ui.heading(tr("可以发起"), 3);
    ui.begin_list("list", tr("可以发起"), static_cast<std::int32_t>(start.size()));
    for (const base::Value& process : start.as_list()) {
        const std::string id = process.get("process").string_or("");
        const kit::Scope scope(ui, "start." + id);
        if (ui.row("open", {.title = tr.pick(process, "name"), .subtitle = tr.pick(process, "does"), .icon = kit::Icon::plus})) c_.go("start/" + id);
    }
    ui.end_list();
    ui.end_card();
    ui.space(12);
}

void HomeScreen::work_tab(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (!ready(ui, c_, home_)) return;
    const base::Value& tasks = home_.value().get("tasks");
    const base::Value& open = home_.value().get("polls");
    const base::Value& covered = home_.value().get("standing_in");
    for (std::size_t i = 0; covered.is_list() && i < covered.size(); ++i) {
        const kit::Scope scope(ui, "standing_in", static_cast<std::int64_t>(i));
        if (ui.banner("for", kit::Tone::accent, tr("您正在代理 {who}", {{"who", covered.item(i).get("account_name").string_or("")}}),
                      tr("到{day}为止；等他办的事也列在下面，标着“代”。", {{"day", day(tr, covered.item(i).get("to").string_or(""))}}), tr("看代理")))
            c_.go("absence");
    }
    polls(ui);
    if (tasks.is_list() && tasks.size() > 0) {
        tasks_.draw(ui);
        ui.space(12);
    } else if (!open.is_list() || open.size() == 0) {
        ui.empty_state(kit::Icon::success, tr("没有等您办的事"), tr("有新的任务时，这里会自己出现，不用刷新。"));
    }
    starts(ui);
}

void HomeScreen::cases_tab(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (!ready(ui, c_, home_)) return;
    const base::Value& cases = home_.value().get("cases");
    if (!cases.is_list() || cases.size() == 0) {
        ui.empty_state(kit::Icon::layers, tr("还没有与您有关的事项"), tr("您登记、参与或要办的事项会列在这里。"));
        return;
    }
    cases_.draw(ui);
}

}  // namespace zhunru::views
