#include "client/views/migration_screen.hpp"

#include <algorithm>
#include <set>

#include "client/views/parts.hpp"
#include "client/views/words.hpp"

namespace zhunru::views {

using base::Value;

namespace {

constexpr std::size_t least_reason = 6;  ///< bytes: two characters
constexpr int most_cases = 50;

/// "登记拟准入事项（S1）"; the id alone where there is no name.
std::string with_id(const i18n::Translator& tr, const Value& one, const std::string& name_key, const std::string& id) {
    const std::string name = tr.pick(one, name_key);
    return name.empty() || name == id ? id : tr("{name}（{id}）", {{"name", name}, {"id", id}});
}

std::string joined(const i18n::Translator& tr, const Value& list) {
    std::string out;
    if (list.is_list())
        for (const Value& one : list.as_list()) out += (out.empty() ? "" : tr("、")) + with_id(tr, one, "name", one.get("element").string_or(""));
    return out;
}

}  // namespace

MigrationScreen::MigrationScreen(app::Context& context, const app::Parameters& parameters)
    : c_(context), name_(parameters.at("name")), template_(context.api), done_(context.api) {}

void MigrationScreen::enter() {
    template_.on_value(alive_.guard([this](const Value& value) {
        const Value& versions = value.get("versions");
        if (!versions.is_list()) return;
        std::int64_t most = 0;
        from_.clear();
        for (const Value& one : versions.as_list()) {
            const std::int64_t running = one.get("running").int64_or(0);
            if (one.get("current").boolean_or(false)) to_ = one.get("version").string_or("");
            else if (running > most) {
                most = running;
                from_ = one.get("version").string_or("");
            }
        }
        look();
    }));
    template_.load("/api/admin/templates/process/" + sync::url_part(name_));
    done_.load("/api/admin/migrations?process=" + sync::url_part(name_));
}

Value MigrationScreen::request(bool dry, const std::string& id) const {
    base::Context named;
    for (const auto& [old_id, new_id] : mapping_)
        if (!new_id.empty()) named.set(old_id, Value(new_id));
    return Value(base::Context{{"id", Value(id)}, {"process", Value(name_)}, {"from", Value(from_)}, {"to", Value(to_)}, {"mapping", Value(std::move(named))},
                               {"cases", Value(base::List())}, {"reason", Value(dry ? c_.tr("试算") : reason_)}, {"dry_run", Value(dry)}});
}

void MigrationScreen::look() {
    failure_.clear();
    command_id_.clear();
    if (from_.empty() || to_.empty() || from_ == to_) {
        report_ = Value();
        return;
    }
    busy_ = true;
    const int mine = ++asked_;
    c_.api.post("/api/admin/migrations", request(true, c_.api.new_command_id()), alive_.guard([this, mine](const sync::Answer& answer) {
        if (mine != asked_) return;
        busy_ = false;
        if (answer.ok) report_ = answer.value.get("reply");
        else failure_ = c_.words(answer.failure);
    }));
}

void MigrationScreen::carry_out() {
    busy_ = true;
    failure_.clear();
    if (command_id_.empty()) command_id_ = c_.api.new_command_id();
    c_.api.post("/api/admin/migrations", request(false, command_id_), alive_.guard([this](const sync::Answer& answer) {
        busy_ = false;
        if (!answer.ok) {
            failure_ = c_.words(answer.failure);
            return;
        }
        c_.say(c_.tr("已迁移 {n} 件", {{"n", plain(c_.tr, answer.value.get("reply").get("migrated"))}}), kit::Tone::success);
        reason_.clear();
        report_ = Value();
        template_.reload();
        done_.reload();
    }));
}

void MigrationScreen::put_back() {
    busy_ = true;
    undo_failure_.clear();
    if (undo_id_.empty()) undo_id_ = c_.api.new_command_id();
    base::Context body{{"id", Value(undo_id_)}, {"cases", Value(base::List{undo_.get("case_id")})}, {"reason", Value(undo_reason_)}};
    c_.api.post("/api/admin/migrations/undo", Value(std::move(body)), alive_.guard([this](const sync::Answer& answer) {
        busy_ = false;
        if (!answer.ok) {
            undo_failure_ = c_.words(answer.failure);
            return;
        }
        undo_open_ = false;
        c_.say(c_.tr("已放回原版本"), kit::Tone::success);
        template_.reload();
        done_.reload();
    }));
}

void MigrationScreen::choose_versions(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& versions = template_.value().get("versions");
    std::vector<kit::Option> sources, targets;
    for (const Value& one : versions.as_list()) {
        const std::string version = one.get("version").string_or(""), name = one.get("short").string_or("");
        const bool current = one.get("current").boolean_or(false);
        std::string said = day(tr, one.get("at").string_or(""), true);
        if (const std::string why = one.get("reason").string_or(""); !why.empty()) said += " · " + why;
        targets.push_back({version, name + (current ? " · " + tr("现行") : ""), said, version == from_});
        if (one.get("running").int64_or(0) > 0)
            sources.push_back({version, name + " · " + tr("在办 {n} 件", {{"n", plain(tr, one.get("running"))}}), said, version == to_});
    }
    ui.begin_card("versions");
    bool changed = false;
    if (sources.size() > 1 || from_.empty()) changed = ui.select("from", from_, sources, {.label = tr("从哪个版本")}) || changed;
    else if (!sources.empty()) ui.key_value(tr("从"), sources.front().label);
    changed = ui.select("to", to_, targets, {.label = tr("到哪个版本")}) || changed;
    ui.end_card();
    ui.space(12);
    if (changed) {
        mapping_.clear();
        look();
    }
}

void MigrationScreen::mapping(kit::Ui& ui) {
    const auto& tr = c_.tr;
    // One question for each element, however many cases stand there.
    std::map<std::string, const Value*> asked;
    for (const Value& one : report_.get("instances").as_list())
        for (const char* remarks : {"problems", "notes"})
            for (const Value& remark : one.get(remarks).as_list())
                if (const std::string id = remark.get("maps").string_or(""); !id.empty()) asked.emplace(id, &remark);
    if (asked.empty() && mapping_.empty()) return;
    ui.heading(tr("哪一步变成了哪一步"), 3);
    ui.begin_card("mapping");
    ui.secondary(tr("没有列出的步骤编号不变。选好后马上重新试算。"));
    bool changed = false;
    for (const auto& [id, problem] : asked) {
        labels_[id] = with_id(tr, *problem, "maps_name", id);
        std::vector<kit::Option> options;
        for (const Value& candidate : problem->get("candidates").as_list()) {
            const std::string to = candidate.get("id").string_or("");
            options.push_back({to, with_id(tr, candidate, "name", to), {}, false});
            labels_[to] = options.back().label;
        }
        const kit::Scope scope(ui, "map." + id);
        if (options.empty()) {
            ui.key_value(labels_[id], tr("新版本里没有同一种的，只能留在原版本"));
            continue;
        }
        changed = ui.select("to", mapping_[id], options,
                            {.label = tr("原来的 {name}", {{"name", labels_[id]}}), .placeholder = tr("请选新版本里的一步"), .searchable = options.size() > 8}) ||
                  changed;
    }
    for (const auto& [id, to] : mapping_) {
        if (to.empty() || asked.contains(id)) continue;
        ui.key_value(labels_[id], labels_[to]);
    }
    if (std::any_of(mapping_.begin(), mapping_.end(), [](const auto& one) { return !one.second.empty(); }) &&
        ui.button("clear", tr("重新选"), {.kind = kit::ButtonKind::secondary, .fit = true})) {
        mapping_.clear();
        changed = true;
    }
    ui.end_card();
    ui.space(12);
    if (changed) look();
}

void MigrationScreen::plan(kit::Ui& ui, const Value& one) {
    const auto& tr = c_.tr;
    const bool goes = one.get("ok").boolean_or(false);
    const std::string id = one.get("case_id").string_or("");
    const kit::Scope scope(ui, "case." + id);
    ui.begin_card("card", {.tone = goes ? kit::Tone::success : kit::Tone::danger});
    const std::vector<kit::Badge> badges = {{goes ? tr("可以迁移") : tr("留在原版本"), goes ? kit::Tone::success : kit::Tone::danger}};
    ui.badges(badges);
    const std::string number = one.get("case_no").string_or("");
    ui.text(tr.pick(one, "title"), {.style = kit::TextStyle::subheading, .lang = tr.pick_lang(one, "title")});
    ui.caption(number.empty() ? id : number);
    std::set<std::string> told;
    for (const Value& move : one.get("moves").as_list()) {
        if (move.get("part") != Value("token")) continue;
        const std::string from = move.get("from").string_or(""), to = move.get("to").string_or("");
        if (!told.insert(from).second) continue;
        ui.key_value(from == to ? tr("停在") : tr("由"), with_id(tr, move, "from_name", from));
        if (from != to) ui.key_value(tr("到"), with_id(tr, move, "to_name", to));
    }
    if (one.get("armed").size() > 0) ui.key_value(tr("开始等待"), joined(tr, one.get("armed")));
    if (one.get("dropped").size() > 0) ui.key_value(tr("不再等待"), joined(tr, one.get("dropped")));
    for (const Value& problem : one.get("problems").as_list()) {
        ui.text(with_id(tr, problem, "name", problem.get("element").string_or("")), {.tone = kit::Tone::danger});
        ui.text(tr.pick(problem, "text"), {.style = kit::TextStyle::secondary, .lang = tr.pick_lang(problem, "text")});
    }
    for (const Value& note : one.get("notes").as_list())
        ui.text(with_id(tr, note, "name", note.get("element").string_or("")) + " · " + tr.pick(note, "text"), {.style = kit::TextStyle::secondary});
    ui.end_card();
    ui.space(8);
}

void MigrationScreen::report(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (from_.empty()) {
        ui.banner("none", kit::Tone::success, tr("在办的都在现行版本上，没有要迁移的"));
        ui.space(12);
        return;
    }
    if (!report_.is_context()) {
        if (busy_) ui.spinner(tr("正在试算"));
        return;
    }
    const std::int64_t go = report_.get("migrated").int64_or(0), stay = report_.get("stay").int64_or(0), left = report_.get("left").int64_or(0);
    const std::string go_text = std::to_string(go), stay_text = std::to_string(stay);
    if (stay == 0) ui.banner("verdict", kit::Tone::success, tr("{n} 件都可以迁移", {{"n", go_text}}), tr("这是试算，还没有改动任何案件。"));
    else
        ui.banner("verdict", go == 0 ? kit::Tone::danger : kit::Tone::warning, tr("可以迁移 {n} 件，{m} 件留在原版本", {{"n", go_text}, {"m", stay_text}}),
                  tr("这是试算，还没有改动任何案件。"));
    ui.space(12);
    mapping(ui);
    if (!report_.is_context()) return;
    ui.heading(tr("逐件看"), 3);
    int shown = 0;
    for (const bool problems_first : {false, true})
        for (const Value& one : report_.get("instances").as_list())
            if (one.get("ok").boolean_or(false) == problems_first && ++shown <= most_cases) plan(ui, one);
    if (shown > most_cases || left > 0) ui.caption(tr("另有 {n} 件没有列出", {{"n", std::to_string(std::max(0, shown - most_cases) + left)}}));
    if (go > 0 && ui.multiline_field("reason", reason_, {.label = tr("为什么要迁移"), .help = tr("记入每件案件的日志。"), .max_length = 500, .required = true}).changed)
        command_id_.clear();
}

void MigrationScreen::migrated(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& list = done_.value().get("migrations");
    if (!list.is_list() || list.size() == 0) return;
    ui.space(12);
    ui.heading(tr("已迁移的案件"), 3);
    for (const Value& one : list.as_list()) {
        const kit::Scope scope(ui, "done." + one.get("case_id").string_or(""));
        ui.begin_card("card");
        ui.text(tr.pick(one, "title"), {.style = kit::TextStyle::subheading, .lang = tr.pick_lang(one, "title")});
        const std::string number = one.get("case_no").string_or("");
        ui.caption((number.empty() ? one.get("case_id").string_or("") : number) + " · " + day_and_time(tr, one.get("at").string_or("")));
        ui.key_value(tr("版本"), one.get("from").string_or("").substr(0, 8) + " → " + one.get("to").string_or("").substr(0, 8));
        if (one.get("undo").boolean_or(false)) {
            if (ui.button("undo", tr("放回原版本"), {.kind = kit::ButtonKind::secondary})) {
                undo_ = one;
                undo_reason_.clear();
                undo_failure_.clear();
                undo_id_.clear();
                undo_open_ = true;
            }
        } else {
            ui.text(tr.pick(one, "why"), {.style = kit::TextStyle::secondary, .lang = tr.pick_lang(one, "why")});
        }
        ui.end_card();
        ui.space(8);
    }
}

void MigrationScreen::undo_sheet(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const bool reasoned = undo_reason_.size() >= least_reason;
    const std::string title = tr("放回原版本");
    const auto sheet = ui.begin_sheet("undo", undo_open_,
                                      {.title = title, .actions = {{.id = "go", .label = tr("放回原版本"), .disabled = !reasoned, .busy = busy_, .description = tr("先写理由")}}});
    if (!sheet) return;
    ui.text(tr.pick(undo_, "title"), {.style = kit::TextStyle::subheading});
    ui.secondary(tr("案件会同迁移以前一模一样，包括期限和待办。"));
    if (!undo_failure_.empty()) ui.banner("failure", kit::Tone::danger, undo_failure_);
    if (ui.multiline_field("why", undo_reason_, {.label = tr("为什么放回"), .max_length = 500, .required = true}).changed) undo_id_.clear();
    ui.end_sheet();
    if (sheet.action == "go" && reasoned) put_back();
}

void MigrationScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const std::int64_t go = report_.is_context() ? report_.get("migrated").int64_or(0) : 0;
    const std::string count = std::to_string(go);
    const bool reasoned = reason_.size() >= least_reason;
    const std::string title = template_.ready() ? tr.pick(template_.value().get("template"), "title") : std::string();
    kit::ScreenOptions options{.id = "admin/migrate/" + name_, .title = tr("迁移在办案件"), .subtitle = title, .back = true};
    if (go > 0) {
        options.actions = {{.id = "go", .label = tr("迁移 {n} 件", {{"n", count}}), .icon = kit::Icon::layers, .disabled = !reasoned, .busy = busy_}};
        if (!reasoned) options.action_note = tr("先写理由，再迁移");
    }
    ui.begin_screen(options);
    ui.secondary(tr("在办案件默认按原版本办完。确有需要时，可以改按新版本继续办：先试算，逐件看清，再迁移；之后还没有人办过的可以放回。"));
    ui.space(12);
    if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
    if (ready(ui, c_, template_)) {
        choose_versions(ui);
        report(ui);
        migrated(ui);
    }
    const kit::ScreenResult result = ui.end_screen();
    undo_sheet(ui);
    if (ui.dialog("confirm", confirm_open_,
                  {.title = tr("迁移 {n} 件？", {{"n", count}}), .text = tr("从现在起它们按新版本办；待办、期限和办理人不变。"), .confirm = tr("迁移")}) == kit::DialogResult::confirmed)
        carry_out();
    if (result.action == "go" && reasoned) confirm_open_ = true;
    if (result.back) c_.back();
}

}  // namespace zhunru::views
