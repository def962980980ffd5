# A store: versions, search, actors and corrections, an older store, two processes at once, a folder that is watched.
python3 - <<'PYTHON'
import json
base = """Harbour to close basin
The board of the harbour voted late on Tuesday to close the old northern basin to freight, Ada Lind of the port authority said.

Work on the new quay is to begin next spring and will take about three years, Ada Lind said.

Officials in Eastport denied that forty families would lose their homes.

Fishermen who land their catch there were not asked."""
changed = base.replace("late on Tuesday", "on Wednesday").replace("three", "five").replace("\n\nFishermen who land their catch there were not asked.", "")
moved = base.replace("\n\nFishermen who land their catch there were not asked.", "").replace("\n\nWork on", "\n\nFishermen who land their catch there were not asked.\n\nWork on")
rows = [("https://bay.example/a", base, "2024-03-01"), ("https://bay.example/a", changed, "2024-03-01"), ("https://bay.example/a", moved, "2024-03-01"),
        ("https://hill.example/b", base.replace("Harbour to close basin", "Basin closes"), "2024-03-02"),
        ("https://hill.example/c", "Budget\nThe town council met, Ada Lind said. Harbours cost money, Ada Lind of the port authority said in caf\u00e9s.", "2024-03-03")]
open("all.jsonl", "w").write("".join(json.dumps({"url": u, "text": t, "published": d, "outlet": u.split("/")[2]}) + "\n" for u, t, d in rows))
PYTHON
hearsay add -q all.jsonl
echo "-- versions"
hearsay diff https://bay.example/a --color never | sed '/^What/,$d'; hearsay diff --all -f json https://bay.example/a | python3 -c '
import json, sys
for d in map(json.loads, sys.stdin):
    print(d["schema"], [(p["change"], p["before"], p["after"]) for p in d["paragraphs"]], [p.get("words") for p in d["paragraphs"]][0])
    assert all(c["change"] in ("removed", "added", "changed") for c in d["attributions"] + d["claims"])'
first=$(hearsay export places -f json | python3 -c 'import json, sys; print(json.loads(sys.stdin.readline())["article"])')
hearsay diff "$first" https://bay.example/a --color never | sed '/^What/,$d'; hearsay diff "$first" "$first" --color never | tail -n 1
hearsay diff https://hill.example/c; echo "exit $?"; hearsay diff --all "$first" "$first"; echo "exit $?"
echo "-- search"
for words in 'quay begins' '"northern basin"' 'harbo* -basin' 'cafe' 'budget OR fishermen' 'nothing"here' '***' '-' 'AND NEAR('; do
    printf '%s:' "$words"; hearsay search -f json -- "$words" >hits; echo " exit $? $(wc -l <hits)"; done
hearsay search --color always budget; hearsay search -n 1 --since 2024-03-03 harbour | sed -n 1p
hearsay search -f json quay | python3 -c 'import json, sys
for h in map(json.loads, sys.stdin): print(*(h["snippet"][a:b] for a, b in h["found"]), h["headline"])' | sort
echo "-- copies"
python3 -c '
import sqlite3
for row in sqlite3.connect("hearsay.db").execute("SELECT a, b, kind, source, because, round(coverage_b, 1) FROM copy ORDER BY a, b"): print(*row)'
hearsay export copies | sed -n 1,2p | cut -d, -f3-9
echo "-- actors"
hearsay actors >all; hearsay actors -f json >all.json; [ -s all ] && [ "$(wc -l <all)" = "$(wc -l <all.json)" ] && echo "as many"
hearsay actors -n 1 -f json | python3 -c 'import json, sys; print(*json.load(sys.stdin))'; hearsay actors zzz; hearsay actors --code XXX
hearsay merge s1 s99999; echo "exit $?"; hearsay merge s1 x; echo "exit $?"; hearsay split s99999 https://hill.example/c; echo "exit $?"
hearsay merge s1; echo "exit $?"
echo "-- an older store"
python3 "$ROOT/tests/store/older.py" hearsay.db older.db; hearsay articles --db older.db; echo "exit $?"
hearsay add -q --db older.db all.jsonl; hearsay articles --db older.db | wc -l; hearsay actors --db older.db | wc -l
hearsay rebuild -q --db older.db; python3 "$ROOT/tests/store/same.py" hearsay.db older.db
hearsay rebuild -q --all; python3 "$ROOT/tests/store/same.py" hearsay.db older.db
echo "-- two at once"
hearsay add -q --db two.db all.jsonl >one & hearsay add -q --db two.db all.jsonl >two; wait
hearsay stats --db two.db -f json | cut -d, -f1-3; cat one two | grep -c added
python3 -c 'import sqlite3; print(sqlite3.connect("two.db").execute("PRAGMA integrity_check").fetchone()[0])'
echo "-- a folder"
mkdir -p drop/sub; cp all.jsonl drop/; hearsay watch -q --db drop.db drop >watched & pid=$!
wait_for() {
    for i in $(seq 300); do [ "$(hearsay articles --db drop.db 2>/dev/null | wc -l)" -ge "$1" ] && return; sleep 0.1; done
    echo "waited in vain for $1"
}
wait_for 3; echo "A new text, she said." >drop/sub/new.txt; wait_for 4; mkdir drop/later; echo "Another text, he said." >drop/later/x.txt; wait_for 5
echo "no article" >drop/notes.pdf; echo "One more, they said." >drop/.hidden; mv drop/.hidden drop/shown.txt; wait_for 6; kill -TERM $pid
wait $pid; echo "exit $?"; sed -n 1p watched
hearsay watch nowhere; echo "exit $?"
