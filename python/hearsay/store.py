"""Many articles in one SQLite file: docs/store.md of the project has its tables, which plain SQL may ask too."""
from __future__ import annotations

import ctypes
import json
import os
import threading
from collections.abc import Iterable, Iterator
from ctypes import byref, c_bool, c_char_p, c_int, c_int64, c_size_t, c_void_p
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, get_args

from . import _library
from ._library import lib, raised
from .document import Document, Span
from .engine import Article, Engine, default_engine
from .errors import ArgumentError, HearsayError, StoreError

if TYPE_CHECKING:
    import pandas
    import pyarrow

__all__ = ["Added", "Hit", "Store", "StoreActor", "StoreStats", "Table", "Version"]

#: What :meth:`Store.table` can give.
Table = Literal["articles", "places", "actors", "attributions", "claims", "positions", "copies", "corrections"]
#: What became of an article: "article", one more; "version", another text of one that is known; "place", a text and article that are known, in
#: another place; "nothing", this text at this place was there already.
Stored = Literal["nothing", "article", "version", "place"]
BATCH = 64                                      # articles of one transaction


class _Query(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("outlet", c_char_p), ("since", c_char_p), ("until", c_char_p), ("limit", c_size_t), ("offset", c_size_t)]


class _Stats(ctypes.Structure):
    _fields_ = [(name, c_size_t) for name in ("articles", "texts", "places", "outlets", "words", "actors", "attributions", "claims", "engines",
                                              "bytes")]


class _TraceQuery(ctypes.Structure):
    _fields_ = [("size", c_size_t), *[(name, c_char_p) for name in ("words", "claim", "actor", "code", "since", "until")], ("limit", c_size_t)]


class _Span(ctypes.Structure):
    _fields_ = [("start", c_size_t), ("end", c_size_t)]


class _Spans(ctypes.Structure):
    _fields_ = [("at", ctypes.POINTER(_Span)), ("n", c_size_t)]


class _Hit(ctypes.Structure):
    _fields_ = [*[(name, c_char_p) for name in ("id", "uri", "outlet", "published", "headline", "snippet")], ("found", _Spans),
                ("score", ctypes.c_double)]


class _Identity(ctypes.Structure):
    _fields_ = [*[(name, c_char_p) for name in ("id", "name", "kind", "code")], ("articles", c_size_t), ("attributions", c_size_t)]


class _IdentityQuery(ctypes.Structure):
    _fields_ = [("size", c_size_t), *[(name, c_char_p) for name in ("name", "kind", "code")], ("limit", c_size_t)]


class _Article(ctypes.Structure):
    _fields_ = [*[(name, c_char_p) for name in ("id", "address", "uri", "file", "member")], ("line", c_size_t),
                *[(name, c_char_p) for name in ("outlet", "title", "author", "published", "modified", "language", "headline", "seen")],
                *[(name, c_size_t) for name in ("words", "versions", "places", "attributions", "claims")]]


class _ClaimQuery(ctypes.Structure):
    _fields_ = [("size", c_size_t), *[(name, c_char_p) for name in ("words", "actor", "code", "outlet", "since", "until")],
                ("min_articles", c_size_t), ("disputed", c_bool), ("latest_first", c_bool), ("limit", c_size_t), ("offset", c_size_t)]


_Write = ctypes.CFUNCTYPE(c_bool, c_void_p, c_void_p, c_size_t)
_Each = ctypes.CFUNCTYPE(c_bool, c_void_p, c_void_p)


def _utf8(word: str | None) -> bytes | None:
    return None if word is None else word.encode("utf-8", "surrogatepass")


