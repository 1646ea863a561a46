// LocalRules: the rule tables run on the phone, with the same engine and the same files as the server.
// For: live checks while typing. Loads the bundle of tables, settings and registers once; refuses to guess before it is
// there (a check is then null, and a frame follows when it comes).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "client/sync/api.hpp"
#include "engine/base/value.hpp"
#include "engine/form/form.hpp"

namespace zhunru::sync {

class LocalRules {
public:
    explicit LocalRules(Api& api);
    ~LocalRules();

    /// Asks for the bundle if it is not there yet.
    void load();
    [[nodiscard]] bool ready() const;
    /// RuleResult of the check over `data` and `names`; null while nothing can be said. Cached by input.
    const base::Value& check(const form::Check& check, const base::Value& data, const base::Context& names);

private:
    struct Engine;
    Api& api_;
    std::shared_ptr<Engine> engine_;
    std::map<std::string, std::pair<std::string, base::Value>> last_;  ///< check id -> input text, result
    bool asked_ = false;
};

}  // namespace zhunru::sync
