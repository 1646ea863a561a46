#include "engine/poll/answer.hpp"

#include <algorithm>

namespace zhunru::poll {
namespace {

base::Error refused(const char* code, const char* zh, const char* en) { return base::make_error(code, zh, en, "2.3-b"); }

bool is_stance(std::string_view stance) {
  return stance == "agree" || stance == "agree_if" || stance == "disagree" || stance == "no_view";
}

bool in_scope(const Poll& poll, const std::string& community) {
  return std::binary_search(poll.communities.begin(), poll.communities.end(), community);
}

}  // namespace

base::Result<Speaker> resolve_invitation(const Poll& poll, Speaker speaker, base::Instant at) {
  const auto found = poll.invitations.find(speaker.invitation);
  if (found == poll.invitations.end())
    return refused("unknown_invitation", "没有这个邀请,请核对链接或二维码", "there is no such invitation; check the link or code");
  const Invitation& invitation = found->second;
  if (speaker.device.empty())
    return refused("nobody", "缺少设备标识,请用手机浏览器重新打开链接", "no device came with the answer; open the link again in a browser");
  if (!invitation.poster) {
    const bool same_device = invitation.device.empty() || invitation.device == speaker.device;
    const bool same_person = !speaker.person.empty() && speaker.person == invitation.person;
    if (!same_device && !same_person)
      return refused("bound_elsewhere", "这个链接已在另一台设备上答复过,请用那台设备修改,或到服务站办理",
                     "this link was answered on another device; change it there, or at the station");
    if (!speaker.person.empty() && !invitation.person.empty() && speaker.person != invitation.person)
      return refused("bound_elsewhere", "这个链接是发给另一个人的", "this link was sent to another person");
    if (invitation.device.empty() && at > poll.links_expire && at <= poll.closes)
      return refused("link_expired", "链接已过期,请向居委会或服务站要新的链接", "the link has expired; ask the committee or the station for a new one");
    if (speaker.person.empty()) speaker.person = invitation.person;
  }
  speaker.channel = invitation.poster ? "poster" : "link";
  speaker.party = invitation.party;
  speaker.community = invitation.community;
  speaker.body = invitation.body;
  if (!invitation.stratum.empty()) speaker.stratum = invitation.stratum;
  if (speaker.person.empty()) speaker.person = invitation.poster ? "device:" + speaker.device : "invited:" + invitation.id;
  return speaker;
}

base::Result<VoiceRecorded> record(const Poll& poll, const Speaker& speaker, const Answer& answer, base::Instant at) {
  if (poll.state == "void")
    return refused("poll_void", "文本已变更或已撤回,这次征求不再接受答复", "the text changed or was withdrawn; this poll takes no answers");
  if (!answer.text_hash.empty() && answer.text_hash != poll.text_hash)
    return refused("text_changed", "文本已变更,请重新阅读后再答复", "the text has changed; read it again before you answer");
  if (!is_party_class(speaker.party))
    return refused("unknown_party", "不在本次征求的各方之列", "not one of the parties of this poll");
  const bool of_community = speaker.party == "rc" || speaker.party == "residents" || speaker.party == "station" ||
                            speaker.party == "supervisory" || speaker.party == "party_org";
  if (of_community && !in_scope(poll, speaker.community))
    return refused("outside_scope", "所在社区不在本次征求范围内", "that community is outside the scope of this poll");
  if (is_institution(speaker.party) ? speaker.body.empty() && speaker.community.empty() : speaker.person.empty())
    return refused("nobody", "无法确定是谁的意见", "it cannot be told whose voice this is");
  if (poll.kind == kind_consultation) {
    if (!is_stance(answer.stance)) return refused("stance", "请选择态度", "choose a stance");
    if (speaker.party == "rc" && answer.stance == "no_view")
      return refused("stance", "居民委员会只能选同意、有条件同意或不同意", "a committee agrees, agrees if, or disagrees");
  } else if (speaker.party != "residents") {
    return refused("unknown_party", "满意度调查只问居民", "a satisfaction survey asks residents only");
  }

  VoiceRecorded event;
  event.poll = poll.id;
  Voice& voice = event.voice;
  voice.key = voice_key(speaker.party, speaker.community, speaker.body, speaker.person);
  voice.party = speaker.party;
  voice.community = speaker.community;
  voice.body = speaker.body;
  voice.stratum = speaker.stratum;
  voice.channel = speaker.channel;
  voice.invitation = speaker.invitation;
  voice.stance = answer.stance;
  voice.data = answer.data;
  voice.text_hash = poll.text_hash;
  voice.at = at;
  voice.verified = speaker.channel != "poster" || !speaker.person.starts_with("device:");
  voice.late = poll.state != "open" || at > poll.closes;
  event.device = speaker.device;
  const bool is_account = speaker.channel == "link" && !speaker.person.starts_with("invited:");
  event.person = is_account ? speaker.person : "";
  return event;
}

base::Result<VoiceConfirmed> confirm(const Poll& poll, const std::string& key, const std::string& person,
                                     const std::string& stratum, const std::string& community, const std::string& by) {
  if (poll.state != "open")
    return refused("poll_closed", "征求已截止,不能再确认", "the poll is closed; nothing can be confirmed any more");
  const auto found = poll.voices.find(key);
  if (found == poll.voices.end()) return refused("unknown_voice", "没有这条意见", "there is no such voice");
  const Voice& voice = found->second;
  if (voice.verified) return refused("already_verified", "这条意见已经确认过", "this voice is confirmed already");
  if (voice.community != community)
    return refused("other_community", "只能确认本社区的意见", "only voices of your own community can be confirmed");
  if (person.empty()) return refused("nobody", "请填写本人编号", "say who the person is");
  VoiceConfirmed event;
  event.poll = poll.id;
  event.key = key;
  event.new_key = voice_key(voice.party, voice.community, voice.body, person);
  event.by = by;
  event.stratum = stratum;
  return event;
}

}  // namespace zhunru::poll
