# Every test runs in the source root, where models/, examples/ and tests/ are.
pkg_check_modules(cmocka REQUIRED IMPORTED_TARGET cmocka)

# A file of tests/unit is one cmocka program, which sees the library's inside. UNIT_ROOT: where its data files are.
file(GLOB unit_sources CONFIGURE_DEPENDS tests/unit/*.c)
foreach(source ${unit_sources})
    get_filename_component(name ${source} NAME_WE)
    add_executable(unit_${name} ${source})
    set_target_properties(unit_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_include_directories(unit_${name} PRIVATE src tests/unit)
    target_link_libraries(unit_${name} PRIVATE hearsay_flags hearsay_static PkgConfig::cmocka)
    add_test(NAME unit.${name} COMMAND unit_${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endforeach()
