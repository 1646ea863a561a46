// Accounts, bodies and communities from a spreadsheet (CSV, XLSX), with a dry run that says line by line what would be added, changed or
// refused and why; all or nothing.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <sodium.h>

#include "engine/register/register.hpp"
#include "server/api/absences.hpp"
#include "server/api/resources.hpp"
#include "server/api/seats.hpp"
#include "server/api/sheet_answer.hpp"
#include "server/sheet/xlsx.hpp"
#include "server/api/strict.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

constexpr std::size_t most_rows = 2'000;

/// One line of the file and what it would do.
struct Line {
  std::size_t number = 0;
  std::string key, name;
  const char* change = "same";
  List fields, problems;

  void wrong(const char* field, const std::string& zh, const std::string& en) {
    problems.push_back(Value(Context{{"field", field}, {"message", zh}, {"message_en", en}}));
    change = "error";
  }
  void differs(const std::string& field, const Value& before, const Value& after) {
    fields.push_back(Value(Context{{"field", field}, {"before", before}, {"after", after}}));
  }
};

struct Plan {
  std::vector<std::string> columns;
  std::vector<Line> lines;
  std::vector<vault::Account> accounts;  ///< as they will be
  List records;                          ///< of the register, as it will be
  bool good() const {
    return std::none_of(lines.begin(), lines.end(), [](const Line& line) { return !line.problems.empty(); });
  }
  bool changes() const {
    return std::any_of(lines.begin(), lines.end(), [](const Line& line) { return std::string_view(line.change) != "same"; });
  }
};

/// Headings that people may use for the columns of a file, in Chinese.
const std::map<std::string, std::string>& headings() {
  static const std::map<std::string, std::string> all{
      {"account", "账号"}, {"label", "称呼"}, {"level", "身份等级"}, {"role", "岗位"}, {"body", "单位"}, {"community", "社区"}, {"provider", "服务提供者"},
      {"disabled", "停用"}, {"id", "编号"}, {"name", "名称"}, {"name_en", "英文名称"}, {"kind", "类别"}, {"type", "类型"}, {"place", "区划"},
      {"code", "社区代码"}, {"street", "街道代码"}, {"county", "县区代码"}, {"city", "市代码"}, {"households", "户数"}, {"residents", "人口"}, {"staff", "工作人员"}};
  return all;
}

