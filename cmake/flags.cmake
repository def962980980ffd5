# Warnings, hardening and sanitizers, as one interface target that only our own code links.
include(CheckCCompilerFlag)
add_library(hearsay_flags INTERFACE)

target_compile_definitions(hearsay_flags INTERFACE _GNU_SOURCE)
target_compile_options(hearsay_flags INTERFACE -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wpointer-arith
    -Wwrite-strings -Wformat-security -Wformat-nonliteral -fno-common)
if(HEARSAY_WERROR)
    target_compile_options(hearsay_flags INTERFACE -Werror)
endif()

if(HEARSAY_COVERAGE)
    # Counters that several threads raise at once; paths that gcovr finds from wherever it runs.
    target_compile_definitions(hearsay_flags INTERFACE HEARSAY_COVERAGE)
    target_compile_options(hearsay_flags INTERFACE -O1 --coverage -fprofile-abs-path -fprofile-update=atomic)
    target_link_options(hearsay_flags INTERFACE --coverage)
endif()

if(HEARSAY_SANITIZE)
    target_compile_options(hearsay_flags INTERFACE -fsanitize=${HEARSAY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(hearsay_flags INTERFACE -fsanitize=${HEARSAY_SANITIZE})
else()
    # _FORTIFY_SOURCE checks the sizes that the sanitizers would check, and hides them from these.
    target_compile_options(hearsay_flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2> -fstack-protector-strong)
    check_c_compiler_flag(-fstack-clash-protection has_stack_clash)
    if(has_stack_clash)
        target_compile_options(hearsay_flags INTERFACE -fstack-clash-protection)
    endif()
    check_c_compiler_flag(-fcf-protection has_cf_protection)
    if(has_cf_protection)
        target_compile_options(hearsay_flags INTERFACE -fcf-protection)
    endif()
    target_link_options(hearsay_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
target_link_options(hearsay_flags INTERFACE -Wl,--as-needed)

# Programs are position-independent as a whole, so that the loader can place them anywhere.
include(CheckPIESupported)
check_pie_supported(LANGUAGES C)
