# The engine as a library for other programs (native): `cmake --build build/native --target zhunru_engine`, then
# `cmake --install build/native --component engine --prefix DIR`. One archive with everything in it, the headers, and a
# CMake package: find_package(zhunru_engine 1 REQUIRED), target zhunru::engine. docs/example-embed is a program that uses it.
include(CMakePackageConfigHelpers)
set(ZHUNRU_ENGINE_VERSION 1.0.0)

add_library(zhunru_engine STATIC EXCLUDE_FROM_ALL)
foreach(part zhunru_core zhunru_rule zhunru_form zhunru_calendar zhunru_register zhunru_bpmn zhunru_dmn zhunru_feel zhunru_base
             zhunru_dep_pugixml zhunru_dep_mpdecimal zhunru_sha256)
  get_target_property(kind ${part} TYPE)
  if(kind STREQUAL "STATIC_LIBRARY")
    target_sources(zhunru_engine PRIVATE $<TARGET_OBJECTS:${part}>)
  else()  # the system's own library: named for whoever links
    get_target_property(libraries ${part} INTERFACE_LINK_LIBRARIES)
    target_link_libraries(zhunru_engine PUBLIC ${libraries})
  endif()
endforeach()
set_target_properties(zhunru_engine PROPERTIES LINKER_LANGUAGE CXX EXPORT_NAME engine)
target_compile_features(zhunru_engine PUBLIC cxx_std_20)
target_include_directories(zhunru_engine INTERFACE $<INSTALL_INTERFACE:include/zhunru>)

install(TARGETS zhunru_engine EXPORT zhunru_engine ARCHIVE DESTINATION lib COMPONENT engine)
install(EXPORT zhunru_engine NAMESPACE zhunru:: FILE zhunru_engine-config.cmake DESTINATION lib/cmake/zhunru_engine COMPONENT engine)
# Two headers show a library of others and belong to the inside: codec/archive.hpp (cereal) and dmn/reader.hpp (pugixml).
install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/ DESTINATION include/zhunru/engine COMPONENT engine
        FILES_MATCHING PATTERN "*.hpp" PATTERN archive.hpp EXCLUDE PATTERN reader.hpp EXCLUDE PATTERN sqlite EXCLUDE)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/zhunru_engine-config-version.cmake
                                 VERSION ${ZHUNRU_ENGINE_VERSION} COMPATIBILITY SameMajorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/zhunru_engine-config-version.cmake DESTINATION lib/cmake/zhunru_engine COMPONENT engine)
