#include "client/views/parts.hpp"

#include <algorithm>
#include <vector>

#include "client/views/comments_screen.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

bool ready(kit::Ui& ui, app::Context& c, sync::Remote& remote) {
    if (remote.ready()) {
        if (remote.kept_at_ms() != 0) {
            const std::int64_t at = remote.kept_at_ms();
            ui.caption(c.tr("这里显示的是 {at} 读到的内容，现在没有网络。",
                            {{"at", day_and_time(c.tr, base::to_string(base::shanghai_date_time(base::Instant{at - at % 1000})))}}));
            ui.space(8);
        }
        return true;
    }
    if (remote.failed()) {
        const bool offline = remote.failure().offline();
        ui.empty_state(offline ? kit::Icon::offline : kit::Icon::warning,
                       offline ? c.tr("没有连上服务器") : c.tr("打不开这一页"), c.words(remote.failure()));
        if (remote.failure().status == 401 && ui.button("login", c.tr("登录"), {.icon = kit::Icon::person})) c.ports.browser.reload();
        if (ui.button("retry", c.tr("再试一次"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::refresh}))
            remote.reload();
        return false;
    }
    ui.skeleton(4);
    ui.space(16);
    ui.skeleton(3);
    return false;
}

bool task_row(kit::Ui& ui, app::Context& c, const Value& task, bool draft) {
    const kit::Scope scope(ui, "task." + task.get("id").string_or(""));
    const std::string title = c.tr.pick(task, "name");
    const std::string about = c.tr.pick(task, "case_title");
    const std::string due = due_words(c.tr, task);
    std::string who = c.tr.pick(task, "role_name");
    const std::string where = task.get("community_name").string_or(task.get("body_name").string_or(""));
    if (!where.empty()) who += (who.empty() ? "" : " · ") + where;
    std::vector<kit::Badge> badges;
    if (!due.empty()) badges.push_back({due, due_tone(task)});
    if (task.get("stopped").boolean_or(false)) badges.push_back({c.tr("已中止计时"), kit::Tone::warning});
    const base::Value& absent = task.get("substitute_for");
    if (absent.is_context()) badges.push_back({c.tr("代 {who}", {{"who", absent.get("label").string_or(c.tr.pick(absent, "who"))}}), kit::Tone::accent});
    if (draft) badges.push_back({c.tr("有草稿"), kit::Tone::accent});
    return ui.row("open", {.title = title,
                           .subtitle = about,
                           .meta = who,
                           .icon = task.get("kind").string_or("") == "manual" ? kit::Icon::edit : kit::Icon::inbox,
                           .tone = due_tone(task) == kit::Tone::danger ? kit::Tone::danger : kit::Tone::accent,
                           .badges = &badges});
}

bool case_row(kit::Ui& ui, app::Context& c, const Value& card) {
    const kit::Scope scope(ui, "case." + card.get("id").string_or(""));
    const std::string title = card.get("title").string_or(card.get("id").string_or(""));
    const std::string state = c.tr.pick(card, "state");
    const std::string waiting = c.tr.pick(card, "waiting_for");
    std::string subtitle = card.get("case_no").string_or("");
    const std::string applicant = card.get("applicant_name").string_or(card.get("applicant").string_or(""));
    if (!applicant.empty()) subtitle += (subtitle.empty() ? "" : " · ") + applicant;
    std::vector<kit::Badge> badges;
    if (!state.empty()) badges.push_back({state, tone_of(card.get("tone").string_or("accent"))});
    if (card.get("overdue").boolean_or(false)) badges.push_back({c.tr("逾期"), kit::Tone::danger});
    const std::string meta = waiting.empty() ? "" : c.tr("正在等：{who}", {{"who", waiting}});
    return ui.row("open", {.title = title,
                           .subtitle = subtitle,
                           .meta = meta,
                           .icon = kit::Icon::layers,
                           .badges = &badges});
}

