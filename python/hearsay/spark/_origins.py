"""Origins over a collection: each claim across articles with who stands where on it, and on how many independent origins it rests.

Links are found over the whole collection: claims (_claims.py), and actors here. Then each claim goes with its articles to one place, its bucket,
where a store of the articles of some claims is given these links, and asked for the trace of each: what folds there is the store itself.
"""
from __future__ import annotations

import json
import os
import re
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from .. import _library
from ..document import Document
from ..store import Store
from ._claims import first_of_text, link_claims, read_articles
from ._components import components
from ._copies import copies
from ._documents import INT, TEXT, array_of, check_id, columns_of, ddl, list_of

BUCKET = 1000                                   # articles whose claims begin there are traced in one store
MEMBERS_MOST = 5000                             # as src/store/trace_gather.c has it: of a claim the first that have it
SIGHTINGS_LOOKED_AT = 64                        # as src/trace/people.h has it
AT_ONCE = 50_000                                # sightings of one name that are linked in one go
FIRST_NUMBER = 1 << 40                          # beyond what a store would give itself
ACTOR_NUMBER = re.compile(rb'(?<!\\)"s[0-9]{13,}"')  # as a bucket calls whom it was told of

TEXTS = pa.list_(TEXT)
#: The Arrow type of a claim across articles, without its name: the fields of docs/trace.md's claim in its order, and the actors whose ids they use.
CLAIM = pa.struct([
    ("text", TEXT),
    ("event", pa.struct([("code", TEXT), ("mode", TEXT), ("cameo", TEXT), ("actor", TEXT), ("target", TEXT), ("when", TEXT)])),
    ("reports", INT), ("articles", INT), ("outlets", INT), ("independent_origins", INT),
    ("origins", list_of(actor=TEXT, first=TEXT, articles=INT, via=TEXTS, copies=INT, position=TEXT, outlet=TEXT, related=pa.list_(INT),
                        reports=list_of(article=TEXT, uri=TEXT, attribution=TEXT, because=TEXT))),
    ("positions", list_of(actor=TEXT, position=TEXT, first=TEXT, last=TEXT,
                          evidence=list_of(article=TEXT, attribution=TEXT, chain=TEXTS, outlet=TEXT, uri=TEXT, title=TEXT, date=TEXT, text=TEXT,
                                           sentence=TEXT))),
    ("actors", list_of(id=TEXT, name=TEXT, kind=TEXT, code=TEXT)),
])
WRITTEN = pa.struct([("actors", CLAIM.field("actors").type), ("claims", pa.list_(pa.struct([f for f in CLAIM if f.name != "actors"])))])


# ---- Who is who -----------------------------------------------------------------------------------------------------------------------

def _linked(rows: list[tuple[Any, int, bytes]], edges: tuple[list[str], list[str]]) -> None:
    articles = {id: number for number, id in enumerate(dict.fromkeys(id for id, _, _ in rows))}
    first = _library.actors_linked([seen for _, _, seen in rows], [articles[id] for id, _, _ in rows])
    for row, of in zip(rows, first):
        if rows[of] is not row:
            edges[0].append(f"{rows[of][0]}#{rows[of][1]:04}")
            edges[1].append(f"{row[0]}#{row[1]:04}")


