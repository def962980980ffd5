# A claim across a store in every format: JSON as its schema has it, tables, drawings and pages that are well-formed XML and fetch nothing.
HEARSAY_MODEL=$REAL
python3 - <<'PYTHON'
import json
text = 'Drones\nIran delivered 200 drones to Sudan, Dov Halperin <script> said on Tuesday. "Nothing else is known," he said.\n'
denial = "No drones\nIran did not deliver 200 drones to Sudan, Ada Lind said on Wednesday.\n"
with open("news.jsonl", "w") as f:
    for n, (t, day) in enumerate(((text, "2024-04-02"), (text, "2024-04-02"), (denial, "2024-04-03"))):
        f.write(json.dumps({"url": "https://p%d.example/1" % n, "outlet": "Post & \"%d\"" % n, "published": day, "title": t.split("\n")[0], "text": t}) + "\n")
PYTHON
hearsay add -q --compute fp32 news.jsonl
for f in text json csv dot svg html; do
    hearsay trace --color never --compute fp32 -n 1 -f $f "Iran delivered drones to Sudan" >t.$f || echo "exit $?"
done
cat t.text
cut -d, -f1,3,6-12 t.csv
python3 - <<'PYTHON'
import json, os, sys
import xml.etree.ElementTree as xml
sys.path.insert(0, os.environ["CLI"])
import schema
with open(os.environ["ROOT"] + "/docs/hearsay-trace-1.schema.json") as f:
    rules = json.load(f)
found = json.load(open("t.json"))
print("errors of the schema", list(schema.errors(found, rules, rules)))
print([(c["reports"], c["independent_origins"], sorted({p["position"] for p in c["positions"]})) for c in found["claims"]])
S = "{http://www.w3.org/2000/svg}"
svg = xml.parse("t.svg").getroot()
print("svg", svg.tag == S + "svg", sorted({g.get("class") for g in svg.iter(S + "g")} - {None}), len(list(svg.iter(S + "desc"))))
html = open("t.html", encoding="utf8").read()
page = xml.fromstring(html.split("\n", 1)[1])
print("html", [e.text for e in page.iter("h3") if e.text], len(list(page.iter(S + "svg"))))
assert not [e for tree in (page, svg) for e in tree.iter() if e.tag.split("}")[-1] in ("script", "img", "link", "use", "image") or e.get("src")]
PYTHON
