# Finds Emscripten: EMSCRIPTEN_ROOT (variable or environment), else emcc on PATH, else .setup/emscripten.
# Sets ZHUNRU_EMSCRIPTEN_ROOT (folder of em++) and ZHUNRU_EMCC_VERSION; stops with advice if there is none.
set(zhunru_emscripten_least 3.1.69)  # the lowest version that was tested

get_filename_component(zhunru_top ${CMAKE_CURRENT_LIST_DIR}/../.. ABSOLUTE)
if(EMSCRIPTEN_ROOT)
  set(ZHUNRU_EMSCRIPTEN_ROOT ${EMSCRIPTEN_ROOT})
elseif(DEFINED ENV{EMSCRIPTEN_ROOT})
  set(ZHUNRU_EMSCRIPTEN_ROOT $ENV{EMSCRIPTEN_ROOT})
else()
  find_program(ZHUNRU_EMCC emcc)
  if(ZHUNRU_EMCC)
    file(REAL_PATH ${ZHUNRU_EMCC} zhunru_emcc)
    get_filename_component(ZHUNRU_EMSCRIPTEN_ROOT ${zhunru_emcc} DIRECTORY)
  else()
    file(REAL_PATH ${zhunru_top}/.setup/emscripten zhunru_unpacked)
    set(ZHUNRU_EMSCRIPTEN_ROOT ${zhunru_unpacked}/usr/share/emscripten)
  endif()
endif()
if(NOT EXISTS ${ZHUNRU_EMSCRIPTEN_ROOT}/em++)
  message(FATAL_ERROR "Emscripten was not found (looked at EMSCRIPTEN_ROOT, PATH and .setup/emscripten).\n"
    "Run tools/setup/all, or install Emscripten ${zhunru_emscripten_least} or newer and set EMSCRIPTEN_ROOT.")
endif()

file(READ ${ZHUNRU_EMSCRIPTEN_ROOT}/emscripten-version.txt ZHUNRU_EMCC_VERSION)
string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" ZHUNRU_EMCC_VERSION "${ZHUNRU_EMCC_VERSION}")
if(ZHUNRU_EMCC_VERSION VERSION_LESS ${zhunru_emscripten_least})
  message(FATAL_ERROR "Emscripten ${ZHUNRU_EMCC_VERSION} in ${ZHUNRU_EMSCRIPTEN_ROOT} is older than "
    "${zhunru_emscripten_least}, the lowest tested version. Set EMSCRIPTEN_ROOT to a newer one.")
endif()
