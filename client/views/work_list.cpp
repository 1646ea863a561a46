#include "client/views/work_list.hpp"

#include <algorithm>
#include <map>

#include "client/views/parts.hpp"
#include "client/views/table_export.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

/// Filters are worth their room from here on.
constexpr std::size_t few_rows = 4;

/// Overdue first, then by day, what has no date last; ISO times sort as text.
bool before(const Value& a, const Value& b) {
    const bool late_a = a.get("overdue").boolean_or(false), late_b = b.get("overdue").boolean_or(false);
    if (late_a != late_b) return late_a;
    const std::string due_a = a.get("due").string_or(""), due_b = b.get("due").string_or("");
    if (due_a.empty() != due_b.empty()) return due_b.empty();
    return due_a < due_b;
}

}  // namespace

void WorkList::set(const Value& rows) {
    rows_.clear();
    if (rows.is_list()) rows_.assign(rows.as_list().begin(), rows.as_list().end());
    if (what_ == What::tasks) std::stable_sort(rows_.begin(), rows_.end(), before);
    drafts_seen_ = 0;
}

/// The phone's store may open, or be taken over from another tab, after the rows came.
void WorkList::look_for_drafts() {
    if (!c_.store.is_open() || drafts_seen_ == c_.store.drafts_edition()) return;
    drafts_seen_ = c_.store.drafts_edition();
    drafts_.clear();
    if (what_ != What::tasks) return;
    for (const Value& row : rows_) {
        const std::string id = row.get("id").string_or("");
        if (c_.store.draft("task/" + id + "/" + plain(c_.tr, row.get("version")))) drafts_.insert(id);
    }
}

std::string WorkList::place_of(const Value& row) const {
    const std::string community = c_.tr.pick(row, "community_name");
    if (!community.empty()) return community;
    const std::string body = c_.tr.pick(row, "body_name");
    return body.empty() ? c_.tr.pick(row, "applicant_name") : body;
}

bool WorkList::fits(const Value& row) const {
    if (what_ == What::tasks) {
        const kit::Tone tone = due_tone(row);
        if (due_ == "overdue" && tone != kit::Tone::danger) return false;
        if (due_ == "soon" && tone == kit::Tone::neutral) return false;
        if (due_ == "drafts" && drafts_.count(row.get("id").string_or("")) == 0) return false;
    } else if (due_ != "all" && row.get("ended").boolean_or(false) != (due_ == "ended")) {
        return false;
    }
    if (!place_.empty() && place_of(row) != place_) return false;
    if (search_.empty()) return true;
    for (const char* key : {"name", "case_title", "title", "case_no", "who", "body_name", "community_name", "applicant_name", "state"})
        if (c_.tr.pick(row, key).find(search_) != std::string::npos || row.get(key).string_or("").find(search_) != std::string::npos) return true;
    return false;
}

void WorkList::filters(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (rows_.size() < few_rows && search_.empty() && place_.empty() && due_ == "all" && drafts_.empty()) return;
    ui.search_field("search", search_, what_ == What::tasks ? tr("按事项、步骤、案号或单位查找") : tr("按名称、案号或单位查找"));
    std::vector<kit::Option> dues;
    if (what_ == What::tasks) {
        dues = {{"all", tr("全部"), {}, false}, {"overdue", tr("已逾期"), {}, false}, {"soon", tr("快到期"), {}, false}};
        if (!drafts_.empty()) dues.push_back({"drafts", tr("有草稿"), {}, false});
        else if (due_ == "drafts") due_ = "all";
    } else {
        dues = {{"all", tr("全部"), {}, false}, {"open", tr("在办"), {}, false}, {"ended", tr("已办结"), {}, false}};
    }
    ui.space(8);
    ui.segmented("filter", due_, dues, what_ == What::tasks ? tr("筛选待办") : tr("筛选事项"));
    std::map<std::string, int> places;
    for (const Value& row : rows_)
        if (const std::string place = place_of(row); !place.empty()) ++places[place];
    if (places.size() > 1) {
        ui.space(8);
        std::vector<kit::Option> options = {{"", tr("所有地方和单位"), {}, false}};
        for (const auto& [place, count] : places) options.push_back({place, place, tr("{n} 件", {{"n", std::to_string(count)}}), false});
        ui.select("place", place_, options, {.label = tr("地方或单位"), .placeholder = tr("所有地方和单位"), .searchable = options.size() > 8});
    }
    ui.space(12);
}

