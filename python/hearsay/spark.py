"""hearsay on Apache Spark: articles read inside the executors, copies and stories found over the whole collection.

    docs = hearsay.spark.read(df, text="text", outlet="outlet", published="published", url="url")
    docs.select(F.explode("hearsay.attributions")) ...
    story = hearsay.spark.trace(df, text="text", id="url")

Batches of rows go to the Python workers as Arrow data; each worker process opens one engine, when it first needs it, and keeps it. The wheel must be
installed where the workers run (docs/python.md says how). Nothing is fetched and nothing is written.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json
from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from . import _library
from .copies import CopySet, page
from .document import Document
from .engine import _in_order, shared_engine
from .errors import ArgumentError, HearsayError

__all__ = ["DOCUMENT", "Trace", "components", "copies", "read", "trace"]

ROWS = 256                                      # read before they are handed on: some 10 MB of documents

# ---- The document as a struct ---------------------------------------------------------------------------------------------------

INT, TEXT, TRUTH = pa.int32(), pa.string(), pa.bool_()
SPAN = pa.struct([("start", INT), ("end", INT)])
SPANS = pa.list_(SPAN)


def _list(**fields: pa.DataType) -> pa.DataType:
    return pa.list_(pa.struct(list(fields.items())))


EVENT = pa.struct([("code", TEXT), ("mode", TEXT), ("cameo", TEXT), ("contexts", pa.list_(TEXT)), ("cue", SPANS), ("actor", TEXT), ("target", TEXT),
                   ("theme", SPANS), ("when", TEXT), ("where", TEXT)])
ERROR = pa.struct([("code", INT), ("at", pa.int64()), ("message", TEXT)])
#: The Arrow type of the column: the fields of docs/format.md in its order, a span as struct<start, end>, and `error`: null, or why the article
#: could not be read, when all else is null. Fields that a later version adds come at the end.
DOCUMENT = pa.struct([
    *[(name, TEXT) for name in ("id", "uri", "canonical", "outlet", "title", "author", "published", "modified", "language", "text")],
    ("blocks", _list(kind=TEXT, start=INT, end=INT)),
    ("sentences", _list(start=INT, end=INT, block=INT)),
    ("actors", _list(id=TEXT, name=TEXT, kind=TEXT, code=TEXT, role=TEXT, of=TEXT, members=pa.list_(TEXT),
                     mentions=_list(start=INT, end=INT, form=TEXT))),
    ("attributions", _list(id=TEXT, sentence=INT, source=SPANS, cue=SPANS, content=SPANS, actor=TEXT, source_type=TEXT, quote=TEXT, stance=TEXT,
                           within=TEXT, chain=pa.list_(TEXT), links=pa.list_(TEXT), score=pa.float64())),
    ("loaded", _list(start=INT, end=INT, kind=TEXT, attribution=TEXT)),
    ("claims", _list(id=TEXT, text=TEXT, event=EVENT, mentions=_list(attribution=TEXT, spans=SPANS, negated=TRUTH),
                     positions=_list(actor=TEXT, position=TEXT, attribution=TEXT, score=pa.float64()))),
    ("times", _list(start=INT, end=INT, type=TEXT, value=TEXT)),
    ("entities", _list(start=INT, end=INT, type=TEXT)),
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


FIELDS = [f for f in DOCUMENT if f.name != "error"]
PARSING = pyarrow.json.ParseOptions(explicit_schema=pa.schema([pa.field(f.name, _written(f.type)) for f in FIELDS]),
                                    unexpected_field_behavior="ignore")


def documents(results: list[Document | HearsayError]) -> pa.Array:
    """The column of these documents. Arrow parses the engine's JSON itself: no Python object is made for what stands in it."""
    lines = b"\n".join(r._json if isinstance(r, Document) else b"{}" for r in results)
    table = pyarrow.json.read_json(pa.BufferReader(lines), parse_options=PARSING,
                                   read_options=pyarrow.json.ReadOptions(block_size=len(lines) + 1, use_threads=False)).combine_chunks()
    columns = [_shaped(table[f.name].combine_chunks() if table[f.name].num_chunks != 1 else table[f.name].chunk(0), f.type) for f in FIELDS]
    errors = pa.array([{"code": r.code, "at": r.at, "message": r.message} if isinstance(r, HearsayError) else None for r in results], ERROR)
    return pa.StructArray.from_arrays([*columns, errors], fields=list(DOCUMENT))


