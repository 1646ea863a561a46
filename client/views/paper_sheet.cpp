#include "client/views/paper_sheet.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

constexpr std::size_t sheets_at_once = 100;  ///< as many as the server prints in one file
constexpr std::size_t entries_shown = 20;

std::size_t open_links(const Value& invitations) {
    std::size_t count = 0;
    for (std::size_t i = 0; invitations.is_list() && i < invitations.size(); ++i)
        if (invitations.item(i).get("class").string_or("") == "residents") ++count;
    return count;
}

}  // namespace

void PaperSheet::begin() {
    open_ = true;
    busy_ = false;
    ballot_.clear();
    failure_.clear();
    ballot_error_.clear();
    before_ = Value();
    receipt_ = Value();
    command_ = c_.api.new_command_id();
    base::Context names = poll_.value().get("context").is_context() ? poll_.value().get("context").as_context() : base::Context();
    names.set("party", Value("residents"));
    form_.open(poll_.value().get("paper_form"), poll_.value().get("prefill"), std::move(names), {});
}

void PaperSheet::draw_card(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& value = poll_.value();
    const Value& entered = value.get("entered");
    const bool may = value.get("can").get("enter").boolean_or(false);
    if (!may && (!entered.is_list() || entered.size() == 0)) return;
    ui.begin_card("paper");
    ui.heading(tr("不用手机的人"), 3);
    if (may) {
        ui.secondary(tr("一人一张，纸上的二维码就是本人的链接：用手机答、用纸答都只算一份，最后一次算数。"));
        const std::size_t links = open_links(value.get("invitations"));
        if (links == 0) ui.caption(tr("先邀请居民，才有可以打印的表。"));
        for (std::size_t from = 0; from < links; from += sheets_at_once) {
            const kit::Scope scope(ui, "print", static_cast<std::int64_t>(from / sheets_at_once));
            const std::string label = from == 0 && links <= sheets_at_once
                                          ? tr("打印征求意见表（PDF）")
                                          : tr("打印第 {from} 张起的 100 张（PDF）", {{"from", std::to_string(from + 1)}});
            if (ui.button("print", label, {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::download}))
                c_.ports.browser.open_url("/api/polls/" + sync::url_part(id_) + "/ballots.pdf?from=" + std::to_string(from));
        }
        if (ui.button("enter", tr("录入一份意见"), {.icon = kit::Icon::edit})) begin();
    }
    if (entered.is_list() && entered.size() > 0) {
        ui.space(8);
        if (ui.begin_expander("entered", tr("本社区代录的 {n} 份", {{"n", std::to_string(entered.size())}}), tr("只列编号、方式和时间，不列内容"))) {
            ui.begin_list("list", tr("代录的意见"), static_cast<std::int32_t>(entered.size()));
            for (std::size_t i = 0; i < std::min(entered.size(), entries_shown); ++i) {
                const Value& one = entered.item(i);
                const kit::Scope scope(ui, "entry", static_cast<std::int64_t>(i));
                const std::string how = tr.pick(one, "channel_name") + " · " + day_and_time(tr, one.get("at").string_or(""));
                const std::int64_t revision = one.get("revision").int64_or(1);
                const std::string again = revision > 1 ? tr("改过 {n} 次，只计最后一次", {{"n", std::to_string(revision - 1)}}) : "";
                (void)ui.row("row", {.title = one.get("ballot").string_or(""), .subtitle = how, .meta = again, .icon = kit::Icon::edit,
                                     .chevron = false, .tappable = false});
            }
            ui.end_list();
            ui.end_expander();
        }
    }
    ui.end_card();
    ui.space(12);
}

void PaperSheet::send(bool change) {
    Value data;
    ballot_error_ = ballot_.empty() ? c_.tr("请填表上的编号，或扫出的链接") : "";
    look_up_ = !ballot_error_.empty();
    if (!form_.complete(data) || look_up_) return;
    busy_ = true;
    failure_.clear();
    c_.api.post("/api/polls/" + sync::url_part(id_) + "/counter",
                Value(base::Context{{"id", command_}, {"ballot", ballot_}, {"channel", channel_}, {"once", !change}, {"data", std::move(data)}}),
                alive_.guard([this](const sync::Answer& answer) { took(answer); }));
}

