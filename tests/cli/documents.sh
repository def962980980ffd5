# docs/cli.md is what the program says of itself; the manual's pages and completion come from the same table.
hearsay help --markdown >cli.md && diff -u "$ROOT/docs/cli.md" cli.md
hearsay man >hearsay.1 && head -n 1 hearsay.1
hearsay man -o pages && cmp hearsay.1 pages/hearsay.1
for page in pages/*.1; do
    name=$(basename "$page" .1)
    grep -q "^\\.BR $(echo "$name" | sed 's/-/\\\\-/') (1)$" hearsay.1 || [ "$name" = hearsay ] || echo "hearsay(1) does not name $name"
    [ ! -x /usr/bin/groff ] || groff -man -Tutf8 -ww "$page" 2>&1 >/dev/null
done
ls pages | wc -l
hearsay man nonsense; echo "exit $?"; hearsay man -o hearsay.1/pages; echo "exit $?"
hearsay man read >hearsay.1 && head -n 2 hearsay.1
for option in format output from outlet published url charset any-language threads min-score max-bytes strict pretty color quiet model compute; do
    escaped=$(echo "$option" | sed 's/-/\\\\-/g')
    grep -q "^\\\\fB.*\\\\-\\\\-$escaped\\\\fR" hearsay.1 || echo "--$option is not in the manual page"
    for shell in bash zsh fish; do
        hearsay completion $shell | grep -e "-*$option" >/dev/null || echo "--$option is not in the completion for $shell"
    done
done
"$CLI/check.py" markdown <"$ROOT/docs/format.md"
