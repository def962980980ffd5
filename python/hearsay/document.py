"""A document: what hearsay says of one article. docs/format.md of the project says what each field means.

Offsets count Unicode code points, as Python's own strings do: ``doc.text[span.start:span.end]``. Spans are half-open. A tuple of spans has several
when the thing is broken (a quotation with its cue in the middle), in the order of the text, and none when the text has no such words.
What is absent is ``None``, or an empty tuple.
"""
from __future__ import annotations

import html
import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple, get_args

from . import _library
from .errors import ArgumentError

__all__ = [
    "Actor", "Attribution", "Block", "Claim", "ClaimMention", "Document", "Entity", "Event", "Loaded", "Mention", "Position", "Sentence", "Span",
    "Time",
]


class Span(NamedTuple):
    """``[start, end)`` in code points of ``Document.text``."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the page. Blocks never overlap; they and white space make up the text."""
    kind: str                           #: headline, dek, byline, dateline, subheading, paragraph, caption, credit, related, boilerplate
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    block: int                          #: index into ``Document.blocks``


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text speaks of an actor."""
    start: int
    end: int
    form: str                           #: name, alias (an acronym, a capital for its state), nominal ("the official"), pronoun


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that the text speaks of or has speak."""
    id: str                             #: "a1"
    name: str                           #: its fullest name in the text; of a state the usual one
    kind: str                           #: country, organisation, agency, person, group, document, place, other
    code: str | None                    #: ISO 3166-1 alpha-3 of the state that it is, or whose organ it is
    role: str | None                    #: its description in the text: "Russian Foreign Minister"
    of: str | None                      #: id of the actor for which it acts
    members: tuple[str, ...]            #: of joint voices: ids of their actors
    mentions: tuple[Mention, ...]       #: in the order of the text


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, the words by which it is quoted, and what it is made responsible for."""
    id: str                             #: "t1"
    sentence: int                       #: index into ``Document.sentences``: that of the first cue span, else of the content
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    actor: str | None                   #: whose word it is, id of an actor; None where the text names nobody
    source_type: str                    #: named, unnamed, document, agency, group, none
    quote: str                          #: direct, mixed, indirect
    stance: str                         #: states, accuses, denies, confirms, doubts, warns, demands, promises, criticises, praises, asks, believes
    within: str | None                  #: id of the innermost attribution whose content this one stands in
    chain: tuple[str | None, ...]       #: the voices from "outlet" to ``actor``: ids; None for a voice that the text does not name
    links: tuple[str, ...]              #: how each voice of ``chain`` comes in: outlet, said, heard, inherited
    score: float                        #: probability, 0 to 1, that source and content are right


@dataclass(frozen=True, slots=True)
class Loaded:
    """Words by which the outlet takes a side."""
    start: int
    end: int
    kind: str                           #: evaluative, doubting, scare-quotes, side-term
    attribution: str | None             #: id of the attribution in which they stand; None: the outlet's own voice


@dataclass(frozen=True, slots=True)
class Event:
    """What is said to happen, as event coders have it. Never a fact: see the claim's positions."""
    code: str                           #: PLOVER's: AGREE, CONSULT, SUPPORT, ... ASSAULT
    mode: str | None                    #: PLOVER's
    cameo: str | None                   #: CAMEO's code, two digits at least
    contexts: tuple[str, ...]           #: PLOVER's: military, diplomatic, future, hypothetical, ...
    cue: tuple[Span, ...]               #: the words that say it
    actor: str | None                   #: id of who does it
    target: str | None                  #: id of to whom
    theme: tuple[Span, ...]             #: what is given, demanded, agreed to
    when: str | None                    #: TIMEX3 value
    where: str | None                   #: id of a place


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """A place where a claim stands."""
    attribution: str | None             #: id of the attribution; None: in the outlet's own voice
    spans: tuple[Span, ...]
    negated: bool                       #: it is said that it is not so


