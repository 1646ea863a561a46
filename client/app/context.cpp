#include "client/app/context.hpp"

namespace zhunru::app {

std::string Context::words(const base::Value& error) const {
    std::string text = tr.pick(error, "message");
    const std::string repair = tr.pick(error, "repair");
    if (!repair.empty()) text += (tr.chinese() ? "" : " ") + repair;
    const std::string clause = error.get("clause").string_or("");
    if (!clause.empty() && clause != "C") text += tr("（条款 {code}）", {{"code", clause}});
    return text;
}

std::string Context::words(const sync::Failure& failure) const { return words(failure.error); }

void Context::say(const sync::Failure& failure) { say(words(failure), kit::Tone::danger); }

}  // namespace zhunru::app
