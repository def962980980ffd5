"""--format webanno: what the Web Annotation Data Model says MUST be so, and that nothing of the JSON document is lost or moved."""
import common
import jsonld
from common import want

OA = "http://www.w3.org/ns/oa#"
# Section 3.3.5 of the model.
MOTIVATIONS = {"assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking",
               "moderating", "questioning", "replying", "reviewing", "tagging"}


def check_selectors(target, text, where):
    kinds = [s["type"] for s in target["selector"]]
    want(kinds == ["TextQuoteSelector", "TextPositionSelector"], "%s: selectors %s", where, kinds)
    quote, place = target["selector"]
    start, end = place["start"], place["end"]
    want(isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text), "%s: [%s, %s)", where, start, end)
    # Python counts code points, as the model wants it; UTF-16 units or bytes would give another passage wherever one goes before that is not in
    # ASCII.
    want(text[start:end] == quote["exact"], "%s: [%d, %d) is %r, not %r", where, start, end, text[start:end], quote["exact"])
    want(text[max(0, start - 32):start] == quote["prefix"] and text[end:end + 32] == quote["suffix"], "%s: its surroundings", where)
    return start, end


def check_target(target, document, where):
    article = "urn:hearsay:" + document["id"]
    if isinstance(target, str):
        want(target == article, "%s: its target is %s", where, target)
        return None
    want(target["type"] == "SpecificResource", "%s: a target is a %s", where, target["type"])
    want(target["source"] == article, "%s: its source is %s", where, target["source"])
    want("scope" not in target or common.is_iri(target["scope"]), "%s: scope %s", where, target.get("scope"))
    return check_selectors(target, document["text"], where)


def check_collection(c, document):
    """Sections 3 to 5 of the model, MUST by MUST, but for the address in @context (docs/format.md says why)."""
    want(common.is_iri(c["id"]) and c["type"] == "AnnotationCollection", "collection %s", c["id"])
    want(isinstance(c["total"], int) and c["total"] >= 0, "total %s", c["total"])
    if c["total"] == 0:
        want("first" not in c, "a page for nothing")
        return []
    page = c["first"]
    want(common.is_iri(page["id"]) and page["type"] == "AnnotationPage" and page["partOf"] == c["id"] and page["startIndex"] == 0, "the page")
    items = page["items"]
    want(len(items) == c["total"], "%d items of %d", len(items), c["total"])
    ids = [a["id"] for a in items]
    want(len(set(ids)) == len(ids) and all(map(common.is_iri, ids)), "annotations have ids of their own")
    for a in items:
        where = a["id"]
        want(a["type"] == "Annotation" and a["motivation"] in MOTIVATIONS, "%s: a %s for %s", where, a["type"], a["motivation"])
        want(a["target"], "%s: no target", where)
        body = a["body"]
        if body["type"] == "TextualBody":
            want(isinstance(body["value"], str) and body["purpose"] in MOTIVATIONS, "%s: body %s", where, body)
        else:
            want(common.is_iri(body["id"]), "%s: body %s", where, body["id"])
    return items


def local(name):
    """The id in the JSON document; "outlet" for the outlet, None for what is not there."""
    return name.split("#")[1] if name else None


def same_attribution(body, spans, t, where):
    for role in ("source", "cue", "content"):
        want([list(s) for r, s in spans if r == role] == t[role], "%s: its %s is %s", where, role, t[role])
    want((body["stance"], body["quote"], body["sourceType"], body["score"]) == (t["stance"], t["quote"], t["source_type"], t["score"]), "%s", where)
    want((local(body.get("actor")), local(body.get("within"))) == (t["actor"], t["within"]), "%s: actor or within", where)
    want([local(v.get("actor")) for v in body["chain"]] == t["chain"], "%s: its chain", where)
    want([v["link"] for v in body["chain"]] == t["links"], "%s: its links", where)


