#!/bin/sh
# symbols.sh LIBRARY [--list]: what libhearsay.so or libhearsay.a lets out is exactly what include/hearsay.h declares, and all of it is hearsay_*.
set -eu
library=$1
header=$(dirname "$0")/../include/hearsay.h
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

case $library in *.a) kind=-g ;; *) kind=-D ;; esac
nm "$kind" --defined-only "$library" | awk 'NF == 3 { print $3 }' | sort >"$work/exported"
# A declaration begins with HEARSAY_API; its name is the last word before the first parenthesis.
sed -n 's/^HEARSAY_API [^(]*\b\(hearsay_[a-z0-9_]*\)(.*/\1/p' "$header" | sort >"$work/declared"
[ "${2:-}" != --list ] || cat "$work/exported"

failed=0
complain() { [ ! -s "$1" ] || { sed "s/^/$2: /" "$1" >&2; failed=$((failed + $(wc -l <"$1"))); }; }
grep -v '^hearsay_' "$work/exported" >"$work/foreign" || true
comm -13 "$work/exported" "$work/declared" >"$work/lacking"
comm -23 "$work/exported" "$work/declared" | grep '^hearsay_' >"$work/undeclared" || true
[ -s "$work/declared" ] || { echo "no declarations found in $header" >&2; failed=1; }
complain "$work/foreign" "exported, but not hearsay_*"
complain "$work/lacking" "declared in hearsay.h, but not exported"
complain "$work/undeclared" "exported, but not declared in hearsay.h"
passed=$(comm -12 "$work/exported" "$work/declared" | wc -l)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
