#!/bin/sh
# docs.sh: what the documents promise is there: every link inside the repository, every ./dev command they name, and a line of help for each.
set -u
cd "$(dirname "$0")/.." || exit 1
passed=0 failed=0
ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "$*"; }

documents=$(find . -name '*.md' -not -path './build/*' -not -path './.git/*' | sort)
for file in $documents; do
    for target in $(grep -oE '\]\([^)# ]+' "$file" | sed 's/^](//' | grep -vE '^[a-z]+:'); do
        if [ -e "$(dirname "$file")/$target" ]; then ok; else bad "$file links to $target, which is not there"; fi
    done
done
commands=$(./dev | sed -nE 's/^  ([a-z-]+).*/\1/p')
for name in $(sed -nE 's/^cmd_([a-z_]+)\(\).*/\1/p' dev | tr _ -); do
    if echo "$commands" | grep -qx "$name"; then ok; else bad "./dev $name has no line of help"; fi
done
# shellcheck disable=SC2086
for name in $(grep -ohE '(`|^|&& exec )\./dev [a-z][a-z-]+' $documents .ci/run | sed 's/.* //' | sort -u); do
    if echo "$commands" | grep -qx "$name"; then ok; else bad "a document names ./dev $name, which is no command"; fi
done
if ./dev no-such-command >/dev/null 2>&1; then bad "./dev no-such-command exits with 0"; else ok; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
