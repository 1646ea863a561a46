// The "me" tab of HomeScreen: account, what has not been sent, language, size, appearance, signing out.
#include "client/views/home_screen.hpp"
#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

void HomeScreen::settings(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.heading(tr("显示"));
    ui.begin_card("display");
    std::string language = tr.lang();
    std::vector<kit::Option> languages = {{"zh-CN", "简体中文", {}, false}};
    for (std::size_t i = 0; c_.languages.is_list() && i < c_.languages.size(); ++i)
        languages.push_back({c_.languages.item(i).get("tag").string_or(""), c_.languages.item(i).get("name").string_or(""), {}, false});
    if (ui.select("language", language, languages, {.label = tr("语言")})) c_.set_language(language);
    ui.space(12);
    std::string size = std::to_string(ui.text_percent());
    const std::vector<kit::Option> sizes = {{"0", tr("跟随手机"), tr("手机或浏览器设的字多大，这里就多大"), false}, {"100", tr("标准"), {}, false},
                                            {"125", tr("大"), {}, false}, {"150", tr("特大"), {}, false}, {"200", tr("最大"), {}, false}};
    if (ui.select("size", size, sizes, {.label = tr("字号")})) {
        ui.set_text_percent(std::stoi(size));
        c_.store.put_preference("text_percent", size);
    }
    ui.space(12);
    std::string appearance = ui.appearance() == kit::Appearance::dark    ? "dark"
                             : ui.appearance() == kit::Appearance::light ? "light"
                                                                         : "system";
    const std::vector<kit::Option> appearances = {
        {"system", tr("跟随手机"), {}, false}, {"light", tr("浅色"), {}, false}, {"dark", tr("深色"), {}, false}};
    ui.text(tr("外观"), {.style = kit::TextStyle::secondary, .silent = true});
    if (ui.segmented("appearance", appearance, appearances, tr("外观"))) {
        c_.store.put_preference("appearance", appearance);
        ui.set_appearance(appearance == "dark"    ? kit::Appearance::dark
                          : appearance == "light" ? kit::Appearance::light
                                                  : kit::Appearance::system);
    }
    ui.end_card();
    ui.space(16);
}

void HomeScreen::me_tab(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (c_.session.signed_in()) {
        ui.begin_card("account");
        ui.text(c_.session.label(), {.style = kit::TextStyle::subheading});
        const base::Value& seats = c_.session.account.get("seats");
        if (seats.is_list())
            for (const base::Value& seat : seats.as_list()) {
                const std::string where = seat.get("community_name").string_or(seat.get("body_name").string_or(""));
                ui.key_value(tr.pick(seat, "role_name"), where.empty() ? tr("—") : where);
            }
        ui.key_value(tr("账号"), c_.session.account.get("id").string_or(""));
        ui.end_card();
        ui.space(16);
    }
    unsent_.draw(ui, c_);
    if (c_.session.signed_in()) {
        const std::int64_t unread = notices_.value().get("unread").int64_or(0);
        if (ui.row("notices", {.title = tr("通知"), .subtitle = unread > 0 ? tr("{n} 条未读", {{"n", std::to_string(unread)}}) : tr("没有未读的通知"),
                               .icon = kit::Icon::bell, .unread = unread > 0}))
            c_.go("notices");
        const base::Value& covered = home_.value().get("standing_in");
        const std::int64_t now = covered.is_list() ? static_cast<std::int64_t>(covered.size()) : 0;
        if (ui.row("absence", {.title = tr("代理"), .subtitle = now > 0 ? tr("您正在代 {n} 位同事", {{"n", std::to_string(now)}}) : tr("不在的时候请谁替您办"),
                               .icon = kit::Icon::calendar}))
            c_.go("absence");
        if (c_.session.account.get("may_invite").boolean_or(false) &&
            ui.row("colleague", {.title = tr("请同事进来"), .subtitle = tr("给本单位的同事建账号"), .icon = kit::Icon::people}))
            c_.go("colleague");
        ui.space(12);
    }
    settings(ui);
    if (!c_.store.kept())
        ui.banner("not_kept", kit::Tone::warning, tr("这个浏览器不保存内容"),
                  tr("可能是无痕模式。没有送出的内容在关闭页面后会丢失。"));
    if (c_.session.has_role("template_admin") &&
        ui.row("admin", {.title = tr("管理"), .subtitle = tr("账号、卡住的事项、模板、本地设置"), .icon = kit::Icon::gear}))
        c_.go("admin");
    if (ui.row("settings", {.title = tr("本地设置"), .subtitle = tr("政策没有给数字的地方，本地定了多少"), .icon = kit::Icon::flag}))
        c_.go("settings");
    if (ui.row("privacy", {.title = tr("个人信息"), .subtitle = tr("您写的内容怎样处理，留多久"), .icon = kit::Icon::shield}))
        c_.go("privacy");
    if (ui.row("clauses", {.title = tr("政策条款"), .subtitle = tr("每一条在产品里落在哪里"), .icon = kit::Icon::scale}))
        c_.go("clauses");
    ui.space(12);
    if (c_.session.signed_in() &&
        ui.button("sign_out", tr("退出登录"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::logout}))
        confirm_sign_out_ = true;
}

void HomeScreen::sign_out() {
    c_.store.forget();
    c_.uploads.forget();
    c_.api.remove("/api/session", [&c = c_](const sync::Answer& answer) {
        if (!answer.ok) c.say(answer.failure);
        c.replace("home/public");
        c.refresh_session();
    });
}

}  // namespace zhunru::views
