// Tables: cards below 600 CSS px of column width, a real grid above.
#include <algorithm>
#include <cmath>

#include "client/kit/internal.hpp"

namespace zhunru::kit {
namespace {

using semantics::Role;

std::string as_cards(Ui& ui, std::span<const Column> columns, std::span<const TableRow> rows) {
    std::string tapped;
    std::int64_t index = 0;
    for (const TableRow& row : rows) {
        const Scope scope(ui, "row", index++);
        const bool tappable = !row.id.empty();
        std::string name;
        for (const std::string& cell : row.cells) name = join(name, "，", cell);
        if (ui.begin_card("card", {.tappable = tappable, .name = name})) tapped = row.id;
        if (!row.cells.empty()) ui.text(row.cells[0], {.style = TextStyle::body_strong});
        if (!row.badges.empty()) ui.badges(row.badges);
        for (std::size_t i = 1; i < row.cells.size() && i < columns.size(); ++i) ui.key_value(columns[i].label, row.cells[i]);
        ui.end_card();
    }
    return tapped;
}

std::string as_grid(UiState& s, const std::string& full, std::span<const Column> columns, std::span<const TableRow> rows) {
    std::string tapped;
    const float top = place(s, gap::m);
    const ColumnState c = column(s);
    const float pad = s.dp(gap::m);
    float total = 0;
    for (const Column& col : columns) total += col.weight;
    std::vector<float> x(columns.size() + 1, c.x);
    for (std::size_t i = 0; i < columns.size(); ++i) x[i + 1] = x[i] + std::floor(c.width * columns[i].weight / total);
    ImDrawListSplitter layers;
    layers.Split(list(s), 2);
    layers.SetCurrentChannel(list(s), 1);
    open_node(s, Role::table, full, {});
    float y = top;
    const auto line = [&](std::span<const std::string> cells, TextStyle style, Color color, Role role) {
        std::vector<Block> blocks;
        float height = s.dp(touch_height);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string_view cell = i < cells.size() ? std::string_view(cells[i]) : std::string_view();
            blocks.push_back(block(s, cell, style, x[i + 1] - x[i] - 2 * pad));
            height = std::max(height, blocks.back().height + 2 * pad);
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const float width = x[i + 1] - x[i] - 2 * pad;
            draw_block(s, blocks[i], x[i] + pad, y + std::round((height - blocks[i].height) / 2), width, color, columns[i].numeric ? 2 : 0);
            leaf(s, role, anonymous(s, "cell"), blocks[i].text, {x[i], y, x[i + 1], y + height});
        }
        return height;
    };
    std::vector<std::string> heads;
    for (const Column& col : columns) heads.push_back(col.label);
    open_node(s, Role::row, full + "/head", {});
    const float head = line(heads, TextStyle::secondary_strong, s.theme->muted, Role::columnheader);
    close_node(s, {c.x, y, c.x + c.width, y + head});
    y += head;
    std::int64_t index = 0;
    for (const TableRow& row : rows) {
        const float rule = std::max(1.0F, s.dp(0.7F));
        fill(s, {c.x, y, c.x + c.width, y + rule}, s.theme->hairline);
        const std::string id = full + "/row." + std::to_string(index++);
        open_node(s, Role::row, id + "/cells", {});
        const float height = line(row.cells, TextStyle::body, s.theme->text, Role::cell);
        const Rect r{c.x, y, c.x + c.width, y + height};
        if (!row.id.empty() && !row.cells.empty()) {
            const Interaction i = touch(s, id, r);
            press_tint(s, r, 8, i);
            if (i.activated) tapped = row.id;
            semantics::Node& first = s.frame.nodes.back().children.front();
            semantics::Node button;
            button.role = Role::button;
            button.id = id;
            button.name = row.cells[0];
            button.rect = css_rect(s, {x[0], r.y0, x[1], r.y1});
            button.focusable = true;
            first.name.clear();
            first.children.push_back(std::move(button));
        }
        close_node(s, r);
        y += height;
    }
    const Rect box{c.x, top, c.x + c.width, y};
    layers.SetCurrentChannel(list(s), 0);
    shadow(s, box, 14);
    fill(s, box, s.theme->surface, 14);
    layers.Merge(list(s));
    close_node(s, box);
    placed(s, y, gap::m);
    return tapped;
}

}  // namespace

std::string Ui::table(std::string_view id, std::span<const Column> columns, std::span<const TableRow> rows) {
    if (columns.empty()) return {};
    if (wide()) return as_grid(s_, path(s_, id), columns, rows);
    const Scope scope(*this, id);
    return as_cards(*this, columns, rows);
}

}  // namespace zhunru::kit
