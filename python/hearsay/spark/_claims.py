"""Claims over a collection: which are one, affirmed or denied. The engine emits keys and sightings, Spark brings together what shares a key."""
from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from .. import _library
from ..engine import shared_engine
from ..errors import HearsayError
from ._components import components
from ._documents import TEXT, check_id, columns_of, records_of, type_of

CLAIMS_LOOKED_AT, LINK_FROM = 24, 0.5           # as src/store/link.h and src/trace/linking.c have them

SIGHTED = pa.list_(pa.struct([("text", TEXT), ("sighting", pa.binary()), ("keys", pa.list_(pa.int64()))]))
SEEN = pa.list_(pa.struct([("n", pa.int32()), ("sighting", pa.binary()), ("key", pa.int64()), ("code", TEXT)]))
ARTICLES = ("id {}, text_id string, document binary, claims array<struct<text: string, sighting: binary, keys: array<bigint>>>, "
            "actors array<struct<n: int, sighting: binary, key: bigint, code: string>>")


def signed(key: int) -> int:
    """A key of 64 bits as Spark's bigint."""
    return key - (1 << 64) if key >> 63 else key


def read_articles(df: DataFrame, columns: dict[str, str], id: str, whole: bool, model: str | None, compute: str, lexicons: tuple[str, ...],
                  options: dict[str, Any]) -> DataFrame:
    """id, the id of its text, its claims as linking sees them; with `whole` also its document (JSON, zlib) and its actors. An article that cannot be
    read is not there. One that has no address of its own is called by its id."""
    named = {**columns, "id": id}

    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        engine = shared_engine(model, compute, lexicons)
        for batch in batches:
            ids, texts, documents, claims, actors = [], [], [], [], []
            names = batch.column(batch.schema.get_field_index(id)).to_pylist()
            for name, record in zip(names, records_of(batch, named)):
                try:
                    doc = engine.read_record(record, **options)
                except HearsayError:
                    continue
                sighted = []
                for i, claim in enumerate(doc._fields["claims"]):
                    seen, keys = _library.claim_link(doc._loaded(), i)
                    sighted.append({"text": claim["text"], "sighting": seen, "keys": sorted({signed(k) for k in keys})})
                ids.append(name)
                texts.append(doc.id)
                claims.append(sighted)
                documents.append(zlib.compress(doc._json, 1) if whole else None)
                actors.append([{"n": n, "sighting": seen, "key": signed(key), "code": doc._fields["actors"][n]["code"]}
                               for n, key, seen in _library.actor_links(doc._loaded())] if whole else [])
            yield pa.RecordBatch.from_arrays(
                [pa.array(ids, batch.schema.field(id).type), pa.array(texts, TEXT), pa.array(documents, pa.binary()), pa.array(claims, SIGHTED),
                 pa.array(actors, SEEN)], names=["id", "text_id", "document", "claims", "actors"])

    wanted = list(dict.fromkeys([id, *columns.values()]))
    return df.select(*wanted).mapInArrow(run, ARTICLES.format(type_of(df, id)))


def first_of_text(articles: DataFrame) -> DataFrame:
    """id, first: the first article that has the same text, to the letter. A text has one reading, wherever it stands, as in a store."""
    texts = articles.select("id", "text_id")
    return texts.join(texts.groupBy("text_id").agg(F.min("id").alias("first")), "text_id").select("id", "first")


