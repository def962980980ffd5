"""--format prov: read by the PROV library, written again, and every chain walked from the outlet's passage to the last voice."""
import json

from prov import model

import common
from common import want


def values(record, name):
    return {str(v) for k, v in record.attributes if str(k) == name}


def value(record, name):
    found = values(record, name)
    want(len(found) <= 1, "%s has %d of %s", record.identifier, len(found), name)
    return found.pop() if found else None


def edges(doc, kind, first, second):
    """{first: [second]} of a relation."""
    out = {}
    for r in doc.get_records(kind):
        out.setdefault(value(r, first), []).append(value(r, second))
    return out


def check_constraints(doc):
    """What PROV-CONSTRAINTS says of these relations: their ends are declared, an entity is generated once, nothing derives from itself."""
    declared = {str(r.identifier): type(r).__name__ for r in doc.get_records((model.ProvEntity, model.ProvActivity, model.ProvAgent))}
    want(len(declared) == len(list(doc.get_records((model.ProvEntity, model.ProvActivity, model.ProvAgent)))), "a name is declared twice")
    for relation in doc.get_records(model.ProvRelation):
        for k, v in relation.formal_attributes:
            if v is None or str(k) == "prov:time":
                continue
            want(str(v) in declared, "%s: %s is not declared", relation, v)
            kind = {"prov:delegate": "Agent", "prov:responsible": "Agent", "prov:generatedEntity": "Entity", "prov:usedEntity": "Entity"}.get(
                str(k), str(k)[5:].capitalize())
            want(declared[str(v)] == "Prov" + kind, "%s: %s is a %s", relation, v, declared[str(v)])
    made = edges(doc, model.ProvGeneration, "prov:entity", "prov:activity")
    want(all(len(v) == 1 for v in made.values()), "an entity is generated twice")
    return declared


def check_chain(t, graph, where):
    """The voices of an attribution, by walking from its passage."""
    entity, chain, derived = "art:" + t["id"], [], 0
    while entity:
        agents, acts = graph["by"][entity], graph["made"][entity]
        want(len(agents) == 1 and graph["who"][acts[0]] == agents, "%s: %s is said by %s and done by %s",
             where, entity, agents, graph["who"][acts[0]])
        chain.append(agents[0][4:])
        further = graph["from"].get(entity, [])
        want(len(further) <= 1, "%s: %s derives from %s", where, entity, further)
        if further:
            want(further[0] in graph["used"][acts[0]], "%s: %s did not use %s", where, acts[0], further[0])
            quotation = graph["kind"][entity]
            want(quotation == (t["quote"] != "indirect"), "%s: %s and a quotation: %s", where, t["quote"], quotation)
            derived += 1
        entity = further[0] if further else None
    want(len(chain) == len(t["chain"]), "%s: chain %s, not %s", where, chain, t["chain"])
    for got, expected in zip(chain, t["chain"]):
        want(got == expected if expected else got.endswith(".voice"), "%s: chain %s, not %s", where, chain, t["chain"])


def check_document(text, d):
    doc = model.ProvDocument.deserialize(content=text, format="json")
    want(model.ProvDocument.deserialize(content=doc.serialize(format="json"), format="json") == doc, "it changes when it is written again")
    want(doc.get_provn().startswith("document"), "no PROV-N of it")
    declared = check_constraints(doc)
    graph = {"by": edges(doc, model.ProvAttribution, "prov:entity", "prov:agent"),
             "made": edges(doc, model.ProvGeneration, "prov:entity", "prov:activity"),
             "who": edges(doc, model.ProvAssociation, "prov:activity", "prov:agent"),
             "used": edges(doc, model.ProvUsage, "prov:activity", "prov:entity"),
             "from": edges(doc, model.ProvDerivation, "prov:generatedEntity", "prov:usedEntity"),
             "kind": {value(r, "prov:generatedEntity"): "prov:Quotation" in values(r, "prov:type") for r in doc.get_records(model.ProvDerivation)}}
    records = {str(r.identifier): r for r in doc.get_records()}
    for t in d["attributions"]:
        check_chain(t, graph, t["id"])
        passage = records["art:" + t["id"]]
        want(value(passage, "prov:value") == (common.cut(d, t["content"]) or None), "%s: its words", t["id"])
        want(value(passage, "hs:within") == ("art:" + t["within"] if t["within"] else None), "%s: within", t["id"])
    for a in d["actors"]:
        name = "art:" + a["id"]
        if name not in declared:
            want(all(a["id"] not in t["chain"] for t in d["attributions"]), "%s speaks, and is no agent", a["id"])
            continue
        want(value(records[name], "prov:label") == a["name"] and values(records[name], "hs:member") == {"art:" + m for m in a["members"]}, "%s", name)
        for_whom = [value(r, "prov:responsible") for r in doc.get_records(model.ProvDelegation) if value(r, "prov:delegate") == name]
        want(for_whom == (["art:" + a["of"]] if a["of"] else []), "%s acts for %s", name, for_whom)


def check(output, documents):
    found = [line for line in output.split("\n") if line]
    want(len(found) == len(documents), "%d for %d documents", len(found), len(documents))
    for text, d in zip(found, documents):
        json.loads(text)
        check_document(text, d)
    return len(found)
