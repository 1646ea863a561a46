#include "client/views/import_screen.hpp"

#include <array>
#include <utility>
#include <vector>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

constexpr std::int32_t max_bytes = 1'500'000;  // as base64 it must fit into what the server takes
constexpr int most_rows = 80;

std::string base64(std::string_view bytes) {
    static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t n) { return i + n < bytes.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i + n])) : 0u; };
        const std::uint32_t bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (std::size_t n = 0; n < 4; ++n) out += n > bytes.size() - i ? '=' : letters[bits >> (18 - 6 * n) & 63];
    }
    return out;
}

/// What the columns are called for people.
std::string field_name(const i18n::Translator& tr, const std::string& field) {
    if (field == "account") return tr("账号");
    if (field == "label") return tr("称呼");
    if (field == "level") return tr("等级或层级");
    if (field == "role") return tr("岗位");
    if (field == "seats") return tr("岗位和单位");
    if (field == "body") return tr("单位");
    if (field == "community") return tr("社区");
    if (field == "provider") return tr("服务提供者");
    if (field == "disabled") return tr("停用");
    if (field == "name") return tr("名称");
    if (field == "name_en") return tr("英文名称");
    if (field == "id" || field == "code") return tr("编号");
    if (field == "street") return tr("街道代码");
    if (field == "place") return tr("区划");
    if (field == "type") return tr("类型");
    if (field == "kind") return tr("类别");
    if (field == "households") return tr("户数");
    if (field == "residents") return tr("人口");
    if (field == "staff") return tr("工作人员");
    return field;
}

}  // namespace

ImportScreen::ImportScreen(app::Context& context, const app::Parameters& parameters) : c_(context), what_("accounts") {
    const auto found = parameters.find("what");
    if (found != parameters.end() && (found->second == "bodies" || found->second == "communities")) what_ = found->second;
}

void ImportScreen::forget() {
    file_name_.clear();
    file_.clear();
    reason_.clear();
    failure_.clear();
    command_id_.clear();
    checked_ = Value();
    shown_ = "all";
    done_ = false;
}

std::int64_t ImportScreen::count(const char* change) const { return checked_.get("counts").get(change).int64_or(0); }

void ImportScreen::pick() {
    c_.ports.browser.pick_file(".csv,.xlsx", false, max_bytes, alive_.guard([this](std::vector<platform::PickedFile> files) {
        if (files.empty()) return;
        forget();
        file_name_ = files.front().name;
        if (files.front().mime == "too-large") {
            failure_ = c_.tr("文件超过 1.5 MB。请分成几个文件。");
            return;
        }
        file_ = base64(files.front().bytes);
        send(true);
    }));
}

void ImportScreen::send(bool dry) {
    busy_ = true;
    failure_.clear();
    if (command_id_.empty()) command_id_ = c_.api.new_command_id();
    base::Context body{{"id", Value(command_id_)}, {"file", Value(file_)}, {"dry_run", Value(dry)}, {"reason", Value(reason_)}};
    c_.api.post("/api/admin/import/" + what_, Value(std::move(body)), alive_.guard([this, dry](const sync::Answer& answer) {
        busy_ = false;
        if (!answer.ok) {
            failure_ = c_.words(answer.failure);
            return;
        }
        checked_ = answer.value;
        done_ = !dry && checked_.get("applied").boolean_or(false);
        if (done_) c_.say(c_.tr("已导入"), kit::Tone::success);
    }));
}