void WorkList::draw(kit::Ui& ui) {
    look_for_drafts();
    const auto& tr = c_.tr;
    const bool tasks = what_ == What::tasks;
    filters(ui);
    ui.begin_card(tasks ? "tasks" : "cases");
    ui.begin_list("list", tasks ? tr("待办") : tr("事项"), static_cast<std::int32_t>(rows_.size()));
    int shown = 0;
    for (const Value& row : rows_) {
        if (!fits(row)) continue;
        ++shown;
        const std::string id = row.get("id").string_or("");
        if (tasks ? task_row(ui, c_, row, drafts_.count(id) != 0) : case_row(ui, c_, row)) c_.go((tasks ? "task/" : "case/") + id);
    }
    ui.end_list();
    if (shown == 0) ui.secondary(tasks ? tr("这一类里没有待办。") : tr("没有符合的事项"));
    ui.end_card();
    if (rows_.empty()) return;
    ui.space(8);
    if (ui.button("export", tr("导出成表格"), {.kind = kit::ButtonKind::text, .icon = kit::Icon::download, .fit = true})) export_open_ = true;
}

void WorkList::save(bool xlsx) {
    const auto& tr = c_.tr;
    const bool tasks = what_ == What::tasks;
    Sheet sheet;
    if (tasks) sheet.push_back({tr("事项"), tr("案号"), tr("步骤"), tr("由谁办"), tr("自何时"), tr("期限"), tr("剩余工作日"), tr("条款")});
    else sheet.push_back({tr("事项"), tr("案号"), tr("申请单位"), tr("状态"), tr("正在等谁"), tr("开始"), tr("期限")});
    for (const Value& row : rows_) {
        if (!fits(row)) continue;
        const std::string due = row.get("due").string_or("").substr(0, 10);
        if (tasks)
            sheet.push_back({tr.pick(row, "case_title"), row.get("case_no").string_or(""), tr.pick(row, "name"), tr.pick(row, "who"),
                             row.get("since").string_or("").substr(0, 10), due, row.get("due_in_wd").is_number() ? plain(tr, row.get("due_in_wd")) : "",
                             row.get("clause").string_or("")});
        else
            sheet.push_back({tr.pick(row, "title"), row.get("case_no").string_or(""), tr.pick(row, "applicant_name"), tr.pick(row, "state"),
                             tr.pick(row, "waiting_for"), row.get("started_at").string_or("").substr(0, 10), due});
    }
    const std::string name = tasks ? tr("待办") : tr("事项");
    if (xlsx)
        c_.ports.browser.save_file(name + ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx(sheet, name));
    else c_.ports.browser.save_file(name + ".csv", "text/csv;charset=utf-8", to_csv(sheet));
    c_.say(tr("已导出 {n} 行", {{"n", std::to_string(sheet.size() - 1)}}), kit::Tone::success);
}

void WorkList::draw_export(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const auto sheet = ui.begin_sheet("export", export_open_, {.title = tr("导出成表格")});
    if (!sheet) return;
    ui.secondary(tr("导出现在列出的这些行，按筛选的结果。"));
    ui.space(8);
    bool chosen = false;
    if (ui.row("xlsx", {.title = tr("电子表格 XLSX"), .subtitle = tr("办公软件直接打开"), .icon = kit::Icon::download})) {
        save(true);
        chosen = true;
    }
    if (ui.row("csv", {.title = tr("文本表格 CSV"), .subtitle = tr("给别的系统用"), .icon = kit::Icon::download})) {
        save(false);
        chosen = true;
    }
    ui.end_sheet();
    if (chosen) export_open_ = false;
}

}  // namespace zhunru::views
