// The map of the client: address -> screen.
#include <vector>

#include "client/app/screen.hpp"
#include "client/views/absence_screen.hpp"
#include "client/views/admin_screen.hpp"
#include "client/views/answer_screen.hpp"
#include "client/views/case_screen.hpp"
#include "client/views/clauses_screen.hpp"
#include "client/views/comments_screen.hpp"
#include "client/views/colleague_screen.hpp"
#include "client/views/complain_screen.hpp"
#include "client/views/complaint_screen.hpp"
#include "client/views/document_screen.hpp"
#include "client/views/home_screen.hpp"
#include "client/views/import_screen.hpp"
#include "client/views/login_screen.hpp"
#include "client/views/migration_screen.hpp"
#include "client/views/notice_settings_screen.hpp"
#include "client/views/notices_screen.hpp"
#include "client/views/picture_screen.hpp"
#include "client/views/poll_screen.hpp"
#include "client/views/privacy_screen.hpp"
#include "client/views/public_item_screen.hpp"
#include "client/views/public_list_screen.hpp"
#include "client/views/retention_screen.hpp"
#include "client/views/set_password_screen.hpp"
#include "client/views/settings_screen.hpp"
#include "client/views/start_screen.hpp"
#include "client/views/task_screen.hpp"
#include "client/views/template_upload_screen.hpp"
#include "client/views/templates_screen.hpp"

namespace zhunru::app {

namespace {

template <class T>
std::unique_ptr<Screen> make(Context& context, const Parameters& parameters) {
    return std::make_unique<T>(context, parameters);
}

constexpr Route routes[] = {
    {"", make<views::HomeScreen>},
    {"home/:tab", make<views::HomeScreen>},
    {"login", make<views::LoginScreen>},
    {"start/:process", make<views::StartScreen>},
    {"start/:process/:previous", make<views::StartScreen>},
    {"task/:id", make<views::TaskScreen>},
    {"case/:id", make<views::CaseScreen>},
    {"case/:id/picture", make<views::PictureScreen>},
    {"poll/:id", make<views::PollScreen>},
    {"poll/:id/comments", make<views::CommentsScreen>},
    {"answer/:poll", make<views::AnswerScreen>},
    {"i/:token", make<views::AnswerScreen>},
    {"p/:poster", make<views::AnswerScreen>},
    {"d/:id", make<views::DocumentScreen>},
    {"public/item/:id", make<views::PublicItemScreen>},
    {"public/list/:id", make<views::PublicListScreen>},
    {"admin", make<views::AdminScreen>},
    {"admin/templates", make<views::TemplatesScreen>},
    {"admin/template/:kind/:name", make<views::TemplateScreen>},
    {"admin/retention", make<views::RetentionScreen>},
    {"privacy", make<views::PrivacyScreen>},
    {"admin/import", make<views::ImportScreen>},
    {"admin/import/:what", make<views::ImportScreen>},
    {"admin/upload", make<views::TemplateUploadScreen>},
    {"admin/migrate/:name", make<views::MigrationScreen>},
    {"set-password/:token", make<views::SetPasswordScreen>},
    {"complain", make<views::ComplainScreen>},
    {"complain/:community", make<views::ComplainScreen>},
    {"c", make<views::ComplaintScreen>},
    {"c/:token", make<views::ComplaintScreen>},
    {"colleague", make<views::ColleagueScreen>},
    {"absence", make<views::AbsenceScreen>},
    {"absence/:account", make<views::AbsenceScreen>},
    {"notices", make<views::NoticesScreen>},
    {"notices/settings", make<views::NoticeSettingsScreen>},
    {"clauses", make<views::ClausesScreen>},
    {"settings", make<views::SettingsScreen>},
};

std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        if (slash != 0) parts.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) break;
        path.remove_prefix(slash + 1);
    }
    return parts;
}

bool match(std::string_view pattern, const std::vector<std::string_view>& parts, Parameters& out) {
    const auto wanted = parts_of(pattern);
    if (wanted.size() != parts.size()) return false;
    out.clear();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].starts_with(':')) {
            out[std::string(wanted[i].substr(1))] = std::string(parts[i]);
        } else if (wanted[i] != parts[i]) {
            return false;
        }
    }
    return true;
}

}  // namespace

std::unique_ptr<Screen> make_screen(Context& context, std::string_view route) {
    const auto parts = parts_of(route.substr(0, route.find('?')));
    Parameters parameters;
    for (const Route& candidate : routes)
        if (match(candidate.pattern, parts, parameters)) return candidate.make(context, parameters);
    return make<views::HomeScreen>(context, {});
}

}  // namespace zhunru::app
