# What the system refuses: reading in the middle of a list, a closed standard input or output, a full disk for what the store's commands print.
echo "The ships, she said, had stopped." >a.txt
echo "The cranes, she said, had stopped." >b.txt
echo "-- a read error costs one article"
hearsay read --format json a.txt /proc/self/mem b.txt >out; echo "exit $?"; wc -l <out
echo "-- standard input, output that is closed"
hearsay read --format json - <&-; echo "exit $?"
hearsay read --format json a.txt >&-; echo "exit $?"
echo "-- a full disk"
hearsay add --db s.db a.txt b.txt
for c in articles "export claims" "search ships" stats "show a.txt" "diff a.txt b.txt" "trace --actor she"; do
    hearsay $c --db s.db >/dev/full; echo "$c: exit $?"
done
hearsay check "Ships had stopped" a.txt >/dev/full; echo "exit $?"
hearsay copies a.txt b.txt >/dev/full; echo "exit $?"
hearsay page a.txt >/dev/full; echo "exit $?"
