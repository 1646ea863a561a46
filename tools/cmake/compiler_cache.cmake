# Compiles through ccache when it is there, so that several clones and build folders share their objects.
# Included before project(); refuses nothing: without ccache the build is the same, only slower.
find_program(ZHUNRU_CCACHE ccache)
if(ZHUNRU_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(zhunru_launcher env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=time_macros,pch_defines,locale)
  if(CMAKE_TOOLCHAIN_FILE MATCHES "emscripten")
    # ccache sees only the em++ script; the version of what it calls must be part of the key.
    include(${CMAKE_CURRENT_LIST_DIR}/find_emscripten.cmake)
    list(APPEND zhunru_launcher "CCACHE_COMPILERCHECK=string:${ZHUNRU_EMCC_VERSION}")
  endif()
  list(APPEND zhunru_launcher ${ZHUNRU_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${zhunru_launcher} CACHE STRING "" FORCE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${zhunru_launcher} CACHE STRING "" FORCE)
endif()
