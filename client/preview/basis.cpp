#include "client/preview/basis.hpp"

#include "engine/base/sha256.hpp"
#include "engine/operation/operation.hpp"

namespace zhunru::preview {

std::string registers_key(const registers::Collection& registers) {
    std::string key;
    for (const auto& [name, reg] : registers.all())
        if (!reg.versions.empty()) key += name + "=" + std::to_string(reg.versions.back().version) + "\n";
    return base::sha256(key).hex();
}

base::Result<std::shared_ptr<const Basis>> make_basis(const codec::CaseProjection& projection, const codec::EngineTexts& texts,
                                                      const registers::Collection& registers) {
    if (texts.key != projection.texts)
        return base::make_error("texts-differ", "流程模板已更新，请重新载入", "The templates have changed; load them again");
    if (registers_key(registers) != projection.registers_key)
        return base::make_error("registers-differ", "名册已更新，请重新载入", "The registers have changed; load them again");
    static const bool operations = (operation::register_all(), true);
    static_cast<void>(operations);
    auto basis = std::make_shared<Basis>();
    basis->case_id = projection.case_id;
    basis->at = projection.at;
    basis->actor = projection.actor;
    basis->redacted = projection.redacted;
    basis->roles = projection.roles;
    state::State& state = basis->state;
    state.counters = projection.counters;
    state.cases.put(projection.case_id, projection.instance);
    for (const auto& [id, poll] : projection.polls) state.polls.put(id, poll);
    for (const auto& [id, document] : projection.documents) state.documents.put(id, document);
    for (const auto& [key, series] : projection.series) state.series.put(key, series);
    for (const auto& [name, reg] : registers.all()) state.registers.put(name, reg);
    for (const auto& reg : projection.registers) state.registers.put(reg.name, reg);
    for (const auto& resource : texts.resources) state.resources.put(resource.kind + "/" + resource.name, resource);
    for (const auto& older : projection.older) {
        state::Resource* known = state.resources.edit(older.kind + "/" + older.name);
        if (known == nullptr) known = &state.resources.put(older.kind + "/" + older.name, older);
        else known->versions.insert(known->versions.begin(), older.versions.begin(), older.versions.end());
    }
    for (const state::Absence& absence : projection.absences)
        state.absences.put(state::absence_key(absence.substitute, absence.id), absence);
    state.withheld.insert(projection.withheld.begin(), projection.withheld.end());
    state::reindex(state);
    return std::shared_ptr<const Basis>(std::move(basis));
}

}  // namespace zhunru::preview
