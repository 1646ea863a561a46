// Wiring only: picks the program for the page and hands it to the browser loop.
#include <memory>
#include <string>
#include <string_view>

#include "client/gallery/gallery.hpp"
#include "client/platform/browser_loop.hpp"
#include "client/platform/browser_ports.hpp"

namespace {

using zhunru::platform::Ports;
using zhunru::platform::Program;

/// The product, or the kit's gallery under the address #/kit. Each is made when it is first shown.
class Chooser final : public Program {
public:
    explicit Chooser(Ports& ports) : ports_(ports) {}
    void draw(zhunru::kit::Ui& ui) override { current().draw(ui); }
    void on_route(std::string_view route) override {
        in_gallery_ = !has_app() || route.starts_with("/kit");
        current().on_route(route);
    }
    void on_pause() override { current().on_pause(); }
    void on_resume() override { current().on_resume(); }
    void on_online(bool online) override { current().on_online(online); }
    std::int32_t pending_commands() const override { return made() ? made()->pending_commands() : 0; }
    std::string preview(std::string_view question) override { return current().preview(question); }
    std::string sync_state() const override { return made() ? made()->sync_state() : std::string(); }

private:
    static constexpr bool has_app() {
#ifdef ZHUNRU_HAS_APP
        return true;
#else
        return false;
#endif
    }
    const Program* made() const { return in_gallery_ ? gallery_.get() : app_.get(); }
    Program& current() {
        if (in_gallery_) {
            if (!gallery_) gallery_ = zhunru::gallery::make_gallery(ports_);
            return *gallery_;
        }
#ifdef ZHUNRU_HAS_APP
        if (!app_) app_ = zhunru::platform::make_program(ports_);
#endif
        return *app_;
    }

    Ports& ports_;
    std::unique_ptr<Program> gallery_, app_;
    bool in_gallery_ = !has_app();
};

}  // namespace

int main() {
    zhunru::platform::run(std::make_unique<Chooser>(zhunru::platform::browser_ports()));
    return 0;
}
