# Copies: a dispatch, what three papers made of it, a story of their own; formats; what cannot be read.
mkdir news
story() { sed -n "$1" <<'TEXT'
The board of the harbour voted late on Tuesday to close the old northern basin to freight and to move its cranes across the river, after two years of argument with the shipping lines.

Work on the new quay is to begin next spring and will take about three years, according to a plan that the board published with its accounts, and some forty families will be offered other homes.

Fishermen who land their catch there were not asked, and a small crowd of them stood in the rain outside the customs house until the vote was over, holding lamps and a painted sail.

“We were told in the spring that nobody would touch the basin before the lights at the mouth of the river had been mended,” said one of them.
TEXT
}
python3 - "$(story 1,7p)" <<'PYTHON'
import json, sys
story = sys.argv[1].split("\n\n")
other = ["The town council met for six hours on the budget and came to no end of it, which the mayor put down to the heat in the hall and to the length of the list.",
         "Nobody had asked for the papers in time, so that most members read them for the first time while the treasurer was speaking."]
said = story[3] if len(story) > 3 else ""
records = [
    {"id": "dispatch", "outlet": "Reuters", "published": "2024-03-02T09:00:00Z", "text": "\n\n".join(["Harbour to close basin"] + story)},
    {"id": "headline", "outlet": "The Bay Post", "published": "2024-03-01", "text": "\n\n".join(["Cranes will cross the river", "PORT TOWN (Reuters) - " + story[0]] + story[1:])},
    {"id": "cut", "outlet": "The Hill Post", "published": "2024-03-03", "text": "\n\n".join(["Basin closes"] + story[:2])},
    {"id": "longer", "published": "2024-03-09", "text": "\n\n".join(["A week in the town"] + other + [story[1], story[2].replace("a small crowd", "some forty")] + other[::-1])},
    {"id": "own", "published": "2024-03-02", "text": "\n\n".join(["Council meets", "The lights at the mouth of the river are to be mended after all, the treasurer told those who were still awake.", said])},
]
open("news/all.jsonl", "w").write("".join(json.dumps(r) + "\n" for r in records))
PYTHON
hearsay copies news
echo "-- JSON"; hearsay copies -f json news >set.json; hearsay copies -f json --pretty news | python3 -c '
import json, sys
pretty, plain = json.load(sys.stdin), json.load(open("set.json"))
texts = {r["id"]: r["text"] for r in map(json.loads, open("news/all.jsonl"))}
print(pretty == plain, plain["schema"], *(a["uri"] for a in plain["articles"]))
for c in plain["copies"]:
    a, b = (texts[plain["articles"][c[k]]["uri"]] for k in "ab")
    p = c["passages"][0]
    print(c["a"], c["b"], c["kind"], c["from"], c["by"], c["origin"], c["words"], c["coverage"], len(c["passages"]))
    print("  " + a[slice(*p["a"])][:40] + " | " + b[slice(*p["b"])][:40])'
echo "-- CSV"; hearsay copies -f csv news | tr -d '\r'
echo "-- to a file, on any number of threads"; hearsay copies -j 1 -o one.txt news; hearsay copies -j 4 news | cmp - one.txt && echo same
echo "-- what cannot be read costs itself"; echo '{"text": 5}' >>news/all.jsonl; hearsay copies news | tail -n 1
hearsay copies missing.txt; echo "exit $?"
echo "-- misuse"; hearsay copies -o news news; echo "exit $?"; hearsay copies --pretty news; echo "exit $?"
