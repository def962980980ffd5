# A user's tables: what they add is known; what makes no sense is named with file, line and reason, exit status 3, and no article is touched.
cat >a.txt <<'E2'
Ruritania denied it, officials said on Monday. Graustark said that the United Nations had been told.
E2
printf '# Of our own.\ncountry\tRuritania|Kingdom of Ruritania|RUR\tRUR\ncapital\tStrelsau\tRUR\n' >names.tsv
printf '\357\273\277country\tGraustark\tGRA\r\nagency\tRUR News\tRUR\tnews-agency; state-media\r\n' >more.tsv
# By the real weights: those of the tests know no name from a verb.
codes() { python3 -c 'import json, sys
print([a["name"] + " " + a["code"] for a in json.load(sys.stdin)["actors"] if a["code"] in ("RUR", "GRA")])'; }
echo "none: $(hearsay read -m "$REAL" --format json a.txt | codes)"
echo "one: $(hearsay read -m "$REAL" --format json --lexicon names.tsv a.txt | codes)"
echo "two: $(hearsay read -m "$REAL" --format json --lexicon names.tsv --lexicon=more.tsv a.txt | codes)"
try() { printf "$2" >"$1"; hearsay read --lexicon names.tsv --lexicon "$1" a.txt; echo "$1: exit $?"; }
try columns.tsv 'group\tpeers\n\ngroup peers\n'
try many.tsv 'group\tpeers\t\t\tplural\n'
try kind.tsv 'nation\tRuritania\tRUR\n'
try code.tsv 'country\tRuritania\tRU\n'
try attribute.tsv 'agency\tRUR News\tRUR\tstate-run\n'
try form.tsv 'group\tpeers||lords\n'
try bytes.tsv 'group\tpeers\ngroup\tl\377rds\n'
try twice.tsv 'agency\tThe Bugle\tRUR\tnewspaper\nagency\tThe Bugle\tRUR\tnewspaper; state-media\n'
try other.tsv 'capital\tRuritania\tGRA\n'
hearsay read --lexicon missing.tsv a.txt; echo "missing: exit $?"
hearsay read --lexicon . a.txt; echo "folder: exit $?"
hearsay read a.txt --lexicon; echo "no value: exit $?"
