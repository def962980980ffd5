# What the library stands on; all of it in Debian 12 (./dev has the packages).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(jansson REQUIRED IMPORTED_TARGET jansson>=2.13)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash>=0.8)
pkg_check_modules(gumbo REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(libarchive REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3>=3.40)
pkg_check_modules(brotli REQUIRED IMPORTED_TARGET libbrotlidec)

# Not by oneDNN's own CMake package: that one asks for OpenCL's headers, which the CPU engine does not need.
find_path(DNNL_INCLUDE_DIR dnnl.h)
find_library(DNNL_LIBRARY dnnl)
if(NOT DNNL_INCLUDE_DIR OR NOT DNNL_LIBRARY)
    message(FATAL_ERROR "oneDNN is missing (Debian: libdnnl-dev)")
endif()

add_library(hearsay_dependencies INTERFACE)
target_include_directories(hearsay_dependencies SYSTEM INTERFACE ${DNNL_INCLUDE_DIR})
# gomp by name, under clang too: Debian's oneDNN runs on libgomp, so omp_set_num_threads() must be that library's.
# What no source calls is not linked (--as-needed).
target_link_libraries(hearsay_dependencies INTERFACE PkgConfig::jansson PkgConfig::utf8proc PkgConfig::xxhash PkgConfig::gumbo PkgConfig::libarchive
    PkgConfig::zlib PkgConfig::sqlite3 PkgConfig::brotli ${DNNL_LIBRARY} gomp Threads::Threads m)
