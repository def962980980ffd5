# Colours where somebody looks: on a terminal, unless NO_COLOR or TERM says otherwise; always and never are obeyed.
printf 'Pier to close\n\nThe pier will close in March, Ada Lind said on Monday.\n' >article.txt
escapes() { grep -q "$(printf '\033')" && echo "$1: colours" || echo "$1: none"; }
hearsay read article.txt | escapes "pipe"
hearsay read --color always article.txt | escapes "pipe, always"
NO_COLOR=1 hearsay read --color always article.txt | escapes "pipe, always, NO_COLOR"
cat >on_terminal.py <<'E2'
import os, pty, sys
out = b""
def read(fd):
    global out
    data = os.read(fd, 65536)
    out += data
    return b""
stdout = os.dup(1)
pty.spawn(sys.argv[1:], read, lambda fd: b"")
os.write(stdout, out)
E2
python3 on_terminal.py hearsay read article.txt | escapes "terminal"
python3 on_terminal.py hearsay read --color never article.txt | escapes "terminal, never"
NO_COLOR=1 python3 on_terminal.py hearsay read article.txt | escapes "terminal, NO_COLOR"
NO_COLOR="" python3 on_terminal.py hearsay read article.txt | escapes "terminal, NO_COLOR empty"
TERM=dumb python3 on_terminal.py hearsay read article.txt | escapes "terminal, dumb"
python3 on_terminal.py hearsay read --format json article.txt | escapes "terminal, json"
hearsay read --color always -o file article.txt; escapes "file, always" <file
echo "-- lines fit the terminal"
HEARSAY_MODEL=$REAL
for columns in 24 40 63 64 80 200; do
    COLUMNS=$columns hearsay read "$ROOT/examples/dam.txt" | python3 -c '
import sys
width = max(len(line.rstrip("\n")) for line in sys.stdin)
print(sys.argv[1], "fits" if width <= int(sys.argv[1]) else width)' $columns
done
