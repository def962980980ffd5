# Web pages: the article of each, what is known of it, and how it is called; `page` beside `read`.
export COLUMNS=90
cp "$ROOT/examples/ferries.html" .
echo "-- the view"; hearsay page ferries.html
echo "-- narrow"; COLUMNS=40 hearsay page ferries.html | head -n 24
echo "-- colours"; hearsay page --color always ferries.html | sed -n '10,12p;18,20p;26,27p'
NO_COLOR=1 hearsay page ferries.html | cmp - "$(hearsay page -o plain.txt ferries.html; echo plain.txt)"
echo "-- JSON, pretty or not, is one document of the schema"
hearsay page -f json ferries.html | tee page.jsonl | "$CLI/check.py" pages
hearsay page -f json --pretty ferries.html | python3 -c 'import json, sys; print(json.load(sys.stdin) == json.load(open("page.jsonl")))'
hearsay read -f json ferries.html | tee read.jsonl | "$CLI/check.py" json
hearsay read -f conllu ferries.html | "$CLI/check.py" conllu read.jsonl
python3 -c '
import json
page, read = json.load(open("page.jsonl")), json.load(open("read.jsonl"))
print("differ in", *(k for k in page if page[k] != read[k] and k not in ("sentences", "actors", "attributions", "claims", "times", "entities")))'

facts() { hearsay page -f json "$@" >out 2>err; code=$?; python3 -c '
import json
for d in map(json.loads, open("out")):
    print(d["uri"], d["outlet"], d["published"], d["language"], "%d blocks" % len(d["blocks"]), sep=" | ")'; sed 's/^hearsay:/ !/' err; [ $code = 0 ] || echo "exit $code"; }
echo "-- what is it? by its name, else by its first characters"
facts ferries.html; facts <ferries.html
cp ferries.html ferries.XHTML; cp ferries.html download; cp ferries.html ferries.txt
{ printf '\357\273\277\n<?xml version="1.0"?>\n<!-- saved today -->\n'; cat ferries.html; } >marked
facts ferries.XHTML; facts download; facts marked; facts --from html ferries.txt; facts --from text ferries.html
{ printf '\n \n'; sleep 0.2; printf '<!doc'; sleep 0.2; printf 'type html>'; cat ferries.html; } | facts
mkdir news && cp ferries.html ferries.txt news/ && cp ferries.html news/b.htm && cp ferries.html news/style.css
facts --from html news
echo "-- where it comes from"; facts --url https://www.baypost.example/a ferries.html
sed '/canonical\|site_name\|ld+json/d; /@/d; /dateModified/d; /Published:/d' ferries.html >bare.html
facts bare.html; facts --url https://www.baypost.example/2024/02/29/a bare.html; facts --outlet "The Bay Post" --published 2024-03-02 bare.html
echo "-- records"
python3 - <<'PYTHON'
import json
page = open("ferries.html", encoding="utf-8").read()
with open("pages.jsonl", "w", encoding="utf-8") as f:
    for r in ({"html": page, "url": "https://www.baypost.example/a"}, {"html": page, "text": None, "id": 7, "outlet": "Record's", "published": "2020-02-02"},
              {"html": page, "text": "The text goes first.", "id": "t"}, {"html": 5}, {"html": "", "id": "empty"}, {"html": "<nav><a href=x>Home</a></nav>", "id": "nav"},
              {"html": page.encode().decode("latin-1"), "charset": "utf-8", "id": "latin"}, {"html": page, "charset": "klingon", "id": "klingon"},
              {"html": page.replace("utf-8", "shift_jis"), "id": "declared wrongly"}):
        f.write(json.dumps(r) + "\n")
    f.write('{"html": "<p>cut\n')
    f.write(json.dumps({"html": page, "id": "last"}) + "\n")
PYTHON
facts pages.jsonl
python3 -c '
import json
print(len({json.loads(x)["text"] for x in open("out") if "goes first" not in x}), "text")'
hearsay page -q -f json pages.jsonl 2>/dev/null | "$CLI/check.py" pages
