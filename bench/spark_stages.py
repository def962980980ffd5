"""What each stage of hearsay.spark.trace costs on local[2]: articles made by a script, a third of them copies. `./dev bench python --only stages`.

spark_stages.py ARTICLES. A stage is worked out, counted and kept before the next begins. Its cost is the processor's time, in Java and in Python, of
the session and all its workers, those that have ended too: that says what it costs on a machine that has other work.
"""
import os
import sys
import threading
import time

from run import HERE, machine

sys.path.insert(0, os.path.join(HERE, "..", "python", "tests"))
import corpus                                              # noqa: E402
from python_reader import processor_time, session, stats_of   # noqa: E402

THREADS = 2


class Peaks(threading.Thread):
    """The most memory that Java and a single Python worker have held, by looking ten times a second."""

    def __init__(self):
        super().__init__(daemon=True)
        self.java = self.worker = 0

    def run(self):
        while True:
            for pid, (name, _) in stats_of(os.getpid()).items():
                try:
                    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
                        size = int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
                except (OSError, IndexError):
                    continue
                if name == "java":
                    self.java = max(self.java, size)
                elif pid != os.getpid():
                    self.worker = max(self.worker, size)
            time.sleep(0.1)


def main():
    n = int(sys.argv[1])
    spark = session(THREADS)
    spark.conf.set("spark.sql.shuffle.partitions", str(4 * THREADS))
    from pyspark.sql import functions as F

    from hearsay.spark import _claims, _copies, _origins
    made = corpus.articles(n)
    columns = {"text": "text", "url": "url", "outlet": "outlet", "published": "published"}
    df = spark.createDataFrame([tuple(r[c] for c in columns) for r in made], list(columns)).repartition(16 * THREADS).persist()
    df.count()
    peaks = Peaks()
    peaks.start()
    print(f"{machine()}\n{n} articles of {sum(len(r['text'].split()) for r in made) / n:.0f} words, local[{THREADS}]\n"
          f"\n{'stage':34}{'seconds':>9}{'Java, ms an article':>22}{'Python':>9}{'together':>10}{'a core-hour':>13}", flush=True)
    total = 0.0

    def stage(name, work, less=0.0):
        nonlocal total
        start, before = time.monotonic(), processor_time(os.getpid())
        kept = work().persist()
        rows = kept.count()
        java, python = [1000 * (now - then) / n for now, then in zip(processor_time(os.getpid()), before)]
        cost = java + python - less
        total += cost
        print(f"{name:34}{time.monotonic() - start:9.1f}{java:22.2f}{python:9.2f}{cost:10.2f}{3.6e6 / cost:13,.0f}   {rows:,} rows", flush=True)
        return kept, cost

    articles, _ = stage("reading, with keys and sightings", lambda: _claims.read_articles(df, columns, "url", True, None, "auto", (), {}))
    stage("copies", lambda: _copies.copies(df, id="url", url="url", outlet="outlet", published="published"))
    first, _ = stage("equal texts", lambda: _claims.first_of_text(articles))
    linked, _ = stage("claims linked", lambda: _claims.link_claims(articles, first))
    print(f"{'':34}{linked.select('linked').distinct().count():,} claims are left", flush=True)
    texts = articles.join(first.where("id = first").select("id"), "id")
    _, actors = stage("actors linked", lambda: _origins._identities(texts))
    # The fold links actors once more.
    stage("origins", lambda: _origins.fold(articles, first, linked, 1).select("linked", F.size("origins").alias("n")), actors)
    print(f"{'all':34}{'':40}{total:10.2f}{3.6e6 / total:13,.0f}")
    print(f"\nat most: Java {peaks.java / 1e6:,.0f} MB, a worker {peaks.worker / 1e6:,.0f} MB")
    spark.stop()


if __name__ == "__main__":
    main()
