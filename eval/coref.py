"""Who is who: the mentions of actors against GUM's chains of persons, organisations and places.

Mentions  A gold span counts once (of several with one span, one of the three types before others). A predicted span is the gold mention with the same
          span; in the rows `head` also, longest first, the shortest free gold mention that holds it and whose head it covers: a name without its
          relative clause is as good. A predicted mention that is a gold one of another type (an event, a time) does not count. A span that two
          predicted actors claim belongs to the first.
muc       links: of a chain of n mentions n - 1, less those that the other side's chains cut (Vilain et al., MUC-6, 1995)
b3        the share of a mention's chain that is in the other side's chain of that mention, mentions averaged (Bagga & Baldwin, 1998)
ceaf-e    2|G & P| / (|G| + |P|) of the best one-to-one alignment of chains (Luo, "On coreference resolution performance metrics", 2005)
conll     the mean of the three F1 (Pradhan et al., CoNLL-2012)

Sums run over all documents; chains of one mention count, but for muc, which sees no link in them.
"""
from common import Unscorable, figures, pair, span_in

TYPES = ("person", "organization", "place")
MEASURES = ("mentions", "muc", "b3", "ceaf-e")


def gold_mentions(record):
    """[(span, head, type, chain)], a span once."""
    chosen = {}
    for m in record["mentions"]:
        span = span_in(m["span"], record["text"])
        if span not in chosen or (chosen[span][2] not in TYPES and m["type"] in TYPES):
            chosen[span] = (span, span_in(m["head"], record["text"]), m["type"], m["chain"])
    # In the order in which ties are broken: the three types as they come, then the rest.
    rank = {}
    for m in record["mentions"]:
        if m["type"] in TYPES:
            rank.setdefault(span_in(m["span"], record["text"]), len(rank))
    return sorted(chosen.values(), key=lambda m: rank.get(m[0], len(rank)))


def predicted_chains(record, text):
    """Sets of spans, in the order of the actors; no span in two."""
    actors, taken, out = record.get("actors"), set(), []
    if not isinstance(actors, list):
        raise Unscorable(f"{record.get('id')}: no list of actors")
    for actor in actors:
        spans = {span_in([m.get("start"), m.get("end")], text) for m in actor.get("mentions") or []}
        spans = {s for s in spans if s[0] < s[1]} - taken
        taken |= spans
        out.append(spans)
    return out


def identify(spans, gold, by_head):
    """{predicted span: index of the gold mention that it is}."""
    at = {m[0]: i for i, m in enumerate(gold)}
    found = {s: at[s] for s in spans if s in at}
    if by_head:
        free = sorted(set(range(len(gold))) - set(found.values()), key=lambda i: (gold[i][0][1] - gold[i][0][0], i))
        for start, end in sorted(spans, key=lambda s: (s[0] - s[1], s)):
            if (start, end) in found:
                continue
            for i in free:
                (a, b), (head_a, head_b) = gold[i][:2]
                if a <= start <= head_a and head_b <= end <= b:
                    found[start, end] = i
                    free.remove(i)
                    break
    return found


def chains(gold_record, predicted_record, by_head):
    """Gold and predicted chains, as sets of keys that are equal where the mentions are."""
    gold = gold_mentions(gold_record)
    ours = predicted_chains(predicted_record, gold_record["text"])
    known = identify(set().union(*ours), gold, by_head)
    left = {}
    for i, (_, _, kind, chain) in enumerate(gold):
        if kind in TYPES:
            left.setdefault(chain, set()).add(i)
    right = []
    for spans in ours:
        keys = {known.get(s, s) for s in spans if s not in known or gold[known[s]][2] in TYPES}
        if keys:
            right.append(keys)
    return list(left.values()), right


def muc(these, those):
    """(links kept, links) of these chains in view of those."""
    home = {m: n for n, chain in enumerate(those) for m in chain}
    kept = links = 0
    for chain in these:
        alone = sum(m not in home for m in chain)
        kept += len(chain) - alone - len({home[m] for m in chain if m in home})
        links += len(chain) - 1
    return kept, links


def b_cubed(these, those):
    home = {m: chain for chain in those for m in chain}
    return sum(len(chain & home[m]) / len(chain) for chain in these for m in chain if m in home), sum(map(len, these))


def alignment(left, right):
    """The largest sum of phi4 over one-to-one pairs: the assignment problem by shortest augmenting paths (R. Jonker, A. Volgenant, 1987),
    a connected part of the bipartite graph at a time."""
    home = {m: n for n, chain in enumerate(left) for m in chain}
    phi = {}
    for j, chain in enumerate(right):
        for i in {home[m] for m in chain if m in home}:
            phi[i, j] = 2 * len(left[i] & chain) / (len(left[i]) + len(chain))
    parent = {}

    def root(node):
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for i, j in phi:
        parent[root(("l", i))] = root(("r", j))
    parts = {}
    for i, j in phi:
        rows, columns = parts.setdefault(root(("l", i)), (set(), set()))
        rows.add(i)
        columns.add(j)
    return sum(assigned([[phi.get((i, j), 0.0) for j in sorted(columns)] for i in sorted(rows)]) for rows, columns in parts.values())


def assigned(gain):
    """The largest sum of gains, a row and a column in no more than one pair."""
    n = max(len(gain), len(gain[0]))
    square = [[-(gain[i][j] if i < len(gain) and j < len(gain[0]) else 0.0) for j in range(n)] for i in range(n)]
    price, row_of = [0.0] * n, [None] * n
    level = [0.0] * n
    for start in range(n):
        distance, previous, done = [float("inf")] * n, [None] * n, [False] * n
        row, column, base = start, None, 0.0
        while row is not None:
            for j in range(n):
                if not done[j]:
                    d = base + square[row][j] - level[row] - price[j]
                    if d < distance[j]:
                        distance[j], previous[j] = d, column
            column = min((j for j in range(n) if not done[j]), key=distance.__getitem__)
            done[column], base = True, distance[column]
            row = row_of[column]
        for j in range(n):
            if done[j]:
                price[j] += distance[j] - base
                if row_of[j] is not None:
                    level[row_of[j]] += base - distance[j]
        level[start] += base
        while column is not None:
            before = previous[column]
            row_of[column] = start if before is None else row_of[before]
            column = before
    return sum(gain[i][j] for j, i in enumerate(row_of) if i < len(gain) and j < len(gain[0]))


def score(gold, predicted):
    """{row: figures}, "exact" and "head" rows of each measure; of conll F1 alone."""
    rows = {}
    pairs = pair(gold, predicted)
    for name, by_head in (("exact", False), ("head", True)):
        sums = {m: [0, 0, 0, 0] for m in MEASURES}
        for g, p in pairs:
            left, right = chains(g, p, by_head)
            ours, theirs = set().union(*right), set().union(*left)
            phi = alignment(left, right)
            both = len(ours & theirs)
            for measure, counts in (("mentions", (both, len(ours), both, len(theirs))), ("muc", muc(right, left) + muc(left, right)),
                                    ("b3", b_cubed(right, left) + b_cubed(left, right)), ("ceaf-e", (phi, len(right), phi, len(left)))):
                sums[measure] = [a + b for a, b in zip(sums[measure], counts)]
        for measure, counts in sums.items():
            rows[f"{name} {measure}"] = figures(*counts)
        rows[f"{name} conll"] = {"f1": round(sum(rows[f"{name} {m}"]["f1"] for m in ("muc", "b3", "ceaf-e")) / 3, 4)}
    return rows
