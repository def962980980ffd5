"""Is the score of two linked claims a probability? Precision and recall of the linking on pairs of sentences, and how far its scores can be trusted.

usage: link_calibration.py [--program build/link_pairs] [--model FILE]

LOOKED AT  tests/linking/before.txt and the pairs that link_pairs.py makes of the first frames: weights and vetoes of src/trace/linking.c were set
           on them
MEASURED   tests/linking/after.txt, tests/linking/fresh.txt and the pairs of the other frames

Printed for each: precision and recall from 0.5 on, Brier score, expected calibration error over ten bins of equal width beside what perfect scores
would show on so few, and the bins, each as how many, mean score, share that is one claim. Of links alone (0.5 and more: what a store keeps) the error
stands apart. Pairs with a veto have the score 0 and are left out of both errors. `cmake --build build --target link_pairs` makes the program."""
import argparse
import json
import math
import os
import random
import subprocess
import tempfile

import link_pairs

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAIRS = os.path.join(ROOT, "tests", "linking")


def made(frames):
    lines = []
    for pair in link_pairs.pairs(frames, random.Random(1)):
        lines += [*pair, ""]
    return "\n".join(lines) + "\n"


def scored(program, model, path):
    done = subprocess.run([program, model, path], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def is_one(row):
    return row["kind"][0] != "-"


def calibration_error(scores, right, bins=10):
    """Expected calibration error, and the bins: (how many, mean score, share that is right)."""
    table = []
    for b in range(bins):
        inside = [k for k, s in enumerate(scores) if min(int(s * bins), bins - 1) == b]
        if inside:
            table.append((len(inside), sum(scores[k] for k in inside) / len(inside), sum(right[k] for k in inside) / len(inside)))
    return sum(n * abs(s - r) for n, s, r in table) / len(scores), table


def of_perfect(scores, rounds=500):
    """The error that scores which are probabilities would show, on average over outcomes drawn from them."""
    draw = random.Random(1)
    return sum(calibration_error(scores, [draw.random() < s for s in scores])[0] for _ in range(rounds)) / rounds


def report(name, rows):
    scores, right = [r["score"] for r in rows], [is_one(r) for r in rows]
    found = [s >= 0.5 for s in scores]
    hits = sum(r and f for r, f in zip(right, found))
    roles = [r["score"] for r in rows if "roles" in r["kind"]]
    print("%-28s %3d pairs, precision %5.1f, recall %5.1f, exchanged roles linked %d of %d; Brier %.3f" %
          (name, len(rows), 100 * hits / max(sum(found), 1), 100 * hits / max(sum(right), 1), sum(s >= 0.5 for s in roles), len(roles),
           sum((s - r) ** 2 for s, r in zip(scores, right)) / len(rows)))
    open_rows = [(s, r) for s, r, row in zip(scores, right, rows) if not row["veto"]]
    error, bins = calibration_error(*zip(*open_rows))
    links = [(s, r) for s, r in open_rows if s >= 0.5]
    print("    links: %d, calibration error %.3f (perfect scores: %.3f)" %
          (len(links), calibration_error(*zip(*links))[0], of_perfect([s for s, _ in links])))
    print("    without veto: %d, calibration error %.3f (perfect scores: %.3f); bins: %s" %
          (len(open_rows), error, of_perfect([s for s, _ in open_rows]), ", ".join("%d at %.2f: %.2f" % b for b in bins)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--program", default=os.path.join(ROOT, "build", "link_pairs"))
    parser.add_argument("--model", default=os.path.join(ROOT, "models", "hearsay-en.safetensors"))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for name, frames in (("fit", link_pairs.FIT), ("measure", link_pairs.MEASURE)):
            files[name] = os.path.join(folder, name + ".txt")
            with open(files[name], "w", encoding="utf-8") as f:
                f.write(made(frames))
        looked_at = {"before.txt": os.path.join(PAIRS, "before.txt"), "first frames": files["fit"]}
        measured = {"after.txt": os.path.join(PAIRS, "after.txt"), "fresh.txt": os.path.join(PAIRS, "fresh.txt"), "other frames": files["measure"]}
        rows = {name: scored(args.program, args.model, path) for name, path in {**looked_at, **measured}.items()}
    for name, of in rows.items():
        report(name, of)
    report("measured, together", [r for name in measured for r in rows[name]])


if __name__ == "__main__":
    main()