def same_actor(body, spans, a, where):
    got = {"id": local(body["id"]), "name": body["label"], "kind": body["kind"], "code": body.get("code"), "role": body.get("description"),
           "of": local(body.get("actsFor")), "members": [local(m) for m in body.get("members", [])],
           "mentions": [{"start": s[0], "end": s[1], "form": form} for form, s in spans]}
    want(got == a, "%s: %s is not %s", where, got, a)


def same_claim(body, targets, c, where):
    spans = [((local(t.get("attribution")), t["negated"]), [t["selector"][1]["start"], t["selector"][1]["end"]]) for t in targets]
    expected = [((m["attribution"], m["negated"]), s) for m in c["mentions"] for s in m["spans"]]
    want(spans == expected, "%s: mentions %s, not %s", where, spans, expected)
    want(body["label"] == c["text"], "%s: its text", where)
    got = [{"actor": local(p.get("actor")), "position": p["position"], "attribution": local(p.get("attribution")), "score": p["score"]}
           for p in body["positions"]]
    want(got == c["positions"], "%s: positions %s, not %s", where, got, c["positions"])
    want(("event" in body) == (c["event"] is not None), "%s: an event", where)
    if c["event"]:
        e = body["event"]
        got = {"code": e["code"], "mode": e.get("mode"), "cameo": e.get("cameo"), "contexts": e.get("contexts", []), "actor": local(e.get("actor")),
               "target": local(e.get("recipient")), "where": local(e.get("place")), "when": e.get("when")}
        want(got == {k: c["event"][k] for k in got}, "%s: event %s, not %s", where, got, c["event"])


def same(items, document):
    """Everything of these lists is there, and nothing else."""
    found = {"attributions": 0, "actors": 0, "claims": 0, "loaded": 0, "times": 0}
    for a in items:
        where = a["id"]
        spans = []
        for target in a["target"]:
            place = check_target(target, document, where)
            if place:
                spans.append((target.get("role") or target.get("form"), place))
        letter, number = where.split("#annotation-")[1][0], int(where.split("#annotation-")[1][1:]) - 1
        name = {"t": "attributions", "a": "actors", "c": "claims", "l": "loaded", "d": "times"}[letter]
        want(number == found[name], "%s is out of order", where)
        found[name] += 1
        thing = document[name][number]
        if letter == "t":
            same_attribution(a["body"], spans, thing, where)
        elif letter == "c":
            same_claim(a["body"], a["target"], thing, where)
        elif letter == "a":
            same_actor(a["body"], spans, thing, where)
        else:
            want(spans == [(None, (thing["start"], thing["end"]))], "%s: its place", where)
            want(a["body"]["value"] == (thing["kind"] if letter == "l" else thing["value"]), "%s: %s", where, a["body"]["value"])
    for name, n in found.items():
        want(n == len(document[name]), "%d of %d %s", n, len(document[name]), name)


def check(output, documents):
    collections = common.lines(output)
    want(len(collections) == len(documents), "%d collections for %d documents", len(collections), len(documents))
    beyond = 0
    for c, d in zip(collections, documents):
        items = check_collection(c, d)
        same(items, d)
        want(c["annotates"].get("title") == d["title"] and c["annotates"].get("published") == d["published"], "%s: metadata", c["id"])
        want(c["annotates"]["publisher"].get("label") == d["outlet"], "%s: outlet", c["id"])
        graph = jsonld.read(c)
        annotations = [s for s, p in graph.items() if OA + "Annotation" in p.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", [])]
        want(len(annotations) == len(items), "%d annotations in RDF, %d in JSON", len(annotations), len(items))
        for s in annotations:
            want(graph[s].get(OA + "hasTarget") and graph[s].get(OA + "hasBody"), "%s has no target or body in RDF", s)
            want(all(m.startswith(OA) for m in graph[s][OA + "motivatedBy"]), "%s: motivation", s)
        beyond += any(ord(ch) > 0xFFFF for ch in d["text"]) and bool(d["attributions"])
    want(beyond, "no article in this test tells code points from UTF-16 units")
    return len(collections)
