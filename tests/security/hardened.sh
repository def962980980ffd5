#!/bin/sh
# hardened.sh FILE...: how the program and the library were built: position-independent, nothing writable that the loader has filled in, no
# executable stack, checked stacks and copies, and no call that starts a shell. docs/security.md.
passed=0 failed=0
check() { # WHAT STATUS
    if [ "$2" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $file: $1"; fi
}
command -v readelf >/dev/null || { echo "skipped: no readelf"; exit 77; }
for file in "$@"; do
    readelf -hW "$file" | grep -q 'Type:.*DYN'; check "not position-independent" $?
    readelf -lW "$file" | grep -q GNU_RELRO; check "no RELRO" $?
    readelf -dW "$file" | grep -qE 'BIND_NOW|FLAGS_1.*NOW'; check "symbols are bound late" $?
    readelf -lW "$file" | grep -qE 'GNU_STACK.* RW '; check "the stack is executable" $?
    readelf -lW "$file" | grep -qE 'LOAD.* RWE'; test $? -ne 0; check "memory that is writable and executable" $?
    readelf -sW "$file" | grep -q __stack_chk_fail; check "no checked stacks" $?
    readelf -sW "$file" | grep -qE '__(memcpy|snprintf|vsnprintf|strcat|read|fprintf)_chk'; check "no _FORTIFY_SOURCE" $?
    readelf --dyn-syms -W "$file" | grep -qE ' UND (system|popen|execl|execlp|execv|execvp|wordexp|gets|mktemp|tmpnam)(@|$)'
    test $? -ne 0; check "a call that starts a program" $?
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
