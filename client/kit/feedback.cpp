// Banners, progress, skeletons, steppers, timelines, comparison bars.
#include <algorithm>
#include <cmath>

#include "client/kit/internal.hpp"

namespace zhunru::kit {
namespace {

using semantics::Role;

Icon tone_icon(Tone tone) {
    switch (tone) {
        case Tone::success: return Icon::success;
        case Tone::warning: return Icon::warning;
        case Tone::danger: return Icon::error;
        default: return Icon::info;
    }
}

}  // namespace

bool Ui::banner(std::string_view id, Tone tone, std::string_view title, std::string_view text, std::string_view action) {
    const float y = place(s_, gap::m);
    const ColumnState c = column(s_);
    const std::string full = path(s_, id);
    const ToneColors& colors = s_.theme->tone(tone);
    const float pad = s_.dp(gap::l - 2);
    const float lead = s_.dp(34);
    const float width = c.width - 2 * pad - lead;
    const Block head = block(s_, title, TextStyle::secondary_strong, width);
    const Block body = block(s_, text, TextStyle::secondary, width);
    const float act = action.empty() ? 0 : s_.dp(touch_height - 6);
    const float height = pad + head.height + body.height + (act > 0 ? act : pad);
    const Rect r{c.x, y, c.x + c.width, y + height};
    fill(s_, r, colors.soft, 12);
    const float line = font_of(s_, TextStyle::secondary).line;
    icon(s_, tone_icon(tone), {c.x + pad, y + pad + line / 2 - s_.dp(11), c.x + pad + s_.dp(22), y + pad + line / 2 + s_.dp(11)}, colors.text);
    draw_block(s_, head, c.x + pad + lead, y + pad, width, colors.text);
    draw_block(s_, body, c.x + pad + lead, y + pad + head.height, width, s_.theme->text);
    open_node(s_, Role::group, full, s_.strings.tones[static_cast<std::size_t>(tone)]);
    leaf(s_, Role::text, full + "/text", join(title, "。", text), {r.x0, r.y0, r.x1, r.y1 - act});
    bool tapped = false;
    if (act > 0) {
        const float w = measure(s_, action, TextStyle::secondary_strong);
        const Rect b{c.x + pad + lead - s_.dp(8), r.y1 - act, c.x + pad + lead + w + s_.dp(20), r.y1};
        const Interaction i = touch(s_, full + "/action", b);
        press_tint(s_, b, 8, i);
        draw_line(s_, action, TextStyle::secondary_strong, b.x0 + s_.dp(8), b.y0, act, w + 1, colors.text);
        const float mid = (b.y0 + b.y1) / 2;
        icon(s_, Icon::chevron_right, {b.x1 - s_.dp(14), mid - s_.dp(7), b.x1, mid + s_.dp(7)}, colors.text);
        leaf(s_, Role::button, full + "/action", action, b).focusable = true;
        tapped = i.activated;
    }
    close_node(s_, r);
    placed(s_, r.y1, gap::m);
    return tapped;
}

void Ui::progress(std::string_view name, int permille) {
    permille = std::clamp(permille, 0, 1000);
    const float y = place(s_, gap::s);
    const ColumnState c = column(s_);
    const Block b = block(s_, name, TextStyle::secondary, c.width - s_.dp(64));
    draw_block(s_, b, c.x, y, c.width, s_.theme->text);
    const std::string percent = std::to_string(permille / 10) + "%";
    draw_line(s_, percent, TextStyle::secondary_strong, c.x + c.width - s_.dp(60), y, font_of(s_, TextStyle::secondary).line, s_.dp(60),
              s_.theme->text, 2);
    const float top = y + std::max(b.height, font_of(s_, TextStyle::secondary).line) + s_.dp(6);
    const Rect track{c.x, top, c.x + c.width, top + s_.dp(8)};
    fill(s_, track, s_.theme->tone(Tone::neutral).soft, 4);
    if (permille > 0) {
        const float w = std::max(s_.dp(8), track.width() * static_cast<float>(permille) / 1000);
        fill(s_, {track.x0, track.y0, track.x0 + w, track.y1}, s_.theme->tone(Tone::accent).solid, 4);
    }
    semantics::Node& n = leaf(s_, Role::progress, anonymous(s_, "progress"), name, {c.x, y, track.x1, track.y1});
    n.value_now = permille / 10;
    n.value_max = 100;
    placed(s_, track.y1, gap::m);
}

void Ui::spinner(std::string_view label) {
    const float y = place(s_, gap::l);
    const ColumnState c = column(s_);
    const std::string_view words = label.empty() ? std::string_view(s_.strings.loading) : label;
    const float height = s_.dp(56);
    const float w = measure(s_, words, TextStyle::secondary);
    const float x = std::round(c.x + (c.width - w - s_.dp(34)) / 2);
    spinner_arc(s_, x + s_.dp(11), y + height / 2, 10, s_.theme->tone(Tone::accent).solid);
    draw_line(s_, words, TextStyle::secondary, x + s_.dp(34), y, height, w + 1, s_.theme->muted);
    leaf(s_, Role::status, anonymous(s_, "spinner"), words, {c.x, y, c.x + c.width, y + height});
    placed(s_, y + height, gap::l);
}

void Ui::skeleton(int lines) {
    const float top = place(s_, gap::m);
    const ColumnState c = column(s_);
    const float line = font_of(s_, TextStyle::body).line;
    float y = top;
    for (int i = 0; i < lines; ++i) {
        const float share = i + 1 == lines ? 0.55F : i % 2 == 0 ? 1.0F : 0.86F;
        fill(s_, {c.x, y + line * 0.2F, c.x + c.width * share, y + line * 0.75F}, s_.theme->tone(Tone::neutral).soft, 6);
        y += line;
    }
    leaf(s_, Role::status, anonymous(s_, "skeleton"), s_.strings.loading, {c.x, top, c.x + c.width, y});
    placed(s_, y, gap::m);
}

void Ui::stepper(std::span<const std::string> labels, int current) {
    if (labels.empty()) return;
    const float y = place(s_, gap::s);
    const ColumnState c = column(s_);
    const auto count = static_cast<int>(labels.size());
    current = std::clamp(current, 0, count - 1);
    const float gaps = s_.dp(4) * static_cast<float>(count - 1);
    const float each = (c.width - gaps) / static_cast<float>(count);
    float x = c.x;
    for (int i = 0; i < count; ++i) {
        const Rect r{std::round(x), y, std::round(x + each), y + s_.dp(6)};
        fill(s_, r, i <= current ? s_.theme->tone(Tone::accent).solid : s_.theme->tone(Tone::neutral).soft, 3);
        x += each + s_.dp(4);
    }
    const std::string where = fill_in(fill_in(s_.strings.step_of, "{i}", std::to_string(current + 1)), "{n}", std::to_string(count));
    const FontUse small = font_of(s_, TextStyle::secondary);
    float top = y + s_.dp(6 + gap::s);
    draw_line(s_, where, TextStyle::secondary, c.x, top, small.line, c.width, s_.theme->muted);
    top += small.line;
    const Block name = block(s_, labels[static_cast<std::size_t>(current)], TextStyle::heading, c.width);
    draw_block(s_, name, c.x, top, c.width, s_.theme->text);
    semantics::Node& n = leaf(s_, Role::heading, anonymous(s_, "stepper"), join(where, "：", labels[static_cast<std::size_t>(current)]),
                              {c.x, y, c.x + c.width, top + name.height});
    n.level = 2;
    s_.frame.heading_level = 2;
    placed(s_, top + name.height, gap::m);
}

std::string Ui::timeline(std::string_view id, std::span<const TimelineStep> steps) {
    std::string tapped;
    const float top = place(s_, gap::s);
    const ColumnState c = column(s_);
    const std::string full = path(s_, id);
    open_node(s_, Role::list, full, {});
    const float lead = s_.dp(40);
    const float x = c.x + lead;
    const float width = c.width - lead;
    float y = top;
    for (std::size_t n = 0; n < steps.size(); ++n) {
        const TimelineStep& step = steps[n];
        const bool tappable = !step.link.empty();
        const float room = width - (tappable ? s_.dp(26) : 0);
        const bool quiet = step.state == StepState::upcoming || step.state == StepState::skipped;
        const Block title = block(s_, step.title, step.state == StepState::current ? TextStyle::body_strong : TextStyle::body, room);
        const std::string meta = join(step.subtitle, " · ", step.time);
        const Block sub = block(s_, meta, TextStyle::secondary, room);
        const Block note = block(s_, step.note, TextStyle::secondary, width - s_.dp(24));
        const float note_height = note.height > 0 ? note.height + s_.dp(16 + 6) : 0;
        const float height = title.height + sub.height + note_height;
        const bool last = n + 1 == steps.size();
        const Rect r{c.x, y, c.x + c.width, y + std::max(height, s_.dp(28))};
        Interaction i;
        const std::string item = full + "/" + (tappable ? step.link : std::to_string(n));
        if (tappable) {
            i = touch(s_, item, {r.x0, r.y0 - s_.dp(6), r.x1, std::max(r.y1, r.y0 + s_.dp(42))});
            press_tint(s_, {r.x0 - s_.dp(6), r.y0 - s_.dp(6), r.x1 + s_.dp(6), r.y1 + s_.dp(6)}, 10, i);
            if (i.activated) tapped = step.link;
        }
        const Tone tone = step.state == StepState::failed ? Tone::danger : step.state == StepState::paused ? Tone::warning
                        : step.state == StepState::done ? Tone::success : Tone::accent;
        const ToneColors& colors = s_.theme->tone(tone);
        const float cx = c.x + s_.dp(13);
        const float cy = y + font_of(s_, TextStyle::body).line / 2;
        const float spacing = s_.dp(gap::l);
        if (!last) {
            const float w = std::max(1.0F, s_.dp(2));
            const float from = cy + s_.dp(15);
            const float to = r.y1 + spacing + font_of(s_, TextStyle::body).line / 2 - s_.dp(15);
            fill(s_, {cx - w / 2, from, cx + w / 2, to}, step.state == StepState::done ? s_.theme->tone(Tone::success).solid : s_.theme->hairline, 1);
        }
        if (quiet) {
            list(s_)->AddCircleFilled({cx, cy}, s_.dp(10), ink(s_.theme->surface));
            list(s_)->AddCircle({cx, cy}, s_.dp(10), ink(s_.theme->outline), 0, s_.dp(1.6F));
            if (step.state == StepState::skipped) icon(s_, Icon::minus, {cx - s_.dp(7), cy - s_.dp(7), cx + s_.dp(7), cy + s_.dp(7)}, s_.theme->outline);
        } else if (step.state == StepState::current) {
            circle(s_, cx, cy, 13, colors.soft);
            circle(s_, cx, cy, 7, colors.solid);
        } else {
            circle(s_, cx, cy, 12, colors.solid);
            const Icon which = step.state == StepState::failed ? Icon::close : step.state == StepState::paused ? Icon::clock : Icon::check;
            icon(s_, which, {cx - s_.dp(8), cy - s_.dp(8), cx + s_.dp(8), cy + s_.dp(8)}, colors.on_solid, 2.2F);
        }
        draw_block(s_, title, x, y, room, quiet ? s_.theme->muted : s_.theme->text);
        draw_block(s_, sub, x, y + title.height, room, s_.theme->muted);
        if (note_height > 0) {
            const Rect box{x, y + title.height + sub.height + s_.dp(6), c.x + c.width, y + height};
            fill(s_, box, s_.theme->surface_sunk, 8);
            draw_block(s_, note, x + s_.dp(12), box.y0 + s_.dp(8), width, s_.theme->text);
        }
        if (tappable) {
            icon(s_, Icon::chevron_right, {r.x1 - s_.dp(18), cy - s_.dp(9), r.x1, cy + s_.dp(9)}, s_.theme->outline);
        }
        const std::string& state = s_.strings.step_states[static_cast<std::size_t>(step.state)];
        std::string name = join(join(step.title, "，", state), "，", join(meta, "：", step.note));
        semantics::Node& node = open_node(s_, Role::listitem, item + "/item", {});
        node.set_pos = static_cast<std::int32_t>(n + 1);
        node.set_size = static_cast<std::int32_t>(steps.size());
        if (tappable) leaf(s_, Role::button, item, name, r).focusable = true;
        else leaf(s_, Role::text, item, name, r);
        close_node(s_, r);
        y = r.y1 + (last ? 0 : spacing);
    }
    close_node(s_, {c.x, top, c.x + c.width, y});
    placed(s_, y, gap::m);
    return tapped;
}

void Ui::compare_bar(std::string_view label, std::int64_t before, std::int64_t after, std::int64_t max, std::string_view unit,
                     int decimals) {
    const float top = place(s_, gap::s);
    const ColumnState c = column(s_);
    max = std::max<std::int64_t>({max, before, after, 1});
    const Block name = block(s_, label, TextStyle::secondary_strong, c.width);
    draw_block(s_, name, c.x, top, c.width, s_.theme->text);
    float y = top + name.height + s_.dp(6);
    const FontUse f = font_of(s_, TextStyle::secondary);
    const float head = std::max(measure(s_, s_.strings.before, TextStyle::secondary), measure(s_, s_.strings.after, TextStyle::secondary)) + s_.dp(gap::m);
    const auto words = [&](std::int64_t v) {
        std::string digits = std::to_string(v);
        if (decimals > 0) {
            const std::size_t sign = v < 0 ? 1 : 0;
            const auto least = static_cast<std::size_t>(decimals) + 1 + sign;
            if (digits.size() < least) digits.insert(sign, least - digits.size(), '0');
            digits.insert(digits.size() - static_cast<std::size_t>(decimals), 1, '.');
        }
        return unit.empty() ? digits : join(digits, " ", unit);
    };
    const float tail = std::max(measure(s_, words(before), TextStyle::secondary_strong), measure(s_, words(after), TextStyle::secondary_strong)) + s_.dp(gap::m);
    const float room = std::max(s_.dp(24), c.width - head - tail);
    const Tone change = after > before ? Tone::warning : after < before ? Tone::success : Tone::accent;
    const auto bar = [&](std::string_view who, std::int64_t v, Tone tone) {
        draw_line(s_, who, TextStyle::secondary, c.x, y, f.line, head, s_.theme->muted);
        const Rect track{c.x + head, y + f.line / 2 - s_.dp(6), c.x + head + room, y + f.line / 2 + s_.dp(6)};
        fill(s_, track, s_.theme->surface_sunk, 6);
        const float w = room * static_cast<float>(std::max<std::int64_t>(v, 0)) / static_cast<float>(max);
        if (v > 0) fill(s_, {track.x0, track.y0, track.x0 + std::max(w, s_.dp(12)), track.y1}, s_.theme->tone(tone).solid, 6);
        draw_line(s_, words(v), TextStyle::secondary_strong, track.x1, y, f.line, c.x + c.width - track.x1, s_.theme->text, 2);
        y += f.line + s_.dp(4);
    };
    bar(s_.strings.before, before, Tone::neutral);
    bar(s_.strings.after, after, change);
    const std::string spoken = join(label, "：", s_.strings.before + " " + words(before) + "，" + s_.strings.after + " " + words(after));
    leaf(s_, Role::text, anonymous(s_, "compare"), spoken, {c.x, top, c.x + c.width, y});
    placed(s_, y, gap::m);
}

}  // namespace zhunru::kit
