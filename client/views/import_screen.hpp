// ImportScreen: accounts, bodies or communities from a spreadsheet (CSV, XLSX): the present ones to download, a file to choose, line by
// line what it would do and what is refused and why; then done as a whole, with a reason. For: administrators of accounts.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/api.hpp"

namespace zhunru::views {

class ImportScreen final : public app::Screen {
public:
    ImportScreen(app::Context& context, const app::Parameters& parameters);
    void draw(kit::Ui& ui) override;

private:
    void pick();
    void send(bool dry);
    void download(const char* format);
    void forget();
    void verdict(kit::Ui& ui);
    void rows(kit::Ui& ui);
    void row(kit::Ui& ui, const base::Value& row);
    [[nodiscard]] std::int64_t count(const char* change) const;

    app::Context& c_;
    std::string what_;          ///< accounts, bodies, communities
    std::string file_name_, file_, reason_, failure_, shown_ = "all";
    std::string command_id_;    ///< one for each file and reason: pressed twice, done once
    base::Value checked_;       ///< the server's answer for file_; null before
    bool busy_ = false, confirm_open_ = false, done_ = false;
};

}  // namespace zhunru::views
