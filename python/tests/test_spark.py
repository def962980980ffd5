"""Spark: the same documents, copies and stories as on one machine, on local[2]. HEARSAY_ARTICLES: how many (500; 10,000 in the slow test)."""
import importlib.util
import os
import shutil
import sqlite3
import sys
import tempfile
import time
import unittest
import warnings

import corpus
import hearsay
import inputs

if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    raise ModuleNotFoundError("no Java", name="java (a runtime, 17 or newer, not a Python package)")
os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
warnings.filterwarnings("ignore", category=FutureWarning)
warnings.filterwarnings("ignore", category=ResourceWarning)

import pyarrow as pa                                   # noqa: E402
from pyspark.sql import SparkSession                   # noqa: E402
from pyspark.sql import functions as F                 # noqa: E402

import hearsay.spark                                   # noqa: E402

ARTICLES = int(os.environ.get("HEARSAY_ARTICLES", "500"))


def trace_corpus():
    made = importlib.util.spec_from_file_location("trace_corpus", inputs.at("tests", "trace", "corpus.py"))
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    return module


def plain(value):
    """A row of the struct as the JSON has it."""
    if isinstance(value, dict) and set(value) == {"start", "end"}:
        return [value["start"], value["end"]]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list) else value


def clusters(pairs, ids):
    """Of each id the least one that a chain of pairs joins it to: the slow twin of components()."""
    parent = {i: i for i in ids}

    def root(i):
        while parent[i] != i:
            i = parent[i]
        return i
    for a, b in pairs:
        a, b = sorted((root(a), root(b)))
        parent[b] = a
    return {i: root(i) for i in ids}


