#include "client/views/answer_screen.hpp"

#include <utility>

#include "client/views/parts.hpp"
#include "client/views/preview_card.hpp"
#include "client/views/words.hpp"
#include "engine/base/json.hpp"

namespace zhunru::views {

using base::Value;

AnswerScreen::AnswerScreen(app::Context& context, const app::Parameters& parameters)
    : c_(context), poster_(parameters.contains("poster")),
      account_(parameters.contains("poll")),
      path_(account_  ? "/api/polls/" + sync::url_part(parameters.at("poll"))
            : poster_ ? "/api/posters/" + sync::url_part(parameters.at("poster"))
                      : "/api/invitations/" + sync::url_part(parameters.at("token"))),
      route_(account_  ? "answer/" + parameters.at("poll")
             : poster_ ? "p/" + parameters.at("poster")
                       : "i/" + parameters.at("token")),
      page_(context.api), form_(context), notice_(context) {
    page_.on_value([this](const Value& value) {
        if (form_.is_open() || !value.get("form").is_context()) return;
        const Value& context_names = value.get("context");
        if (const auto refused = c_.store.draft("repair/" + route_)) {  // what the server refused comes back into the form
            c_.store.put_draft(path_, *refused);
            c_.store.drop_draft("repair/" + route_);
            answering_ = true;
        }
        form_.open(value.get("form"), value.get("my").is_context() ? value.get("my") : value.get("prefill"),
                   context_names.is_context() ? context_names.as_context() : base::Context(), path_);
    });
}

void AnswerScreen::send() {
    Value data;
    if (!form_.complete(data)) return;
    busy_ = true;
    failure_.clear();
    // The answer is about the text that was read here: where it changed meanwhile, the server says so instead of counting it.
    base::Context body{{"data", data}};
    if (const Value& hash = page_.value().get("poll").get("text_hash"); hash.is_string() && !hash.as_string().empty()) body.set("text_hash", hash);
    // The consent is to the notice that was shown here, by its version.
    if (const Value& version = page_.value().get("notice").get("version"); version.is_number()) body.set("notice", version);
    c_.outbox.send(path_ + "/answer", std::move(body), c_.tr("对“{title}”的意见", {{"title", page_.value().get("poll").get("title").string_or("")}}),
                   alive_.guard([this](const sync::Answer& answer) {
                       busy_ = false;
                       if (answer.ok) {
                           form_.drop_draft();
                           receipt_ = answer.value.get("receipt");
                           if (!receipt_.is_context()) receipt_ = Value(base::Context());
                       } else if (answer.failure.offline()) {
                           answering_ = false;
                       } else {
                           failure_ = c_.words(answer.failure);
                           if (answer.failure.code == "notice_changed") page_.reload();
                       }
                   }));
}

void AnswerScreen::text_block(kit::Ui& ui, const Value& block, std::size_t index) {
    const kit::Scope scope(ui, "block", static_cast<std::int64_t>(index));
    ui.begin_card("block");
    ui.heading(c_.tr.pick(block, "title"), 3);
    ui.text(block.get("text").string_or(""));
    ui.end_card();
    ui.space(8);
}

/// What this phone has said here and the server has not confirmed, or has confirmed while nobody looked.
void AnswerScreen::look_at_outbox() {
    pending_ = c_.outbox.made_on(route_);
    if (!pending_ || pending_->state != "accepted") return;
    const auto reply = base::parse_json(pending_->reply);
    receipt_ = reply && reply->get("receipt").is_context() ? reply->get("receipt") : Value(base::Context());
    c_.outbox.discard(pending_->id);
    pending_.reset();
    form_.drop_draft();
}

/// What pressing the button would do, computed here on what the server sent for this link.
void AnswerScreen::what_happens(kit::Ui& ui) {
    if (account_) return;
    const std::string path = path_ + "/snapshot";
    if (!c_.previewer.ready(path)) return;
    ui.space(12);
    ui.heading(c_.tr("提交以后会怎样"), 3);
    base::Instant later_at;
    const preview::Outlook& later = c_.previewer.at_the_deadline(later_at);
    answer_outlook(ui, c_, c_.previewer.answer(page_.value().get("poll").get("poll_id").string_or(""), form_.data()), later, later_at);
}

void AnswerScreen::enter() {
    page_.load(path_);
    if (!account_) c_.previewer.prepare(path_ + "/snapshot");
}

void AnswerScreen::proposal(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& value = page_.value();
    const Value& poll = value.get("poll");
    ui.text(poll.get("title").string_or(""), {.style = kit::TextStyle::display});
    const bool survey = poll.get("kind").string_or("") == "survey";
    ui.secondary(survey ? tr("社区正在协助办这件事。办得好不好，由居民评价。")
                        : tr("{who}想请社区协助办这件事。按规定，要先听您的意见。", {{"who", poll.get("applicant_name").string_or("")}}));
    ui.clause("clause", survey ? "2.3-f" : "2.3-b");
    ui.space(12);
    ui.key_value(tr("截止"), closing_time(tr, poll.get("closes").string_or("")));
    const std::string who = tr.pick(value.get("who"), "class_name");
    if (!who.empty()) ui.key_value(tr("您的身份"), who + " · " + value.get("who").get("community_name").string_or(""));
    ui.space(12);
    const Value& blocks = poll.get("text_blocks");
    if (blocks.is_list()) {
        // What is to be done comes first; the legal facts of the first part fold away at the end.
        const base::List& all = blocks.as_list();
        for (std::size_t i = all.size() > 1 ? 1 : 0; i < all.size(); ++i) text_block(ui, all[i], i);
        if (all.size() > 1) {
            if (ui.begin_expander("first", tr.pick(all[0], "title"))) {
                ui.text(all[0].get("text").string_or(""));
                ui.end_expander();
            }
            ui.space(8);
        }
    }
    if (value.get("burden").is_context()) panel(ui, c_, value.get("burden"), "burden");
}

void AnswerScreen::receipt(kit::Ui& ui) {
    const auto& tr = c_.tr;
    if (pending_) {
        ui.empty_state(kit::Icon::phone, tr("已记在这部手机上"), tr("还不算提交，要等服务器确认。"));
        if (agreed_here(ui, c_, *pending_)) {
            c_.outbox.repair(pending_->id);
            pending_.reset();
            form_.close();
            page_.reload();
        }
        return;
    }
    if (receipt_.get("late").boolean_or(false)) {
        ui.empty_state(kit::Icon::clock, tr("已收到，但过了截止时间"), tr("您的意见会留存并注明迟到，不计入。"));
        agreed_by_server(ui, c_, receipt_.get("at").string_or(""));
        return;
    }
    const bool counted = receipt_.get("counted").boolean_or(false);
    ui.empty_state(kit::Icon::success, tr("收到了，谢谢"),
                   counted ? tr("您的意见已计入。截止以前可以再改，最后一次算数。")
                           : tr("社区确认您是本社区的人以后计入。截止以前可以再改。"));
    agreed_by_server(ui, c_, receipt_.get("at").string_or(""));
}

/// A person whose words were withheld is told, with the reason, and what can be done about it.
void AnswerScreen::withheld(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& list = page_.value().get("my_withheld");
    if (!list.is_list()) return;
    for (std::size_t i = 0; i < list.size(); ++i)
        ui.banner("withheld." + std::to_string(i), kit::Tone::warning, tr("您写的一段意见被隐去了，态度照常计入"),
                  tr("理由：{reason}。可以向协调机构办公室申诉，或者投诉。", {{"reason", list.item(i).get("reason").string_or("")}}));
}

void AnswerScreen::draw(kit::Ui& ui) {
    const auto& tr = c_.tr;
    const Value& value = page_.value();
    const std::string state = value.get("state").string_or("");
    const bool party = !account_ || value.get("who").is_context();
    const bool can = party && (state == "open" || state == "answered");
    look_at_outbox();
    const bool finished = receipt_.is_context() || pending_;
    kit::ScreenOptions options{.id = "answer/" + path_ + (answering_ ? "/form" : ""),
                               .title = page_.value().get("poll").get("kind").string_or("") == "survey" ? tr("满意度调查") : tr("征求意见"),
                               .back = answering_ || account_};
    options.top_actions = {{"language", tr.chinese() ? "English" : "中文", kit::Icon::globe}};
    if (page_.ready() && can && !finished) {
        if (!answering_)
            options.actions = {{.id = "begin", .label = state == "answered" ? tr("修改我的意见") : tr("发表意见"), .icon = kit::Icon::edit}};
        else
            options.actions = {{.id = "send", .label = tr("提交意见"), .icon = kit::Icon::check, .busy = busy_}};
        if (answering_) options.action_note = tr("截止以前可以再改，最后一次算数");
    }
    ui.begin_screen(options);
    if (finished) {
        receipt(ui);
    } else if (ready(ui, c_, page_)) {
        if (!party)
            ui.banner("no_party", kit::Tone::warning, tr("您的账号不在本次征求的各方之列"));
        else if (!can)
            ui.banner("closed", kit::Tone::warning,
                      state == "expired"           ? tr("这个链接已过期")
                      : state == "bound_elsewhere" ? tr("这个链接已在另一部手机上用过")
                                                   : tr("征求意见已经结束"),
                      state == "bound_elsewhere" ? tr("一个链接只给一个人。请向社区要您自己的链接。") : "");
        if (state == "answered" && !answering_)
            ui.banner("answered", kit::Tone::success, tr("您已经答过"), tr("您说的是：{stance}。截止以前可以改。",
                                                               {{"stance", stance_word(tr, value.get("my").get("stance"))}}));
        withheld(ui);
        if (answering_) {
            if (poster_) ui.banner("poster", kit::Tone::accent, tr("您是从海报来的"), tr("社区确认您是本社区的人以后，意见才计入。"));
            notice_.draw_row(ui, value.get("notice"));
            form_.draw(ui);
            what_happens(ui);
            if (c_.session.offline)
                ui.banner("offline", kit::Tone::warning, tr("现在没有网络"), tr("先记在这部手机上，联网后自动送出。算不算按时，看服务器收到的时间。"));
            if (!failure_.empty()) ui.banner("failure", kit::Tone::danger, failure_);
        } else {
            proposal(ui);
        }
    }
    const kit::ScreenResult result = ui.end_screen();
    notice_.draw_sheet(ui, value.get("notice"));
    if (result.top_action == "language") c_.set_language(tr.chinese() ? "en" : "zh-CN");
    if (result.back && answering_ && !finished) answering_ = false;
    else if (result.back) c_.back();
    if (result.action == "begin") answering_ = true;
    if (result.action == "send" && !busy_) send();
}

}  // namespace zhunru::views
