# The same bytes in the same order from any number of threads, messages too.
i=0
while [ $i -lt 120 ]; do
    i=$((i + 1))
    case $((i % 7)) in
    0) echo "{\"text\": broken $i}" ;;
    3) printf '{"id": "%d", "text": "%s"}\n' $i "$(printf 'Number %d is long, she said, and late. ' $(seq $((i % 40))))" ;;
    *) echo "{\"id\": \"$i\", \"text\": \"Number $i is short, he said.\"}" ;;
    esac
done >many.jsonl
hearsay read -j1 --format json many.jsonl >one 2>one.err; echo "exit $?"
for n in 2 3 8; do
    hearsay read -j$n --format json many.jsonl >several 2>several.err; echo "exit $?"
    cmp one several && cmp one.err several.err && echo "the same from $n"
done
"$CLI/check.py" json <one
tail -n 1 one.err
