"""Who says what in a news article, and on whose word.

>>> import hearsay
>>> doc = hearsay.read(text, outlet="The Marlow Mail", published="2024-10-09")
>>> for a in doc.attributions:
...     print(doc.words(a.source), a.stance, doc.words(a.content), doc.voices(a))

The engine is a C library; it and its weights are in this package, which needs nothing else. `hearsay.spacy` and `hearsay.spark` need spaCy and
pyspark, and are imported by those who have them.
"""
from . import _library
from .copies import Copy, Passage, find_copies, page
from .document import (Actor, Attribution, Block, Claim, ClaimMention, Document, Entity, Event, Loaded, Mention, Position, Sentence, Span, Time)
from .engine import Article, Date, Engine, default_engine, read, read_html, read_many, read_record
from .errors import (ArchiveError, ArgumentError, BinaryError, BusyError, ComputeError, EncodingError, FileError, HearsayError, LanguageError,
                     LexiconError, ModelError, NotFoundError, OutOfMemoryError, RecordError, StoreError, TooLongError)
from .store import Added, Hit, Store, StoreActor, StoreStats, Version, diff

__version__: str = _library.lib.hearsay_version().decode()

__all__ = [
    "Actor", "Added", "ArchiveError", "ArgumentError", "Article", "Attribution", "BinaryError", "Block", "BusyError", "Claim", "ClaimMention",
    "ComputeError", "Copy", "Date", "Document", "EncodingError", "Engine", "Entity", "Event", "FileError", "HearsayError", "Hit", "LanguageError",
    "LexiconError", "Loaded", "Mention", "ModelError", "NotFoundError", "OutOfMemoryError", "Passage", "Position", "RecordError", "Sentence",
    "Span", "Store", "StoreActor", "StoreError", "StoreStats", "Time", "TooLongError", "Version", "default_engine", "diff", "find_copies", "page",
    "read", "read_html", "read_many", "read_record",
]
