#include "client/preview/outlook.hpp"

#include <algorithm>
#include <set>

#include "engine/calendar/calendar.hpp"
#include "engine/decide/standing.hpp"
#include "engine/engine.hpp"
#include "engine/state/library.hpp"

namespace zhunru::preview {

namespace {

/// Reads names and days out of the state after the command.
class Reader {
public:
    Reader(const Basis& basis, const state::State& state, base::Instant now) : basis_(basis), state_(state), now_(now) {
        auto read = calendar::Calendars::from_records(registers::records_on(state, "calendars", std::nullopt));
        if (read) calendars_ = std::move(*read);
        const base::Value set = registers::settings_on(state, std::nullopt).get("calendar");
        family_ = set.string_or("");
        for (const base::Value& record : registers::records_on(state, "calendars", std::nullopt)) {
            if (!family_.empty()) break;
            if (record.get("extends").is_string()) family_ = std::string(calendar::family_of(record.get("id").string_or("")));
        }
    }

    [[nodiscard]] const model::Node* node(const state::Scope* scope, std::string_view element) const {
        if (scope == nullptr) return nullptr;
        const state::Program* program = state_.library->find(scope->version);
        if (program == nullptr) {
            const auto* text = state_.resource("process", scope->process, scope->version);
            if (text == nullptr) return nullptr;
            const auto compiled = state_.library->process(text->text);
            if (!compiled) return nullptr;
            program = compiled->get();
        }
        const auto index = program->definitions->find_node(element);
        return index ? &program->definitions->node(*index) : nullptr;
    }

    [[nodiscard]] Words record_words(std::initializer_list<const char*> names, std::string_view key) const {
        for (const char* name : names) {
            const registers::Register* reg = state_.find(name);
            const registers::Version* version = reg != nullptr ? registers::latest(*reg) : nullptr;
            const base::Value* record = version != nullptr ? registers::find_record(*version, key) : nullptr;
            if (record == nullptr) continue;
            const std::string zh = record->get("name").string_or("");
            return {zh, record->get("name_en").string_or(zh)};
        }
        return {std::string(key), std::string(key)};
    }

    [[nodiscard]] Words assignee(const state::Assignee& assignee) const {
        Words roles;
        for (const std::string& role : assignee.roles) {
            const std::string plain = role.substr(0, role.find(':'));
            const base::Value& words = basis_.roles.get(plain);
            roles.zh += (roles.zh.empty() ? "" : "、") + words.get("zh").string_or(plain);
            roles.en += (roles.en.empty() ? "" : " or ") + words.get("en").string_or(plain);
        }
        Words place;
        if (!assignee.body.empty()) place = record_words({"bodies", "providers"}, assignee.body);
        else if (!assignee.community.empty()) place = record_words({"communities"}, assignee.community);
        if (place.zh.empty()) return roles;
        if (roles.zh.empty()) return place;
        return {place.zh + " " + roles.zh, place.en + ", " + roles.en};
    }

    void put_due(Line& line, const std::optional<base::Instant>& due) const {
        line.due = due;
        if (due) line.working_days = calendars_.remaining(now_, *due, family_);
    }

    [[nodiscard]] static Words words(const model::Node* node, std::string_view element) {
        if (node == nullptr || node->name.empty()) return {std::string(element), std::string(element)};
        return {node->name, node->ext.name_en.empty() ? node->name : node->ext.name_en};
    }

    [[nodiscard]] Line task(const state::Case& c, const state::Task& task) const {
        Line line;
        line.kind = Line::Kind::task;
        line.id = task.id;
        line.element = task.element;
        const state::Token* token = c.find_token(task.token);
        const model::Node* found = node(token != nullptr ? c.find_scope(token->scope) : nullptr, task.element);
        line.name = words(found, task.element);
        line.who = assignee(task.assignee);
        put_due(line, task.due.at);
        const decide::Standing standing = decide::standing_on(state_, basis_.actor, task, now_);
        line.mine = static_cast<bool>(standing);
        line.for_absent = standing.absence != nullptr;
        if (found == nullptr) return line;
        if (!found->ext.notes.empty()) line.clause = found->ext.notes.front().local ? "C" : found->ext.notes.front().clause;
        for (const model::Outcome& outcome : found->ext.outcomes)
            line.choices.push_back({outcome.id,
                                    {outcome.name, outcome.name_en.empty() ? outcome.name : outcome.name_en},
                                    {outcome.does, outcome.does_en.empty() ? outcome.does : outcome.does_en},
                                    outcome.clause.empty() ? "C" : outcome.clause});
        return line;
    }

