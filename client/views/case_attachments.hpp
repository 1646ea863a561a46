// CaseAttachments: the files that were sent with the forms of a case: name, size, digest, who gave it with which step, and the file.
// For: the parties of the case, on its page. Refuses to add one: a file comes with a form, so that its step says what it is for.
#pragma once

#include <string>
#include <utility>

#include "client/app/context.hpp"
#include "client/kit/kit.hpp"
#include "client/sync/remote.hpp"

namespace zhunru::views {

class CaseAttachments {
public:
    CaseAttachments(app::Context& context, std::string case_id) : c_(context), case_id_(std::move(case_id)), list_(context.api) {}

    /// The case has changed.
    void reload() { if (asked_) list_.reload(); }
    /// For a party. Asks at the first time; draws nothing where the case holds no file.
    void draw(kit::Ui& ui);

private:
    app::Context& c_;
    std::string case_id_;
    sync::Remote list_;
    bool asked_ = false;
};

}  // namespace zhunru::views
