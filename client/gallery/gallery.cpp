#include "client/gallery/gallery.hpp"

#include <array>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "client/gallery/diagram_page.hpp"
#include "client/kit/kit.hpp"
#include "client/store/local_db.hpp"

namespace zhunru::gallery {
namespace {

using kit::Badge;
using kit::Icon;
using kit::Option;
using kit::Tone;

const std::vector<Option> kBodies = {
    {"civil", "区民政局", "牵头部门"}, {"health", "区卫生健康局"}, {"housing", "区住房建设局"}, {"police", "公安分局"},
    {"court", "区人民法院", "只作征求意见", true},
};
const std::vector<Option> kDuties = {
    {"file", "台账资料", "每月一次"}, {"visit", "入户走访"}, {"system", "录入信息系统"}, {"meeting", "会议培训"}, {"poster", "张贴宣传"},
};

class Gallery final : public platform::Program {
public:
    explicit Gallery(platform::Ports& ports) : ports_(ports) {
        db_.open("gallery", [this](bool ok) { load_note(ok); });
    }

    void on_route(std::string_view route) override {
        page_ = route.starts_with("/kit/") ? std::string(route.substr(5)) : std::string("home");
        if (page_ == "form" || page_ == "list" || page_ == "feedback" || page_ == "diagram") return;
        page_ = "home";
    }

    void draw(kit::Ui& ui) override {
        ui.set_text_percent(text_percent_);
        ui.set_clause_handler([this](std::string_view code) {
            clause_ = code;
            clause_open_ = true;
        });
        kit::ScreenOptions screen;
        screen.id = "kit/" + page_;
        if (page_ == "form") form_screen(ui, screen);
        else if (page_ == "list") list_screen(ui, screen);
        else if (page_ == "feedback") feedback_screen(ui, screen);
        else if (page_ == "diagram") diagram_screen(ui, screen);
        else home_screen(ui, screen);
        overlays(ui);
    }

    std::string sync_state() const override { return saved_ ? "saved" : "open"; }

private:
    void go(std::string page) {
        page_ = std::move(page);
        ports_.browser.navigate(page_ == "home" ? "/kit" : "/kit/" + page_);
    }

    void tabs(kit::ScreenOptions& screen) {
        screen.tabs = {{"home", "控件", Icon::home}, {"form", "表单", Icon::edit}, {"list", "列表", Icon::inbox, 3},
                       {"feedback", "反馈", Icon::bell}, {"diagram", "图", Icon::layers}};
        screen.active_tab = page_;
    }

    void finish(kit::Ui& ui) {
        const kit::ScreenResult r = ui.end_screen();
        if (!r.tab.empty()) go(r.tab);
        if (r.back) ports_.browser.back();
        if (r.action == "submit") submit(ui);
        if (r.action == "draft") ui.toast("草稿已存在本机", Tone::success);
        if (r.top_action == "theme") {
            const bool dark = ui.theme().dark;
            ui.set_appearance(dark ? kit::Appearance::light : kit::Appearance::dark);
        }
        if (r.top_action == "size") {
            text_percent_ = text_percent_ >= 200 ? 100 : text_percent_ + 50;
            ui.request_frame();
        }
    }

