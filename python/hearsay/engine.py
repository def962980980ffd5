"""Reading: one article, or many with threads.

Everything goes through an :class:`Engine`; the functions of the package share one that is opened when it is first needed.
"""
from __future__ import annotations

import ctypes
import datetime
import itertools
import json
import logging
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Literal, Union, overload

from . import _library
from ._library import MAX_BYTES, lib, raised
from .document import Document
from .errors import ArgumentError, HearsayError, RecordError

__all__ = ["Article", "Date", "Engine", "read", "read_html", "read_many", "read_record"]

log = logging.getLogger("hearsay")

#: One article of many: its text, or a record with ``text`` or ``html`` and, where known, ``url``, ``id``, ``title``, ``outlet``, ``published``
#: and ``charset``.
Article = Union[str, bytes, Mapping[str, Any]]
#: "2023-02-07", "2023-02-07T18:30:00+01:00", or Python's own.
Date = Union[str, datetime.date]

RECORD_FIELDS = ("text", "html", "url", "id", "title", "outlet", "published", "charset")


def _bytes(text: str | bytes) -> bytes:
    """UTF-8. Half a surrogate pair, which a Python string may hold, becomes bytes that the engine repairs or, with `strict`, refuses."""
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)


def _date(value: Date | None) -> str | None:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _options(*, uri: str | None = None, outlet: str | None = None, title: str | None = None, published: Date | None = None,
             charset: str | None = None, min_score: float = 0.0, outermost: bool = False, any_language: bool = False, strict: bool = False,
             max_bytes: int = MAX_BYTES) -> _library.Options:
    def known(name: str, value: str | None) -> bytes | None:
        if value is None:
            return None
        if "\0" in value:
            raise ArgumentError(f"{name} has a NUL character in it")
        return _bytes(value)

    date = known("published", _date(published))
    if date is not None and not lib.hearsay_date_valid(date):
        raise ArgumentError(f"published is {published!r}: a day of the calendar is '2023-02-07', a moment '2023-02-07T18:30:00Z'")
    if not 0 <= min_score <= 1:
        raise ArgumentError(f"min_score is {min_score}: a probability, 0 to 1")
    if not 0 < max_bytes <= 1 << 30:
        raise ArgumentError(f"max_bytes is {max_bytes}: 1 to 2**30")
    return _library.Options(size=ctypes.sizeof(_library.Options), max_bytes=max_bytes, strict=strict, min_score=min_score, uri=known("uri", uri),
                            outlet=known("outlet", outlet), title=known("title", title), published=date, any_language=any_language,
                            charset=known("charset", charset), outermost=outermost)


def _record(record: Mapping[str, Any]) -> bytes:
    """A record in JSON, of the fields that the engine knows."""
    known = {}
    for field in RECORD_FIELDS:
        value = record.get(field)
        if isinstance(value, datetime.date):
            value = value.isoformat()
        if value is None:
            continue
        if field in ("text", "html") and not isinstance(value, str):
            raise RecordError(f"{field} is {type(value).__name__}, not str; for the bytes of a page there is read_html()")
        known[field] = value if isinstance(value, str) else str(value)
    if "text" not in known and "html" not in known:
        raise RecordError(f"a record without text and html; it has {', '.join(map(repr, itertools.islice(record, 8))) or 'nothing'}")
    # A lone surrogate goes in as U+FFFD: JSON's \ud800 is no character either.
    return json.dumps(known, ensure_ascii=False).encode("utf-8", "surrogatepass")


