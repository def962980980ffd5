"""Connected components of a DataFrame of edges."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from ._documents import type_of

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
        return edges.sparkSession.createDataFrame(list(joined.items()), f"id {type_of(edges, u)}, component {type_of(edges, u)}")
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
