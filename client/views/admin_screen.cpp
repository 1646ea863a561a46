#include "client/views/admin_screen.hpp"

#include <utility>
#include <vector>

#include "client/views/link_card.hpp"
#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

constexpr int most_rows = 60;

std::string seat_words(const i18n::Translator& tr, const Value& account) {
    std::string out;
    const Value& seats = account.get("seats");
    if (!seats.is_list()) return out;
    for (const Value& seat : seats.as_list()) {
        std::string role = tr.pick(seat, "role_name");
        if (role.empty()) role = seat.get("role").string_or("");
        std::string where = tr.pick(seat, "body_name");
        if (where.empty()) where = tr.pick(seat, "community_name");
        if (where.empty()) where = seat.get("body").string_or("");
        if (where.empty()) where = seat.get("community").string_or("");
        out += (out.empty() ? "" : tr("、")) + role + (where.empty() ? "" : " " + where);
    }
    return out;
}

/// Seats as PUT /api/accounts wants them: without the words that the server adds for people.
Value plain_seats(const Value& account) {
    base::List out;
    const Value& seats = account.get("seats");
    if (seats.is_list())
        for (const Value& seat : seats.as_list()) {
            base::Context one;
            for (const char* key : {"role", "body", "community", "provider"}) one.set(key, Value(seat.get(key).string_or("")));
            out.push_back(Value(std::move(one)));
        }
    return Value(std::move(out));
}

}  // namespace

void AdminScreen::enter() {
    accounts_.load("/api/accounts");
    incidents_.load("/api/incidents");
    messages_.load("/api/admin/messages");
}

void AdminScreen::make_link(const std::string& id) {
    busy_ = true;
    c_.api.post("/api/accounts/" + sync::url_part(id) + "/reset", Value(base::Context()), alive_.guard([this](const sync::Answer& answer) {
        busy_ = false;
        if (answer.ok) link_ = answer.value.get("url").string_or("");
        else failure_ = c_.words(answer.failure);
    }));
}

void AdminScreen::put(const std::string& id, const std::string& label, const Value& level, Value seats, bool disabled, bool then_link) {
    busy_ = true;
    failure_.clear();
    base::Context body{{"label", Value(label)}, {"level", level.is_string() ? level : Value("L2")},
                       {"seats", seats.is_list() ? std::move(seats) : Value(base::List())}, {"disabled", Value(disabled)}};
    c_.api.put("/api/accounts/" + sync::url_part(id), Value(std::move(body)), alive_.guard([this, id, then_link](const sync::Answer& answer) {
        busy_ = false;
        if (!answer.ok) {
            failure_ = c_.words(answer.failure);
            return;
        }
        accounts_.reload();
        if (then_link) {
            make_link(id);
        } else {
            account_open_ = false;
            c_.say(c_.tr("已保存"), kit::Tone::success);
        }
    }));
}

void AdminScreen::account_sheet(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const std::string id = account_.get("id").string_or("");
    const bool disabled = account_.get("disabled").boolean_or(false);
    const std::string label = account_.get("label").string_or(id);
    const auto sheet = ui.begin_sheet("account", account_open_, {.title = label});
    if (!sheet) return;
    ui.key_value(tr("账号"), id);
    ui.key_value(tr("岗位"), seat_words(tr, account_));
    ui.key_value(tr("密码"), account_.get("has_password").boolean_or(false) ? tr("已设") : tr("还没有设"));
    if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
    ui.space(12);
    link_card(ui, c_, alive_, link_);
    if (link_.empty() && ui.button("reset", tr("发一个重设密码的链接"), {.icon = kit::Icon::link, .busy = busy_})) make_link(id);
    ui.space(8);
    if (ui.button("absence", tr("设代理"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::calendar})) {
        account_open_ = false;
        c_.go("absence/" + id);
    }
    ui.space(8);
    if (ui.button("disable", disabled ? tr("恢复这个账号") : tr("停用这个账号"),
                  {.kind = disabled ? kit::ButtonKind::secondary : kit::ButtonKind::danger, .disabled = id == c_.session.account.get("id").string_or(""),
                   .description = tr("自己的账号不能停用")}))
        confirm_open_ = true;
    ui.end_sheet();
}

