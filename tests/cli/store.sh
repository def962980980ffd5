# A store: what is added, added again, changed; lists, tables, an article back; what is no store.
mkdir news
python3 - <<'PYTHON'
import json
def record(url, text, outlet="The Bay Post", day="2024-03-01"):
    return json.dumps({"url": url, "outlet": outlet, "published": day, "title": text.split("\n")[0], "text": text}) + "\n"
ships = "Ships stop\nThe ships had stopped, Ada Lind said. The town denied it."
open("news/a.jsonl", "w").write(record("https://www.bay.example/ships?utm_source=feed", ships) + record("https://hill.example/1", ships, "The Hill Post"))
open("news/b.jsonl", "w").write(record("https://bay.example/ships", ships.replace("had stopped", "had not stopped"), day="2024-03-02"))
open("news/cranes.txt", "w").write("Cranes move\nThe cranes would move in spring, officials said.\n")
PYTHON
hearsay add -q news; echo "exit $?"
hearsay add -q news; echo "exit $?"
cp news/cranes.txt elsewhere.txt; hearsay add elsewhere.txt; hearsay add <elsewhere.txt
hearsay articles; hearsay articles --outlet "the hill post"; hearsay articles --since 2024-03-02 -f csv >t.csv; cut -d, -f1-3,7-10 t.csv
hearsay stats -f json | python3 -c \
    'import json, sys; s = json.load(sys.stdin); print({k: s[k] for k in ("articles", "texts", "places", "outlets", "words", "engines")})'
echo "-- back"
hearsay read -f json --threads 1 news/a.jsonl | sed -n 1p >read.json
hearsay show -f json 8617 | cmp - read.json; hearsay show -f json https://hill.example/1 | cmp - read.json && echo "the same"
hearsay show http://bay.example/ships/ --color never | sed -n 1p; hearsay show -f blocks news/cranes.txt | grep -v uri
hearsay show -f csv "$(pwd)/elsewhere.txt" 2af67d | wc -l
for t in articles places actors attributions claims positions copies corrections; do
    hearsay export $t | python3 -c 'import csv, sys; r = list(csv.reader(sys.stdin)); assert all(len(x) == len(r[0]) for x in r); print(*r[0])'
    hearsay export -f json $t >rows.jsonl && python3 -c 'import json; [json.loads(l) for l in open("rows.jsonl")]'
done
hearsay rebuild -q; hearsay rebuild -q --all
hearsay add news/cranes.txt --model "$TINY" --compute fp32 --db other.db
hearsay rebuild -q --db other.db --compute bf16 2>/dev/null >bf16 || echo "0 texts" >bf16
hearsay rebuild -q --db other.db --compute fp32 >fp32; cat fp32
echo "-- faults"
hearsay show nothing; echo "exit $?"
hearsay articles --db none.db; echo "exit $?"
echo "no store, but a text" >text.db; hearsay add --db text.db news; echo "exit $?"
hearsay export nothing; echo "exit $?"
hearsay articles too many; echo "exit $?"
python3 -c 'import sqlite3; d = sqlite3.connect("hearsay.db"); print(d.execute("PRAGMA integrity_check").fetchone()[0]); d.execute("PRAGMA user_version = 99")'
hearsay articles; echo "exit $?"
