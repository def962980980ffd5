"""hearsay on Apache Spark: articles read inside the executors; copies, stories, claims and their origins found over the whole collection.

    docs = hearsay.spark.read(df, text="text", outlet="outlet", published="published", url="url")
    docs.select(F.explode("hearsay.attributions")) ...
    found = hearsay.spark.trace(df, text="text", id="url", url="url", outlet="outlet", published="published")
    found.origins.where("articles > 10").orderBy("independent_origins") ...

Batches of rows go to the Python workers as Arrow data; each worker process opens one engine, when it first needs it, and keeps it. The wheel must be
installed where the workers run (docs/python.md says how). Nothing is fetched, and nothing is written but a worker's temporary files.
"""
from ._claims import claims
from ._components import components
from ._copies import copies
from ._documents import DOCUMENT, ddl, read
from ._origins import CLAIM, Trace, origins, trace

__all__ = ["CLAIM", "DOCUMENT", "Trace", "claims", "components", "copies", "ddl", "origins", "read", "trace"]
