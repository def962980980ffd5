# The store's tables become part of the library, as the text of src/store/schema.sql and of the steps to it.
set(schema_source ${CMAKE_BINARY_DIR}/store_schema.c)
set(schema_dir ${CMAKE_SOURCE_DIR}/src/store)
add_custom_command(OUTPUT ${schema_source}
    COMMAND ${CMAKE_COMMAND} -DOUT=${schema_source}
        -DNAMES=schema.sql,schema-2.sql,schema-3.sql,schema-4.sql,schema-5.sql,schema-6.sql,schema-7.sql -DFROM=${schema_dir}
        -DARRAY=schema_tables -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${schema_dir}/schema.sql ${schema_dir}/schema-2.sql ${schema_dir}/schema-3.sql ${schema_dir}/schema-4.sql
        ${schema_dir}/schema-5.sql ${schema_dir}/schema-6.sql
        ${schema_dir}/schema-7.sql ${CMAKE_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