def _joined_by_name(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Rows key, id, n, sighting, sorted by these: an edge between actors that are one. Of a name that very many have the last few of one portion are
    seen again in the next, since that is as far as anybody is looked for."""
    rows: list[tuple[Any, int, bytes]] = []
    key: int | None = None
    for batch in batches:
        edges: tuple[list[str], list[str]] = ([], [])
        for now, id, n, seen in zip(*(column.to_pylist() for column in batch.columns)):
            if rows and (now != key or len(rows) == AT_ONCE):
                _linked(rows, edges)
                rows = rows[-SIGHTINGS_LOOKED_AT:] if now == key else []
            key = now
            rows.append((id, n, seen))
        yield pa.RecordBatch.from_arrays([pa.array(edges[0], TEXT), pa.array(edges[1], TEXT)], names=["a", "b"])
    edges = ([], [])
    if rows:
        _linked(rows, edges)
    yield pa.RecordBatch.from_arrays([pa.array(edges[0], TEXT), pa.array(edges[1], TEXT)], names=["a", "b"])


def _identities(texts: DataFrame) -> DataFrame:
    """id, actors: of each article the actors (n from 0) that are somebody's in another one, who that is, and his state, where any article has it."""
    seen = texts.select("id", F.explode("actors").alias("actor")).select("actor.key", "id", "actor.n", "actor.sighting", "actor.code")
    edges = seen.drop("code").repartition("key").sortWithinPartitions("key", "id", "n").mapInArrow(_joined_by_name, "a string, b string").persist()
    named = seen.select("id", "n", "code", F.format_string("%s#%04d", "id", "n").alias("vertex"))
    members = named.join(components(edges).select(F.col("id").alias("vertex"), F.col("component").alias("identity")), "vertex")
    # Two whose codes differ are never one.
    codes = members.groupBy("identity").agg(F.max("code").alias("code"))
    return members.drop("code").join(codes, "identity").groupBy("id").agg(F.collect_list(F.struct("n", "identity", "code")).alias("actors"))


# ---- Buckets --------------------------------------------------------------------------------------------------------------------------

def _written(lines: list[bytes], names: list[str]) -> pa.RecordBatch:
    """Traces of one claim each as rows; a claim on which nobody takes a stand has none."""
    if not lines:
        return pa.RecordBatch.from_pylist([], pa.schema([("linked", TEXT), *CLAIM]))
    table = array_of(b"".join(lines), WRITTEN)
    told = pc.call_function("equal", [table.field("claims").value_lengths(), 1])
    claims, actors = table.field("claims").flatten(), table.field("actors").filter(told)
    columns = [actors if f.name == "actors" else claims.field(f.name) for f in CLAIM]
    return pa.RecordBatch.from_arrays([pa.array(names, TEXT).filter(told), *columns], schema=pa.schema([("linked", TEXT), *CLAIM]))


def _document(row: dict[str, Any]) -> Document:
    """The document with the states of its actors that other articles tell, as a store has them that holds these, too."""
    line: bytes = zlib.decompress(row["document"])
    told = {actor["n"]: actor["code"] for actor in row["actors"] or () if actor["code"]}
    fields = json.loads(line) if told else {}
    missing = [(fields["actors"][n], code) for n, code in told.items() if fields["actors"][n]["code"] is None]
    if not missing:
        return Document(line)
    for actor, code in missing:
        actor["code"] = code
    return Document(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode())


def _traced(group: pa.Table) -> pa.Table:
    """A bucket: rows of articles, with the claims that are traced here."""
    numbers: dict[str, int] = {}
    rows = sorted(group.select(["id", "document", "actors", "claims"]).to_pylist(), key=lambda row: row["id"])

    def number(name: str) -> int:
        return numbers.setdefault(name, FIRST_NUMBER + len(numbers))

    with tempfile.TemporaryDirectory(prefix="hearsay-") as folder, Store(os.path.join(folder, "bucket.db")) as store:
        for start in range(0, len(rows), 64):
            part = rows[start:start + 64]
            docs = [_document(row) for row in part]
            links = []
            for doc, row in zip(docs, part):
                loaded = doc._loaded().pointer
                actors, claims = [0] * _library.lib.hearsay_actor_count(loaded), [0] * _library.lib.hearsay_claim_count(loaded)
                for actor in row["actors"] or ():
                    if actor["n"] < len(actors):
                        actors[actor["n"]] = number("a" + actor["identity"])
                for claim in row["claims"]:
                    if claim["n"] < len(claims):
                        claims[claim["n"]] = number("c" + claim["linked"])
                links.append((actors, claims))
            list(store._put(docs, links))
        names = sorted({claim["linked"] for row in rows for claim in row["claims"]})
        lines = [store._trace(claim=f"k{number('c' + name)}") for name in names]
    who = {b'"s%d"' % n: json.dumps(name[1:]).encode() for name, n in numbers.items() if name[0] == "a"}
    lines = [ACTOR_NUMBER.sub(lambda m: who.get(m[0], m[0]), line) for line in lines]
    return pa.Table.from_batches([_written(lines, names)])


def fold(articles: DataFrame, first: DataFrame, linked: DataFrame, least: int) -> DataFrame:
    """As :func:`origins` gives it, of articles that were read and claims that were linked."""
    id = F.col("id")
    texts = articles.join(first.where("id = first").select("id"), "id")
    members = linked.select("id", "n", "linked", F.substring_index("linked", "#", -1).alias("number")).withColumn(
        "place", F.row_number().over(Window.partitionBy("linked").orderBy("id", "n"))).where(F.col("place") <= MEMBERS_MOST)
    if least > 1:
        several = members.groupBy("linked").agg(F.count_distinct("id").alias("articles")).where(F.col("articles") >= least).select("linked")
        members = members.join(several, "linked")
    # All claims that were first told in one article go to one bucket, with the articles that tell any of them.
    home = F.expr("substring(linked, 1, length(linked) - length(number) - 1)")
    buckets = max(1, articles.count() // BUCKET)
    bucketed = (members.withColumn("bucket", F.pmod(F.xxhash64(home), F.lit(buckets)))
                .groupBy("bucket", "id").agg(F.collect_list(F.struct("n", "linked")).alias("claims")))
    # Who is who in a text, wherever it stands.
    actors = first.join(_identities(texts).withColumnRenamed("id", "first"), "first").select("id", "actors")
    rows = bucketed.join(articles.select(id, "document"), "id").join(actors, "id", "left")
    schema = "linked string, " + ", ".join(f"`{f.name}` {ddl(f.type)}" for f in CLAIM)
    return rows.groupBy("bucket").applyInArrow(_traced, schema)


def origins(df: DataFrame, text: str | None = "text", *, id: str, html: str | None = None, url: str | None = None, outlet: str | None = None,
            published: str | None = None, title: str | None = None, least: int = 1, model: str | None = None, compute: str = "auto",
            lexicons: tuple[str, ...] = (), **options: Any) -> DataFrame:
    """Each claim across articles: who stands where on it, and on how many independent origins it rests.

    Args:
        id: the column by which articles are named and ordered: no two rows may have the same. The others: see :func:`read`. Name ``outlet`` and
            ``published``: without them there is no telling who had it first, and from whom.
        least: only claims that so many articles tell.

    Returns:
        A DataFrame: linked, the claim's name as in :func:`claims`; then the fields of ``CLAIM``, which are those of docs/trace.md, and the
        ``actors`` whose ids they use: "ID#0003", where he is in several articles, the same in all rows; others hold in their row alone. In
        ``evidence`` and ``reports`` an article is named by its text's id and by ``uri``: its url, else its id.

    Raises:
        ArgumentError: a column that is not there.

    Method: claims are linked as in :func:`claims`; actors by the engine's sightings, among those of one name; all of a claim's articles meet in one
    bucket, a temporary store on the worker, that is told the links and folds them into origins. Of a claim the first 5,000 articles are looked
    at, as in a store.
    """
    columns = columns_of(df, text, {"html": html, "url": url, "outlet": outlet, "published": published, "title": title})
    check_id(df, id)
    articles = read_articles(df, columns, id, True, model, compute, lexicons, options).persist()
    first = first_of_text(articles)
    return fold(articles, first, link_claims(articles, first), least)


class Trace:
    """What :func:`trace` gives. Each article is read once, and what the tables share is kept by Spark (``spark.catalog.clearCache()`` forgets it)."""

    def __init__(self, df: DataFrame, id: str, pairs: DataFrame, articles: DataFrame, least: int) -> None:
        self._df, self._id, self._articles, self._least = df, id, articles, least
        self.copies = pairs                         #: as :func:`copies` gives them

    @cached_property
    def stories(self) -> DataFrame:
        """id, story: each article, and the first id of all that share text with it."""
        joined = components(self.copies.select("a", "b"))
        return self._df.select(F.col(self._id).alias("id")).join(joined, "id", "left").select("id", F.coalesce("component", "id").alias("story"))

    @cached_property
    def _first(self) -> DataFrame:
        return first_of_text(self._articles).persist()

    @cached_property
    def _linked(self) -> DataFrame:
        return link_claims(self._articles, self._first).persist()

    @cached_property
    def claims(self) -> DataFrame:
        """As :func:`claims` gives them."""
        return self._linked.select("id", F.concat(F.lit("c"), F.col("n") + 1).alias("claim"), "text", "linked")

    @cached_property
    def origins(self) -> DataFrame:
        """As :func:`origins` gives them."""
        return fold(self._articles, self._first, self._linked, self._least).persist()


def trace(df: DataFrame, text: str | None = "text", *, id: str, html: str | None = None, url: str | None = None, outlet: str | None = None,
          published: str | None = None, title: str | None = None, least: int = 1, model: str | None = None, compute: str = "auto",
          lexicons: tuple[str, ...] = (), **options: Any) -> Trace:
    """What holds a collection together: its copies; its stories, all articles that share text with each other, directly or through others; its
    claims, and which of them are one; their origins.

    Args, Raises:
        See :func:`copies`, :func:`claims`, :func:`origins`.

    Returns:
        A :class:`Trace` of four DataFrames, each worked out when it is first asked for.
    """
    about = {"html": html, "url": url, "outlet": outlet, "published": published, "title": title}
    columns = columns_of(df, text, about)
    check_id(df, id)
    return Trace(df, id, copies(df, text, id=id, html=html, url=url, outlet=outlet, published=published, title=title).persist(),
                 read_articles(df, columns, id, True, model, compute, lexicons, options).persist(), least)
