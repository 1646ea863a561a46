# The toolchain file of the preset `web`: Emscripten's own one, from wherever find_emscripten.cmake finds it.
include(${CMAKE_CURRENT_LIST_DIR}/find_emscripten.cmake)
include(${ZHUNRU_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake)
