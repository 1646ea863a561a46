// "Agreed here" and "agreed by the server" never look alike: amber with a phone and the words 本机已记下, green with a tick and
// 服务器已确认. For: every screen that shows something a person has sent. Draws only.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "client/app/context.hpp"
#include "client/kit/kit.hpp"

namespace zhunru::views {

/// What is kept on this phone and not at the server: waiting, unsigned or refused.
/// True when the person wants to repair a refused one (the caller calls Outbox::repair).
bool agreed_here(kit::Ui& ui, app::Context& c, const sync::PendingCommand& command);
/// The server has it since `at` (ISO; may be empty).
void agreed_by_server(kit::Ui& ui, app::Context& c, std::string_view at = {});
/// Password and button of a signature that was made without network. Draws nothing unless the command is unsigned.
class SignLater {
public:
    void draw(kit::Ui& ui, app::Context& c, const sync::PendingCommand& command);

private:
    std::string password_;
    std::string failure_;
    bool busy_ = false;
};

/// Everything of this phone that the server does not have, or that was confirmed while nobody looked.
class Unsent {
public:
    void draw(kit::Ui& ui, app::Context& c);

private:
    std::map<std::string, SignLater> signers_;
};

}  // namespace zhunru::views
