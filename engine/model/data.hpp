// Data of a process: data objects, stores, properties, inputs and outputs, and the associations that move values
// (BPMN 2.0 §10.4). Values themselves live in the state.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/model/expression.hpp"

namespace zhunru::model {

enum class DataKind : std::uint8_t {
  data_object, data_object_reference, data_store, data_store_reference, property, data_input, data_output,
};

/// A place for a value.
struct Data {
  DataKind kind = DataKind::data_object;
  std::string id, name;
  std::string variable;      ///< name of the variable that holds it: the name when there is one, else the id; of a reference: that of what it refers to
  Index item = none;         ///< in Definitions::items
  bool collection = false;
  std::string state;         ///< dataState name
  Index refers_to = none;    ///< references: in Definitions::data
  Index scope = none;        ///< scope that holds it, in Definitions::scopes; none for stores on the top level
  Index node = none;         ///< node that holds it (its property, input or output), in Definitions::nodes
  std::int32_t line = 0;
};

/// from -> to inside an association.
struct DataAssignment {
  Index from = none;         ///< expression
  std::string to;            ///< target path as written
};

/// One data association of a node.
struct DataAssociation {
  std::string id;
  std::vector<Index> sources;      ///< in Definitions::data
  Index target = none;             ///< in Definitions::data
  Index transformation = none;     ///< expression
  std::vector<DataAssignment> assignments;
  std::int32_t line = 0;
};

/// inputSet or outputSet.
struct DataSet {
  std::string id, name;
  std::vector<Index> data;             ///< in Definitions::data
  std::vector<Index> optional_data;
  std::vector<Index> while_executing;
};

/// ioSpecification of an activity, process or global task; events have bare inputs and outputs.
struct IoSpecification {
  bool present = false;
  std::vector<Index> inputs, outputs;  ///< in Definitions::data
  std::vector<DataSet> input_sets, output_sets;
};

}  // namespace zhunru::model
