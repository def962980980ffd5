"""The document as a struct column, and reading into one."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json
from pyspark.sql import DataFrame

from ..engine import _in_order, shared_engine
from ..errors import ArgumentError, HearsayError

ROWS = 256                                      # read before they are handed on: some 10 MB of documents

# ---- The document as a struct ---------------------------------------------------------------------------------------------------

INT, TEXT, TRUTH = pa.int32(), pa.string(), pa.bool_()
SPAN = pa.struct([("start", INT), ("end", INT)])
SPANS = pa.list_(SPAN)


def list_of(**fields: pa.DataType) -> pa.DataType:
    return pa.list_(pa.struct(list(fields.items())))


EVENT = pa.struct([("code", TEXT), ("mode", TEXT), ("cameo", TEXT), ("contexts", pa.list_(TEXT)), ("cue", SPANS), ("actor", TEXT), ("target", TEXT),
                   ("theme", SPANS), ("when", TEXT), ("where", TEXT)])
ERROR = pa.struct([("code", INT), ("at", pa.int64()), ("message", TEXT)])
#: The Arrow type of the column: the fields of docs/format.md in its order, a span as struct<start, end>, and `error`: null, or why the article
#: could not be read, when all else is null. Fields that a later version adds come at the end.
DOCUMENT = pa.struct([
    *[(name, TEXT) for name in ("id", "uri", "canonical", "outlet", "title", "author", "published", "modified", "language", "text")],
    ("blocks", list_of(kind=TEXT, start=INT, end=INT)),
    ("sentences", list_of(start=INT, end=INT, block=INT)),
    ("actors", list_of(id=TEXT, name=TEXT, kind=TEXT, code=TEXT, role=TEXT, of=TEXT, members=pa.list_(TEXT),
                     mentions=list_of(start=INT, end=INT, form=TEXT))),
    ("attributions", list_of(id=TEXT, sentence=INT, source=SPANS, cue=SPANS, content=SPANS, actor=TEXT, source_type=TEXT, quote=TEXT, stance=TEXT,
                           within=TEXT, chain=pa.list_(TEXT), links=pa.list_(TEXT), score=pa.float64())),
    ("loaded", list_of(start=INT, end=INT, kind=TEXT, attribution=TEXT)),
    ("claims", list_of(id=TEXT, text=TEXT, event=EVENT, mentions=list_of(attribution=TEXT, spans=SPANS, negated=TRUTH),
                     positions=list_of(actor=TEXT, position=TEXT, attribution=TEXT, score=pa.float64()))),
    ("times", list_of(start=INT, end=INT, type=TEXT, value=TEXT)),
    ("entities", list_of(start=INT, end=INT, type=TEXT)),
    ("error", ERROR),
])


def ddl(kind: pa.DataType) -> str:
    """Spark's name of an Arrow type of the above."""
    if pa.types.is_struct(kind):
        return "struct<" + ", ".join(f"`{f.name}`: {ddl(f.type)}" for f in kind) + ">"
    if pa.types.is_list(kind):
        return f"array<{ddl(kind.value_type)}>"
    return {INT: "int", TEXT: "string", TRUTH: "boolean", pa.int64(): "bigint", pa.float64(): "double"}[kind]


def _written(kind: pa.DataType) -> pa.DataType:
    """The type as the engine's JSON has it: a span is a list of two numbers."""
    if kind == SPANS:
        return pa.list_(pa.list_(INT))
    if pa.types.is_struct(kind):
        return pa.struct([(f.name, _written(f.type)) for f in kind])
    return pa.list_(_written(kind.value_type)) if pa.types.is_list(kind) else kind


def _shaped(array: pa.Array, kind: pa.DataType) -> pa.Array:
    """An array of the type as it is written, in the type itself."""
    if array.type == kind:
        return array
    if pa.types.is_struct(kind):
        fields = [_shaped(array.field(i), f.type) for i, f in enumerate(kind)]
        return pa.StructArray.from_arrays(fields, fields=list(kind), mask=array.is_null())
    if kind == SPANS:
        numbers = array.values.values
        at = [pc.take(numbers, pa.array(range(first, len(numbers), 2), pa.int64())) for first in (0, 1)]
        inner = pa.StructArray.from_arrays(at, fields=list(SPAN))
    else:
        inner = _shaped(array.values, kind.value_type)
    return pa.ListArray.from_arrays(array.offsets, inner, type=kind, mask=array.is_null())


