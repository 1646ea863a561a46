#include "client/views/absence_screen.hpp"

#include <utility>
#include <vector>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

AbsenceScreen::AbsenceScreen(app::Context& context, const app::Parameters& parameters) : c_(context), absences_(context.api) {
    const auto found = parameters.find("account");
    if (found != parameters.end()) account_ = found->second;
}

void AbsenceScreen::enter() { absences_.load("/api/absences" + (account_.empty() ? "" : "?account=" + sync::url_part(account_))); }

void AbsenceScreen::changed(std::string_view topic) {
    if (topic == "absences" || topic == "clock" || topic == "reconnected") absences_.reload();
}

void AbsenceScreen::start() {
    from_ = absences_.value().get("today").string_or("");
    to_.clear();
    substitute_.clear();
    failure_.clear();
    command_id_ = c_.api.new_command_id();
    new_open_ = true;
}

void AbsenceScreen::save() {
    busy_ = true;
    failure_.clear();
    base::Context body{{"id", Value(command_id_)}, {"substitute", Value(substitute_)}, {"from", Value(from_)}, {"to", Value(to_)}};
    if (!account_.empty()) body.set("account", Value(account_));
    c_.api.post("/api/absences", Value(std::move(body)), alive_.guard([this](const sync::Answer& answer) {
        busy_ = false;
        if (!answer.ok) {
            failure_ = c_.words(answer.failure);
            // What was refused may be sent again in other words.
            if (!answer.failure.offline()) command_id_ = c_.api.new_command_id();
            return;
        }
        new_open_ = false;
        absences_.reload();
        c_.say(c_.tr("代理已设好"), kit::Tone::success);
    }));
}

void AbsenceScreen::end() {
    c_.api.remove("/api/absences/" + sync::url_part(ending_), alive_.guard([this](const sync::Answer& answer) {
        if (!answer.ok) return c_.say(answer.failure);
        absences_.reload();
        c_.say(c_.tr("代理已结束"), kit::Tone::success);
    }));
}

/// `mine`: who stands in for this person; else: for whom this person stands in.
void AbsenceScreen::list(kit::Ui& ui, const Value& absences, bool mine) {
    const auto& tr = c_.tr;
    for (const Value& absence : absences.as_list()) {
        const std::string id = absence.get("id").string_or(""), state = absence.get("state").string_or("");
        const kit::Scope scope(ui, (mine ? "mine." : "for.") + id);
        const bool active = state == "active", planned = state == "planned";
        ui.begin_card("card", {.tone = active ? kit::Tone::accent : kit::Tone::neutral, .raised = active || planned});
        const std::vector<kit::Badge> badge = {{active ? tr("代理中") : planned ? tr("还没开始") : state == "ended" ? tr("已提前结束") : tr("已结束"),
                                                active ? kit::Tone::accent : planned ? kit::Tone::warning : kit::Tone::neutral}};
        ui.text(mine ? tr("由 {who} 代理", {{"who", absence.get("substitute_name").string_or("")}})
                     : tr("代 {who}", {{"who", absence.get("account_name").string_or("")}}),
                {.style = kit::TextStyle::subheading});
        ui.secondary(tr("{from}到{to}，两头都算", {{"from", day(tr, absence.get("from").string_or(""), true)}, {"to", day(tr, absence.get("to").string_or(""), true)}}));
        const Value& posts = absence.get("posts");
        for (std::size_t i = 0; posts.is_list() && i < posts.size(); ++i) ui.caption(tr.pick(posts.item(i), "name"));
        const std::string by = absence.get("set_by_name").string_or("");
        if (!by.empty()) ui.caption(tr("由 {who} 设置", {{"who", by}}));
        if (state == "ended") ui.caption(tr("{time}提前结束", {{"time", day_and_time(tr, absence.get("ended_at").string_or(""))}}));
        ui.badges(badge);
        if (mine && (active || planned)) {
            ui.space(8);
            if (ui.button("end", active ? tr("我回来了，现在结束") : tr("不用代理了"), {.kind = kit::ButtonKind::secondary, .fit = true})) {
                ending_ = id;
                confirm_open_ = true;
            }
        }
        ui.end_card();
        ui.space(8);
    }
}