# ---- Reading --------------------------------------------------------------------------------------------------------------------

ABOUT = ("html", "url", "outlet", "published", "title")


def _columns(df: DataFrame, text: str | None, about: dict[str, str | None]) -> dict[str, str]:
    """Which column has which field of a record."""
    given = {"text": text, **about}
    found = {field: column for field, column in given.items() if column is not None}
    missing = [c for c in found.values() if c not in df.columns]
    if missing:
        raise ArgumentError(f"there is no column {', '.join(map(repr, missing))}; there are {', '.join(map(repr, df.columns))}")
    if "text" not in found and "html" not in found:
        raise ArgumentError("a column of texts or one of pages (html) must be named")
    return found


def _records(batch: pa.RecordBatch, columns: dict[str, str]) -> list[dict[str, Any]]:
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
    columns = _columns(df, text, {"html": html, "url": url, "outlet": outlet, "published": published, "title": title})
    if into in df.columns:
        raise ArgumentError(f"there is a column {into!r} already")

    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        engine = shared_engine(model, compute, lexicons)

        def one(record: dict[str, Any]) -> Document | HearsayError:
            try:
                return engine.read_record(record, **options)
            except HearsayError as e:
                return e

        for batch in batches:
            for start in range(0, batch.num_rows, ROWS):
                part = batch.slice(start, ROWS)
                found = documents(list(_in_order(one, _records(part, columns), threads, 4 * threads)))
                yield pa.RecordBatch.from_arrays([*part.columns, found], names=[*part.schema.names, into])

    return df.mapInArrow(run, _schema(df) + f", `{into}` {ddl(DOCUMENT)}")


def _schema(df: DataFrame) -> str:
    return ", ".join(f"`{f.name}` {f.dataType.simpleString()}" for f in df.schema.fields)


# ---- Copies -----------------------------------------------------------------------------------------------------------------------

# As src/trace/copies.h has them.
POSTINGS_MOST, CANDIDATES_MOST, SINGLES_MOST, STOP_ORIGINS = 32, 64, 8, 12
GROUP_MOST = 256                                # articles that are compared with one in a task's single call


class Trace(NamedTuple):
    """What :func:`trace` gives."""
    copies: DataFrame                           #: as :func:`copies` gives them
    stories: DataFrame                          #: id, story: each article, and the first id of all that share text with it
    claims: DataFrame                           #: as :func:`claims` gives them


def _pages(df: DataFrame, columns: dict[str, str], id: str) -> DataFrame:
    """id, keys of copies, without repetition."""
    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            keys = []
            for record in _records(batch, columns):
                try:
                    keys.append([k - (1 << 64) if k >> 63 else k for k in sorted(set(page(record).copy_keys()))])
                except HearsayError:                # what cannot be read is nobody's copy
                    keys.append([])
            yield pa.RecordBatch.from_arrays([batch.column(batch.schema.get_field_index(id)), pa.array(keys, pa.list_(pa.int64()))],
                                             names=["id", "keys"])

    return df.select(id, *[c for c in columns.values() if c != id]).mapInArrow(run, f"id {_type(df, id)}, keys array<bigint>")


def _type(df: DataFrame, column: str) -> str:
    return df.schema[column].dataType.simpleString()


def _ranked(keys: DataFrame) -> DataFrame:
    """key, id, n_keys with the place of the article among those that have the key, and how many these are; keys of one article are left out."""
    of_key = Window.partitionBy("key")
    return (keys.select("id", F.size("keys").alias("n_keys"), F.explode("keys").alias("key"))
            .withColumn("place", F.row_number().over(of_key.orderBy("id"))).withColumn("holders", F.count("*").over(of_key)).where("holders > 1"))


def _stops(ranked: DataFrame, keys: DataFrame) -> DataFrame:
    """The keys that are boilerplate: of the first POSTINGS_MOST articles that have it, STOP_ORIGINS or more are no copy of one before them. Whether
    b is a copy of a is told by keys here, half of b's: they are a sample of its words."""
    first = ranked.where((F.col("holders") >= STOP_ORIGINS) & (F.col("place") <= POSTINGS_MOST)).select("key", "id", "place")
    a, b = first.alias("a"), first.alias("b")
    pairs = a.join(b, (F.col("a.key") == F.col("b.key")) & (F.col("a.place") < F.col("b.place"))).select(
        F.col("a.key").alias("key"), F.col("a.id").alias("a"), F.col("b.id").alias("b"))
    shared = (pairs.select("a", "b").distinct()
              .join(keys.select(F.col("id").alias("a"), F.col("keys").alias("keys_a")), "a")
              .join(keys.select(F.col("id").alias("b"), F.col("keys").alias("keys_b")), "b")
              .where(F.size(F.array_intersect("keys_a", "keys_b")) * 2 >= F.size("keys_b")).select("a", "b"))
    copied = pairs.join(shared, ["a", "b"]).select("key", F.col("b").alias("id")).distinct()
    return first.join(copied, ["key", "id"], "left_anti").groupBy("key").count().where(F.col("count") >= STOP_ORIGINS).select("key")


