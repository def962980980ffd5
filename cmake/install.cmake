# cmake --install: the library (COMPONENT library), what compiles against it (dev), the program with its manual and completions (program), the weights
# (model). cmake/package.cmake makes a Debian package of each.
install(TARGETS hearsay_shared EXPORT hearsay LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT dev
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS hearsay_static ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)
install(FILES include/hearsay.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev)

configure_file(hearsay.pc.in hearsay.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/hearsay.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)

# find_package(hearsay) and hearsay::hearsay, the shared library.
include(CMakePackageConfigHelpers)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/hearsay-config-version.cmake COMPATIBILITY SameMajorVersion)
install(EXPORT hearsay NAMESPACE hearsay:: FILE hearsay-config.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/hearsay COMPONENT dev)
install(FILES ${CMAKE_BINARY_DIR}/hearsay-config-version.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/hearsay COMPONENT dev)

set(zsh_completions ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
    set(zsh_completions ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)    # where Debian looks for those that are not the system's owner's own
endif()
if(TARGET hearsay_program)
    install(TARGETS hearsay_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
    install(DIRECTORY ${CMAKE_BINARY_DIR}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT manual)
    install(FILES ${CMAKE_BINARY_DIR}/hearsay.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME hearsay COMPONENT program)
    install(FILES ${CMAKE_BINARY_DIR}/_hearsay DESTINATION ${zsh_completions} COMPONENT program)
    install(FILES ${CMAKE_BINARY_DIR}/hearsay.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)
endif()

# The weights, their vocabulary, model card and notice; nothing that is half-written or a checkpoint.
install(DIRECTORY models/ DESTINATION ${CMAKE_INSTALL_DATADIR}/hearsay COMPONENT model
    FILES_MATCHING PATTERN "hearsay-*.safetensors" PATTERN "hearsay-*.vocab.txt" PATTERN "hearsay-*.md" PATTERN "NOTICE")
install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT licence)
install(FILES CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(DIRECTORY lexicon DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program FILES_MATCHING PATTERN "*.tsv" PATTERN "README.md")
