// /api/polls/{id}/ballots and ballots.pdf: paper for people without phones, one sheet for each open link that the station or the
// committee may hand out. The sheet's QR code is that link, so paper and phone are one voice.
#include "engine/form/form.hpp"
#include "server/api/html.hpp"
#include "server/api/resources.hpp"
#include "server/http/qr.hpp"
#include "server/print/ballot.hpp"
#include "server/read_model/cards.hpp"
#include "server/read_model/consultation.hpp"
#include "server/read_model/task_view.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Value;

constexpr std::size_t most_sheets = 100;

/// The questions of a form as boxes and lines; what is shown only is left out.
std::vector<print::Question> questions_of(const state::State& state, const std::string& ref) {
  std::vector<print::Question> out;
  const auto* resource = state.resource("form", ref);
  const auto form = resource != nullptr ? form::parse_text(resource->text) : base::Result<std::shared_ptr<const form::Form>>(base::Error{});
  if (!form) return out;
  form::for_each(**form, [&](const form::Component& c, const std::string&) {
    print::Question question{c.label.zh, {}, 0};
    switch (c.type) {
      case form::Type::radio: case form::Type::select: case form::Type::checklist:
        for (const auto& option : c.options) question.options.push_back(option.label.zh);
        break;
      case form::Type::checkbox: question.options.push_back("是"); break;
      case form::Type::textarea: question.lines = 2; break;
      case form::Type::textfield: question.lines = 1; break;
      case form::Type::number: question.lines = 1; break;
      default: return;
    }
    out.push_back(std::move(question));
  });
  return out;
}

std::vector<print::Ballot> ballots_for(App& app, const Call& call, const poll::Poll& poll, std::size_t from) {
  const auto& state = app.sequencer.state();
  const base::Context shown = read_model::poll_view(state, poll);
  const base::Context text = read_model::consulted_text(state, poll);
  const auto word = [&](const char* name) { return shown.find(name) != nullptr ? shown.find(name)->string_or("") : std::string(); };
  print::Ballot common;
  common.title = word("title");
  common.from = word("applicant_name");
  common.closes = word("closes").substr(0, 10);
  common.questions = questions_of(state, read_model::answer_form(poll, "residents"));
  if (const Value* blocks = text.find("text_blocks"); blocks != nullptr && blocks->is_list()) {
    for (const Value& block : blocks->as_list()) common.blocks.emplace_back(block.get("title").string_or(""), block.get("text").string_or(""));
  }
  std::vector<print::Ballot> out;
  std::size_t index = 0;
  for (const Value& link : links_for(app, call, poll, false)) {
    const std::string id = link.get("id").string_or("");
    const auto invitation = poll.invitations.find(id);
    if (invitation == poll.invitations.end() || invitation->second.party != "residents") continue;
    const poll::Invitation& one = invitation->second;
    const std::string person = one.person.empty() ? "invited:" + id : one.person;
    if (!one.device.empty() || poll.voices.contains(poll::voice_key("residents", one.community, "", person))) continue;
    if (index++ < from || out.size() >= most_sheets) continue;
    print::Ballot ballot = common;
    ballot.code = id;
    ballot.place = read_model::community_words(state, link.get("community").string_or("")).zh;
    ballot.url = public_origin(app, call.request) + link.get("path").string_or("");
    out.push_back(std::move(ballot));
  }
  return out;
}

std::size_t from_of(const Call& call) {
  const std::string text = call.request.parameter("from");
  return text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos ? 0 : static_cast<std::size_t>(std::stoul(text));
}

Refusal no_sheets() {
  return refuse(404, "no_ballots", "没有可以打印的征求意见表:本社区没有未使用的居民邀请。",
                "There is nothing to print: no unused invitations of residents of this community.", "", "先在征求意见页增加邀请 / add invitations on the poll's page first");
}

}  // namespace

Answer get_poll_ballots(App& app, Call& call) {
  const poll::Poll* poll = app.sequencer.state().polls.find(call.part(0));
  if (poll == nullptr) return not_found("poll");
  auto ballots = ballots_for(app, call, *poll, from_of(call));
  if (ballots.empty()) return no_sheets();
  if (!app.print_quota.take(call.request.peer, call.monotonic_ms)) {
    return refuse(429, "too_many_files", "生成文件太频繁,请一分钟后再试。", "Too many files; try again in a minute.");
  }
  const auto fonts = print::find_fonts();
  if (!fonts) return refuse(503, fonts.error().code, fonts.error().message, fonts.error().message_en, fonts.error().where);
  const bool taken = app.slow.post([reply = call.reply, ballots = std::move(ballots), fonts = *fonts, at = poll->opens] {
    auto made = print::print_ballots(fonts, ballots, at);
    if (!made) return reply(to_response(refusal_of(made.error())));
    http::Response response = http::Response::text(200, "application/pdf", std::move(*made));
    response.header("Content-Disposition", "inline; filename=\"ballots.pdf\"");
    response.header("Cache-Control", "private, no-store");
    reply(std::move(response));
  });
  if (!taken) return refuse(503, "busy", "当前办理的人太多。", "Too many requests right now.", "", "请稍后再试 / try again shortly");
  return Later{};
}

Answer get_poll_ballots_page(App& app, Call& call) {
  const poll::Poll* poll = app.sequencer.state().polls.find(call.part(0));
  if (poll == nullptr) return not_found("poll");
  const auto ballots = ballots_for(app, call, *poll, from_of(call));
  if (ballots.empty()) return no_sheets();
  std::string page = page_begin("社区征求意见表");
  for (const auto& ballot : ballots) {
    page += "<main class=\"sheet\"><div class=\"proof\">" + http::qr_as_svg(ballot.url) + "<div><h1>社区征求意见表</h1><b>" + escaped(ballot.title) + "</b><br>提出单位:" +
            escaped(ballot.from) + "<br>社区:" + escaped(ballot.place) + " · 截止:" + escaped(ballot.closes) + "<br>编号 <code>" + escaped(ballot.code) +
            "</code></div></div><p>手机扫码答复,或填好交社区服务站代录;每人一份,以截止前最后一次为准,只计一次。</p>";
    for (const auto& [heading, text] : ballot.blocks) {
      if (!text.empty()) page += "<h2 class=\"heading\">" + escaped(heading) + "</h2><p class=\"body\">" + escaped(text) + "</p>";
    }
    int number = 0;
    for (const auto& question : ballot.questions) {
      page += "<h2 class=\"heading\">" + std::to_string(++number) + ". " + escaped(question.label) + "</h2>";
      if (!question.options.empty()) page += "<p>";
      for (const auto& option : question.options) page += "□ " + escaped(option) + " &emsp; ";
      if (!question.options.empty()) page += "</p>";
      for (int i = 0; i < question.lines; ++i) page += "<p class=\"line\"></p>";
    }
    page += "<p>本人签名(可不签)__________ 日期__________</p></main>";
  }
  http::Response response = http::Response::text(200, "text/html; charset=utf-8", page + "</body></html>");
  response.header("Cache-Control", "private, no-store");
  return response;
}

}  // namespace zhunru::server::api
