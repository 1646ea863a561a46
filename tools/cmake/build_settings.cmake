# Language level, warnings, linker and where programs go. Applies to our own code; libraries opt out in deps.cmake.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

# Assertions stay on in every build: no NDEBUG.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O1 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
set(CMAKE_C_FLAGS_RELEASE "-O2 -g1")
set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz")
set(CMAKE_C_FLAGS_MINSIZEREL "-Oz")

include_directories(${CMAKE_SOURCE_DIR})  # path = include = namespace

if(ZHUNRU_WEB)
  # One kind of exceptions on every object and on the link (mixing them breaks at run time).
  add_compile_options(-fwasm-exceptions)
  add_link_options(-fwasm-exceptions)
else()
  find_program(ZHUNRU_MOLD mold)
  find_program(ZHUNRU_LLD ld.lld)
  if(ZHUNRU_MOLD)
    add_link_options(-fuse-ld=mold)
  elseif(ZHUNRU_LLD)
    add_link_options(-fuse-ld=lld)
  endif()
  if(ZHUNRU_SANITIZE)
    add_compile_options(-fsanitize=${ZHUNRU_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${ZHUNRU_SANITIZE})
  else()
    add_compile_options(-fstack-protector-strong)
  endif()
  find_package(Threads REQUIRED)
endif()

# Warnings for our own targets (see zhunru_own_code in targets.cmake).
set(ZHUNRU_WARNINGS -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these wrongly inside its own <string> and <variant> when optimising.
  list(APPEND ZHUNRU_WARNINGS -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds)
endif()
