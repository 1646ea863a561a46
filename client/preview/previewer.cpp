#include "client/preview/previewer.hpp"

#include <chrono>

#include "engine/base/json.hpp"

namespace zhunru::preview {

namespace {

std::int64_t micros() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void Previewer::prepare(std::string path, bool anew) {
    if (path == path_ && !anew && (basis_ || loading_)) return;
    if (path != path_) basis_ = nullptr;
    path_ = std::move(path);
    loading_ = true;
    const std::uint32_t number = ++request_;
    rules_.load();
    api_.get_bytes(path_, [this, number](const std::string& bytes, std::int64_t kept_at_ms) {
        if (number != request_) return;
        auto projection = codec::open_projection(bytes);
        if (!projection) {
            loading_ = false;
            return;
        }
        projection_ = std::make_unique<codec::CaseProjection>(std::move(*projection));
        received_wall_ms_ = kept_at_ms != 0 ? kept_at_ms : ports_.browser.wall_ms();
        assemble(2);
    });
}

void Previewer::assemble(int tries) {
    if (!texts_ || texts_->key != projection_->texts) {
        if (tries > 0) fetch_texts(tries - 1);
        else loading_ = false;
        return;
    }
    const registers::Collection* registers = rules_.registers();
    if (registers == nullptr || registers_key(*registers) != projection_->registers_key) {
        if (tries <= 0) {
            loading_ = false;
            return;
        }
        rules_.reload([this, number = request_, tries] {
            if (number == request_) assemble(tries - 1);
        });
        return;
    }
    auto basis = make_basis(*projection_, *texts_, *registers);
    loading_ = false;
    if (!basis) return;
    basis_ = *basis;
    question_.clear();
    deadline_known_ = false;
}

void Previewer::fetch_texts(int tries) {
    api_.get_bytes("/api/engine/texts/" + projection_->texts, [this, number = request_, tries](const std::string& bytes, std::int64_t) {
        if (number != request_) return;
        auto texts = codec::open_texts(bytes);
        if (texts) texts_ = std::make_unique<codec::EngineTexts>(std::move(*texts));
        // Where the texts cannot be had there is no preview; nothing is asked in a circle.
        if (texts && texts_->key == projection_->texts) assemble(tries + 1);
        else loading_ = false;
    });
}

base::Instant Previewer::now() const {
    if (!basis_) return {};
    const std::int64_t since = ports_.browser.wall_ms() - received_wall_ms_;
    return {basis_->at.ms + (since > 0 ? since : 0)};
}

const Outlook& Previewer::compute(std::string question, const command::CommandBody& body) {
    if (question == question_) return outlook_;
    const std::int64_t before = micros();
    outlook_ = look(*basis_, body, now());
    last_micros_ = micros() - before;
    ++computed_;
    question_ = std::move(question);
    return outlook_;
}

const Outlook& Previewer::task(const std::string& task, const std::string& outcome, const base::Value& data) {
    auto body = completing(*basis_, task, outcome, data);
    if (body) return compute("task " + task + " " + outcome + " " + base::canonical_json(data), *body);
    question_.clear();
    outlook_ = {};
    outlook_.refused = body.error();
    return outlook_;
}

const Outlook& Previewer::answer(const std::string& poll, const base::Value& data) {
    const poll::Poll* found = basis_->state.polls.find(poll);
    command::CorrelateMessage message;
    message.message = "answer";
    message.key = basis_->case_id;
    base::Context payload{{"poll", base::Value(poll)}, {"channel", base::Value("link")}, {"device", base::Value("this phone")}, {"data", data}};
    if (found != nullptr) {
        payload.set("text_hash", base::Value(found->text_hash));
        for (const auto& [id, invitation] : found->invitations) {
            payload.set("invitation", base::Value(id));
            if (invitation.poster) payload.set("channel", base::Value("poster"));
            // The mark of the device that answered before is the server's secret; here it is "the same one".
            if (!invitation.device.empty()) payload.set("device", base::Value(invitation.device));
        }
    }
    message.payload = base::Value(std::move(payload));
    return compute("answer " + poll + " " + base::canonical_json(data), command::CommandBody(std::move(message)));
}

const Outlook& Previewer::at_the_deadline(base::Instant& fires_at) {
    if (!deadline_known_) {
        deadline_at_ = {};
        deadline_ = look_at_time(*basis_, deadline_at_);
        deadline_known_ = true;
    }
    fires_at = deadline_at_;
    return deadline_;
}

}  // namespace zhunru::preview