void documents(kit::Ui& ui, app::Context& c, const Value& list) {
    if (!list.is_list()) return;
    ui.begin_list("documents", c.tr("文书"), static_cast<std::int32_t>(list.size()));
    for (const Value& document : list.as_list()) {
        const kit::Scope scope(ui, "document." + document.get("id").string_or(""));
        const std::string number = document.get("number").string_or("");
        const std::string kind = c.tr.pick(document, "kind_name");
        const std::string subtitle = kind + (kind.empty() || number.empty() ? "" : " · ") + number;
        const std::string hash = document.get("sha256").string_or("");
        const std::string meta = day(c.tr, document.get("at").string_or(""), true) +
                                 (hash.empty() ? "" : " · SHA-256 " + short_hash(hash));
        std::vector<kit::Badge> badges;
        if (document.get("void").boolean_or(false)) badges.push_back({c.tr("已失效，留存"), kit::Tone::warning});
        if (ui.row("open", {.title = document.get("title").string_or(""),
                            .subtitle = subtitle,
                            .meta = meta,
                            .icon = document_icon(document.get("kind").string_or("")),
                            .badges = &badges}))
            c.go("d/" + document.get("id").string_or(""));
    }
    ui.end_list();
}

void rule_result(kit::Ui& ui, app::Context& c, const Value& result) {
    const kit::Tone tone = tone_of(result.get("tone").string_or("neutral"));
    const std::string outcome = c.tr.pick(result, "outcome_name");
    const std::vector<kit::Badge> badge = {{outcome.empty() ? plain(c.tr, result.get("outcome")) : outcome, tone}};
    ui.badges(badge);
    const Value& hits = result.get("hits");
    if (!hits.is_list()) return;
    std::int64_t index = 0;
    for (const Value& hit : hits.as_list()) {
        const kit::Scope scope(ui, "hit", index++);
        ui.space(6);
        ui.text(c.tr.pick(hit, "text"), {.style = kit::TextStyle::secondary, .lang = c.tr.pick_lang(hit, "text")});
        ui.clause("clause", hit.get("clause").string_or("C"), hit.get("id").string_or(""));
    }
}

void burden(kit::Ui& ui, app::Context& c, const Value& panel) {
    const auto tenths = [](const Value& v) -> std::int64_t {
        const auto number = v.is_number() ? std::optional(v.as_number()) : base::Decimal::parse(v.string_or("0"));
        if (!number) return 0;
        const auto scaled = base::Decimal::multiply(*number, base::Decimal(10));
        return scaled ? scaled->floor().to_int64().value_or(0) : 0;
    };
    const Value& rows = panel.get("rows");
    if (!rows.is_list()) return;
    std::int64_t top = tenths(panel.get("offset"));
    for (const Value& row : rows.as_list()) top = std::max({top, tenths(row.get("before")), tenths(row.get("after"))});
    std::int64_t index = 0;
    for (const Value& row : rows.as_list()) {
        const kit::Scope scope(ui, "community", index++);
        const std::string gate = row.get("gate").string_or("");
        ui.compare_bar(row.get("name").string_or(""), tenths(row.get("before")), tenths(row.get("after")), top, "", 1);
        if (gate == "warn" || gate == "needs_offset") {
            const std::vector<kit::Badge> badge = {{gate == "warn" ? c.tr("负担偏重") : c.tr("负担过重：要先减一项或说明例外"),
                                                    gate == "warn" ? kit::Tone::warning : kit::Tone::danger}};
            ui.badges(badge);
        }
    }
    ui.caption(c.tr("负担指数按本地设置的公式计算，不是政策规定的数字。"));
}

namespace {

constexpr std::size_t facts_at_once = 5;  ///< longer lists fold: on a phone the next card matters more

void facts(kit::Ui& ui, app::Context& c, const Value& rows) {
    if (!rows.is_list()) return;
    const base::List& all = rows.as_list();
    const auto show = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            const Value& value = all[i].get("v");
            ui.key_value(c.tr.pick(all[i], "k"), value.is_string() ? c.tr.pick(all[i], "v") : plain(c.tr, value));
        }
    };
    const bool fold = all.size() > facts_at_once + 2;
    show(0, fold ? facts_at_once : all.size());
    if (!fold) return;
    if (ui.begin_expander("more", c.tr("其余 {n} 项", {{"n", std::to_string(all.size() - facts_at_once)}}))) {
        show(facts_at_once, all.size());
        ui.end_expander();
    }
}

