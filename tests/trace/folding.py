#!/usr/bin/env python3
"""Which reports are one origin, a few articles at a time: folding.py PROGRAM. Needs the real weights (HEARSAY_MODEL)."""
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import check, finish, run

DELIVERED = "Iran had delivered drones to Sudan"
HALPERIN = ("Reuters", "2024-04-02", "Crates at the port", "Israel's defence minister, Dov Halperin, said on Tuesday that " + DELIVERED + ".",
            "He spoke at a parade ground in front of some two thousand sailors and a band.")
FONTAINE = ("Reuters", "2024-04-04", "Long boxes", "Claire Fontaine, a French diplomat, said on Thursday that " + DELIVERED + ".",
            "She showed photographs of long boxes on a lorry with numbers in white paint.")
SHARED = ("Officials said on Tuesday that " + DELIVERED + ". The drones left the port of Bandar Abbas in two ships and were unloaded at night, and crews from "
          "the coast were told to keep away from the quay until morning.",
          "Traders on the coast said they had seen crates under tarpaulin, and a harbour pilot said the quay was closed for a day without notice. The ships "
          "left again before dawn with their lights out.")

# What it is about; articles as outlet, day, headline, paragraphs; what to ask for; of each origin its actor, outlet and the outlets of its reports;
# pairs of actors or outlets that are related.
CASES = [
    ("two who told it to one agency, of whom another paper cites one", [
        HALPERIN, FONTAINE,
        ("Bay Post", "2024-04-05", "Night at the quay", "Dov Halperin told Reuters that " + DELIVERED + ".", "Traders had seen crates before the rain."),
    ], DELIVERED, [("Dov Halperin", ["Bay Post", "Reuters"]), ("Claire Fontaine", ["Reuters"])], []),
    ("who cites an agency and nobody further has it as it first stood there", [
        HALPERIN, FONTAINE,
        ("Bay Post", "2024-04-05", "Night at the quay", "Reuters reported that " + DELIVERED + ".", "Traders had seen crates before the rain."),
    ], DELIVERED, [("Dov Halperin", ["Bay Post", "Reuters"]), ("Claire Fontaine", ["Reuters"])], []),
    ("an outlet with and without its article", [
        ("The Quay Times", "2024-05-06", "Far away", "Police arrested the mayor of Ostrava, Karel Havlik, on Monday.", "The clock in the hall had been stopped."),
        ("Olomouc Sun", "2024-05-07", "Chalk", "The Quay Times reported that police had arrested the mayor of Ostrava, Karel Havlik.",
         "Children had drawn a cell with bars on the pavement outside, in blue chalk."),
    ], "police arrested the mayor of Ostrava", [("The Quay Times", ["Olomouc Sun", "The Quay Times"])], []),
    ("one agency's story below headlines of four papers' own", [
        ("Bay Post", "2024-04-02", "Iran delivered drones to Sudan", *SHARED, "The council met on the hill to talk about bread, which has tripled in price since the spring, and about the only clinic, which has no fuel for "
         "its generator and no windows on the river side of the house."),
        ("Hill Courier", "2024-04-03", "Drones for Sudan: Iran delivered them, officials say", *SHARED, "Pupils of the lower school painted the fence in green and in blue, and their teacher, who had bought the brushes from her own purse, was given a "
         "cake with seven candles."),
        ("Mill Gazette", "2024-04-03", "Crates at the quay", *SHARED, "A ferry that had been laid up for a year was put in the water again."),
        ("Dale News", "2024-04-03", "Harbour closed", *SHARED, "The smith and his daughters played the accordion until the lamps went out."),
    ], "Iran delivered drones to Sudan", [(None, ["Bay Post", "Dale News", "Hill Courier", "Mill Gazette"])], []),
    ("state media, and a minister of that state", [
        ("KCNA", "2024-06-02", "Patrol boat hit", "North Korea attacked a South Korean patrol boat with rockets on Sunday.", "The sea was calm."),
        ("Wonsan Letter", "2024-06-03", "Wristwatches", "Ri Chol Su, the North Korean defence minister, said on Monday that North Korea had attacked a South "
         "Korean patrol boat with rockets.", "He gave each of the gunners a wristwatch."),
    ], "North Korea attacked a South Korean patrol boat", [("KCNA", ["KCNA"]), ("Ri Chol Su", ["Wonsan Letter"])], [("KCNA", "Ri Chol Su")]),
]

for number, (about, articles, query, wanted, related) in enumerate(CASES):
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("a.jsonl", "w", encoding="utf8") as f:
            for i, (outlet, day, *paragraphs) in enumerate(articles):
                f.write(json.dumps({"id": "a%d" % i, "outlet": outlet, "published": day, "text": "\n\n".join(paragraphs)}) + "\n")
        run("add", "--compute", "fp32", "-q", "a.jsonl")
        t = json.loads(run("trace", "--compute", "fp32", "-f", "json", "-n", "1", query))
        names, outlets = {a["id"]: a["name"] for a in t["actors"]}, {"a%d" % i: a[0] for i, a in enumerate(articles)}
        origins = t["claims"][0]["origins"]
        called = [names.get(o["actor"], o["outlet"] if o["actor"] == "outlet" else None) for o in origins]
        found = [(name, sorted({outlets[r["uri"]] for r in o["reports"]})) for name, o in zip(called, origins)]
        # Who is first of an unnamed origin's reports may be a headline or the officials below it.
        wanted = [(found[i][0] if name is None and i < len(found) else name, papers) for i, (name, papers) in enumerate(wanted)]
        check(about, sorted(found, key=repr), sorted(wanted, key=repr))
        check(about + ": how many", t["claims"][0]["independent_origins"], len(wanted))
        for a, b in related:
            for x, y in ((a, b), (b, a)):
                check("%s: %s, %s" % (about, x, y), x in called and [called[i] for i in origins[called.index(x)]["related"]], [y])
        os.chdir("/")

finish()
