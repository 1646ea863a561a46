// PrivacyScreen: what is done with what people write: the notice with its versions, how long what is kept (local settings), what was
// erased. For: anybody. An administrator finds here what is due.
#pragma once

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class PrivacyScreen final : public app::Screen {
public:
    PrivacyScreen(app::Context& context, const app::Parameters&) : c_(context), notice_(context.api), settings_(context.api), erased_(context.api) {}
    void enter() override;
    void draw(kit::Ui& ui) override;
    [[nodiscard]] bool open_to_all() const override { return true; }

private:
    void notice(kit::Ui& ui);
    void how_long(kit::Ui& ui);
    void erased(kit::Ui& ui);

    app::Context& c_;
    sync::Remote notice_, settings_, erased_;
};

/// Lines of register `erasures`, newest first.
void erasure_lines(kit::Ui& ui, app::Context& c, const base::Value& records);
/// "居民写的文字", "附件", … of answers, case_texts, attachments, drafts.
[[nodiscard]] std::string kept_kind(const i18n::Translator& tr, std::string_view kind);

}  // namespace zhunru::views
