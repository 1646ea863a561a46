// Every limit of the core in one file: sizes, depths and steps after which work stops with an Error, never a hang.
// Only constants; whoever needs a limit of its own adds it here with unit and reason.
#pragma once

#include <cstdint>

namespace zhunru::base::limits {

// --- JSON text from outside
inline constexpr std::uint32_t json_bytes = 8u << 20;     ///< bytes of one JSON text
inline constexpr std::uint32_t json_depth = 64;           ///< nested arrays and objects
inline constexpr std::uint32_t json_members = 200'000;    ///< members and elements in one JSON text, all levels together
inline constexpr std::uint32_t json_string_bytes = 4u << 20;  ///< bytes of one JSON string

// --- Values in binary form (codec)
inline constexpr std::uint32_t value_bytes = 64u << 20;   ///< bytes of one encoded value
inline constexpr std::uint32_t value_depth = 128;         ///< nested lists and contexts in one value

// --- FEEL
inline constexpr std::uint32_t feel_text_bytes = 64u << 10;  ///< bytes of one expression
inline constexpr std::uint32_t feel_parse_depth = 64;     ///< nested parts of one expression
inline constexpr std::uint32_t feel_node_height = 128;    ///< levels of the tree of one compiled expression
inline constexpr std::uint32_t feel_eval_depth = 400;     ///< nodes being evaluated inside each other, over all calls
inline constexpr std::uint32_t feel_nodes = 20'000;       ///< nodes of one compiled expression
inline constexpr std::uint32_t feel_steps = 10'000;       ///< default step budget of one evaluation
inline constexpr std::uint32_t feel_call_depth = 64;      ///< nested calls of functions defined in FEEL
inline constexpr std::uint32_t feel_list_items = 100'000; ///< items of a list made by an expression
inline constexpr std::uint32_t feel_string_bytes = 1u << 20;  ///< bytes of a string made by an expression
inline constexpr std::uint32_t feel_regex_steps = 200'000;  ///< matching steps of one matches/replace/split call

// --- DMN
inline constexpr std::uint32_t dmn_bytes = 8u << 20;      ///< bytes of one DMN file
inline constexpr std::uint32_t dmn_elements = 100'000;    ///< XML elements in one DMN file
inline constexpr std::uint32_t dmn_depth = 64;            ///< nested XML elements
inline constexpr std::uint32_t dmn_rules = 5'000;         ///< rules of one decision table
inline constexpr std::uint32_t dmn_columns = 200;         ///< inputs, outputs and annotations of one decision table
inline constexpr std::uint32_t dmn_steps = 200'000;       ///< default FEEL steps of one decision with all it requires

// --- BPMN
inline constexpr std::uint32_t bpmn_bytes = 2u << 20;     ///< bytes of one BPMN file
inline constexpr std::uint32_t bpmn_elements = 20'000;    ///< XML elements in one BPMN file
inline constexpr std::uint32_t bpmn_depth = 64;           ///< nested XML elements
inline constexpr std::uint32_t bpmn_attributes = 64;      ///< attributes of one element
inline constexpr std::uint32_t bpmn_value_bytes = 64u << 10;  ///< bytes of one attribute value or run of text
inline constexpr std::uint32_t bpmn_id_bytes = 128;       ///< bytes of one id
inline constexpr std::uint32_t bpmn_soundness_states = 50'000;  ///< markings that the soundness check looks at
inline constexpr std::uint32_t bpmn_soundness_steps = 1'000'000;  ///< firings that it tries
inline constexpr std::uint32_t bpmn_layout_dummies = 20'000;  ///< helper nodes of one layout; beyond, long edges are drawn straight

}  // namespace zhunru::base::limits
