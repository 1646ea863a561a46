#include "client/views/poll_screen.hpp"

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

void PollScreen::send_invite() {
    busy_ = true;
    const auto count = base::Decimal::parse(count_);
    c_.api.post("/api/polls/" + sync::url_part(id_) + "/invitations",
                Value(base::Context{{"id", Value(c_.api.new_command_id())},
                                    {"class", Value(class_)},
                                    {"community", Value(community_)},
                                    {"count", count ? Value(*count) : Value(1)}}),
                alive_.guard([this](const sync::Answer& answer) {
                    busy_ = false;
                    if (!answer.ok) {
                        c_.say(answer.failure);
                        return;
                    }
                    invite_open_ = false;
                    c_.say(c_.tr("邀请已建立"), kit::Tone::success);
                    const Value& made = answer.value.get("invitations");
                    if (made.is_list() && made.size() == 1) {
                        link_ = made.item(0);
                        link_open_ = true;
                    }
                    poll_.reload();
                }));
}

void PollScreen::confirm(const std::string& voice, bool known) {
    c_.api.post("/api/polls/" + sync::url_part(id_) + "/confirmations",
                Value(base::Context{{"id", Value(c_.api.new_command_id())}, {"voice_id", Value(voice)}, {"known", Value(known)}}),
                alive_.guard([this, known](const sync::Answer& answer) {
                    if (!answer.ok) c_.say(answer.failure);
                    else c_.say(known ? c_.tr("已确认，这份意见计入") : c_.tr("已记下：不是本社区的人"), kit::Tone::success);
                    poll_.reload();
                }));
}

void PollScreen::links(kit::Ui& ui, const Value& list, std::string_view id, const std::string& title) {
    if (!list.is_list() || list.size() == 0) return;
    ui.begin_card(id);
    ui.heading(title, 3);
    ui.begin_list("list", title, static_cast<std::int32_t>(list.size()));
    std::int64_t index = 0;
    for (const Value& item : list.as_list()) {
        const kit::Scope scope(ui, "link", index++);
        const std::string name = c_.tr.pick(item, "class_name");
        const std::string label = item.get("name").string_or("");
        const std::vector<kit::Badge> badges = {
            {item.get("used").boolean_or(false) ? c_.tr("已回答") : c_.tr("还没回答"),
             item.get("used").boolean_or(false) ? kit::Tone::success : kit::Tone::neutral}};
        if (ui.row("open", {.title = label.empty() ? name : label, .subtitle = label.empty() ? "" : name,
                            .icon = kit::Icon::qr, .badges = item.get("used").is_boolean() ? &badges : nullptr})) {
            link_ = item;
            link_open_ = true;
        }
    }
    ui.end_list();
    ui.end_card();
    ui.space(12);
}

void PollScreen::unverified(kit::Ui& ui) {
    const Value& list = poll_.value().get("unverified");
    if (!list.is_list() || list.size() == 0) return;
    ui.begin_card("unverified", {.tone = kit::Tone::warning});
    ui.heading(c_.tr("从海报来的意见，等您确认是不是本社区的人"), 3);
    ui.secondary(c_.tr("您看不到意见的内容，只确认人。确认以前不计入。"));
    for (const Value& voice : list.as_list()) {
        const std::string id = voice.get("voice_id").string_or("");
        const kit::Scope scope(ui, "voice." + id);
        ui.divider();
        ui.key_value(c_.tr("留下的称呼"), voice.get("label").string_or(c_.tr("没有留下")));
        ui.key_value(c_.tr("时间"), day_and_time(c_.tr, voice.get("since").string_or("")));
        ui.begin_columns(2);
        if (ui.button("yes", c_.tr("是本社区的"), {.icon = kit::Icon::check})) confirm(id, true);
        ui.next_column();
        if (ui.button("no", c_.tr("不是"), {.kind = kit::ButtonKind::secondary})) confirm(id, false);
        ui.end_columns();
    }
    ui.end_card();
    ui.space(12);
}

void PollScreen::invite(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const auto sheet = ui.begin_sheet("invite", invite_open_,
                                      {.title = tr("邀请"), .actions = {{.id = "make", .label = tr("建立邀请"),
                                                                       .disabled = community_.empty(), .busy = busy_}}});
    if (!sheet) return;
    ui.secondary(tr("每个链接给一个人。打开链接不会用掉它；第一次回答才和那部手机绑定。"));
    ui.space(8);
    std::vector<kit::Option> classes;
    const Value& names = poll_.value().get("classes");
    if (names.is_list())
        for (const Value& item : names.as_list())
            classes.push_back({item.get("class").string_or(""), tr.pick(item, "name"), {}, false});
    ui.select("class", class_, classes, {.label = tr("哪一类"), .required = true});
    std::vector<kit::Option> places;
    const Value& scope = poll_.value().get("poll").get("scope");
    if (scope.is_list())
        for (const Value& item : scope.as_list())
            places.push_back({item.get("community").string_or(""), item.get("name").string_or(""), {}, false});
    if (community_.empty() && !places.empty()) community_ = places.front().value;
    ui.select("community", community_, places, {.label = tr("哪个社区"), .required = true});
    ui.number_field("count", count_, {.label = tr("几个人"), .unit = tr("个链接")});
    ui.end_sheet();
    if (sheet.action == "make" && !busy_) send_invite();
}

