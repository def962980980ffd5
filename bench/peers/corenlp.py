"""Stanford CoreNLP beside hearsay: coreference on GUM's dev part, times (SUTime) on TimeBank's, by the scorers of eval/.

usage: corenlp.py DATA [--program build/hearsay] [--work build/peers/corenlp]

Installs CoreNLP and its English models with Maven (half a gigabyte, once, into --work; needs mvn and a JDK), and runs its default pipeline in
one process of one thread. What it printed is kept in --work and used again. A line break ends a sentence: a line is a paragraph, as
for hearsay.

Two rows of its coreference: as it comes, where chains of one mention are left out (CoreNLP's default), and with them, which these scorers
reward. It has no types: all its mentions are given, and the scorers leave out those that are gold mentions of events, objects, times.
"""
import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "eval"))

import coref  # noqa: E402
import times  # noqa: E402
from common import read_jsonl  # noqa: E402
from run import Engine, table  # noqa: E402

ANNOTATORS = {"times": "tokenize,ssplit,pos,lemma,ner", "coref": "tokenize,ssplit,pos,lemma,ner,parse,coref"}


def install(work):
    """The class path of CoreNLP and of our reader."""
    jars = os.path.join(work, "lib")
    if not os.path.isdir(jars):
        subprocess.run(["mvn", "-q", "-B", "-f", os.path.join(HERE, "corenlp", "pom.xml"), "dependency:copy-dependencies",
                        "-DoutputDirectory=" + os.path.abspath(jars)], check=True)
    path = os.pathsep.join([work, *(os.path.join(jars, name) for name in sorted(os.listdir(jars)) if name.endswith(".jar"))])
    sources = [os.path.join(HERE, "corenlp", name + ".java") for name in ("CoreNLPReader", "CoreNLPQuotes")]
    classes = [os.path.join(work, os.path.basename(source).replace(".java", ".class")) for source in sources]
    if any(not os.path.exists(c) or os.path.getmtime(c) < os.path.getmtime(s) for c, s in zip(classes, sources)):
        subprocess.run(["javac", "-cp", path, "-d", work, *sources], check=True)
    return path


def run(work, what, records):
    """CoreNLP's answers, {id: answer}."""
    out = os.path.join(work, f"out-{what}.jsonl")
    if not os.path.exists(out):
        given = "".join(json.dumps({k: r[k] for k in ("id", "text", "published") if k in r}) + "\n" for r in records)
        with open(out + ".part", "w", encoding="utf-8") as file:
            subprocess.run(["java", "-Xmx5g", "-XX:ParallelGCThreads=1", "-cp", install(work), "CoreNLPReader", ANNOTATORS[what]],
                           input=given.encode(), stdout=file, check=True)
        os.rename(out + ".part", out)
    return {r["id"]: r for r in read_jsonl(out)}


def spans(pairs):
    return [{"start": start, "end": end} for start, end in pairs]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data")
    ap.add_argument("--program", default="build/hearsay")
    ap.add_argument("--work", default="build/peers/corenlp")
    args = ap.parse_args()
    os.makedirs(args.work, exist_ok=True)
    engine = Engine(args.program, None, 1, None)

    gold = read_jsonl(os.path.join(args.data, "coref", "gum-dev.jsonl"))
    found = run(args.work, "coref", gold)
    rows = {"hearsay": coref.score(gold, engine.documents([(g["id"], g["text"]) for g in gold]))}
    for name, least in (("CoreNLP", 2), ("CoreNLP, chains of one too", 1)):
        rows[name] = coref.score(gold, [{"text": g["text"], "actors": [{"mentions": spans(c)} for c in found[g["id"]]["chains"] if len(c) >= least]}
                                        for g in gold])
    measures = ["head " + m for m in (*coref.MEASURES, "conll")]
    print(table(["GUM, head, F1", "", *(m.removeprefix("head ") for m in measures)],
                [[name, "", *(f"{100 * r[m]['f1']:.1f}" for m in measures)] for name, r in rows.items()], False))

    gold = read_jsonl(os.path.join(args.data, "times", "dev.jsonl"))
    found = run(args.work, "times", gold)
    theirs = [{"text": g["text"], "times": [{"start": t["span"][0], "end": t["span"][1], "type": t["type"], "value": t.get("value")}
                                            for t in found[g["id"]]["times"]]} for g in gold]
    rows = {"hearsay": times.score(gold, engine.documents([(g["id"], g["text"], g["published"]) for g in gold])), "SUTime": times.score(gold, theirs)}
    print()
    print(table(["TimeBank-Dense, F1", "", "relaxed", "strict", "resolved", "right value"],
                [[name, "", *(f"{100 * r[m]['f1']:.1f}" for m in ("relaxed", "strict", "resolved")), f"{100 * r['relaxed']['value']:.1f}"]
                 for name, r in rows.items()], False))


if __name__ == "__main__":
    main()