const std::vector<std::string>& columns_of(const std::string& what) {
  static const std::map<std::string, std::vector<std::string>> all{
      {"accounts", {"account", "label", "level", "role", "body", "community", "provider", "disabled"}},
      {"bodies", {"id", "name", "name_en", "kind", "type", "level", "place"}},
      {"communities", {"code", "name", "name_en", "street", "county", "city", "type", "households", "residents", "staff"}}};
  static const std::vector<std::string> none;
  const auto found = all.find(what);
  return found != all.end() ? found->second : none;
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The column that a heading of the file means; nothing when it is none of them.
std::optional<std::string> column_of(const std::string& what, const std::string& heading) {
  for (const std::string& column : columns_of(what))
    if (heading == column || heading == headings().at(column) || (column == "level" && heading == "层级")) return column;
  return std::nullopt;
}

/// Cells of a row by the name of their column.
std::map<std::string, std::string> cells_of(const sheet::Sheet& sheet, const std::vector<std::string>& row) {
  std::map<std::string, std::string> cells;
  for (std::size_t i = 0; i < sheet.columns.size() && i < row.size(); ++i) cells[trimmed(sheet.columns[i])] = trimmed(row[i]);
  return cells;
}

bool has_record(const state::State& state, const char* name, const std::string& key) {
  const registers::Register* found = state.find(name);
  const registers::Version* latest = found != nullptr ? registers::latest(*found) : nullptr;
  return latest != nullptr && registers::find_record(*latest, key) != nullptr;
}

bool is_role(const std::string& role) {
  const std::string plain = role.substr(0, role.find(':'));
  return !plain.empty() && plain != "system" && plain != "link" && read_model::role_words(plain).zh != plain;
}

std::string seat_text(const command::Seat& seat) {
  std::string text = seat.role;
  for (const std::string& part : {seat.body, seat.community, seat.provider})
    if (!part.empty()) text += "@" + part;
  return text;
}

std::string seats_text(const vault::Account& account) {
  std::string text;
  for (const auto& seat : account.seats) text += (text.empty() ? "" : " ") + seat_text(seat);
  return text;
}

/// The same for people.
Value seats_words(const state::State& state, const vault::Account& account) {
  std::string text;
  for (const auto& seat : account.seats) text += (text.empty() ? "" : "、") + read_model::seat_words(state, seat).zh;
  return Value(text);
}

void check_account(const state::State& state, const std::map<std::string, std::string>& cells, Line& line) {
  const auto cell = [&](const char* name) { return cells.contains(name) ? cells.at(name) : std::string(); };
  const std::string id = cell("account");
  if (!is_account_id(id)) line.wrong("account", "账号须为 1–64 个字母、数字、点、横线", "an account is 1 to 64 letters, digits, dots, hyphens");
  if (!is_role(cell("role"))) line.wrong("role", "不认识的岗位 " + cell("role"), "unknown role " + cell("role"));
  const std::string level = cell("level");
  if (!level.empty() && (level.size() != 2 || level[0] != 'L' || level[1] < '0' || level[1] > '4')) line.wrong("level", "身份等级须为 L0–L4", "a level is L0 to L4");
  if (!cell("body").empty() && !has_record(state, "bodies", cell("body"))) line.wrong("body", "名册中没有单位 " + cell("body"), "no body " + cell("body") + " in the register");
  if (!cell("community").empty() && !has_record(state, "communities", cell("community"))) line.wrong("community", "名册中没有社区 " + cell("community"), "no community " + cell("community") + " in the register");
  if (!cell("provider").empty() && !has_record(state, "providers", cell("provider"))) line.wrong("provider", "名册中没有服务提供者 " + cell("provider"), "no provider " + cell("provider") + " in the register");
}

/// Lines of one account are its seats; the seats of the file replace those it has.
Plan plan_accounts(App& app, const Call& call, const sheet::Sheet& sheet) {
  Plan plan;
  std::map<std::string, vault::Account> wanted;
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
    const auto cells = cells_of(sheet, sheet.rows[i]);
    const auto cell = [&](const char* name) { return cells.contains(name) ? cells.at(name) : std::string(); };
    Line line;
    line.number = sheet.lines[i];
    line.key = cell("account");
    line.name = cell("label");
    check_account(app.sequencer.state(), cells, line);
    vault::Account& account = wanted[line.key];
    if (account.id.empty()) {
      first[line.key] = plan.lines.size();
      account.id = line.key;
      account.label = cell("label").empty() ? line.key : cell("label");
      account.level = cell("level").empty() ? "L1" : cell("level");
      const std::string off = cell("disabled");
      account.disabled = off == "1" || off == "true" || off == "是" || off == "yes";
    }
    account.seats.push_back({cell("role"), cell("body"), cell("community"), cell("provider")});
    if (account.disabled && account.id == call.caller.account) line.wrong("disabled", "不能停用自己的账号", "you cannot disable your own account");
    plan.lines.push_back(std::move(line));
  }
  for (auto& [id, account] : wanted) {
    Line& line = plan.lines[first[id]];
    if (std::string_view(line.change) == "error") continue;
    const auto before = app.vault.account(id);
    if (!before) {
      line.change = "add";
      line.differs("seats", Value(), seats_words(app.sequencer.state(), account));
    } else {
      account.stratum = before->stratum;
      const std::array<std::array<std::string, 3>, 4> pairs{{{"label", before->label, account.label}, {"level", before->level, account.level},
                                                             {"seats", seats_text(*before), seats_text(account)},
                                                             {"disabled", before->disabled ? "true" : "false", account.disabled ? "true" : "false"}}};
      for (const auto& [name, was, is] : pairs) {
        if (was == is) continue;
        line.change = "change";
        if (name == "seats") line.differs(name, seats_words(app.sequencer.state(), *before), seats_words(app.sequencer.state(), account));
        else line.differs(name, Value(was), Value(is));
      }
    }
    if (std::string_view(line.change) != "same") plan.accounts.push_back(account);
  }
  return plan;
}

/// A cell as the record holds it: whole numbers as numbers.
Value cell_value(const std::string& name, const std::string& text) {
  const bool number = name == "households" || name == "residents" || name == "staff";
  if (!number) return Value(text);
  const auto parsed = base::Decimal::parse(text);
  return parsed ? Value(*parsed) : Value(text);
}

