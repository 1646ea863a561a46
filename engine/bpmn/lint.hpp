// Is this file good BPMN, and may it be deployed here? Rules of BPMN 2.0 with their sections, in two strengths. It reads
// a file that has been read (read.hpp); it repairs nothing and executes nothing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/bpmn/read.hpp"

namespace zhunru::bpmn {

/// How strict.
enum class Profile : std::uint8_t {
  standard,  ///< what BPMN 2.0 demands of any model
  deploy,    ///< what this engine needs to run it: formalities become warnings, what cannot run becomes an error
};

/// What lint may ask its caller.
struct LintOptions {
  Profile profile = Profile::deploy;
  /// Text of an imported file by the `location` as written; nullopt when there is none. Unset: imports are not looked at.
  std::function<std::optional<std::string>(std::string_view location)> load;
  /// Problem of a FEEL expression in Chinese and English, nullopt when it can be parsed. Unset: not checked.
  std::function<std::optional<std::pair<std::string, std::string>>(std::string_view feel)> check_feel;
};

/// All findings of reading and of the rules, by line; equal ones once.
std::vector<Finding> lint(const Model& model, const LintOptions& options);

/// Names of the public suite's rules (EXTnnn, REF) that a rule of ours stands for; empty when there is none.
std::vector<std::string_view> suite_rules(std::string_view rule);

/// Every rule, for documentation and tests: its name and whether it is an error under each profile.
struct RuleInfo {
  std::string_view rule, suite;          ///< suite: names separated by blanks
  Severity standard, deploy;
  std::string_view message, message_en, mend, mend_en;
};
const std::vector<RuleInfo>& lint_rules();

}  // namespace zhunru::bpmn
