// Cards, lists, expanders, groups, columns.
#include <algorithm>
#include <cmath>

#include "client/kit/internal.hpp"

namespace zhunru::kit {
namespace {

constexpr float kRadius = 14;

void draw_card(UiState& s, const CardState& card, const Rect& r) {
    if (card.raised) shadow(s, r, kRadius);
    fill(s, r, s.theme->surface, kRadius);
    if (!card.raised || s.theme->dark) stroke(s, r, s.theme->hairline, kRadius);
    if (card.tone != Tone::neutral) {
        list(s)->AddRectFilled({r.x0, r.y0}, {r.x0 + s.dp(5), r.y1}, ink(s.theme->tone(card.tone).solid), s.dp(kRadius),
                               ImDrawFlags_RoundCornersLeft);
    }
    if (card.pressed) fill(s, r, s.theme->text, kRadius, 0.06F);
    if (card.focused) ring(s, r, kRadius);
}

}  // namespace

bool Ui::begin_card(std::string_view id, const CardOptions& o) {
    Frame& f = s_.frame;
    const float y = place(s_, gap::m);
    const ColumnState outer = column(s_);
    auto card = std::make_unique<CardState>();
    card->top = y;
    card->x = outer.x;
    card->width = outer.width;
    card->pad = s_.dp(gap::l);
    card->tone = o.tone;
    card->raised = o.raised;
    const std::string full = path(s_, id);
    if (!f.lists.empty()) ++f.lists.back()->cards;
    bool tapped = false;
    if (o.tappable) {
        Memory& m = s_.remember(full);
        const Rect r{outer.x, y, outer.x + outer.width, y + m.content};
        // The hit lies below those of the controls inside because it comes first.
        const Interaction i = touch(s_, full, r);
        tapped = i.activated;
        card->pressed = i.pressed || i.hovered;
        card->focused = i.focused;
        semantics::Node& n = leaf(s_, semantics::Role::button, full, o.name, r);
        n.focusable = true;
    }
    open_node(s_, semantics::Role::group, full + (o.tappable ? "/content" : ""), o.tappable ? std::string_view() : o.name);
    card->splitter.Split(list(s_), 2);
    card->splitter.SetCurrentChannel(list(s_), 1);
    f.cards.push_back(std::move(card));
    ++f.card_depth;
    f.ids.emplace_back(id);
    ColumnState inner;
    inner.x = outer.x + s_.dp(gap::l);
    inner.width = outer.width - 2 * s_.dp(gap::l);
    inner.y = y + s_.dp(gap::l);
    f.columns.push_back(inner);
    return tapped;
}

void Ui::end_card() {
    Frame& f = s_.frame;
    const float bottom = column(s_).y + s_.dp(gap::l);
    f.columns.pop_back();
    f.ids.pop_back();
    std::unique_ptr<CardState> card = std::move(f.cards.back());
    f.cards.pop_back();
    --f.card_depth;
    const Rect r{card->x, card->top, card->x + card->width, bottom};
    card->splitter.SetCurrentChannel(list(s_), 0);
    draw_card(s_, *card, r);
    card->splitter.Merge(list(s_));
    const semantics::Node& n = close_node(s_, r);
    std::string id = n.id;
    if (const std::size_t at = id.rfind("/content"); at != std::string::npos && at + 8 == id.size()) {
        id.resize(at);
        Memory& m = s_.remember(id);
        if (std::fabs(m.content - r.height()) > 0.5F) {
            m.content = r.height();
            s_.again = true;
        }
    }
    placed(s_, bottom, gap::m);
}

void Ui::begin_list(std::string_view id, std::string_view name, std::int32_t size) {
    Frame& f = s_.frame;
    const float y = place(s_, gap::s);
    auto list_state = std::make_unique<ListState>();
    list_state->size = size;
    list_state->top = y;
    list_state->own_surface = f.card_depth == 0;
    list_state->splitter.Split(list(s_), 2);
    list_state->splitter.SetCurrentChannel(list(s_), 1);
    f.lists.push_back(std::move(list_state));
    open_node(s_, semantics::Role::list, path(s_, id), name);
    f.ids.emplace_back(id);
    column(s_).first = true;
}

void Ui::end_list() {
    Frame& f = s_.frame;
    std::unique_ptr<ListState> done = std::move(f.lists.back());
    f.lists.pop_back();
    f.ids.pop_back();
    const ColumnState& c = column(s_);
    const Rect r{c.x, done->top, c.x + c.width, c.y};
    if (done->own_surface && done->rows > 0) {
        done->splitter.SetCurrentChannel(list(s_), 0);
        draw_card(s_, CardState{}, r);
    }
    done->splitter.Merge(list(s_));
    // A list without rows of its own (only cards) is still a list of what it holds.
    semantics::Node& n = s_.frame.nodes.back();
    if (done->rows == 0) n.role = semantics::Role::group;
    const std::int32_t size = std::max(done->size, done->rows);
    for (semantics::Node& child : n.children) {
        if (child.role == semantics::Role::listitem) child.set_size = size;
    }
    close_node(s_, r);
    column(s_).first = false;
    placed(s_, r.y1, gap::m);
}

bool Ui::begin_expander(std::string_view id, std::string_view title, std::string_view subtitle, bool open_at_first) {
    Frame& f = s_.frame;
    const std::string full = path(s_, id);
    Memory& m = s_.remember(full);
    if (!m.touched) {
        m.open = open_at_first;
        m.touched = true;
    }
    const float y = place(s_, gap::xs);
    const ColumnState c = column(s_);
    const float text_width = c.width - s_.dp(36);
    const Block head = block(s_, title, TextStyle::subheading, text_width);
    const Block sub = block(s_, subtitle, TextStyle::secondary, text_width);
    const float text_height = head.height + sub.height;
    const float height = std::max(s_.dp(touch_height), text_height + s_.dp(gap::m) * 2);
    const Rect r{c.x, y, c.x + c.width, y + height};
    const Interaction i = touch(s_, full, r);
    if (i.activated) m.open = !m.open;
    press_tint(s_, {r.x0 - s_.dp(8), r.y0, r.x1 + s_.dp(8), r.y1}, 10, i);
    const float top = y + std::round((height - text_height) / 2);
    draw_block(s_, head, c.x, top, text_width, s_.theme->text);
    draw_block(s_, sub, c.x, top + head.height, text_width, s_.theme->muted);
    const float mid = y + height / 2;
    icon(s_, m.open ? Icon::chevron_up : Icon::chevron_down,
         {r.x1 - s_.dp(24), mid - s_.dp(12), r.x1, mid + s_.dp(12)}, s_.theme->muted);
    semantics::Node& n = leaf(s_, semantics::Role::button, full, join(title, "，", subtitle), r);
    n.focusable = true;
    n.expanded = m.open ? semantics::Flag::on : semantics::Flag::off;
    placed(s_, r.y1, gap::xs);
    if (!m.open) return false;
    f.ids.emplace_back(id);
    open_node(s_, semantics::Role::group, full + "/open", title).rect.y = r.y1;
    return true;
}

void Ui::end_expander() {
    Frame& f = s_.frame;
    f.ids.pop_back();
    const ColumnState& c = column(s_);
    const float top = f.nodes.back().rect.y;
    close_node(s_, {c.x, top, c.x + c.width, std::max(top, c.y)});
    column(s_).pending = std::max(column(s_).pending, s_.dp(gap::m));
}

void Ui::begin_group(std::string_view id, std::string_view name) {
    open_node(s_, semantics::Role::group, path(s_, id), name).rect.y = column(s_).y;
    s_.frame.ids.emplace_back(id);
}

void Ui::end_group() {
    s_.frame.ids.pop_back();
    const ColumnState& c = column(s_);
    const float top = s_.frame.nodes.back().rect.y;
    close_node(s_, {c.x, top, c.x + c.width, std::max(top, c.y)});
}

void Ui::begin_columns(std::span<const float> weights, float gap_css) {
    ColumnsState split;
    split.top = split.lowest = place(s_, gap::s);
    split.outer = column(s_);
    float total = 0;
    for (const float w : weights) total += w;
    const float gaps = s_.dp(gap_css) * static_cast<float>(weights.size() - 1);
    float x = split.outer.x;
    for (const float w : weights) {
        const float width = std::floor((split.outer.width - gaps) * w / total);
        split.x.push_back(x);
        split.width.push_back(width);
        x += width + s_.dp(gap_css);
    }
    ColumnState first;
    first.x = split.x[0];
    first.width = split.width[0];
    first.y = split.top;
    s_.frame.splits.push_back(std::move(split));
    s_.frame.columns.push_back(first);
}

void Ui::begin_columns(int count, float gap_css) {
    const std::vector<float> weights(static_cast<std::size_t>(std::max(1, count)), 1.0F);
    begin_columns(weights, gap_css);
}

void Ui::next_column() {
    ColumnsState& split = s_.frame.splits.back();
    split.lowest = std::max(split.lowest, column(s_).y);
    if (split.index + 1 < split.x.size()) ++split.index;
    ColumnState c;
    c.x = split.x[split.index];
    c.width = split.width[split.index];
    c.y = split.top;
    s_.frame.columns.back() = c;
}

void Ui::end_columns() {
    ColumnsState split = std::move(s_.frame.splits.back());
    s_.frame.splits.pop_back();
    const float lowest = std::max(split.lowest, column(s_).y);
    s_.frame.columns.pop_back();
    placed(s_, lowest, gap::s);
}

}  // namespace zhunru::kit