    void home_screen(kit::Ui& ui, kit::ScreenOptions& screen) {
        screen.title = "控件一览";
        screen.large_title = true;
        screen.top_actions = {{"size", "文字大小", Icon::edit}, {"theme", "深浅色", Icon::moon}};
        tabs(screen);
        ui.begin_screen(screen);
        ui.secondary("社区事项准入系统的界面部件。每个部件都能点按、用键盘操作，也能被读屏软件读出。");
        ui.begin_card("buttons");
        ui.heading("按钮", 3);
        if (ui.button("agree", "同意", {.icon = Icon::check})) ui.toast("已同意", Tone::success);
        ui.begin_columns(2);
        if (ui.button("return", "退回补正", {.kind = kit::ButtonKind::secondary})) sheet_open_ = true;
        ui.next_column();
        if (ui.button("refuse", "不同意", {.kind = kit::ButtonKind::danger})) dialog_open_ = true;
        ui.end_columns();
        ui.button("wait", busy_ ? "正在提交" : "提交", {.busy = busy_});
        ui.button("off", "尚有两项未填", {.disabled = true, .description = "填写完必填项后可以提交"});
        ui.button("more", "查看办理依据", {.kind = kit::ButtonKind::text});
        ui.end_card();

        ui.begin_card("facts");
        ui.heading("事项概况", 3);
        const std::array<Badge, 3> badges = {Badge{"临时性事项", Tone::warning}, Badge{"已公示", Tone::success}, Badge{"甲类清单", Tone::accent}};
        ui.badges(badges);
        ui.key_value("事项名称", "老年人助餐点满意度入户调查（2026 年第三季度）");
        ui.key_value("牵头部门", "区民政局养老服务科");
        ui.key_value("经费", "38,600 元，随事项拨付");
        ui.clause("clause", "2.3", "权随责走、费随事转");
        ui.end_card();

        ui.begin_columns(3);
        ui.metric("待办", "12", "件", Tone::accent);
        ui.next_column();
        ui.metric("逾期", "2", "件", Tone::danger);
        ui.next_column();
        ui.metric("本月退出", "5", "项");
        ui.end_columns();

        ui.begin_card("texts");
        ui.heading("文字", 3);
        ui.text("居民委员会承担的工作事项，应当先经征求意见、评估论证和协调机构审批，公示后方可进入社区；未列入清单的，社区有权拒绝。");
        const std::array<kit::Span, 4> runs = {kit::Span{"依据"}, kit::Span{.text = "《事项准入办法》", .link = "law"},
                                               kit::Span{"第十二条，评估结论为"}, kit::Span{.text = "“不予准入”", .strong = true, .tone = Tone::danger}};
        if (!ui.rich("rich", runs).empty()) ui.toast("打开办法全文");
        const std::array<std::string, 3> items = {"减少台账 3 本，合并报表 2 张。", "每月占用网格员时间由 16 小时降到 6 小时；详见评估表。",
                                                  "生僻字与符号：㑇 䶮 𠮷 𬭳 喆 燊 𰻝，①②③，100%，😀👍。"};
        ui.bullets(items);
        ui.end_card();

        ui.begin_card("choices");
        ui.heading("选择", 3);
        ui.segmented("view", view_, std::array<Option, 3>{Option{"all", "全部"}, Option{"mine", "我的"}, Option{"late", "逾期"}}, "范围");
        ui.chips("filter", filter_, kDuties, "负担类别");
        ui.switch_row("notify", notify_, "办理进度提醒", {.description = "到期前两个工作日提醒一次"});
        ui.checkbox("read", read_, "我已阅读征求意见稿全文");
        ui.end_card();

        ui.begin_card("people", {.tone = Tone::accent, .tappable = true, .name = "打开列表页"});
        ui.text("整张卡片可以点按", {.style = kit::TextStyle::body_strong});
        ui.secondary("点一下到列表页。左边的色条表示类别。");
        ui.end_card();
        if (ui.begin_expander("why", "为什么要先征求意见？", "折叠区")) {
            ui.text("因为最终承担的人是社区工作者和居民。征求意见的结果连同理由一起公开。");
            ui.end_expander();
        }
        finish(ui);
    }

    void form_screen(kit::Ui& ui, kit::ScreenOptions& screen) {
        screen.title = "提出准入申请";
        screen.subtitle = "草稿 · 自动保存";
        screen.back = true;
        screen.actions = {{.id = "draft", .label = "存草稿", .kind = kit::ButtonKind::secondary}, {.id = "submit", .label = "提交"}};
        screen.action_note = "提交后进入征求意见，社区和居民可在七个工作日内提出意见。";
        ui.begin_screen(screen);
        ui.stepper(std::array<std::string, 4>{"基本情况", "依据和必要性", "负担与经费", "确认"}, 1);
        ui.text_field("name", name_, {.label = "事项名称", .placeholder = "例如：高龄津贴年审入户核查", .error = error_, .max_length = 60, .required = true});
        ui.select("body", body_, kBodies, {.label = "牵头部门", .required = true});
        ui.multi_select("duties", duties_, kDuties, {.label = "要求社区做什么", .help = "可多选；每一项都会进入负担测算"});
        ui.number_field("fee", fee_, {.label = "随事项拨付的经费", .unit = "元"});
        ui.date_field("start", start_, {.label = "计划开始日期", .min_date = "2026-01-01"});
        ui.multiline_field("reason", reason_, {.label = "必要性说明", .placeholder = "为什么必须由社区承担", .help = "写清服务对象和不做的后果", .required = true});
        ui.radio_group("term", term_, std::array<Option, 3>{Option{"once", "一次性", "完成后自动退出"}, Option{"year", "一年以内"}, Option{"long", "长期", "每年评估一次"}},
                       {.label = "承担期限"});
        ui.rating("rating", rating_, {.label = "上一年度同类事项满意度"});
        ui.password_field("password", password_, {.label = "签名密码", .autocomplete = "current-password"});
        const kit::FieldResult note = ui.text_field("note", note_, {.label = "本机便笺（存入 SQLite）"});
        if (note.changed) save_note();
        ui.caption(saved_ ? "已保存到本机" : "尚未保存");
        finish(ui);
    }

