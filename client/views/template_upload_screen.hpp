// TemplateUploadScreen: a changed BPMN, DMN, form or document file is read, checked by the server, shown with its findings (element and
// line) and its differences from the version in force, and deployed with a reason. For: administrators of templates.
#pragma once

#include <string>

#include "client/app/screen.hpp"
#include "client/sync/api.hpp"

namespace zhunru::views {

class TemplateUploadScreen final : public app::Screen {
public:
    TemplateUploadScreen(app::Context& context, const app::Parameters&) : c_(context) {}
    void draw(kit::Ui& ui) override;

private:
    void pick();
    void check();
    void deploy();
    void finding(kit::Ui& ui, const base::Value& one);
    /// What must or should be mended, or (`remarks`) what only concerns the way it is written.
    void findings(kit::Ui& ui, bool remarks);
    void changes(kit::Ui& ui);
    void verdict(kit::Ui& ui);

    app::Context& c_;
    std::string file_name_, text_, reason_, failure_;
    std::string command_id_;  ///< one for each text and reason: pressed twice, deployed once
    base::Value checked_;     ///< the server's answer for text_; null before
    bool busy_ = false, confirm_open_ = false;
};

}  // namespace zhunru::views
