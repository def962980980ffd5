# Every format of real articles holds what docs/format.md promises, whatever the weights say.
HEARSAY_MODEL=$REAL
cd "$ROOT" || exit 1
out=$OLDPWD
hearsay read --format json examples >"$out/read.jsonl" && "$CLI/check.py" json <"$out/read.jsonl"
hearsay read --format json --pretty examples/dam.txt >"$out/pretty.json" && python3 -c '
import json, sys
pretty, line = json.load(open(sys.argv[1])), [json.loads(x) for x in open(sys.argv[2])]
print("the same, indented" if pretty in line else "not the same")' "$out/pretty.json" "$out/read.jsonl"
hearsay read --format conllu examples | "$CLI/check.py" conllu "$out/read.jsonl"
hearsay read --format csv examples >"$out/table.csv" && "$CLI/check.py" csv "$out/read.jsonl" <"$out/table.csv"
hearsay read --format csv -o "$out/tables/" examples && cat "$out"/tables/*.csv | grep -c '^"article","date"'
hearsay read --format brat -o "$out/brat" examples && "$CLI/check.py" brat "$out/read.jsonl" "$out/brat"
hearsay read --format text examples | grep -cE '^  (No attributions|[0-9]+ attributions?, [0-9]+ sources?)'
hearsay read --format html -o "$out/html/" examples && "$CLI/check.py" html "$out/read.jsonl" "$out/html"
hearsay read --format html examples/dam.txt examples/markets.txt >"$out/one.html" || echo "exit status $?"
