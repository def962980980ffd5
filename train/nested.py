"""What is said inside what is said: attributions in the contents of PolNeAR's, which marks the outermost ones only.

    python nested.py PROGRAM WEIGHTS POLNEAR.jsonl OUT.jsonl

PROGRAM is build/hearsay. Each content of the record's attributions is cut out and read as a text of its own by the engine with WEIGHTS; so are, in
turn, the contents of what is found there, until nothing is found. OUT gets {"id", "nested": [attribution with "depth" and "score"]} a record, spans
in characters of the record's text. train.py learns from it to find the same from the encoding of the whole paragraph.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

LEAD = re.compile(r"""(?:[\s"“”‘’'`]+|(?:but |and )?that\s+|but\s+|and\s+)+""", re.I)
LEAST_WORDS = 4
LEAST_SCORE = 0.3
DEPTHS = 8


def cut_out(text, start, end):
    """A content without what ties it to its sentence: quotation marks, a leading "that"."""
    lead = LEAD.match(text, start, end)
    start = lead.end() if lead else start
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\"“”,"):
        end -= 1
    return start, end


def read(program, weights, texts, *options):
    """The program's documents of a list of texts, in order."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
        for i, text in enumerate(texts):
            file.write(json.dumps({"id": str(i), "text": text}) + "\n")
        file.flush()
        done = subprocess.run([program, "read", "--from", "jsonl", "--format", "json", *options, file.name], capture_output=True, check=True,
                              env=dict(os.environ, HEARSAY_MODEL=weights))
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def as_sentence(text):
    """A cut-out as a line that starts like a sentence; as long as it was."""
    first = text[:1].upper()
    return ((first if len(first) == 1 else text[:1]) + text[1:]).replace("\n", " ")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("program", "weights", "polnear", "out"):
        ap.add_argument(name)
    args = ap.parse_args()
    with open(args.polnear, encoding="utf-8") as f:
        records = [json.loads(line) for line in f]
    found = [[] for _ in records]
    contents = [(i, s, e) for i, r in enumerate(records) for a in r["attributions"] for s, e in a["content"]]
    for depth in range(2, DEPTHS + 1):
        jobs = [(i, *cut_out(records[i]["text"], s, e)) for i, s, e in contents]
        jobs = [(i, s, e) for i, s, e in jobs if len(records[i]["text"][s:e].split()) >= LEAST_WORDS]
        contents = []
        sentences = [as_sentence(records[i]["text"][s:e]) for i, s, e in jobs]
        for (i, s, _), document in zip(jobs, read(args.program, args.weights, sentences, "--outermost")):
            for a in document["attributions"]:
                if a["cue"] and a["score"] >= LEAST_SCORE and a["within"] is None:
                    moved = {role: [[x + s, y + s] for x, y in a[role]] for role in ("source", "cue", "content")}
                    found[i].append({**moved, "depth": depth, "score": a["score"]})
                    contents += [(i, x, y) for x, y in moved["content"]]
        print("depth %d: %d contents, %d attributions" % (depth, len(jobs), sum(a["depth"] == depth for f in found for a in f)), flush=True)
        if not contents:
            break
    with open(args.out, "w", encoding="utf-8") as f:
        for r, nested in zip(records, found):
            f.write(json.dumps({"id": r["id"], "nested": nested}) + "\n")


if __name__ == "__main__":
    sys.exit(main())