@dataclass(frozen=True, slots=True)
class Position:
    """A stand that somebody takes on a claim."""
    actor: str | None                   #: id of an actor, or "outlet"; None for a voice that the text does not name
    position: str                       #: asserts, denies, doubts, no-evidence, reports (passes it on without taking it up)
    attribution: str | None             #: id of the attribution that shows it; None: the outlet's own voice
    score: float                        #: probability, 0 to 1


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition that somebody holds, stated positively."""
    id: str                             #: "c1"
    text: str
    event: Event | None                 #: None: no code fits
    mentions: tuple[ClaimMention, ...]
    positions: tuple[Position, ...]     #: one for each actor and attribution


@dataclass(frozen=True, slots=True)
class Time:
    start: int
    end: int
    type: str                           #: date, time, duration, set
    value: str | None                   #: TIMEX3: "2023-02-07", "P3M"; counted from ``published`` where it is relative


@dataclass(frozen=True, slots=True)
class Entity:
    """A name."""
    start: int
    end: int
    type: str                           #: person, organization, place, other


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple([Span(start, end) for start, end in pairs])


def _actor(a: dict[str, Any]) -> Actor:
    mentions = tuple([Mention(m["start"], m["end"], m["form"]) for m in a["mentions"]])
    return Actor(a["id"], a["name"], a["kind"], a["code"], a["role"], a["of"], tuple(a["members"]), mentions)


def _attribution(t: dict[str, Any]) -> Attribution:
    return Attribution(t["id"], t["sentence"], _spans(t["source"]), _spans(t["cue"]), _spans(t["content"]), t["actor"], t["source_type"], t["quote"],
                       t["stance"], t["within"], tuple(t["chain"]), tuple(t["links"]), t["score"])


def _event(e: dict[str, Any] | None) -> Event | None:
    if e is None:
        return None
    return Event(e["code"], e["mode"], e["cameo"], tuple(e["contexts"]), _spans(e["cue"]), e["actor"], e["target"], _spans(e["theme"]), e["when"],
                 e["where"])


def _claim(c: dict[str, Any]) -> Claim:
    mentions = tuple([ClaimMention(m["attribution"], _spans(m["spans"]), m["negated"]) for m in c["mentions"]])
    positions = tuple([Position(p["actor"], p["position"], p["attribution"], p["score"]) for p in c["positions"]])
    return Claim(c["id"], c["text"], _event(c["event"]), mentions, positions)


Format = Literal["text", "csv", "plover", "conllu", "brat.txt", "brat.ann", "html", "webanno", "prov", "schema-org", "svg", "dot", "blocks"]


class Document:
    """What hearsay says of one article; from :func:`hearsay.read` and its kin, not made by hand.

    Fields are made from the engine's JSON when they are first asked for, so that a document that is only written somewhere costs no more:
    some 30 bytes a character of the article until then. Documents are compared by what they say; they can be pickled.
    """

    def __init__(self, json_line: bytes, handle: _library.Handle | None = None, repairs: int = 0) -> None:
        self._json = json_line              # UTF-8, without the newline
        self._handle = handle
        self._lock = threading.Lock()       # the library's document belongs to one thread at a time
        self.repairs = repairs              #: bad bytes of the input that became U+FFFD, and tags of a page that were left out

    @classmethod
    def from_json(cls, line: str | bytes) -> Document:
        """A document from what :meth:`to_json`, or ``hearsay read --format json``, wrote: a line of that file.

        Raises:
            ArgumentError: this is no JSON document of schema hearsay/1.
        """
        raw = line.encode() if isinstance(line, str) else bytes(line)
        doc = cls(raw.strip())
        try:
            known = doc._fields["schema"] == "hearsay/1"
        except (ValueError, KeyError, TypeError) as e:
            raise ArgumentError(f"not a document of hearsay: {e!r}") from None
        if not known:
            raise ArgumentError(f"a document of schema {doc._fields['schema']!r}; this is for 'hearsay/1'")
        return doc

    # ---- What is known of the article: None where it is not --------------------------------------------------------------------

    @cached_property
    def _fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = json.loads(self._json)
        return fields

    @property
    def id(self) -> str:
        """XXH3-64 of the text, 16 hexadecimal digits: the same text has the same id everywhere."""
        return str(self._fields["id"])

    @property
    def uri(self) -> str | None:
        return self._optional("uri")

    @property
    def canonical(self) -> str | None:
        """The address that a web page gives itself."""
        return self._optional("canonical")

    @property
    def outlet(self) -> str | None:
        return self._optional("outlet")

    @property
    def title(self) -> str | None:
        return self._optional("title")

    @property
    def author(self) -> str | None:
        return self._optional("author")

    @property
    def published(self) -> str | None:
        """A day, or a day and a time (RFC 3339)."""
        return self._optional("published")

    @property
    def modified(self) -> str | None:
        return self._optional("modified")

    @property
    def language(self) -> str | None:
        """ISO 639-1; None where the text is too short to tell."""
        return self._optional("language")

    def _optional(self, field: str) -> str | None:
        value: str | None = self._fields[field]
        return value

    @property
    def text(self) -> str:
        """What all spans point into."""
        return str(self._fields["text"])

    # ---- What was found, in the order of the text --------------------------------------------------------------------------------

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple([Block(b["kind"], b["start"], b["end"]) for b in self._fields["blocks"]])

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple([Sentence(s["start"], s["end"], s["block"]) for s in self._fields["sentences"]])

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        return tuple([_actor(a) for a in self._fields["actors"]])

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        return tuple([_attribution(t) for t in self._fields["attributions"]])

    @cached_property
    def loaded(self) -> tuple[Loaded, ...]:
        return tuple([Loaded(w["start"], w["end"], w["kind"], w["attribution"]) for w in self._fields["loaded"]])

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        return tuple([_claim(c) for c in self._fields["claims"]])

    @cached_property
    def times(self) -> tuple[Time, ...]:
        return tuple([Time(t["start"], t["end"], t["type"], t["value"]) for t in self._fields["times"]])

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        return tuple([Entity(e["start"], e["end"], e["type"]) for e in self._fields["entities"]])

    @cached_property
    def _by_id(self) -> dict[str, Actor | Attribution]:
        return {**{a.id: a for a in self.actors}, **{t.id: t for t in self.attributions}}

    def actor(self, id: str) -> Actor:
        """The actor with this id. KeyError: there is none."""
        found = self._by_id[id]
        if not isinstance(found, Actor):
            raise KeyError(id)
        return found

    def attribution(self, id: str) -> Attribution:
        """The attribution with this id. KeyError: there is none."""
        found = self._by_id[id]
        if not isinstance(found, Attribution):
            raise KeyError(id)
        return found

    def words(self, spans: Iterable[tuple[int, int]]) -> str:
        """The text of spans, " ... " between those of a broken one, white space within them as it is: ``doc.words(a.content)``."""
        text = self.text
        return " ... ".join([text[start:end] for start, end in spans])

    def voices(self, attribution: Attribution) -> tuple[str, ...]:
        """The names of a chain, from the outlet inward; "?" for a voice that the text does not name."""
        def name(voice: str | None) -> str:
            if voice == "outlet":
                return self.outlet or "outlet"
            return "?" if voice is None else self.actor(voice).name
        return tuple([name(voice) for voice in attribution.chain])

    # ---- As others read it ---------------------------------------------------------------------------------------------------------

    def to_dict(self) -> dict[str, Any]:
        """The whole document as plain Python, as :meth:`to_json` has it. A new one each time: yours to change."""
        document: dict[str, Any] = json.loads(self._json)
        return document

    def to_json(self, pretty: bool = False) -> str:
        """The document as JSON, without a newline at its end: byte for byte what ``hearsay read --format json`` (``--pretty``) prints.
        """
        if not pretty:
            return self._json.decode()
        return self._written("json", pretty=True).removesuffix("\n")

    def to_html(self) -> str:
        """A whole web page that needs nothing else: the text with sources, cues and contents marked, and each one's chain."""
        return self.export("html")

    def export(self, format: Format, *, pretty: bool = False, columns: int = 100) -> str:
        """The document in another format of ``hearsay read``: "text" (for people, ``columns`` wide), "csv", "plover", "conllu", "brat.txt" and
        "brat.ann", "html", "webanno", "prov" and "schema-org" (``pretty``: indented), "svg", "dot", "blocks".

        Of a document that was pickled, or comes from JSON or a store, "conllu" is empty: it has no words with their syntax.

        Raises:
            ArgumentError: no such format.
        """
        if format not in get_args(Format):
            raise ArgumentError(f"no format {format!r}: one of {', '.join(get_args(Format))}")
        return self._written(format, pretty=pretty, columns=columns)

    def _written(self, format: str, **options: Any) -> str:
        with self._lock:
            return _library.write(self._loaded(), _library.FORMATS[format], **options).decode()

    def copy_keys(self) -> list[int]:
        """Keys by which copies are found (unsigned, 64 bits): two articles that share 20 words in a row outside quotations share one. About one for 8
        words, in the order of the text; one may come twice.
        """
        with self._lock:
            return _library.keys(self._loaded())

    def _loaded(self) -> _library.Handle:
        """The library's document, for whoever has the lock; of a pickled one made of its JSON when it is first needed."""
        if self._handle is None:
            self._handle = _library.load(self._json)
        return self._handle

    # ---- Python's manners ------------------------------------------------------------------------------------------------------------

    def _repr_html_(self) -> str:
        """For notebooks: the page of :meth:`to_html` in a frame of its own."""
        return (f'<iframe srcdoc="{html.escape(self.to_html())}" sandbox="allow-scripts" title="hearsay: {html.escape(self.title or self.id)}" '
                'style="width: 100%; height: 32em; border: 1px solid #8888"></iframe>')

    def __repr__(self) -> str:
        name = self.title or self.text[:40].split("\n")[0] or "empty"
        return f"<hearsay.Document {self.id} {name!r}: {len(self.attributions)} attributions, {len(self.claims)} claims>"

    def __eq__(self, other: object) -> bool:
        return self._json == other._json if isinstance(other, Document) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._json)

    def __getstate__(self) -> dict[str, Any]:
        return {"json": self._json, "repairs": self.repairs}

    def __setstate__(self, state: dict[str, Any]) -> None:
        Document.__init__(self, state["json"], None, state["repairs"])
