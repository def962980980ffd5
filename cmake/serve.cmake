# The server: src/serve, and the page of web/ embedded in it. A library of its own, which the program and the tests link.
pkg_check_modules(microhttpd REQUIRED IMPORTED_TARGET libmicrohttpd>=0.9.75)
file(GLOB serve_sources CONFIGURE_DEPENDS src/serve/*.c)
file(GLOB_RECURSE web_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/web web/*.html web/*.css web/*.js web/*.svg)
list(SORT web_files)

# embedded(ARRAY FROM NAMES...): a C file with these files of a folder as string constants.
function(embedded array from)
    set(out ${CMAKE_BINARY_DIR}/${array}.c)
    list(TRANSFORM ARGN PREPEND ${from}/ OUTPUT_VARIABLE paths)
    list(JOIN ARGN "," names)
    add_custom_command(OUTPUT ${out}
        COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAMES=${names} -DFROM=${from} -DARRAY=${array} -DFILES=ON -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
        DEPENDS ${paths} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
    list(APPEND serve_sources ${out})
    set(serve_sources ${serve_sources} PARENT_SCOPE)
endfunction()

embedded(web_files ${CMAKE_SOURCE_DIR}/web ${web_files})

# What is written down elsewhere: the schema of a document, and what README.md says of the scores and limits, which the page shows: so no figure is
# there twice. They are read when CMake configures; it does so again when one of them changes.
set(api_dir ${CMAKE_BINARY_DIR}/api)
configure_file(${CMAKE_SOURCE_DIR}/src/serve/openapi.json ${api_dir}/openapi.json COPYONLY)
configure_file(${CMAKE_SOURCE_DIR}/docs/hearsay-1.schema.json ${api_dir}/hearsay-1.schema.json COPYONLY)
configure_file(${CMAKE_SOURCE_DIR}/README.md ${api_dir}/README.md COPYONLY)
file(READ ${CMAKE_SOURCE_DIR}/README.md readme)
string(FIND "${readme}" "## How good it is" scores_begin)
string(FIND "${readme}" "## More" scores_end)
if(scores_begin EQUAL -1 OR scores_end LESS scores_begin)
    message(FATAL_ERROR "README.md has no section 'How good it is' before 'More', which the page shows")
endif()
math(EXPR scores_length "${scores_end} - ${scores_begin}")
string(SUBSTRING "${readme}" ${scores_begin} ${scores_length} scores)
file(CONFIGURE OUTPUT ${api_dir}/scores.md CONTENT "${scores}" @ONLY)
embedded(api_files ${api_dir} openapi.json hearsay-1.schema.json scores.md)
# The drawings that these sections show.
string(REGEX MATCHALL "\\(docs/[a-z0-9-]+\\.svg\\)" figures "${scores}")
list(TRANSFORM figures REPLACE "[()]" "")
embedded(example_files ${CMAKE_SOURCE_DIR} examples/dam.txt examples/night-buses.txt examples/markets.txt ${figures})

add_library(hearsay_serve STATIC ${serve_sources})
target_include_directories(hearsay_serve PUBLIC include src)
target_link_libraries(hearsay_serve PRIVATE hearsay_flags PUBLIC PkgConfig::microhttpd hearsay_dependencies)
