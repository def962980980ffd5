"""News as an engine reads it, to train on: PolNeAR knows one autumn and seven publishers.

    python readings.py PROGRAM WEIGHTS NEWS.jsonl OUT.jsonl [--part train]

NEWS.jsonl has {"text"} a line (and "part": others than --part are left out). OUT gets them in PolNeAR's form, with what stands inside contents as
"nested" beside it (nested.py): attributions with a score of LEAST_SCORE at least. A network that learns its own readings of new text with noise
(dropout) gets better on
both (Q. Xie et al., "Self-training with noisy student", CVPR 2020).
"""
import argparse
import json
import sys

from nested import read

LEAST_SCORE = 0.3


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("program", "weights", "news", "out"):
        ap.add_argument(name)
    ap.add_argument("--part", default="train")
    args = ap.parse_args()
    with open(args.news, encoding="utf-8") as f:
        texts = [r["text"] for r in map(json.loads, f) if r.get("part", args.part) == args.part]
    counts = [0, 0]
    with open(args.out, "w", encoding="utf-8") as f:
        for n, document in enumerate(read(args.program, args.weights, texts, "--any-language")):
            found = {"attributions": [], "nested": []}
            for a in document["attributions"]:
                inside = a["within"] is not None
                if a["score"] >= LEAST_SCORE and (a["cue"] or not inside):
                    found["nested" if inside else "attributions"].append({role: a[role] for role in ("source", "cue", "content")})
                    counts[inside] += 1
            f.write(json.dumps({"id": f"news-{n}", "text": document["text"], **found}) + "\n")
    print("%d articles: %d attributions, %d inside others" % (len(texts), *counts))


if __name__ == "__main__":
    sys.exit(main())
