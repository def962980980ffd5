# Writes tables as string constants into a C file: cmake -DOUT=FILE -DNAMES=a.tsv,b.tsv -DFROM=DIR [-DARRAY=lexicon_tables] -P embed.cmake
# A line of a table is a line of the C file, so that both can be read; what is read at run time is the same text that a user could give.
if(NOT ARRAY)
    set(ARRAY lexicon_tables)
endif()
string(REPLACE "_tables" "_n_tables" COUNT "${ARRAY}")
string(REPLACE "," ";" names "${NAMES}")
set(arrays "")
set(rows "")
set(n 0)
foreach(name IN LISTS names)
    file(READ "${FROM}/${name}" text)
    string(REPLACE "\\" "\\\\" text "${text}")
    string(REPLACE "\"" "\\\"" text "${text}")
    string(REPLACE "?" "\\?" text "${text}")        # ?? could begin a trigraph
    string(REPLACE "\n" "\\n\"\n    \"" text "${text}")
    string(APPEND arrays "static const char table_${n}[] =\n    \"${text}\";\n\n")
    string(APPEND rows "    { \"lexicon/${name}\", table_${n}, sizeof table_${n} - 1, false },\n")
    math(EXPR n "${n} + 1")
endforeach()
file(WRITE "${OUT}" "/* Made by cmake/embed.cmake from lexicon/. */\n#include \"lexicon/index.h\"\n\n"
    "${arrays}const struct table ${ARRAY}[] = {\n${rows}};\nconst size_t ${COUNT} = ${n};\n")