void ImportScreen::download(const char* format) {
    const bool xlsx = std::string_view(format) == "xlsx";
    c_.api.get_bytes("/api/admin/import/" + what_ + "/template?format=" + format + (c_.tr.chinese() ? "" : "&lang=en"),
                     alive_.guard([this, xlsx](std::string bytes, std::int64_t) {
                         if (bytes.empty()) return c_.say(c_.tr("没有取到，请再试一次"), kit::Tone::warning);
                         c_.ports.browser.save_file(what_ + (xlsx ? ".xlsx" : ".csv"),
                                                    xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv;charset=utf-8", bytes);
                     }));
}

void ImportScreen::verdict(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const std::int64_t errors = count("error"), changes = count("add") + count("change");
    if (done_) ui.banner("done", kit::Tone::success, tr("已导入：新增 {a}，改动 {b}", {{"a", std::to_string(count("add"))}, {"b", std::to_string(count("change"))}}));
    else if (errors > 0) ui.banner("errors", kit::Tone::danger, tr("有 {n} 行不能导入，整个文件都不会导入", {{"n", std::to_string(errors)}}), tr("按下面写的行号改好表格，再选一次文件。"));
    else if (changes == 0) ui.banner("same", kit::Tone::neutral, tr("同现有的一样，不用导入"));
    else ui.banner("good", kit::Tone::success, tr("可以导入：新增 {a}，改动 {b}", {{"a", std::to_string(count("add"))}, {"b", std::to_string(count("change"))}}), tr("现在还没有改任何东西。"));
    ui.space(8);
    ui.begin_card("file");
    ui.key_value(tr("文件"), file_name_);
    ui.key_value(tr("不变"), tr("{n} 行", {{"n", std::to_string(count("same"))}}));
    ui.end_card();
    ui.space(12);
}

void ImportScreen::row(kit::Ui& ui, const Value& row) {
    const auto& tr = c_.tr;
    const std::string change = row.get("change").string_or("");
    const bool error = change == "error";
    ui.begin_card("card", {.tone = error ? kit::Tone::danger : change == "add" ? kit::Tone::success : kit::Tone::accent});
    const std::string name = row.get("name").string_or(""), key = row.get("key").string_or("");
    ui.text(name.empty() ? key : name, {.style = kit::TextStyle::subheading});
    const std::string line = tr("第 {n} 行", {{"n", plain(tr, row.get("line"))}});
    ui.caption(name.empty() || key.empty() ? line : line + " · " + key);
    const std::vector<kit::Badge> badge = {{error ? tr("不能导入") : change == "add" ? tr("新增") : tr("改动"),
                                            error ? kit::Tone::danger : change == "add" ? kit::Tone::success : kit::Tone::accent}};
    ui.badges(badge);
    const Value& problems = row.get("problems");
    for (std::size_t i = 0; problems.is_list() && i < problems.size(); ++i) {
        const Value& problem = problems.item(i);
        const std::string field = problem.get("field").string_or("");
        ui.text((field.empty() ? "" : field_name(tr, field) + "：") + tr.pick(problem, "message"), {.tone = kit::Tone::danger, .lang = tr.pick_lang(problem, "message")});
    }
    const Value& fields = row.get("fields");
    for (std::size_t i = 0; !error && fields.is_list() && i < fields.size(); ++i) {
        const Value& field = fields.item(i);
        const std::string before = field.get("before").is_null() ? "" : plain(tr, field.get("before"));
        const std::string after = plain(tr, field.get("after"));
        ui.key_value(field_name(tr, field.get("field").string_or("")), before.empty() ? after : before + " → " + after);
    }
    ui.end_card();
    ui.space(8);
}

void ImportScreen::rows(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& list = checked_.get("rows");
    if (!list.is_list()) return;
    const auto labelled = [&](const char* change, const std::string& label) {
        return kit::Option{change, label + " " + std::to_string(count(change)), {}, false};
    };
    const std::vector<kit::Option> parts = {{"all", tr("全部"), {}, false}, labelled("error", tr("不能导入")), labelled("add", tr("新增")), labelled("change", tr("改动"))};
    ui.segmented("shown", shown_, parts, tr("看哪些行"));
    ui.space(8);
    int shown = 0;
    std::int64_t left = 0;
    // What stops the import comes first.
    for (const std::string_view wanted : std::array<std::string_view, 3>{"error", "add", "change"}) {
        if (shown_ != "all" && shown_ != wanted) continue;
        for (const Value& one : list.as_list()) {
            if (one.get("change").string_or("") != wanted) continue;
            if (++shown > most_rows) {
                ++left;
                continue;
            }
            const kit::Scope scope(ui, "row", shown);
            row(ui, one);
        }
    }
    if (shown == 0) ui.secondary(tr("没有这样的行"));
    if (left > 0) ui.caption(tr("还有 {n} 处", {{"n", std::to_string(left)}}));
}

void ImportScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const bool possible = checked_.is_context() && !done_ && count("error") == 0 && count("add") + count("change") > 0;
    kit::ScreenOptions options{.id = "admin/import", .title = tr("用表格导入"), .back = true};
    if (possible) {
        // A version of a register keeps the reason; accounts have no versions.
        const bool unsaid = what_ != "accounts" && reason_.empty();
        options.actions = {{.id = "go", .label = tr("照这样导入"), .icon = kit::Icon::check, .disabled = unsaid, .busy = busy_}};
        if (unsaid) options.action_note = tr("先写理由，再导入");
    }
    ui.begin_screen(options);
    std::string what = what_;
    const std::vector<kit::Option> kinds = {{"accounts", tr("账号"), {}, false}, {"bodies", tr("单位"), {}, false}, {"communities", tr("社区"), {}, false}};
    if (ui.segmented("what", what, kinds, tr("导入什么")) && !busy_) {
        what_ = what;
        forget();
    }
    ui.space(12);
    if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_, file_name_);
    if (!checked_.is_context()) {
        ui.begin_card("how");
        ui.heading(tr("怎样导入"), 3);
        const std::vector<std::string> points = {tr("先下载现有的表格，在电脑或手机上改好、加行。"), tr("选好文件后先试算：逐行写出会新增什么、改动什么、哪行不行、为什么。"),
                                                 tr("没有一行出错才能导入，要么全做，要么不做。没有写进表格的不会删除。")};
        ui.bullets(points);
        ui.end_card();
        ui.space(12);
        ui.begin_columns(2);
        if (ui.button("xlsx", "XLSX", {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::download, .name = tr("下载现有的表格（XLSX）")})) download("xlsx");
        ui.next_column();
        if (ui.button("csv", "CSV", {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::download, .name = tr("下载现有的表格（CSV）")})) download("csv");
        ui.end_columns();
        ui.space(12);
    } else {
        verdict(ui);
        rows(ui);
        if (possible && what_ != "accounts" && ui.multiline_field("reason", reason_, {.label = tr("为什么要改"), .help = tr("记入版本，谁都查得到。"), .max_length = 500, .required = true}).changed)
            command_id_.clear();
        ui.space(12);
    }
    if (busy_) ui.spinner(tr("正在试算"));
    if (ui.button("pick", checked_.is_context() ? tr("换一个文件") : tr("选择文件"),
                  {.kind = checked_.is_context() ? kit::ButtonKind::secondary : kit::ButtonKind::primary, .icon = kit::Icon::attach, .disabled = busy_,
                   .description = tr("CSV 或 XLSX")}))
        pick();
    const kit::ScreenResult result = ui.end_screen();
    if (ui.dialog("confirm", confirm_open_,
                  {.title = tr("照这样导入？"), .text = tr("新增 {a}，改动 {b}。", {{"a", std::to_string(count("add"))}, {"b", std::to_string(count("change"))}}), .confirm = tr("导入")}) ==
        kit::DialogResult::confirmed)
        send(false);
    if (result.back) c_.back();
    if (result.action == "go" && !busy_) confirm_open_ = true;
}

}  // namespace zhunru::views
