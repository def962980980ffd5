"""Events of the claims against the records of events/dev.jsonl, which are unit tests of another coder: a weak reference, for trends.

A predicted event is its (actor, target, code), once a document, whatever the number of claims that hold it. A gold event's code is what the record
says under "plover", else that of its CAMEO root. Matched one to one in each document, summed over the documents:

actors  actor and target
code    the code alone, of gold events that have one
triple  all three

A gold actor is a state's code and more letters: a predicted one agrees by its own state's code or that of the actor it is `of`; for codes under
"names" (states that no engine knows) a name must stand in its name or in a mention. A gold actor of no known state ("---") agrees with one without a
code, or with none. What a predicted event codes between the actors of a gold event without a PLOVER code is not charged.
"""
import re

from common import Unscorable, figures, match, pair

CODES = {"02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE RETREAT", "09": "ACCUSE",
         "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE",
         "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT"}


def codes_of(event):
    """The PLOVER codes that a gold event may have, none for what PLOVER does not code."""
    code = event["plover"] if "plover" in event else CODES.get(event["code"][:2])
    return frozenset((code or "").split())


def agrees(code, names, actor, actors, text):
    """Whether a gold actor's code is that of a predicted actor, or of none."""
    state = code[:3].isalpha()
    if actor is None:
        return not state

    def called(words):
        own = [actor["name"] or ""] + [text[m["start"]:m["end"]] for m in actor["mentions"]]
        return any(re.search(r"\b%s\b" % re.escape(w), x, re.I) for w in words for x in own)
    states = {a["code"] for a in (actor, actors.get(actor["of"])) if a} - {None}
    if not state:
        return not states and not any(called(n) for n in names.values())
    return called(names[code]) if code in names else code[:3] in states


def events_of(document):
    claims = document.get("claims")
    if not isinstance(claims, list):
        raise Unscorable(f"{document.get('id')}: no list of claims")
    return sorted({(e["actor"], e["target"], e["code"]) for e in (c["event"] for c in claims) if e}, key=str)


def score(gold, predicted):
    """{row: figures}."""
    sums = {"triple": [0, 0, 0], "actors": [0, 0, 0], "code": [0, 0, 0]}
    for g, p in pair(gold, predicted):
        actors = {a["id"]: a for a in p["actors"]}
        found = events_of(p)
        wanted = list(dict.fromkeys((e["source"], e["target"], codes_of(e)) for e in g["expected"]))

        def dyad(f, w):
            return all(agrees(w[i], g["names"], actors.get(f[i]), actors, g["text"]) for i in (0, 1))
        coded = [w for w in wanted if w[2]]
        charged = [f for f in found if not any(dyad(f, w) for w in wanted if not w[2]) or any(dyad(f, w) and f[2] in w[2] for w in coded)]
        pairs = sorted({f[:2] for f in found}, key=str)
        for row, left, right, alike in (("actors", pairs, sorted({w[:2] for w in wanted}), dyad),
                                        ("triple", charged, coded, lambda f, w: f[2] in w[2] and dyad(f, w)),
                                        ("code", charged, coded, lambda f, w: f[2] in w[2])):
            for i, n in enumerate((len(match(left, right, alike)), len(left), len(right))):
                sums[row][i] += n
    return {row: figures(n, found, n, wanted) for row, (n, found, wanted) in sums.items()}