void table(kit::Ui& ui, app::Context& c, const Value& value) {
    std::vector<kit::Column> columns;
    if (value.get("columns").is_list())
        for (const Value& column : value.get("columns").as_list())
            columns.push_back({c.tr.pick(column, "label"), column.get("numeric").boolean_or(false)});
    std::vector<kit::TableRow> rows;
    if (value.get("rows").is_list())
        for (const Value& row : value.get("rows").as_list()) {
            kit::TableRow line;
            if (row.get("cells").is_list())
                for (const Value& cell : row.get("cells").as_list()) line.cells.push_back(plain(c.tr, cell));
            rows.push_back(std::move(line));
        }
    (void)ui.table("table", columns, rows);
}

void timeline(kit::Ui& ui, app::Context& c, const Value& list) {
    if (!list.is_list()) return;
    std::vector<kit::TimelineStep> steps;
    for (const Value& step : list.as_list())
        steps.push_back({.title = c.tr.pick(step, "what"),
                         .subtitle = c.tr.pick(step, "who"),
                         .time = day_and_time(c.tr, step.get("at").string_or("")),
                         .note = step.get("note").string_or(""),
                         .state = kit::StepState::done});
    (void)ui.timeline("timeline", steps);
}

}  // namespace

void panel(kit::Ui& ui, app::Context& c, const Value& value, std::string_view id) {
    const std::string kind = value.get("kind").string_or("");
    const kit::Tone tone = kind == "rule" ? tone_of(value.get("tone").string_or("neutral")) : kit::Tone::neutral;
    const kit::Scope scope(ui, id);
    ui.begin_card("panel", {.tone = tone});
    const std::string title = c.tr.pick(value, "title");
    if (!title.empty()) {
        ui.heading(title, 3);
    } else if (kind == "burden") {
        ui.heading(c.tr("社区负担：实施前与实施后"), 3);
    } else if (kind == "documents") {
        ui.heading(c.tr("文书"), 3);
    }
    if (kind == "facts") facts(ui, c, value.get("rows"));
    if (kind == "rule") rule_result(ui, c, value);
    if (kind == "burden") burden(ui, c, value);
    if (kind == "documents") documents(ui, c, value.get("documents"));
    if (kind == "table") table(ui, c, value);
    if (kind == "comments") comments_card(ui, c, value, value.get("poll_id").string_or(""));
    if (kind == "timeline") timeline(ui, c, value.get("timeline"));
    if (kind == "text") ui.text(c.tr.pick(value, "text"), {.lang = c.tr.pick_lang(value, "text")});
    ui.end_card();
    ui.space(12);
}

void panels(kit::Ui& ui, app::Context& c, const Value& list) {
    if (!list.is_list()) return;
    std::int64_t index = 0;
    for (const Value& value : list.as_list()) panel(ui, c, value, "panel" + std::to_string(index++));
}

void totals(kit::Ui& ui, app::Context& c, const Value& rows) {
    if (!rows.is_list()) {
        ui.secondary(c.tr("协商期间不公布任何计数，免得有人从变化里猜出别人的态度。"));
        return;
    }
    const std::vector<kit::Column> columns = {{c.tr("类别")},
                                              {c.tr("同意"), true},
                                              {c.tr("有条件同意"), true},
                                              {c.tr("不同意"), true},
                                              {c.tr("没有意见"), true}};
    const auto cell = [&](const Value& v) { return v.is_null() ? c.tr("少于公开下限") : plain(c.tr, v); };
    std::vector<kit::TableRow> lines;
    for (const Value& row : rows.as_list())
        lines.push_back({.id = {},
                         .cells = {c.tr.pick(row, "name"), cell(row.get("agree")), cell(row.get("agree_if")),
                                   cell(row.get("disagree")), cell(row.get("no_view"))}});
    (void)ui.table("totals", columns, lines);
}

}  // namespace zhunru::views
