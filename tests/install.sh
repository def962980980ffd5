#!/bin/sh
# install.sh BUILD: install into an empty prefix, then do as a stranger would: compile examples/read.c and README.md's lines of C by what pkg-config
# says, against the shared and against the static library, and run them and the installed program from elsewhere.
set -eu
build=$1
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/usr" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }

lib=$(dirname "$(find "$work/usr" -name hearsay.pc)")
# The file names the configured prefix; this one is elsewhere.
export PKG_CONFIG_PATH="$lib"
pc="pkg-config --define-variable=prefix=$work/usr --define-variable=includedir=$work/usr/include --define-variable=libdir=${lib%/pkgconfig}"
flags=${HEARSAY_TEST_CFLAGS:-}
unset HEARSAY_MODEL
failed=0
check() {
    name=$1
    shift
    if "$@" >"$work/out" 2>"$work/err"; then passed=$((passed + 1)); return; fi
    failed=$((failed + 1))
    echo "FAILED $name: $*"
    cat "$work/out" "$work/err"
}
passed=0

# shellcheck disable=SC2086,SC2046
check "compile, shared" ${CC:-cc} -std=c17 -Wall -Werror $flags "$root/examples/read.c" -o "$work/read" $($pc --cflags --libs hearsay) \
    "-Wl,-rpath,${lib%/pkgconfig}"
# shellcheck disable=SC2086,SC2046
check "compile, static" ${CC:-cc} -std=c17 -Wall -Werror $flags "$root/examples/read.c" -o "$work/read-static" $($pc --cflags hearsay) \
    "${lib%/pkgconfig}/libhearsay.a" $($pc --static --libs hearsay | sed 's/-lhearsay//')
{
    printf '#include <hearsay.h>\n#include <stdio.h>\n#include <string.h>\nint main(void)\n{\nconst char *text = "\\"It is late,\\" she said.";\n'
    sed -n '/^```c$/,/^```$/{/^```/!p}' "$root/README.md"
    printf 'return 0;\n}\n'
} >"$work/readme.c"
# shellcheck disable=SC2086,SC2046
check "compile, README.md" ${CC:-cc} -std=c17 -Wall -Wno-unused -Werror $flags "$work/readme.c" -o "$work/readme" $($pc --cflags --libs hearsay) \
    "-Wl,-rpath,${lib%/pkgconfig}"
check "README.md has lines of C" grep -q hearsay_read "$work/readme.c"
for f in include/hearsay.h share/hearsay/hearsay-en.safetensors share/hearsay/hearsay-en.vocab.txt share/hearsay/hearsay-en.md \
    share/man/man1/hearsay.1; do
    check "installed $f" test -s "$work/usr/$f"
done
article=$(find "$root/examples" -name '*.txt' | sort | head -n 1)
cd "$work"
export HEARSAY_MODEL="$work/usr/share/hearsay/hearsay-en.safetensors"
check "example, shared" ./read "$article"
check "example, static" ./read-static "$article"
check "README.md's C" ./readme
check "program" usr/bin/hearsay read --format json "$article"
check "program says its version" usr/bin/hearsay --version
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
