"""Copies over a collection: the engine emits keys and aligns what meets, Spark joins them."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa
from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from ..copies import CopySet, page
from ..errors import HearsayError
from ._documents import INT, TEXT, check_id, columns_of, ddl, records_of, type_of

# As src/trace/copies.h has them.
POSTINGS_MOST, CANDIDATES_MOST, SINGLES_MOST, STOP_ORIGINS = 32, 64, 8, 12
GROUP_MOST = 256                                # articles that are compared with one in a task's single call


def _pages(df: DataFrame, columns: dict[str, str], id: str) -> DataFrame:
    """id, keys of copies, without repetition."""
    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            keys = []
            for record in records_of(batch, columns):
                try:
                    keys.append([k - (1 << 64) if k >> 63 else k for k in sorted(set(page(record).copy_keys()))])
                except HearsayError:                # what cannot be read is nobody's copy
                    keys.append([])
            yield pa.RecordBatch.from_arrays([batch.column(batch.schema.get_field_index(id)), pa.array(keys, pa.list_(pa.int64()))],
                                             names=["id", "keys"])

    return df.select(id, *[c for c in columns.values() if c != id]).mapInArrow(run, f"id {type_of(df, id)}, keys array<bigint>")


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
    columns = columns_of(df, text, {"html": html, "url": url, "outlet": outlet, "published": published, "title": title})
    check_id(df, id)
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
    kind = type_of(df, id)
    schema = f"a {kind}, b {kind}, " + ", ".join(f"`{name}` {kind if type is None else ddl(type)}" for name, type in COPY)
    return others.unionByName(selves).groupBy("a", "part").applyInArrow(_compare(columns, kind), schema)
