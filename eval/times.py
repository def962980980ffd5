"""Time expressions against TIMEX3 annotations (TimeBank-Dense): their spans, and what they mean.

relaxed   a predicted and a gold expression share a character. Pairs are one to one: equal spans first, then those that share most; of pairs that
          share as much, the first in the text.
strict    their spans are equal.
resolved  relaxed pairs with the same value, letter for letter.

`relaxed` also carries `type` and `value`: the share of its pairs that agree in each.
"""
from common import Unscorable, figures, pair, span_in


def expressions(record, predicted):
    """[((start, end), type, value)] of a gold or a predicted record."""
    found = record.get("times")
    if not isinstance(found, list):
        raise Unscorable(f"{record.get('id')}: no list of times")
    return [(span_in([t.get("start"), t.get("end")] if predicted else t["span"], record["text"]), t.get("type"), t.get("value")) for t in found]


def shared(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def couples(gold, predicted):
    """[(gold expression, predicted expression)], no expression twice."""
    order = sorted((g[0] != p[0], -shared(g[0], p[0]), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted) if shared(g[0], p[0]))
    out, left, right = [], set(), set()
    for _, _, i, j in order:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((gold[i], predicted[j]))
    return out


def score(gold, predicted):
    """{row: figures}."""
    n_gold = n_predicted = 0
    found = []
    for g, p in pair(gold, predicted):
        right, said = expressions(g, False), expressions(p, True)
        n_gold += len(right)
        n_predicted += len(said)
        found += couples(right, said)
    hits = {"relaxed": found, "strict": [c for c in found if c[0][0] == c[1][0]], "resolved": [c for c in found if c[0][2] == c[1][2]]}
    rows = {name: figures(len(cs), n_predicted, len(cs), n_gold) for name, cs in hits.items()}
    for name, k in (("type", 1), ("value", 2)):
        rows["relaxed"][name] = round(sum(g[k] == p[k] for g, p in found) / len(found), 4) if found else 0.0
    return rows
