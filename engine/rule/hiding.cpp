#include "engine/rule/hiding.hpp"

#include <vector>

namespace zhunru::rule {
namespace {

using base::Context;
using base::List;
using base::Value;

constexpr std::size_t max_side = 200;
constexpr std::int64_t max_figure = 1'000'000'000'000;

struct Figure {
  std::int64_t count = 0;
  bool hidden = false;
};

/// Cells with the row totals as last column, the column totals as last row and the total in the corner.
struct Grid {
  std::size_t rows = 0;     ///< without the totals
  std::size_t columns = 0;
  std::vector<Figure> figures;

  Figure& at(std::size_t row, std::size_t column) { return figures[row * (columns + 1) + column]; }
};

std::optional<Grid> read(const Value& residents) {
  const Value& cells = residents.get("cells");
  if (!residents.get("rows").is_list() || !residents.get("columns").is_list() || !cells.is_list()) return std::nullopt;
  Grid grid;
  grid.rows = residents.get("rows").size();
  grid.columns = residents.get("columns").size();
  if (grid.rows == 0 || grid.columns == 0 || grid.rows > max_side || grid.columns > max_side) return std::nullopt;
  if (cells.size() != grid.rows) return std::nullopt;
  grid.figures.resize((grid.rows + 1) * (grid.columns + 1));
  for (std::size_t r = 0; r < grid.rows; ++r) {
    if (!cells.item(r).is_list() || cells.item(r).size() != grid.columns) return std::nullopt;
    for (std::size_t c = 0; c < grid.columns; ++c) {
      const std::int64_t count = cells.item(r).item(c).int64_or(-1);
      if (count < 0 || count > max_figure) return std::nullopt;
      grid.at(r, c).count = count;
      grid.at(r, grid.columns).count += count;
      grid.at(grid.rows, c).count += count;
      grid.at(grid.rows, grid.columns).count += count;
    }
  }
  return grid;
}

/// One line: its parts, then its total. True when it hid something.
bool protect(const std::vector<Figure*>& line, std::int64_t k) {
  Figure& total = *line.back();
  bool changed = false;
  for (;;) {
    std::size_t hidden = total.hidden ? 1 : 0;
    std::size_t hidden_parts = 0;
    std::int64_t hidden_sum = 0;
    Figure* smallest = nullptr;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      Figure& part = *line[i];
      if (part.hidden) {
        ++hidden;
        ++hidden_parts;
        hidden_sum += part.count;
      } else if (part.count != 0 && (smallest == nullptr || part.count < smallest->count)) {
        smallest = &part;
      }
    }
    const bool open = hidden == 1 || (!total.hidden && hidden_parts > 0 && hidden_sum < k);
    if (!open) return changed;
    Figure* next = smallest != nullptr ? smallest : &total;
    if (next->hidden) return changed;
    next->hidden = true;
    changed = true;
  }
}

bool protect_all(Grid& grid, std::int64_t k) {
  bool changed = false;
  std::vector<Figure*> line;
  for (std::size_t r = 0; r <= grid.rows; ++r) {
    line.clear();
    for (std::size_t c = 0; c <= grid.columns; ++c) line.push_back(&grid.at(r, c));
    changed = protect(line, k) || changed;
  }
  for (std::size_t c = 0; c <= grid.columns; ++c) {
    line.clear();
    for (std::size_t r = 0; r <= grid.rows; ++r) line.push_back(&grid.at(r, c));
    changed = protect(line, k) || changed;
  }
  return changed;
}

Value shown(const Figure& figure) { return figure.hidden ? Value() : Value(figure.count); }

}  // namespace

std::optional<Value> hide_small(const Value& residents, std::int64_t k) {
  auto grid = read(residents);
  if (!grid) return std::nullopt;
  for (Figure& figure : grid->figures) figure.hidden = figure.count > 0 && figure.count < k;
  while (protect_all(*grid, k)) {
  }
  List cells, row_totals, column_totals;
  bool hidden = false;
  for (const Figure& figure : grid->figures) hidden = hidden || figure.hidden;
  for (std::size_t r = 0; r < grid->rows; ++r) {
    List row;
    for (std::size_t c = 0; c < grid->columns; ++c) row.push_back(shown(grid->at(r, c)));
    cells.emplace_back(std::move(row));
    row_totals.push_back(shown(grid->at(r, grid->columns)));
  }
  for (std::size_t c = 0; c < grid->columns; ++c) column_totals.push_back(shown(grid->at(grid->rows, c)));
  const Value table(Context{{"cells", Value(std::move(cells))},
                            {"row_totals", Value(std::move(row_totals))},
                            {"column_totals", Value(std::move(column_totals))},
                            {"total", shown(grid->at(grid->rows, grid->columns))}});
  return Value(Context{{"table", table}, {"hidden", Value(hidden)}});
}

}  // namespace zhunru::rule
