#include "client/views/colleague_screen.hpp"

#include <utility>
#include <vector>

#include "client/views/link_card.hpp"
#include "client/views/parts.hpp"

namespace zhunru::views {

using base::Value;

void ColleagueScreen::send() {
    busy_ = true;
    failure_.clear();
    base::Context body{{"account", Value(account_)}, {"label", Value(label_)}, {"role", Value(role_)}};
    c_.api.post("/api/invitations/colleagues", Value(std::move(body)), alive_.guard([this](const sync::Answer& answer) {
        busy_ = false;
        if (answer.ok) link_ = answer.value.get("url").string_or("");
        else failure_ = c_.words(answer.failure);
    }));
}

void ColleagueScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& posts = posts_.value().get("posts");
    const bool may = posts.is_list() && posts.size() > 0;
    kit::ScreenOptions options{.id = "colleague", .title = tr("请同事进来"), .back = true};
    if (may && link_.empty())
        options.actions = {{.id = "go", .label = tr("建账号并给链接"), .disabled = account_.empty() || label_.empty() || role_.empty(), .busy = busy_}};
    ui.begin_screen(options);
    if (!link_.empty()) {
        ui.heading(tr("建好了：{who}", {{"who", label_}}));
        link_card(ui, c_, alive_, link_);
    } else if (ready(ui, c_, posts_)) {
        if (may) {
            ui.secondary(tr("给本单位的同事建账号") + (tr.chinese() ? "：" : ": ") + tr.pick(posts.item(0), "body_name") + (tr.chinese() ? "。" : ". ") + tr("单位就是您所在的单位，改不了。"));
            ui.space(12);
            ui.begin_card("new");
            ui.text_field("account", account_, {.label = tr("新账号"), .help = tr("字母、数字和横线"), .autocomplete = "off", .max_length = 60, .required = true});
            ui.text_field("label", label_, {.label = tr("称呼"), .help = tr("岗位加姓氏，同事认得出就行"), .autocomplete = "off", .max_length = 60, .required = true});
            std::vector<kit::Option> roles;
            for (const Value& post : posts.as_list()) roles.push_back({post.get("role").string_or(""), tr.pick(post, "name"), {}, false});
            ui.select("role", role_, roles, {.label = tr("新同事的岗位"), .required = true});
            ui.end_card();
            if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
        } else {
            ui.empty_state(kit::Icon::people, tr("您的岗位不能邀请同事"), tr("谁能邀请谁，由权限表规定。请找本单位负责人或管理员。"));
        }
    }
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
    if (result.action == "go" && !busy_) send();
}

}  // namespace zhunru::views
