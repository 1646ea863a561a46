# The libraries that we compile or include, as targets zhunru_dep_* (and zhunru_catch2, zhunru_sha256), the same for
# both hosts. Sources come from .setup/dep (tools/setup/sources) or from ZHUNRU_DEPS_DIR; natively, a library that is
# not there is looked for among the system's packages. Refuses to download anything itself.
set(ZHUNRU_DEPS_DIR ${CMAKE_SOURCE_DIR}/.setup/dep CACHE PATH "Folder with the library sources")

# zhunru_dep_missing(WHAT PACKAGE): a target that cannot be had stops the configuration with advice.
function(zhunru_dep_missing what package)
  message(FATAL_ERROR "${what} was not found under ${ZHUNRU_DEPS_DIR} nor on the system.\n"
    "Run tools/setup/all (it fetches everything into .setup/), or install ${package}.")
endfunction()

# zhunru_quiet_library(NAME sources...): third-party code: no warnings, always optimised.
function(zhunru_quiet_library name)
  add_library(${name} STATIC ${ARGN})
  target_compile_options(${name} PRIVATE -w)
  if(NOT ZHUNRU_WEB)
    target_compile_options(${name} PRIVATE -O2)
  endif()
endfunction()

# zhunru_header_library(TARGET folder header package)
function(zhunru_header_library name folder header package)
  add_library(${name} INTERFACE)
  if(EXISTS ${ZHUNRU_DEPS_DIR}/${folder}/include/${header})
    target_include_directories(${name} SYSTEM INTERFACE ${ZHUNRU_DEPS_DIR}/${folder}/include)
  elseif(NOT ZHUNRU_WEB)
    find_path(${name}_include ${header})
    if(NOT ${name}_include)
      zhunru_dep_missing(${header} ${package})
    endif()
  else()
    zhunru_dep_missing(${header} "nothing: the web build takes its libraries from sources only")
  endif()
endfunction()

# zhunru_system_library(TARGET library header package): the fallback for native builds without .setup.
function(zhunru_system_library name library header package)
  if(ZHUNRU_WEB)
    zhunru_dep_missing(${library} "nothing: the web build takes its libraries from sources only")
  endif()
  find_library(${name}_library NAMES ${library})
  find_path(${name}_include ${header})
  if(NOT ${name}_library OR NOT ${name}_include)
    zhunru_dep_missing(${library} ${package})
  endif()
  add_library(${name} INTERFACE)
  target_link_libraries(${name} INTERFACE ${${name}_library})
  target_include_directories(${name} SYSTEM INTERFACE ${${name}_include})
endfunction()

zhunru_header_library(zhunru_dep_cereal cereal cereal/cereal.hpp libcereal-dev)
zhunru_header_library(zhunru_dep_rapidjson rapidjson rapidjson/document.h rapidjson-dev)
target_compile_definitions(zhunru_dep_rapidjson INTERFACE RAPIDJSON_HAS_STDSTRING=1)
target_link_libraries(zhunru_dep_cereal INTERFACE zhunru_dep_rapidjson)

set(dir ${ZHUNRU_DEPS_DIR}/pugixml)
if(EXISTS ${dir}/pugixml.cpp)
  zhunru_quiet_library(zhunru_dep_pugixml ${dir}/pugixml.cpp)
  target_include_directories(zhunru_dep_pugixml SYSTEM PUBLIC ${dir})
  target_compile_definitions(zhunru_dep_pugixml PUBLIC PUGIXML_NO_XPATH)
else()
  zhunru_system_library(zhunru_dep_pugixml pugixml pugixml.hpp libpugixml-dev)
endif()

set(dir ${ZHUNRU_DEPS_DIR}/sqlite)
if(EXISTS ${dir}/sqlite3.c)
  zhunru_quiet_library(zhunru_dep_sqlite ${dir}/sqlite3.c)
  target_include_directories(zhunru_dep_sqlite SYSTEM PUBLIC ${dir})
  target_compile_definitions(zhunru_dep_sqlite PRIVATE
    SQLITE_DQS=0 SQLITE_ENABLE_FTS5 SQLITE_OMIT_LOAD_EXTENSION SQLITE_OMIT_DEPRECATED SQLITE_OMIT_SHARED_CACHE
    SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_LIKE_DOESNT_MATCH_BLOBS SQLITE_MAX_EXPR_DEPTH=1000 SQLITE_USE_ALLOCA
    SQLITE_DEFAULT_FOREIGN_KEYS=1 SQLITE_TRUSTED_SCHEMA=0)
  if(ZHUNRU_WEB)
    # One thread, our own page store as file system (client/sync): no built-in one.
    target_compile_definitions(zhunru_dep_sqlite PRIVATE SQLITE_THREADSAFE=0 SQLITE_TEMP_STORE=3 SQLITE_OMIT_WAL)
  else()
    # Each connection is used by one thread at a time.
    target_compile_definitions(zhunru_dep_sqlite PRIVATE SQLITE_THREADSAFE=2 SQLITE_ENABLE_DBSTAT_VTAB)
    target_link_libraries(zhunru_dep_sqlite PUBLIC Threads::Threads)
  endif()
