# cpack -G DEB, which ./dev package runs: four Debian packages.
#   hearsay             the program, its manual, completions, documents and systemd unit
#   libhearsay1         the library (the number is HEARSAY_SOVERSION)
#   libhearsay-dev      header, static library, pkg-config file, CMake package
#   hearsay-model-en    the weights and their vocabulary
# What Debian wants besides, and a prefix of one's own does not, is in components NAME_debian, which an installation as a whole leaves out.
set(HEARSAY_MAINTAINER "The hearsay authors <hearsay@localhost>" CACHE STRING "Who answers for the packages")
set(debian ${CMAKE_BINARY_DIR}/debian)
set(components program library dev model)
set(name_program hearsay)
set(name_library libhearsay${HEARSAY_SOVERSION})
set(name_dev libhearsay-dev)
set(name_model hearsay-model-en)

add_custom_command(OUTPUT ${debian}/copyright ${debian}/changelog.gz ${debian}/man/hearsay.1.gz
    COMMAND ${CMAKE_SOURCE_DIR}/packaging/documents ${PROJECT_VERSION} ${HEARSAY_MAINTAINER} ${CMAKE_BINARY_DIR}/man ${debian}
    DEPENDS packaging/documents packaging/copyright CHANGELOG.md NOTICE models/NOTICE ${CMAKE_BINARY_DIR}/man/hearsay.1
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} VERBATIM)
add_custom_target(debian_documents ALL DEPENDS ${debian}/copyright)

foreach(component IN LISTS components)
    install(FILES ${debian}/copyright ${debian}/changelog.gz DESTINATION share/doc/${name_${component}}
        COMPONENT ${component}_debian EXCLUDE_FROM_ALL)
    string(TOUPPER ${component} upper)
    set(CPACK_COMPONENT_${upper}_GROUP ${component})
    set(CPACK_COMPONENT_${upper}_DEBIAN_GROUP ${component})
    set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name_${component}})
    list(APPEND CPACK_COMPONENTS_ALL ${component} ${component}_debian)
endforeach()
install(DIRECTORY ${debian}/man/ DESTINATION share/man/man1 COMPONENT program_debian EXCLUDE_FROM_ALL)
install(FILES packaging/hearsay.service DESTINATION /lib/systemd/system COMPONENT program_debian EXCLUDE_FROM_ALL)
install(FILES packaging/default DESTINATION /etc/default RENAME hearsay COMPONENT program_debian EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME hearsay)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# What a binary needs dpkg-shlibdeps finds; what it needs of ours is named here.
set(ours "= ${PROJECT_VERSION}")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${HEARSAY_MAINTAINER})
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR})
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(about "hearsay reads news articles in English and tells who says what in them, by\nwhich words, through which voices, and who denies it.\n.\n")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "${name_library} (${ours})")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS "man-db")
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "${about}This package has the program, its manual and a systemd unit for its server,\n\
which is not enabled.")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_CONTROL_EXTRA ${CMAKE_SOURCE_DIR}/packaging/postinst ${CMAKE_SOURCE_DIR}/packaging/prerm
    ${CMAKE_SOURCE_DIR}/packaging/postrm ${CMAKE_SOURCE_DIR}/packaging/conffiles)
file(WRITE ${debian}/shlibs "libhearsay ${HEARSAY_SOVERSION} ${name_library} (>= ${PROJECT_VERSION})\n")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${debian}/shlibs ${CMAKE_SOURCE_DIR}/packaging/triggers)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "${name_model} (${ours})")
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION "${about}This package has the shared library.")
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
# The last ones are what pkg-config's Requires.private names, and what the static library is linked to.
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "${name_library} (${ours}), libjansson-dev, libutf8proc-dev, libxxhash-dev, libgumbo-dev, zlib1g-dev, \
libsqlite3-dev, libbrotli-dev, libdnnl-dev")
set(CPACK_DEBIAN_DEV_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_DEV_DESCRIPTION "${about}This package has the header, the static library, and files for pkg-config and\nCMake.")
set(CPACK_DEBIAN_MODEL_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_MODEL_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_MODEL_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_MODEL_DESCRIPTION "${about}This package has the weights, their vocabulary and their model card.")
include(CPack)
