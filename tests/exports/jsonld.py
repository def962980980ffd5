"""JSON-LD by a processor that may fetch nothing: every term must be explained by the document's own context."""
from pyld import jsonld

from common import want

KEYWORDS = {"@context", "@id", "@type", "@value", "@graph", "@list", "@language"}


def refuse(url, options=None):
    raise jsonld.JsonLdError("the document wants %s fetched" % url, "hearsay.network", {"url": url}, code="loading document failed")


jsonld.set_document_loader(refuse)


def terms(value, found):
    """Every key outside of contexts, and every value of type and motivation that the context must explain."""
    if isinstance(value, dict):
        for key, inner in value.items():
            found.add(key)
            if key in ("type", "@type", "motivation", "purpose"):
                found.update([inner] if isinstance(inner, str) else inner)
            if key != "@context":
                terms(inner, found)
    elif isinstance(value, list):
        for inner in value:
            terms(inner, found)
    return found


def read(document):
    """The document as its triples: {subject: {predicate: [object]}}, blank nodes too. A term that no context explains is a fault, where a processor
    would pass over it in silence; so is an expansion that loses anything in its way to RDF and back."""
    context = document["@context"]
    want(isinstance(context, dict), "@context is %s: to be fetched?", context)
    for term in terms(document, set()) - KEYWORDS:
        prefix = term.split(":")[0]
        want(term in context or (":" in term and prefix in context) or "@vocab" in context, "the context does not explain %r", term)
    expanded = jsonld.expand(document)
    dataset = jsonld.to_rdf(document)
    want(len(jsonld.from_rdf(dataset)) >= len(expanded), "RDF has lost nodes")
    graph = {}
    for quad in dataset["@default"]:
        graph.setdefault(quad["subject"]["value"], {}).setdefault(quad["predicate"]["value"], []).append(quad["object"]["value"])
    return graph
