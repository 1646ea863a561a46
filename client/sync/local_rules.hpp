// LocalRules: the rule tables run on the phone, with the same engine and the same files as the server.
// For: live checks while typing, and what forms look up. Loads the bundle of tables and registers once; refuses to guess
// before it is there (a check is then null, and a frame follows when it comes).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/sync/api.hpp"
#include "engine/base/value.hpp"
#include "engine/feel/function_table.hpp"
#include "engine/form/form.hpp"
#include "engine/form/validate.hpp"
#include "engine/register/source.hpp"

namespace zhunru::sync {

class LocalRules {
public:
    explicit LocalRules(Api& api);
    ~LocalRules();

    /// Asks for the bundle if it is not there yet; `done` when it is, or at once when it cannot be had.
    void load(std::function<void()> done = {});
    [[nodiscard]] bool ready() const { return engine_ != nullptr; }
    /// The bundle has come, or cannot be had now.
    [[nodiscard]] bool settled() const { return settled_; }
    /// Asks for the bundle again: a register or table has changed. The old one stays in use until then.
    void reload(std::function<void()> done = {});
    /// The public registers as the bundle holds them; null until ready.
    [[nodiscard]] const registers::Collection* registers() const;
    /// What expressions of forms may call; null until ready.
    [[nodiscard]] const feel::FunctionTable* functions() const;
    /// RuleResult of the check over `data`, ready to be shown as a panel; null while nothing can be said.
    const base::Value& check(const form::Check& check, const base::Value& data, const form::Scope& scope);
    /// Name of a body by its id, in the language; "" when it is no body.
    [[nodiscard]] std::string body_name(std::string_view id, bool chinese) const;

private:
    void ask();
    struct Engine;
    [[nodiscard]] base::Value evaluate(const form::Check& check, const base::Value& input, const registers::Source& source) const;
    [[nodiscard]] base::Value burden(const base::Value& input, const registers::Source& source) const;

    Api& api_;
    std::shared_ptr<Engine> engine_;
    std::vector<std::shared_ptr<Engine>> former_;  ///< still pointed at by forms on show
    std::vector<std::function<void()>> waiting_;
    std::map<std::string, std::pair<std::string, base::Value>> last_;  ///< check id -> input text, result
    bool asked_ = false;
    bool settled_ = false;
};

}  // namespace zhunru::sync