void AdminScreen::start_invitation() {
    new_id_.clear();
    new_label_.clear();
    new_like_.clear();
    link_.clear();
    failure_.clear();
    invite_open_ = true;
}

void AdminScreen::invite_sheet(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const bool made = !link_.empty();
    const std::string title = tr("请一位同事进来");
    kit::SheetOptions options{.title = title, .full = true};
    if (!made)
        options.actions = {{.id = "go", .label = tr("建账号并给链接"), .disabled = new_id_.empty() || new_label_.empty() || new_like_.empty(), .busy = busy_}};
    const auto sheet = ui.begin_sheet("invite", invite_open_, options);
    if (!sheet) return;
    if (made) {
        ui.text(new_label_, {.style = kit::TextStyle::subheading});
        link_card(ui, c_, alive_, link_);
    } else {
        ui.secondary(tr("新账号的岗位和单位照一个现有的账号；密码由本人用链接自己设。"));
        ui.space(8);
        ui.text_field("id", new_id_, {.label = tr("新账号"), .help = tr("字母、数字和横线"), .autocomplete = "off", .max_length = 60, .required = true});
        ui.text_field("label", new_label_, {.label = tr("称呼"), .help = tr("岗位加姓氏，同事认得出就行"), .autocomplete = "off", .max_length = 60, .required = true});
        std::vector<kit::Option> options_like;
        const Value& list = accounts_.value().get("accounts");
        if (list.is_list())
            for (const Value& one : list.as_list())
                if (one.get("seats").size() > 0)
                    options_like.push_back({one.get("id").string_or(""), one.get("label").string_or(""), seat_words(tr, one), false});
        ui.select("like", new_like_, options_like, {.label = tr("岗位和单位同谁一样"), .required = true, .searchable = true});
        if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
    }
    ui.end_sheet();
    if (sheet.action != "go" || busy_) return;
    const Value& list = accounts_.value().get("accounts");
    Value like;
    if (list.is_list())
        for (const Value& one : list.as_list()) {
            if (one.get("id").string_or("") == new_like_) like = one;
            if (one.get("id").string_or("") == new_id_) {
                failure_ = tr("这个账号已经有了，换一个名字。");
                return;
            }
        }
    put(new_id_, new_label_, like.get("level"), plain_seats(like), false, true);
}

void AdminScreen::accounts_part(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (!ready(ui, c_, accounts_)) return;
    if (ui.row("import", {.title = tr("用表格导入"), .subtitle = tr("账号、单位、社区：先试算，再导入"), .icon = kit::Icon::upload})) c_.go("admin/import");
    ui.space(8);
    ui.search_field("search", search_, tr("按账号、单位、社区或岗位查找"));
    ui.space(8);
    const Value& list = accounts_.value().get("accounts");
    if (!list.is_list()) return;
    ui.begin_card("accounts");
    ui.begin_list("list", tr("账号"), static_cast<std::int32_t>(list.size()));
    int shown = 0;
    for (const Value& account : list.as_list()) {
        const std::string id = account.get("id").string_or("");
        const std::string label = account.get("label").string_or("");
        const std::string seats = seat_words(tr, account);
        if (!search_.empty() && (id + label + seats).find(search_) == std::string::npos) continue;
        if (++shown > most_rows) break;
        const kit::Scope scope(ui, "account." + id);
        std::vector<kit::Badge> badges;
        if (account.get("disabled").boolean_or(false)) badges.push_back({tr("已停用"), kit::Tone::danger});
        if (!account.get("has_password").boolean_or(false)) badges.push_back({tr("还没有设密码"), kit::Tone::warning});
        if (ui.row("open", {.title = label, .subtitle = seats, .meta = id, .icon = kit::Icon::person, .badges = &badges})) {
            account_ = account;
            link_.clear();
            failure_.clear();
            account_open_ = true;
        }
    }
    ui.end_list();
    if (shown == 0) ui.secondary(tr("没有符合的账号"));
    if (shown > most_rows) ui.caption(tr("只列出前 {n} 个，可以用上面的查找缩小范围。", {{"n", std::to_string(most_rows)}}));
    ui.end_card();
}

