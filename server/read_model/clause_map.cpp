#include "server/read_model/clause_map.hpp"

#include <map>
#include <set>

#include "engine/base/json.hpp"
#include "engine/register/source.hpp"
#include "engine/rule/table.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::read_model {

using base::Context;
using base::List;
using base::Value;

namespace {

constexpr std::size_t most_names = 6;

/// What one file does for one clause: names of its steps, rows or fields.
struct Carrier {
  std::string kind;
  Words where;
  std::vector<Words> names;
};

/// By clause, then by file.
using Carriers = std::map<std::string, std::map<std::string, Carrier>, std::less<>>;

struct Collector {
  Carriers found;
  void add(std::string_view clause, const std::string& file, const char* kind, const Words& where, Words name) {
    for (const std::string& code : clause_codes(clause)) {
      Carrier& carrier = found[code][file];
      carrier.kind = kind;
      carrier.where = where;
      for (const Words& known : carrier.names) {
        if (known.zh == name.zh) return;
      }
      carrier.names.push_back(name);
    }
  }
};

void collect_process(const state::State& state, const state::Resource& resource, Collector& out) {
  const auto compiled = state.library->process(resource.versions.back().text);
  if (!compiled) return;
  const auto& definitions = *(*compiled)->definitions;
  const Words title = process_words(state, resource.name, resource.versions.back().version);
  const Words where{"流程 " + resource.name + " " + title.zh, "process " + resource.name + ", " + title.en};
  const std::string file = "process/" + resource.name;
  for (const auto& node : definitions.nodes) {
    const Words name = node_words(node);
    for (const auto& note : node.ext.notes) out.add(note.clause, file, "process", where, {node.id + " " + name.zh, node.id + " " + name.en});
    for (const auto& outcome : node.ext.outcomes) {
      const std::string en = outcome.name_en.empty() ? outcome.name : outcome.name_en;
      out.add(outcome.clause, file, "process", where, {node.id + "「" + outcome.name + "」", node.id + " “" + en + "”"});
    }
  }
}

void collect_rule(const state::Resource& resource, Collector& out) {
  const auto table = rule::Table::parse(resource.name, resource.versions.back().text);
  if (!table) return;
  const Words where{"规则 " + resource.name + " " + (*table)->title(), "rule " + resource.name + ", " + (*table)->title()};
  for (const auto& row : (*table)->rows()) {
    out.add(row.clause, "rule/" + resource.name, "rule", where, {row.id + " " + row.text, row.id + " " + (row.text_en.empty() ? row.text : row.text_en)});
  }
}

void collect_form(const state::State& state, const state::Resource& resource, Collector& out) {
  const auto parsed = state.library->form(resource.versions.back().text);
  if (!parsed) return;
  const form::Form& form = **parsed;
  const std::string en = form.title.en.empty() ? form.title.zh : form.title.en;
  const Words where{"表单 " + resource.name + " " + form.title.zh, "form " + resource.name + ", " + en};
  const std::string file = "form/" + resource.name;
  form::for_each(form, [&](const form::Component& component, const std::string&) {
    const std::string& zh = component.label.zh;
    if (!zh.empty()) out.add(component.marks.clause, file, "form", where, {zh, component.label.en.empty() ? zh : component.label.en});
  });
  for (const auto& constraint : form.constraints) {
    out.add(constraint.clause, file, "form", where,
            {constraint.message.zh, constraint.message.en.empty() ? constraint.message.zh : constraint.message.en});
  }
}

void collect_document(const state::Resource& resource, Collector& out) {
  const auto json = base::parse_json(resource.versions.back().text);
  if (!json) return;
  const std::string name = json->get("name").string_or(resource.name);
  const std::string en = json->get("nameEn").string_or(name);
  out.add(json->get("clause").string_or(""), "document/" + resource.name, "document", {"文书", "document"}, {name, en});
}

void collect_registers(const state::State& state, Collector& out) {
  const Words red_lines{"红线 D2", "red lines, table D2"};
  for (const Value& record : registers::records_on(state, "prohibited_categories", std::nullopt)) {
    const std::string code = record.get("code").string_or("");
    const std::string zh = record.get("name").string_or("");
    out.add(record.get("clause").string_or(""), "prohibited", "rule", red_lines, {code + " " + zh, code + " " + record.get("name_en").string_or(zh)});
  }
  const Words settings{"本地设置", "local settings"};
  for (const Value& record : registers::records_on(state, "settings", std::nullopt)) {
    const std::string zh = record.get("for").string_or("");
    out.add(record.get("clause").string_or(""), "settings", "setting", settings, {zh, record.get("for_en").string_or(zh)});
  }
}

Collector collect(const state::State& state) {
  Collector out;
  state.resources.for_each([&](const std::string&, const state::Resource& resource) {
    if (resource.versions.empty()) return;
    if (resource.kind == "process") collect_process(state, resource, out);
    if (resource.kind == "rule") collect_rule(resource, out);
    if (resource.kind == "form") collect_form(state, resource, out);
    if (resource.kind == "document") collect_document(resource, out);
  });
  collect_registers(state, out);
  return out;
}

/// The carriers of one clause, those of the register first. Settings carry nothing by themselves: they stand last.
List carried_out(const Collector& all, const std::string& id, const Value& by_hand, bool& enforced) {
  List list, settings;
  enforced = false;
  for (const Value& one : by_hand.is_list() ? by_hand.as_list() : List{}) {
    Context shown = one.as_context();
    shown.set("kind", "program");
    list.push_back(std::move(shown));
    enforced = true;
  }
  const auto found = all.found.find(id);
  if (found == all.found.end()) return list;
  for (const auto& [file, carrier] : found->second) {
    Words what;
    for (std::size_t i = 0; i < carrier.names.size() && i < most_names; ++i) {
      what.zh += (i == 0 ? "" : "、") + carrier.names[i].zh;
      what.en += (i == 0 ? "" : "; ") + carrier.names[i].en;
    }
    if (carrier.names.size() > most_names) {
      const std::string rest = std::to_string(carrier.names.size() - most_names);
      what.zh += "等，另有 " + rest + " 处";
      what.en += "; and " + rest + " more";
    }
    Value shown(Context{{"kind", carrier.kind}, {"what", what.zh}, {"what_en", what.en}, {"where", carrier.where.zh}, {"where_en", carrier.where.en}});
    if (carrier.kind == "setting") {
      settings.push_back(std::move(shown));
    } else {
      list.push_back(std::move(shown));
      enforced = true;
    }
  }
  for (Value& one : settings) list.push_back(std::move(one));
  return list;
}

/// A gap stands until the resource exists that closes it.
bool gap_open(const state::State& state, const Value& record) {
  if (record.get("gap").string_or("").empty()) return false;
  const std::string until = record.get("gap_until").string_or("");
  const std::size_t cut = until.find('/');
  return cut == std::string::npos || state.resource(until.substr(0, cut), until.substr(cut + 1)) == nullptr;
}

Value make(const state::State& state) {
  const Collector all = collect(state);
  List clauses, questions;
  std::int64_t carried = 0, not_yet = 0;
  for (const Value& record : registers::records_on(state, "clauses", std::nullopt)) {
    std::string text;
    const Value& quotes = record.get("quotes");
    for (const Value& quote : quotes.is_list() ? quotes.as_list() : List{}) text += (text.empty() ? "" : " … ") + quote.string_or("");
    bool enforced = false;
    List carriers = carried_out(all, record.get("id").string_or(""), record.get("carried_by"), enforced);
    const bool gap = gap_open(state, record);
    const char* how = !enforced ? "not_yet" : gap ? "part" : "whole";
    ++(enforced ? carried : not_yet);
    Context one{{"id", record.get("id")}, {"req", record.get("requirement")}, {"type", record.get("type")}, {"text", std::move(text)},
                {"text_en", record.get("text_en")}, {"do", record.get("duty")}, {"do_en", record.get("duty_en")},
                {"carried_out", std::move(carriers)}, {"state", how}};
    one.set("not_yet", gap ? record.get("gap") : Value(""));
    one.set("not_yet_en", gap ? record.get("gap_en") : Value(""));
    clauses.push_back(std::move(one));
  }
  for (const Value& record : registers::records_on(state, "open_questions", std::nullopt)) {
    bool enforced = false;
    questions.push_back(Context{{"id", record.get("id")}, {"question", record.get("question")}, {"question_en", record.get("question_en")},
                                {"default", record.get("choice")}, {"default_en", record.get("choice_en")},
                                {"carried_out", carried_out(all, record.get("id").string_or(""), Value(), enforced)}});
  }
  Context counts{{"clauses", Value(static_cast<std::int64_t>(clauses.size()))}, {"carried_out", Value(carried)}, {"not_yet", Value(not_yet)}};
  return Context{{"clauses", std::move(clauses)}, {"questions", std::move(questions)}, {"counts", std::move(counts)}};
}

/// Everything that the map is made of, by version.
std::string key_of(const state::State& state) {
  std::string key;
  state.resources.for_each([&](const std::string& name, const state::Resource& resource) {
    if (!resource.versions.empty()) key += name + "=" + resource.versions.back().version + "\n";
  });
  for (const char* name : {"clauses", "open_questions", "prohibited_categories", "settings"}) {
    const registers::Register* found = state.find(name);
    if (found != nullptr) key += std::string(name) + "=" + std::to_string(found->versions.size()) + "\n";
  }
  return key;
}

}  // namespace

std::vector<std::string> clause_codes(std::string_view text) {
  std::vector<std::string> out;
  std::string code;
  const auto close = [&] {
    const bool clause = code.size() > 2 && code.find('-') != std::string::npos;
    const bool question = code.size() > 1 && code.front() == 'G';
    if (clause || question || code == "C") out.push_back(code);
    code.clear();
  };
  for (const char c : text) {
    const bool part = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
    if (part) code += c;
    else close();
  }
  close();
  return out;
}

const Value& clause_map(const state::State& state) {
  static std::string key;
  static Value kept;
  std::string now = key_of(state);
  if (now != key) {
    kept = make(state);
    key = std::move(now);
  }
  return kept;
}

}  // namespace zhunru::server::read_model
