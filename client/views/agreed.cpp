#include "client/views/agreed.hpp"

#include <algorithm>
#include <vector>

#include "client/views/words.hpp"
#include "engine/base/json.hpp"

namespace zhunru::views {

using base::Value;

namespace {

std::string when(const i18n::Translator& tr, std::int64_t ms) {
    if (ms == 0) return {};
    return day_and_time(tr, base::to_string(base::shanghai_date_time(base::Instant{ms - ms % 1000})));
}

/// The texts of a command, line by line, for copying.
void plain_lines(const Value& value, const std::string& name, std::string& out) {
    if (value.is_context()) {
        for (const auto& [key, member] : value.as_context()) plain_lines(member, key, out);
    } else if (value.is_list()) {
        for (const Value& item : value.as_list()) plain_lines(item, name, out);
    } else if (value.is_string() && !value.as_string().empty()) {
        out += value.as_string() + "\n";
    }
}

std::string text_of(const sync::PendingCommand& command) {
    const auto body = base::parse_json(command.body);
    std::string out;
    if (body) plain_lines(body->get("data").is_context() ? body->get("data") : body->get("args").get("data"), {}, out);
    return out;
}

}  // namespace

bool agreed_here(kit::Ui& ui, app::Context& c, const sync::PendingCommand& command) {
    const auto& tr = c.tr;
    bool repair = false;
    const bool refused = command.state == "refused";
    ui.begin_card("agreed_here", {.tone = refused ? kit::Tone::danger : kit::Tone::warning, .raised = false});
    const std::vector<kit::Badge> badges = {refused ? kit::Badge{tr("服务器没有接受"), kit::Tone::danger}
                                                    : kit::Badge{tr("本机已记下"), kit::Tone::warning}};
    ui.badges(badges);
    if (refused) {
        const auto error = base::parse_json(command.failure);
        ui.text(error ? c.words(*error) : tr("服务器没有接受"), {.style = kit::TextStyle::body});
        ui.secondary(tr("您写的内容还在这部手机上。"));
        if (ui.button("repair", tr("修改后再送"), {.kind = kit::ButtonKind::primary, .icon = kit::Icon::edit})) repair = true;
        const std::string text = text_of(command);
        if (!text.empty() && ui.button("copy", tr("复制我写的内容"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::copy}))
            c.ports.browser.copy_text(text, [&c](bool ok) { c.say(ok ? c.tr("已复制") : c.tr("没有复制成功"), ok ? kit::Tone::success : kit::Tone::warning); });
        if (ui.button("discard", tr("不要了"), {.kind = kit::ButtonKind::text})) c.outbox.discard(command.id);
    } else if (command.state == "unsigned") {
        ui.text(tr("要签名的意思和这份文本的摘要已记在这部手机上，签名还没有成立。"), {.style = kit::TextStyle::body});
        ui.secondary(tr("密码不存在手机里。联网后再输入一次密码，签名才成立；文本变了，签名不会送出去。"));
    } else {
        ui.text(tr("服务器还没有收到"), {.style = kit::TextStyle::body});
        ui.secondary(tr("联网后自动送出，只算一次。算不算按时，看服务器收到的时间。"));
    }
    const std::string at = when(tr, command.at_ms);
    if (!at.empty()) ui.caption(tr("这部手机记下的时间：{at}", {{"at", at}}));
    ui.end_card();
    ui.space(8);
    return repair;
}

void agreed_by_server(kit::Ui& ui, app::Context& c, std::string_view at) {
    const auto& tr = c.tr;
    ui.begin_card("agreed_by_server", {.tone = kit::Tone::success});
    const std::vector<kit::Badge> badges = {{tr("服务器已确认"), kit::Tone::success}};
    ui.badges(badges);
    if (!at.empty()) ui.key_value(tr("服务器收到的时间"), day_and_time(tr, at));
    else ui.secondary(tr("已写入不可更改的记录。"));
    ui.end_card();
    ui.space(8);
}

void SignLater::draw(kit::Ui& ui, app::Context& c, const sync::PendingCommand& command) {
    const auto& tr = c.tr;
    if (command.state != "unsigned") return;
    if (c.session.offline) {
        ui.secondary(tr("现在没有网络，还不能签。"));
        return;
    }
    ui.password_field("later_password", password_, {.label = tr("再次输入密码"), .autocomplete = "current-password", .enter_key = "done"});
    if (!failure_.empty()) ui.banner("later_failure", kit::Tone::danger, failure_);
    if (ui.button("sign_now", tr("签名并送出"), {.kind = kit::ButtonKind::primary, .icon = kit::Icon::signature, .disabled = password_.empty() || busy_})) {
        busy_ = true;
        failure_.clear();
        c.outbox.sign(command.id, password_, [this, &c](const sync::Answer& answer) {
            busy_ = false;
            if (answer.ok) c.say(c.tr("服务器已确认"), kit::Tone::success);
            else failure_ = c.words(answer.failure);
        });
        password_.clear();
    }
}

void Unsent::draw(kit::Ui& ui, app::Context& c) {
    const auto& tr = c.tr;
    const auto commands = c.outbox.commands();
    if (commands.empty()) return;
    ui.heading(tr("这部手机上办过的"));
    for (const sync::PendingCommand& command : commands) {
        const kit::Scope scope(ui, "command." + command.id);
        ui.text(command.title, {.style = kit::TextStyle::subheading});
        if (command.state == "accepted") {
            const auto reply = base::parse_json(command.reply);
            const Value& receipt = reply ? reply->get("receipt") : Value();
            if (receipt.get("late").boolean_or(false)) {
                ui.banner("late", kit::Tone::warning, tr("已收到，但过了截止时间"), tr("您的意见会留存并注明迟到，不计入。"));
            } else {
                agreed_by_server(ui, c, receipt.get("at").string_or(""));
            }
            if (ui.button("seen", tr("知道了"), {.kind = kit::ButtonKind::text})) c.outbox.discard(command.id);
            continue;
        }
        const std::string account = c.session.account.get("id").string_or("");
        if (!command.account.empty() && command.account != account)
            ui.secondary(tr("这是账号 {id} 办的，用那个账号登录后才会送出。", {{"id", command.account}}));
        if (agreed_here(ui, c, command)) {
            const std::string route = c.outbox.repair(command.id);
            if (!route.empty()) c.go(route);
        }
        signers_[command.id].draw(ui, c, command);
        ui.space(8);
    }
    ui.space(12);
}

}  // namespace zhunru::views