void AbsenceScreen::new_sheet(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const std::string title = tr("设代理");
    const bool whole = !from_.empty() && !to_.empty() && !substitute_.empty();
    const auto sheet = ui.begin_sheet("new", new_open_, {.title = title, .actions = {{.id = "save", .label = tr("设好"), .icon = kit::Icon::check, .disabled = !whole, .busy = busy_}}, .full = true});
    if (!sheet) return;
    const Value& value = absences_.value();
    const std::string today = value.get("today").string_or("");
    ui.date_field("from", from_, {.label = tr("从哪天起"), .required = true, .min_date = today});
    ui.date_field("to", to_, {.label = tr("到哪天（含）"), .required = true, .min_date = from_.empty() ? today : from_});
    std::vector<kit::Option> people;
    const Value& candidates = value.get("candidates");
    for (std::size_t i = 0; candidates.is_list() && i < candidates.size(); ++i) {
        const Value& one = candidates.item(i);
        people.push_back({one.get("account").string_or(""), one.get("label").string_or(""), tr.pick(one, "post"), false});
    }
    ui.select("substitute", substitute_, people, {.label = tr("由谁代理"), .help = tr("同单位或同社区的同事"), .placeholder = tr("选一位"), .required = true, .searchable = people.size() > 8});
    if (people.empty()) ui.banner("nobody", kit::Tone::warning, tr("没有可以选的同事"), tr("同一单位或社区里没有别的账号。请管理员为您指定代理人。"));
    ui.space(8);
    ui.heading(tr("设好以后会怎样"), 3);
    const std::vector<std::string> points = {
        tr("这几天等您办的事，代理人也能办：签字、会签、表决、转办、退回都行。"), tr("处处写明“某某 代 某某”，用的是您岗位的资格。"),
        tr("一个岗位只算一次：您和代理人谁先办算谁的。"), tr("代理人单位在某件事里要回避的，那件事他不能代。"),
        tr("代理不能再转给第三个人。居民、居民代表和专家的意见只能本人表达。"), tr("不记您为什么不在。")};
    ui.bullets(points);
    if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
    ui.end_sheet();
    if (sheet.action == "save" && !busy_) save();
}

void AbsenceScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& value = absences_.value();
    const bool coverable = value.get("coverable").boolean_or(false);
    kit::ScreenOptions options{.id = "absence", .title = tr("代理"), .subtitle = account_.empty() ? std::string() : value.get("label").string_or(""), .back = true};
    if (absences_.ready() && coverable) options.actions = {{.id = "new", .label = tr("设代理"), .icon = kit::Icon::plus}};
    ui.begin_screen(options);
    if (ready(ui, c_, absences_)) {
        ui.secondary(account_.empty() ? tr("不在的时候，请一位同事替您办等您办的事。") : tr("替这位同事指定不在时由谁办事。"));
        ui.clause("clause", "C");
        ui.space(12);
        const Value& mine = value.get("mine");
        if (mine.is_list() && mine.size() > 0) {
            ui.heading(account_.empty() ? tr("我不在的时候") : tr("不在的时候"));
            list(ui, mine, true);
        } else if (coverable) {
            ui.empty_state(kit::Icon::calendar, tr("没有设过代理"), tr("出差、休假前设好日子和代理人，事情就不会停。"));
        } else {
            ui.empty_state(kit::Icon::person, tr("没有可以代理的岗位"), tr("居民、居民代表和专家的意见只能本人表达。"));
        }
        const Value& for_me = value.get("for_me");
        if (for_me.is_list() && for_me.size() > 0) {
            ui.space(8);
            ui.heading(account_.empty() ? tr("我代理的人") : tr("代理的人"));
            list(ui, for_me, false);
        }
    }
    const kit::ScreenResult result = ui.end_screen();
    new_sheet(ui);
    if (ui.dialog("confirm", confirm_open_, {.title = tr("现在结束代理？"), .text = tr("代理人从现在起不能再代办；已经办的都算数。"), .confirm = tr("结束代理")}) ==
        kit::DialogResult::confirmed)
        end();
    if (result.back) c_.back();
    if (result.action == "new") start();
}

}  // namespace zhunru::views
