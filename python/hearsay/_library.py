"""The C library, through ctypes. Calls that take time release the interpreter's lock, so that threads read side by side.

The structs mirror hearsay.h; each that a caller fills begins with its own size, and the library takes an older, shorter one as it is.
"""
from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from ctypes import (POINTER, Structure, byref, c_bool, c_char, c_char_p, c_double, c_int, c_int64, c_size_t, c_ubyte, c_uint, c_uint32, c_uint64,
                    c_void_p)
from typing import Any

from .errors import HearsayError, error_for

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_lib")
MODEL = os.path.join(HERE, "hearsay-en.safetensors")
MAX_BYTES = 8 << 20

# HEARSAY_JSON, ...: in the order of hearsay_format, except JSON_PRETTY, which is an option here.
FORMATS = {"json": 0, "text": 2, "brat.txt": 3, "brat.ann": 4, "conllu": 5, "blocks": 6, "csv": 7, "html": 8, "webanno": 9, "prov": 10, "plover": 11,
           "schema-org": 12, "svg": 13, "dot": 14}
COMPUTE = {"auto": 0, "int8": 1, "bf16": 2, "fp32": 3}


class Error(Structure):
    _fields_ = [("code", c_int), ("at", c_size_t), ("msg", c_char * 240)]


class EngineOptions(Structure):
    _fields_ = [("size", c_size_t), ("compute", c_int), ("lexicons", POINTER(c_char_p)), ("n_lexicons", c_size_t)]


class Options(Structure):
    _fields_ = [("size", c_size_t), ("max_bytes", c_size_t), ("strict", c_bool), ("min_score", c_double), ("uri", c_char_p), ("outlet", c_char_p),
                ("title", c_char_p), ("published", c_char_p), ("any_language", c_bool), ("charset", c_char_p), ("outermost", c_bool)]


class ClaimLink(Structure):
    _fields_ = [("keys", c_uint64 * 8), ("n_keys", c_size_t), ("sighting", c_void_p), ("sighting_len", c_size_t)]


class ActorLink(Structure):
    _fields_ = [("key", c_uint64), ("sighting", c_ubyte * 288), ("sighting_len", c_size_t)]


class WriteOptions(Structure):
    _fields_ = [("size", c_size_t), ("columns", c_uint), ("color", c_bool), ("no_header", c_bool), ("pretty", c_bool)]


# Calls so short that giving up the interpreter's lock, and waiting for it again, would take longer than they do.
SHORT = {"hearsay_version", "hearsay_engine_compute", "hearsay_date_valid", "hearsay_document_free", "hearsay_document_repairs",
         "hearsay_string_free", "hearsay_keys_free", "hearsay_claim_link_at", "hearsay_claims_linked", "hearsay_actor_count", "hearsay_claim_count",
         "hearsay_actor_link_at"}


class Library:
    """The functions of hearsay.h that the package calls."""

    hearsay_version: Any
    hearsay_engine_open: Any
    hearsay_engine_close: Any
    hearsay_engine_compute: Any
    hearsay_read: Any
    hearsay_read_html: Any
    hearsay_read_record: Any
    hearsay_date_valid: Any
    hearsay_document_free: Any
    hearsay_document_repairs: Any
    hearsay_document_write: Any
    hearsay_string_free: Any
    hearsay_document_keys: Any
    hearsay_keys_free: Any
    hearsay_document_load: Any
    hearsay_store_open: Any
    hearsay_store_close: Any
    hearsay_store_add: Any
    hearsay_entry_new: Any
    hearsay_entry_free: Any
    hearsay_store_put: Any
    hearsay_store_has: Any
    hearsay_store_find: Any
    hearsay_store_document: Any
    hearsay_store_export: Any
    hearsay_store_stats_get: Any
    hearsay_claim_link_at: Any
    hearsay_claims_linked: Any
    hearsay_claims_joined: Any
    hearsay_actor_count: Any
    hearsay_claim_count: Any
    hearsay_actor_link_at: Any
    hearsay_actors_linked: Any
    hearsay_store_identities: Any
    hearsay_store_identity: Any
    hearsay_store_merge: Any
    hearsay_store_split: Any
    hearsay_store_search: Any
    hearsay_store_versions: Any
    hearsay_store_rebuild: Any
    hearsay_diff_write: Any
    hearsay_entry_link: Any
    hearsay_store_trace: Any
    hearsay_store_claims_write: Any
    hearsay_page_text: Any
    hearsay_page_record: Any
    hearsay_copies_new: Any
    hearsay_copies_free: Any
    hearsay_copies_stop: Any
    hearsay_copies_clear: Any
    hearsay_copies_add: Any
    hearsay_copies_find: Any
    hearsay_copies_write: Any


