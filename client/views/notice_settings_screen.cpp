#include "client/views/notice_settings_screen.hpp"

#include <algorithm>
#include <vector>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

NoticeSettingsScreen::NoticeSettingsScreen(app::Context& context, const app::Parameters&) : c_(context), settings_(context.api) {
    settings_.on_value([this](const Value& value) {
        mail_ = value.get("mail").string_or("");
        webhook_ = value.get("webhook").boolean_or(false);
        quiet_from_ = value.get("quiet_from").string_or("");
        quiet_to_ = value.get("quiet_to").string_or("");
        quiet_ = quiet_from_ != quiet_to_;
        digest_ = value.get("digest").string_or("at_once");
        digest_at_ = value.get("digest_at").string_or("");
    });
}

bool NoticeSettingsScreen::has(std::string_view channel) const {
    const Value& list = settings_.value().get("channels");
    for (std::size_t i = 0; list.is_list() && i < list.size(); ++i)
        if (list.item(i).get("channel").string_or("") == channel) return true;
    return false;
}

void NoticeSettingsScreen::save() {
    busy_ = true;
    failure_.clear();
    // The same hour twice means: never quiet.
    const std::string from = quiet_ ? quiet_from_ : "00:00";
    const std::string to = quiet_ ? quiet_to_ : "00:00";
    c_.api.put("/api/notices/settings",
               Value(base::Context{{"mail", mail_}, {"webhook", webhook_}, {"quiet_from", from}, {"quiet_to", to},
                                   {"digest", digest_}, {"digest_at", digest_at_}}),
               alive_.guard([this](const sync::Answer& answer) {
                   busy_ = false;
                   if (!answer.ok) {
                       failure_ = c_.words(answer.failure);
                       return;
                   }
                   settings_.put(answer.value);
                   c_.say(c_.tr("已保存"), kit::Tone::success);
               }));
}

/// Half hours, and whatever else was set before.
void NoticeSettingsScreen::time(kit::Ui& ui, std::string_view id, std::string& value, const std::string& label) {
    std::vector<kit::Option> options;
    for (int i = 0; i < 48; ++i) {
        const std::string text = (i < 20 ? "0" : "") + std::to_string(i / 2) + (i % 2 == 0 ? ":00" : ":30");
        options.push_back({text, text, {}, false});
    }
    if (!value.empty() && std::none_of(options.begin(), options.end(), [&](const kit::Option& o) { return o.value == value; }))
        options.insert(options.begin(), {value, value, {}, false});
    ui.select(id, value, options, {.label = label});
}

void NoticeSettingsScreen::channels(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.heading(tr("往哪里送"));
    ui.begin_card("channels");
    ui.key_value(tr("在应用里"), tr("总是收到"));
    ui.divider();
    if (has("mail")) {
        ui.text_field("mail", mail_, {.label = tr("邮件地址"), .help = tr("留空就不发邮件。交给邮件服务器不等于有人看过。"),
                                      .error = failure_, .autocomplete = "email"});
    } else {
        ui.key_value(tr("邮件"), tr("这台服务器没有设置"));
        ui.caption(tr("没有邮件服务器，通知不会以邮件发出。请管理员设置后再填地址。"));
    }
    ui.divider();
    if (has("webhook")) {
        ui.switch_row("webhook", webhook_, tr("办公通讯"), {.description = tr("经单位设置的接口发到办公通讯或短信平台。")});
    } else {
        ui.key_value(tr("办公通讯"), tr("这台服务器没有设置"));
        ui.caption(tr("没有接口，通知不会发到办公通讯或短信。"));
    }
    ui.end_card();
    ui.space(16);
}

void NoticeSettingsScreen::times(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.heading(tr("什么时候送"));
    ui.secondary(tr("只管往外送的消息；应用里的通知随时都在。"));
    ui.begin_card("times");
    const std::vector<kit::Option> ways = {{"at_once", tr("随时"), {}, false}, {"daily", tr("每天一次汇总"), {}, false}};
    ui.segmented("digest", digest_, ways, tr("什么时候送"));
    ui.space(8);
    if (digest_ == "daily") time(ui, "digest_at", digest_at_, tr("每天几点汇总"));
    if (ui.switch_row("quiet", quiet_, tr("夜间不打扰"), {.description = tr("这段时间里的消息留到结束以后再发。")}) && quiet_ && quiet_from_ == quiet_to_) {
        quiet_from_ = "22:00";
        quiet_to_ = "07:00";
    }
    if (quiet_) {
        ui.begin_columns(2);
        time(ui, "quiet_from", quiet_from_, tr("从"));
        ui.next_column();
        time(ui, "quiet_to", quiet_to_, tr("到"));
        ui.end_columns();
    }
    ui.end_card();
    ui.space(16);
}

void NoticeSettingsScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    kit::ScreenOptions options{.id = "notices/settings", .title = tr("通知设置"), .back = true};
    if (settings_.ready()) options.actions = {{.id = "save", .label = tr("保存"), .icon = kit::Icon::check, .busy = busy_}};
    ui.begin_screen(options);
    if (ready(ui, c_, settings_)) {
        if (!failure_.empty() && !has("mail")) ui.banner("failure", kit::Tone::danger, failure_);
        channels(ui);
        times(ui);
        ui.heading(tr("送到了没有"));
        ui.begin_card("states", {.raised = false});
        ui.secondary(tr("每条通知下面写着它在外面的情况，只写知道的："));
        const std::vector<std::string> states = {tr("等待发送：还没到时间，或等着再试"), tr("已交给对方服务器：下一台服务器收下了，有没有人看不知道"),
                                                 tr("未送出：对方拒收，写着对方说的原因"), tr("不确定：送到一半断了，会用同一编号再试，不会变成两条")};
        ui.bullets(states);
        ui.end_card();
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
    if (result.action == "save" && !busy_) save();
}

}  // namespace zhunru::views
