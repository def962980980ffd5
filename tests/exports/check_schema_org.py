"""--format schema-org: JSON-LD that needs nothing fetched; every property stands at a type that schema.org gives it and has a value of a type that
schema.org allows; and nothing of the claims in the JSON document is lost."""
from pyld import jsonld as processor

import common
import jsonld
from common import want

SCHEMA = "http://schema.org/"
# From schema.org's vocabulary: what the types used here are, and the domains and ranges of the properties. "Text" and "Date" are literals.
PARENTS = {"Thing": [], "CreativeWork": ["Thing"], "Claim": ["CreativeWork"], "Quotation": ["CreativeWork"], "Article": ["CreativeWork"],
           "NewsArticle": ["Article"], "Report": ["Article"], "Person": ["Thing"], "Organization": ["Thing"],
           "NewsMediaOrganization": ["Organization"],
           "GovernmentOrganization": ["Organization"], "Place": ["Thing"], "AdministrativeArea": ["Place"], "Country": ["AdministrativeArea"],
           "Intangible": ["Thing"], "DefinedTerm": ["Intangible"]}
PROPERTIES = {
    "appearance": ("Claim", "CreativeWork"), "firstAppearance": ("Claim", "CreativeWork"), "author": ("CreativeWork", "Person Organization"),
    "creator": ("CreativeWork", "Person Organization"), "publisher": ("CreativeWork", "Person Organization"),
    "isBasedOn": ("CreativeWork", "CreativeWork"), "isPartOf": ("CreativeWork", "CreativeWork"), "about": ("CreativeWork", "Thing"),
    "keywords": ("CreativeWork", "DefinedTerm Text"), "contentLocation": ("CreativeWork", "Place"), "temporalCoverage": ("CreativeWork", "Text"),
    "text": ("CreativeWork", "Text"), "inLanguage": ("CreativeWork", "Text"), "headline": ("CreativeWork", "Text"), "url": ("Thing", "Text"),
    "datePublished": ("CreativeWork", "Text"), "dateModified": ("CreativeWork", "Text"), "name": ("Thing", "Text"), "description": ("Thing", "Text"),
    "termCode": ("DefinedTerm", "Text"), "inDefinedTermSet": ("DefinedTerm", "Text")}


def is_a(kind, wanted):
    return kind == wanted or any(is_a(p, wanted) for p in PARENTS[kind])


def nodes(value, found):
    """{id: node} of expanded JSON-LD, all that is said of one id together."""
    if isinstance(value, list):
        for v in value:
            nodes(v, found)
    elif isinstance(value, dict) and "@value" not in value:
        if len(value) > 1 or "@id" not in value:
            found.setdefault(value.get("@id", "_:%d" % len(found)), {}).update(value)
        for key, v in value.items():
            if not key.startswith("@"):
                nodes(v, found)
    return found


def types(node):
    return [t[len(SCHEMA):] for t in node["@type"] if t.startswith(SCHEMA)]


def check_shapes(found):
    for name, node in found.items():
        for key, values in node.items():
            if key.startswith("@") or key.startswith("urn:hearsay:ns#"):
                continue
            want(key.startswith(SCHEMA) and key[len(SCHEMA):] in PROPERTIES, "%s: %s is no property that is expected", name, key)
            domain, ranges = PROPERTIES[key[len(SCHEMA):]]
            want(any(is_a(t, domain) for t in types(node)), "%s: %s at a %s", name, key, types(node))
            for v in values:
                if "@value" in v:
                    want("Text" in ranges.split(), "%s: %s is text", name, key)
                    continue
                value = found.get(v["@id"], v) if "@id" in v else v
                want("@type" in value, "%s: %s is %s, of which nothing is known", name, key, v)
                want(any(is_a(t, r) for t in types(value) for r in ranges.split() if r != "Text"), "%s: %s is a %s", name, key, types(value))


def ids(values):
    return {v["@id"].split("#")[1] for v in values or []}


def as_list(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def check_claim(node, c, d):
    where, actors = c["id"], {a["id"]: a for a in d["actors"]}
    want(node["text"] == c["text"], "%s: its words", where)
    asserting = {p["actor"] for p in c["positions"] if p["position"] == "asserts" and p["actor"]}
    documents = {a for a in asserting if a != "outlet" and actors[a]["kind"] == "document"}
    authors = {a for a in asserting if a == "outlet" or actors[a]["kind"] in ("country", "organisation", "agency", "person", "group")}
    want(ids(node.get("author")) == authors and ids(node.get("isBasedOn")) == documents, "%s: authors %s", where, node.get("author"))
    want(len(node["appearance"]) == len(c["mentions"]), "%s: appearances", where)
    want(node["firstAppearance"]["@id"] == node["appearance"][0]["@id"], "%s: the first appearance", where)
    for seen, m in zip(node["appearance"], c["mentions"]):
        want(seen["text"] == common.cut(d, m["spans"]) and seen["hs:negated"] == m["negated"], "%s: %s", where, seen)
        want(ids(as_list(seen.get("hs:attribution"))) == ({m["attribution"]} if m["attribution"] else set()), "%s: whose words", where)
        want(seen["isPartOf"]["@id"] == "urn:hearsay:" + d["id"], "%s: part of %s", where, seen["isPartOf"])
    got = [(p["hs:stand"], ids(as_list(p.get("hs:actor"))), ids(as_list(p.get("hs:attribution"))), p["hs:score"])
           for p in node.get("hs:position", [])]
    want(got == [(p["position"], {p["actor"]} - {None}, {p["attribution"]} - {None}, p["score"]) for p in c["positions"]], "%s: %s", where, got)
    codes = [(k["inDefinedTermSet"], k["termCode"]) for k in node.get("keywords", [])]
    e = c["event"]
    expected = [] if not e else [(s, v) for s, v in [("PLOVER event type", e["code"]), ("PLOVER event mode", e["mode"])] + [
        ("PLOVER context", x) for x in e["contexts"]] + [("CAMEO", e["cameo"])] if v]
    want(codes == expected, "%s: codes %s", where, codes)
    want(ids(node.get("about")) == ({e["actor"], e["target"]} - {None} if e else set()), "%s: about", where)
    want(node.get("temporalCoverage") == (e["when"] if e else None), "%s: when", where)


def check(output, documents):
    graphs = common.lines(output)
    want(len(graphs) == len(documents), "%d graphs for %d documents", len(graphs), len(documents))
    for g, d in zip(graphs, documents):
        jsonld.read(g)
        check_shapes(nodes(processor.expand(g), {}))
        claims = [n for n in g["@graph"] if n["@type"] == "Claim"]
        want([n["@id"] for n in claims] == ["urn:hearsay:%s#%s" % (d["id"], c["id"]) for c in d["claims"]], "%s: claims", d["id"])
        for node, c in zip(claims, d["claims"]):
            check_claim(node, c, d)
        article = g["@graph"][0]
        want((article.get("headline"), article.get("datePublished")) == (d["title"], d["published"]), "%s: the article", d["id"])
    return len(graphs)
