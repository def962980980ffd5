"""Our scorers against those that came with the data (SHARED/score), on dev sets that were damaged at random: the same numbers to the last digit.

Skipped where neither HEARSAY_SHARED nor ../shared is there.
"""
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SHARED = os.environ.get("HEARSAY_SHARED") or os.path.join(ROOT, "..", "shared")
sys.path.insert(0, os.path.join(ROOT, "eval"))

import attributions  # noqa: E402
import common  # noqa: E402
import coref  # noqa: E402
import nested  # noqa: E402
import pages  # noqa: E402
import parse  # noqa: E402
import times  # noqa: E402


def theirs(scorer, gold, predicted):
    """What the other scorer says of the text of a predicted file."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write(predicted)
        file.flush()
        done = subprocess.run([sys.executable, "-B", os.path.join(SHARED, "score", scorer), gold, file.name, "--json"],
                              capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def damaged_spans(spans, length, rng):
    out = []
    for start, end in spans:
        if rng.random() < 0.3:
            start, end = (min(length, max(0, n + rng.randint(-9, 9))) for n in (start, end))
        if start < end and rng.random() < 0.95:
            out.append([start, end])
    return out


class Parity(unittest.TestCase):
    def test_nested(self):
        path = os.path.join(SHARED, "data", "nested", "dev.jsonl")
        gold = common.read_jsonl(path)
        for seed in (1, 2):
            rng = random.Random(seed)
            predicted = []
            for g in gold:
                names = list(g["agents"])
                ids = {name: f"a{i}" for i, name in enumerate(names)}
                attributions_of = []
                for e in g["expressions"]:
                    if not e["cue"] or rng.random() < 0.3:
                        continue
                    chain = ["outlet"] + [rng.choice(list(ids.values()) + [None]) if rng.random() < 0.2 else ids.get(agent)
                                           for agent in e["chain"][1:]]
                    links = ["outlet"] + [rng.choice(("said", "said", "said", "heard", "inherited")) for _ in chain[1:]]
                    attributions_of.append({"cue": damaged_spans([e["cue"]], len(g["text"]), rng), "chain": chain, "links": links,
                                            "actor": chain[-1] if len(chain) > 1 else None})
                actors = [{"id": ids[name], "name": name, "code": None, "of": None,
                           "mentions": [{"start": s, "end": e} for s, e in damaged_spans(g["agents"][name], len(g["text"]), rng)]} for name in names]
                predicted.append({"text": g["text"], "actors": actors, "attributions": attributions_of})
            ours = {row: {k: round(v, 4) if isinstance(v, float) else v for k, v in f.items()} for row, f in nested.score(gold, predicted).items()}
            self.assertEqual(ours, theirs("nested.py", path, "\n".join(map(json.dumps, predicted))), f"seed {seed}")

    def test_attributions(self):
        path = os.path.join(SHARED, "data", "polnear", "dev.jsonl")
        gold = common.read_jsonl(path)
        for seed in (1, 2):
            rng = random.Random(seed)
            predicted = []
            for record in gold:
                found = [{role: damaged_spans(a[role], len(record["text"]), rng) for role in attributions.ROLES} for a in record["attributions"]
                         if rng.random() < 0.9]
                for _ in range(len(found) // 5):                     # sources that changed places, and doubles
                    a, b = rng.choice(found), rng.choice(found)
                    a["source"], b["source"] = b["source"], a["source"]
                    found.append(rng.choice(found))
                predicted.append({"text": record["text"] + "\n", "attributions": found})
            ours = attributions.score(gold, predicted)
            self.assertEqual(ours, theirs("attributions.py", path, "\n".join(map(json.dumps, predicted))), f"seed {seed}")

    def test_parse(self):
        for name in ("ewt", "gum"):
            path = os.path.join(SHARED, "data", "ud", name + "-dev.conllu")
            with open(path, encoding="utf-8") as file:
                gold = file.read()
            rng = random.Random(3)
            blocks = []
            for block in gold.strip("\n").split("\n\n"):
                rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
                words = [row for row in rows if row[0].isdigit()]
                for row in words:
                    if rng.random() < 0.1:
                        row[6] = str(rng.randint(0, len(words)))
                    if rng.random() < 0.1:
                        row[3], row[7] = rng.choice(words)[3], rng.choice(words)[7]
                if rng.random() < 0.2:                               # contractions as one word each, when they are
                    rows = [row for row in rows if "-" not in row[0]] if all("-" not in row[0] for row in rows) else rows
                if rng.random() < 0.1 and len(words) > 2 and len(rows) == len(words):       # a sentence cut in two
                    cut = len(words) // 2
                    for row in rows:
                        head = int(row[6])
                        row[6] = str(head if (int(row[0]) <= cut) == (head <= cut) else 0) if head else "0"
                    for row in rows[cut:]:
                        row[0], row[6] = str(int(row[0]) - cut), str(max(0, int(row[6]) - cut))
                    blocks.append("\n".join("\t".join(r) for r in rows[:cut]))
                    rows = rows[cut:]
                blocks.append("\n".join("\t".join(r) for r in rows))
            predicted = "\n\n".join(blocks) + "\n\n"
            self.assertEqual(parse.score(parse.Trees(gold), parse.Trees(predicted)), theirs("parse.py", path, predicted), name)

    def test_coref(self):
        path = os.path.join(SHARED, "data", "coref", "gum-dev.jsonl")
        gold = common.read_jsonl(path)
        for seed in (6, 7):
            rng = random.Random(seed)
            predicted = []
            for record in gold:
                chains = {}
                for m in record["mentions"]:
                    if rng.random() < 0.9:                               # some in another chain; ends that moved; what is no actor
                        chains.setdefault(rng.choice((m, m, m, rng.choice(record["mentions"])))["chain"], []).extend(
                            damaged_spans([rng.choice((m["span"], m["head"]))], len(record["text"]), rng))
                actors = [{"id": f"a{i + 1}", "mentions": [{"start": s, "end": e} for s, e in spans]} for i, spans in enumerate(chains.values())]
                rng.shuffle(actors)
                predicted.append({"text": record["text"], "actors": actors})
            self.assertEqual(coref.score(gold, predicted), theirs("coref.py", path, "\n".join(map(json.dumps, predicted))), f"seed {seed}")

    def test_times(self):
        path = os.path.join(SHARED, "data", "times", "dev.jsonl")
        gold = common.read_jsonl(path)
        for seed in (4, 5):
            rng = random.Random(seed)
            predicted = []
            for record in gold:
                found = []
                for t in record["times"]:
                    for _ in range(rng.choice((0, 1, 1, 1, 2))):         # one missed, one found twice
                        other = rng.choice(record["times"])
                        for start, end in damaged_spans([t["span"]], len(record["text"]), rng):
                            found.append({"start": start, "end": end, "type": rng.choice((t, t, other))["type"],
                                          "value": rng.choice((t, t, other))["value"]})
                rng.shuffle(found)
                predicted.append({"text": record["text"], "times": found})
            self.assertEqual(times.score(gold, predicted), theirs("times.py", path, "\n".join(map(json.dumps, predicted))), f"seed {seed}")

    def test_pages(self):
        path = os.path.join(SHARED, "data", "pages", "dev.jsonl")
        gold = common.read_jsonl(path)
        for seed in (6, 7):
            rng = random.Random(seed)
            predicted = []
            for record in gold:
                text, blocks = "", []
                for line in record["body"].split("\n"):
                    if rng.random() < 0.8:                               # paragraphs lost, of other kinds, cut, or in another's place
                        line = rng.choice((line, line, line, line[len(line) // 2:], "Something else that nobody wrote there."))
                        blocks.append({"kind": rng.choice(("paragraph", "paragraph", "subheading", "dek", "related")), "start": len(text),
                                       "end": len(text) + len(line)})
                        text += line + "\n"
                if rng.random() < 0.1:
                    blocks = []
                elif rng.random() < 0.1:
                    text, blocks = record["body"], [{"kind": "paragraph", "start": 0, "end": len(record["body"])}]
                predicted.append({"uri": record["id"], "text": text, "blocks": blocks})
            self.assertEqual(pages.score(gold, predicted), theirs("pages.py", path, "\n".join(map(json.dumps, predicted))), f"seed {seed}")


if __name__ == "__main__":
    if not os.path.isdir(os.path.join(SHARED, "score")):
        print("no scorers at", SHARED)
        sys.exit(77)
    unittest.main()