def rand_index(one, other):
    """The adjusted Rand index of two ways of dividing the same ids."""
    def pairs(counts):
        return sum(n * (n - 1) // 2 for n in counts.values())

    def count(keys):
        counts = {}
        for k in keys:
            counts[k] = counts.get(k, 0) + 1
        return pairs(counts)
    both, a, b = count((one[i], other[i]) for i in one), count(one.values()), count(other.values())
    expected, most = a * b / (len(one) * (len(one) - 1) / 2), (a + b) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


class Spark(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.spark = (SparkSession.builder.master("local[2]").appName("hearsay").config("spark.ui.enabled", "false")
                     .config("spark.sql.shuffle.partitions", "2").config("spark.driver.memory", "2g").config("spark.log.level", "ERROR")
                     # Small tables: compiling a stage takes longer than running it.
                     .config("spark.sql.codegen.wholeStage", "false" if ARTICLES < 5000 else "true")
                     .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000").config("spark.driver.host", "127.0.0.1")
                     .config("spark.driver.bindAddress", "127.0.0.1").getOrCreate())
        cls.records = corpus.articles(ARTICLES)
        columns = ["text", "url", "outlet", "published"]
        cls.df = cls.spark.createDataFrame([tuple(r[c] for c in columns) for r in cls.records], columns).repartition(4).persist()
        cls.about = {"url": "url", "outlet": "outlet", "published": "published"}

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()

    def test_documents(self):
        """Row by row what read_many gives; and how fast, on as many cores."""
        wanted = {}
        start = time.monotonic()
        for record, doc in zip(self.records, hearsay.read_many(self.records, threads=2, errors="raise")):
            wanted[record["url"]] = doc
        alone = time.monotonic() - start
        docs = hearsay.spark.read(self.df, **self.about)
        self.assertEqual(docs.columns, [*self.df.columns, "hearsay"])
        docs.limit(8).select("hearsay.id").collect()               # workers are started, engines opened
        start = time.monotonic()
        rows = docs.select("url", "hearsay").toArrow()
        there = time.monotonic() - start
        print(f"\n{ARTICLES} articles: read_many {ARTICLES / alone:.1f} a second, Spark {ARTICLES / there:.1f}, {alone / there:.2f} of it",
              file=sys.stderr)
        self.assertEqual(rows.num_rows, ARTICLES)
        for row in (row for batch in rows.to_batches(max_chunksize=200) for row in batch.to_pylist()):
            found = row["hearsay"]
            self.assertIsNone(found.pop("error"))
            self.assertEqual({"schema": "hearsay/1", **plain(found)}, {k: plain(v) for k, v in wanted[row["url"]].to_dict().items()})

    def test_one_engine_a_worker(self):
        docs = hearsay.spark.read(self.df, **self.about)

        def engines(batches):
            from hearsay import engine
            for _ in batches:
                yield pa.RecordBatch.from_pydict({"pid": [os.getpid()], "engines": [len(engine._shared)]})
        docs.select("hearsay.id").count()
        seen = docs.select("hearsay.id").mapInArrow(engines, "pid long, engines long").collect()
        self.assertLessEqual(max(r.engines for r in seen), 1)

    def test_errors_stand_in_their_rows(self):
        rows = [("Officials said no.", 1), ("\0" * 30, 2), (None, 3), ("They denied it.", 4)]
        df = self.spark.createDataFrame(rows, "text string, n int")
        found = {r.n: r.hearsay for r in hearsay.spark.read(df).collect()}
        self.assertEqual([found[n].error and found[n].error.code for n in (1, 2, 3, 4)], [None, 22, 23, None])
        self.assertIsNone(found[2].text)
        self.assertEqual(found[4].attributions[0].stance, "denies")
        for call in (lambda: hearsay.spark.read(df, "body"), lambda: hearsay.spark.read(df, into="n"), lambda: hearsay.spark.read(df, None),
                     lambda: hearsay.spark.copies(df, id="url")):
            self.assertRaises(hearsay.ArgumentError, call)

    def test_kinds_of_columns(self):
        df = self.spark.sql("select 'Officials said on Monday that it rains.' text, date'2024-03-06' day, map('a', array(1.5D)) other, "
                            "timestamp'2024-03-06 10:00:00' at")
        row = hearsay.spark.read(df, published="day", min_score=0.0).first()
        self.assertEqual((row.other, row.hearsay.published, row.hearsay.times[0].value), ({"a": [1.5]}, "2024-03-06", "2024-03-04"))
        page = self.spark.createDataFrame([("<p>Officials said no.</p>",)], "html string")
        self.assertEqual(hearsay.spark.read(page, None, html="html").first().hearsay.text, "Officials said no.")

    def test_sql(self):
        docs = hearsay.spark.read(self.df, **self.about)
        stances = docs.select(F.explode("hearsay.attributions").alias("a")).groupBy("a.stance").count().collect()
        self.assertIn("denies", {r.stance for r in stances})

    def test_copies_and_stories(self):
        """The pairs are those of one machine, whose articles are in the same order; the stories are theirs, and the corpus's own."""
        ids = [r["url"] for r in self.records]
        wanted = {(ids[c.a], ids[c.b]): (c.kind, None if c.source is None else ids[c.source], c.by, c.origin, c.words, *c.coverage)
                  for c in hearsay.find_copies(self.records)}
        found = hearsay.spark.trace(self.df, id="url", outlet="outlet", published="published", url="url")
        pairs = {(r.a, r.b): (r.kind, r["from"], r.by, r.origin, r.words, r.coverage_a, r.coverage_b) for r in found.copies.collect()}
        self.assertEqual(set(pairs), set(wanted))
        for pair, row in pairs.items():
            # Coverage is rounded in JSON.
            self.assertEqual(row[:5], wanted[pair][:5], pair)
        stories = {r.id: r.story for r in found.stories.collect()}
        self.assertEqual(set(stories), set(ids))
        self.assertEqual(rand_index(stories, clusters(wanted, ids)), 1.0)
        self.assertGreater(rand_index(stories, {r["url"]: r["story"] for r in self.records}), 0.99)

    def test_claims_and_origins(self):
        """Those of a store, on the made corpus whose trace is known, and on some texts more: one that stands in two papers to the letter, one with
        two versions at one address, one that cannot be read, somebody who is written in two ways."""
        records = trace_corpus().articles()
        records += [dict(records[0], id="zz-again", outlet="Quay Weekly"), {"id": "zz-binary", "text": "\0" * 30},
                    *({"id": f"zz-{name}", "url": "http://mill.example/fire", "outlet": "The Mill Post", "published": "2024-09-0" + name,
                       "text": f"Fire at the mill\n\n{who}, the Norwegian interior minister, said on Monday that Sweden had accused Norway of arson."
                               f" {more}"}
                      for name, who, more in (("1", "Ingrid J. Berge", ""), ("2", "Ingrid Berge", "Nobody was hurt.")))]
        records.sort(key=lambda r: r["id"])
        columns = ["id", "url", "outlet", "published", "text"]
        df = self.spark.createDataFrame([tuple(r.get(c) for c in columns) for r in records], ", ".join(f"{c} string" for c in columns))
        df = df.withColumn("url", F.coalesce("url", "id")).repartition(3)
        found = hearsay.spark.trace(df, id="id", url="url", outlet="outlet", published="published")
        claims, origins = found.claims.collect(), found.origins.collect()
        docs = {r["id"]: d for r, d in zip(records, hearsay.read_many(records)) if isinstance(d, hearsay.Document)}
        self.assertEqual(len(docs), len(records) - 1)
        with tempfile.TemporaryDirectory() as folder:
            path = folder + "/corpus.db"
            with hearsay.Store(path) as store:
                store.add_many(docs.values(), threads=1)
                rows = sqlite3.connect(path).execute("SELECT t.id, l.claim, l.linked FROM claim_link l JOIN text t USING (text)").fetchall()
                stored = [store.trace(claim=f"k{linked}") for linked in sorted({linked for *_, linked in rows})]
        of_store = {(id, f"c{claim}"): linked for id, claim, linked in rows}
        of_spark = {(docs[r.id].id, r.claim): r.linked for r in claims}
        self.assertEqual(set(of_spark), set(of_store))
        self.assertGreater(len(of_store), len(set(of_store.values())) + 20)
        self.assertEqual(rand_index(of_spark, of_store), 1.0)

        # Each claim with all that is said of it, actors by their names.
        mine = [self.named(row.asDict(recursive=True), row.actors) for row in origins]
        its = [self.named(trace["claims"][0], trace["actors"]) for trace in stored if trace["claims"]]
        self.assertEqual(len({r.linked for r in origins}), len(origins))
        self.assertEqual(sorted(mine, key=repr), sorted(its, key=repr))
        for want in trace_corpus().TRACES:                      # and as it was made
            self.assertIn((want["articles"], want["independent_origins"]), {(r.articles, r.independent_origins) for r in origins}, want["query"])
        # Who is in several articles has one id in all rows, by which they can be joined; nobody else has it.
        rows_of, kinds = {}, {}
        for row in origins:
            for actor in row.actors:
                if "#" in actor.id:
                    rows_of.setdefault(actor.id, set()).add(row.linked)
                    kinds.setdefault(actor.id, set()).add((actor.kind, actor.code))
        self.assertGreater(sum(len(rows) > 1 for rows in rows_of.values()), 1)
        self.assertEqual({len(k) for k in kinds.values()}, {1})
        few = hearsay.spark.origins(df, id="id", outlet="outlet", published="published", least=3).collect()
        self.assertEqual({(r.text, r.independent_origins) for r in few}, {(r.text, r.independent_origins) for r in origins if r.articles >= 3})

    @staticmethod
    def named(claim, actors):
        """What must be equal, whatever order actors were met in."""
        names = {a["id"]: (a["name"], a["kind"], a["code"]) for a in (dict(a) if isinstance(a, dict) else a.asDict() for a in actors)}
        event = claim["event"] and {k: names.get(claim["event"][k], claim["event"][k]) for k in ("code", "mode", "cameo", "actor", "target", "when")}
        return {
            "claim": [claim[k] for k in ("text", "reports", "articles", "outlets", "independent_origins")], "event": event,
            "origins": sorted(repr((names.get(o["actor"]), o["first"], o["articles"], o["copies"], o["position"], o["outlet"], len(o["related"]),
                                    sorted(names[v] for v in o["via"]),
                                    sorted((r["article"], r["uri"] or "", r["attribution"] or "") for r in o["reports"])))
                              for o in claim["origins"]),
            "positions": sorted(repr((names.get(p["actor"]), p["position"], p["first"], p["last"],
                                      sorted((e["article"], e["uri"], e["outlet"], e["attribution"] or "", e["text"], e["title"], e["date"],
                                              e["sentence"], [names.get(v, v) for v in e["chain"]]) for e in p["evidence"])))
                                for p in claim["positions"])}

    def test_components(self):
        import random
        for seed, most in ((0, 0), (1, 1000)):                    # in the cluster, and on the driver
            dice = random.Random(seed)
            edges = [(dice.randrange(60), dice.randrange(60)) for _ in range(35)] + [(i, i + 1) for i in range(100, 120)] + [(7, 7), (99, 99)]
            dice.shuffle(edges)
            found = {r.id: r.component for r in hearsay.spark.components(self.spark.createDataFrame(edges, "a int, b int"), most).collect()}
            wanted = clusters(edges, {v for e in edges for v in e})
            self.assertEqual(found, {v: c for v, c in wanted.items() if list(wanted.values()).count(c) > 1}, f"seed {seed}")
        none = hearsay.spark.components(self.spark.createDataFrame([], "a string, b string"))
        self.assertEqual(none.collect(), [])


if __name__ == "__main__":
    unittest.main()