else()
  zhunru_system_library(zhunru_dep_sqlite sqlite3 sqlite3.h libsqlite3-dev)
endif()

# 34-digit decimals. The word size follows the host (64 bit natively, 32 bit in WebAssembly); correctly rounded
# operations give the same digits in both (checked by the decimal tests under both hosts).
set(dir ${ZHUNRU_DEPS_DIR}/mpdecimal)
if(EXISTS ${dir}/mpdecimal.h.in)
  if(CMAKE_SIZEOF_VOID_P EQUAL 8)
    set(bits 64)
    set(definitions CONFIG_64 ANSI HAVE_UINT128_T)
  else()
    set(bits 32)
    set(definitions CONFIG_32 ANSI)
  endif()
  set(MPD_HEADER_CONFIG "#define MPD_CONFIG_${bits} 1")
  configure_file(${dir}/mpdecimal.h.in ${CMAKE_BINARY_DIR}/dep/mpdecimal/mpdecimal.h @ONLY)
  zhunru_quiet_library(zhunru_dep_mpdecimal
    ${dir}/basearith.c ${dir}/constants.c ${dir}/context.c ${dir}/convolute.c ${dir}/crt.c ${dir}/difradix2.c
    ${dir}/fnt.c ${dir}/fourstep.c ${dir}/io.c ${dir}/mpalloc.c ${dir}/mpdecimal.c ${dir}/mpsignal.c
    ${dir}/numbertheory.c ${dir}/sixstep.c ${dir}/transpose.c)
  target_compile_definitions(zhunru_dep_mpdecimal PRIVATE ${definitions})
  target_include_directories(zhunru_dep_mpdecimal SYSTEM PUBLIC ${CMAKE_BINARY_DIR}/dep/mpdecimal PRIVATE ${dir})
else()
  zhunru_system_library(zhunru_dep_mpdecimal mpdec mpdecimal.h libmpdec-dev)
endif()

set(dir ${ZHUNRU_DEPS_DIR}/qrcodegen)
if(EXISTS ${dir}/qrcodegen.cpp)
  zhunru_quiet_library(zhunru_dep_qrcodegen ${dir}/qrcodegen.cpp)
  target_include_directories(zhunru_dep_qrcodegen SYSTEM PUBLIC ${dir})
else()
  zhunru_system_library(zhunru_dep_qrcodegen qrcodegencpp qrcodegen.hpp libqrcodegencpp-dev)
endif()

# SHA-256 (libsodium's): one implementation for both hosts. #include <sodium/crypto_hash_sha256.h>
set(dir ${ZHUNRU_DEPS_DIR}/sha256)
if(EXISTS ${dir}/hash_sha256.c)
  zhunru_quiet_library(zhunru_sha256 ${dir}/hash_sha256.c ${dir}/hash_sha256_cp.c
    ${CMAKE_SOURCE_DIR}/tools/cmake/wipe_memory.c)
  target_include_directories(zhunru_sha256 SYSTEM PUBLIC ${dir}/include PRIVATE ${dir}/private)
  target_compile_definitions(zhunru_sha256 PUBLIC SODIUM_STATIC PRIVATE CONFIGURED=1 sodium_memzero=zhunru_wipe_memory)
  target_compile_options(zhunru_sha256 PRIVATE -O2)
else()
  zhunru_system_library(zhunru_sha256 sodium sodium/crypto_hash_sha256.h libsodium-dev)
endif()