void check_record(const state::State& state, const std::string& what, const std::map<std::string, std::string>& cells, bool fresh, Line& line) {
  const auto digits = [](const std::string& text, std::size_t length) { return text.size() == length && text.find_first_not_of("0123456789") == std::string::npos; };
  const auto cell = [&](const char* name) { return cells.contains(name) ? cells.at(name) : std::string(); };
  if (line.key.empty()) return line.wrong(what == "bodies" ? "id" : "code", "没有编号", "it has no key");
  if (fresh && cell("name").empty()) line.wrong("name", "没有名称", "it has no name");
  if (what == "communities") {
    if (!digits(line.key, 12)) line.wrong("code", "社区代码须为 12 位数字", "the code of a community has 12 digits");
    else if (!cell("street").empty() && line.key.substr(0, 9) != cell("street")) line.wrong("street", "街道代码须为社区代码的前 9 位", "the street is the first 9 digits of the code");
    for (const char* name : {"households", "residents", "staff"}) {
      const std::string text = cell(name);
      if (!text.empty() && (text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos)) line.wrong(name, "须为非负整数", "must be a whole number from 0");
    }
    return;
  }
  const std::string level = cell("level"), place = cell("place");
  if (!level.empty() && level != "region" && level != "city" && level != "county" && level != "street") line.wrong("level", "层级须为 region、city、county、street", "level is region, city, county or street");
  if (fresh && level.empty()) line.wrong("level", "没有层级", "it has no level");
  if (!place.empty() && !digits(place, 6) && !digits(place, 9)) line.wrong("place", "区划代码须为 6 或 9 位数字", "a place has 6 or 9 digits");
  (void)state;
}

Plan plan_register(App& app, const std::string& what, const sheet::Sheet& sheet) {
  Plan plan;
  const state::State& state = app.sequencer.state();
  const registers::Register* found = state.find(what);
  const registers::Version* latest = found != nullptr ? registers::latest(*found) : nullptr;
  if (latest != nullptr) plan.records = latest->records;
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
    const auto cells = cells_of(sheet, sheet.rows[i]);
    Line line;
    line.number = sheet.lines[i];
    line.key = cells.contains(what == "bodies" ? "id" : "code") ? cells.at(what == "bodies" ? "id" : "code") : std::string();
    line.name = cells.contains("name") ? cells.at("name") : std::string();
    const auto at = std::find_if(plan.records.begin(), plan.records.end(), [&](const Value& one) { return registers::record_key(one) == line.key; });
    const bool fresh = at == plan.records.end();
    check_record(state, what, cells, fresh, line);
    if (!seen.emplace(line.key, line.number).second) line.wrong("", "与第 " + std::to_string(seen[line.key]) + " 行重复", "the same as line " + std::to_string(seen[line.key]));
    if (line.problems.empty()) {
      Context record = fresh ? Context{} : at->as_context();
      for (const auto& column : columns_of(what)) {
        if (!cells.contains(column) || cells.at(column).empty()) continue;
        const Value after = cell_value(column, cells.at(column));
        const Value* before = record.find(column);
        if (before != nullptr && *before == after) continue;
        line.differs(column, before != nullptr ? *before : Value(), after);
        record.set(column, after);
      }
      if (!line.fields.empty()) {
        line.change = fresh ? "add" : "change";
        if (fresh) plan.records.push_back(Value(std::move(record)));
        else *at = Value(std::move(record));
      }
    }
    plan.lines.push_back(std::move(line));
  }
  return plan;
}

Context shown(const Plan& plan, bool dry) {
  List rows;
  std::map<std::string, std::int64_t> counts{{"add", 0}, {"change", 0}, {"same", 0}, {"error", 0}};
  for (const Line& line : plan.lines) {
    ++counts[line.change];
    rows.push_back(Value(Context{{"line", static_cast<std::int64_t>(line.number)}, {"key", line.key}, {"name", line.name}, {"change", line.change},
                                 {"fields", Value(line.fields)}, {"problems", Value(line.problems)}}));
  }
  Context numbers;
  for (const auto& [name, count] : counts) numbers.set(name, Value(count));
  return Context{{"dry_run", dry}, {"rows", Value(std::move(rows))}, {"counts", Value(std::move(numbers))}};
}

