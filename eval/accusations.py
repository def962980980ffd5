"""Does the outlet assert what it only reports? Claims of articles with an accusation or allegation, drawn by chance, for people to read.

    python3 eval/accusations.py DATA [--seed N] [--n 100] [--outlet] [--program build/hearsay]

DATA holds polnear/dev.jsonl and nested/dev.jsonl. Of their articles those are taken in which somebody accuses: an attribution whose stance is
`accuses`, or a word of accusing. Prints the seed, how many articles and claims there are and how many of these the outlet asserts, then N claims,
each with its positions and the sentences of its mentions. The reader counts those that the outlet asserts though it only reports them;
docs/claims.md has our counts.
--outlet draws from the claims that the outlet asserts alone, which is where such mistakes are.
"""
import argparse
import os
import random
import re
import sys
import time

from common import Unscorable, read_jsonl
from run import Engine

ACCUSES = re.compile(r"\b(accus\w+|alleg\w+|blam(?:e|es|ed|ing)|suspect\w*|claim(?:s|ed|ing)?|charg(?:ed|es))\b", re.I)


def sentences_of(document, mention):
    where = {(s["start"], s["end"]) for s in document["sentences"] for a, b in mention["spans"] if s["start"] < b and a < s["end"]}
    return " ".join(document["text"][a:b].replace("\n", " ") for a, b in sorted(where))


def shown(document, claim):
    names = {a["id"]: a["name"] for a in document["actors"]}

    def name(i):
        return "-" if i is None else names.get(i, i)
    lines = [claim["text"]]
    event = claim["event"]
    if event:
        lines.append(f"    {event['code']}/{event['mode'] or event['cameo']}: {name(event['actor'])} > {name(event['target'])} "
                     + " ".join(event["contexts"]))
    lines += [f"    {name(p['actor'])} {p['position']} ({p['attribution'] or 'no attribution'})" for p in claim["positions"]]
    lines += [f"    | {m['attribution'] or 'outlet'}{' negated' if m['negated'] else ''}: {sentences_of(document, m)}" for m in claim["mentions"]]
    return "\n".join(lines)


def asserted(claim):
    return any(p["actor"] == "outlet" and p["position"] == "asserts" for p in claim["positions"])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data")
    ap.add_argument("--seed", type=int, default=int(time.time()) % 100000)
    ap.add_argument("--n", type=int, default=100)
    ap.add_argument("--outlet", action="store_true", help="only claims that the outlet asserts")
    ap.add_argument("--program", default="build/hearsay")
    args = ap.parse_args()
    texts = []
    try:
        for name in ("polnear", "nested"):
            path = os.path.join(args.data, name, "dev.jsonl")
            texts += [(r["id"], r["text"]) for r in read_jsonl(path)]
        documents = Engine(args.program, None, 2, None).documents(texts)
    except (Unscorable, OSError) as error:
        sys.exit(f"accusations: {error}")
    accusing = [d for d in documents if ACCUSES.search(d["text"]) or any(t["stance"] == "accuses" for t in d["attributions"])]
    claims = [(d, c) for d in accusing for c in d["claims"]]
    own = [(d, c) for d, c in claims if asserted(c)]
    print(f"seed {args.seed}: {len(accusing)} articles of {len(documents)}, {len(claims)} claims, the outlet asserts {len(own)}")
    chosen = random.Random(args.seed).sample(own if args.outlet else claims, min(args.n, len(own if args.outlet else claims)))
    print(f"drawn {len(chosen)}, of which the outlet asserts {sum(asserted(c) for _, c in chosen)}")
    for i, (document, claim) in enumerate(chosen, 1):
        print(f"\n{i}. {shown(document, claim)}")


if __name__ == "__main__":
    main()