void PaperSheet::took(const sync::Answer& answer) {
    busy_ = false;
    look_up_ = true;
    if (answer.ok) {
        receipt_ = answer.value.get("receipt");
        poll_.reload();
        return;
    }
    if (answer.failure.code == "already_counted") {
        before_ = answer.failure.error.get("details");
        command_ = c_.api.new_command_id();  // a change is a new entry
    } else if (answer.failure.error.get("where").string_or("") == "ballot") {
        ballot_error_ = c_.words(answer.failure);
    } else {
        failure_ = c_.words(answer.failure);
    }
}

void PaperSheet::result(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const std::int64_t revision = receipt_.get("revision").int64_or(1);
    const bool counted = receipt_.get("counted").boolean_or(false);
    ui.empty_state(kit::Icon::success, counted ? tr("已录入，计一份") : tr("已收到，但过了截止时间"),
                   revision > 1 ? tr("这是这位居民的第 {n} 次答复，只计这一次。", {{"n", std::to_string(revision)}})
                   : counted    ? tr("这位居民以后用手机再答，也只算一份。")
                                : tr("您的意见会留存并注明迟到，不计入。"));
    ui.key_value(tr("编号"), ballot_);
    ui.key_value(tr("收件号"), receipt_.get("code").string_or(""));
    ui.key_value(tr("时间"), day_and_time(tr, receipt_.get("at").string_or("")));
}

void PaperSheet::draw_sheet(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const bool done = receipt_.is_context();
    std::vector<kit::Action> actions;
    if (done) {
        actions = {{.id = "next", .label = tr("录下一份"), .icon = kit::Icon::plus}, {.id = "close", .label = tr("完成"), .kind = kit::ButtonKind::secondary}};
    } else if (before_.is_context()) {
        actions = {{.id = "change", .label = tr("改录为这一份"), .kind = kit::ButtonKind::danger, .busy = busy_},
                   {.id = "close", .label = tr("不改"), .kind = kit::ButtonKind::secondary}};
    } else {
        actions = {{.id = "send", .label = tr("录入"), .icon = kit::Icon::check, .busy = busy_}};
    }
    const auto sheet = ui.begin_sheet("paper", open_, {.title = tr("录入一份意见"), .actions = actions, .full = true});
    if (!sheet) return;
    if (std::exchange(look_up_, false)) ui.scroll_here();
    if (done) {
        result(ui);
    } else {
        if (before_.is_context())
            ui.banner("before", kit::Tone::warning, tr("这个人的意见已经计过一次"),
                      tr("{way}，{time}。没有再计。本人改了主意的，可以改录，只计最后一次。",
                         {{"way", tr.pick(before_, "channel_name")}, {"time", day_and_time(tr, before_.get("at").string_or(""))}}));
        if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
        const std::vector<kit::Option> ways = {{"paper", tr("纸质表"), {}, false}, {"meeting", tr("会议现场"), {}, false}, {"counter", tr("窗口"), {}, false}};
        ui.text(tr("怎样答的"), {.style = kit::TextStyle::secondary_strong, .silent = true});
        ui.segmented("way", channel_, ways, tr("怎样答的"));
        ui.space(8);
        if (ui.text_field("ballot", ballot_, {.label = tr("表上的编号"), .help = tr("表头右上角，二维码旁边；也可以粘贴扫出的链接"),
                                              .error = ballot_error_, .required = true})) {
            ballot_error_.clear();
            before_ = Value();
        }
        ui.space(8);
        form_.draw(ui);
        ui.caption(tr("照纸上写的录，不改不补。这一份会注明是代录的，方式和时间都留下记录。"));
    }
    ui.end_sheet();
    if (sheet.action == "close") open_ = false;
    if (sheet.action == "next") begin();
    if (busy_) return;
    if (sheet.action == "send") send(false);
    if (sheet.action == "change") send(true);
}

}  // namespace zhunru::views
