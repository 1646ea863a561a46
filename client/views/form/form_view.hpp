// FormView: shows any form of workflows/ with the kit and keeps what the user types: steps of a wizard, live checks,
// problems beside their field, drafts on the phone. For: screens that fill in forms.
// Refuses to judge by itself: engine/form and the rule tables do, here as on the server.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/app/context.hpp"
#include "client/kit/kit.hpp"
#include "client/sync/alive.hpp"
#include "engine/form/form.hpp"
#include "engine/form/validate.hpp"

namespace zhunru::views {

class FormView {
public:
    explicit FormView(app::Context& context) : c_(context) {}

    /// Shows `schema` (form-js JSON) with `known` data. A draft kept under `draft_key` on this phone wins over it.
    /// `names` is what expressions may use: settings, applicant, today, registers, …
    void open(const base::Value& schema, const base::Value& known, base::Context names, std::string draft_key);
    void close() { form_ = nullptr; }
    [[nodiscard]] bool is_open() const { return form_ != nullptr; }
    /// Why the schema cannot be shown; empty where it can.
    [[nodiscard]] const std::string& failure() const { return failure_; }

    /// Whether something of it is shown, as the data are.
    [[nodiscard]] bool asks();

    /// Draws the step on show, between begin_screen and end_screen.
    void draw(kit::Ui& ui);

    [[nodiscard]] std::size_t steps() const { return steps_.size(); }
    [[nodiscard]] std::size_t step() const { return step_; }
    [[nodiscard]] bool last_step() const { return step_ + 1 >= steps_.size(); }
    /// Goes on if nothing on this step is wrong; else shows what is.
    bool next_step();
    void previous_step();
    void go_to_step(std::size_t step) { step_ = step; }

    /// The whole form: data as it would be sent. Shows every problem and goes to the first step that has one.
    [[nodiscard]] bool complete(base::Value& out);
    /// Problems that the server found.
    void show_problems(std::vector<form::Problem> problems);

    [[nodiscard]] const base::Value& data() const { return data_; }
    [[nodiscard]] const std::string& draft_key() const { return draft_key_; }
    [[nodiscard]] bool restored() const { return restored_; }
    void save_draft();
    void drop_draft();

private:
    struct Step {
        std::string key;
        form::Words label;
        std::vector<const form::Component*> components;
    };

    void split_into_steps();
    void draw_component(kit::Ui& ui, const form::Component& component, const std::string& prefix, const base::Value& row);
    void draw_input(kit::Ui& ui, const form::Component& component, const std::string& path, const base::Value& row);
    void draw_text(kit::Ui& ui, const form::Component& c, const std::string& path, const form::FieldState& state);
    void draw_number(kit::Ui& ui, const form::Component& c, const std::string& path, const form::FieldState& state);
    void draw_choice(kit::Ui& ui, const form::Component& c, const std::string& path, const form::FieldState& state);
    void draw_choices(kit::Ui& ui, const form::Component& c, const std::string& path, const form::FieldState& state);
    void draw_lines(kit::Ui& ui, const form::Component& c, const std::string& path);
    void draw_list(kit::Ui& ui, const form::Component& c, const std::string& prefix);
    void draw_files(kit::Ui& ui, const form::Component& c, const std::string& path, const form::FieldState& state);
    bool draw_file(kit::Ui& ui, const std::string& hash, bool fixed);
    void put_files(const form::Component& c, const std::string& path, const std::vector<std::string>& hashes);
    void pick_files(const form::Component& c, const std::string& path, bool camera);
    [[nodiscard]] std::vector<form::Problem> unsent_files();
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> files() const;
    void draw_checks(kit::Ui& ui);

    [[nodiscard]] const form::FieldState& state_of(const form::Component& c, const std::string& path, const base::Value& row);
    [[nodiscard]] std::string error_at(const std::string& path) const;
    [[nodiscard]] bool mine(const std::string& path) const;  ///< belongs to the step on show
    [[nodiscard]] std::string say(const form::Words& words) const;
    [[nodiscard]] std::string help_of(const form::Component& c, const form::FieldState& state) const;
    void set(const std::string& path, base::Value value);
    void recheck();

    app::Context& c_;
    std::shared_ptr<const form::Form> form_;
    form::Scope scope_;
    base::Value data_;
    std::string draft_key_;
    std::string failure_;
    bool restored_ = false;
    bool changed_ = false;  ///< by the user, or restored from a draft

    std::vector<Step> steps_;
    std::size_t step_ = 0;
    std::vector<form::Problem> problems_;        ///< of the data as it is
    std::vector<form::Problem> server_problems_; ///< until the field changes
    std::set<std::string> touched_;              ///< paths whose problems are shown
    std::set<std::size_t> checked_steps_;        ///< steps whose problems are all shown
    bool scroll_to_problem_ = false;
    std::map<std::string, form::FieldState> states_;
    std::map<std::string, std::string> number_texts_;
    std::map<std::string, std::string> file_refusals_;  ///< by path: why the file chosen last was not taken
    bool scroll_to_refusal_ = false;
    sync::Alive alive_;  ///< files are chosen while the form may be left
};

}  // namespace zhunru::views
