"""bench_read in Python: python_reader.py MODE TEXTS THREADS ROUNDS, with the same meaning and the same output; bench/python.py calls it.

MODE: many (hearsay.read_many, JSON taken), fields (the same, and every dataclass made), spacy (a blank English pipeline with the component, less what
it takes without)."""
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


def main():
    mode, path, threads, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    with open(path, "rb") as file:
        texts = [t.decode() for t in file.read().split(b"\0")[:-1]]
    if mode == "spacy":
        seconds, cpu, size = spacy_rounds(texts, rounds)
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
