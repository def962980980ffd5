"""Scores the engine on development sets and prints one table, the one that README.md shows. `./dev eval DATA` builds and calls this.

DATA holds polnear/dev.jsonl, ud/{ewt,gum}-dev.conllu, coref/gum-dev.jsonl, times/dev.jsonl, nested/dev.jsonl, events/dev.jsonl and pages/dev.jsonl,
as train/README.md and docs/pages.md describe them; a set that is not there is left out. Of articles and of the texts behind the treebanks, a
paragraph a line, the program reads plain text alone; for times it is told the day, too; of pages it gets the HTML. For PolNeAR, which marks the
outermost attributions only, it is told to leave out the others (--outermost).
Figures are per cent.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

import attributions
import coref
import entities
import events
import nested
import pages
import parse
import times
from common import Unscorable, read_jsonl

ATTRIBUTION_ROWS = (["full", "full_cue", "content50"] + [f"exact {r}" for r in attributions.ROLES] + [f"token {r}" for r in attributions.ROLES]
                    + [f"overlap {r}" for r in attributions.ROLES])


class Engine:
    """The program with its options; texts in, JSON documents or CoNLL-U out."""

    def __init__(self, program, compute, threads, model):
        self.page = [program, "page", "--from", "jsonl", "--format", "json", "--any-language", "--quiet", "--threads", str(threads)]
        self.command = [program, "read", "--from", "jsonl", "--threads", str(threads)]
        if compute:
            self.command += ["--compute", compute]
        self.environment = dict(os.environ, **({"HEARSAY_MODEL": model} if model else {}))

    def run(self, command, records):
        """What a command prints of records as JSON Lines."""
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
            for record in records:
                file.write(json.dumps(record) + "\n")
            file.flush()
            done = subprocess.run([*command, file.name], capture_output=True, env=self.environment, check=False)
        if done.returncode:
            raise Unscorable(f"{' '.join(command)}: exit status {done.returncode}: {done.stderr.decode(errors='replace').strip()[-500:]}")
        return done.stdout.decode()

    def read(self, texts, form, *options):
        """What the program prints of a list of (id, text) or (id, text, published)."""
        return self.run([*self.command, "--format", form, *options], [dict(zip(("id", "text", "published"), record)) for record in texts])

    def pages(self, records):
        """The documents of web pages, unread."""
        printed = self.run(self.page, [{"id": r["id"], "url": r["url"], "html": r["html"]} for r in records])
        return [json.loads(line) for line in printed.split("\n") if line]

    def documents(self, texts, *options):
        return [json.loads(line) for line in self.read(texts, "json", *options).split("\n") if line]


def score_attributions(data, engine):
    path = os.path.join(data, "polnear", "dev.jsonl")
    if not os.path.exists(path):
        return [], None
    gold = read_jsonl(path)
    predicted = engine.documents([(g["id"], g["text"]) for g in gold], "--outermost")
    rows = attributions.score(gold, predicted)
    return [("PolNeAR", name, rows[name]) for name in ATTRIBUTION_ROWS], attributions.reliability(
        attributions.judged(gold[attributions.HELD_OUT], predicted[attributions.HELD_OUT]))


def score_syntax(data, engine):
    out = []
    for name in ("ewt", "gum"):
        path = os.path.join(data, "ud", name + "-dev.conllu")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                gold = file.read()
            predicted = engine.read(parse.documents(gold), "conllu")
            rows = parse.score(parse.Trees(gold, path), parse.Trees(predicted, "the prediction for " + path))
            out += [("UD " + name.upper(), measure, row) for measure, row in rows.items()]
    return out


def score_entities(data, engine):
    coreference, treebank = os.path.join(data, "coref", "gum-dev.jsonl"), os.path.join(data, "ud", "gum-dev.conllu")
    if not os.path.exists(coreference) or not os.path.exists(treebank):
        return []
    gold = read_jsonl(coreference)
    with open(treebank, encoding="utf-8") as file:
        proper = entities.trees(file.read())
    rows = entities.score(gold, engine.documents([(g["id"], g["text"]) for g in gold]), proper)
    return [("GUM names", "all" if name == "names" else name, row) for name, row in rows.items()]


def score_coref(data, engine):
    path = os.path.join(data, "coref", "gum-dev.jsonl")
    if not os.path.exists(path):
        return []
    gold = read_jsonl(path)
    rows = coref.score(gold, engine.documents([(g["id"], g["text"]) for g in gold]))
    return [("GUM actors", name.removeprefix("head "), row) for name, row in rows.items() if name.startswith("head ")]


def score_times(data, engine):
    path = os.path.join(data, "times", "dev.jsonl")
    if not os.path.exists(path):
        return []
    gold = read_jsonl(path)
    rows = times.score(gold, engine.documents([(g["id"], g["text"], g["published"]) for g in gold]))
    return [("TimeBank", name, row) for name, row in rows.items()]


def score_events(data, engine):
    path = os.path.join(data, "events", "dev.jsonl")
    if not os.path.exists(path):
        return []
    gold = read_jsonl(path)
    rows = events.score(gold, engine.documents([(g["id"], g["text"], g["published"]) for g in gold]))
    return [("events", name, row) for name, row in rows.items()]


def score_pages(data, engine):
    path = os.path.join(data, "pages", "dev.jsonl")
    if not os.path.exists(path):
        return []
    gold = read_jsonl(path)
    rows = pages.score(gold, engine.pages(gold))
    return [("web pages", name, row) for name, row in rows.items()]


def score_nested(data, engine):
    path = os.path.join(data, "nested", "dev.jsonl")
    if not os.path.exists(path):
        return []
    gold = read_jsonl(path)
    rows = nested.score(gold, engine.documents([(g["id"], g["text"]) for g in gold]))
    p, r = rows["all"]["precision"], rows["all"]["found"]
    figures = {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, **{f"{k}{suffix}": rows[row][k] for row, suffix in
               (("all", ""), ("depth 3 and more", " deep")) for k in ("found", "source", "chain")}}
    return [("MPQA", "cues, any depth", figures)]


def score_all(data, engine, only):
    """([(set, measure, figures)], reliability of the attributions' scores or None)."""
    rows, reliability = [], None
    if only in (None, "attributions"):
        rows, reliability = score_attributions(data, engine)
    if only in (None, "syntax"):
        rows += score_syntax(data, engine)
    if only in (None, "entities"):
        rows += score_entities(data, engine)
    if only in (None, "coref"):
        rows += score_coref(data, engine)
    if only in (None, "times"):
        rows += score_times(data, engine)
    if only in (None, "nested"):
        rows += score_nested(data, engine)
    if only in (None, "events"):
        rows += score_events(data, engine)
    if only in (None, "pages"):
        rows += score_pages(data, engine)
    if not rows:
        raise Unscorable(f"{data} holds none of polnear/dev.jsonl, ud/ewt-dev.conllu, ud/gum-dev.conllu, coref/gum-dev.jsonl, times/dev.jsonl, "
                         "nested/dev.jsonl, events/dev.jsonl, pages/dev.jsonl")
    return rows, reliability


def table(header, rows, markdown):
    """Rows of strings; the first two columns to the left, figures to the right."""
    widths = [max(len(r[k]) for r in [header, *rows]) for k in range(len(header))]
    lines = [[c.ljust(w) if k < 2 else c.rjust(w) for k, (c, w) in enumerate(zip(row, widths))] for row in [header, *rows]]
    if markdown:
        lines.insert(1, ["-" * w if k < 2 else "-" * (w - 1) + ":" for k, w in enumerate(widths)])
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return "\n".join("  ".join(line).rstrip() for line in lines)


def main():
    ap = argparse.ArgumentParser(prog="./dev eval", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data")
    ap.add_argument("--program", default="build/hearsay", help=argparse.SUPPRESS)
    ap.add_argument("--model", help="a weight file; without it the one in models/")
    ap.add_argument("--compute", choices=("int8", "bf16", "fp32"), help="the engine's compute path; without it what the CPU does best")
    ap.add_argument("--against", metavar="PATH", choices=("int8", "bf16", "fp32"), help="a second compute path: its F1 and the difference")
    ap.add_argument("--only", choices=("attributions", "syntax", "entities", "coref", "times", "nested", "events", "pages"))
    ap.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    ap.add_argument("--reliability", action="store_true", help="also how often attributions of each score are right, in the half that was held out")
    ap.add_argument("--markdown", action="store_true")
    ap.add_argument("--json", action="store_true", help="one JSON object: {set: {measure: figures}}")
    args = ap.parse_args()
    try:
        rows, reliability = score_all(args.data, Engine(args.program, args.compute, args.threads, args.model), args.only)
        other = None
        if args.against:
            other = score_all(args.data, Engine(args.program, args.against, args.threads, args.model), args.only)
    except (Unscorable, OSError) as error:
        sys.exit(f"eval: {error}")

    if args.json:
        out = {}
        for group, measure, figures in rows:
            out.setdefault(group, {})[measure] = figures
        if reliability:
            out["reliability"] = reliability
        if other:
            out["against"] = {f"{group} {measure}": figures["f1"] for group, measure, figures in other[0]}
        print(json.dumps(out))
        return

    def percent(x):
        return "" if x is None else f"{100 * x:.1f}"

    def kept(bins, total):
        """What --min-score at the first bin's edge leaves: the share of all, and how many of these are right."""
        left = sum(n for n, _, _ in bins)
        return percent(left / total), percent(sum(n * right for n, _, right in bins) / left)

    header = ["development set", "measure", "P", "R", "F1"]
    lines = [[group, measure, percent(f.get("p")), percent(f.get("r")), percent(f["f1"])] for group, measure, f in rows]
    if other:
        header[-1] = "F1, " + (args.compute or "default")
        header += ["F1, " + args.against, "difference"]
        for line, (_, _, mine), (_, _, theirs) in zip(lines, rows, other[0]):
            line += [percent(theirs["f1"]), f"{100 * (mine['f1'] - theirs['f1']):+.2f}"]
    for line, previous in reversed(list(zip(lines[1:], lines))):     # a set's name stands once
        if line[0] == previous[0]:
            line[0] = ""
    print(table(header, lines, args.markdown))
    for group, _, f in rows:
        if "value" in f:
            print(f"\n{group}: of the times that are found, {percent(f['type'])} per cent have the right type, "
                  f"{percent(f['value'])} the right value.")
        if "chain" in f:
            print(f"\n{group}: of the attributions that are found, {percent(f['source'])} per cent have the right innermost source, "
                  f"{percent(f['chain'])} the right chain;\nof those three voices deep and more {percent(f['found deep'])} per cent are found, "
                  f"of these {percent(f['source deep'])} and {percent(f['chain deep'])} right.")
    if reliability:
        print(f"\nScores against being right (full), of the {reliability['n']} attributions found in the half of the articles that scores were not "
              f"fitted to: expected calibration error {reliability['ece']:.3f}, Brier score {reliability['brier']:.3f}.")
        if args.reliability:
            print(table(["score", "", "attributions", "mean score", "right", "this and above: kept", "right"],
                        [[f"{min(int(10 * mean), 9) / 10:.1f} to {min(int(10 * mean), 9) / 10 + 0.1:.1f}", "", str(n), percent(mean), percent(right),
                          *kept(reliability["bins"][k:], reliability["n"])]
                         for k, (n, mean, right) in enumerate(reliability["bins"])], args.markdown))


if __name__ == "__main__":
    main()
