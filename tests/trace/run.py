#!/usr/bin/env python3
"""The trace of the made corpus, all of it: run.py PROGRAM. Needs the real weights (HEARSAY_MODEL)."""
import csv
import io
import json
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import corpus
from checks import check, finish, run

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    records = corpus.articles()
    texts = {r["id"]: r["text"] for r in records}
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs/trace.md"), encoding="utf8") as f:
        told = re.findall(r"(\d+)\s+articles\s+of\s+ours", f.read())
    check("articles of ours, as docs/trace.md has it", told, 2 * [str(len(records))])
    with open("corpus.jsonl", "w", encoding="utf8") as f:
        f.writelines(json.dumps(r) + "\n" for r in records)
    run("add", "--compute", "fp32", "-q", "corpus.jsonl")
    for want in corpus.TRACES:
        query = want["query"]
        t = json.loads(run("trace", "--compute", "fp32", "-f", "json", "-n", "1", query))
        check(query + ": schema", t["schema"], "hearsay-trace/1")
        check(query + ": claims", len(t["claims"]), 1)
        if not t["claims"]:
            continue
        claim, names = t["claims"][0], {a["id"]: a["name"] for a in t["actors"]}
        stands = {}
        for p in claim["positions"]:
            stands.setdefault(p["position"], set()).add(names.get(p["actor"], p["evidence"][0]["outlet"] if p["actor"] == "outlet" else None))
        check(query + ": articles", claim["articles"], want["articles"])
        check(query + ": origins", claim["independent_origins"], want["independent_origins"])
        for side in ("asserts", "denies"):
            check("%s: %s" % (query, side), stands.get(side, set()), want[side])
        origins = {names.get(o["actor"], o["outlet"]): o for o in claim["origins"]}
        for name, n in want.get("origin_articles", {}).items():
            check("%s: articles of %s" % (query, name), origins.get(name, {}).get("articles"), n)
        for name, n in want.get("copies", {}).items():
            check("%s: copies of %s" % (query, name), origins.get(name, {}).get("copies"), n)
        for a, b in want.get("related", ()):
            related = {names.get(claim["origins"][i]["actor"]) for i in origins.get(a, {}).get("related", [])}
            check("%s: %s and %s are of one state" % (query, a, b), b in related, True)
        for e in (e for p in claim["positions"] for e in p["evidence"]):
            told = texts[e["uri"]]
            check(query + ": the title", e["title"], told.split("\n")[0])
            check(query + ": the sentence is the article's", bool(e["sentence"]) and e["sentence"] in " ".join(told.split()), True)
        if "because" in want:
            reasons = {r["because"] for o in claim["origins"] for r in o["reports"]} - {None}
            check(query + ": why they are one", bool(reasons) and reasons <= want["because"], True)
        check(query + ": the timeline is in order", [x["date"] for x in t["timeline"]], sorted(x["date"] for x in t["timeline"]))
        check(query + ": by its number", json.loads(run("trace", "-f", "json", "--claim", claim["id"]))["claims"][0], claim)
        rows = run("trace", "-f", "csv", "--claim", claim["id"]).strip().split("\n")
        check(query + ": a row a report", len(rows) - 1, sum(len(p["evidence"]) for p in claim["positions"]))
    # A trace's actors are the store's: each has one number, which `hearsay actors` has too, and the list of claims where it names the same one.
    actors = {a["id"]: a for a in map(json.loads, run("actors", "-f", "json").splitlines())}
    shared = 0
    for c in map(json.loads, run("claims", "-f", "json").splitlines()):
        t = json.loads(run("trace", "-f", "json", "--claim", c["id"]))
        own = [a["id"] for a in t["actors"]]
        check(c["id"] + ": each actor once", len(own), len(set(own)))
        # Their states, too, whichever article it is that tells whose minister somebody is.
        check(c["id"] + ": actors of the store", [(a["kind"], a["code"]) for a in t["actors"]],
              [(actors[a["id"]]["kind"], actors[a["id"]]["code"]) for a in t["actors"]])
        listed = {s["id"]: s["name"] for by in ("asserted_by", "denied_by", "doubted_by", "no_evidence_by") for s in c[by]}
        told = {p["actor"] for p in t["claims"][0]["positions"] if p["position"] != "reports"} - {"outlet", None}
        check(c["id"] + ": who takes a stand is in the list", told - set(listed), set())
        check(c["id"] + ": who is in the list takes a stand, or his namesake does", {listed[i] for i in set(listed) - told} - {
            actors[i]["name"] for i in told}, set())
        rows = list(csv.DictReader(io.StringIO(run("trace", "-f", "csv", "--claim", c["id"]))))
        check(c["id"] + ": in a table", {r["actor_id"] for r in rows} - {"", "outlet"},
              {p["actor"] for p in t["claims"][0]["positions"]} - {"outlet", None})
        event = t["claims"][0]["event"]
        for who in ("actor", "target"):
            if event and c[who + "_id"]:
                check("%s: its %s" % (c["id"], who), event[who], c[who + "_id"])
        shared += len(told)
    check("actors that traces and the list name", shared > 50, True)
    # By its number as by its name.
    for name in ("Dov Halperin", "Iran"):
        number = next(i for i, a in actors.items() if a["name"] == name)
        check(name + ": by its number", json.loads(run("trace", "-f", "json", "--actor", number))["claims"],
              json.loads(run("trace", "-f", "json", "--actor", name))["claims"])
    # The list of claims says of each what its trace does.
    for c in map(json.loads, run("claims", "-f", "json", "--min-articles", "2").splitlines()):
        claim = json.loads(run("trace", "-f", "json", "--claim", c["id"]))["claims"][0]
        reports = list(csv.DictReader(io.StringIO(run("trace", "-f", "csv", "--claim", c["id"]))))
        for field in ("text", "reports", "articles", "outlets"):
            check("%s: %s" % (c["id"], field), c[field], claim[field])
        for position in ("asserts", "denies", "doubts", "no-evidence"):
            check("%s: %s" % (c["id"], position), c[position.replace("-", "_")], sum(r["position"] == position for r in reports))
        check(c["id"] + ": its event", c["code"], (claim["event"] or {"code": None})["code"])
        check(c["id"] + ": its days", (c["first"], c["last"]), (min(r["date"] for r in reports), max(r["date"] for r in reports)))

finish()