    [[nodiscard]] Words process(std::string_view name) const {
        const auto* text = state_.resource("process", name);
        if (text == nullptr) return {std::string(name), std::string(name)};
        const auto compiled = state_.library->process(text->text);
        if (!compiled) return {std::string(name), std::string(name)};
        const auto index = (*compiled)->definitions->find_process(name);
        if (!index) return {std::string(name), std::string(name)};
        const auto& found = (*compiled)->definitions->process(*index);
        return {found.name, found.name_en.empty() ? found.name : found.name_en};
    }

private:
    const Basis& basis_;
    const state::State& state_;
    base::Instant now_;
    calendar::Calendars calendars_;
    std::string family_;
};

/// True when a text was made of something hidden (an assignment, a title).
bool shows_hidden(const state::Assignee& assignee) {
    const auto hides = [](const std::string& text) { return text.find("$hidden") != std::string::npos; };
    return hides(assignee.body) || hides(assignee.community) || std::any_of(assignee.persons.begin(), assignee.persons.end(), hides) ||
           std::any_of(assignee.roles.begin(), assignee.roles.end(), hides);
}

Line hidden_line(const Reader& reader, const state::Case& c, const state::Incident& incident) {
    Line line;
    line.kind = Line::Kind::hidden;
    line.element = incident.element;
    const state::Token* token = c.find_token(incident.token);
    const model::Node* node = reader.node(token != nullptr ? c.find_scope(token->scope) : nullptr, incident.element);
    line.name = Reader::words(node, incident.element);
    if (node != nullptr && !node->ext.notes.empty()) line.clause = node->ext.notes.front().clause;
    return line;
}

/// What changed between `before` and the state after the events.
class Story {
public:
    Story(const Basis& basis, const state::State& after, base::Instant now, Outlook& out)
        : basis_(basis), after_(after), reader_(basis, after, now), out_(out) {}

    void tell(const std::vector<event::Event>& events) {
        for (const event::Event& e : events) {
            if (const auto* issued = std::get_if<document::DocumentIssued>(&e)) document(issued->document);
            if (const auto* started = std::get_if<event::CaseStarted>(&e)) linked(*started);
            if (const auto* opened = std::get_if<poll::PollOpened>(&e)) poll(opened->poll);
            if (const auto* voice = std::get_if<poll::VoiceRecorded>(&e)) recorded(*voice);
        }
        const state::Case* before = basis_.state.cases.find(basis_.case_id);
        const state::Case* now = after_.cases.find(basis_.case_id);
        if (before != nullptr && now != nullptr) tasks(*before, *now);
    }

private:
    void document(const document::Document& document) {
        Line line;
        line.kind = Line::Kind::document;
        line.id = document.kind;
        line.name = {document.title, document.title};
        line.who = reader_.record_words({"bodies"}, document.body);
        out_.next.push_back(std::move(line));
    }

    void linked(const event::CaseStarted& started) {
        Line line;
        line.kind = Line::Kind::started;
        line.id = started.process;
        line.name = reader_.process(started.process);
        out_.next.push_back(std::move(line));
    }

    void poll(const poll::Poll& poll) {
        Line line;
        line.kind = Line::Kind::poll;
        line.id = poll.id;
        line.name = {poll.title, poll.title};
        reader_.put_due(line, poll.closes);
        out_.next.push_back(std::move(line));
    }

    void recorded(const poll::VoiceRecorded& recorded) {
        Line line;
        line.kind = Line::Kind::recorded;
        line.id = recorded.voice.key;
        line.counted = recorded.voice.verified && !recorded.voice.late;
        const poll::Poll* poll = after_.polls.find(recorded.poll);
        if (poll != nullptr) reader_.put_due(line, poll->closes);
        out_.next.push_back(std::move(line));
    }

    void tasks(const state::Case& before, const state::Case& now) {
        for (const auto& [number, task] : now.tasks) {
            Line line = reader_.task(now, task);
            if (shows_hidden(task.assignee)) {
                line.kind = Line::Kind::hidden;
                out_.depends_on_hidden = true;
            }
            (before.tasks.contains(number) ? out_.remains : out_.next).push_back(std::move(line));
        }
        for (const auto& [number, incident] : now.incidents) {
            if (before.incidents.contains(number)) continue;
            // A copy that lacks something cannot tell a fault from what it lacks.
            out_.depends_on_hidden = true;
            out_.next.push_back(hidden_line(reader_, now, incident));
        }
        for (const auto& [number, timer] : now.timers) {
            if (before.timers.contains(number) || timer.kind != state::TimerKind::token) continue;
            Line line;
            line.kind = Line::Kind::waits;
            line.element = timer.element;
            line.name = Reader::words(reader_.node(now.find_scope(timer.scope), timer.element), timer.element);
            reader_.put_due(line, timer.due);
            out_.next.push_back(std::move(line));
        }
        if (now.ended && !before.ended) {
            Line line;
            line.kind = Line::Kind::ended;
            line.element = now.end;
            state::Scope root;
            root.process = now.process;
            root.version = now.source_version;
            line.name = Reader::words(reader_.node(&root, now.end), now.end);
            out_.next.push_back(std::move(line));
        }
    }

