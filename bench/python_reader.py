"""bench_read in Python: python_reader.py MODE TEXTS THREADS ROUNDS, with the same meaning and the same output; bench/python.py calls it.

MODE: many (hearsay.read_many, JSON taken), fields (the same, and every dataclass made)."""
import json
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


def main():
    mode, path, threads, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    with open(path, "rb") as file:
        texts = [t.decode() for t in file.read().split(b"\0")[:-1]]
    round_of(mode, texts, threads)
    seconds, size, cpu = [], 0, time.process_time()
    for _ in range(rounds):
        start = time.monotonic()
        size = round_of(mode, texts, threads)
        seconds.append(time.monotonic() - start)
    print(json.dumps({"words": sum(len(t.split()) for t in texts), "rounds_s": seconds, "cpu_s": time.process_time() - cpu, "json_bytes": size,
                      "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))


if __name__ == "__main__":
    main()
