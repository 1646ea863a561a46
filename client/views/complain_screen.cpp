#include "client/views/complain_screen.hpp"

#include <utility>
#include <vector>

#include "client/views/parts.hpp"

namespace zhunru::views {

using base::Value;

namespace {

constexpr const char* draft_key = "complain";
constexpr std::size_t least_text = 15;  // bytes: five Chinese characters, as the form of the server wants

}  // namespace

ComplainScreen::ComplainScreen(app::Context& context, const app::Parameters& parameters) : c_(context), places_(context.api) {
    const auto found = parameters.find("community");
    if (found != parameters.end()) community_ = found->second;
}

void ComplainScreen::enter() {
    places_.load("/api/public/registers/communities");
    command_id_ = c_.api.new_command_id();
    if (const auto kept = c_.store.draft(draft_key)) text_ = kept->get("text").string_or("");
}

void ComplainScreen::pause() {
    if (receipt_.is_null() && !text_.empty()) c_.store.put_draft(draft_key, Value(base::Context{{"text", Value(text_)}}));
}

void ComplainScreen::send() {
    busy_ = true;
    failure_.clear();
    base::Context body{{"id", Value(command_id_)}, {"community", Value(community_)}, {"kind", Value(kind_)}, {"text", Value(text_)}};
    c_.api.post("/api/public/complaints", Value(std::move(body)), alive_.guard([this](const sync::Answer& answer) {
        busy_ = false;
        if (answer.ok) {
            receipt_ = answer.value;
            c_.store.drop_draft(draft_key);
            return;
        }
        failure_ = c_.words(answer.failure);
        // Without an answer it may have arrived: the same number again. What was refused is another complaint.
        if (!answer.failure.offline()) command_id_ = c_.api.new_command_id();
    }));
}

void ComplainScreen::form(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.text(tr("对进社区的工作有意见，写两项就行，不用账号，不用留姓名。"));
    ui.secondary(tr("当场给编号，按期限答复；答复公开。"));
    ui.clause("clause", "2.2-j");
    ui.space(12);
    if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
    if (!ready(ui, c_, places_)) return;
    ui.begin_card("complaint");
    std::vector<kit::Option> options;
    const Value& records = places_.value().get("records");
    for (std::size_t i = 0; records.is_list() && i < records.size(); ++i)
        options.push_back({records.item(i).get("code").string_or(""), tr.pick(records.item(i), "name"), {}, false});
    ui.select("community", community_, options, {.label = tr("在哪个社区"), .placeholder = tr("选一个社区"), .required = true, .searchable = true});
    ui.multiline_field("text", text_, {.label = tr("发生了什么"), .help = tr("只给办理人看，不公开。不用写您是谁。"), .max_length = 1000, .required = true});
    ui.end_card();
    ui.space(12);
    ui.heading(tr("哪一类（可不选）"), 3);
    std::vector<std::string> on;
    if (kind_ != "other") on.push_back(kind_);
    const std::vector<kit::Option> kinds = {{"refusal", tr("没有准入就下任务"), {}, false}, {"unpaid", tr("经费没到"), {}, false}, {"sign", tr("乱挂牌"), {}, false},
                                            {"service", tr("服务不好"), {}, false}, {"data", tr("重复要数据"), {}, false}};
    if (ui.chips("kind", on, kinds, tr("哪一类（可不选）"), true)) kind_ = on.empty() ? "other" : on.front();
    ui.space(12);
    if (ui.link("find", tr("已经投诉过？用编号查办到哪一步"))) c_.go("c");
}

void ComplainScreen::receipt(kit::Ui& ui) {
    const auto& tr = c_.tr;
    ui.empty_state(kit::Icon::success, receipt_.get("number").string_or(""), tr("已受理，这是编号。请记下编号和查询码，或保存下面的链接。"));
    std::string code = receipt_.get("code").string_or("");
    if (code.size() == 12) code = code.substr(0, 4) + " " + code.substr(4, 4) + " " + code.substr(8);
    const std::string url = receipt_.get("url").string_or("");
    ui.begin_card("receipt", {.tone = kit::Tone::success});
    ui.key_value(tr("编号"), receipt_.get("number").string_or(""));
    ui.key_value(tr("查询码"), code);
    ui.space(8);
    ui.qr_code(url, tr("查办理情况的二维码"), 160);
    if (ui.button("copy", tr("复制链接"), {.kind = kit::ButtonKind::secondary, .icon = kit::Icon::copy}))
        c_.ports.browser.copy_text(url, alive_.guard([this](bool ok) {
            c_.say(ok ? c_.tr("已复制") : c_.tr("没有复制成功，请长按链接"), ok ? kit::Tone::success : kit::Tone::warning);
        }));
    ui.caption(tr("我们不知道您是谁，丢了编号和链接就找不回来。链接不要发给别人：能看到您写的内容。"));
    ui.end_card();
}

void ComplainScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const bool done = !receipt_.is_null();
    kit::ScreenOptions options{.id = done ? "complain/done" : "complain", .title = tr("投诉"), .back = true};
    if (done)
        options.actions = {{.id = "see", .label = tr("看办到哪一步"), .icon = kit::Icon::history}};
    else
        options.actions = {{.id = "send", .label = tr("提交，当场编号"), .icon = kit::Icon::check, .disabled = community_.empty() || text_.size() < least_text, .busy = busy_}};
    ui.begin_screen(options);
    if (done) receipt(ui);
    else form(ui);
    const kit::ScreenResult result = ui.end_screen();
    if (result.back) c_.back();
    if (result.action == "send" && !busy_) send();
    if (result.action == "see") c_.replace("c/" + sync::url_part(receipt_.get("token").string_or("")));
}

}  // namespace zhunru::views
