// ClauseSheet: the clause lens: a code such as "2.3-b" opens the policy's own words; "C" says "local setting",
// "C @990102 acceptance_wd" also which, how much it is in that place, and who set it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/app/context.hpp"
#include "client/kit/kit.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class ClauseSheet {
public:
    explicit ClauseSheet(app::Context& context) : c_(context), clauses_(context.api), settings_(context.api) {}
    void open(std::string_view code);
    void draw(kit::Ui& ui);

private:
    void local(kit::Ui& ui);

    app::Context& c_;
    sync::Remote clauses_, settings_;
    std::string code_;
    std::string place_;               ///< of the settings named
    std::vector<std::string> names_;  ///< of settings
    bool open_ = false;
};

/// Exact words, what the product does and where it carries it out, for one clause of /api/clauses.
void clause_words_card(kit::Ui& ui, app::Context& c, const base::Value& clause);
/// "已落实", "部分落实", "还没有落实" of such a clause.
[[nodiscard]] kit::Badge clause_state(const i18n::Translator& tr, const base::Value& clause);

}  // namespace zhunru::views
