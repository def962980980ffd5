"""bench_read in Python: python_reader.py MODE TEXTS THREADS [ROUNDS], with the same meaning and the same output; bench/python.py calls it.

MODE: many (hearsay.read_many, JSON taken), fields (the same, and every dataclass made), spacy (a blank English pipeline with the component, less what
it takes without), spark (hearsay.spark.read on local[THREADS], the documents computed and dropped; in turns, as bench_read does
with ROUNDS "turns")."""
import json
import os
import resource
import sys
import time

import hearsay

FIELDS = ("blocks", "sentences", "actors", "attributions", "loaded", "claims", "times", "entities")


def round_of(mode, texts, threads):
    size = 0
    for doc in hearsay.read_many(texts, threads=threads, errors="raise"):
        if mode == "fields":
            for field in FIELDS:
                getattr(doc, field)
        size += len(doc.to_json().encode()) + 1
    return size


def spacy_rounds(texts, rounds):
    """Seconds, and processor's, that the component adds to a pipeline."""
    import spacy
    bare, full = spacy.blank("en"), spacy.blank("en")
    full.add_pipe("hearsay")
    seconds, cpu = [], 0.0
    for n in range(rounds + 1):
        took = []
        for nlp in (full, bare):
            start, start_cpu = time.monotonic(), time.process_time()
            size = sum(len(doc.user_data["hearsay"]._json) + 1 if nlp is full else 0 for doc in nlp.pipe(texts))
            took.append((time.monotonic() - start, time.process_time() - start_cpu, size))
        if n:                                              # the first is not counted
            seconds.append(took[0][0] - took[1][0])
            cpu += took[0][1] - took[1][1]
    return seconds, cpu, took[0][2]


def stats_of(root):
    """Of a process and those below it: pid -> (name, the fields of /proc's stat behind it)."""
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                name, _, fields = file.read().partition("(")[2].rpartition(")")
        except OSError:
            continue
        found[int(pid)] = name, fields.split()
    inside = {root}
    while True:
        more = {pid for pid, (_, fields) in found.items() if int(fields[1]) in inside} | inside
        if more == inside:
            return {pid: found[pid] for pid in inside if pid in found}
        inside = more


def processor_time(root):
    """Seconds of the processor that a process and those below it have taken so far, those that have ended too: (in Java, in Python)."""
    tick = os.sysconf("SC_CLK_TCK")
    times = [(name == "java", sum(int(f) for f in fields[11:15]) / tick) for name, fields in stats_of(root).values()]
    return [sum(seconds for in_java, seconds in times if in_java == java) for java in (True, False)]


def session(threads):
    """Spark on local[THREADS]."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession
    return (SparkSession.builder.master(f"local[{threads}]").config("spark.ui.enabled", "false").config("spark.log.level", "ERROR")
            .config("spark.driver.memory", "3g").config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.showConsoleProgress", "false").config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000").getOrCreate())


def spark_turns(texts, threads):
    """Then, for each line on stdin, hearsay.spark.read of all texts, the documents computed and dropped."""
    import hearsay.spark
    spark = session(threads)
    # A task costs 40 ms of its own (Python's collection of garbage, most of it), and the longer tasks are, the longer the last is waited for.
    df = spark.createDataFrame([(t,) for t in texts], "text string").repartition(8 * threads).persist()
    df.count()
    print(json.dumps({"articles": len(texts), "words": sum(len(t.split()) for t in texts)}), flush=True)
    for _ in sys.stdin:
        start, before = time.monotonic(), processor_time(os.getpid())
        hearsay.spark.read(df).write.format("noop").mode("overwrite").save()
        seconds = time.monotonic() - start
        java, python = [now - then for now, then in zip(processor_time(os.getpid()), before)]
        print(json.dumps({"round_s": seconds, "java_s": java, "python_s": python}), flush=True)
    spark.stop()


def main():
    mode, path, threads, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4] if len(sys.argv) > 4 else 0)
    with open(path, "rb") as file:
        texts = [t.decode() for t in file.read().split(b"\0")[:-1]]
    if mode == "spacy":
        seconds, cpu, size = spacy_rounds(texts, rounds)
    elif mode == "spark":
        return spark_turns(texts, threads)
    else:
        round_of(mode, texts, threads)
        seconds, size, start_cpu = [], 0, time.process_time()
        for _ in range(rounds):
            start = time.monotonic()
            size = round_of(mode, texts, threads)
            seconds.append(time.monotonic() - start)
        cpu = time.process_time() - start_cpu
    print(json.dumps({"words": sum(len(t.split()) for t in texts), "rounds_s": seconds, "cpu_s": cpu, "json_bytes": size,
                      "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))


if __name__ == "__main__":
    main()
