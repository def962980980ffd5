"""bench_read in Python: python_reader.py MODE TEXTS THREADS ROUNDS, with the same meaning and the same output; bench/python.py calls it.

MODE: many (hearsay.read_many, JSON taken), fields (the same, and every dataclass made), spacy (a blank English pipeline with the component, less what
it takes without), spark (hearsay.spark.read on local[THREADS], the documents computed and dropped)."""
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


def processor_time(root):
    """Seconds of the processor that a process and those below it have taken so far."""
    tick, times = os.sysconf("SC_CLK_TCK"), {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        times[int(pid)] = int(fields[1]), sum(int(f) for f in fields[11:13]) / tick
    inside = {root}
    while True:
        more = {pid for pid, (parent, _) in times.items() if parent in inside} | inside
        if more == inside:
            return sum(times[pid][1] for pid in inside if pid in times)
        inside = more


def spark_rounds(texts, threads, rounds):
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    import hearsay.spark
    spark = (SparkSession.builder.master(f"local[{threads}]").config("spark.ui.enabled", "false").config("spark.log.level", "ERROR")
             .config("spark.driver.memory", "3g").config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
             .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000").getOrCreate())
    # So many tasks that no core waits long for the last of another; two rounds to warm up, in which the JVM compiles what it runs.
    df = spark.createDataFrame([(t,) for t in texts], "text string").repartition(16 * threads).persist()
    df.count()
    warming = 2
    seconds, cpu = [], 0.0
    for n in range(rounds + warming):
        start, start_cpu = time.monotonic(), processor_time(os.getpid())
        hearsay.spark.read(df).write.format("noop").mode("overwrite").save()
        if n >= warming:
            seconds.append(time.monotonic() - start)
            cpu += processor_time(os.getpid()) - start_cpu
    spark.stop()
    return seconds, cpu


def main():
    mode, path, threads, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    with open(path, "rb") as file:
        texts = [t.decode() for t in file.read().split(b"\0")[:-1]]
    if mode == "spacy":
        seconds, cpu, size = spacy_rounds(texts, rounds)
    elif mode == "spark":
        (seconds, cpu), size = spark_rounds(texts, threads, rounds), None
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
