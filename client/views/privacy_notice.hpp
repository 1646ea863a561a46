// PrivacyNotice: what a person is told before they answer: who processes their words, for what, how long. A row that names the
// version and a sheet with its sections. For: answer and complaint forms. The consent is bound to the version shown.
#pragma once

#include "client/app/context.hpp"
#include "client/kit/kit.hpp"

namespace zhunru::views {

class PrivacyNotice {
public:
    explicit PrivacyNotice(app::Context& context) : c_(context) {}
    /// `notice` = {version, effective, sections}; null draws nothing.
    void draw_row(kit::Ui& ui, const base::Value& notice);
    void draw_sheet(kit::Ui& ui, const base::Value& notice);

private:
    app::Context& c_;
    bool open_ = false;
};

/// Heading and text of each section [{title, title_en, text, text_en}].
void privacy_sections(kit::Ui& ui, app::Context& c, const base::Value& sections);

}  // namespace zhunru::views
