"""The errors of attributions on a development set, sorted into classes: docs/errors.md is written from this.

usage: errors.py DATA [--program build/hearsay] [--model FILE] [--sample N --seed S] [--show CLASS]

An attribution of PolNeAR's dev part that is not found (in the sense of `full`, attributions.py), or one that is found and is none, is an error; what
is wrong with the source of a content that was found counts once. --sample draws N of them; --show prints those of a class, for reading here:
do not copy them into the repository.
"""
import argparse
import collections
import os
import random
import sys

import attributions
from common import match, pair, read_jsonl
from run import Engine

CLASSES = ("missed", "spurious", "source: another", "source: none found", "source: none in gold", "content: too long", "content: too short",
           "content: in pieces or shifted", "content: swallowed by one that is right", "spurious: inside or around a right one")


def source_class(found, gold):
    if not gold.tokens["source"]:
        return "source: none in gold"
    return "source: another" if found.tokens["source"] else "source: none found"


def overlapping(a, others):
    """(intersection over union of the contents, index) of the nearest of the others, None if none overlaps."""
    shared = [(len(a.tokens["content"] & b.tokens["content"]) / len(a.tokens["content"] | b.tokens["content"]), i) for i, b in enumerate(others)]
    best = max(shared, default=(0, 0))
    return best if best[0] else None


def content_class(found, gold):
    if len(gold.spans["content"]) > 1:
        return "content: in pieces or shifted"
    if gold.tokens["content"] < found.tokens["content"]:
        return "content: too long"
    return "content: too short" if found.tokens["content"] < gold.tokens["content"] else "content: in pieces or shifted"


def errors_of(found, gold):
    """(class, found attribution or None, gold one or None) of all errors of a document."""
    out, right = [], match(found, gold, attributions.full)
    found_done, gold_done = set(right), set(right.values())
    left, missing = [i for i in range(len(found)) if i not in found_done], [j for j in range(len(gold)) if j not in gold_done]
    for i, j in match([found[i] for i in left], [gold[j] for j in missing], attributions.content50).items():
        found_done.add(left[i])
        gold_done.add(missing[j])
        out.append((source_class(found[left[i]], gold[missing[j]]), found[left[i]], gold[missing[j]]))
    for j in missing:
        if j in gold_done:
            continue
        near = overlapping(gold[j], found)
        if not near:
            out.append(("missed", None, gold[j]))
        elif near[1] in found_done:
            out.append(("content: swallowed by one that is right", found[near[1]], gold[j]))
        else:
            found_done.add(near[1])
            out.append((content_class(found[near[1]], gold[j]), found[near[1]], gold[j]))
    for i in left:
        if i not in found_done:
            near = overlapping(found[i], gold)
            out.append(("spurious: inside or around a right one" if near else "spurious", found[i], gold[near[1]] if near else None))
    return out


def shown(text, a):
    return " | ".join(" + ".join(text[s:e] for s, e in a.spans[role]) for role in attributions.ROLES) if a else "-"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data")
    ap.add_argument("--program", default="build/hearsay")
    ap.add_argument("--model")
    ap.add_argument("--sample", type=int)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--show", choices=CLASSES)
    args = ap.parse_args()
    gold = read_jsonl(os.path.join(args.data, "polnear", "dev.jsonl"))
    predicted = Engine(args.program, None, 1, args.model).documents([(g["id"], g["text"]) for g in gold], "--outermost")
    errors = []
    for g, p in pair(gold, predicted):
        tokens = attributions.Tokens(g["text"])
        sides = ([a for a in attributions.attributions_of(r, g["text"], tokens) if a.tokens["content"]] for r in (p, g))
        errors += [(kind, g["text"], found, right) for kind, found, right in errors_of(*sides)]
    if args.sample:
        errors = random.Random(args.seed).sample(errors, min(args.sample, len(errors)))
    counts = collections.Counter(kind for kind, *_ in errors)
    for kind in CLASSES:
        print(f"{counts[kind]:5}  {kind}")
    print(f"{len(errors):5}")
    for kind, text, found, right in errors:
        if kind == args.show:
            print(f"\nfound  {shown(text, found)}\ngold   {shown(text, right)}")


if __name__ == "__main__":
    sys.exit(main())