if(NOT ZHUNRU_WEB)
  zhunru_system_library(zhunru_dep_sodium sodium sodium.h libsodium-dev)
  find_package(OpenSSL REQUIRED)
  # Boost.Beast and Asio, headers only.
  find_path(ZHUNRU_BOOST_INCLUDE boost/beast.hpp)
  if(NOT ZHUNRU_BOOST_INCLUDE)
    zhunru_dep_missing("Boost.Beast" libboost1.81-dev)
  endif()
  add_library(zhunru_dep_beast INTERFACE)
  target_link_libraries(zhunru_dep_beast INTERFACE OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
  target_compile_definitions(zhunru_dep_beast INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_BEAST_USE_STD_STRING_VIEW)
  # Printing: Pango breaks Chinese lines, cairo writes PDF (docs/decisions/0008-pdf-by-pango.md).
  find_package(PkgConfig)
  if(PKG_CONFIG_FOUND)
    pkg_check_modules(zhunru_print IMPORTED_TARGET pangocairo pangofc cairo-pdf fontconfig)
  endif()
  if(NOT zhunru_print_FOUND)
    zhunru_dep_missing("Pango with cairo" libpango1.0-dev)
  endif()
  add_library(zhunru_dep_print INTERFACE)
  target_link_libraries(zhunru_dep_print INTERFACE PkgConfig::zhunru_print)
  # Spreadsheets that people download.
  find_path(ZHUNRU_XLSX_INCLUDE xlsxwriter.h)
  find_library(ZHUNRU_XLSX xlsxwriter)
  if(NOT ZHUNRU_XLSX_INCLUDE OR NOT ZHUNRU_XLSX)
    zhunru_dep_missing("libxlsxwriter" libxlsxwriter-dev)
  endif()
  add_library(zhunru_dep_sheet INTERFACE)
  # … and those that they upload.
  find_path(ZHUNRU_ZIP_INCLUDE zip.h)
  find_library(ZHUNRU_ZIP zip)
  if(NOT ZHUNRU_ZIP_INCLUDE OR NOT ZHUNRU_ZIP)
    zhunru_dep_missing("libzip" libzip-dev)
  endif()
  target_link_libraries(zhunru_dep_sheet INTERFACE ${ZHUNRU_XLSX} ${ZHUNRU_ZIP} zhunru_dep_pugixml)
  target_include_directories(zhunru_dep_sheet SYSTEM INTERFACE ${ZHUNRU_XLSX_INCLUDE})
  # SMTP and webhooks.
  find_package(CURL)
  if(NOT CURL_FOUND)
    zhunru_dep_missing("libcurl" libcurl4-openssl-dev)
  endif()
  add_library(zhunru_dep_curl INTERFACE)
  target_link_libraries(zhunru_dep_curl INTERFACE CURL::libcurl)
endif()

# Dear ImGui with its OpenGL ES 3 back end; glyphs come from the client's own loader, so no rasteriser inside.
# The client adds its settings by linking an INTERFACE target with IMGUI_USER_CONFIG to zhunru_dep_imgui_config.
set(dir ${ZHUNRU_DEPS_DIR}/imgui)
if(EXISTS ${dir}/imgui.cpp)
  add_library(zhunru_dep_imgui_config INTERFACE)
  target_compile_definitions(zhunru_dep_imgui_config INTERFACE
    IMGUI_USE_WCHAR32 IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS
    IMGUI_DISABLE_FILE_FUNCTIONS IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS)
  set(imgui_sources ${dir}/imgui.cpp ${dir}/imgui_draw.cpp ${dir}/imgui_tables.cpp ${dir}/imgui_widgets.cpp)
  if(ZHUNRU_WEB)
    target_compile_definitions(zhunru_dep_imgui_config INTERFACE
      IMGUI_ENABLE_FREETYPE IMGUI_DISABLE_DEFAULT_FONT IMGUI_IMPL_OPENGL_ES3)
    list(APPEND imgui_sources ${dir}/backends/imgui_impl_opengl3.cpp)
  endif()
  zhunru_quiet_library(zhunru_dep_imgui ${imgui_sources})
  target_include_directories(zhunru_dep_imgui SYSTEM PUBLIC ${dir} ${dir}/backends)
  target_link_libraries(zhunru_dep_imgui PUBLIC zhunru_dep_imgui_config)
  set_target_properties(zhunru_dep_imgui PROPERTIES EXCLUDE_FROM_ALL ON)
elseif(ZHUNRU_WEB)
  zhunru_dep_missing("Dear ImGui 1.92" "nothing: it is compiled from sources")
endif()

set(dir ${ZHUNRU_DEPS_DIR}/catch2)
if(EXISTS ${dir}/catch_amalgamated.cpp)
  # -O1 also natively: this file alone takes 20 s.
  add_library(zhunru_catch2 STATIC ${dir}/catch_amalgamated.cpp)
  target_compile_options(zhunru_catch2 PRIVATE -w)
  target_include_directories(zhunru_catch2 SYSTEM PUBLIC ${dir})
elseif(ZHUNRU_TESTS)
  zhunru_dep_missing("Catch2 (amalgamated)" "nothing: it is compiled from sources; or set ZHUNRU_TESTS=OFF")
endif()
foreach(target zhunru_dep_qrcodegen zhunru_dep_sqlite zhunru_catch2)
  if(TARGET ${target})
    set_target_properties(${target} PROPERTIES EXCLUDE_FROM_ALL ON)
  endif()
endforeach()
unset(dir)
