#include "client/views/login_screen.hpp"

#include <vector>

#include "client/views/parts.hpp"

namespace zhunru::views {

void LoginScreen::enter() {
    if (c_.session.demo) accounts_.load("/api/demo/accounts");
}

void LoginScreen::sign_in() {
    busy_ = true;
    failure_.clear();
    c_.api.post("/api/session",
                base::Value(base::Context{{"account", base::Value(account_)}, {"password", base::Value(password_)}}),
                alive_.guard([this](const sync::Answer& answer) {
                    busy_ = false;
                    password_.clear();
                    if (!answer.ok) {
                        failure_ = c_.words(answer.failure);
                        return;
                    }
                    c_.store.ask_persistence();
                    c_.replace("login");
                    c_.refresh_session();
                }));
}

void LoginScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const bool can = !account_.empty() && !password_.empty();
    ui.begin_screen({.id = "login",
                     .title = tr("登录"),
                     .large_title = true,
                     .top_actions = {{"language", tr.chinese() ? "English" : "中文", kit::Icon::globe}},
                     .actions = {{.id = "sign_in", .label = tr("登录"), .icon = kit::Icon::lock, .disabled = !can,
                                  .busy = busy_},
                                 {.id = "public", .label = tr("不登录，看公开信息"), .kind = kit::ButtonKind::text}}});
    ui.secondary(tr("部门要把一件事交给社区，先说清、先商量、先审批。这里办的就是这件事。"));
    ui.space(16);
    if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
    ui.begin_card("credentials");
    ui.text_field("account", account_, {.label = tr("账号"), .autocomplete = "username", .enter_key = "next"});
    const auto password = ui.password_field(
        "password", password_, {.label = tr("密码"), .autocomplete = "current-password", .enter_key = "go"});
    ui.end_card();
    if (c_.session.demo) demo_accounts(ui);
    const kit::ScreenResult result = ui.end_screen();
    if ((result.action == "sign_in" || password.submitted) && can && !busy_) sign_in();
    if (result.action == "public") c_.go("home/public");
    if (result.top_action == "language") c_.set_language(tr.chinese() ? "en" : "zh-CN");
}

void LoginScreen::demo_accounts(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.space(20);
    ui.heading(tr("演示账号"), 2);
    ui.secondary(tr("都是虚构的岗位，没有真人。点一个就填好账号和演示密码。"));
    ui.space(8);
    if (!ready(ui, c_, accounts_)) return;
    ui.search_field("search", search_, tr("按单位、社区或岗位查找"));
    ui.space(8);
    const base::Value& list = accounts_.value().get("accounts");
    if (!list.is_list()) return;
    ui.begin_card("accounts");
    ui.begin_list("list", tr("演示账号"));
    int shown = 0;
    for (const base::Value& account : list.as_list()) {
        const std::string id = account.get("id").string_or("");
        const std::string label = account.get("label").string_or("");
        const std::string roles = tr.pick(account, "roles_name");
        if (!search_.empty() && (id + label + roles).find(search_) == std::string::npos) continue;
        if (++shown > 40) break;
        const kit::Scope scope(ui, "account." + id);
        if (ui.row("use", {.title = label, .subtitle = roles, .meta = id, .icon = kit::Icon::person, .chevron = false})) {
            account_ = id;
            password_ = accounts_.value().get("password").string_or("");
            ui.scroll_to_top();
        }
    }
    ui.end_list();
    if (shown == 0) ui.secondary(tr("没有符合的账号"));
    if (shown > 40) ui.caption(tr("只列出前 40 个，可以用上面的查找缩小范围。"));
    ui.end_card();
}

}  // namespace zhunru::views