def _known(word: bytes | None) -> str | None:
    return None if word is None else word.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class StoreStats:
    """How much there is. texts: versions of all articles, each text once; engines: that have read what is there; bytes: of the file."""
    articles: int
    texts: int
    places: int
    outlets: int
    words: int
    actors: int
    attributions: int
    claims: int
    engines: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A text in which words were found, in the place where it was found last."""
    id: str                             #: of the text, ``Document.id``
    uri: str | None
    outlet: str | None
    published: str | None
    headline: str                       #: its title, else its first line
    snippet: str                        #: some of its words around those that were found
    found: tuple[Span, ...]             #: these, in code points of the snippet
    score: float                        #: the higher the better: BM25


@dataclass(frozen=True, slots=True)
class StoreActor:
    """Actors of different texts that are taken for one."""
    id: str                             #: "s12"; it may change when the store is rebuilt
    name: str                           #: that most of them have
    kind: str                           #: as of :class:`hearsay.Actor`
    code: str | None                    #: ISO 3166-1 alpha-3
    articles: int                       #: texts in which it is
    attributions: int                   #: what is its own word in them


@dataclass(frozen=True, slots=True)
class Version:
    """A text that an article has had, as it was found first."""
    id: str                             #: of the text
    uri: str | None
    outlet: str | None
    title: str | None
    published: str | None
    modified: str | None
    headline: str
    seen: str                           #: when the store first had it: "2024-03-02T09:00:00Z"
    words: int


@dataclass(frozen=True, slots=True)
class Added:
    """What became of many articles."""
    article: int                        #: how many were new
    version: int                        #: were another text of an article that is known
    place: int                          #: were known, and found in another place
    nothing: int                        #: were there already
    errors: tuple[tuple[int, HearsayError], ...]   #: those that could not be read: their numbers, from 0, and why


class Store:
    """A store of articles.

    Args:
        path: its file, made if there is none.
        read_only: nothing is written, and the file must exist.
        create: make a file that does not exist.

    Raises:
        StoreError: the file is no store, is damaged, or of a newer hearsay.    FileError: it cannot be opened.

    All methods raise BusyError where another program keeps the file locked for 30 seconds, and FileError where it cannot be written (a full disk);
    then the store is as it was. A store may be used by several threads, which wait for each other; several programs may have the same file open.
    Use it as a context manager, or :meth:`close` it.

    >>> with hearsay.Store("news.db") as store:
    ...     added = store.add_many(records)
    ...     disputed = store.claims(disputed=True, limit=20)
    ...     attributions = store.pandas("attributions")
    """

    def __init__(self, path: str | os.PathLike[str] = "hearsay.db", *, read_only: bool = False, create: bool = True) -> None:
        self._pointer: int | None = None
        self._free = lib.hearsay_store_close
        self._lock = threading.Lock()
        err = _library.Error()
        self._pointer = lib.hearsay_store_open(os.fsencode(path), (1 if read_only else 0) | (0 if create else 2), byref(err))
        if not self._pointer:
            raise raised(err)

    def close(self) -> None:
        """Closes the file; a second time does nothing."""
        with self._lock:
            if self._pointer:
                self._free(self._pointer)
                self._pointer = None

    def __del__(self) -> None:
        if self._pointer:
            self._free(self._pointer)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _call(self, function: Any, *arguments: Any) -> None:
        err = _library.Error()
        with self._lock:
            if not self._pointer:
                raise StoreError("the store is closed")
            if function(self._pointer, *arguments, byref(err)):
                raise raised(err)

    # ---- In -------------------------------------------------------------------------------------------------------------------------

    def add(self, article: Document | Article, *, engine: Engine | None = None, **options: Any) -> Stored:
        """An article, in a transaction of its own.

        Args:
            article: a document that has been read, or a text or record, which is read first with the options of :func:`hearsay.read`. Its uri, if
                that is an address, is what versions are joined by.

        Returns:
            "article", "version", "place" or "nothing" (see ``Stored``).

        Raises:
            What :func:`hearsay.read` raises.
        """
        doc = article if isinstance(article, Document) else (engine or default_engine())._read_article(article, _options_of(options))
        stored = c_int()
        with doc._lock:
            self._call(lib.hearsay_store_add, doc._loaded().pointer, None, byref(stored))
        return get_args(Stored)[stored.value]           # type: ignore[no-any-return]

    def add_many(self, articles: Iterable[Document | Article], *, threads: int | None = None, engine: Engine | None = None,
                 **options: Any) -> Added:
        """Many articles, read with threads as :func:`hearsay.read_many` does, and written 64 in a transaction. One that cannot be read is told in
        ``errors`` and costs no other.
        """
        counts = dict.fromkeys(get_args(Stored), 0)
        errors: list[tuple[int, HearsayError]] = []
        batch: list[Document] = []

        def write() -> None:
            for stored in self._put(batch):
                counts[stored] += 1
            batch.clear()

        for number, result in enumerate((engine or default_engine()).read_many(articles, threads=threads, **options)):
            if isinstance(result, HearsayError):
                errors.append((number, result))
                continue
            batch.append(result)
            if len(batch) == BATCH:
                write()
        if batch:
            write()
        return Added(counts["article"], counts["version"], counts["place"], counts["nothing"], tuple(errors))

    def _put(self, docs: list[Document], links: list[tuple[list[int], list[int]]] | None = None) -> Iterator[Stored]:
        """links: of each document who its actors and which its claims are, where that was found elsewhere: hearsay_entry_link()."""
        err, entries = _library.Error(), (c_void_p * len(docs))()
        stored = (c_int * len(docs))()
        try:
            for i, doc in enumerate(docs):
                with doc._lock:
                    entries[i] = lib.hearsay_entry_new(doc._loaded().pointer, None, byref(err))
                if not entries[i]:
                    raise raised(err)
                if links:
                    actors, claims = links[i]
                    if lib.hearsay_entry_link(entries[i], (c_int64 * len(actors))(*actors), len(actors), (c_int64 * len(claims))(*claims),
                                              len(claims), byref(err)):
                        raise raised(err)
            self._call(lib.hearsay_store_put, entries, len(docs), stored)
        finally:
            for entry in entries:
                lib.hearsay_entry_free(entry)
        return (get_args(Stored)[s] for s in stored)

    # ---- Claims across articles -------------------------------------------------------------------------------------------------------

    def claims(self, words: str | None = None, *, actor: str | None = None, code: str | None = None, outlet: str | None = None,
               since: str | None = None, until: str | None = None, min_articles: int = 1, disputed: bool = False,
               order: Literal["articles", "date"] = "articles", limit: int | None = None, offset: int = 0) -> list[dict[str, Any]]:
        """What is claimed, each claim once however many articles have it (those of single texts are ``table("claims")``).

        Args:
            words: that it has, as ``hearsay search`` takes them.    actor: a name or "s12": who does it, to whom, or who takes a stand on it.
            code: PLOVER's.    outlet, since, until: which articles count; as for :meth:`table`.    min_articles: in so many at least.
            disputed: only what somebody asserts and somebody denies.    order: most articles first, or the latest one.
            limit, offset: at most so many, after so many.

        Returns:
            What ``hearsay claims --format json`` prints, a dictionary a claim; docs/trace.md has the fields. ``pandas.DataFrame`` and
            ``pyarrow.Table.from_pylist`` take them as they are. Their ``id`` is what :meth:`trace` asks for.
        """
        if order not in ("articles", "date"):
            raise ArgumentError(f"no order {order!r}: one of articles, date")
        given = [None if w is None else w.encode("utf-8", "surrogatepass") for w in (words, actor, code, outlet, since, until)]
        query = _ClaimQuery(ctypes.sizeof(_ClaimQuery), *given, min_articles, disputed, order == "date", limit or 0, offset)
        lines, callback = _collected()
        self._call(lib.hearsay_store_claims_write, byref(query), _library.FORMATS["json"], None, ctypes.cast(callback, c_void_p), None)
        return [json.loads(line) for line in lines]

    def trace(self, words: str | None = None, *, claim: str | None = None, actor: str | None = None, code: str | None = None,
              since: str | None = None, until: str | None = None, limit: int = 10, engine: Engine | None = None) -> dict[str, Any]:
        """Claims across articles: who affirms and denies them over time, and on how many independent origins they rest.

        Args:
            words: a sentence, or words; None: any claim.    claim: the id of one, "k12".    code: PLOVER's.
            actor: a name or "s12": who takes a stand on it, or does it.    limit: at most so many claims.
            since, until: published: "2023", "2023-02", "2023-02-07"; both included.

        Returns:
            What ``hearsay trace --format json`` prints, schema hearsay-trace/1 (docs/trace.md): claims with positions, reports, origins, timeline.

        Raises:
            ArgumentError: nothing is asked for.    NotFoundError: there is no such claim.
        """
        found: dict[str, Any] = json.loads(self._trace(words, claim, actor, code, since, until, limit, engine))
        return found

    def _trace(self, words: str | None = None, claim: str | None = None, actor: str | None = None, code: str | None = None, since: str | None = None,
               until: str | None = None, limit: int = 10, engine: Engine | None = None, format: str = "json") -> bytes:
        given = [w.encode("utf-8", "surrogatepass") if w is not None else None for w in (words, claim, actor, code, since, until)]
        query = _TraceQuery(ctypes.sizeof(_TraceQuery), *given, limit)
        out, length = c_void_p(), c_size_t()
        reader = (engine or default_engine())._pointer if words is not None else None
        self._call(lib.hearsay_store_trace, reader, byref(query), _library.FORMATS[format], None, byref(out), byref(length))
        try:
            return ctypes.string_at(out, length.value)
        finally:
            lib.hearsay_string_free(out)

    def trace_as(self, format: Literal["text", "csv", "dot", "svg", "html"], words: str | None = None, *, claim: str | None = None,
                 actor: str | None = None, code: str | None = None, since: str | None = None, until: str | None = None, limit: int = 10,
                 engine: Engine | None = None) -> str:
        """The same in writing: for people, a row a report, the graph of its chains for Graphviz, drawn, or a page that needs nothing else."""
        if format not in ("text", "csv", "dot", "svg", "html"):
            raise ArgumentError(f"a trace is not written in format {format!r}: one of text, csv, dot, svg, html")
        return self._trace(words, claim, actor, code, since, until, limit, engine, format).decode()

    # ---- Who is who ---------------------------------------------------------------------------------------------------------------------

    def actors(self, name: str | None = None, *, kind: str | None = None, code: str | None = None, limit: int | None = None) -> list[StoreActor]:
        """Actors across texts, those in most texts first (those of single texts are ``table("actors")``).

        Args:
            name: words that all begin a word of the name, in any case.    kind, code: as of :class:`hearsay.Actor`.    limit: at most so many.
        """
        query = _IdentityQuery(ctypes.sizeof(_IdentityQuery), _utf8(name), _utf8(kind), _utf8(code), limit or 0)
        found: list[StoreActor] = []

        def each(_: Any, at: int) -> bool:
            i = _Identity.from_address(at)
            found.append(StoreActor(i.id.decode(), i.name.decode(), i.kind.decode(), _known(i.code), i.articles, i.attributions))
            return True

        self._call(lib.hearsay_store_identities, byref(query), ctypes.cast(_Each(each), c_void_p), None)
        return found

    def actor_of(self, article: str, actor: str) -> str | None:
        """The actor across texts, "s12", that the actor "a1" of a text is; None: it neither has a name nor speaks nor stands in a claim.

        Args:
            article: as for :meth:`document`.

        Raises:
            NotFoundError: there is no such article.    ArgumentError: "a1" it is not.
        """
        if not (actor[:1] == "a" and actor[1:].isdecimal() and actor[1:].isascii() and 0 < int(actor[1:]) < 1 << 32):
            raise ArgumentError(f"{actor!r} is no actor of a document: these are a1, a2, ...")
        id, identity = ctypes.create_string_buffer(17), ctypes.create_string_buffer(24)
        self._call(lib.hearsay_store_find, _utf8(article), id)
        self._call(lib.hearsay_store_identity, id.value, int(actor[1:]) - 1, identity)
        return identity.value.decode() or None

    def merge(self, a: str, b: str) -> None:
        """You say that a and b, two actors ("s12", "s34") or two claims ("k12", "k34"), are one. It is kept, also when the store is rebuilt; of two
        corrections the later holds.

        Raises:
            NotFoundError: there is no such actor or claim.    ArgumentError: they are one already; an actor and a claim.
        """
        self._call(lib.hearsay_store_merge, _utf8(a), _utf8(b))

    def split(self, id: str, articles: Iterable[str]) -> None:
        """You say that the actor or claim of these articles (ids of their texts) is another one than in the rest.

        Raises:
            NotFoundError: there is no such actor or claim, or not in one of them.    ArgumentError: nothing would be left of it; no article is given.
        """
        ids = [each.encode("utf-8", "surrogatepass") for each in articles]
        self._call(lib.hearsay_store_split, _utf8(id), (c_char_p * len(ids))(*ids), len(ids))

    # ---- Out ------------------------------------------------------------------------------------------------------------------------

    def search(self, words: str, *, outlet: str | None = None, since: str | None = None, until: str | None = None, limit: int | None = 20,
               offset: int = 0) -> list[Hit]:
        """The texts that have all of the words, the best first.

        Args:
            words: counted by their stems, in any case, without accents; "several words" in double quotes are a phrase, harbo* a beginning, -word must
                not be there, ships OR boats one of two.
            outlet, since, until: as for :meth:`table`.    limit, offset: at most so many, after so many.
        """
        query = _Query(ctypes.sizeof(_Query), _utf8(outlet), _utf8(since), _utf8(until), limit or 0, offset)
        hits: list[Hit] = []

        def each(_: Any, at: int) -> bool:
            h = _Hit.from_address(at)
            spans = tuple([Span(h.found.at[i].start, h.found.at[i].end) for i in range(h.found.n)])
            hits.append(Hit(h.id.decode(), _known(h.uri or None), _known(h.outlet), _known(h.published), h.headline.decode(), h.snippet.decode(),
                            spans, h.score))
            return True

        self._call(lib.hearsay_store_search, _utf8(words), byref(query), ctypes.cast(_Each(each), c_void_p), None)
        return hits

    def versions(self, article: str) -> list[Version]:
        """The texts that an article has had, the oldest first; :func:`hearsay.diff` says what changed between two of their documents.

        Args:
            article: as for :meth:`document`.

        Raises:
            NotFoundError: there is no such article.
        """
        found: list[Version] = []

        def each(_: Any, at: int) -> bool:
            v = _Article.from_address(at)
            found.append(Version(v.id.decode(), _known(v.uri or None), _known(v.outlet), _known(v.title), _known(v.published), _known(v.modified),
                                 v.headline.decode(), v.seen.decode(), v.words))
            return True

        self._call(lib.hearsay_store_versions, _utf8(article), ctypes.cast(_Each(each), c_void_p), None)
        return found

    def rebuild(self, *, everything: bool = False, engine: Engine | None = None) -> int:
        """Reads anew what another engine has read (or everything), and fills what a newer hearsay keeps in another way. Each text is a transaction:
        after an interruption the next call goes on.

        Returns:
            How many texts that were.
        """
        done: list[int] = []

        def each(_: Any, __: int) -> bool:
            done.append(1)
            return True

        self._call(lib.hearsay_store_rebuild, (engine or default_engine())._pointer, everything, ctypes.cast(_Each(each), c_void_p), None)
        return len(done)

    def document(self, article: str) -> Document:
        """An article's document: by the id of its text or the first digits of that (4 at least), or by its address; of one with versions the latest.

        Raises:
            NotFoundError: there is none, or more than one begins like this.
        """
        id, err = ctypes.create_string_buffer(17), _library.Error()
        self._call(lib.hearsay_store_find, article.encode("utf-8", "surrogatepass"), id)
        with self._lock:
            pointer = lib.hearsay_store_document(self._pointer, id.value, byref(err))
        if not pointer:
            raise raised(err)
        handle = _library.Handle(pointer, None)
        return Document(_library.write(handle, _library.FORMATS["json"]).rstrip(b"\n"), handle, lib.hearsay_document_repairs(pointer))

    def __contains__(self, id: object) -> bool:
        """Is there a text with this id, ``Document.id``?"""
        has = c_bool()
        if isinstance(id, str):
            self._call(lib.hearsay_store_has, id.encode("utf-8", "surrogatepass"), byref(has))
        return has.value

    def __len__(self) -> int:
        """How many articles there are."""
        return self.stats().articles

    def stats(self) -> StoreStats:
        """How much there is."""
        found = _Stats()
        self._call(lib.hearsay_store_stats_get, byref(found))
        return StoreStats(**{f.name: getattr(found, f.name) for f in fields(StoreStats)})

    def _export(self, table: str, outlet: str | None, since: str | None, until: str | None, limit: int | None) -> bytes:
        if table not in get_args(Table):
            raise ArgumentError(f"no table {table!r}: one of {', '.join(get_args(Table))}")
        parts, callback = _collected()
        words = [None if w is None else w.encode("utf-8", "surrogatepass") for w in (outlet, since, until)]
        query = _Query(ctypes.sizeof(_Query), *words, limit or 0, 0)
        self._call(lib.hearsay_store_export, table.encode(), byref(query), _library.FORMATS["json"], ctypes.cast(callback, c_void_p), None)
        return b"".join(parts)

    def table(self, table: Table, *, outlet: str | None = None, since: str | None = None, until: str | None = None,
              limit: int | None = None) -> list[dict[str, Any]]:
        """A table of the store, as ``hearsay export`` writes it, a dictionary a row; docs/store.md has the columns.

        Args:
            table: "articles", as they were seen last; "places"; "actors", "attributions", "claims", "positions" of all texts.
            outlet: only its articles'.    since, until: published: "2023", "2023-02", "2023-02-07"; both included.    limit: at most so many.
        """
        return [json.loads(line) for line in self._export(table, outlet, since, until, limit).splitlines()]

    def articles(self, **query: Any) -> list[dict[str, Any]]:
        """``table("articles")``."""
        return self.table("articles", **query)

    def arrow(self, table: Table, *, outlet: str | None = None, since: str | None = None, until: str | None = None,
              limit: int | None = None) -> pyarrow.Table:
        """The same as a pyarrow.Table (pyarrow must be installed)."""
        import pyarrow
        return pyarrow.Table.from_pylist(self.table(table, outlet=outlet, since=since, until=until, limit=limit))

    def pandas(self, table: Table, *, outlet: str | None = None, since: str | None = None, until: str | None = None,
               limit: int | None = None) -> pandas.DataFrame:
        """The same as a pandas.DataFrame (pandas must be installed)."""
        import pandas
        return pandas.DataFrame(self.table(table, outlet=outlet, since=since, until=until, limit=limit))


def diff(before: Document, after: Document) -> dict[str, Any]:
    """What changed between two versions of an article: paragraphs removed, added, reworded, moved; attributions and claims that went, came or
    changed.

    Returns:
        What ``hearsay diff --format json`` prints; docs/store.md has the fields.
    """
    # Loaded anew: each belongs to one thread at a time, and two locks at once could wait for each other.
    a, b = _library.load(before._json), _library.load(after._json)
    err, out, length = _library.Error(), c_void_p(), c_size_t()
    if lib.hearsay_diff_write(a.pointer, b.pointer, _library.FORMATS["json"], None, byref(out), byref(length), byref(err)):
        raise raised(err)
    try:
        found: dict[str, Any] = json.loads(ctypes.string_at(out, length.value))
    finally:
        lib.hearsay_string_free(out)
    return found


def _collected() -> tuple[list[bytes], Any]:
    """A list, and what the library calls with each piece of it."""
    parts: list[bytes] = []

    def write(_: Any, text: int, length: int) -> bool:
        parts.append(ctypes.string_at(text, length))
        return True

    return parts, _Write(write)


def _options_of(options: dict[str, Any]) -> _library.Options:
    from .engine import _options
    return _options(**options)