def _load() -> Library:
    # HEARSAY_LIBRARY: for those who work on the library itself and want Python to use what they have just built.
    path = os.environ.get("HEARSAY_LIBRARY") or os.path.join(HERE, "libhearsay.so")
    try:
        releasing, keeping = ctypes.CDLL(path), ctypes.PyDLL(path)
    except OSError as e:
        raise ImportError(f"hearsay's library cannot be loaded from {path}: {e}") from None
    reading = [c_void_p, c_char_p, c_size_t, POINTER(Options), POINTER(Error)]
    loaded = Library()
    for name, result, arguments in (
        ("hearsay_version", c_char_p, []),
        ("hearsay_engine_open", c_void_p, [c_char_p, POINTER(EngineOptions), POINTER(Error)]),
        ("hearsay_engine_close", None, [c_void_p]),
        ("hearsay_engine_compute", c_int, [c_void_p]),
        ("hearsay_read", c_void_p, reading),
        ("hearsay_read_html", c_void_p, reading),
        ("hearsay_read_record", c_void_p, reading),
        ("hearsay_page_text", c_void_p, reading[1:]),
        ("hearsay_page_record", c_void_p, reading[1:]),
        ("hearsay_document_load", c_void_p, [c_char_p, c_size_t, POINTER(Error)]),
        ("hearsay_store_open", c_void_p, [c_char_p, c_uint, POINTER(Error)]),
        ("hearsay_store_close", None, [c_void_p]),
        ("hearsay_store_add", c_int, [c_void_p, c_void_p, c_void_p, POINTER(c_int), POINTER(Error)]),
        ("hearsay_entry_new", c_void_p, [c_void_p, c_void_p, POINTER(Error)]),
        ("hearsay_entry_free", None, [c_void_p]),
        ("hearsay_store_put", c_int, [c_void_p, POINTER(c_void_p), c_size_t, POINTER(c_int), POINTER(Error)]),
        ("hearsay_store_has", c_int, [c_void_p, c_char_p, POINTER(c_bool), POINTER(Error)]),
        ("hearsay_store_find", c_int, [c_void_p, c_char_p, c_char_p, POINTER(Error)]),
        ("hearsay_store_document", c_void_p, [c_void_p, c_char_p, POINTER(Error)]),
        ("hearsay_store_export", c_int, [c_void_p, c_char_p, c_void_p, c_int, c_void_p, c_void_p, POINTER(Error)]),
        ("hearsay_store_stats_get", c_int, [c_void_p, c_void_p, POINTER(Error)]),
        ("hearsay_claim_link_at", ClaimLink, [c_void_p, c_size_t]),
        ("hearsay_claims_linked", c_double, [c_char_p, c_size_t, c_char_p, c_size_t]),
        ("hearsay_claims_joined", c_int,
         [POINTER(c_char_p), POINTER(c_size_t), c_size_t, POINTER(c_uint32), POINTER(c_uint32), c_size_t, POINTER(c_uint32), POINTER(Error)]),
        ("hearsay_actor_count", c_size_t, [c_void_p]),
        ("hearsay_claim_count", c_size_t, [c_void_p]),
        ("hearsay_actor_link_at", ActorLink, [c_void_p, c_size_t]),
        ("hearsay_store_identities", c_int, [c_void_p, c_void_p, c_void_p, c_void_p, POINTER(Error)]),
        ("hearsay_store_identity", c_int, [c_void_p, c_char_p, c_size_t, c_char_p, POINTER(Error)]),
        ("hearsay_store_merge", c_int, [c_void_p, c_char_p, c_char_p, POINTER(Error)]),
        ("hearsay_store_split", c_int, [c_void_p, c_char_p, POINTER(c_char_p), c_size_t, POINTER(Error)]),
        ("hearsay_store_search", c_int, [c_void_p, c_char_p, c_void_p, c_void_p, c_void_p, POINTER(Error)]),
        ("hearsay_store_versions", c_int, [c_void_p, c_char_p, c_void_p, c_void_p, POINTER(Error)]),
        ("hearsay_store_rebuild", c_int, [c_void_p, c_void_p, c_bool, c_void_p, c_void_p, POINTER(Error)]),
        ("hearsay_diff_write", c_int,
         [c_void_p, c_void_p, c_int, POINTER(WriteOptions), POINTER(c_void_p), POINTER(c_size_t), POINTER(Error)]),
        ("hearsay_actors_linked", c_int,
         [POINTER(c_char_p), POINTER(c_size_t), POINTER(c_uint64), c_size_t, POINTER(c_uint32), POINTER(Error)]),
        ("hearsay_entry_link", c_int, [c_void_p, POINTER(c_int64), c_size_t, POINTER(c_int64), c_size_t, POINTER(Error)]),
        ("hearsay_store_trace", c_int,
         [c_void_p, c_void_p, c_void_p, c_int, POINTER(WriteOptions), POINTER(c_void_p), POINTER(c_size_t), POINTER(Error)]),
        ("hearsay_store_claims_write", c_int, [c_void_p, c_void_p, c_int, POINTER(WriteOptions), c_void_p, c_void_p, POINTER(Error)]),
        ("hearsay_copies_new", c_void_p, [POINTER(Error)]),
        ("hearsay_copies_free", None, [c_void_p]),
        ("hearsay_copies_stop", c_int, [c_void_p, POINTER(c_uint64), c_size_t, POINTER(Error)]),
        ("hearsay_copies_clear", None, [c_void_p]),
        ("hearsay_copies_add", c_int, [c_void_p, c_void_p, POINTER(Error)]),
        ("hearsay_copies_find", c_int, [c_void_p, POINTER(Error)]),
        ("hearsay_copies_write", c_int, [c_void_p, c_int, POINTER(WriteOptions), POINTER(c_void_p), POINTER(c_size_t), POINTER(Error)]),
        ("hearsay_date_valid", c_bool, [c_char_p]),
        ("hearsay_document_free", None, [c_void_p]),
        ("hearsay_document_repairs", c_size_t, [c_void_p]),
        ("hearsay_document_write", c_int,
         [c_void_p, c_int, POINTER(WriteOptions), POINTER(c_void_p), POINTER(c_size_t), POINTER(Error)]),
        ("hearsay_string_free", None, [c_void_p]),
        ("hearsay_document_keys", c_int, [c_void_p, POINTER(c_void_p), POINTER(c_size_t), POINTER(Error)]),
        ("hearsay_keys_free", None, [c_void_p]),
    ):
        function = getattr(keeping if name in SHORT else releasing, name)
        function.restype, function.argtypes = result, arguments
        setattr(loaded, name, function)
    return loaded


