"""Attributions against PolNeAR's, micro-averaged over documents.

A token is a run of word characters or one other visible character; a span covers the tokens that it touches.

token ROLE    tokens that some span of the role covers
exact ROLE    the role's distinct spans, without white space, quotation marks and punctuation at both ends (empty ones dropped)
overlap ROLE  P: the mean, over predicted spans, of the largest share of a span's tokens that one gold span covers; R: the other way round
content50     attributions with content, matched one to one where the contents' tokens have intersection over union of at least 1/2
full          the same, where also the sources share a token or neither has one
full_cue      the same, where also the cues share a token

Those are the figures that the literature on PolNeAR and the peers in README.md are compared by. `reliability` asks of each predicted
attribution whether it is right in the sense of `full`, and how far its score is from saying so.
"""
import bisect
import re
import unicodedata

from common import Unscorable, figures, match, pair, span_in

ROLES = ("source", "cue", "content")
FITTED, HELD_OUT = slice(0, None, 2), slice(1, None, 2)      # polnear/dev: what train/calibrate.py fits scores on, and what it does not
QUOTES = "\"“”„‟«»‹›'‘’‚‛`´"
PUNCTUATION = ".,;:!?…-–—"


class Tokens:
    def __init__(self, text):
        found = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
        self.starts = [s for s, _ in found]
        self.ends = [e for _, e in found]

    def touched(self, start, end):
        if start >= end:
            return frozenset()
        return frozenset(range(bisect.bisect_right(self.ends, start), bisect.bisect_left(self.starts, end)))


def bare(text, start, end):
    """The span without what may stand at its edges by taste alone."""
    def edge(c):
        return c.isspace() or c in QUOTES or c in PUNCTUATION or unicodedata.category(c) == "Cf"

    while start < end and edge(text[start]):
        start += 1
    while start < end and edge(text[end - 1]):
        end -= 1
    return start, end


class Attribution:
    """One attribution of a record: its spans and tokens by role, its score."""

    def __init__(self, record, text, tokens):
        self.spans, self.tokens, self.score = {}, {}, record.get("score")
        for role in ROLES:
            spans = [span_in(s, text) for s in record.get(role) or []]
            self.spans[role] = [s for s in spans if s[0] < s[1]]
            self.tokens[role] = frozenset().union(*(tokens.touched(*s) for s in self.spans[role]))


def attributions_of(record, text, tokens):
    if not isinstance(record.get("attributions"), list):
        raise Unscorable(f"document {record.get('id')} has no list of attributions")
    found = [Attribution(a, text, tokens) for a in record["attributions"]]
    return [a for a in found if any(a.tokens.values())]


def content50(a, b):
    a, b = a.tokens["content"], b.tokens["content"]
    return bool(a & b) and 2 * len(a & b) >= len(a | b)


def full(a, b):
    sources = a.tokens["source"], b.tokens["source"]
    return content50(a, b) and (bool(sources[0] & sources[1]) or not any(sources))


def full_cue(a, b):
    return full(a, b) and bool(a.tokens["cue"] & b.tokens["cue"])


def shares(of, by):
    return sum(max((len(a & b) / len(a) for b in by), default=0.0) for a in of)


def score(gold, predicted):
    """{measure: {p, r, f1, predicted, gold}} of lists of records with `text` and `attributions`."""
    totals = {f"{measure} {role}": [0, 0, 0, 0] for measure in ("token", "exact", "overlap") for role in ROLES}
    totals.update({alike.__name__: [0, 0, 0, 0] for alike in (content50, full, full_cue)})

    def count(name, hits_predicted, n_predicted, hits_gold, n_gold):
        for k, n in enumerate((hits_predicted, n_predicted, hits_gold, n_gold)):
            totals[name][k] += n

    def count_sets(name, g, p):
        count(name, len(g & p), len(p), len(g & p), len(g))

    for g, p in pair(gold, predicted):
        text = g["text"]
        tokens = Tokens(text)
        sides = [attributions_of(r, text, tokens) for r in (g, p)]
        for role in ROLES:
            count_sets("token " + role, *(frozenset().union(*(a.tokens[role] for a in side)) for side in sides))
            spans = [{s for a in side for s in a.spans[role]} for side in sides]
            count_sets("exact " + role, *({b for b in (bare(text, *s) for s in side) if b[0] < b[1]} for side in spans))
            in_gold, in_predicted = ([t for t in (tokens.touched(*s) for s in side) if t] for side in spans)
            count("overlap " + role, shares(in_predicted, in_gold), len(in_predicted), shares(in_gold, in_predicted), len(in_gold))
        in_gold, in_predicted = ([a for a in side if a.tokens["content"]] for side in sides)
        for alike in (content50, full, full_cue):
            n = len(match(in_predicted, in_gold, alike))
            count(alike.__name__, n, len(in_predicted), n, len(in_gold))
    return {name: figures(*total) for name, total in totals.items()}


def right(predicted, gold):
    """Whether each predicted Attribution is right; the best scores choose their gold partners first."""
    order = sorted(range(len(predicted)), key=lambda i: -predicted[i].score)
    matched = match([predicted[i] for i in order], gold, full)
    out = [False] * len(predicted)
    for place, i in enumerate(order):
        out[i] = place in matched
    return out


def judged(gold, predicted):
    """(score, right) of every predicted attribution with content."""
    out = []
    for g, p in pair(gold, predicted):
        tokens = Tokens(g["text"])
        in_gold, in_predicted = ([a for a in attributions_of(r, g["text"], tokens) if a.tokens["content"]] for r in (g, p))
        in_predicted.sort(key=lambda a: -a.score)
        out += zip((a.score for a in in_predicted), right(in_predicted, in_gold))
    return out


def reliability(judgements, bins=10):
    """Expected calibration error over equal bins, Brier score, and (n, mean score, share right) a bin that is not empty."""
    rows = []
    for k in range(bins):
        inside = [(s, r) for s, r in judgements if min(int(s * bins), bins - 1) == k]
        if inside:
            rows.append((len(inside), sum(s for s, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)))
    n = len(judgements)
    ece = sum(m * abs(mean - right) for m, mean, right in rows) / n if n else 0.0
    brier = sum((s - r) ** 2 for s, r in judgements) / n if n else 0.0
    return {"ece": round(ece, 4), "brier": round(brier, 4), "n": n, "bins": rows}