class Engine:
    """The weights, ready to read. Any number of threads may share one; it holds some 80 MB, and as much as it needs for each thread at work.

    Args:
        model: path of a weight file; None: the file that ``HEARSAY_MODEL`` names, else the one in this package.
        compute: "auto" (int8 where the CPU has AVX-512 VNNI, else fp32), "int8", "bf16" or "fp32".
        lexicons: paths of files with names of your own, before the built-in ones (lexicon/README.md of the project).

    Raises:
        FileError, ModelError: the weights cannot be read, or are no weights.
        LexiconError: a line of a lexicon makes no sense.
        ArgumentError: a compute path that does not exist, or that this CPU lacks.
    """

    def __init__(self, model: str | os.PathLike[str] | None = None, *, compute: str = "auto",
                 lexicons: Sequence[str | os.PathLike[str]] = ()) -> None:
        self._close = lib.hearsay_engine_close
        self._pointer = None
        if compute not in _library.COMPUTE:
            raise ArgumentError(f"no compute path {compute!r}: one of {', '.join(_library.COMPUTE)}")
        path = os.fspath(model) if model is not None else os.environ.get("HEARSAY_MODEL") or _library.MODEL
        names = (ctypes.c_char_p * len(lexicons))(*[os.fsencode(each) for each in lexicons])
        options = _library.EngineOptions(size=ctypes.sizeof(_library.EngineOptions), compute=_library.COMPUTE[compute],
                                         lexicons=ctypes.cast(names, ctypes.POINTER(ctypes.c_char_p)), n_lexicons=len(lexicons))
        err = _library.Error()
        self._pointer = lib.hearsay_engine_open(os.fsencode(path), ctypes.byref(options), ctypes.byref(err))
        if not self._pointer:
            raise raised(err)

    def __del__(self) -> None:
        if self._pointer:                              # documents hold their engine, so none is left
            self._close(self._pointer)

    def __repr__(self) -> str:
        return f"<hearsay.Engine {self.compute}>"

    def __reduce__(self) -> str:
        raise TypeError("an engine cannot be pickled: open one in each process")

    @property
    def compute(self) -> str:
        """The compute path that was chosen, never "auto"."""
        chosen = lib.hearsay_engine_compute(self._pointer)
        return next(name for name, number in _library.COMPUTE.items() if number == chosen)

    def _read(self, function: Any, content: bytes, options: _library.Options) -> Document:
        err = _library.Error()
        pointer = function(self._pointer, content, len(content), ctypes.byref(options), ctypes.byref(err))
        if not pointer:
            raise raised(err)
        handle = _library.Handle(pointer, self)
        return Document(_library.write(handle, _library.FORMATS["json"]).rstrip(b"\n"), handle, lib.hearsay_document_repairs(pointer))

    def _read_article(self, article: Article | Document, options: _library.Options) -> Document:
        if isinstance(article, Document):
            return article
        if isinstance(article, Mapping):
            return self._read(lib.hearsay_read_record, _record(article), options)
        if isinstance(article, (str, bytes)):
            return self._read(lib.hearsay_read, _bytes(article), options)
        raise ArgumentError(f"an article is str, bytes or a mapping, not {type(article).__name__}")

    def read(self, text: str | bytes, *, outlet: str | None = None, published: Date | None = None, title: str | None = None, uri: str | None = None,
             min_score: float = 0.0, outermost: bool = False, any_language: bool = False, strict: bool = False,
             max_bytes: int = MAX_BYTES) -> Document:
        """See :func:`hearsay.read`."""
        if not isinstance(text, (str, bytes)):
            raise ArgumentError(f"text is {type(text).__name__}, not str or bytes")
        return self._read(lib.hearsay_read, _bytes(text),
                          _options(outlet=outlet, published=published, title=title, uri=uri, min_score=min_score, outermost=outermost,
                                   any_language=any_language, strict=strict, max_bytes=max_bytes))

    def read_html(self, html: str | bytes, *, outlet: str | None = None, published: Date | None = None, title: str | None = None,
                  uri: str | None = None, charset: str | None = None, min_score: float = 0.0, outermost: bool = False, any_language: bool = False,
                  strict: bool = False, max_bytes: int = MAX_BYTES) -> Document:
        """See :func:`hearsay.read_html`."""
        if not isinstance(html, (str, bytes)):
            raise ArgumentError(f"html is {type(html).__name__}, not str or bytes")
        if isinstance(html, str):
            charset = "utf-8"                          # whatever the page declares: a str has been decoded
        return self._read(lib.hearsay_read_html, _bytes(html),
                          _options(outlet=outlet, published=published, title=title, uri=uri, charset=charset, min_score=min_score,
                                   outermost=outermost, any_language=any_language, strict=strict, max_bytes=max_bytes))

    def read_record(self, record: Mapping[str, Any], *, outlet: str | None = None, published: Date | None = None, title: str | None = None,
                    uri: str | None = None, min_score: float = 0.0, outermost: bool = False, any_language: bool = False, strict: bool = False,
                    max_bytes: int = MAX_BYTES) -> Document:
        """See :func:`hearsay.read_record`."""
        return self._read(lib.hearsay_read_record, _record(record),
                          _options(outlet=outlet, published=published, title=title, uri=uri, min_score=min_score, outermost=outermost,
                                   any_language=any_language, strict=strict, max_bytes=max_bytes))

    def read_many(self, articles: Iterable[Article | Document], *, threads: int | None = None,
                  errors: Literal["return", "raise", "skip"] = "return", ahead: int | None = None, **options: Any) -> Iterator[Any]:
        """See :func:`hearsay.read_many`."""
        if errors not in ("return", "raise", "skip"):
            raise ArgumentError(f"errors is {errors!r}: one of return, raise, skip")
        if threads is None:
            threads = len(os.sched_getaffinity(0))
        if threads < 1:
            raise ArgumentError(f"threads is {threads}: 1 at least")
        return self._read_many(articles, threads, errors, threads * 4 if ahead is None else max(ahead, threads), _options(**options))

    def _read_many(self, articles: Iterable[Article | Document], threads: int, errors: str, ahead: int, options: _library.Options) -> Iterator[Any]:
        def work(article: Article | Document) -> Document | HearsayError:
            try:
                return self._read_article(article, options)
            except HearsayError as e:
                return e

        for number, result in enumerate(_in_order(work, articles, threads, ahead), 1):
            if isinstance(result, HearsayError) and errors == "raise":
                raise result
            if isinstance(result, HearsayError) and errors == "skip":
                log.warning("article %d is passed over: %s", number, result)
            else:
                yield result


