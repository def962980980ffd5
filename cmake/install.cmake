# cmake --install: header, both libraries, pkg-config file, program with its manual page and completions, model.
install(FILES include/hearsay.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS hearsay_shared hearsay_static LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
if(TARGET hearsay_program)
    install(TARGETS hearsay_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(FILES ${CMAKE_BINARY_DIR}/hearsay.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${CMAKE_BINARY_DIR}/hearsay.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME hearsay)
    install(FILES ${CMAKE_BINARY_DIR}/_hearsay DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
    install(FILES ${CMAKE_BINARY_DIR}/hearsay.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()

configure_file(hearsay.pc.in hearsay.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/hearsay.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The weights, their vocabulary, model card and notice; nothing that is half-written or a checkpoint.
install(DIRECTORY models/ DESTINATION ${CMAKE_INSTALL_DATADIR}/hearsay
    FILES_MATCHING PATTERN "hearsay-*.safetensors" PATTERN "hearsay-*.vocab.txt" PATTERN "hearsay-*.md" PATTERN "NOTICE")
install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})
