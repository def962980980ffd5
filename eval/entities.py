"""Named persons, organisations and places: spans and types against those of GUM's coreference layer.

Gold: the head spans (GUM: "its noun, or a whole name") of mentions of these three types that hold a proper noun, by the treebank's
tags; where two overlap the longer counts. A prediction is right if its span and its type are. Not every name that GUM tags is one that a
news reader would look for (GUM has fiction and travel guides), and it has no nesting here, as the engine has none.
"""
from common import Unscorable, figures, pair, span_in

TYPES = ("person", "organization", "place")


def proper_nouns(conllu):
    """{document id: [is word n a proper noun?]} of a treebank."""
    out, words = {}, None
    for line in conllu.replace("\r\n", "\n").split("\n"):
        if line.startswith("# newdoc id = "):
            words = out.setdefault(line[len("# newdoc id = "):].strip(), [])
        elif line[:1].isdigit():
            row = line.split("\t")
            if row[0].isdigit() and words is not None:
                words.append(row[3] == "PROPN")
    return out


def names(record, proper):
    """The gold entities of a coreference record: {(start, end, type)}."""
    if len(record["tokens"]) != len(proper):
        raise Unscorable(f"{record['id']}: {len(record['tokens'])} tokens, but {len(proper)} words in the treebank")
    candidates = {}
    for mention in record["mentions"]:
        start, end = span_in(mention["head"], record["text"])
        if mention["type"] in TYPES and any(p and s < end and e > start for (s, e), p in zip(record["tokens"], proper)):
            candidates.setdefault((start, end), mention["type"])
    out = set()
    for (start, end), kind in sorted(candidates.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        if not any(s < end and e > start for s, e, _ in out):
            out.add((start, end, kind))
    return out


def score(gold, predicted, proper):
    """{row: figures}: all three types, then each."""
    totals = {kind: [0, 0, 0] for kind in TYPES}
    for g, p in pair(gold, predicted):
        if g["id"] not in proper:
            raise Unscorable(f"{g['id']} is not in the treebank")
        right = names(g, proper[g["id"]])
        said = {(*span_in([e["start"], e["end"]], g["text"]), e["type"]) for e in p.get("entities") or [] if e["type"] in TYPES}
        for kind, total in totals.items():
            a, b = ({e for e in side if e[2] == kind} for side in (right, said))
            total[0] += len(a & b)
            total[1] += len(b)
            total[2] += len(a)
    rows = {"names": [sum(t[k] for t in totals.values()) for k in range(3)], **totals}
    return {name: figures(hits, n_predicted, hits, n_gold) for name, (hits, n_predicted, n_gold) in rows.items()}
