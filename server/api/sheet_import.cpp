// Accounts, bodies and communities from a spreadsheet (CSV), with a dry run that says line by line what would be added, changed or
// refused and why; all or nothing. And one-time links by which somebody invites a colleague into the own body.
#include <algorithm>
#include <array>
#include <map>

#include "engine/register/register.hpp"
#include "server/api/resources.hpp"
#include "server/api/sheet_answer.hpp"
#include "server/api/strict.hpp"
#include "server/auth/password.hpp"
#include "server/read_model/words.hpp"

namespace zhunru::server::api {

namespace {

using base::Context;
using base::List;
using base::Value;
using base::ValueKind;

constexpr std::size_t most_rows = 2'000;
constexpr std::int64_t link_ms = 24 * 3'600'000LL;

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

void check_account(const state::State& state, const std::map<std::string, std::string>& cells, Line& line) {
  const auto cell = [&](const char* name) { return cells.contains(name) ? cells.at(name) : std::string(); };
  const std::string id = cell("account");
  const bool good = !id.empty() && id.size() <= 64 && id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == std::string::npos;
  if (!good) line.wrong("account", "账号须为 1–64 个字母、数字、点、横线", "an account is 1 to 64 letters, digits, dots, hyphens");
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
    line.number = i + 2;
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
      line.differs("seats", Value(), Value(seats_text(account)));
    } else {
      account.stratum = before->stratum;
      const std::array<std::array<std::string, 3>, 4> pairs{{{"label", before->label, account.label}, {"level", before->level, account.level},
                                                             {"seats", seats_text(*before), seats_text(account)},
                                                             {"disabled", before->disabled ? "true" : "false", account.disabled ? "true" : "false"}}};
      for (const auto& [name, was, is] : pairs) {
        if (was == is) continue;
        line.change = "change";
        line.differs(name, Value(was), Value(is));
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
    line.number = i + 2;
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

}  // namespace

/// What is there now, with the columns that the import reads.
Answer get_import_template(App& app, Call& call) {
  const std::string what = call.part(0), format = call.request.parameter("format");
  if (columns_of(what).empty()) return not_found("import");
  if (format != "csv" && format != "xlsx") return bad_field("format", "须为 csv 或 xlsx。", "must be csv or xlsx.");
  sheet::Sheet out{what, columns_of(what), {}};
  if (what == "accounts") {
    for (const auto& account : app.vault.accounts())
      for (const auto& seat : account.seats)
        out.rows.push_back({account.id, account.label, account.level, seat.role, seat.body, seat.community, seat.provider, account.disabled ? "1" : ""});
    return sheet_answer(out, what, format);
  }
  for (const Value& record : registers::records_on(app.sequencer.state(), what, std::nullopt)) {
    std::vector<std::string> row;
    for (const auto& column : out.columns) {
      const Value& value = record.get(column);
      row.push_back(value.is_number() ? value.as_number().to_string() : value.string_or(""));
    }
    out.rows.push_back(std::move(row));
  }
  return sheet_answer(out, what, format);
}

Answer post_import(App& app, Call& call) {
  auto read = read_body(call.request, {{"id", ValueKind::string}, {"text", ValueKind::string}, {"dry_run", ValueKind::boolean}, {"reason", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const std::string what = call.part(0);
  if (columns_of(what).empty()) return not_found("import");
  auto sheet = sheet::read_csv(fields.get("text").as_string(), most_rows);
  if (!sheet) return refusal_of(sheet.error());
  for (const auto& column : sheet->columns) {
    const auto& known = columns_of(what);
    if (std::find(known.begin(), known.end(), trimmed(column)) == known.end())
      return bad_field("text", "不认识的列:" + column, "has an unknown column: " + column);
  }
  const bool dry = fields.get("dry_run").as_boolean();
  const Plan plan = what == "accounts" ? plan_accounts(app, call, *sheet) : plan_register(app, what, *sheet);
  Context out = shown(plan, dry);
  const std::string reason = fields.get("reason").as_string();
  if (!dry && plan.good() && reason.empty()) return bad_field("reason", "请写明理由。", "says why.");
  const bool apply = !dry && plan.good() && plan.changes();
  out.set("applied", Value(apply));
  if (!apply) return Value(std::move(out));
  if (what == "accounts") {
    for (const auto& account : plan.accounts) {
      if (auto put = app.vault.put_account(account); !put) return refusal_of(put.error());
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

/// {account, label, role}: a head, an office or a chair gives a colleague of the own body an account and hands out the link.
Answer post_colleague(App& app, Call& call) {
  auto read = read_body(call.request, {{"account", ValueKind::string}, {"label", ValueKind::string}, {"role", ValueKind::string}});
  if (auto* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const Value& fields = std::get<Value>(read);
  const std::string role = fields.get("role").as_string();
  static const std::map<std::string, std::vector<std::string>> may{
      {"applicant_head", {"applicant_clerk", "applicant_finance", "applicant_head"}},
      {"office_clerk", {"office_clerk"}},
      {"office_reviewer", {"office_clerk", "office_reviewer"}},
      {"chair", {"member", "chair"}},
      {"member", {"member", "member_dept", "legal_reviewer", "finance_reviewer", "data_reviewer"}}};
  const command::Seat* own = nullptr;
  for (const auto& seat : call.caller.seats) {
    const auto found = may.find(seat.role);
    if (found != may.end() && !seat.body.empty() && std::find(found->second.begin(), found->second.end(), role) != found->second.end()) own = &seat;
  }
  if (own == nullptr) return refuse(403, "not_yours", "只能邀请本单位的同事,岗位须是您可以邀请的。", "You can invite colleagues of your own body only, for posts that you may invite to.", "role");
  std::map<std::string, std::string> cells{{"account", fields.get("account").as_string()}, {"role", role}, {"body", own->body}};
  Line line;
  check_account(app.sequencer.state(), cells, line);
  if (!line.problems.empty()) {
    const Value& first = line.problems.front();
    return bad_field(first.get("field").string_or(""), first.get("message").string_or(""), first.get("message_en").string_or(""));
  }
  if (app.vault.account(cells["account"])) return refuse(409, "account_exists", "这个账号已有人使用。", "This account is taken.", "account");
  vault::Account account;
  account.id = cells["account"];
  account.label = fields.get("label").as_string().empty() ? account.id : fields.get("label").as_string();
  account.level = "L2";
  account.seats = {{role, own->body, "", ""}};
  if (auto put = app.vault.put_account(account); !put) return refusal_of(put.error());
  const std::string token = auth::random_token();
  if (auto put = app.vault.put_reset(auth::token_hash(token), account.id, call.now_ms - app.clock.offset_ms() + link_ms); !put) return refusal_of(put.error());
  return Value(Context{{"account", account.id}, {"url", origin_of(call.request) + "/set-password/" + token}, {"valid_h", 24}});
}

}  // namespace zhunru::server::api
