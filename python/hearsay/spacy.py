"""hearsay as a component of a spaCy pipeline.

    import spacy
    nlp = spacy.load("en_core_web_sm")          # or spacy.blank("en"): no other component is needed
    nlp.add_pipe("hearsay")
    doc = nlp(text)
    for span in doc.spans["attributions"]:
        print(span._.attribution.stance, span.text)

It reads `doc.text` with the engine, which has tokens of its own; all spans are then laid on spaCy's tokens, and take in each token of which they
cover a part.

What it sets:

    doc.spans["attributions"]   one span an attribution, from its first word to its last; label: its stance
    doc.spans["sources"], doc.spans["cues"], doc.spans["contents"]
                                their spans, several of one that is broken; labels SOURCE, CUE, CONTENT
    doc.spans["mentions"]       the mentions of actors; label: the actor's kind in capitals (PERSON, COUNTRY, ...)
    doc.spans["claims"]         where claims stand; label: the event's PLOVER code, or CLAIM
    doc._.hearsay               the hearsay.Document; its offsets are characters of doc.text
    doc._.claims                doc._.hearsay.claims
    span._.attribution          of a span of the first four: its hearsay.Attribution; span._.actor: of a mention; span._.claim: of a claim

`span.id_` is the id of the attribution, actor or claim ("t1", "a1", "c1"). Entities, sentences and all else that other components set are left alone.
What is set survives `Doc.to_bytes`, `DocBin` and `nlp.pipe(..., n_process=2)`.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import tee
from typing import Any

import srsly
from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import raise_error

from .document import Actor, Attribution, Claim, Document
from .engine import _in_order, shared_engine
from .errors import HearsayError

__all__ = ["HearsayComponent", "create"]

KEY, MARK = "hearsay", "__hearsay__"
ABOUT = ("outlet", "published", "title", "uri")


class HearsayComponent:
    """See the module; made by ``nlp.add_pipe("hearsay", config={...})``.

    Config:
        outlet, published: stand where an article does not say otherwise. Of one article they, ``title`` and ``uri`` are told by
            ``doc._.hearsay_about = {"outlet": ..., "published": ...}`` before the pipeline runs on the Doc, or as the context of
            ``nlp.pipe([(text, {"outlet": ...}), ...], as_tuples=True)``.
        min_score, outermost, any_language: as for :func:`hearsay.read`.
        model, compute, lexicons: as for :class:`hearsay.Engine`.
        threads: how many articles ``nlp.pipe`` reads at once; 1 unless set.

    Raises:
        What :func:`hearsay.read` raises, through spaCy's error handler: ``nlp.set_error_handler`` decides what becomes of the article.
    """

    def __init__(self, name: str, *, model: str | None, compute: str, lexicons: Sequence[str], threads: int, outlet: str | None,
                 published: str | None, **options: Any) -> None:
        self.name = name
        self.threads = threads
        self._engine = (model, compute, tuple(lexicons))
        self._about = {"outlet": outlet, "published": published}
        self._options = options
        self._error_handler: Callable[..., None] | None = None

    def set_error_handler(self, error_handler: Callable[..., None]) -> None:
        self._error_handler = error_handler

    def get_error_handler(self) -> Callable[..., None]:
        return self._error_handler or raise_error

    def __call__(self, doc: Doc) -> Doc:
        try:
            return fill(doc, self.read(doc))
        except HearsayError as e:
            self.get_error_handler()(self.name, self, [doc], e)
            return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        docs, again = tee(stream)
        for doc, result in zip(again, _in_order(self._try, docs, self.threads, 4 * self.threads)):
            if isinstance(result, HearsayError):
                self.get_error_handler()(self.name, self, [doc], result)
            else:
                yield fill(doc, result)

    def _try(self, doc: Doc) -> Document | HearsayError:
        try:
            return self.read(doc)
        except HearsayError as e:
            return e

    def read(self, doc: Doc) -> Document:
        """What the engine says of a Doc's text."""
        known = {**(doc._.hearsay_about or {}), **(doc._context if isinstance(doc._context, Mapping) else {})}
        about = {**self._about, **{field: known[field] for field in ABOUT if known.get(field) is not None}}
        return shared_engine(*self._engine).read(doc.text, **about, **self._options)