def _in_order(work: Any, items: Iterable[Any], threads: int, ahead: int) -> Iterator[Any]:
    """work(item) of each item, in their order, by threads that are at most `ahead` items in front of what was taken. An exception of the items' own
    is raised behind the results of those before it."""
    if threads == 1:
        yield from map(work, items)
        return
    source = iter(items)
    waiting: deque[Future[Any]] = deque()
    fault: BaseException | None = None
    pool = ThreadPoolExecutor(threads, thread_name_prefix="hearsay")
    try:
        while True:
            while fault is None and len(waiting) < ahead:
                try:
                    waiting.append(pool.submit(work, next(source)))
                except Exception as e:
                    fault = e
            if not waiting:
                break
            yield waiting.popleft().result()
        if fault is not None and not isinstance(fault, StopIteration):
            raise fault
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


# ---- The package's own engine ---------------------------------------------------------------------------------------------------

_shared: dict[tuple[str | None, str, tuple[str, ...]], Engine] = {}
_shared_lock = threading.Lock()


def shared_engine(model: str | None = None, compute: str = "auto", lexicons: Sequence[str] = ()) -> Engine:
    """An engine with these arguments, opened once in a process; what it raises is :class:`Engine`'s."""
    key = (model, compute, tuple(lexicons))
    with _shared_lock:
        if key not in _shared:
            _shared[key] = Engine(model, compute=compute, lexicons=lexicons)
        return _shared[key]


def default_engine() -> Engine:
    """The engine of :func:`read` and its kin: the weights of this package, opened once in a process."""
    return shared_engine()


def _forget() -> None:
    # Another thread may have held a lock of an engine's at the moment of the fork, and is not there to release it: the child opens its own.
    global _shared, _shared_lock
    for engine in _shared.values():
        engine._pointer = None
    _shared, _shared_lock = {}, threading.Lock()


os.register_at_fork(after_in_child=_forget)


def read(text: str | bytes, *, outlet: str | None = None, published: Date | None = None, title: str | None = None, uri: str | None = None,
         min_score: float = 0.0, outermost: bool = False, any_language: bool = False, strict: bool = False, max_bytes: int = MAX_BYTES,
         engine: Engine | None = None) -> Document:
    """Find who says what, and on whose word, in one article of plain text.

    Args:
        text: the article; bytes are UTF-8. A headline is the first line.
        outlet, published, title, uri: what is known of the article from elsewhere. Relative days ("on Monday") count from ``published``.
        min_score: leave out attributions that are less likely than this to be right, 0 to 1.
        outermost: leave out what is said inside what is said.
        any_language: read what does not seem to be English, too (as if it were).
        strict: refuse invalid UTF-8 instead of putting U+FFFD in its place.
        max_bytes: the longest article, in bytes of UTF-8; at most 2**30.
        engine: None: the one that all calls share.

    Returns:
        A document. Its spans are in characters of its ``text``, which is the article without white space at its end. An empty text is no error.

    Raises:
        TooLongError, BinaryError, LanguageError, ArgumentError, OutOfMemoryError, ComputeError; EncodingError with ``strict``; and what opening the
        engine raises (:class:`Engine`), at the first call. All are :class:`HearsayError`.

    >>> doc = hearsay.read("The dam is safe, officials said on Monday.", published="2024-10-09")
    >>> doc.words(doc.attributions[0].source)
    'officials'
    """
    return (engine or default_engine()).read(text, outlet=outlet, published=published, title=title, uri=uri, min_score=min_score, outermost=outermost,
                                             any_language=any_language, strict=strict, max_bytes=max_bytes)


