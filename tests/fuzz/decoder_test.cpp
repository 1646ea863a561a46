// Every fuzz target over the kept corpus and mutations of it, and what the decoders take from the heap: never more than 64
// times their input. The seed of the mutations is printed; ZHUNRU_SEED repeats a run.
#include <catch_amalgamated.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>

#include "engine/base/json.hpp"
#include "engine/base/value_codec.hpp"
#include "engine/bpmn/read.hpp"
#include "engine/codec/archive.hpp"
#include "engine/codec/command_json.hpp"
#include "engine/codec/log_file.hpp"
#include "engine/codec/projection.hpp"
#include "engine/dmn/parse.hpp"
#include "engine/feel/compile.hpp"
#include "engine/form/form.hpp"
#include "tests/fuzz/memory.hpp"
#include "tests/fuzz/seeds.hpp"

#define ZHUNRU_FUZZ(name) extern "C" int fuzz_##name(const std::uint8_t* data, std::size_t size);
ZHUNRU_FUZZ(bpmn_xml)
ZHUNRU_FUZZ(bpmn_round_trip)
ZHUNRU_FUZZ(feel_expression)
ZHUNRU_FUZZ(feel_regex)
ZHUNRU_FUZZ(feel_json)
ZHUNRU_FUZZ(dmn_model)
ZHUNRU_FUZZ(form)
ZHUNRU_FUZZ(event_record)
ZHUNRU_FUZZ(projection)
ZHUNRU_FUZZ(command_json)
#undef ZHUNRU_FUZZ

using namespace zhunru;

namespace {

std::mt19937 random_numbers() {
  const char* given = std::getenv("ZHUNRU_SEED");
  const std::uint32_t seed = given ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
  std::printf("ZHUNRU_SEED=%u\n", seed);
  return std::mt19937(seed);
}

std::size_t below(std::mt19937& random, std::size_t bound) { return bound == 0 ? 0 : random() % bound; }

/// One to four changes: bytes, numbers, cuts, doubled parts, a part of another input.
std::string mutated(std::mt19937& random, std::string text, const std::vector<std::string>& others) {
  for (std::size_t changes = 1 + below(random, 4); changes > 0; --changes) {
    const std::size_t at = below(random, text.size()), length = below(random, std::min<std::size_t>(64, text.size() - at + 1));
    switch (below(random, 6)) {
      case 0: if (!text.empty()) text[at] = static_cast<char>(random()); break;
      case 1: if (at + 4 <= text.size()) for (std::size_t i = 0; i < 4; ++i) text[at + i] = static_cast<char>(below(random, 3) == 0 ? 0xff : 0x00); break;
      case 2: text.erase(at, length); break;
      case 3: text.insert(at, text.substr(at, length)); break;
      case 4: text.resize(at); break;
      default: {
        const std::string& other = others[below(random, others.size())];
        text.insert(at, other.substr(below(random, other.size()), length));
      }
    }
  }
  return text;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

struct Decoder {
  const char* name;
  const char* target;                             ///< whose corpus
  std::function<void(std::string_view)> decode;
  std::vector<std::string> dense;                 ///< as much meaning as fits into few bytes
  bool text = false;                              ///< a language: even a short text makes trees and tables
};

/// What any call may take, however short its input: messages of errors, buffers of the parsers, the first nodes of a tree.
constexpr std::size_t any_call = 16u << 10, any_text = 1u << 20;

/// A record of the events of a real story, many times.
std::string real_events() {
  codec::LogRecord long_one;
  long_one.command.body = command::FireTimers{};
  for (const std::string& bytes : fuzz::seeds("event_record")) {
    const auto record = codec::decode<codec::LogRecord>(bytes);
    if (record) long_one.events.insert(long_one.events.end(), record->events.begin(), record->events.end());
  }
  const auto once = long_one.events;
  for (int i = 0; i < 20; ++i) long_one.events.insert(long_one.events.end(), once.begin(), once.end());
  return codec::encode(long_one);
}

/// A record of the events that a process makes most of, with the shortest names that there are.
std::string short_events() {
  codec::LogRecord record;
  record.command.body = command::FireTimers{"c1"};
  for (state::Id i = 0; i < 3000; ++i) {
    record.events.push_back(event::TokenPassed{"c1", i, state::TokenState::active});
    record.events.push_back(event::TokenMoved{"c1", i, "a", "f"});
    record.events.push_back(event::Unsubscribed{"c1", i});
  }
  return codec::encode(record);
}

std::string large_case() {
  state::Case c;
  c.id = "c1";
  for (state::Id i = 1; i < 1500; ++i) {
    c.tokens[i].id = i;
    c.tasks[i].id = "c1." + std::to_string(i);
    c.timers[i].id = i;
    c.scopes[i].id = i;
    c.visits["e" + std::to_string(i)] = 1;
    c.done.emplace_back();
  }
  return codec::encode(c);
}

/// A record of many of the events that take the fewest bytes: it is refused.
std::string many_events() {
  codec::LogRecord record;
  record.command.body = command::FireTimers{};
  for (int i = 0; i < 4000; ++i) record.events.push_back(event::SignalTaken{});
  return codec::encode(record);
}

std::string many_subprocesses() {
  return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><process id=\"P\">" + repeated("<task/>", 4000) + "</process></definitions>";
}

const std::vector<Decoder>& decoders() {
  static const std::vector<Decoder> all{
      {"event record", "event_record", [](std::string_view in) { (void)codec::decode<codec::LogRecord>(in); }, {many_events(), real_events(), short_events()}},
      {"log file", "event_record", [](std::string_view in) { (void)codec::read_log(in); }, {}},
      {"snapshot of a case", "projection", [](std::string_view in) { (void)codec::decode<state::Case>(in); }, {large_case()}},
      {"projection", "projection", [](std::string_view in) { (void)codec::decode<codec::CaseProjection>(in); }, {}},
      {"texts", "projection", [](std::string_view in) { (void)codec::decode<codec::EngineTexts>(in); }, {}},
      {"value", "feel_json", [](std::string_view in) { (void)base::decode_value(in); },
       {*base::encode_value(base::Value(base::List(5000))), *base::encode_value(base::Value(base::List(5000, base::Value(base::List{})))),
        *base::encode_value(base::Value(base::List(5000, base::Value(base::Context{})))), *base::encode_value(base::Value(base::List(5000, base::Value(""))))}},
      {"JSON", "feel_json", [](std::string_view in) { (void)base::parse_json(in); },
       {"[" + repeated("1,", 5000) + "1]", "[" + repeated("[],", 5000) + "1]", "[" + repeated("{},", 5000) + "1]", "[" + repeated("\"\",", 5000) + "1]"}},
      {"command JSON", "command_json",
       [](std::string_view in) {
         const auto json = base::parse_json(in);
         if (json && json->get("type").is_string()) (void)codec::command_from_json(json->get("type").as_string(), json->get("args"));
       },
       {}},
      {"FEEL", "feel_expression", [](std::string_view in) { (void)feel::compile(in); },
       {repeated("1+", 5000) + "1", "[" + repeated("1,", 5000) + "1]", repeated("a.", 60) + "a", "{" + repeated("a:1,", 2000) + "b:1}"}, true},
      {"form", "form", [](std::string_view in) { (void)form::parse_text(in); },
       {"{\"components\":[" + repeated("{\"type\":\"text\"},", 3000) + "{\"type\":\"text\"}]}", "{\"components\":[" + repeated("{\"type\":\"text\"},", 990) + "{\"type\":\"text\"}]}"}, true},
      {"DMN", "dmn_model", [](std::string_view in) { (void)dmn::parse(in); },
       {"<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\">" + repeated("<decision/>", 4000) + "</definitions>"}, true},
      {"BPMN", "bpmn_xml", [](std::string_view in) { (void)bpmn::read(in); }, {many_subprocesses(), "<a>" + repeated("<a/>", 5000) + "</a>"}, true},
  };
  return all;
}

}  // namespace

TEST_CASE("every fuzz target ends well on the kept corpus and on mutations of it", "[fuzz]") {
  using Entry = int (*)(const std::uint8_t*, std::size_t);
  const std::vector<Entry> entries{fuzz_bpmn_xml, fuzz_bpmn_round_trip, fuzz_feel_expression, fuzz_feel_regex, fuzz_feel_json,
                                   fuzz_dmn_model, fuzz_form, fuzz_event_record, fuzz_projection, fuzz_command_json};
  REQUIRE(entries.size() == fuzz::targets().size());
  std::mt19937 random = random_numbers();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto seeds = fuzz::seeds(fuzz::targets()[i]);
    INFO(fuzz::targets()[i]);
    REQUIRE_FALSE(seeds.empty());
    const auto run = [&](const std::string& input) { REQUIRE(entries[i](reinterpret_cast<const std::uint8_t*>(input.data()), input.size()) == 0); };
    run("");
    for (const std::string& seed : seeds)
      if (seed.size() <= 8192 || &seed == &seeds.back()) run(seed);
    for (int round = 0; round < 150; ++round) run(mutated(random, seeds[below(random, std::min<std::size_t>(seeds.size(), 12))], seeds));
  }
}

