# What goes into the Python package's wheel (python/pyproject.toml, which builds through this file): the library without a version in its name, since
# wheels hold no links, the weights, and everybody's licences.
add_library(hearsay_python MODULE $<TARGET_OBJECTS:hearsay_objects>)
set_target_properties(hearsay_python PROPERTIES OUTPUT_NAME hearsay LIBRARY_OUTPUT_DIRECTORY wheel)
target_link_libraries(hearsay_python PRIVATE hearsay_flags hearsay_dependencies)
install(TARGETS hearsay_python LIBRARY DESTINATION hearsay/_lib COMPONENT python)
file(GLOB weights models/hearsay-en.*)
install(FILES ${weights} DESTINATION hearsay/_lib COMPONENT python)
install(FILES LICENSE NOTICE DESTINATION ${SKBUILD_METADATA_DIR}/licenses COMPONENT python)
install(FILES models/NOTICE DESTINATION ${SKBUILD_METADATA_DIR}/licenses/models COMPONENT python)
# auditwheel puts these libraries beside ours; Debian says where each one's terms are.
foreach(library libdnnl/libdnnl2 libOpenCL/ocl-icd-libopencl1 libgomp/libgomp1 libjansson/libjansson4 libutf8proc/libutf8proc2 libxxhash/libxxhash0
        libgumbo/libgumbo1 libbrotli/libbrotli1 libsqlite3/libsqlite3-0)
    cmake_path(GET library PARENT_PATH name)
    cmake_path(GET library FILENAME package)
    if(EXISTS /usr/share/doc/${package}/copyright)
        install(FILES /usr/share/doc/${package}/copyright RENAME ${name}.txt DESTINATION ${SKBUILD_METADATA_DIR}/licenses/third-party
            COMPONENT python)
    endif()
endforeach()
