# Every test runs in the source root, where models/, examples/ and tests/ are.
pkg_check_modules(cmocka REQUIRED IMPORTED_TARGET cmocka)

# A file of tests/unit is one cmocka program, which sees the library's inside. UNIT_ROOT: where its data files are.
file(GLOB unit_sources CONFIGURE_DEPENDS tests/unit/*.c)
foreach(source ${unit_sources})
    get_filename_component(name ${source} NAME_WE)
    add_executable(unit_${name} ${source})
    set_target_properties(unit_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_include_directories(unit_${name} PRIVATE tests/unit)
    target_link_libraries(unit_${name} PRIVATE hearsay_flags hearsay_serve hearsay_open PkgConfig::cmocka)
    add_test(NAME unit.${name} COMMAND unit_${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    file(STRINGS ${source} starts_threads REGEX "pthread_create")
    if(starts_threads)
        set_tests_properties(unit.${name} PROPERTIES LABELS threads)       # what ./dev tsan runs
    endif()
endforeach()

# A clean environment for what runs the program: the tree's own model, no colours, a locale of its own.
set(test_environment "HEARSAY_MODEL=${CMAKE_SOURCE_DIR}/models/hearsay-en.safetensors" "LC_ALL=C.UTF-8" "PYTHONDONTWRITEBYTECODE=1")
# How many times as long the tests of the server wait for a build that is slow.
if(HEARSAY_SANITIZE STREQUAL "thread")
    list(APPEND test_environment "HEARSAY_PATIENCE=10")
elseif(HEARSAY_SANITIZE)
    list(APPEND test_environment "HEARSAY_PATIENCE=4")
endif()

# script_test(NAME COMMAND...): a script; exit status 77 means that it was skipped.
function(script_test name)
    add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77 ENVIRONMENT "${test_environment}")
endfunction()

# Sanitizers and counters export symbols of their own and want their own flags, so these two look at the plain build.
if(NOT HEARSAY_SANITIZE AND NOT HEARSAY_COVERAGE)
    script_test(symbols.shared tests/symbols.sh $<TARGET_FILE:hearsay_shared>)
    script_test(symbols.static tests/symbols.sh $<TARGET_FILE:hearsay_static>)
    if(TARGET hearsay_program AND TARGET example_read)
        script_test(install tests/install.sh ${CMAKE_BINARY_DIR})
    endif()
endif()

# Every example runs on the first article of examples/.
foreach(source ${example_sources})
    get_filename_component(name ${source} NAME_WE)
    file(GLOB articles CONFIGURE_DEPENDS examples/*.txt)
    list(GET articles 0 article)
    script_test(example.${name} $<TARGET_FILE:example_${name}> ${article})
endforeach()

if(TARGET hearsay_program AND EXISTS ${CMAKE_SOURCE_DIR}/tests/cli/run)
    script_test(cli tests/cli/run $<TARGET_FILE:hearsay_program>)
    script_test(completion tests/completion.sh $<TARGET_FILE:hearsay_program>)
    if(HEARSAY_SANITIZE STREQUAL "thread")
        # The parts of it that start threads, for ./dev tsan.
        script_test(cli.threads tests/cli/run $<TARGET_FILE:hearsay_program> threads records output)
        set_tests_properties(cli.threads PROPERTIES LABELS threads)
    endif()
endif()

# The server on its socket, and the page in a browser.
if(TARGET hearsay_program)
    script_test(serve.live python3 tests/serve/live.py $<TARGET_FILE:hearsay_program>)
    set_tests_properties(serve.live PROPERTIES RUN_SERIAL ON)              # it measures how long others wait
    if(HEARSAY_SANITIZE)
        set_tests_properties(serve.live PROPERTIES LABELS threads TIMEOUT 1800)
    endif()
    script_test(serve.soak python3 tests/serve/soak.py $<TARGET_FILE:hearsay_program>)
    set_tests_properties(serve.soak PROPERTIES LABELS slow TIMEOUT 900 RUN_SERIAL ON)
    script_test(serve.api python3 tests/serve/api.py $<TARGET_FILE:hearsay_program>)
    if(NOT HEARSAY_SANITIZE)
        script_test(page tests/page/run $<TARGET_FILE:hearsay_program>)
        set_tests_properties(page PROPERTIES RUN_SERIAL ON)                # it measures how soon the page is there
    endif()
endif()

# The scorers: on cases counted by hand, and, where the data are, against the scorers that came with them.
script_test(eval.scorers python3 tests/eval/test_scorers.py)
script_test(eval.parity python3 tests/eval/test_parity.py)
if(TARGET hearsay_program)
    script_test(exports python3 tests/exports/run.py $<TARGET_FILE:hearsay_program>)
    # The weights are tiny and random ones: only the store is looked at.
    script_test(store.kill python3 tests/store/kill.py $<TARGET_FILE:hearsay_program> 1)
    script_test(store.kills python3 tests/store/kill.py $<TARGET_FILE:hearsay_program> 50)
    script_test(store.full_disk python3 tests/store/full_disk.py $<TARGET_FILE:hearsay_program>)
    foreach(name kill kills full_disk)
        set_tests_properties(store.${name} PROPERTIES
            ENVIRONMENT "HEARSAY_MODEL=${CMAKE_SOURCE_DIR}/tests/golden/tiny.safetensors;LC_ALL=C.UTF-8;PYTHONDONTWRITEBYTECODE=1")
    endforeach()
    set_tests_properties(store.kills PROPERTIES LABELS slow)
    script_test(store.scale python3 bench/store.py --program $<TARGET_FILE:hearsay_program> --bench $<TARGET_FILE:bench_store>
        --trace $<TARGET_FILE:bench_trace> --check)
    set_tests_properties(store.scale PROPERTIES LABELS slow TIMEOUT 3600)
    script_test(faults.writers python3 tests/faults/writers.py $<TARGET_FILE:hearsay_program>)
    script_test(faults.damaged python3 tests/faults/damaged.py $<TARGET_FILE:hearsay_program>)
    foreach(name writers damaged)
        set_tests_properties(faults.${name} PROPERTIES
            ENVIRONMENT "HEARSAY_MODEL=${CMAKE_SOURCE_DIR}/tests/golden/tiny.safetensors;LC_ALL=C.UTF-8;PYTHONDONTWRITEBYTECODE=1")
    endforeach()
    script_test(store.sql python3 tests/store/sql.py $<TARGET_FILE:hearsay_program>)
    script_test(trace python3 tests/trace/run.py $<TARGET_FILE:hearsay_program>)
    script_test(trace.folding python3 tests/trace/folding.py $<TARGET_FILE:hearsay_program>)
    script_test(chains python3 tests/chains.py $<TARGET_FILE:hearsay_program>)
    foreach(name run floors copies)
        script_test(eval.${name} python3 tests/eval/test_${name}.py)
        set_property(TEST eval.${name} APPEND PROPERTY ENVIRONMENT "HEARSAY_PROGRAM=$<TARGET_FILE:hearsay_program>")
    endforeach()
    set_tests_properties(eval.floors PROPERTIES LABELS slow)
endif()
if(TARGET bench_read)
    script_test(bench python3 bench/run.py --program $<TARGET_FILE:bench_read> --stages $<TARGET_FILE:bench_stages> --rounds 1 examples)
    script_test(bench.pages python3 bench/pages.py --program $<TARGET_FILE:bench_pages> --rounds 1)
endif()

# The Python package, as ./dev has built it from the same sources; it has no sanitizers.
if(TARGET hearsay_program AND NOT HEARSAY_SANITIZE)
    function(python_test name)
        script_test(${name} python3 python/tests/run.py $<TARGET_FILE:hearsay_program> ${ARGN})
    endfunction()
    python_test(python test_read test_many test_copies test_package)
    python_test(python.store test_store)
    python_test(python.spacy test_spacy)
    python_test(python.sdist test_sdist)
    python_test(python.sdist.build test_sdist)
    set_tests_properties(python.sdist.build PROPERTIES LABELS slow)
    set_property(TEST python.sdist.build APPEND PROPERTY ENVIRONMENT "HEARSAY_BUILD=1")
    python_test(python.spark test_spark)
    set_tests_properties(python.spark PROPERTIES TIMEOUT 1500)      # a minute, but for a machine that has much else to do
    python_test(python.spark.many test_spark)
    set_tests_properties(python.spark.many PROPERTIES LABELS slow TIMEOUT 3600)
    set_property(TEST python.spark.many APPEND PROPERTY ENVIRONMENT "HEARSAY_ARTICLES=10000")
endif()

# Where CLDR is installed, in the version that the table was made from.
script_test(lexicon.states python3 lexicon/build_states.py --check)

# docs/reliability.md: what is promised, and by which test it is held.
script_test(faults.promises python3 tests/faults/promises.py)

# Documents: links, commands that they name, the header's contents, their examples. Lines that are too long.
script_test(docs tests/docs.sh)
script_test(docs.c_api python3 tests/c_api.py)
if(TARGET hearsay_program)
    script_test(docs.examples python3 tests/docs.py $<TARGET_FILE:hearsay_program>)
endif()
script_test(columns tests/columns.py)

# Inputs made to cost more than their length (tests/limits): how their time grows, and an hour of them.
if(NOT SKBUILD)
    add_library(traps OBJECT tests/limits/traps.c)
    target_link_libraries(traps PRIVATE hearsay_flags hearsay_open)
    foreach(name growth soak)
        add_executable(limits_${name} tests/limits/${name}.c $<TARGET_OBJECTS:traps>)
        target_link_libraries(limits_${name} PRIVATE hearsay_flags hearsay_open)
    endforeach()
    if(NOT HEARSAY_SANITIZE)
        set(tiny --model tests/golden/tiny.safetensors)
        script_test(limits.growth $<TARGET_FILE:limits_growth> ${tiny} --bytes 8192 --seconds 20)
        script_test(limits.growth.far $<TARGET_FILE:limits_growth> ${tiny} --bytes 131072 --seconds 120)
        script_test(limits.soak $<TARGET_FILE:limits_soak> 900)
        set_tests_properties(limits.growth.far limits.soak PROPERTIES LABELS slow TIMEOUT 7200)
    endif()
endif()

# docs/security.md: a hostile article through every format, and how what is built is hardened. docs/limits.md: the same bytes, a thousand times.
if(TARGET hearsay_program)
    script_test(security.hostile python3 tests/security/hostile.py $<TARGET_FILE:hearsay_program>)
    if(NOT HEARSAY_SANITIZE)
        script_test(security.hardened tests/security/hardened.sh $<TARGET_FILE:hearsay_program> $<TARGET_FILE:hearsay_shared>)
    endif()
endif()
script_test(same_bytes.long $<TARGET_FILE:unit_same_bytes>)
set_property(TEST same_bytes.long APPEND PROPERTY ENVIRONMENT "HEARSAY_RUNS=1000")
set_tests_properties(same_bytes.long PROPERTIES LABELS slow TIMEOUT 7200)