lib = _load()


def raised(err: Error) -> HearsayError:
    return error_for(err.code, err.at, err.msg.decode("utf-8", "replace"))


class Handle:
    """A document of the library's, freed with this. It keeps what it was read with: names in it may be the lexicon's."""

    __slots__ = ("pointer", "owner", "_free")

    def __init__(self, pointer: int, owner: object) -> None:
        self.pointer: int = pointer
        self.owner: object = owner
        self._free = lib.hearsay_document_free      # a module's globals may be gone when the interpreter ends

    def __del__(self) -> None:
        self._free(self.pointer)


def write(document: Handle, format: int, **options: Any) -> bytes:
    """The document in a format, in UTF-8."""
    err, out, length = Error(), c_void_p(), c_size_t()
    how = WriteOptions(size=ctypes.sizeof(WriteOptions), **options)
    if lib.hearsay_document_write(document.pointer, format, byref(how), byref(out), byref(length), byref(err)):
        raise raised(err)
    try:
        return ctypes.string_at(out, length.value)
    finally:
        lib.hearsay_string_free(out)


def load(json_line: bytes) -> Handle:
    """hearsay_document_load()."""
    err = Error()
    pointer = lib.hearsay_document_load(json_line, len(json_line), byref(err))
    if not pointer:
        raise raised(err)
    return Handle(pointer, None)


def claim_link(document: Handle, claim: int) -> tuple[bytes, list[int]]:
    """hearsay_claim_link_at(): a claim as linking sees it, and its keys."""
    link = lib.hearsay_claim_link_at(document.pointer, claim)
    return ctypes.string_at(link.sighting, link.sighting_len), link.keys[:link.n_keys]


def claims_joined(sightings: Sequence[bytes], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """hearsay_claims_joined(): of each claim the index of the first that is the same."""
    err, n, m = Error(), len(sightings), len(pairs)
    first = (c_uint32 * n)()
    if lib.hearsay_claims_joined((c_char_p * n)(*sightings), (c_size_t * n)(*map(len, sightings)), n, (c_uint32 * m)(*(a for a, _ in pairs)),
                                 (c_uint32 * m)(*(b for _, b in pairs)), m, first, byref(err)):
        raise raised(err)
    return list(first)


def actor_links(document: Handle) -> list[tuple[int, int, bytes]]:
    """hearsay_actor_link_at(): of each actor that can be linked its index, its key and its sighting."""
    links = ((i, lib.hearsay_actor_link_at(document.pointer, i)) for i in range(lib.hearsay_actor_count(document.pointer)))
    return [(i, link.key, bytes(link.sighting[:link.sighting_len])) for i, link in links if link.sighting_len]


def actors_linked(sightings: Sequence[bytes], articles: Sequence[int]) -> list[int]:
    """hearsay_actors_linked()."""
    err, n = Error(), len(sightings)
    first = (c_uint32 * n)()
    if lib.hearsay_actors_linked((c_char_p * n)(*sightings), (c_size_t * n)(*map(len, sightings)), (c_uint64 * n)(*articles), n, first, byref(err)):
        raise raised(err)
    return list(first)


def keys(document: Handle) -> list[int]:
    """hearsay_document_keys()."""
    err, out, n = Error(), c_void_p(), c_size_t()
    if lib.hearsay_document_keys(document.pointer, byref(out), byref(n), byref(err)):
        raise raised(err)
    try:
        return list((c_uint64 * n.value).from_address(out.value)) if n.value and out.value else []
    finally:
        lib.hearsay_keys_free(out)