def read_html(html: str | bytes, *, outlet: str | None = None, published: Date | None = None, title: str | None = None, uri: str | None = None,
              charset: str | None = None, min_score: float = 0.0, outermost: bool = False, any_language: bool = False, strict: bool = False,
              max_bytes: int = MAX_BYTES, engine: Engine | None = None) -> Document:
    """The same for a web page: its article is read, and what the page says of it. Nothing is fetched.

    Args:
        html: the page as it was served, without the HTTP head. Bytes may be in any of the usual encodings.
        charset: of bytes: what the server said of their encoding.
        outlet, published, title: stand where the page does not say it.    uri: where the page came from.

    Returns:
        A document; its text is empty if there is no article on the page.

    Raises:
        What :func:`read` raises.
    """
    return (engine or default_engine()).read_html(html, outlet=outlet, published=published, title=title, uri=uri, charset=charset,
                                                  min_score=min_score, outermost=outermost, any_language=any_language, strict=strict,
                                                  max_bytes=max_bytes)


def read_record(record: Mapping[str, Any], *, outlet: str | None = None, published: Date | None = None, title: str | None = None,
                uri: str | None = None, min_score: float = 0.0, outermost: bool = False, any_language: bool = False, strict: bool = False,
                max_bytes: int = MAX_BYTES, engine: Engine | None = None) -> Document:
    """The same for a record: a mapping with ``text`` or ``html`` and, where known, ``url``, ``id``, ``title``, ``outlet``, ``published`` and
    ``charset``. What the record says goes before the arguments. Other fields are passed over, and so is a ``published`` that is no date.

    Raises:
        RecordError: it has neither ``text`` nor ``html``; and what :func:`read` raises.
    """
    return (engine or default_engine()).read_record(record, outlet=outlet, published=published, title=title, uri=uri, min_score=min_score,
                                                    outermost=outermost, any_language=any_language, strict=strict, max_bytes=max_bytes)


@overload
def read_many(articles: Iterable[Article], *, threads: int | None = ..., errors: Literal["return"] = ..., ahead: int | None = ...,
              engine: Engine | None = ..., **options: Any) -> Iterator[Document | HearsayError]: ...


@overload
def read_many(articles: Iterable[Article], *, threads: int | None = ..., errors: Literal["raise", "skip"], ahead: int | None = ...,
              engine: Engine | None = ..., **options: Any) -> Iterator[Document]: ...


def read_many(articles: Iterable[Article], *, threads: int | None = None, errors: Literal["return", "raise", "skip"] = "return",
              ahead: int | None = None, engine: Engine | None = None, **options: Any) -> Iterator[Document | HearsayError]:
    """Read many articles with threads; the interpreter's lock is not held meanwhile.

    Args:
        articles: texts (str or bytes) or records (see :func:`read_record`), from any iterable; it is taken from as results are, never further ahead
            than ``ahead`` articles, so that it may be endless.
        threads: how many read at once; None: one for each core that this process may use.
        errors: what becomes of an article that cannot be read: "return" gives the :class:`HearsayError` in its place, so that results stay
            beside their articles; "skip" logs it (logger "hearsay") and goes on; "raise" raises it, which ends the iteration.
        ahead: None: 4 for each thread.
        options: as for :func:`read`: outlet, published, title, uri, min_score, outermost, any_language, strict, max_bytes.

    Returns:
        An iterator over documents, in the order of the articles.

    Raises:
        ArgumentError: at once, if an option makes no sense. What the iterable raises comes behind the documents before it.

    >>> for article, doc in zip(articles, hearsay.read_many(articles)):
    ...     if isinstance(doc, hearsay.HearsayError):
    ...         print(article["url"], doc)
    """
    return (engine or default_engine()).read_many(articles, threads=threads, errors=errors, ahead=ahead, **options)
