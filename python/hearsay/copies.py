"""Which articles share text, and who has it from whom. docs/copies.md of the project says what counts as a copy. No weights are needed."""
from __future__ import annotations

import ctypes
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import _library
from ._library import lib, raised
from .document import Document, Span
from .engine import Article, _bytes, _options, _record

__all__ = ["Copy", "Passage", "find_copies", "page"]


@dataclass(frozen=True, slots=True)
class Passage:
    """What lies in one block of each article, but for a few words that were reworded."""
    a: Span                             #: code points into the text of each
    b: Span
    blocks: tuple[int, int]             #: the block of each
    words: int                          #: that are equal
    boilerplate: bool                   #: many other articles print it too: it did not count


@dataclass(frozen=True, slots=True)
class Copy:
    """A pair of articles that share text."""
    a: int                              #: articles, numbered from 0 in the order of the input; a < b
    b: int
    kind: str                           #: "whole", four fifths of the words of each; "contained", of one of them; "part"
    source: int | None                  #: a or b, whose text the other has; None: nothing tells
    by: str | None                      #: what tells: "credit", it is the agency that the other credits; "date", it is earlier
    origin: str | None                  #: the news agency from which both have it
    words: int                          #: that are equal
    coverage: tuple[float, float]       #: their share of all words of a and of b, 0 to 1
    passages: tuple[Passage, ...]


def page(article: Article, **options: Any) -> Document:
    """Only the first stage of :func:`hearsay.read`, which needs no weights: text, metadata and blocks, in whatever language; for :func:`find_copies`.

    Raises:
        What :func:`hearsay.read` raises of its text and options.
    """
    kind, content = ("record", _record(article)) if isinstance(article, Mapping) else ("text", _bytes(article))
    function = lib.hearsay_page_record if kind == "record" else lib.hearsay_page_text
    err = _library.Error()
    pointer = function(content, len(content), ctypes.byref(_options(**options)), ctypes.byref(err))
    if not pointer:
        raise raised(err)
    handle = _library.Handle(pointer, None)
    return Document(_library.write(handle, _library.FORMATS["json"]).rstrip(b"\n"), handle, lib.hearsay_document_repairs(pointer))


class CopySet:
    """hearsay_copies: articles that are compared with each other. It belongs to one thread at a time."""

    def __init__(self) -> None:
        self._free = lib.hearsay_copies_free
        err = _library.Error()
        self._pointer = lib.hearsay_copies_new(ctypes.byref(err))
        if not self._pointer:
            raise raised(err)

    def __del__(self) -> None:
        self._free(self._pointer)

    def clear(self) -> None:
        """Forgets the articles and stops, so that the next ones begin at 0."""
        lib.hearsay_copies_clear(self._pointer)

    def stop(self, keys: Sequence[int]) -> None:
        """These keys are boilerplate, whatever articles are added."""
        err = _library.Error()
        array = (ctypes.c_uint64 * len(keys))(*[key & (1 << 64) - 1 for key in keys])
        if lib.hearsay_copies_stop(self._pointer, array, len(keys), ctypes.byref(err)):
            raise raised(err)

    def add(self, doc: Document) -> None:
        """An article more; what is needed of it is copied."""
        err = _library.Error()
        with doc._lock:
            if lib.hearsay_copies_add(self._pointer, doc._loaded().pointer, ctypes.byref(err)):
                raise raised(err)

    def find(self) -> list[Copy]:
        """The pairs among all that was added, sorted by a, then b."""
        err, out, length = _library.Error(), ctypes.c_void_p(), ctypes.c_size_t()
        if lib.hearsay_copies_find(self._pointer, ctypes.byref(err)) or lib.hearsay_copies_write(
                self._pointer, _library.FORMATS["json"], None, ctypes.byref(out), ctypes.byref(length), ctypes.byref(err)):
            raise raised(err)
        try:
            found = json.loads(ctypes.string_at(out, length.value))
        finally:
            lib.hearsay_string_free(out)
        return [_copy(c) for c in found["copies"]]


def _copy(c: dict[str, Any]) -> Copy:
    passages = tuple([Passage(Span(*p["a"]), Span(*p["b"]), (p["blocks"][0], p["blocks"][1]), p["words"], p["boilerplate"]) for p in c["passages"]])
    return Copy(c["a"], c["b"], c["kind"], c["from"], c["by"], c["origin"], c["words"], (c["coverage"][0], c["coverage"][1]), passages)


def find_copies(articles: Iterable[Document | Article]) -> list[Copy]:
    """Which of these articles share text: a wire story under another headline, one cut at its end, three paragraphs taken up in a longer piece.

    Args:
        articles: documents, or texts and records as :func:`hearsay.read_many` takes them. About 7 KB an article are kept, whatever their number.

    Returns:
        The pairs, sorted. Of a text that more than 32 articles have, each is paired with some of the first 32.

    Raises:
        What :func:`hearsay.read` raises of a text.
    """
    found = CopySet()
    for article in articles:
        found.add(article if isinstance(article, Document) else page(article))
    return found.find()
