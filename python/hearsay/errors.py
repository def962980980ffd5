"""What can go wrong: one class for each code of hearsay.h, all of them :class:`HearsayError`.

A code never changes its meaning. A class is also the exception that Python has for that kind of fault, so that ``except ValueError`` and
``except MemoryError`` do what one would expect.
"""
from __future__ import annotations

__all__ = [
    "ArchiveError", "ArgumentError", "BinaryError", "BusyError", "ComputeError", "EncodingError", "FileError", "HearsayError", "LanguageError",
    "LexiconError", "ModelError", "NotFoundError", "OutOfMemoryError", "RecordError", "StoreError", "TooLongError",
]


class HearsayError(Exception):
    """Any fault that the engine reports.

    Attributes:
        code: the number of hearsay.h (``HEARSAY_E_UTF8`` is 20).
        at: where in the input, in **bytes** (not characters) of its UTF-8; 0 where there is no such place.
        message: one line: what was found, what was expected, where.
    """

    code: int = 0

    def __init__(self, message: str, code: int | None = None, at: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        if code is not None:
            self.code = code

    def __reduce__(self) -> tuple[type[HearsayError], tuple[str, int, int]]:
        return type(self), (self.message, self.code, self.at)


class OutOfMemoryError(HearsayError, MemoryError):
    """There is not enough memory."""
    code = 1


class ArgumentError(HearsayError, ValueError):
    """An argument makes no sense: a date that is none, a score beyond 1, a compute path that this CPU lacks."""
    code = 2


class FileError(HearsayError, OSError):
    """A file cannot be opened, read or written."""
    code = 10


class EncodingError(HearsayError, ValueError):
    """Invalid UTF-8, refused because of ``strict``; ``at`` is its first bad byte."""
    code = 20


class TooLongError(HearsayError, ValueError):
    """The article has more than ``max_bytes``."""
    code = 21


class BinaryError(HearsayError, ValueError):
    """This is no text: NUL bytes, or too many control characters."""
    code = 22


class RecordError(HearsayError, ValueError):
    """A record that lacks ``text`` and ``html``, or has something else than text there."""
    code = 23


class LanguageError(HearsayError, ValueError):
    """The text is not English, and ``any_language`` is not set."""
    code = 24


class ArchiveError(HearsayError, ValueError):
    """A WARC, zip or tar file that is broken, or would unpack beyond its limit."""
    code = 25


class ModelError(HearsayError, RuntimeError):
    """The weights or their vocabulary are missing, damaged, or of another format."""
    code = 30


class ComputeError(HearsayError, RuntimeError):
    """The matrix library refused."""
    code = 31


class LexiconError(HearsayError, ValueError):
    """A line of a lexicon that makes no sense; the message names file, line and reason."""
    code = 32


class StoreError(HearsayError, ValueError):
    """A store that is none, is damaged, is closed, or comes from a newer hearsay."""
    code = 40


class BusyError(HearsayError, TimeoutError):
    """Another program keeps the store locked."""
    code = 41


class NotFoundError(HearsayError, LookupError):
    """The store does not have what was asked for."""
    code = 42


def _classes(of: type[HearsayError]) -> dict[int, type[HearsayError]]:
    found = {}
    for each in of.__subclasses__():
        found[each.code] = each
        found.update(_classes(each))
    return found


def error_for(code: int, at: int, message: str) -> HearsayError:
    """The exception for a code; a code that this version of the package does not know is a plain :class:`HearsayError`."""
    return _classes(HearsayError).get(code, HearsayError)(message, code, at)
