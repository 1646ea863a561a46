#include "client/views/outcome_sheet.hpp"

#include <utility>

#include "client/views/preview_card.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

void OutcomeSheet::open(base::Value outcome, const base::Value& schema, base::Context names, base::Value sign, Done done) {
    outcome_ = std::move(outcome);
    sign_ = std::move(sign);
    done_ = std::move(done);
    password_.clear();
    failure_.clear();
    busy_ = false;
    open_ = true;
    form_.close();
    if (schema.is_context()) form_.open(schema, base::Value(base::Context()), std::move(names), {});
    if (!case_id_.empty()) c_.previewer.prepare(snapshot_path());
}

void OutcomeSheet::about(std::string case_id, std::string task, base::Value data, base::Value absent) {
    case_id_ = std::move(case_id);
    task_ = std::move(task);
    task_data_ = std::move(data);
    absent_ = std::move(absent);
}

std::string OutcomeSheet::snapshot_path() const { return "/api/cases/" + sync::url_part(case_id_) + "/snapshot"; }

/// Computed here, by the same engine, on what the server sent before; nothing is asked when the sheet opens offline.
void OutcomeSheet::what_happens(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (case_id_.empty()) return;
    const std::string path = snapshot_path();
    if (c_.previewer.ready(path)) {
        outlook(ui, c_, c_.previewer.task(task_, outcome_.get("id").string_or(""), form_.is_open() ? form_.data() : task_data_));
    } else if (c_.previewer.settled(path)) {
        ui.secondary(tr("接下来的步骤现在算不出来：这部手机上没有这个事项的快照。"));
    } else {
        ui.skeleton(2);
    }
    ui.space(8);
}

void OutcomeSheet::set_failure(std::string text) {
    failure_ = std::move(text);
    busy_ = false;
}

void OutcomeSheet::confirm() {
    base::Value data;
    if (form_.is_open() && !form_.complete(data)) return;
    failure_.clear();
    busy_ = true;
    if (!sign_.is_context() || c_.session.offline) {
        done_(data, {}, sign_.is_context());
        return;
    }
    c_.api.post("/api/session/confirm", base::Value(base::Context{{"password", base::Value(password_)}}),
                alive_.guard([this, data](const sync::Answer& answer) {
                    password_.clear();
                    if (!answer.ok && answer.failure.offline()) {
                        done_(data, {}, true);
                        return;
                    }
                    if (!answer.ok) {
                        set_failure(c_.words(answer.failure));
                        return;
                    }
                    done_(data, answer.value.get("ticket").string_or(""), false);
                }));
}

void OutcomeSheet::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const std::string name = tr.pick(outcome_, "name");
    const bool danger = outcome_.get("kind").string_or("") == "danger";
    const bool signs = sign_.is_context();
    const bool needs_password = signs && !c_.session.offline;
    const auto sheet = ui.begin_sheet(
        "outcome", open_,
        {.title = name,
         .actions = {{.id = "go",
                      .label = needs_password && !name.starts_with("签") ? tr("签名并{name}", {{"name", name}})
                               : signs && !needs_password ? tr("记下，联网后再签")
                                              : name,
                      .kind = danger ? kit::ButtonKind::danger : kit::ButtonKind::primary,
                      .icon = needs_password ? kit::Icon::signature : kit::Icon::check,
                      .disabled = needs_password && password_.empty(), .busy = busy_}}});
    if (!sheet) return;
    ui.heading(tr("按下以后会怎样"), 3);
    const std::string does = tr.pick(outcome_, "does");
    ui.text(does.empty() ? tr("办结这一步，进入下一步。") : does, {.lang = tr.pick_lang(outcome_, "does")});
    if (absent_.is_context())
        ui.text(tr("记作您代“{post}”办的。", {{"post", tr.pick(absent_, "who")}}), {.style = kit::TextStyle::secondary_strong});
    ui.space(8);
    what_happens(ui);
    ui.clause("basis", basis_code(outcome_));
    ui.space(12);
    if (form_.is_open() || !form_.failure().empty()) form_.draw(ui);
    if (c_.session.offline)
        ui.banner("offline", kit::Tone::warning, tr("现在没有网络"),
                  signs ? tr("签名要由服务器核对密码，现在签不成。可以先记下要签的意思和这份文本的摘要；联网后再输入一次密码，签名才成立。")
                        : tr("先记在这部手机上，联网后自动送出。算不算按时，看服务器收到的时间。"));
    if (signs) {
        ui.divider();
        ui.space(8);
        ui.heading(tr("您签的是"), 3);
        const std::string text = sign_.get("text").string_or("");
        if (!text.empty()) {
            ui.text(text, {.style = kit::TextStyle::secondary, .max_lines = 6});
            if (ui.begin_expander("whole_text", tr("看全文"))) {
                ui.text(text, {.style = kit::TextStyle::secondary});
                ui.end_expander();
            }
        }
        if (absent_.is_context())
            ui.key_value(tr("签名写作"), tr("{me} 代 {who}", {{"me", c_.session.label()}, {"who", absent_.get("label").string_or("")}}));
        ui.key_value(tr("内容摘要 SHA-256"), sign_.get("text_hash").string_or(""));
        ui.caption(tr("签名记下账号、再次输入的密码和这份内容的摘要；内容改了一个字，摘要就不同，签名随之失效。"));
        ui.space(8);
        if (needs_password)
            ui.password_field("password", password_,
                              {.label = tr("再次输入密码"), .autocomplete = "current-password", .enter_key = "done"});
    }
    if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
    ui.end_sheet();
    if (sheet.action == "go" && !busy_) confirm();
}

}  // namespace zhunru::views
