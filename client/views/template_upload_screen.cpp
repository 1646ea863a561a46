#include "client/views/template_upload_screen.hpp"

#include "client/views/parts.hpp"
#include "client/views/templates_screen.hpp"
#include "client/views/words.hpp"
#include "engine/base/utf8.hpp"

namespace zhunru::views {

using base::Value;

namespace {

constexpr std::int32_t max_bytes = 2 * 1024 * 1024;
constexpr int most_rows = 60;
constexpr std::size_t least_reason = 6;  ///< bytes; the server asks for the same

}  // namespace

void TemplateUploadScreen::pick() {
    c_.ports.browser.pick_file(".bpmn,.dmn,.json,.xml", false, max_bytes, alive_.guard([this](std::vector<platform::PickedFile> files) {
        if (files.empty()) return;
        failure_.clear();
        checked_ = Value();
        file_name_ = files.front().name;
        text_ = std::move(files.front().bytes);
        if (files.front().mime == "too-large") {
            failure_ = c_.tr("文件超过 2 MB，不像是模板。");
            return;
        }
        if (!base::utf8_valid(text_)) {
            failure_ = c_.tr("文件不是 UTF-8 编码的文字。请在编辑软件里另存为 UTF-8。");
            return;
        }
        check();
    }));
}

void TemplateUploadScreen::check() {
    busy_ = true;
    base::Context body{{"file_name", Value(file_name_)}, {"text", Value(text_)}};
    c_.api.post("/api/admin/templates/check", Value(std::move(body)), alive_.guard([this](const sync::Answer& answer) {
        busy_ = false;
        if (answer.ok) checked_ = answer.value;
        else failure_ = c_.words(answer.failure);
    }));
}

void TemplateUploadScreen::deploy() {
    busy_ = true;
    failure_.clear();
    if (command_id_.empty()) command_id_ = c_.api.new_command_id();
    base::Context body{{"id", Value(command_id_)}, {"file_name", Value(file_name_)}, {"text", Value(text_)}, {"reason", Value(reason_)}};
    c_.api.post("/api/admin/templates", Value(std::move(body)), alive_.guard([this](const sync::Answer& answer) {
        busy_ = false;
        if (!answer.ok) {
            failure_ = c_.words(answer.failure);
            return;
        }
        c_.say(c_.tr("已部署成新版本"), kit::Tone::success);
        c_.go("admin/template/" + sync::url_part(answer.value.get("kind").string_or("")) + "/" + sync::url_part(answer.value.get("name").string_or("")));
    }));
}

void TemplateUploadScreen::verdict(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const std::string errors = plain(tr, checked_.get("errors")), warnings = plain(tr, checked_.get("warnings"));
    if (checked_.get("same").boolean_or(false)) {
        ui.banner("same", kit::Tone::neutral, tr("同现行版本一字不差，不用部署"));
    } else if (!checked_.get("deployable").boolean_or(false)) {
        ui.banner("errors", kit::Tone::danger, tr("有 {n} 处错误，不能部署", {{"n", errors}}), tr("按下面逐条改好，再选一次文件。"));
    } else if (checked_.get("warnings") != Value(0)) {
        ui.banner("warnings", kit::Tone::warning, tr("可以部署，有 {n} 处提醒", {{"n", warnings}}));
    } else {
        ui.banner("good", kit::Tone::success, tr("检查通过，可以部署"));
    }
    ui.space(12);
    ui.begin_card("file");
    ui.key_value(tr("文件"), file_name_);
    ui.key_value(tr("这是"), template_kind(tr, checked_.get("kind").string_or("")) + " " + checked_.get("name").string_or(""));
    if (checked_.get("new").boolean_or(false)) ui.key_value(tr("现行版本"), tr("还没有，这是第一版"));
    if (checked_.get("kind") == Value("process")) ui.key_value(tr("正在办"), tr("{n} 件，仍按原版本办完", {{"n", plain(tr, checked_.get("running"))}}));
    ui.end_card();
    ui.space(16);
}

void TemplateUploadScreen::finding(kit::Ui& ui, const Value& one) {
    const auto& tr = c_.tr;
    const std::string severity = one.get("severity").string_or("");
    const bool error = severity == "error", remark = severity == "info";
    ui.begin_card("card", {.tone = error ? kit::Tone::danger : remark ? kit::Tone::neutral : kit::Tone::warning});
    std::string place = one.get("element_name").string_or("");
    const std::string element = one.get("element").string_or("");
    if (place.empty()) place = element;
    else if (!element.empty() && element != place) place += " (" + element + ")";
    if (one.get("line") != Value(0)) place += (place.empty() ? "" : " · ") + tr("第 {n} 行", {{"n", plain(tr, one.get("line"))}});
    if (!remark) {
        const std::vector<kit::Badge> badges = {{error ? tr("错误") : tr("提醒"), error ? kit::Tone::danger : kit::Tone::warning}};
        ui.badges(badges);
    }
    if (!place.empty()) ui.text(place, {.style = kit::TextStyle::subheading});
    ui.text(tr.pick(one, "message"), {.lang = tr.pick_lang(one, "message")});
    if (const std::string mend = tr.pick(one, "mend"); !mend.empty()) ui.text(mend, {.style = kit::TextStyle::secondary, .lang = tr.pick_lang(one, "mend")});
    ui.end_card();
    ui.space(8);
}

void TemplateUploadScreen::findings(kit::Ui& ui, bool remarks) {
    const auto& tr = c_.tr;
    const Value& list = checked_.get("findings");
    if (!list.is_list()) return;
    std::vector<const Value*> wanted;
    for (const Value& one : list.as_list())
        if ((one.get("severity") == Value("info")) == remarks) wanted.push_back(&one);
    if (wanted.empty()) return;
    if (!remarks) ui.heading(tr("检查发现"), 3);
    else if (!ui.begin_expander("remarks", tr("写法上的 {n} 条说明", {{"n", std::to_string(wanted.size())}}), tr("不影响部署和办理"))) return;
    int shown = 0;
    for (const Value* one : wanted) {
        if (++shown > most_rows) break;
        const kit::Scope scope(ui, remarks ? "remark" : "finding", shown);
        finding(ui, *one);
    }
    if (wanted.size() > static_cast<std::size_t>(most_rows)) ui.caption(tr("还有 {n} 处", {{"n", std::to_string(wanted.size() - most_rows)}}));
    if (remarks) ui.end_expander();
    ui.space(8);
}

void TemplateUploadScreen::changes(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& list = checked_.get("changes");
    if (!list.is_list() || list.size() == 0) return;
    ui.heading(tr("同现行版本差在哪里"), 3);
    // One card for each element, however many of its facets have changed.
    int shown = 0, left = 0;
    const auto& changes = list.as_list();
    for (std::size_t at = 0; at < changes.size();) {
        const Value& first = changes[at];
        std::size_t end = at + 1;
        const auto belongs = [&](const Value& one) {
            return first.get("change") == Value("changed") && one.get("change") == Value("changed") && one.get("element") == first.get("element") && one.get("type") == first.get("type");
        };
        while (end < changes.size() && belongs(changes[end])) ++end;
        if (++shown > most_rows) {
            left += static_cast<int>(end - at);
            at = end;
            continue;
        }
        const kit::Scope scope(ui, "change", shown);
        const std::string kind = first.get("change").string_or("");
        bool executes = false;
        for (std::size_t i = at; i < end; ++i) executes = executes || changes[i].get("executes").boolean_or(false);
        ui.begin_card("card");
        std::vector<kit::Badge> badges;
        if (kind == "added") badges.push_back({tr("新增"), kit::Tone::success});
        else if (kind == "removed") badges.push_back({tr("删去"), kit::Tone::danger});
        else badges.push_back({tr("改动"), kit::Tone::accent});
        badges.push_back(executes ? kit::Badge{tr("影响办理"), kit::Tone::warning} : kit::Badge{tr("不影响办理"), kit::Tone::neutral});
        ui.badges(badges);
        const std::string name = first.get("name").string_or(""), element = first.get("element").string_or(""), type = tr.pick(first, "type_name");
        ui.text(name.empty() ? (element.empty() ? type : element) : name, {.style = kit::TextStyle::subheading});
        if (!name.empty() && !element.empty() && name != element) ui.caption(type.empty() ? element : type + " · " + element);
        else if (!type.empty() && !element.empty()) ui.caption(type);
        for (std::size_t i = at; i < end; ++i) {
            const std::string facet = tr.pick(changes[i], "facet_name");
            if (facet.empty()) continue;
            const std::string before = changes[i].get("before").string_or(""), after = changes[i].get("after").string_or("");
            ui.space(4);
            ui.text(facet, {.style = kit::TextStyle::secondary, .lang = tr.pick_lang(changes[i], "facet_name")});
            if (!before.empty()) ui.key_value(tr("原来"), before);
            if (!after.empty()) ui.key_value(tr("改成"), after);
            else if (!before.empty()) ui.key_value(tr("改成"), tr("没有了"));
        }
        ui.end_card();
        ui.space(8);
        at = end;
    }
    if (left > 0) ui.caption(tr("还有 {n} 处", {{"n", std::to_string(left)}}));
    ui.space(8);
}

void TemplateUploadScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const bool deployable = checked_.get("deployable").boolean_or(false) && !checked_.get("same").boolean_or(false);
    kit::ScreenOptions options{.id = "admin/upload", .title = tr("上传改好的文件"), .back = true};
    if (deployable) {
        options.actions = {{.id = "deploy", .label = tr("部署成新版本"), .icon = kit::Icon::upload, .disabled = reason_.size() < least_reason, .busy = busy_}};
        if (reason_.size() < least_reason) options.action_note = tr("先写理由，再部署");
    }
    ui.begin_screen(options);
    if (!checked_.is_context()) {
        ui.secondary(tr("可以上传：流程（.bpmn）、规则表（.dmn）、表单（.form.json）、文书模板（.document.json）。先检查，不会马上生效。"));
        ui.space(12);
    }
    if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
    if (busy_ && !checked_.is_context()) ui.spinner(tr("正在检查"));
    if (checked_.is_context()) {
        verdict(ui);
        findings(ui, false);
        changes(ui);
        findings(ui, true);
        if (deployable) {
            if (ui.multiline_field("reason", reason_, {.label = tr("为什么要改"), .help = tr("记入版本，谁都查得到。"), .max_length = 500, .required = true}).changed)
                command_id_.clear();
            ui.space(12);
        }
    }
    if (ui.button("pick", checked_.is_context() ? tr("换一个文件") : tr("选择文件"),
                  {.kind = checked_.is_context() ? kit::ButtonKind::secondary : kit::ButtonKind::primary, .icon = kit::Icon::attach, .disabled = busy_})) {
        command_id_.clear();
        pick();
    }
    const kit::ScreenResult result = ui.end_screen();
    const bool process = checked_.get("kind") == Value("process");
    if (ui.dialog("confirm", confirm_open_,
                  {.title = tr("部署成新版本？"),
                   .text = process ? tr("在办的 {n} 件仍按原版本办完；以后新发起的按新版本办。", {{"n", plain(tr, checked_.get("running"))}})
                                   : tr("从现在起按新版本办；以前做出的都不改。"),
                   .confirm = tr("部署")}) == kit::DialogResult::confirmed)
        deploy();
    if (result.back) c_.back();
    if (result.action == "deploy" && !busy_) confirm_open_ = true;
}

}  // namespace zhunru::views
