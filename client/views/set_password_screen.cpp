#include "client/views/set_password_screen.hpp"

#include <utility>

namespace zhunru::views {

using base::Value;

void SetPasswordScreen::send() {
    busy_ = true;
    failure_.clear();
    c_.api.post("/api/password", Value(base::Context{{"token", Value(token_)}, {"password", Value(password_)}}), alive_.guard([this](const sync::Answer& answer) {
        busy_ = false;
        if (!answer.ok) {
            failure_ = c_.words(answer.failure);
            return;
        }
        password_.clear();
        again_.clear();
        account_ = answer.value.get("account").string_or("");
    }));
}

void SetPasswordScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const bool differs = !again_.empty() && again_ != password_;
    const bool can = !password_.empty() && again_ == password_;
    kit::ScreenOptions options{.id = "set-password", .title = tr("设置密码"), .top_actions = {{"language", tr.chinese() ? "English" : "中文", kit::Icon::globe}}};
    if (account_.empty()) options.actions = {{.id = "set", .label = tr("设好密码"), .icon = kit::Icon::lock, .disabled = !can, .busy = busy_}};
    else options.actions = {{.id = "login", .label = tr("去登录"), .icon = kit::Icon::person}};
    ui.begin_screen(options);
    if (!account_.empty()) {
        ui.empty_state(kit::Icon::success, tr("密码设好了"), tr("您的账号是 {account}。这个链接已经用过，不能再用。", {{"account", account_}}));
    } else {
        ui.secondary(tr("这个链接只能用一次，24 小时内有效。密码只有您自己知道，管理员也看不到。"));
        ui.space(12);
        if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
        ui.begin_card("passwords");
        ui.password_field("password", password_, {.label = tr("新密码"), .help = tr("至少 8 个字符，不要同账号一样"), .autocomplete = "new-password", .enter_key = "next"});
        const auto again = ui.password_field("again", again_, {.label = tr("再输一遍"), .error = differs ? tr("两遍不一样") : std::string(), .autocomplete = "new-password", .enter_key = "go"});
        ui.end_card();
        if (again.submitted && can && !busy_) send();
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.action == "set" && can && !busy_) send();
    if (result.action == "login") c_.replace("login");
    if (result.top_action == "language") c_.set_language(tr.chinese() ? "en" : "zh-CN");
}

}  // namespace zhunru::views
