// WorkList: lists of tasks and of cases on the home screen: order by due date with the overdue first, search, filters by
// due date and place, and the shown rows as a spreadsheet. For: HomeScreen. Asks nobody; works on what the server sent.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "client/app/context.hpp"
#include "client/kit/kit.hpp"

namespace zhunru::views {

class WorkList {
public:
    enum class What { tasks, cases };

    WorkList(app::Context& context, What what) : c_(context), what_(what) {}
    /// New rows came: puts them in order.
    void set(const base::Value& rows);
    /// Search, filters and rows; goes to what is tapped.
    void draw(kit::Ui& ui);
    /// The sheet of formats; call after end_screen.
    void draw_export(kit::Ui& ui);
    void open_export() { export_open_ = true; }
    [[nodiscard]] bool empty() const { return rows_.empty(); }

private:
    [[nodiscard]] bool fits(const base::Value& row) const;
    [[nodiscard]] std::string place_of(const base::Value& row) const;
    void look_for_drafts();
    void filters(kit::Ui& ui);
    void save(bool xlsx);

    app::Context& c_;
    What what_;
    std::vector<base::Value> rows_;
    std::set<std::string> drafts_;       ///< ids of tasks that were begun on this phone
    std::uint32_t drafts_seen_ = 0;      ///< edition of the phone's drafts that drafts_ was made from
    std::string search_;
    std::string due_ = "all";            ///< all, soon, overdue; of cases: all, open, ended
    std::string place_;                  ///< "" = every place
    bool export_open_ = false;
};

}  // namespace zhunru::views
