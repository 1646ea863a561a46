// MigrationScreen: running cases are taken over to another version of their process: first the report case by case (what would move
// where, what blocks and why), then doing it with a reason, then putting cases back while nothing was done in them since.
// For: administrators of templates. It decides nothing: every sentence of a report is the engine's.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class MigrationScreen final : public app::Screen {
public:
    MigrationScreen(app::Context& context, const app::Parameters& parameters);
    void enter() override;
    void draw(kit::Ui& ui) override;

private:
    void choose_versions(kit::Ui& ui);
    void report(kit::Ui& ui);
    void mapping(kit::Ui& ui);
    void plan(kit::Ui& ui, const base::Value& one);
    void migrated(kit::Ui& ui);
    void undo_sheet(kit::Ui& ui);
    void look();
    void carry_out();
    void put_back();
    [[nodiscard]] base::Value request(bool dry, const std::string& id) const;

    app::Context& c_;
    std::string name_;
    sync::Remote template_, done_;
    std::string from_, to_, reason_, undo_reason_, failure_, undo_failure_;
    std::string command_id_, undo_id_;           ///< one for each wish: pressed twice, done once
    std::map<std::string, std::string> mapping_;  ///< old element or flow -> new one
    std::map<std::string, std::string> labels_;   ///< of the ids in mapping_, in words
    base::Value report_;                          ///< the engine's reply to the dry run; null before
    base::Value undo_;                            ///< the migration that may be put back
    bool busy_ = false, confirm_open_ = false, undo_open_ = false;
    int asked_ = 0;                               ///< answers of earlier dry runs are dropped
};

}  // namespace zhunru::views