void AdminScreen::stuck_part(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (!ready(ui, c_, incidents_)) return;
    const Value& list = incidents_.value().get("incidents");
    if (!list.is_list() || list.size() == 0) {
        ui.empty_state(kit::Icon::success, tr("没有卡住的事项"), tr("流程走不下去时会列在这里，写明卡在哪一步、为什么。"));
        return;
    }
    for (const Value& incident : list.as_list()) {
        const std::string id = incident.get("case").string_or("");
        const kit::Scope scope(ui, "stuck." + id + "." + plain(tr, incident.get("id")));
        if (ui.begin_card("card", {.tone = kit::Tone::danger, .tappable = true, .name = incident.get("case_title").string_or(id)}))
            c_.go("case/" + id + "/picture");
        ui.text(incident.get("case_title").string_or(id), {.style = kit::TextStyle::subheading});
        ui.text(tr.pick(incident, "message"), {.style = kit::TextStyle::secondary, .lang = tr.pick_lang(incident, "message")});
        ui.caption(incident.get("element").string_or("") + " · " + day_and_time(tr, incident.get("at").string_or("")));
        ui.end_card();
        ui.space(8);
    }
}

void AdminScreen::messages_part(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& list = messages_.value().get("messages");
    if (!list.is_list() || list.size() == 0) return;
    ui.space(8);
    ui.heading(tr("没有人收的消息"), 3);
    ui.secondary(tr("流程之间的消息，到期以前有步骤等它就会送到。"));
    ui.space(8);
    int shown = 0;
    for (const Value& message : list.as_list()) {
        if (++shown > most_rows) break;
        const kit::Scope scope(ui, "message", shown);
        ui.begin_card("card", {.tone = kit::Tone::warning});
        const std::string key = message.get("key").string_or("");
        ui.text(message.get("name").string_or("") + (key.empty() ? "" : " · " + key), {.style = kit::TextStyle::subheading});
        ui.text(tr.pick(message, "text"), {.style = kit::TextStyle::secondary, .lang = tr.pick_lang(message, "text")});
        ui.caption(tr("发出 {at}，保留到 {until}", {{"at", day_and_time(tr, message.get("at").string_or(""))}, {"until", day_and_time(tr, message.get("expires").string_or(""))}}));
        ui.end_card();
        ui.space(8);
    }
}

void AdminScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    kit::ScreenOptions options{.id = "admin/" + part_, .title = tr("管理"), .back = true};
    if (part_ == "accounts") options.actions = {{.id = "invite", .label = tr("请一位同事进来"), .icon = kit::Icon::plus}};
    ui.begin_screen(options);
    const int stuck = static_cast<int>(incidents_.value().get("incidents").size());
    const std::vector<kit::Option> parts = {{"accounts", tr("账号"), {}, false},
                                            {"stuck", stuck > 0 ? tr("卡住的 {n}", {{"n", std::to_string(stuck)}}) : tr("卡住的"), {}, false},
                                            {"templates", tr("模板"), {}, false},
                                            {"settings", tr("本地设置"), {}, false}};
    std::string part = part_;
    if (ui.segmented("part", part, parts, tr("管理哪一样"))) {
        if (part == "settings") c_.go("settings");
        else if (part == "templates") c_.go("admin/templates");
        else part_ = part;
    }
    ui.space(12);
    if (part_ == "accounts") accounts_part(ui);
    else {
        stuck_part(ui);
        messages_part(ui);
    }
    const kit::ScreenResult result = ui.end_screen();
    account_sheet(ui);
    invite_sheet(ui);
    const bool disabled = account_.get("disabled").boolean_or(false);
    if (ui.dialog("confirm", confirm_open_,
                  {.title = disabled ? tr("恢复这个账号？") : tr("停用这个账号？"),
                   .text = disabled ? tr("恢复后可以重新登录。") : tr("停用后立即退出登录，不能再办事；已办的都保留。"),
                   .danger = !disabled}) == kit::DialogResult::confirmed) {
        put(account_.get("id").string_or(""), account_.get("label").string_or(""), account_.get("level"), plain_seats(account_), !disabled, false);
    }
    if (result.back) c_.back();
    if (result.action == "invite") start_invitation();
}

}  // namespace zhunru::views
