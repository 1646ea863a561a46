// NoticesScreen: what this account was told, newest first; what was read; and for each message outside of the app what is known of it,
// no more. For: everybody with an account. How they want to be told: NoticeSettingsScreen.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class NoticesScreen final : public app::Screen {
public:
    NoticesScreen(app::Context& context, const app::Parameters&) : c_(context), notices_(context.api) {}
    void enter() override { load(); }
    void draw(kit::Ui& ui) override;
    void changed(std::string_view) override { notices_.reload(); }

private:
    void load();
    void row(kit::Ui& ui, const base::Value& notice);
    void open(const base::Value& notice);
    void mark(const base::Value& body);
    void more();

    app::Context& c_;
    sync::Remote notices_;
    base::List older_;         ///< pages after the first
    bool has_more_ = false;
    bool asking_ = false;
    std::string filter_ = "all";
};

}  // namespace zhunru::views
