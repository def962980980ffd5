# The completion for bash, asked as bash asks it.
hearsay completion bash >script
cat >ask <<'EOF'
source ./script
complete_line() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _hearsay 2>/dev/null
    echo "$*: ${COMPREPLY[*]}"
}
touch article.txt "two words.txt"
complete_line hearsay ""
complete_line hearsay re
complete_line hearsay read --m
complete_line hearsay read --format j
complete_line hearsay read --format = b
complete_line hearsay read -f ""
complete_line hearsay read --outlet ""
complete_line hearsay read --output art
complete_line hearsay read art
complete_line hearsay read two; echo "${#COMPREPLY[@]}"
complete_line hearsay help c
complete_line hearsay completion ""
EOF
bash ask