@Language.factory(
    "hearsay",
    assigns=["doc.spans", "doc._.hearsay", "doc._.claims"],
    default_config={"model": None, "compute": "auto", "lexicons": [], "threads": 1, "outlet": None, "published": None, "min_score": 0.0,
                    "outermost": False, "any_language": False},
)
def create(nlp: Language, name: str, model: str | None, compute: str, lexicons: list[str], threads: int, outlet: str | None, published: str | None,
           min_score: float, outermost: bool, any_language: bool) -> HearsayComponent:
    """The factory that the entry point names."""
    return HearsayComponent(name, model=model, compute=compute, lexicons=lexicons, threads=threads, outlet=outlet, published=published,
                            min_score=min_score, outermost=outermost, any_language=any_language)


# ---- Onto spaCy's tokens ----------------------------------------------------------------------------------------------------------

def fill(doc: Doc, document: Document) -> Doc:
    """Sets all that the module's head lists."""
    doc.user_data[KEY] = document
    # A byte order mark is no part of a document's text.
    shift = 1 if len(doc) and doc[0].text.startswith("\ufeff") else 0
    at = doc.to_array([IDX, LENGTH]).astype("int64") + [shift and -1, 0]
    starts, ends = at[:, 0].tolist(), at.sum(axis=1).tolist()

    def span(start: int, end: int, label: str, id: str) -> Span | None:
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        return Span(doc, first, last, label=label, span_id=id) if first < last else None

    # From the fields as JSON has them: dataclasses would be made for each article, and asked for by few.
    groups: dict[str, list[Span | None]] = {name: [] for name in ("attributions", "sources", "cues", "contents", "mentions", "claims")}
    for a in document._fields["attributions"]:
        everything = a["source"] + a["cue"] + a["content"]
        if everything:
            groups["attributions"].append(span(min(everything)[0], max([end for _, end in everything]), a["stance"], a["id"]))
        for part, label in (("source", "SOURCE"), ("cue", "CUE"), ("content", "CONTENT")):
            groups[part + "s"] += [span(start, end, label, a["id"]) for start, end in a[part]]
    for actor in document._fields["actors"]:
        groups["mentions"] += [span(m["start"], m["end"], actor["kind"].upper(), actor["id"]) for m in actor["mentions"]]
    for claim in document._fields["claims"]:
        label = claim["event"]["code"] if claim["event"] else "CLAIM"
        groups["claims"] += [span(start, end, label, claim["id"]) for m in claim["mentions"] for start, end in m["spans"]]
    for name, spans in groups.items():
        doc.spans[name] = [s for s in spans if s is not None]
    return doc


def _document(doc: Doc) -> Document | None:
    """doc._.hearsay: None where the component has not been."""
    found = doc.user_data.get(KEY)
    if isinstance(found, dict):                    # read before this module was there to decode it
        found = doc.user_data[KEY] = decode(found)
    return found if isinstance(found, Document) else None


def _claims(doc: Doc) -> tuple[Claim, ...]:
    document = _document(doc)
    return document.claims if document else ()


def _attribution(span: Span) -> Attribution | None:
    document = _document(span.doc)
    return document.attribution(span.id_) if document and span.id_.startswith("t") else None


def _actor(span: Span) -> Actor | None:
    document = _document(span.doc)
    return document.actor(span.id_) if document and span.id_.startswith("a") else None


def _claim(span: Span) -> Claim | None:
    return next((c for c in _claims(span.doc) if c.id == span.id_), None)


# ---- Into bytes and back: what spaCy asks of a value in user_data ------------------------------------------------------------------

def encode(value: Any, chain: Any = None) -> Any:
    if isinstance(value, Document):
        return {MARK: value._json, "repairs": value.repairs}
    return value if chain is None else chain(value)


def decode(value: Any, chain: Any = None) -> Any:
    if MARK in value:
        return Document(value[MARK], repairs=value["repairs"])
    return value if chain is None else chain(value)


srsly.msgpack_encoders.register("hearsay", func=encode)
srsly.msgpack_decoders.register("hearsay", func=decode)
Doc.set_extension("hearsay_about", default=None, force=True)
Doc.set_extension("hearsay", getter=_document, force=True)
Doc.set_extension("claims", getter=_claims, force=True)
Span.set_extension("attribution", getter=_attribution, force=True)
Span.set_extension("actor", getter=_actor, force=True)
Span.set_extension("claim", getter=_claim, force=True)
