#include "client/views/verb_sheet.hpp"

#include <utility>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

/// Up to this many choices are shown at once; more are searched for.
constexpr std::size_t most_radios = 5;

kit::Icon verb_icon(std::string_view id) {
    if (id == "send_back") return kit::Icon::back;
    if (id == "take_back") return kit::Icon::history;
    if (id == "transfer") return kit::Icon::share;
    if (id == "delegate") return kit::Icon::person;
    if (id == "drop") return kit::Icon::minus;
    if (id == "urge") return kit::Icon::bell;
    if (id == "stop" || id == "resume") return kit::Icon::clock;
    return kit::Icon::signature;
}

}  // namespace

void VerbSheet::open(std::string case_id, std::string task) {
    case_id_ = std::move(case_id);
    task_ = std::move(task);
    verb_ = Value();
    failure_.clear();
    busy_ = false;
    open_ = true;
    verbs_.clear();
    verbs_.load("/api/cases/" + sync::url_part(case_id_) + "/verbs");
}

void VerbSheet::choose(const Value& verb, const Value& step) {
    verb_ = verb;
    step_ = step;
    option_.clear();
    reason_.clear();
    failure_.clear();
    const Value& options = verb_.get("options");
    if (options.is_list() && options.size() == 1) option_ = options.item(0).get("value").string_or("");
}

const Value& VerbSheet::chosen_option() const {
    static const Value none;
    const Value& options = verb_.get("options");
    if (options.is_list())
        for (const Value& option : options.as_list())
            if (option.get("value").string_or("") == option_) return option;
    return none;
}

bool VerbSheet::complete() const {
    const bool choosing = verb_.get("options").is_list() && verb_.get("options").size() > 0;
    if (choosing && !chosen_option().is_context()) return false;
    return !verb_.get("reason").boolean_or(false) || reason_.find_first_not_of(" \n\t") != std::string::npos;
}

void VerbSheet::send() {
    const Value& option = chosen_option();
    const Value& source = option.is_context() ? option.get("args") : verb_.get("args");
    base::Context args = source.is_context() ? source.as_context() : base::Context();
    if (verb_.get("reason").boolean_or(false)) args.set("reason", Value(reason_));
    base::Context body{{"type", verb_.get("type")}, {"args", Value(std::move(args))}};
    busy_ = true;
    failure_.clear();
    const std::string name = c_.tr.pick(verb_, "name");
    c_.outbox.send("/api/commands", std::move(body), name, alive_.guard([this, name](const sync::Answer& answer) {
        busy_ = false;
        if (!answer.ok && !answer.failure.offline()) {
            failure_ = c_.words(answer.failure);
            return;
        }
        open_ = false;
        c_.say(answer.ok ? c_.tr("已办：{name}", {{"name", name}}) : c_.tr("已存在这部手机上"), kit::Tone::success);
        done_();
    }));
}

bool VerbSheet::verb_row(kit::Ui& ui, const Value& verb) {
    const std::string id = verb.get("id").string_or("");
    return ui.row("verb." + id, {.title = c_.tr.pick(verb, "name"), .subtitle = c_.tr.pick(verb, "does"), .icon = verb_icon(id),
                                 .tone = verb.get("danger").boolean_or(false) ? kit::Tone::warning : kit::Tone::accent});
}

void VerbSheet::list(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& tasks = verbs_.value().get("tasks");
    const Value& taken = verbs_.value().get("take_back");
    std::size_t shown = 0;
    if (taken.is_list())
        for (const Value& verb : taken.as_list()) {
            const kit::Scope scope(ui, "back", static_cast<std::int64_t>(shown++));
            ui.heading(tr("您已办的：{name}", {{"name", tr.pick(verb, "step")}}), 3);
            if (verb_row(ui, verb)) choose(verb, verb);
            ui.space(12);
        }
    if (tasks.is_list())
        for (const Value& task : tasks.as_list()) {
            const std::string id = task.get("task_id").string_or("");
            if (!task_.empty() && id != task_) continue;
            ++shown;
            const kit::Scope scope(ui, "task." + id);
            ui.heading(tr.pick(task, "name"), 3);
            ui.caption(tr.pick(task, "who"));
            const Value& verbs = task.get("verbs");
            if (verbs.is_list())
                for (const Value& verb : verbs.as_list())
                    if (verb_row(ui, verb)) choose(verb, task);
            ui.space(12);
        }
    if (shown == 0) ui.empty_state(kit::Icon::info, tr("现在没有别的办理方式"), tr("这一步不由您办，或者案件已经结束。"));
}

void VerbSheet::effect(kit::Ui& ui, const Value& lines) {
    ui.begin_card("effect", {.tone = verb_.get("danger").boolean_or(false) ? kit::Tone::warning : kit::Tone::accent, .raised = false});
    ui.heading(c_.tr("按下以后会怎样"), 3);
    std::vector<std::string> texts;
    if (lines.is_list())
        for (const Value& line : lines.as_list()) texts.push_back(c_.tr.pick(line, "text"));
    if (texts.empty()) ui.secondary(c_.tr("先选一项，这里会写出后果。"));
    else ui.bullets(texts);
    ui.clause("basis", verb_.get("clause").string_or("C"));
    ui.end_card();
    ui.space(12);
}

void VerbSheet::detail(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.text(tr.pick(step_, step_.get("step").is_string() ? "step" : "name"), {.style = kit::TextStyle::body_strong});
    ui.secondary(tr.pick(verb_, "does"));
    ui.space(12);
    const Value& options = verb_.get("options");
    if (options.is_list() && options.size() > 0) {
        std::vector<kit::Option> choices;
        for (const Value& option : options.as_list())
            choices.push_back({option.get("value").string_or(""), tr.pick(option, "label"), tr.pick(option, "detail"), false});
        const std::string question = tr.pick(verb_, "choose");
        if (choices.size() <= most_radios) ui.radio_group("option", option_, choices, {.label = question, .required = true});
        else ui.select("option", option_, choices, {.label = question, .required = true, .searchable = true});
        ui.space(12);
    }
    const Value& option = chosen_option();
    effect(ui, option.is_context() ? option.get("effect") : verb_.get("effect"));
    if (verb_.get("reason").boolean_or(false))
        ui.multiline_field("reason", reason_, {.label = tr("理由"), .help = tr("记入经过，参与本案的人看得到。"), .max_length = 500, .required = true});
    if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
}

void VerbSheet::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const bool detailed = verb_.is_context();
    const std::string name = tr.pick(verb_, "name");
    const std::string title = detailed ? name : tr("其他办理方式");
    kit::SheetOptions options{.title = title, .full = true};
    if (detailed) {
        options.actions = {{.id = "go", .label = name,
                            .kind = verb_.get("danger").boolean_or(false) ? kit::ButtonKind::danger : kit::ButtonKind::primary,
                            .disabled = !complete(), .busy = busy_},
                           {.id = "list", .label = tr("换一种办法"), .kind = kit::ButtonKind::secondary}};
    }
    const auto sheet = ui.begin_sheet(detailed ? "verb" : "verbs", open_, options);
    if (!sheet) return;
    if (detailed) detail(ui);
    else if (ready(ui, c_, verbs_)) list(ui);
    ui.end_sheet();
    if (sheet.action == "list") verb_ = Value();
    if (sheet.action == "go" && !busy_) send();
}

}  // namespace zhunru::views
