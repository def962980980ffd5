"""Nested attributions and their chains against MPQA's (nested/dev): on whose word.

Gold expressions that count: speech and private states with a cue and a chain of two or more agents, each of which after the writer is named
somewhere in the text or "implicit".
  found      the cue of a predicted attribution overlaps the expression's; of several the one that overlaps it best answers
  source     of the found: the last voice of the predicted chain is the expression's last agent
  chain      of the found: as many voices, and all of them are its agents; "outlet" is the writer
  precision  of the predicted attributions with a cue: it overlaps that of any gold expression, of whatever kind
Voices that were `heard` or `inherited` are left out first: MPQA has no such. A voice is an agent if one of its actor's mentions overlaps one of the
agent's; null is "implicit" and nothing else.
"""
from common import Unscorable, pair, span_in

KINDS = ("direct-subjective", "objective-speech")


def shared(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def voices(attribution):
    """The ids of a predicted chain that speak or think themselves, the outlet first; one that ends in an actor without a voice ends in None."""
    chain = attribution["chain"]
    if not chain or chain[0] != "outlet":
        raise Unscorable(f"attribution {attribution.get('id')}: the chain does not begin with the outlet: {chain!r}")
    links = attribution.get("links") or ["said"] * len(chain)
    if len(links) != len(chain):
        raise Unscorable(f"attribution {attribution.get('id')}: {len(chain)} voices, but {len(links)} links")
    out = [voice for voice, link in zip(chain, links) if link not in ("heard", "inherited")]
    return out if attribution.get("actor") is not None or chain[-1] is None else out + [None]


def counts(expression, agents):
    return bool(expression["cue"]) and expression["kind"] in KINDS and len(expression["chain"]) > 1 and all(
        agent == "implicit" or agents.get(agent) for agent in expression["chain"][1:])


def best_answer(cue, attributions):
    """The chain of the attribution whose cue overlaps best (intersection over union), None if none does."""
    best, chain = 0.0, None
    for spans, voice_ids in attributions:
        both = sum(shared(span, cue) for span in spans)
        union = sum(end - start for start, end in spans) + cue[1] - cue[0] - both
        if both / union > best:
            best, chain = both / union, voice_ids
    return chain


def score(gold, predicted):
    """{"all": figures, "depth 3 and more": figures}: found, source, chain as shares; with how many gold; for all, precision, too, and how
    many were predicted."""
    sums = {"all": [0, 0, 0, 0], "depth 3 and more": [0, 0, 0, 0]}
    cues = right = 0
    for g, p in pair(gold, predicted):
        mentions = {a["id"]: [span_in([m["start"], m["end"]], g["text"]) for m in a["mentions"]] for a in p["actors"]}
        attributions = []
        for a in p["attributions"]:
            spans = [s for s in (span_in(span, g["text"]) for span in a["cue"] or []) if s[0] < s[1]]
            if spans:
                attributions.append((spans, voices(a)))
        marked = [e["cue"] for e in g["expressions"] if e["cue"]]
        cues += len(attributions)
        right += sum(any(shared(span, cue) for span in spans for cue in marked) for spans, _ in attributions)

        def same(agent, voice):
            if "w" == agent or voice == "outlet":
                return agent == "w" and voice == "outlet"
            if agent == "implicit" or voice is None:
                return agent == "implicit" and voice is None
            return any(shared(a, m) for a in g["agents"][agent] for m in mentions[voice])

        for e in g["expressions"]:
            if not counts(e, g["agents"]):
                continue
            chain = best_answer(e["cue"], attributions)
            found = chain is not None
            source = found and same(e["chain"][-1], chain[-1])
            whole = found and len(chain) == len(e["chain"]) and all(map(same, e["chain"], chain))
            for row in ("all", "depth 3 and more")[:1 + (len(e["chain"]) > 2)]:
                sums[row] = [s + n for s, n in zip(sums[row], (1, found, source, whole))]
    out = {}
    for row, (n, found, source, whole) in sums.items():
        out[row] = {"gold": n, "found": found / n if n else 0.0, "source": source / found if found else 0.0, "chain": whole / found if found else 0.0}
    out["all"] |= {"predicted": cues, "precision": right / cues if cues else 0.0}
    return out
