#include "client/views/clock_sheet.hpp"

#include <utility>

#include "client/views/words.hpp"

namespace zhunru::views {

void ClockSheet::open() {
    open_ = true;
    c_.api.get("/api/demo/clock", alive_.guard([this](const sync::Answer& answer) {
        if (answer.ok) now_ = answer.value.get("now").string_or("");
    }));
}

void ClockSheet::advance(base::Context body) {
    busy_ = true;
    c_.api.post("/api/demo/clock", base::Value(std::move(body)), alive_.guard([this](const sync::Answer& answer) {
        busy_ = false;
        if (!answer.ok) {
            c_.say(answer.failure);
            return;
        }
        now_ = answer.value.get("now").string_or(now_);
        c_.say(c_.tr("演示时钟：{now}", {{"now", day_and_time(c_.tr, now_)}}), kit::Tone::success);
    }));
}

void ClockSheet::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const auto sheet = ui.begin_sheet("clock", open_, {.title = tr("演示时钟")});
    if (!sheet) return;
    ui.secondary(tr("只有演示才有：把时间往前拨，期限、提醒和自动步骤会照常发生。时间不能往回拨。"));
    ui.space(8);
    ui.key_value(tr("现在"), day_and_time(tr, now_));
    ui.space(12);
    ui.number_field("days", days_, {.label = tr("往前多少个工作日"), .unit = tr("个工作日")});
    if (ui.button("advance", tr("往前拨"), {.icon = kit::Icon::clock, .disabled = days_.empty(), .busy = busy_})) {
        if (const auto days = base::Decimal::parse(days_); days && days->to_int64())
            advance({{"working_days", base::Value(*days)}});
    }
    ui.space(12);
    ui.date_field("to", to_, {.label = tr("或者拨到某一天")});
    if (ui.button("jump", tr("拨到这一天"),
                  {.kind = kit::ButtonKind::secondary, .disabled = to_.empty(), .busy = busy_}))
        advance({{"to", to_ + "T09:00:00+08:00"}});
    ui.end_sheet();
}

}  // namespace zhunru::views