/// nullopt: no base64.
std::optional<std::string> unpacked(const std::string& base64) {
  std::string out(base64.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), base64.data(), base64.size(), "\r\n", &size, &end, sodium_base64_VARIANT_ORIGINAL);
  if (failed != 0 || end != base64.data() + base64.size()) return std::nullopt;
  out.resize(size);
  return out;
}

}  // namespace

/// What is there now, with the columns that the import reads; their names in Chinese, or as the register has them (lang=en).
Answer get_import_template(App& app, Call& call) {
  const std::string what = call.part(0), format = call.request.parameter("format");
  if (columns_of(what).empty()) return not_found("import");
  if (format != "csv" && format != "xlsx") return bad_field("format", "须为 csv 或 xlsx。", "must be csv or xlsx.");
  sheet::Sheet out{what, columns_of(what), {}};
  if (what == "accounts") {
    for (const auto& account : app.vault.accounts())
      for (const auto& seat : account.seats)
        out.rows.push_back({account.id, account.label, account.level, seat.role, seat.body, seat.community, seat.provider, account.disabled ? "1" : ""});
  }
  const List records = what == "accounts" ? List{} : registers::records_on(app.sequencer.state(), what, std::nullopt);
  for (const Value& record : records) {
    std::vector<std::string> row;
    for (const auto& column : out.columns) {
      const Value& value = record.get(column);
      row.push_back(value.is_number() ? value.as_number().to_string() : value.string_or(""));
    }
    out.rows.push_back(std::move(row));
  }
  if (call.request.parameter("lang") != "en") {
    for (auto& column : out.columns) column = what == "bodies" && column == "level" ? "层级" : headings().at(column);
  }
  return sheet_answer(out, what, format);
}

Answer post_import(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"text", ValueKind::string, false}, {"file", ValueKind::string, false},
                                       {"dry_run", ValueKind::boolean}, {"reason", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const std::string what = call.part(0);
  if (columns_of(what).empty()) return not_found("import");
  const auto bytes = fields.get("file").is_string() ? unpacked(fields.get("file").as_string()) : std::optional(fields.get("text").string_or(""));
  if (!bytes) return bad_field("file", "须为 base64。", "must be base64.");
  auto sheet = sheet::read_table(*bytes, most_rows);
  if (!sheet) return refuse(422, sheet.error().code, sheet.error().message, sheet.error().message_en, sheet.error().where);
  for (auto& heading : sheet->columns) {
    const auto column = column_of(what, trimmed(heading));
    if (!column) return bad_field("file", "不认识的列：" + heading, "has an unknown column: " + heading);
    if (std::count(sheet->columns.begin(), sheet->columns.end(), *column) > (heading == *column ? 1 : 0)) return bad_field("file", "列重复：" + heading, "has a column twice: " + heading);
    heading = *column;
  }
  const bool dry = fields.get("dry_run").as_boolean();
  const Plan plan = what == "accounts" ? plan_accounts(app, call, *sheet) : plan_register(app, what, *sheet);
  Context out = shown(plan, dry);
  const std::string reason = fields.get("reason").as_string();
  // A version of a register keeps the reason; accounts have no versions.
  if (!dry && plan.good() && reason.empty() && what != "accounts") return bad_field("reason", "请写明理由。", "says why.");
  const bool apply = !dry && plan.good() && plan.changes();
  out.set("applied", Value(apply));
  if (!apply) return Value(std::move(out));
  if (what == "accounts") {
    for (const auto& account : plan.accounts) {
      if (auto put = app.vault.put_account(account); !put) return refusal_of(put.error());
      reseat(app.sequencer, account);
      if (!account.disabled) continue;
      if (auto gone = app.sessions.close_all_of(account.id))
        for (const auto& session : *gone) app.hub.drop(session);
    }
    return Value(std::move(out));
  }
  command::PutRegister put;
  put.register_name = what;
  put.effective = base::to_string(base::shanghai_date(base::Instant{call.now_ms}));
  put.reason = reason;
  put.clause = "C";
  put.records = Value(plan.records);
  auto accepted = app.sequencer.submit(call.caller.account + ":" + fields.get("id").as_string(), call.caller.actor(), std::move(put));
  if (!accepted) return refusal_of(accepted.error());
  out.set("seq", Value::from_uint64(accepted->seq));
  return Value(std::move(out));
}

}  // namespace zhunru::server::api