def _candidates(ranked: DataFrame, stops: DataFrame) -> DataFrame:
    """a, b: whom each article is compared with, among the first that share a key with it: those with most keys first."""
    known = ranked.join(stops, "key", "left_anti").persist()
    a, b = known.where(F.col("place") <= POSTINGS_MOST).alias("a"), known.alias("b")
    pairs = (a.join(b, (F.col("a.key") == F.col("b.key")) & (F.col("a.place") < F.col("b.place")))
             .groupBy(F.col("a.id").alias("a"), F.col("b.id").alias("b")).agg(F.count("*").alias("shared"), F.first("a.n_keys").alias("of")))
    of_b = Window.partitionBy("b")
    return (pairs.withColumn("place", F.row_number().over(of_b.orderBy(F.desc("shared"), "of", "a")))
            .withColumn("single", F.row_number().over(Window.partitionBy("b", "shared").orderBy("of", "a")))
            .where((F.col("place") <= CANDIDATES_MOST) & ((F.col("shared") > 1) | (F.col("single") <= SINGLES_MOST))).select("a", "b"))


COPY = [("kind", TEXT), ("from", None), ("by", TEXT), ("origin", TEXT), ("words", INT), ("coverage_a", pa.float64()), ("coverage_b", pa.float64())]


def _compare(columns: dict[str, str], kind: str) -> Callable[[pa.Table], pa.Table]:
    """For a group: one article, marked by `self`, and those that may share text with it."""
    def run(group: pa.Table) -> pa.Table:
        rows = sorted(group.to_pylist(), key=lambda r: not r["self"])
        docs = [page({field: row[field] for field in columns}) for row in rows]
        pair, found = CopySet(), []
        for row, doc in zip(rows[1:], docs[1:]):
            pair.clear()
            pair.stop(sorted({*rows[0]["stops"], *row["stops"]}))
            pair.add(docs[0])
            pair.add(doc)
            for c in pair.find():
                source = None if c.source is None else (rows[0]["id"], row["id"])[c.source]
                found.append({"a": rows[0]["id"], "b": row["id"], "kind": c.kind, "from": source, "by": c.by, "origin": c.origin, "words": c.words,
                              "coverage_a": c.coverage[0], "coverage_b": c.coverage[1]})
        ids = group.schema.field("id").type
        return pa.Table.from_pylist(found, pa.schema([("a", ids), ("b", ids), *[(name, type or ids) for name, type in COPY]]))

    return run


def copies(df: DataFrame, text: str | None = "text", *, id: str, html: str | None = None, url: str | None = None, outlet: str | None = None,
           published: str | None = None, title: str | None = None) -> DataFrame:
    """Which articles of the collection share text, as docs/copies.md of the project has it: what :func:`hearsay.find_copies` finds on one machine.

    Args:
        id: the column by which articles are named and ordered: no two rows may have the same. The other columns: see :func:`read`.

    Returns:
        A DataFrame of pairs: a, b (ids, a before b), kind, from (an id, or null), by, origin, words, coverage_a, coverage_b.

    Raises:
        ArgumentError: a column that is not there.

    Method: the keys of hearsay_document_keys() are joined, of each key the first 32 articles with all; what shares one is aligned by the engine, in
    groups of at most 256 around the earlier article. Keys that twelve articles have which are no copies of each other are boilerplate. Each
    article's text is sent once for each that it is compared with: some 3 on news, at most 64.
    """
    columns = _columns(df, text, {"html": html, "url": url, "outlet": outlet, "published": published, "title": title})
    if id not in df.columns:
        raise ArgumentError(f"there is no column {id!r}; there are {', '.join(map(repr, df.columns))}")
    keys = _pages(df, columns, id).persist()
    ranked = _ranked(keys).persist()
    stops = _stops(ranked, keys).persist()
    mine = ranked.join(stops, "key").groupBy("id").agg(F.collect_list("key").alias("stops"))
    articles = (df.select(F.col(id).alias("id"), *[F.col(column).alias(field) for field, column in columns.items()])
                .join(mine, "id", "left").withColumn("stops", F.coalesce("stops", F.array().cast("array<bigint>"))))
    pairs = _candidates(ranked, stops).withColumn(
        "part", F.floor((F.row_number().over(Window.partitionBy("a").orderBy("b")) - 1) / GROUP_MOST).cast("int")).persist()
    fields: list[str | Column] = ["id", "stops", *columns]
    others = pairs.join(articles, F.col("b") == F.col("id")).select("a", "part", F.lit(False).alias("self"), *fields)
    selves = pairs.select("a", "part").distinct().join(articles, F.col("a") == F.col("id")).select("a", "part", F.lit(True).alias("self"), *fields)
    kind = _type(df, id)
    schema = f"a {kind}, b {kind}, " + ", ".join(f"`{name}` {kind if type is None else ddl(type)}" for name, type in COPY)
    return others.unionByName(selves).groupBy("a", "part").applyInArrow(_compare(columns, kind), schema)