    void list_screen(kit::Ui& ui, kit::ScreenOptions& screen) {
        screen.title = "待办事项";
        screen.large_title = true;
        screen.pull_to_refresh = true;
        tabs(screen);
        ui.begin_screen(screen);
        ui.search_field("search", search_, "搜索事项、部门、编号");
        const std::vector<Badge> late = {{"已逾期 1 个工作日", Tone::danger}, {"征求意见", Tone::accent}};
        const std::vector<Badge> soon = {{"剩 2 个工作日", Tone::warning}};
        ui.begin_list("tasks", "待办", 14);
        ui.row("t1", {.title = "高龄津贴年审入户核查", .subtitle = "区民政局 · 请桃园社区提出意见", .meta = "11 月 20 日收到", .icon = Icon::megaphone,
                      .badges = &late, .unread = true});
        ui.row("t2", {.title = "老旧小区电动车充电设施排查", .subtitle = "区住房建设局 · 评估打分", .meta = "11 月 18 日收到", .icon = Icon::scale,
                      .tone = Tone::warning, .badges = &soon});
        ui.row("t3", {.title = "家庭医生签约宣传", .subtitle = "区卫生健康局 · 等待协调机构会签", .icon = Icon::signature, .tone = Tone::success});
        ui.end_list();
        ui.heading("清单", 2);
        ui.begin_list("registers");
        ui.row("a", {.title = "甲类清单", .value = "46 项", .icon = Icon::list});
        ui.row("b", {.title = "乙类清单", .value = "31 项", .icon = Icon::list});
        ui.row("c", {.title = "负面清单", .value = "18 项", .icon = Icon::shield, .tone = Tone::danger});
        for (int i = 0; i < 12; ++i) {
            const kit::Scope scope(ui, "old", i);
            const std::string title = "已退出事项 " + std::to_string(i + 1);
            const std::string month = "2026-0" + std::to_string(i % 9 + 1);
            if (ui.row("row", {.title = title, .value = month, .icon = Icon::history, .tone = Tone::neutral})) ui.toast("打开了" + title);
        }
        ui.end_list();
        ui.heading("办理过程", 2);
        ui.begin_card("steps");
        const std::vector<kit::TimelineStep> steps = {
            {"提出申请", "区民政局", "11 月 2 日", {}, kit::StepState::done},
            {"初审", "准入办", "11 月 4 日", "材料齐全，同意进入征求意见。", kit::StepState::done, "s2"},
            {"征求意见", "12 个社区，已答复 9 个", "还剩 2 个工作日", {}, kit::StepState::current},
            {"评估论证", {}, {}, {}, kit::StepState::paused},
            {"协调机构审批", {}, {}, {}, kit::StepState::upcoming},
            {"公示", {}, {}, {}, kit::StepState::upcoming},
        };
        ui.timeline("timeline", steps);
        ui.end_card();
        ui.begin_card("burden");
        ui.heading("负担比较", 3);
        ui.compare_bar("网格员每月用时", 16, 6, 20, "小时");
        ui.compare_bar("报表", 2, 5, 6, "张");
        ui.end_card();
        const std::vector<kit::Column> columns = {{"社区"}, {"态度"}, {"每月用时", true}};
        const std::vector<kit::TableRow> rows = {{"r1", {"桃园社区", "同意", "4 小时"}, {}}, {"r2", {"柳林社区", "建议修改", "7 小时"}, {{"有书面意见", Tone::warning}}}};
        ui.table("answers", columns, rows);
        finish(ui);
    }