def array_of(lines: bytes, kind: pa.DataType) -> pa.StructArray:
    """JSON Lines of the engine as structs. Arrow parses them itself: no Python object is made for what stands in them."""
    fields = list(kind)
    schema = pa.schema([pa.field(f.name, _written(f.type)) for f in fields])
    table = pyarrow.json.read_json(
        pa.BufferReader(lines), parse_options=pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
        read_options=pyarrow.json.ReadOptions(block_size=len(lines) + 1, use_threads=False)).combine_chunks()
    columns = [_shaped(table[f.name].combine_chunks() if table[f.name].num_chunks != 1 else table[f.name].chunk(0), f.type) for f in fields]
    return pa.StructArray.from_arrays(columns, fields=fields)


ARTICLE = pa.struct([f for f in DOCUMENT if f.name != "error"])


def documents(results: list[bytes | HearsayError]) -> pa.Array:
    """The column of these documents, which are given as their JSON."""
    read = array_of(b"\n".join(r if isinstance(r, bytes) else b"{}" for r in results), ARTICLE)
    errors = pa.array([{"code": r.code, "at": r.at, "message": r.message} if isinstance(r, HearsayError) else None for r in results], ERROR)
    return pa.StructArray.from_arrays([*read.flatten(), errors], fields=list(DOCUMENT))


# ---- Reading --------------------------------------------------------------------------------------------------------------------

ABOUT = ("html", "url", "outlet", "published", "title")


def columns_of(df: DataFrame, text: str | None, about: dict[str, str | None]) -> dict[str, str]:
    """Which column has which field of a record."""
    given = {"text": text, **about}
    found = {field: column for field, column in given.items() if column is not None}
    missing = [c for c in found.values() if c not in df.columns]
    if missing:
        raise ArgumentError(f"there is no column {', '.join(map(repr, missing))}; there are {', '.join(map(repr, df.columns))}")
    if "text" not in found and "html" not in found:
        raise ArgumentError("a column of texts or one of pages (html) must be named")
    return found


def check_id(df: DataFrame, id: str) -> None:
    if id not in df.columns:
        raise ArgumentError(f"there is no column {id!r}; there are {', '.join(map(repr, df.columns))}")


def type_of(df: DataFrame, column: str) -> str:
    """Spark's name of a column's type."""
    return df.schema[column].dataType.simpleString()


def records_of(batch: pa.RecordBatch, columns: dict[str, str]) -> list[dict[str, Any]]:
    values = {field: batch.column(batch.schema.get_field_index(column)).to_pylist() for field, column in columns.items()}
    return [dict(zip(values, row)) for row in zip(*values.values())]


def read(df: DataFrame, text: str | None = "text", *, html: str | None = None, url: str | None = None, outlet: str | None = None,
         published: str | None = None, title: str | None = None, into: str = "hearsay", model: str | None = None, compute: str = "auto",
         lexicons: tuple[str, ...] = (), threads: int = 1, **options: Any) -> DataFrame:
    """The rows, each with its article's document in a new struct column.

    Args:
        df: any DataFrame; rows keep their order within partitions.
        text, html, url, outlet, published, title: names of the columns that hold these; None: there is none. Where a row has both, its text is
            read. A ``published`` that is no date is passed over; a date or timestamp column will do.
        into: name of the new column, of type ``DOCUMENT`` (:func:`ddl` gives it in Spark's words).
        model, compute, lexicons: as for :class:`hearsay.Engine`; paths on the workers' machines.
        threads: how many articles of a task are read at once; more than 1 only where ``spark.task.cpus`` is.
        options: as for :func:`hearsay.read`: min_score, outermost, any_language, strict, max_bytes.

    Returns:
        A DataFrame. A row whose article cannot be read has ``error`` in its document, with the code of hearsay.h, and null in all other fields.

    Raises:
        ArgumentError: a column that is not there, or that is already.
    """
    columns = columns_of(df, text, {"html": html, "url": url, "outlet": outlet, "published": published, "title": title})
    if into in df.columns:
        raise ArgumentError(f"there is a column {into!r} already")

    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        engine = shared_engine(model, compute, lexicons)

        def one(record: dict[str, Any]) -> bytes | HearsayError:
            try:
                return engine.read_record(record, **options)._json      # the library's document goes at once, not with the batch
            except HearsayError as e:
                return e

        for batch in batches:
            for start in range(0, batch.num_rows, ROWS):
                part = batch.slice(start, ROWS)
                found = documents(list(_in_order(one, records_of(part, columns), threads, 4 * threads)))
                yield pa.RecordBatch.from_arrays([*part.columns, found], names=[*part.schema.names, into])

    return df.mapInArrow(run, _schema(df) + f", `{into}` {ddl(DOCUMENT)}")


def _schema(df: DataFrame) -> str:
    return ", ".join(f"`{f.name}` {f.dataType.simpleString()}" for f in df.schema.fields)