# ---- Connected components -----------------------------------------------------------------------------------------------------------

def _joined(edges: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    """Of each id of an edge the least that it is joined to: union-find with path halving."""
    parent: dict[Any, Any] = {}

    def root(i: Any) -> Any:
        while parent.setdefault(i, i) != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for pair in edges:
        a, b = sorted(map(root, pair))
        parent[b] = a
    return {i: root(i) for i in parent}


def components(edges: DataFrame, driver_edges: int = 200_000) -> DataFrame:
    """id, component: the least id of all that a chain of edges (two columns, whatever their names) joins it to; ids without an edge are not there.

    Args:
        driver_edges: so many edges, or fewer, are joined on the driver, in a second; more in the cluster.

    Method: large-star and small-star in turn until nothing changes, some log(diameter) rounds, each a shuffle of the edges (R. Kiveris et al.,
    "Connected components in MapReduce and beyond", SoCC 2014).
    """
    u, v = edges.columns
    few = edges.select(F.col(u).alias("u"), F.col(v).alias("v")).limit(driver_edges + 1).collect() if driver_edges else []
    if driver_edges and len(few) <= driver_edges:
        joined = _joined((row.u, row.v) for row in few if row.u != row.v)
        return edges.sparkSession.createDataFrame(list(joined.items()), f"id {_type(edges, u)}, component {_type(edges, u)}")
    now = edges.select(F.greatest(u, v).alias("u"), F.least(u, v).alias("v")).where("u != v").distinct().localCheckpoint()
    seen = None
    while True:
        # Large star: of each vertex the neighbours above it are hung on its least neighbour, or on itself.
        both = now.union(now.select(F.col("v").alias("u"), F.col("u").alias("v")))
        least = both.groupBy("u").agg(F.least(F.min("v"), F.col("u")).alias("m"))
        now = both.where("v > u").join(least, "u").select(F.col("v").alias("u"), F.col("m").alias("v")).where("u != v").distinct()
        # Small star: those below it, and itself.
        least = now.groupBy("u").agg(F.min("v").alias("m"))
        hung = now.join(least, "u")
        now = (hung.select(F.col("v").alias("u"), F.col("m").alias("v")).union(hung.select("u", F.col("m").alias("v"))).where("u != v").distinct()
               .localCheckpoint())
        state = now.agg(F.count("*"), F.sum(F.xxhash64("u", "v").cast("decimal(38,0)"))).first()
        if state == seen:
            break
        seen = state
    return now.select(F.col("u").alias("id"), F.col("v").alias("component")).union(now.select(F.col("v").alias("id"), F.col("v").alias("component"))
                                                                                    .distinct())


# ---- Claims across articles -----------------------------------------------------------------------------------------------------------

CLAIMS_LOOKED_AT, LINK_FROM = 24, 0.5           # as src/store/link.h and src/trace/linking.c have them


def claims(df: DataFrame, text: str | None = "text", *, id: str, html: str | None = None, url: str | None = None, outlet: str | None = None,
           published: str | None = None, title: str | None = None, model: str | None = None, compute: str = "auto",
           lexicons: tuple[str, ...] = (), **options: Any) -> DataFrame:
    """The claims of the collection's articles, and which of them are one.

    Args:
        id: the column by which articles are named and ordered: no two rows may have the same. The others: see :func:`read`.

    Returns:
        A DataFrame: id, claim ("c1", as in the article's document), text, linked: "ID#0001", the first of all claims that are one with this one,
        affirmed or denied, itself where there is no other. Articles that cannot be read have no claims.

    Raises:
        ArgumentError: a column that is not there.

    Method: that of a store. The engine gives each claim's keys and its sighting, half a kilobyte; of each key the first 24 claims are compared
    with all that have it, by the engine's calibrated score; what is alike is joined by :func:`components`.
    """
    columns = _columns(df, text, {"html": html, "url": url, "outlet": outlet, "published": published, "title": title})
    if id not in df.columns:
        raise ArgumentError(f"there is no column {id!r}; there are {', '.join(map(repr, df.columns))}")

    def sightings(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        engine = shared_engine(model, compute, lexicons)
        for batch in batches:
            rows = []
            for record, name in zip(_records(batch, columns), batch.column(batch.schema.get_field_index(id)).to_pylist()):
                try:
                    doc = engine.read_record(record, **options)
                except HearsayError:
                    continue
                for i, claim in enumerate(doc.claims):
                    seen, keys = _library.claim_link(doc._loaded(), i)
                    rows.append({"id": name, "claim": claim.id, "text": claim.text, "vertex": f"{name}#{i + 1:04}", "sighting": seen,
                                 "keys": sorted({k - (1 << 64) if k >> 63 else k for k in keys})})
            yield pa.RecordBatch.from_pylist(rows, pa.schema([
                ("id", batch.schema.field(id).type), ("claim", TEXT), ("text", TEXT), ("vertex", TEXT), ("sighting", pa.binary()),
                ("keys", pa.list_(pa.int64()))]))

    found = (df.select(id, *[c for c in columns.values() if c != id])
             .mapInArrow(sightings, f"id {_type(df, id)}, claim string, text string, vertex string, sighting binary, keys array<bigint>").persist())
    of_key = Window.partitionBy("key").orderBy("id", "vertex")
    ranked = found.select("id", "vertex", F.explode("keys").alias("key")).withColumn("place", F.row_number().over(of_key))
    a, b = ranked.where(F.col("place") <= CLAIMS_LOOKED_AT).alias("a"), ranked.alias("b")
    pairs = (a.join(b, (F.col("a.key") == F.col("b.key")) & (F.col("a.place") < F.col("b.place")) & (F.col("a.id") != F.col("b.id")))
             .select(F.col("a.vertex").alias("a"), F.col("b.vertex").alias("b")).distinct())

    def compare(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            one, other = batch.column(2).to_pylist(), batch.column(3).to_pylist()
            linked = [_library.lib.hearsay_claims_linked(x, len(x), y, len(y)) >= LINK_FROM for x, y in zip(one, other)]
            yield batch.filter(pa.array(linked, TRUTH)).select([0, 1])

    alike = (pairs.join(found.select(F.col("vertex").alias("a"), F.col("sighting").alias("sighting_a")), "a")
             .join(found.select(F.col("vertex").alias("b"), F.col("sighting").alias("sighting_b")), "b")
             .select("a", "b", "sighting_a", "sighting_b").mapInArrow(compare, "a string, b string"))
    joined = components(alike).select(F.col("id").alias("vertex"), "component")
    return found.join(joined, "vertex", "left").select("id", "claim", "text", F.coalesce("component", "vertex").alias("linked"))


def trace(df: DataFrame, text: str | None = "text", *, id: str, html: str | None = None, url: str | None = None, outlet: str | None = None,
          published: str | None = None, title: str | None = None, **options: Any) -> Trace:
    """What holds a collection together: its copies; its stories, all articles that share text with each other, directly or through others; its
    claims, and which of them are one.

    Args, Raises:
        See :func:`copies`, :func:`claims`.

    Returns:
        Three DataFrames.
    """
    pairs = copies(df, text, id=id, html=html, url=url, outlet=outlet, published=published, title=title).persist()
    joined = components(pairs.select("a", "b"))
    stories = df.select(F.col(id).alias("id")).join(joined, "id", "left").select("id", F.coalesce("component", "id").alias("story"))
    linked = claims(df, text, id=id, html=html, url=url, outlet=outlet, published=published, title=title, **options)
    return Trace(pairs, stories, linked)