def _linked_by_key(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Rows key, id, n, vertex, sighting, sorted by these: an edge for each pair that links, the first one first."""
    linked = _library.lib.hearsay_claims_linked
    key: int | None = None
    seen: list[tuple[Any, str, bytes]] = []         # of the key: id, vertex, sighting of the first claims
    for batch in batches:
        edges: tuple[list[str], list[str]] = ([], [])
        for now, id, _, vertex, sighting in zip(*(column.to_pylist() for column in batch.columns)):
            if now != key:
                key, seen = now, []
            for other_id, other, other_sighting in seen:
                if other_id != id and linked(sighting, len(sighting), other_sighting, len(other_sighting)) >= LINK_FROM:
                    edges[0].append(other)
                    edges[1].append(vertex)
            if len(seen) < CLAIMS_LOOKED_AT:
                seen.append((id, vertex, sighting))
        yield pa.RecordBatch.from_arrays([pa.array(edges[0], TEXT), pa.array(edges[1], TEXT)], names=["a", "b"])


def _joined_in_component(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Rows component, id, n, a, b, sighting, sorted by component, then those with a sighting first, by id and n: a vertex (a) and the first one that
    is the same claim."""
    component: str | None = None
    numbers: dict[str, int] = {}
    sightings: list[bytes] = []
    pairs: set[tuple[int, int]] = set()

    def joined() -> pa.RecordBatch:
        names = list(numbers)
        first = _library.claims_joined(sightings, sorted(pairs)) if names else []
        return pa.RecordBatch.from_arrays([pa.array(names, TEXT), pa.array([names[i] for i in first], TEXT)], names=["vertex", "linked"])

    for batch in batches:
        rows = (batch.column(batch.schema.get_field_index(c)).to_pylist() for c in ("component", "a", "b", "sighting"))
        for now, a, b, sighting in zip(*rows):
            if now != component:
                yield joined()
                component, numbers, sightings, pairs = now, {}, [], set()
            if sighting is None:
                pairs.add((numbers[a], numbers[b]))
            else:
                numbers[a] = len(sightings)
                sightings.append(sighting)
    yield joined()


def link_claims(articles: DataFrame, first: DataFrame) -> DataFrame:
    """id, first, n (0 for "c1"), text, linked: the claims of all articles."""
    texts = articles.join(first.where("id = first").select("id"), "id")
    claims = texts.select("id", F.posexplode("claims").alias("n", "claim")).withColumn("vertex", F.format_string("%s#%04d", "id", F.col("n") + 1))
    keyed = claims.select(F.explode("claim.keys").alias("key"), "id", "n", "vertex", F.col("claim.sighting").alias("sighting"))
    edges = keyed.repartition("key").sortWithinPartitions("key", "id", "n").mapInArrow(_linked_by_key, "a string, b string").persist()
    of = components(edges).select(F.col("id").alias("vertex"), "component").persist()
    members = claims.join(of, "vertex").select("component", "id", "n", F.col("vertex").alias("a"), F.lit(None).cast("string").alias("b"),
                                               F.col("claim.sighting").alias("sighting"))
    pairs = edges.join(of, edges.a == of.vertex).select("component", F.lit(None).cast(type_of(claims, "id")).alias("id"),
                                                        F.lit(None).cast("int").alias("n"), "a", "b", F.lit(None).cast("binary").alias("sighting"))
    joined = (members.unionByName(pairs).repartition("component").sortWithinPartitions("component", F.col("sighting").isNull(), "id", "n")
              .mapInArrow(_joined_in_component, "vertex string, linked string"))
    linked = claims.join(joined, "vertex", "left").select(F.col("id").alias("first"), "n", F.col("claim.text").alias("text"),
                                                          F.coalesce("linked", "vertex").alias("linked"))
    return first.join(linked, "first").select("id", "first", "n", "text", "linked")


def claims(df: DataFrame, text: str | None = "text", *, id: str, html: str | None = None, url: str | None = None, outlet: str | None = None,
           published: str | None = None, title: str | None = None, model: str | None = None, compute: str = "auto",
           lexicons: tuple[str, ...] = (), **options: Any) -> DataFrame:
    """The claims of the collection's articles, and which of them are one.

    Args:
        id: the column by which articles are named and ordered: no two rows may have the same. The others: see :func:`read`.

    Returns:
        A DataFrame: id, claim ("c1", as in the article's document), text, linked: "ID#0001", the first of all claims that are one with this one,
        affirmed or denied, itself where there is no other. Articles that cannot be read have no claims. A text that several rows have, to the
        letter, is one text, with the claims of the first of them.

    Raises:
        ArgumentError: a column that is not there.

    Method: that of a store. The engine gives each claim's keys and its sighting, half a kilobyte; of each key the first 24 claims are compared
    with all that have it, by the engine's calibrated score, in one pass over what is sorted by key. What links is brought together by
    :func:`components`, and the engine parts each component into claims, by average linkage (hearsay_claims_joined(), docs/trace.md). One component
    has to fit in the memory of one worker: about a kilobyte a claim.
    """
    columns = columns_of(df, text, {"html": html, "url": url, "outlet": outlet, "published": published, "title": title})
    check_id(df, id)
    articles = read_articles(df, columns, id, False, model, compute, lexicons, options).persist()
    linked = link_claims(articles, first_of_text(articles))
    return linked.select("id", F.concat(F.lit("c"), F.col("n") + 1).alias("claim"), "text", "linked")
