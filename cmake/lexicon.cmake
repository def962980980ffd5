# The tables of lexicon/ become part of the library, as text. In the order in which their senses count: the likelier reading of a name first.
set(lexicon_tables states peoples organs organisations media titles nouns places given-names)

list(TRANSFORM lexicon_tables APPEND .tsv)
list(TRANSFORM lexicon_tables PREPEND ${CMAKE_SOURCE_DIR}/lexicon/ OUTPUT_VARIABLE lexicon_files)
list(JOIN lexicon_tables "," lexicon_names)
set(lexicon_source ${CMAKE_BINARY_DIR}/lexicon_tables.c)
add_custom_command(OUTPUT ${lexicon_source}
    COMMAND ${CMAKE_COMMAND} -DOUT=${lexicon_source} -DNAMES=${lexicon_names} -DFROM=${CMAKE_SOURCE_DIR}/lexicon
        -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${lexicon_files} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake VERBATIM)

# Words for what is said, by rules rather than names: tables of another shape (src/lexicon/cues.h, loaded_words.h).
set(word_tables cues loaded events stands)
list(TRANSFORM word_tables APPEND .tsv)
list(TRANSFORM word_tables PREPEND ${CMAKE_SOURCE_DIR}/lexicon/ OUTPUT_VARIABLE word_files)
list(JOIN word_tables "," word_names)
set(word_source ${CMAKE_BINARY_DIR}/word_tables.c)
add_custom_command(OUTPUT ${word_source}
    COMMAND ${CMAKE_COMMAND} -DOUT=${word_source} -DNAMES=${word_names} -DFROM=${CMAKE_SOURCE_DIR}/lexicon -DARRAY=word_tables
        -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${word_files} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
