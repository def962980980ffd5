"""Named persons, organisations and places: spans and types against those of GUM's coreference layer.

Gold, from the head spans of GUM's mentions ("its noun, or a whole name") and the treebank's trees:
  - a mention is named if the word that heads its head span is a proper noun ("departments in North" is none);
  - a coordination whose members are mentions themselves ("Ann and Bob") is none: its members are;
  - what follows a comma, a bracket or a preposition other than "of" and is a mention of its own is cut off ("Example University, Wales");
  - where two overlap the longer counts, since the engine's entities do not nest.
A prediction is right if its span and its type are.
"""
from common import Unscorable, figures, pair, span_in

TYPES = ("person", "organization", "place")


def trees(conllu):
    """{document id: [(upos, index of the head in the document or -1, relation, form)]} of a treebank."""
    out, words, base = {}, None, 0
    for line in conllu.replace("\r\n", "\n").split("\n"):
        if line.startswith("# newdoc id = "):
            words = out.setdefault(line[len("# newdoc id = "):].strip(), [])
        elif line[:1].isdigit() and words is not None:
            row = line.split("\t")
            if row[0] == "1":
                base = len(words)
            if row[0].isdigit():
                words.append((row[3], base + int(row[6]) - 1 if row[6] != "0" else -1, row[7], row[1]))
    return out


def names(record, words, types=TYPES):
    """The gold entities of a coreference record over its document's words: {(first word, last word, type)}."""
    if len(record["tokens"]) != len(words):
        raise Unscorable(f"{record['id']}: {len(record['tokens'])} tokens, but {len(words)} words in the treebank")
    at = {}
    for i, (start, _) in enumerate(record["tokens"]):
        at.setdefault(start, i)

    def span(pair):
        start, end = span_in(pair, record["text"])
        first = last = at[start]
        while last + 1 < len(words) and record["tokens"][last + 1][0] < end:
            last += 1
        return first, last

    def head_of(first, last):
        return next((i for i in range(first, last + 1) if not first <= words[i][1] <= last), first)

    starts = {span(m["span"])[0] for m in record["mentions"]}
    heads = [(*span(m["head"]), m["type"]) for m in record["mentions"]]
    headed = {head_of(first, last) for first, last, _ in heads}
    candidates = set()
    for first, last, kind in heads:
        head = head_of(first, last)
        if kind not in types or words[head][0] != "PROPN":
            continue
        if any(words[i][2].startswith("conj") and first <= words[i][1] <= last and i in headed for i in range(first, last + 1)):
            continue
        for i in range(head + 1, last):
            if (words[i][3] in (",", "(") or words[i][0] == "ADP" and words[i][3] != "of") and i + 1 in starts:
                last = i - 1
                break
        candidates.add((first, last, kind))
    out = set()
    for first, last, kind in sorted(candidates, key=lambda c: (c[0] - c[1], c)):
        if not any(f <= last and first <= l for f, l, _ in out):
            out.add((first, last, kind))
    return out


def score(gold, predicted, treebank):
    """{row: figures}: all three types, then each."""
    totals = {kind: [0, 0, 0] for kind in TYPES}
    for g, p in pair(gold, predicted):
        if g["id"] not in treebank:
            raise Unscorable(f"{g['id']} is not in the treebank")
        tokens = g["tokens"]
        right = {(tokens[first][0], tokens[last][1], kind) for first, last, kind in names(g, treebank[g["id"]])}
        said = {(*span_in([e["start"], e["end"]], g["text"]), e["type"]) for e in p.get("entities") or [] if e["type"] in TYPES}
        for kind, total in totals.items():
            a, b = ({e for e in side if e[2] == kind} for side in (right, said))
            total[0] += len(a & b)
            total[1] += len(b)
            total[2] += len(a)
    rows = {"names": [sum(t[k] for t in totals.values()) for k in range(3)], **totals}
    return {name: figures(hits, n_predicted, hits, n_gold) for name, (hits, n_predicted, n_gold) in rows.items()}