    void feedback_screen(kit::Ui& ui, kit::ScreenOptions& screen) {
        screen.title = "反馈";
        screen.large_title = true;
        tabs(screen);
        ui.begin_screen(screen);
        ui.banner("b1", Tone::accent, "本事项正在公示", "公示期到 11 月 30 日，任何人都可以提出意见。");
        ui.banner("b2", Tone::warning, "没有网络", "内容来自本机，2 项操作等待发送。", "立即重试");
        ui.banner("b3", Tone::danger, "触碰红线，不予受理", "事项要求社区代为开具证明，属于负面清单第 4 项。", "查看条款");
        ui.banner("b4", Tone::success, "已通过审批");
        ui.progress("征求意见进度", 750);
        ui.skeleton(3);
        if (ui.button("toast", "显示提示", {.kind = kit::ButtonKind::secondary})) ui.toast("意见已提交，编号 2026-0113", Tone::success);
        ui.begin_card("qr");
        ui.heading("扫码提意见", 3);
        ui.qr_code("https://example.invalid/i/7Q2K-M9TX", "征求意见二维码", 180);
        ui.end_card();
        ui.empty_state(Icon::inbox, "没有待办事项", "新的征求意见和审批会出现在这里。");
        if (busy_) ui.spinner("正在核对清单…");
        ui.switch_row("busy", busy_, "显示转圈");
        finish(ui);
    }

    void diagram_screen(kit::Ui& ui, kit::ScreenOptions& screen) {
        screen.title = "流程图";
        tabs(screen);
        ui.begin_screen(screen);
        ui.secondary("单指移动，双指缩放，点按节点。");
        diagram_.draw(ui);
        finish(ui);
    }

    void overlays(kit::Ui& ui) {
        if (auto sheet = ui.begin_sheet("return_sheet", sheet_open_, {.title = "退回补正", .actions = {{.id = "send", .label = "退回"}}})) {
            ui.text("退回后，申请单位有五个工作日补正；办理时限中止计算。");
            ui.multiline_field("why", return_reason_, {.label = "退回理由", .required = true});
            if (sheet.action == "send") {
                sheet_open_ = false;
                ui.toast("已退回", Tone::success);
            }
            ui.end_sheet();
        }
        if (auto sheet = ui.begin_sheet("clause_sheet", clause_open_, {.title = "条款 " + clause_})) {
            ui.text("部门要求社区承担的工作，应当同时明确经费、人员和工作条件；没有保障的，社区可以不予承担。");
            ui.end_sheet();
        }
        switch (ui.dialog("refuse_dialog", dialog_open_, {.title = "不同意该事项？", .text = "不同意会终止本次申请，理由将公开。", .confirm = "不同意", .danger = true})) {
            case kit::DialogResult::confirmed: ui.toast("已记录：不同意", Tone::danger); break;
            default: break;
        }
    }

    void submit(kit::Ui& ui) {
        error_ = name_.empty() ? "请填写事项名称" : "";
        if (!error_.empty()) ui.toast("还有必填项没有填写", Tone::warning);
        else ui.toast("已提交", Tone::success);
    }

    void load_note(bool ok) {
        if (!ok || !db_.exec("create table if not exists note(id integer primary key, text text not null)")) return;
        sqlite3_stmt* q = nullptr;
        if (sqlite3_prepare_v2(db_.handle(), "select text from note where id=1", -1, &q, nullptr) != SQLITE_OK) return;
        if (sqlite3_step(q) == SQLITE_ROW) note_ = reinterpret_cast<const char*>(sqlite3_column_text(q, 0));
        sqlite3_finalize(q);
    }

    void save_note() {
        saved_ = false;
        sqlite3_stmt* q = nullptr;
        if (sqlite3_prepare_v2(db_.handle(), "insert or replace into note(id, text) values(1, ?1)", -1, &q, nullptr) != SQLITE_OK) return;
        sqlite3_bind_text(q, 1, note_.data(), static_cast<int>(note_.size()), SQLITE_TRANSIENT);
        sqlite3_step(q);
        sqlite3_finalize(q);
        db_.flush([this](bool ok) { saved_ = ok; });
        db_.ask_persistence();
    }

    platform::Ports& ports_;
    store::LocalDb db_;
    DiagramPage diagram_;
    std::string page_ = "home", view_ = "all", clause_, name_, body_, fee_, start_, reason_, term_, password_, note_, search_, error_, return_reason_;
    std::vector<std::string> filter_ = {"visit"}, duties_;
    int rating_ = 0, text_percent_ = 100;
    bool notify_ = true, read_ = false, busy_ = false, saved_ = false, sheet_open_ = false, dialog_open_ = false, clause_open_ = false;
};

}  // namespace

std::unique_ptr<platform::Program> make_gallery(platform::Ports& ports) { return std::make_unique<Gallery>(ports); }

}  // namespace zhunru::gallery
