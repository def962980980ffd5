#!/bin/sh
# completion.sh PROGRAM: zsh and fish, where they are installed, complete hearsay's command lines with the scripts that it prints. (bash, which is
# always there: tests/cli/completion.sh.)
set -u
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export HOME="$work" TERM=dumb
passed=0 failed=0
# is WHAT FOUND EXPECTED
is() { if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf 'FAILED %s: [%s], expected [%s]\n' "$1" "$2" "$3"; fi; }
touch article.txt

zsh_line() { timeout 60 zsh -f ask.zsh "$1" 2>&1; }
if command -v zsh >/dev/null; then
    mkdir functions
    "$program" completion zsh >functions/_hearsay
    # In the child a key shows what stands on the line; the answer is what Tab made of ours.
    cat >setup.zsh <<'EOF'
PS1= fpath=($PWD/functions $fpath)
autoload -Uz compinit && compinit -D -u
show() { print -r -- "<<$BUFFER>>"; BUFFER=; }
zle -N show; bindkey '^X' show; bindkey '^I' expand-or-complete
EOF
    cat >ask.zsh <<'EOF'
zmodload zsh/zpty
zpty child zsh -f -i
zpty -w child 'source ./setup.zsh; print rea''dy'
zpty -r child found '*ready*'
zpty -w -n child "$1"$'\t\x18'
zpty -r child found '*<<*>>*'
print -r -- "${${found##*<<}%%>>*}"
zpty -d child
EOF
    is "zsh, command" "$(zsh_line 'hearsay comp')" 'hearsay completion '
    is "zsh, option" "$(zsh_line 'hearsay read --form')" 'hearsay read --format='
    is "zsh, choice" "$(zsh_line 'hearsay read --format=con')" 'hearsay read --format=conllu '
    is "zsh, short option" "$(zsh_line 'hearsay read -f con')" 'hearsay read -f conllu '
    is "zsh, file" "$(zsh_line 'hearsay read art')" 'hearsay read article.txt '
    is "zsh, operand" "$(zsh_line 'hearsay completion z')" 'hearsay completion zsh '
fi

fish_line() { timeout 60 fish --no-config -c 'source ./hearsay.fish; complete -C "$argv[1]"' "$1" 2>&1 | cut -f 1 | tr '\n' ' '; }
if command -v fish >/dev/null; then
    "$program" completion fish >hearsay.fish
    is "fish, command" "$(fish_line 'hearsay comp')" 'completion '
    is "fish, option" "$(fish_line 'hearsay read --form')" '--format '
    is "fish, choice" "$(fish_line 'hearsay read --format con')" 'conllu '
    is "fish, short option" "$(fish_line 'hearsay read -f con')" 'conllu '
    is "fish, file" "$(fish_line 'hearsay read art')" 'article.txt '
    is "fish, operand" "$(fish_line 'hearsay completion z')" 'zsh '
fi
[ $((passed + failed)) -gt 0 ] || exit 77
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