    const Basis& basis_;
    const state::State& after_;
    Reader reader_;
    Outlook& out_;
};

Outlook run(const Basis& basis, const command::Command& command) {
    Outlook out;
    auto decision = engine::decide(basis.state, command);
    if (!decision) {
        out.depends_on_hidden = decision.error().code == "depends-on-hidden";
        out.refused = decision.error();
        return out;
    }
    state::State after = state::State::over(basis.state);
    for (const event::Event& e : decision->events) engine::evolve(after, e);
    Story(basis, after, command.at, out).tell(decision->events);
    return out;
}

}  // namespace

Outlook look(const Basis& basis, const command::CommandBody& body, base::Instant now) {
    // Without an id nothing is remembered, so asking again asks anew.
    return run(basis, command::Command{"", now < basis.at ? basis.at : now, basis.actor, body});
}

Outlook look_at_time(const Basis& basis, base::Instant& fires_at) {
    const state::Case* c = basis.state.cases.find(basis.case_id);
    std::optional<base::Instant> due;
    // The end of an open poll is what its people ask for; reminders on the way are not.
    basis.state.polls.for_each([&](const std::string&, const poll::Poll& poll) {
        if (poll.state == "open" && (!due || poll.closes < *due)) due = poll.closes;
    });
    if (c != nullptr && !due)
        for (const auto& [number, timer] : c->timers)
            if (!timer.stopped && (!due || timer.due < *due)) due = timer.due;
    if (!due) return {};
    fires_at = *due;
    return run(basis, command::Command{"", *due < basis.at ? basis.at : *due, command::Actor::system(), command::FireTimers{basis.case_id}});
}

base::Result<command::CommandBody> completing(const Basis& basis, const std::string& task, const std::string& outcome,
                                              const base::Value& data) {
    const state::Case* c = basis.state.cases.find(basis.case_id);
    const state::Task* found = c != nullptr ? c->find_task(task) : nullptr;
    const state::Token* token = found != nullptr ? c->find_token(found->token) : nullptr;
    if (token == nullptr) return base::make_error("task_not_open", "这项待办已经不在了", "This task is not open any more", task);
    command::CompleteTask complete;
    complete.task = task;
    complete.token_version = token->version;
    complete.outcome = outcome;
    complete.data = data;
    if (!found->sign_hash.empty()) complete.text_hash = found->sign_hash;
    return command::CommandBody(std::move(complete));
}

base::Value to_value(const Outlook& outlook) {
    static constexpr std::string_view kinds[] = {"task", "waits", "ended", "document", "started", "poll", "recorded", "hidden"};
    const auto lines = [](const std::vector<Line>& list) {
        base::List out;
        for (const Line& line : list) {
            base::List choices;
            for (const Choice& choice : line.choices) choices.push_back(base::Value(choice.id));
            base::Value due, days;
            if (line.due) due = base::Value(base::to_string(base::shanghai_date_time(base::Instant{line.due->ms - line.due->ms % 1000})));
            if (line.working_days) days = base::Value(*line.working_days);
            out.push_back(base::Value(base::Context{{"kind", base::Value(kinds[static_cast<std::size_t>(line.kind)])}, {"id", base::Value(line.id)},
                                                    {"element", base::Value(line.element)}, {"name", base::Value(line.name.zh)},
                                                    {"who", base::Value(line.who.zh)}, {"due", due}, {"working_days", days},
                                                    {"clause", base::Value(line.clause)}, {"mine", base::Value(line.mine)}, {"for_absent", base::Value(line.for_absent)},
                                                    {"choices", base::Value(std::move(choices))}}));
        }
        return base::Value(std::move(out));
    };
    base::Value refused;
    if (outlook.refused) refused = base::Value(base::Context{{"code", base::Value(outlook.refused->code)}, {"message", base::Value(outlook.refused->message)}});
    return base::Value(base::Context{{"refused", refused}, {"depends_on_hidden", base::Value(outlook.depends_on_hidden)},
                                     {"next", lines(outlook.next)}, {"remains", lines(outlook.remains)}});
}

}  // namespace zhunru::preview
