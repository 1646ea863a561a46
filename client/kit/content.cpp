// Texts and space.
#include <algorithm>
#include <cmath>

#include "client/kit/internal.hpp"

namespace zhunru::kit {

void Ui::push_id(std::string_view id) { s_.frame.ids.emplace_back(id); }

void Ui::push_id(std::string_view id, std::int64_t index) {
    s_.frame.ids.push_back(std::string(id) + "." + std::to_string(index));
}

void Ui::pop_id() { s_.frame.ids.pop_back(); }

void Ui::heading(std::string_view text, int level) {
    const TextStyle style = level <= 2 ? TextStyle::heading : TextStyle::subheading;
    const float y = place(s_, level <= 2 ? gap::xl : gap::l);
    const ColumnState& c = column(s_);
    const Block b = block(s_, text, style, c.width);
    draw_block(s_, b, c.x, y, c.width, s_.theme->text);
    semantics::Node& n = leaf(s_, semantics::Role::heading, anonymous(s_, "h"), text, {c.x, y, c.x + c.width, y + b.height});
    s_.frame.heading_level = std::clamp(level, 2, std::min(6, s_.frame.heading_level + 1));
    n.level = static_cast<std::int16_t>(s_.frame.heading_level);
    placed(s_, y + b.height, level <= 2 ? gap::m : gap::s);
}

void Ui::text(std::string_view text, const TextOptions& o) {
    if (text.empty()) return;
    const float y = place(s_, gap::s);
    const ColumnState& c = column(s_);
    const Block b = block(s_, text, o.style, c.width, o.max_lines);
    const bool quiet = o.muted || o.style == TextStyle::secondary || o.style == TextStyle::caption;
    draw_block(s_, b, c.x, y, c.width, style_color(s_, o.style, o.tone, quiet), o.centered ? 1 : 0);
    if (!o.silent) {
        semantics::Node& n = leaf(s_, semantics::Role::text, anonymous(s_, "t"), text, {c.x, y, c.x + c.width, y + b.height});
        n.lang = o.lang;
    }
    placed(s_, y + b.height, gap::s);
}

void Ui::secondary(std::string_view t) { text(t, {.style = TextStyle::secondary}); }
void Ui::caption(std::string_view t) { text(t, {.style = TextStyle::caption}); }

std::string Ui::rich(std::string_view id, std::span<const Span> runs, const TextOptions& o) {
    std::string whole;
    struct Run {
        std::uint32_t begin, end;
        const Span* span;
        TextStyle style;
    };
    std::vector<Run> ranges;
    const TextStyle bold = o.style == TextStyle::secondary ? TextStyle::secondary_strong
                         : o.style == TextStyle::caption ? TextStyle::caption_strong : TextStyle::body_strong;
    for (const Span& span : runs) {
        const auto begin = static_cast<std::uint32_t>(whole.size());
        whole += span.text;
        ranges.push_back({begin, static_cast<std::uint32_t>(whole.size()), &span,
                          span.strong || !span.link.empty() ? bold : o.style});
    }
    if (whole.empty()) return {};
    const auto run_at = [&](std::uint32_t offset) -> const Run& {
        for (const Run& r : ranges) if (offset >= r.begin && offset < r.end) return r;
        return ranges.back();
    };
    const float y0 = place(s_, gap::s);
    const ColumnState c = column(s_);
    const std::vector<text::Line> lines = text::break_lines(whole, c.width, [&](char32_t ch, std::uint32_t at) {
        return advance_of(s_, run_at(at).style, ch);
    });
    const FontUse f = font_of(s_, o.style);
    std::string tapped;
    std::vector<std::pair<const Run*, Rect>> links;
    float y = y0;
    for (const text::Line& line : lines) {
        float x = c.x;
        for (std::uint32_t at = line.begin; at < line.end;) {
            const Run& run = run_at(at);
            const std::uint32_t end = std::min(line.end, run.end);
            const std::string_view piece = std::string_view(whole).substr(at, end - at);
            const bool is_link = !run.span->link.empty();
            const float w = measure(s_, piece, run.style);
            const Color color = is_link ? s_.theme->tone(Tone::accent).text
                                        : style_color(s_, o.style, run.span->tone, o.muted);
            draw_line(s_, piece, run.style, x, y, f.line, w + 1, color);
            if (is_link) {
                const float under = y + f.line - std::round((f.line - f.size) / 2) + s_.dp(1);
                fill(s_, {x, under, x + w, under + std::max(1.0F, s_.dp(1))}, color, 0, 0.6F);
                Rect r{x, y, x + w, y + f.line};
                if (!links.empty() && links.back().first == &run) {  // goes on on the next line: one box around both
                    Rect& old = links.back().second;
                    old = {std::min(old.x0, r.x0), old.y0, std::max(old.x1, r.x1), r.y1};
                } else {
                    links.emplace_back(&run, r);
                }
            }
            x += w;
            at = end;
        }
        y += f.line;
    }
    const Rect box{c.x, y0, c.x + c.width, y};
    open_node(s_, semantics::Role::group, path(s_, id), {});
    leaf(s_, semantics::Role::text, path(s_, id) + "/text", whole, box);
    for (const auto& [run, r] : links) {
        const std::string link_id = path(s_, id) + "/" + run->span->link;
        const Interaction i = touch(s_, link_id, r);
        if (i.focused) ring(s_, r, 2);
        if (i.activated) tapped = run->span->link;
        leaf(s_, semantics::Role::link, link_id, run->span->text, r).focusable = true;
    }
    close_node(s_, box);
    placed(s_, y, gap::s);
    return tapped;
}

bool Ui::link(std::string_view id, std::string_view label) {
    const float y = place(s_, gap::xs);
    const ColumnState& c = column(s_);
    const Block b = block(s_, label, TextStyle::body_strong, c.width);
    const float height = std::max(s_.dp(touch_height), b.height);
    const Rect r{c.x, y, c.x + std::min(c.width, b.width + s_.dp(4)), y + height};
    const std::string full = path(s_, id);
    const Interaction i = touch(s_, full, r);
    press_tint(s_, r, 6, i);
    draw_block(s_, b, c.x, y + std::round((height - b.height) / 2), c.width, s_.theme->tone(Tone::accent).text);
    leaf(s_, semantics::Role::link, full, label, r).focusable = true;
    placed(s_, r.y1, gap::xs);
    return i.activated;
}

void Ui::bullets(std::span<const std::string> items, bool numbered) {
    float y = place(s_, gap::s);
    const ColumnState c = column(s_);
    const FontUse f = font_of(s_, TextStyle::body);
    const float indent = numbered ? s_.dp(8) + measure(s_, std::to_string(items.size()) + ".", TextStyle::body) : s_.dp(20);
    const float top = y;
    open_node(s_, semantics::Role::list, anonymous(s_, "ul"), {});
    std::int32_t position = 0;
    for (const std::string& item : items) {
        const Block b = block(s_, item, TextStyle::body, c.width - indent);
        ++position;
        if (numbered) draw_line(s_, std::to_string(position) + ".", TextStyle::body, c.x, y, f.line, indent, s_.theme->muted);
        else circle(s_, c.x + s_.dp(6), y + f.line / 2, 2.5F, s_.theme->tone(Tone::accent).solid);
        draw_block(s_, b, c.x + indent, y, c.width - indent, s_.theme->text);
        semantics::Node& n = leaf(s_, semantics::Role::listitem, anonymous(s_, "li"), item, {c.x, y, c.x + c.width, y + b.height});
        n.set_pos = position;
        n.set_size = static_cast<std::int32_t>(items.size());
        y += b.height + s_.dp(gap::xs);
    }
    close_node(s_, {c.x, top, c.x + c.width, y});
    placed(s_, y - s_.dp(gap::xs), gap::m);
}

void Ui::space(float css_px) {
    ColumnState& c = column(s_);
    c.y += std::max(c.first ? 0.0F : c.pending, s_.dp(css_px));
    c.pending = 0;
}

void Ui::divider() {
    const float y = place(s_, gap::m);
    const ColumnState& c = column(s_);
    const float width = std::max(1.0F, s_.dp(0.7F));
    fill(s_, {c.x, y, c.x + c.width, y + width}, s_.theme->hairline);
    placed(s_, y + width, gap::m);
}

bool Ui::wide() const { return column(s_).width >= s_.dp(600); }

Rect Ui::area(float css_height) {
    const float y = place(s_, gap::s);
    const ColumnState& c = column(s_);
    const Rect r{c.x, y, c.x + c.width, y + s_.dp(css_height)};
    placed(s_, r.y1, gap::s);
    return r;
}

void Ui::node(std::string_view id, semantics::Role role, std::string_view name, const Rect& rect) {
    leaf(s_, role, path(s_, id), name, rect);
}

ImDrawList* Ui::draw_list() { return list(s_); }

void Ui::draw_text(float x, float y, std::string_view text, TextStyle style, Color color) {
    const FontUse f = font_of(s_, style);
    list(s_)->AddText(f.font, f.size, {std::round(x), std::round(y)}, ink(color), text.data(), text.data() + text.size());
}

float Ui::text_width(std::string_view text, TextStyle style) { return measure(s_, text, style); }
void Ui::draw_icon(Icon which, const Rect& box, Color color) { icon(s_, which, box, color); }
const Theme& Ui::theme() const { return *s_.theme; }
float Ui::dp(float css_px) const { return s_.dp(css_px); }
float Ui::view_height_css() const { return s_.around.height / s_.around.dpr; }
float Ui::column_width_css() const { return column(s_).width / s_.around.dpr; }
std::int64_t Ui::now_ms() const { return s_.now; }

void Ui::wake_at(std::int64_t monotonic_ms) {
    if (s_.wake < 0 || monotonic_ms < s_.wake) s_.wake = monotonic_ms;
}

void Ui::request_frame() { s_.again = true; }
bool Ui::reduced_motion() const { return s_.around.reduced_motion; }

void Ui::set_text_percent(int percent) {
    if (percent != 0) percent = std::clamp(percent, 100, 200);
    if (percent != s_.text_percent) s_.again = true;
    s_.text_percent = percent;
}

int Ui::text_percent() const { return s_.text_percent; }

void Ui::set_appearance(Appearance appearance) {
    if (appearance != s_.appearance) s_.again = true;
    s_.appearance = appearance;
}

Appearance Ui::appearance() const { return s_.appearance; }

void Ui::set_strings(const Strings& strings) {
    if (strings.lang != s_.strings.lang) s_.again = true;
    s_.strings = strings;
}

const Strings& Ui::strings() const { return s_.strings; }

void Ui::scroll_here() {
    const ColumnState& c = column(s_);
    ensure_visible(s_, {c.x, c.y, c.x + c.width, c.y + s_.dp(96)}, gap::l);
}

void Ui::scroll_to_top() {
    if (!s_.frame.scroller.empty()) s_.remember(s_.frame.scroller).scroll.jump_to(0);
    s_.again = true;
}

}  // namespace zhunru::kit
