#include "client/views/link_card.hpp"

namespace zhunru::views {

void link_card(kit::Ui& ui, app::Context& c, const sync::Alive& alive, const std::string& link) {
    const auto& tr = c.tr;
    if (link.empty()) return;
    ui.begin_card("link", {.tone = kit::Tone::success});
    ui.heading(tr("一次性链接，24 小时内有效"), 3);
    ui.secondary(tr("请本人用手机扫码或打开链接，自己设密码。您看不到他的密码。"));
    ui.space(8);
    ui.qr_code(link, tr("设密码的二维码"), 180);
    if (ui.button("copy", tr("复制链接"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::copy}))
        c.ports.browser.copy_text(link, alive.guard([&c](bool ok) {
            c.say(ok ? c.tr("已复制") : c.tr("没有复制成功，请长按链接"), ok ? kit::Tone::success : kit::Tone::warning);
        }));
    ui.end_card();
    ui.space(12);
}

}  // namespace zhunru::views
