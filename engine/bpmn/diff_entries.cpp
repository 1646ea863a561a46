#include "engine/bpmn/diff_entries.hpp"

namespace zhunru::bpmn {
namespace {

Change start(ChangeKind kind, const std::string& id, const Entry& entry) {
  Change change;
  change.kind = kind;
  change.element = id;
  change.type = entry.type;
  change.name = entry.name;
  return change;
}

const std::string* value_in(const Facets& facets, const std::string& facet) {
  const auto at = facets.find(facet);
  return at == facets.end() ? nullptr : &at->second;
}

}  // namespace

std::vector<Change> compare(const Entries& before, const Entries& after, const std::function<bool(const std::string&, const std::string&)>& executes) {
  std::vector<Change> changes;
  const auto removed = [&](const std::string& id, const Entry& entry) {
    Change change = start(ChangeKind::removed, id, entry);
    change.line_before = before.document.at(entry.at).line;
    changes.push_back(std::move(change));
  };
  for (const std::string& id : after.order) {
    const Entry& now = after.by_id.at(id);
    const auto found = before.by_id.find(id);
    if (found == before.by_id.end() || found->second.type != now.type) {
      if (found != before.by_id.end()) removed(id, found->second);
      Change change = start(ChangeKind::added, id, now);
      change.line_after = after.document.at(now.at).line;
      changes.push_back(std::move(change));
      continue;
    }
    const Entry& then = found->second;
    Facets all = then.facets;
    all.insert(now.facets.begin(), now.facets.end());
    for (const auto& [facet, any] : all) {
      const std::string *old_value = value_in(then.facets, facet), *new_value = value_in(now.facets, facet);
      if (old_value && new_value && *old_value == *new_value) continue;
      Change change = start(ChangeKind::changed, id, now);
      change.facet = facet;
      change.facet_words = facet_words(facet);
      change.before = old_value ? before.shown(facet, *old_value) : "";
      change.after = new_value ? after.shown(facet, *new_value) : "";
      if (change.before.empty() && change.after.empty()) {  // there or not
        change.facet_words.zh += old_value ? "（去掉）" : "（加上）";
        change.facet_words.en += old_value ? " (taken away)" : " (added)";
      }
      change.executes = executes(now.type, facet);
      change.line_before = before.document.at(then.at).line;
      change.line_after = after.document.at(now.at).line;
      changes.push_back(std::move(change));
    }
  }
  for (const std::string& id : before.order)
    if (!after.by_id.count(id)) removed(id, before.by_id.at(id));
  return changes;
}

}  // namespace zhunru::bpmn
