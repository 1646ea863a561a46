# Functions that the folders' CMakeLists.txt call. Nothing here knows a single target of theirs.

# zhunru_add_folder(NAME): adds a folder of the tree if it has a CMakeLists.txt.
function(zhunru_add_folder name)
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/CMakeLists.txt)
    add_subdirectory(${name})
  endif()
endfunction()

# zhunru_own_code(TARGET): our warnings for a target of ours.
function(zhunru_own_code target)
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:${ZHUNRU_WARNINGS}>)
endfunction()

# zhunru_library(NAME sources... LIBS ...): a static library of our own code.
function(zhunru_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBS")
  add_library(${name} STATIC ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PUBLIC ${arg_LIBS})
  zhunru_own_code(${name})
endfunction()

# zhunru_program(NAME sources... LIBS ...): a program of our own; for the web a script for node with the host's files.
function(zhunru_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBS")
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE ${arg_LIBS})
  zhunru_own_code(${name})
  if(ZHUNRU_WEB)
    target_link_options(${name} PRIVATE ${ZHUNRU_NODE_LINK_OPTIONS})
  endif()
endfunction()

# What a program under node needs: real files, memory that grows, a stack like a thread's, our exit code.
set(ZHUNRU_NODE_LINK_OPTIONS
    -O1 -sENVIRONMENT=node -sNODERAWFS=1 -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=4MB -sEXIT_RUNTIME=1)

# zhunru_unit_test(NAME sources... LIBS ... [TIMEOUT seconds] [NATIVE_ONLY]): a Catch2 program known to ctest, under
# node when building for the web. Its working directory is the source tree, so tests read data by relative path.
function(zhunru_unit_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "NATIVE_ONLY" "TIMEOUT" "LIBS")
  if(NOT ZHUNRU_TESTS OR (ZHUNRU_WEB AND arg_NATIVE_ONLY))
    return()
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  zhunru_program(${name} ${arg_UNPARSED_ARGUMENTS} LIBS ${arg_LIBS} zhunru_catch2)
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT})
endfunction()
