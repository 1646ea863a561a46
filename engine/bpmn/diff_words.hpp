// The words of a semantic difference: what elements, attributes and their places are called for people. Data and its look-up.
// A name that has no words (another vendor's attribute) is shown as it is written.
#pragma once

#include <string>
#include <string_view>

namespace zhunru::bpmn {

struct Words {
  std::string zh, en;
  friend bool operator==(const Words&, const Words&) = default;
};

/// "userTask" -> 人工任务 / user task; also the elements of DMN.
Words element_words(std::string_view type);

/// Of a facet's path: "zhunru:due@workingDays" -> 办理期限 · 工作日数 / time limit · working days. Keys in [] stay.
Words facet_words(std::string_view path);

}  // namespace zhunru::bpmn