void PollScreen::link_sheet(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const auto sheet = ui.begin_sheet(
        "link", link_open_,
        {.title = tr("邀请链接"), .actions = {{.id = "copy", .label = tr("复制链接"), .icon = kit::Icon::copy},
                                           {.id = "share", .label = tr("转发"), .kind = kit::ButtonKind::secondary,
                                            .icon = kit::Icon::share}}});
    if (!sheet) return;
    const std::string url = link_.get("url").string_or("");
    ui.text(link_.get("name").string_or(c_.tr.pick(link_, "class_name")), {.style = kit::TextStyle::subheading, .centered = true});
    ui.qr_code(url, tr("邀请链接的二维码"), 220);
    ui.text(url, {.style = kit::TextStyle::caption, .centered = true});
    ui.secondary(tr("用手机扫一扫就能回答，不用装任何东西。"));
    ui.end_sheet();
    if (sheet.action == "copy")
        c_.ports.browser.copy_text(url, alive_.guard([this](bool ok) {
            c_.say(ok ? c_.tr("已复制") : c_.tr("浏览器不让复制，请长按链接"), ok ? kit::Tone::success : kit::Tone::warning);
        }));
    if (sheet.action == "share" && !c_.ports.browser.share(tr("邀请您发表意见"), link_.get("name").string_or(""), url))
        c_.say(tr("这个浏览器不能转发，请复制链接"), kit::Tone::warning);
}

void PollScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& poll = poll_.value().get("poll");
    const Value& can = poll_.value().get("can");
    kit::ScreenOptions options{.id = "poll/" + id_, .title = tr("征求意见"), .back = true, .pull_to_refresh = true};
    options.refreshing = poll_.loading() && poll_.ready();
    if (can.get("invite").boolean_or(false))
        options.actions = {{.id = "invite", .label = tr("邀请"), .icon = kit::Icon::plus}};
    const std::string state = poll_.value().get("state").string_or("");
    if (poll_.value().get("who").is_context() && state != "closed")
        options.actions.push_back({.id = "answer", .label = state == "answered" ? tr("修改我的意见") : tr("发表意见"),
                                   .kind = options.actions.empty() ? kit::ButtonKind::primary : kit::ButtonKind::secondary,
                                   .icon = kit::Icon::edit});
    ui.begin_screen(options);
    if (ready(ui, c_, poll_)) {
        ui.text(poll.get("case_title").string_or(""), {.style = kit::TextStyle::heading});
        const bool open = poll.get("status").string_or("") == "open";
        const std::vector<kit::Badge> badges = {{open ? tr("征求中") : tr("已结束"), open ? kit::Tone::accent : kit::Tone::neutral}};
        ui.badges(badges);
        ui.space(8);
        ui.key_value(tr("截止"), closing_time(tr, poll.get("closes").string_or("")));
        if (open) ui.secondary(tr("结束以前没有任何计数，谁都看不到。"));
        ui.space(12);
        unverified(ui);
        const Value& committees = poll_.value().get("progress").get("committees");
        if (committees.is_list() && committees.size() > 0) {
            ui.begin_card("committees");
            ui.heading(tr("社区居民委员会"), 3);
            for (const Value& committee : committees.as_list())
                ui.key_value(committee.get("name").string_or(""),
                             committee.get("answered").boolean_or(false) ? tr("已回答") : tr("还没回答"));
            ui.end_card();
            ui.space(12);
        }
        paper_.draw_card(ui);
        ways(ui, c_, poll.get("ways"));
        links(ui, poll_.value().get("posters"), "posters", tr("海报二维码（扫的人要由社区确认）"));
        links(ui, poll_.value().get("invitations"), "invitations", tr("邀请链接"));
    }
    const kit::ScreenResult result = ui.end_screen();
    invite(ui);
    link_sheet(ui);
    paper_.draw_sheet(ui);
    if (result.back) c_.back();
    if (result.refresh) poll_.reload();
    if (result.action == "invite") invite_open_ = true;
    if (result.action == "answer") c_.go("answer/" + id_);
}

}  // namespace zhunru::views
