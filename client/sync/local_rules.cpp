#include "client/sync/local_rules.hpp"

#include "engine/base/json.hpp"
#include "engine/feel/evaluate.hpp"
#include "engine/register/local.hpp"
#include "engine/rule/bundle.hpp"
#include "engine/rule/evaluate.hpp"
#include "engine/rule/functions.hpp"

namespace zhunru::sync {

using base::Value;

namespace {

/// The server may wrap the bundle into its usual answer; the hash covers the bundle alone.
Value bundle_of(const Value& answer) {
    if (answer.get("bundle").is_context()) return answer.get("bundle");
    base::Context bundle = answer.is_context() ? answer.as_context() : base::Context();
    bundle.erase("ok");
    return Value(std::move(bundle));
}

/// Where a case lives, as the server finds it (engine/state/place.hpp): its coordinating body's place, else its applicant's.
std::string place_of(const form::Scope& scope) {
    for (const char* name : {"coord", "applicant"}) {
        const std::string place = scope.names.get(name).get("place").string_or("");
        if (!place.empty()) return place;
    }
    return {};
}

std::optional<base::Date> day_of(const form::Scope& scope) {
    if (!scope.now.is_date_time()) return std::nullopt;
    return base::shanghai_date(base::instant_of(scope.now.as_date_time()));
}

}  // namespace

struct LocalRules::Engine {
    explicit Engine(rule::Bundle b) : bundle(std::move(b)), functions(rule::functions(bundle.registers)) {}
    rule::Bundle bundle;
    feel::FunctionTable functions;
};

LocalRules::LocalRules(Api& api) : api_(api) {}
LocalRules::~LocalRules() = default;

const feel::FunctionTable* LocalRules::functions() const { return engine_ ? &engine_->functions : nullptr; }

const registers::Collection* LocalRules::registers() const { return engine_ ? &engine_->bundle.registers : nullptr; }

std::string LocalRules::body_name(std::string_view id, bool chinese) const {
    if (!engine_ || id.empty()) return {};
    for (const Value& body : registers::records_on(engine_->bundle.registers, "bodies", {})) {
        if (body.get("id").string_or("") != id) continue;
        const std::string name = body.get("name").string_or("");
        return chinese ? name : body.get("name_en").string_or(name);
    }
    return {};
}

void LocalRules::load(std::function<void()> done) {
    if (engine_) {
        if (done) done();
        return;
    }
    if (done) waiting_.push_back(std::move(done));
    ask();
}

void LocalRules::reload(std::function<void()> done) {
    if (done) waiting_.push_back(std::move(done));
    ask();
}

void LocalRules::ask() {
    if (asked_) return;
    asked_ = true;
    api_.get("/api/engine/bundle", [this](const Answer& answer) {
        asked_ = false;
        // Forms on show point into the old functions: it stays alive with them.
        if (answer.ok)
            if (auto bundle = rule::read_bundle(bundle_of(answer.value)); bundle && (!engine_ || engine_->bundle.hash != bundle->hash)) {
                if (engine_) former_.push_back(engine_);
                engine_ = std::make_shared<Engine>(std::move(*bundle));
            }
        settled_ = true;
        last_.clear();
        for (const auto& call : std::exchange(waiting_, {})) call();
    });
}

const Value& LocalRules::check(const form::Check& check, const Value& data, const form::Scope& scope) {
    static const Value nothing;
    if (!engine_) return nothing;
    feel::Options options;
    options.functions = &engine_->functions;
    options.now = scope.now;
    const auto input = feel::evaluate(check.input, feel::Scope(scope.names).with(data), options);
    if (!input) return nothing;
    auto& [text, result] = last_[check.id];
    std::string now_text = base::canonical_json(input->value);
    if (now_text != text || result.is_null()) {
        const registers::Local local(engine_->bundle.registers, place_of(scope), day_of(scope));
        result = check.table == "burden" ? burden(input->value, local) : evaluate(check, input->value, local);
        text = std::move(now_text);
    }
    return result;
}

Value LocalRules::evaluate(const form::Check& check, const Value& input, const registers::Source& source) const {
    const rule::Table* table = engine_->bundle.tables.find(check.table);
    if (table == nullptr) return {};
    const auto result = rule::evaluate(*table, input, source);
    return result ? rule::to_value(*result) : Value();
}

/// {communities, date, load} -> the index of each community before and after, and what D9 says of each.
Value LocalRules::burden(const Value& input, const registers::Source& source) const {
    const rule::Table* index = engine_->bundle.tables.find("burden");
    const rule::Table* gate = engine_->bundle.tables.find("D9");
    const Value& communities = input.get("communities");
    if (index == nullptr || gate == nullptr || !communities.is_list()) return {};
    base::List rows;
    for (const Value& community : communities.as_list()) {
        const auto burden = rule::evaluate(
            *index, Value(base::Context{{"community", community}, {"date", input.get("date")}, {"load", input.get("load")}}),
            source);
        if (!burden || !burden->outcome.is_context()) continue;
        base::Context row{{"community", community},
                          {"before", burden->outcome.get("before")},
                          {"after", burden->outcome.get("after")}};
        if (const auto* version = registers::latest(*engine_->bundle.registers.find("communities")))
            if (const Value* record = registers::find_record(*version, community.string_or(""))) row.set("name", record->get("name"));
        if (!burden->outcome.get("after").is_null()) {
            const base::Context one{{community.string_or(""), burden->outcome.get("after")}};
            const auto said = rule::evaluate(*gate, Value(base::Context{{"index_after", Value(one)}}), source);
            if (said) row.set("gate", said->outcome.get("gate"));
        }
        rows.emplace_back(std::move(row));
    }
    if (rows.empty()) return {};
    const Value settings = registers::settings_on(source, std::nullopt);
    return Value(base::Context{{"rows", Value(std::move(rows))},
                               {"warn", settings.get("burden_warn")},
                               {"offset", settings.get("burden_offset")}});
}

}  // namespace zhunru::sync
