// Previewer: gets what a preview runs on (snapshot, texts, registers), keeps it for when there is no network, and answers at once.
// For: confirm sheets (tasks) and the answer page (links). Refuses to ask the server what would happen: the engine in this program
// says it; the network is used to fetch the snapshot only, before anybody has pressed anything.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "client/platform/ports.hpp"
#include "client/preview/outlook.hpp"
#include "client/sync/api.hpp"
#include "client/sync/local_rules.hpp"

namespace zhunru::preview {

class Previewer {
public:
    Previewer(sync::Api& api, sync::LocalRules& rules, platform::Ports& ports) : api_(api), rules_(rules), ports_(ports) {}

    /// Fetches the snapshot behind `path` ("/api/cases/c1/snapshot"), unless it is there; `anew` asks again in any case.
    void prepare(std::string path, bool anew = false);
    /// The snapshot is there and can be computed on.
    [[nodiscard]] bool ready(std::string_view path) const { return path == path_ && basis_ != nullptr; }
    /// Nothing more will come by itself: it is ready, or cannot be had.
    [[nodiscard]] bool settled(std::string_view path) const { return path == path_ && !loading_; }

    /// What completing a task would do. The same question again costs nothing.
    const Outlook& task(const std::string& task, const std::string& outcome, const base::Value& data);
    /// What an answer by the link of the snapshot would do.
    const Outlook& answer(const std::string& poll, const base::Value& data);
    /// What the next time limit would do after that (the end of a consultation).
    const Outlook& at_the_deadline(base::Instant& fires_at);

    /// Microseconds of the last computation, and how many were made; for tests and the about page.
    [[nodiscard]] std::int64_t last_micros() const { return last_micros_; }
    [[nodiscard]] std::int64_t computed() const { return computed_; }
    /// The server's clock now, as the snapshot and the time since then say.
    [[nodiscard]] base::Instant now() const;

private:
    void assemble(int tries);
    void fetch_texts(int tries);
    const Outlook& compute(std::string question, const command::CommandBody& body);

    sync::Api& api_;
    sync::LocalRules& rules_;
    platform::Ports& ports_;
    std::string path_;
    bool loading_ = false;
    std::uint32_t request_ = 0;
    std::unique_ptr<codec::CaseProjection> projection_;
    std::unique_ptr<codec::EngineTexts> texts_;
    std::shared_ptr<const Basis> basis_;
    std::int64_t received_wall_ms_ = 0;
    std::string question_;
    Outlook outlook_;
    Outlook deadline_;
    base::Instant deadline_at_;
    bool deadline_known_ = false;
    std::int64_t last_micros_ = 0;
    std::int64_t computed_ = 0;
};

}  // namespace zhunru::preview
