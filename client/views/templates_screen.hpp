// TemplatesScreen: every procedure, rule table, form and document template with its version in force and what runs on it.
// For: administrators of templates. It changes nothing; a changed file goes through TemplateUploadScreen.
#pragma once

#include <string>
#include <vector>

#include "client/app/screen.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class TemplatesScreen final : public app::Screen {
public:
    TemplatesScreen(app::Context& context, const app::Parameters&) : c_(context), templates_(context.api) {}
    void enter() override { templates_.load("/api/admin/templates"); }
    void draw(kit::Ui& ui) override;

private:
    app::Context& c_;
    sync::Remote templates_;
    std::string search_;
    std::vector<std::string> kinds_ = {"process"};
};

/// One template: versions with who deployed them and why, cases running on each, the files themselves.
class TemplateScreen final : public app::Screen {
public:
    TemplateScreen(app::Context& context, const app::Parameters& parameters)
        : c_(context), kind_(parameters.at("kind")), name_(parameters.at("name")), template_(context.api) {}
    void enter() override;
    void draw(kit::Ui& ui) override;

private:
    [[nodiscard]] std::string path() const;

    app::Context& c_;
    std::string kind_, name_;
    sync::Remote template_;
};

/// "流程", "规则表", "表单", "文书模板".
[[nodiscard]] std::string template_kind(const i18n::Translator& tr, std::string_view kind);

}  // namespace zhunru::views