TEST_CASE("a decoder never takes more than 64 times its input from the heap", "[fuzz][memory]") {
  std::mt19937 random = random_numbers();
  for (const Decoder& decoder : decoders()) {
    const auto seeds = fuzz::seeds(decoder.target);
    REQUIRE_FALSE(seeds.empty());
    decoder.decode(seeds.front());  // tables that are made once
    std::size_t worst = 0, worst_bytes = 0;
    const auto measure = [&](const std::string& input) {
      fuzz::mark_memory();
      decoder.decode(input);
      const std::size_t taken = fuzz::memory_since_mark();
      const std::size_t constant = decoder.text ? any_text : any_call;
      const std::size_t factor = taken > constant ? (taken - constant) / (input.size() + 1) : 0;
      if (factor > worst || worst_bytes == 0) worst = factor, worst_bytes = input.size();
      if (factor > 64) {
        INFO(decoder.name << ": " << taken << " bytes for " << input.size() << ": " << input.substr(0, 60));
        CHECK(factor <= 64);
      }
    };
    for (const std::string& input : decoder.dense) measure(input);
    for (const std::string& seed : seeds) measure(seed);
    for (int round = 0; round < 300; ++round) measure(mutated(random, seeds[below(random, seeds.size())], seeds));
    std::printf("%-20s at most %zu times its input (%zu bytes)\n", decoder.name, worst, worst_bytes);
  }
}

TEST_CASE("what people and processes really make is not refused for its size in memory", "[fuzz][memory]") {
  for (const std::string& bytes : {real_events(), short_events()}) {
    const auto record = codec::decode<codec::LogRecord>(bytes);
    INFO((record ? std::string() : record.error().message_en));
    CHECK(record.ok());
  }
  CHECK(codec::decode<state::Case>(large_case()).ok());
  CHECK(codec::decode<codec::LogRecord>(many_events()).error().code == "malformed-bytes");
}
